"""Feeds: RSS and Atom (by feedparser), JSON Feed, and OPML lists of feeds. Bytes in, entries out, nothing fetched."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

import feedparser  # type: ignore[import-untyped]
from lxml import etree

from attribune.errors import SkippableError

__all__ = ["FeedEntry", "read_feed", "read_feed_list"]

LONGEST_LIST = 5_000_000


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed: where the article is, and what the feed says of its state."""

    url: str
    title: str | None = None
    updated: str | None = None  # as the feed spells it: only ever compared with itself

    @property
    def key(self) -> str:
        """Changes when the feed says that the article has changed."""
        return f"{self.url} {self.updated or ''}".strip()


def read_feed(data: bytes, url: str, *, media_type: str | None = None) -> tuple[FeedEntry, ...]:
    """The entries of a feed, in its order, each address once; SkippableError where it is no feed."""
    if (media_type or "").endswith("json") or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        found = _json_feed(data, url)
    else:
        found = _xml_feed(data, url)
    return tuple({entry.url: entry for entry in reversed(found)}.values())[::-1]


def read_feed_list(data: bytes, source: str) -> tuple[str, ...]:
    """The feeds of an OPML file, or of a text file with one address a line; SkippableError where there are none."""
    text = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    found = _opml(text, source) if text.startswith(b"<") else _lines(text)
    feeds = tuple(dict.fromkeys(found))
    if not feeds:
        raise SkippableError(f"{source} names no feeds", "give OPML, or one address a line")
    return feeds


def _xml_feed(data: bytes, url: str) -> list[FeedEntry]:
    # A stream, never the bytes themselves: feedparser takes a string for a file name or an address, and opens it.
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version"):
        raise SkippableError("this is no feed", "give the address of an RSS, Atom or JSON feed")
    entries = []
    for entry in parsed.entries:
        link = _words(entry.get("link")) or (_words(entry.get("id")) if entry.get("guidislink") else None)
        if link is not None:
            # dict.get: feedparser's own makes up an "updated" from "published", with a warning.
            updated = _words(dict.get(entry, "updated")) or _words(dict.get(entry, "published"))
            entries.append(FeedEntry(urljoin(url, link), _words(entry.get("title")), updated))
    return entries


def _json_feed(data: bytes, url: str) -> list[FeedEntry]:
    try:
        parsed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SkippableError("this is no feed: its JSON is broken", "look at the address in a browser") from error
    items = parsed.get("items") if isinstance(parsed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(parsed.get("version")):
        raise SkippableError("this is JSON, but no JSON Feed", "give the address of an RSS, Atom or JSON feed")
    entries = []
    for item in items:
        link = _words(item.get("url")) if isinstance(item, dict) else None
        if link is not None:
            updated = _words(item.get("date_modified")) or _words(item.get("date_published"))
            entries.append(FeedEntry(urljoin(url, link), _words(item.get("title")), updated))
    return entries


def _opml(data: bytes, source: str) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        tree = etree.fromstring(data[:LONGEST_LIST], parser)
    except etree.LxmlError as error:
        raise SkippableError(f"{source} is not OPML ({error})", "export the list of feeds again") from error
    for outline in tree.iter("outline") if tree is not None else ():
        address = outline.get("xmlUrl") or outline.get("xmlurl")
        if address is not None and address.strip():
            yield address.strip()


def _lines(data: bytes) -> Iterator[str]:
    for line in data[:LONGEST_LIST].decode("utf-8", "replace").splitlines():
        words = line.strip()
        if words and not words.startswith("#"):
            yield words


def _words(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
