"""Pages that are more or less than one article: live blogs, paywalls, consent pages, pages fetched from the web."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from attribune.ingest import ReadFailure, read
from attribune.model import Document
from tests.ingest.hostile import ARTICLE, guest, page, serving, to

PROSE = "The regional governor said on Monday that the bridge had been closed after two nights of shelling. "


def blog(count: int = 3, *, prose: str = "", with_bodies: bool = True) -> str:
    """A page whose JSON-LD lists its posts, newest first, as sites do."""
    updates, marked = [], []
    for i in reversed(range(count)):
        body = f"<p>The governor said {i + 2} shells fell near the station.</p><p>Trains stand still.</p>"
        updates.append(
            {
                "@type": "BlogPosting",
                "headline": f"Shelling, report {i}",
                "datePublished": f"2022-07-04T1{i}:15:00+03:00",
                "url": f"https://news.example/live#post-{i}",
                "author": {"name": "A. Writer"},
                **({"articleBody": body} if with_bodies else {}),
            }
        )
        marked.append(f'<div id="post-{i}"><time>1{i}:15</time>{body}</div>')
    data = json.dumps(
        {
            "@type": "LiveBlogPosting",
            "headline": "The war, live",
            "datePublished": "2022-07-04T06:00:00+03:00",
            "publisher": {"name": "Example News"},
            "liveBlogUpdate": updates,
        }
    )
    return (
        f'<html lang="en"><head><title>The war, live</title><link rel="canonical" href="https://news.example/live">'
        f'<script type="application/ld+json">{data}</script></head><body><article><h1>The war, live</h1>'
        f"{prose}{''.join(marked)}</article></body></html>"
    )


@pytest.mark.parametrize("with_bodies", [True, False])
def test_live_blog_is_split_into_posts_with_their_own_times_and_addresses(tmp_path: Path, with_bodies: bool) -> None:
    path = tmp_path / "live.html"
    path.write_text(blog(with_bodies=with_bodies))
    posts = list(read(str(path)))
    assert all(isinstance(post, Document) for post in posts), posts
    assert [post.url for post in posts] == [f"https://news.example/live#post-{i}" for i in range(3)]
    assert [post.published for post in posts] == [f"2022-07-04T1{i}:15:00+03:00" for i in range(3)]
    assert posts[0].text == (
        "Shelling, report 0\n\nThe governor said 2 shells fell near the station.\n\nTrains stand still.\n"
    )
    assert {post.outlet for post in posts} == {"Example News"}
    assert len({post.id for post in posts}) == 3


def test_live_blog_stays_whole_when_the_list_of_posts_is_only_a_part(tmp_path: Path) -> None:
    path = tmp_path / "live.html"
    path.write_text(blog(2, prose="".join(f"<p>{PROSE}Report {i}.</p>" for i in range(20))))
    (whole,) = read(str(path))
    assert isinstance(whole, Document)
    assert whole.title == "The war, live"


GATES = [
    ("<p>Subscribe to continue reading this article.</p>", "", "paywall"),
    ("<p>You’ve reached your limit of free articles.</p>", "", "paywall"),
    ("", '{"@type": "NewsArticle", "isAccessibleForFree": false}', "paywall"),
    ("", '{"@type": "NewsArticle", "isAccessibleForFree": "http://schema.org/False"}', "paywall"),
    ("<p>We and our 842 partners store and/or access information on a device.</p>", "", "consent"),
    ("<p>Before you continue to the site</p><button>Accept all</button>", "", "consent"),
]


@pytest.mark.parametrize(("wall", "data", "said"), GATES)
def test_page_before_the_article_is_skipped_and_a_whole_article_is_not(
    tmp_path: Path, wall: str, data: str, said: str
) -> None:
    script = f'<script type="application/ld+json">{data}</script>'
    path = tmp_path / "a.html"

    def read_with(times: int) -> Document | ReadFailure:
        body = f"<article><h1>Bridge closed</h1><p>{PROSE * times}</p></article><div>{wall}</div>"
        path.write_text(f"<html><head><title>Bridge closed</title>{script}</head><body>{body}</body></html>")
        (only,) = read(str(path))
        return only

    gated = read_with(2)
    assert isinstance(gated, ReadFailure), gated
    assert gated.skipped
    assert said in gated.reason
    assert isinstance(read_with(40), Document)


def test_robot_check_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<html><head><title>Just a moment</title></head><body><p>Checking your browser before access.</p></body></html>"
    )
    (only,) = read(str(path))
    assert isinstance(only, ReadFailure)
    assert only.skipped
    assert "person" in only.reason


def test_article_about_paywalls_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(ARTICLE.format(head=""))
    (only,) = read(str(path))
    assert isinstance(only, Document)


# --- from the web -----------------------------------------------------------------------------------------------------


def test_page_from_the_web_is_a_document_with_its_address() -> None:
    with serving({"/a": page(ARTICLE.format(head="")), "/b": to("/a")}) as site:
        (doc,) = read(site.url("/b"), fetch=guest())
        assert isinstance(doc, Document)
        assert (doc.url, doc.source) == (site.url("/a"), site.url("/b"))


def test_page_cannot_pass_itself_off_as_another_sites() -> None:
    head = '<link rel="canonical" href="https://www.famous.example/story">'
    with serving({"/a": page(ARTICLE.format(head=head))}) as site:
        (doc,) = read(site.url("/a"), fetch=guest())
        assert doc.url == site.url("/a")


def test_article_dated_by_its_script_in_the_future_has_no_date_and_says_why() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2999-01-01T00:00:00Z"}</script>'
    with serving({"/a": page(ARTICLE.format(head=head))}) as site:
        (doc,) = read(site.url("/a"), fetch=guest())
        assert doc.published is None
        assert any("2999" in note and "still to come" in note for note in doc.notes)


def test_charset_of_the_server_is_used_when_the_page_has_none() -> None:
    words = "Генеральний штаб повідомив про шістнадцять танків, знищених за добу на півдні країни, і не назвав місця."
    body = f"<html><body><article><p>{words}</p><p>{words}</p></article></body></html>".encode("koi8-u")
    with serving({"/a": page(body, "text/html; charset=koi8-u")}) as site:
        (doc,) = read(site.url("/a"), fetch=guest())
        assert words in doc.text
        assert "decoded as koi8-u, as the server says" in doc.notes


def test_broken_charset_ends_in_a_document_with_a_note() -> None:
    body = (
        ARTICLE.format(head="").replace("shelling", "shelling – “twice”").encode().replace(b"bridge", b"br\xff\xfe", 1)
    )
    with serving({"/a": page(body, "text/html; charset=no-such-thing")}) as site:
        (doc,) = read(site.url("/a"), fetch=guest())
        assert isinstance(doc, Document)
        assert doc.notes


@pytest.mark.parametrize(
    ("show", "said", "skipped"),
    [
        (page(b"\x89PNG\r\n\x1a\n\x00", "image/png"), "no page but", True),
        (page(b""), "empty", False),
        (page(b"", status=404), "no such page", True),
        (page(b"", status=503), "cannot answer now", False),
        (to("http://127.0.0.1/"), "not on the public internet", True),
    ],
)
def test_address_that_gives_no_document_is_one_failure(show, said: str, skipped: bool) -> None:
    with serving({"/a": show}) as site:
        (only,) = read(site.url("/a"), fetch=guest())
        assert isinstance(only, ReadFailure)
        assert only.source == site.url("/a")
        assert said in only.reason
        assert only.skipped is skipped


def test_address_is_not_fetched_when_nobody_gave_a_fetcher() -> None:
    (only,) = read("https://news.example/")
    assert isinstance(only, ReadFailure)
    assert "attribune add" in only.reason
