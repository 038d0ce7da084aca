"""Text and metadata to a `Document`, the same way for every reader."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from attribune.ingest.failure import EMPTY, ReadFailure
from attribune.ingest.language import language_of
from attribune.ingest.regions import find_regions, title_of
from attribune.model import Document, Span, document_id, text_hash

__all__ = ["Metadata", "iso_time", "make_document"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the source says of its text, apart from the text itself. Unknown is None."""

    title: str | None = None
    published: str | None = None
    published_basis: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()


def make_document(
    text: str, source: str, metadata: Metadata | None = None, captions: Iterable[Span] = ()
) -> Document | ReadFailure:
    """The document, or a failure where the text has no words."""
    known = metadata if metadata is not None else Metadata()
    if not re.search(r"\w", text):
        return ReadFailure(source, "the text has no words: give a file with the text of an article" if text else EMPTY)
    regions = find_regions(text, title=known.title, captions=captions)
    return Document(
        id=document_id(text, url=known.url, outlet=known.outlet),
        text=text,
        sha256=text_hash(text),
        title=known.title if known.title is not None else title_of(text, regions),
        published=known.published,
        published_basis=known.published_basis,
        outlet=known.outlet,
        author=known.author,
        url=known.url,
        language=language_of(text, known.language),
        source=source,
        regions=regions,
        notes=known.notes,
    )


def iso_time(value: str) -> str | None:
    """An ISO 8601 date or time, spelled one way and as precise as it was given; None if it is none.

    A date stays a date ("2022-07-06"); a time without an offset stays without one.
    """
    words = value.strip()
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
            return date.fromisoformat(words).isoformat()
        # "+0000" and "Z" are common on news sites; fromisoformat reads both since Python 3.11.
        return datetime.fromisoformat(words).isoformat(timespec="seconds")
    except ValueError:
        return None
