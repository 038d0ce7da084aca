"""The fetcher against a site on loopback that means no good. Only these tests let it talk to loopback at all."""

from __future__ import annotations

import gzip
import zlib
from time import monotonic

import pytest

from attribune.errors import AttribuneError, FatalError, RetriableError, SkippableError
from attribune.ingest.fetch import Fetcher, Limits, Network, fetcher_for
from tests.ingest import hostile
from tests.ingest.hostile import ARTICLE, HOME, guest, page, serving, to

PAGE = ARTICLE.format(head="")
SMALL = Limits(max_bytes=1_000_000, seconds=1.0, delay=0.0)


def test_page_comes_with_what_the_site_says_of_it() -> None:
    with serving({"/a": page(PAGE, ETag='"1"', Last_Modified="Mon, 04 Jul 2022 10:00:00 GMT")}) as site:
        found = guest()(site.url("/a"))
    assert found.body.decode() == PAGE
    assert (found.url, found.media_type, found.charset) == (site.url("/a"), "text/html", "utf-8")
    assert (found.etag, found.modified) == ('"1"', "Mon, 04 Jul 2022 10:00:00 GMT")
    sent = site.asked[0][1]
    assert "desk@example.org" in sent["user-agent"]
    assert sent["host"] == site.address


@pytest.mark.parametrize(("pack", "name"), [(gzip.compress, "gzip"), (zlib.compress, "deflate")])
def test_packed_page_is_unpacked(pack, name: str) -> None:
    with serving({"/a": page(pack(PAGE.encode()), Content_Encoding=name)}) as site:
        assert guest()(site.url("/a")).body.decode() == PAGE


def test_unchanged_page_is_not_sent_again() -> None:
    with serving({"/a": page(b"", status=304)}) as site:
        found = guest()(site.url("/a"), etag='"1"', modified="then")
        assert found.unchanged
        assert found.etag == '"1"'
        assert site.asked[0][1]["if-none-match"] == '"1"'
        assert site.asked[0][1]["if-modified-since"] == "then"


@pytest.mark.parametrize(
    ("name", "show", "kind", "said"),
    [
        ("loopback", to("http://127.0.0.1/secret"), SkippableError, "not on the public internet"),
        ("loopback by name", to("http://localhost/secret"), SkippableError, "not on the public internet"),
        ("metadata", to("http://169.254.169.254/latest/"), SkippableError, "not on the public internet"),
        ("mapped", to("http://[::ffff:127.0.0.1]/"), SkippableError, "not on the public internet"),
        ("decimal", to("http://2130706433/"), SkippableError, "in disguise"),
        ("backslash", to("http://127.0.0.1\\@news.example/"), SkippableError, "backslash"),
        ("file", to("file:///etc/passwd"), SkippableError, "file is not fetched"),
        ("in a circle", to("/in%20a%20circle"), SkippableError, "over 5 redirects"),
        ("endless", hostile.endless, SkippableError, "over 1 MB"),
        ("bomb", hostile.bomb, SkippableError, "over 1 MB"),
        ("drip", hostile.drip, RetriableError, "too slow"),
        ("huge", page(PAGE, Content_Length="99999999999"), SkippableError, "over 1 MB"),
        ("brotli", page(b"\x00", Content_Encoding="br"), SkippableError, "nobody asked for"),
        ("broken gzip", page(b"no gzip", Content_Encoding="gzip"), SkippableError, "does not answer in HTTP"),
        ("no http", lambda handler: handler.wfile.write(b"SSH-2.0-x\r\n"), SkippableError, "does not answer in HTTP"),
        ("nothing", lambda _: None, RetriableError, "broke off"),
        ("headers", page(PAGE, **{f"X-{i}": "a" for i in range(200)}), SkippableError, "does not answer in HTTP"),
        ("gone", page(b"", status=410), SkippableError, "no such page (status 410)"),
        ("locked", page(b"", status=403), SkippableError, "does not give the page out"),
        ("busy", page(b"", status=429, Retry_After="90"), RetriableError, "try again in 90 seconds"),
        ("down", page(b"", status=503), RetriableError, "try again later"),
    ],
)
def test_hostile_page_ends_in_one_line(name: str, show: hostile.Page, kind: type[AttribuneError], said: str) -> None:
    path = "/" + name.replace(" ", "%20")
    started = monotonic()
    with serving({path: show}) as site, pytest.raises(kind) as caught:
        guest(limits=SMALL)(site.url(path))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert monotonic() - started < 4


