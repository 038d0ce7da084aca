"""What an HTML page says of itself: title, time of publication with its hour, outlet, author, address, language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from htmldate import find_date
from lxml import etree
from lxml import html as lxml_html

from attribune.ingest.document import Metadata, iso_time

__all__ = ["accessible_for_free", "articles", "name_of", "page_metadata"]

ARTICLE_TYPES = {
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "LiveBlogPosting",
    "BlogPosting",
    "OpinionNewsArticle",
}
PUBLISHED_META = ("article:published_time", "og:article:published_time", "datePublished", "dc.date.issued", "dc.date",
                  "parsely-pub-date", "sailthru.date", "publish-date", "pubdate", "date")  # fmt: skip
BYLINES = (
    "//*[@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' byline ')"
    " or contains(concat(' ', @class, ' '), ' author ')][not(self::meta)][normalize-space()]"
)
LONGEST_BYLINE = 120
TITLE_SEPARATOR = re.compile(r"\s+[|\-–—·•»:]\s+")


def page_metadata(tree: lxml_html.HtmlElement, notes: tuple[str, ...] = (), *, address: str | None = None) -> Metadata:
    """The metadata of a page. JSON-LD and meta elements come first; a date found in the body's words comes last.

    `address` is where the page was fetched from, if it was: no page may say that it is another site's.
    """
    metas = _metas(tree)
    article = next(articles(tree), {})
    outlet = name_of(article.get("publisher")) or metas.get("og:site_name") or metas.get("application-name")
    url = metas.get("og:url") or _first(tree, "//link[@rel='canonical']/@href")
    if address is not None:
        url = _own(url, address)
    published, basis = _published(tree, metas, article)
    if published is not None and published[:10] > _tomorrow().date().isoformat():
        notes = (*notes, f"the page says that it was published on {published}, which is still to come: left out")
        published, basis = None, None
    return Metadata(
        title=_title(tree, metas, article, outlet),
        published=published,
        published_basis=basis,
        outlet=outlet,
        author=name_of(article.get("author")) or _author(tree, metas),
        url=url,
        language=_first(tree, "/html/@lang"),
        notes=notes,
    )


def _metas(tree: lxml_html.HtmlElement) -> dict[str, str]:
    """Name or property → content of the page's meta elements; the first of a name stands."""
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for key in ("property", "name", "itemprop"):
            name = element.get(key)
            if name and content:
                metas.setdefault(name, content)
    return metas


def articles(tree: lxml_html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The article objects of the page's JSON-LD, wherever they are nested."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            found = json.loads(script.text or "")
        except (json.JSONDecodeError, RecursionError):
            continue  # broken JSON-LD is common and says nothing about the article
        waiting = [found]
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting.extend(node)
            elif isinstance(node, dict):
                types = node.get("@type")
                if ARTICLE_TYPES & set(types if isinstance(types, list) else [types]):
                    yield node
                waiting.extend(v for k, v in node.items() if k in {"@graph", "mainEntity", "mainEntityOfPage"})


def _published(
    tree: lxml_html.HtmlElement, metas: dict[str, str], article: dict[str, Any]
) -> tuple[str | None, str | None]:
    candidates: list[tuple[str, str | None]] = [(f"meta {name}", metas.get(name)) for name in PUBLISHED_META[:2]]
    candidates.append(("JSON-LD datePublished", article.get("datePublished")))
    candidates.extend((f"meta {name}", metas.get(name)) for name in PUBLISHED_META[2:])
    candidates.append(
        ("time element", _first(tree, "//article//time/@datetime | //time[@itemprop='datePublished']/@datetime"))
    )
    for basis, value in candidates:
        stated = iso_time(value) if isinstance(value, str) else None
        if stated is not None:
            return stated, basis
    # Last: dates in the address or the words. htmldate drops the hour; a date after today is a wrong guess.
    found = find_date(tree, original_date=True, extensive_search=False, max_date=_tomorrow())
    return (found, "date found in the page") if found else (None, None)


def accessible_for_free(tree: lxml_html.HtmlElement) -> bool | None:
    """What the page's JSON-LD says of reading it without paying; None where it says nothing."""
    for article in articles(tree):
        stated = article.get("isAccessibleForFree")
        if isinstance(stated, bool | str):
            return str(stated).rsplit("/", 1)[-1].casefold() != "false"
    return None


def _own(url: str | None, address: str) -> str:
    """The page's address: the one it names, if that is on the host that it came from, else the one it came from."""
    named = urljoin(address, url) if url is not None else address
    return named if urlsplit(named).hostname == urlsplit(address).hostname else address


def _tomorrow() -> datetime:
    """A day ahead: a page of New Zealand may be dated tomorrow."""
    return datetime.now(UTC).replace(tzinfo=None) + timedelta(days=1)


def _title(
    tree: lxml_html.HtmlElement, metas: dict[str, str], article: dict[str, Any], outlet: str | None
) -> str | None:
    """The headline: JSON-LD, og:title or the only h1, else the page title without the outlet's name."""
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    headings = [h for h in headings if h]
    stated = article.get("headline") or metas.get("og:title") or metas.get("twitter:title")
    if isinstance(stated, str):
        stated = " ".join(stated.split())
        # Sites add their name to og:title; the heading that is a part of it is what the reader saw.
        title = next((h for h in headings if len(h.split()) > 2 and h in stated), stated)
        return _without_outlet(title, outlet)
    if len(headings) == 1:
        return headings[0]
    words = _first(tree, "//head/title/text()")
    return _without_outlet(" ".join(words.split()), outlet) if words else None


def _without_outlet(title: str, outlet: str | None) -> str:
    parts = TITLE_SEPARATOR.split(title)
    if outlet is not None and len(parts) > 1 and parts[-1].casefold() == outlet.casefold():
        return title[: title.rfind(parts[-1])].rstrip(" |-–—·•»:")
    return title


def _author(tree: lxml_html.HtmlElement, metas: dict[str, str]) -> str | None:
    """The author of the meta elements, or of the page's byline."""
    author = metas.get("author") or metas.get("article:author")
    if author is None or author.startswith(("http:", "https:")):
        # One byline only: a page that lists other stories has one for each.
        printed = [" ".join(element.text_content().split()) for element in tree.xpath(BYLINES)]
        author = printed[0] if len(set(printed)) == 1 and len(printed[0]) <= LONGEST_BYLINE else None
    return re.sub(r"^by\s+", "", author, flags=re.I) or None if author is not None else None


def name_of(value: object) -> str | None:
    """The name in a JSON-LD person or organisation, or in a list of them."""
    if isinstance(value, list):
        return ", ".join(n for n in map(name_of, value) if n) or None
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _first(tree: lxml_html.HtmlElement, path: str) -> str | None:
    try:
        found = tree.xpath(path)
    except etree.XPathError:
        return None
    return str(found[0]).strip() or None if found else None
