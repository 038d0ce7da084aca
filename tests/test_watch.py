"""Feeds looked at again and again: what is new comes in once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from attribune.errors import SkippableError
from attribune.ingest import read
from attribune.ingest.feed import read_feed, read_feed_list
from attribune.model import DocumentFacts, Mentions, Reading
from attribune.pipeline import RunReport, Stages, run
from attribune.store import Outcome, Store
from attribune.watch import FeedReport, look
from tests.ingest.hostile import ARTICLE, Site, guest, page, serving
from tests.store.ledgers import opened_ledger

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{}</channel></rss>"""
ITEM = "<item><title>{0}</title><link>/{0}</link><pubDate>{1}</pubDate></item>"
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>n</title><entry><title>a</title><id>urn:1</id>'
    '<link href="https://news.example/a"/><updated>2022-07-04T10:00:00Z</updated></entry></feed>'
)
JSON = (
    '{"version": "https://jsonfeed.org/version/1.1", "title": "n", "items": ['
    '{"id": "1", "url": "https://news.example/a", "date_modified": "2022-07-04T10:00:00Z"}]}'
)
MONDAY = "Mon, 04 Jul 2022 10:00:00 GMT"
NOW = datetime(2022, 7, 5, tzinfo=UTC)


def rss(*names: str, updated: str = MONDAY) -> str:
    return RSS.format("".join(ITEM.format(name, updated) for name in names))


def article(words: str) -> str:
    return ARTICLE.format(head="").replace("Bridge", words)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened_ledger(tmp_path, "ledger") as opened:
        yield opened


def watched(store: Store, site: Site, *, now: datetime = NOW, feed: str = "/feed") -> FeedReport:
    fetch = guest()
    stages = Stages(
        read=partial(read, fetch=fetch),
        speaks=lambda _: True,
        extract=lambda _: Mentions((), (), (), (), (), ()),
        normalize=lambda document, _: Reading(DocumentFacts(title=document.title)),
        claims=lambda *_: (),
        analysis="fake 1",
    )

    def add(urls: Iterable[str]) -> RunReport:
        return run(urls, store, stages)

    return look(site.url(feed), store, fetch, add, now=now)


def documents(store: Store) -> int:
    with store.view() as view:
        return view.stats()["documents"]


def test_second_look_adds_nothing_and_says_so(store: Store) -> None:
    pages = {"/feed": page(rss("a", "b")), "/a": page(article("Bridge")), "/b": page(article("Road"))}
    with serving(pages) as site:
        first, second = watched(store, site), watched(store, site)
        assert (first.entries, first.new, first.run[Outcome.ADDED]) == (2, 2, 2)
        assert (second.entries, second.new, second.run) == (2, 0, None)
        assert [path for path, _ in site.asked].count("/a") == 1
    assert documents(store) == 2


def test_feed_that_says_unchanged_is_not_read(store: Store) -> None:
    with serving({"/feed": page(rss("a"), ETag='"1"'), "/a": page(article("Bridge"))}) as site:
        watched(store, site)
        site.pages["/feed"] = page(b"", status=304)
        report = watched(store, site)
        assert report.unchanged
        assert site.asked[-1][1]["if-none-match"] == '"1"'


def test_corrected_article_becomes_a_second_version(store: Store) -> None:
    with serving({"/feed": page(rss("a")), "/a": page(article("Bridge"))}) as site:
        watched(store, site)
        site.pages["/feed"] = page(rss("a", updated="Tue, 05 Jul 2022 10:00:00 GMT"))
        site.pages["/a"] = page(article("Bridge").replace("two nights", "three nights"))
        assert watched(store, site).run[Outcome.ADDED] == 1
    with store.view() as view:
        versions = [document for document in view.documents() if document.url == site.url("/a")]
    assert len(versions) == 2


def test_article_that_failed_is_asked_for_again_and_one_that_was_skipped_is_not(store: Store) -> None:
    pages = {"/feed": page(rss("a", "b"), ETag='"1"'), "/a": page(b"", status=503), "/b": page(b"", status=403)}
    with serving(pages) as site:
        first = watched(store, site)
        assert (first.run[Outcome.FAILED], first.run[Outcome.SKIPPED]) == (1, 1)
        site.pages["/a"] = page(article("Bridge"))
        second = watched(store, site)
        assert (second.new, second.run[Outcome.ADDED]) == (1, 1)
        assert "if-none-match" not in site.asked[-2][1]
    with store.view() as view:
        assert [failure.source for failure in view.failures()] == [site.url("/b")]


def test_feed_that_fails_is_left_alone_for_longer_and_longer(store: Store) -> None:
    with serving({"/feed": page(b"", status=500)}) as site:
        assert "cannot answer now" in watched(store, site).problem
        assert "not asked again before 2022-07-05 00:05" in watched(store, site, now=NOW + timedelta(minutes=1)).problem
        assert "cannot answer now" in watched(store, site, now=NOW + timedelta(minutes=6)).problem
        assert "not asked" in watched(store, site, now=NOW + timedelta(minutes=20)).problem
        assert len(site.asked) == 2
        with store.view() as view:
            assert [failure.stage for failure in view.failures()] == ["feed"]
        site.pages = {"/feed": page(rss("a")), "/a": page(article("Bridge"))}
        assert watched(store, site, now=NOW + timedelta(minutes=22)).run[Outcome.ADDED] == 1
        with store.view() as view:
            assert list(view.failures()) == []


@pytest.mark.parametrize("body", ["<html><body>a page</body></html>", "{}", "{", "", "plain words"])
def test_what_is_no_feed_is_a_problem_of_one_line(store: Store, body: str) -> None:
    with serving({"/feed": page(body)}) as site:
        problem = watched(store, site).problem
    assert problem
    assert "\n" not in problem


@pytest.mark.parametrize("data", [rss("a", "a").replace("/a", "https://news.example/a"), ATOM, JSON])
def test_feeds_of_every_kind_give_their_entries_once(data: str) -> None:
    (entry,) = read_feed(data.encode(), "https://news.example/feed")
    assert entry.url == "https://news.example/a"
    assert entry.updated in (MONDAY, "2022-07-04T10:00:00Z")


def test_feed_never_opens_a_file_or_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden words")
    for data in (
        str(secret),
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>' + rss("a").partition("?>")[2].replace("News", "&x;"),
    ):
        try:
            entries = read_feed(data.encode(), "https://news.example/feed")
        except SkippableError:
            continue
        assert "hidden" not in str(entries)


@pytest.mark.parametrize(
    "data",
    [
        '<opml version="2.0"><body><outline text="n"><outline xmlUrl="https://a.example/"/></outline>'
        '<outline xmlUrl=" https://b.example/ "/><outline text="empty"/></body></opml>',
        "# my feeds\nhttps://a.example/\n\nhttps://b.example/\nhttps://a.example/\n",
    ],
)
def test_list_of_feeds_gives_every_feed_once(data: str) -> None:
    assert read_feed_list(data.encode(), "feeds") == ("https://a.example/", "https://b.example/")


@pytest.mark.parametrize("data", ["", "<opml/>", "# nothing", "<<<"])
def test_list_without_feeds_is_refused(data: str) -> None:
    with pytest.raises(SkippableError):
        read_feed_list(data.encode(), "feeds")