def test_redirects_are_followed_so_far_and_no_further() -> None:
    with serving({"/hops/": hostile.count_down}) as site:
        assert guest()(site.url("/hops/4")).url == site.url("/hops/0")
        with pytest.raises(SkippableError, match="over 5 redirects"):
            guest()(site.url("/hops/300"))
        assert len(site.asked) == 5 + 6


def test_connection_goes_to_the_address_that_was_checked_when_dns_changes_its_mind() -> None:
    """Rebinding, as in GHSA-p59w-9gqw-wj8r: a check that resolves for itself and a client that resolves again."""
    answers = [[HOME], ["127.0.0.1"]]
    with serving({"/a": page(PAGE)}) as site:
        network = Network(resolve=lambda *_: answers.pop(0), allowed=lambda address: address == HOME, ports=None)
        fetch = Fetcher("desk@example.org", SMALL, network, robots=False)
        port = site.address.split(":")[1]
        assert fetch(f"http://news.example:{port}/a").body.decode() == PAGE
        assert site.asked[0][1]["host"] == f"news.example:{port}"
        with pytest.raises(SkippableError, match=r"127\.0\.0\.1"):
            fetch(f"http://news.example:{port}/a")
    assert len(site.asked) == 1


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://localhost:8000/", "http://[::1]/"])
def test_loopback_is_refused_when_nothing_was_put_in_place(url: str) -> None:
    with pytest.raises(SkippableError, match="not on the public internet"):
        Fetcher("desk@example.org", robots=False)(url)


def test_robots_is_asked_once_and_kept_to() -> None:
    rules = "User-agent: Attribune\nDisallow: /private*.html$\nCrawl-delay: 4\n\nUser-agent: *\nDisallow: /\n"
    waits: list[float] = []
    pages = {"/robots.txt": page(rules, "text/plain"), "/a": page(PAGE), "/b": page(PAGE)}
    with serving(pages) as site:
        fetch = guest(robots=True, sleep=waits.append)
        fetch(site.url("/a"))
        fetch(site.url("/b"))
        with pytest.raises(SkippableError, match=r"robots\.txt"):
            fetch(site.url("/private-notes.html"))
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/b"]
    assert max(waits) > 3


@pytest.mark.parametrize("show", [page(b"", status=404), to("http://127.0.0.1/robots.txt")])
def test_everything_may_be_read_when_there_are_no_rules(show: hostile.Page) -> None:
    with serving({"/robots.txt": show, "/a": page(PAGE)}) as site:
        assert guest(robots=True)(site.url("/a")).body


def test_nothing_is_read_when_the_rules_cannot_be_had() -> None:
    with serving({"/robots.txt": page(b"", status=500), "/a": page(PAGE)}) as site:
        with pytest.raises(RetriableError, match=r"robots\.txt cannot be read"):
            guest(robots=True)(site.url("/a"))
        assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_one_host_is_asked_at_the_pace_of_the_limits() -> None:
    waits: list[float] = []
    with serving({"/a": page(PAGE)}) as site:
        fetch = guest(limits=Limits(seconds=5.0, delay=2.0), sleep=waits.append)
        for _ in range(3):
            fetch(site.url("/a"))
    assert [round(wait) for wait in waits] == [2, 4]


@pytest.mark.parametrize("contact", [None, "", "  ", "a\r\nHost: b", "стіл"])
def test_fetcher_needs_somebody_to_write_to(contact: str | None) -> None:
    with pytest.raises(FatalError, match="ATTRIBUNE_CONTACT"):
        fetcher_for(contact)
