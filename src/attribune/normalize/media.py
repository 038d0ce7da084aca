"""Media: captions with the parties that their credit lines name."""

from __future__ import annotations

import re

from attribune.catalog import Catalog
from attribune.model import Document, MediaMention, MediaReading, Mentions, Reference, Span
from attribune.normalize.entity import reference_of_outlet

__all__ = ["find_media"]

_PARTS = re.compile(
    r"\s*(?:/|\||;|,?\s*\bvia\b|,?\s*\bhandout\b(?:\s+(?:by|from))?|©\s*(?:20\d\d,?)?|\(c\)|,\s*(?=file\b|pool\b|handout\b))\s*",
    re.IGNORECASE,
)
_KIND = (
    r"(?:(?:file|satellite|aerial|drone|screen|handout)\s+)?(?:photo|photograph|image|picture|video|footage|still|screenshot|screengrab|grab"
    r"|credit|courtesy|file|handout|source|pool)s?"
)
_NOISE = re.compile(
    rf"^(?:{_KIND}\b)(?:\s+(?:by|from|of|courtesy of|courtesy|credit|source))*\s*[:,]?\s*(?:the\s+)?(?:by\s+)?",
    re.IGNORECASE,
)
_SERVICE = re.compile(r"\s+(?:press (?:service|office)|photo(?:\s+department)?|handout|images?)$", re.IGNORECASE)


def find_media(document: Document, mentions: Mentions, catalog: Catalog) -> tuple[MediaReading, ...]:
    """Each caption with its credit line and who is credited, in the order of the line."""
    return tuple(
        MediaReading(one.caption, one.credit, _credited(document.text, one, catalog)) for one in mentions.media
    )


def _credited(text: str, mention: MediaMention, catalog: Catalog) -> tuple[Reference, ...]:
    if mention.credit is None:
        return ()
    parts = (part.strip(" ()[].–—-") for part in _PARTS.split(_line(text, mention.credit)))
    found: list[Reference] = []
    for part in parts:
        name = _NOISE.sub("", part).strip(" ()[].:")
        if not name:
            continue
        reference = _reference(name, catalog)
        if reference not in found:
            found.append(reference)
    return tuple(found)


def _line(text: str, credit: Span) -> str:
    return credit.of(text).strip().strip("()[]")


def _reference(name: str, catalog: Catalog) -> Reference:
    """The outlet or party that a credit names; the name as printed where the catalogue does not hold it."""
    outlet = catalog.outlets.lookup(name)
    if outlet is not None:
        return reference_of_outlet(outlet)
    for words in (name, _SERVICE.sub("", name)):  # "Russian Defense Ministry Press Service" is the ministry
        parties = catalog.parties.lookup(words)
        if parties:
            return catalog.parties.reference(parties[0])
    return Reference(None, name, "credit")
