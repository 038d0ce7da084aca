from __future__ import annotations

from pathlib import Path

import pytest

from attribune.ingest import read
from attribune.ingest.document import iso_time
from attribune.model import Document, RegionKind

PROSE = (
    "<p>The governor said on Tuesday that a fuel depot had burned through the night after a drone raid on the port.</p>"
)
PAGE = """<!doctype html><html lang="en-GB"><head>
<meta charset="utf-8"><title>Depot burns after drone raid | The Sample Courier</title>
{head}
</head><body><header><nav><a href="/">Home</a><a href="/world">World</a></nav></header>
<article><h1>Depot burns after drone raid</h1>{body}</article>
<aside><figure><img><figcaption>Another story altogether</figcaption></figure></aside>
<footer>© The Sample Courier</footer></body></html>"""
FIGURE = (
    '<figure><img src="a.jpg"><figcaption>Smoke over the port. <span class="credit">Port Authority/Sample Wire</span>'
    "</figcaption></figure>"
)


def page(tmp_path: Path, head: str = "", body: str = PROSE * 3, encoding: str = "utf-8") -> Document:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.format(head=head, body=body).encode(encoding))
    (found,) = read(str(path))
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize(
    ("head", "published", "basis"),
    [
        (
            '<meta property="article:published_time" content="2024-03-05T06:41:00+02:00">',
            "2024-03-05T06:41:00+02:00",
            "meta article:published_time",
        ),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished":'
            ' "2024-03-05T04:41:00Z"}]}</script>',
            "2024-03-05T04:41:00+00:00",
            "JSON-LD datePublished",
        ),
        ('<meta name="date" content="2024-03-05">', "2024-03-05", "meta date"),
        ('<script type="application/ld+json">{broken</script>', None, None),
    ],
)
def test_published_keeps_its_hour(tmp_path: Path, head: str, published: str | None, basis: str | None) -> None:
    doc = page(tmp_path, head)
    assert (doc.published, doc.published_basis) == (published, basis)


def test_metadata_is_read_from_the_page(tmp_path: Path) -> None:
    doc = page(
        tmp_path,
        '<meta property="og:site_name" content="The Sample Courier"><meta name="author" content="Jane Sample">'
        '<link rel="canonical" href="https://sample.example/depot">'
        '<meta property="og:title" content="Depot burns after drone raid - The Sample Courier">',
    )
    assert doc.title == "Depot burns after drone raid"
    assert (doc.outlet, doc.author, doc.url) == ("The Sample Courier", "Jane Sample", "https://sample.example/depot")
    assert doc.language == "en"


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ('<p class="byline">By Jane Sample</p>', "Jane Sample"),
        ('<a rel="author" href="/jane">Jane Sample</a>', "Jane Sample"),
        ('<p class="byline">By Jane Sample</p><p class="byline">By Omar Example</p>', None),
        ("", None),
    ],
)
def test_author_is_read_from_the_only_byline(tmp_path: Path, byline: str, author: str | None) -> None:
    assert page(tmp_path, body=byline + PROSE * 3).author == author


def test_text_is_title_and_paragraphs_without_the_navigation(tmp_path: Path) -> None:
    doc = page(tmp_path, body="<p>First words of the report, which the ministry has denied.</p>" + PROSE * 2)
    assert doc.text.startswith("Depot burns after drone raid\n\nFirst words of the report")
    assert doc.text.count("Depot burns after drone raid") == 1
    assert "Home" not in doc.text
    assert doc.spans_of(RegionKind.TITLE)[0].of(doc.text) == doc.title


@pytest.mark.parametrize("where", ["first", "middle"])
def test_caption_and_credit_are_kept_as_regions(tmp_path: Path, where: str) -> None:
    doc = page(tmp_path, body=FIGURE + PROSE * 3 if where == "first" else PROSE + FIGURE + PROSE * 2)
    assert [s.of(doc.text) for s in doc.spans_of(RegionKind.CAPTION)] == ["Smoke over the port."]
    assert [s.of(doc.text) for s in doc.spans_of(RegionKind.CREDIT)] == ["Port Authority/Sample Wire"]
    assert "Another story" not in doc.text
    assert doc.text.count("Smoke over the port.") == 1


def test_declared_encoding_is_used(tmp_path: Path) -> None:
    body = "<p>The minister spoke of “a new page” – and of the café where the talks were held for two days.</p>" + PROSE
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.replace("utf-8", "iso-8859-1").format(head="", body=body).encode("windows-1252"))
    (doc,) = read(str(path))
    assert isinstance(doc, Document)
    assert "“a new page” – and of the café" in doc.text


def test_line_breaks_of_the_page_are_kept_within_a_paragraph(tmp_path: Path) -> None:
    doc = page(
        tmp_path, body=PROSE + "<p>Tanks: 12<br>Guns: 7, according to the list that the staff published.</p>" + PROSE
    )
    assert "Tanks: 12\nGuns: 7" in doc.text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-07-06", "2022-07-06"),
        ("2022-07-06T14:05:00Z", "2022-07-06T14:05:00+00:00"),
        ("2022-07-06T14:05+0300", "2022-07-06T14:05:00+03:00"),
        ("2022-07-06 14:05", "2022-07-06T14:05:00"),
        ("6 July 2022", None),
        ("2022-13-01", None),
        ("", None),
    ],
)
def test_iso_time_is_as_precise_as_it_was_given(value: str, expected: str | None) -> None:
    assert iso_time(value) == expected
