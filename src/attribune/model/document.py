"""Spans of text and the documents they point into.

Invariant: a document's text never changes after it is made. Every offset in the project is a half-open range of code
points of that text, as read (UTF-8, newlines untouched).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Document", "Region", "RegionKind", "Span", "document_id", "text_hash"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range [start, end) of code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[int]:
        yield self.start
        yield self.end

    def of(self, text: str) -> str:
        """The words that the span covers in `text`."""
        return text[self.start : self.end]

    def shift(self, offset: int) -> Span:
        """The same span, `offset` characters further on."""
        return Span(self.start + offset, self.end + offset)

    def contains(self, other: Span) -> bool:
        """True if `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True if the two share at least one character."""
        return self.start < other.end and other.start < self.end

    @classmethod
    def cover(cls, spans: Iterable[Span]) -> Span:
        """The smallest span that holds all of `spans` (at least one)."""
        listed = list(spans)
        return cls(min(span.start for span in listed), max(span.end for span in listed))


class RegionKind(StrEnum):
    """What a stretch of text is, where it is not running prose."""

    TITLE = "title"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    CREDIT = "credit"
    POST = "post"  # one post of a live blog; `Region.note` holds its time as printed
    BOILERPLATE = "boilerplate"  # kept in the text, never claimed from


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a document's text that is not running prose, or is a post of its own."""

    kind: RegionKind
    span: Span
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article, caption set or live blog, as read: immutable and hashed.

    `published` is ISO 8601, with the hour where the source gives it ("2022-07-06T14:05:00+00:00"), and is only what
    the source's own metadata says; dates worked out from the text are a matter for `normalize`.
    `source` says where it was read from (a path, URL, or file with line or record).
    """

    id: str
    text: str
    sha256: str
    title: str | None = None
    published: str | None = None
    published_basis: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    source: str | None = None
    regions: tuple[Region, ...] = field(default=())
    notes: tuple[str, ...] = ()  # what reading had to change or guess: an encoding, characters replaced

    def spans_of(self, *kinds: RegionKind) -> tuple[Span, ...]:
        """The spans of the regions of these kinds, in text order."""
        return tuple(sorted(region.span for region in self.regions if region.kind in kinds))

    def is_boilerplate(self, span: Span) -> bool:
        """True if the span touches boilerplate: nothing may be claimed from there."""
        return any(one.kind is RegionKind.BOILERPLATE and span.overlaps(one.span) for one in self.regions)


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def document_id(text: str, *, url: str | None = None, outlet: str | None = None) -> str:
    """An id that is the same on every machine: of the text and of where it was published.

    The same words at another address or outlet are another document (a copy, which `lineage` is about); the same
    words from the same place are the same document, whatever file they were read from.
    """
    place = url if url is not None else outlet if outlet is not None else ""
    digest = hashlib.sha256(f"{text_hash(text)}\x1f{place}".encode()).hexdigest()
    return f"d{digest[:16]}"
