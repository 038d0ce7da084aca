"""Title, publication, publisher and origin of a document: `find_facts`.

Invariant: metadata wins over the text, and the text over nothing; no fact is made up where neither gives one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from attribune.catalog import Catalog, Outlet
from attribune.catalog.lexicon import load_language
from attribune.model import Document, DocumentFacts, Mentions, Reference, RegionKind, Span
from attribune.normalize.conflict import document_conflict
from attribune.normalize.published import date_of_publication

__all__ = ["find_facts"]

NAME = (
    r"(?:the )?(?:[A-Z][\w&’'-]*(?:\.(?:com|org|net|co|info|news|ua|ru))?)"
    r"(?: (?:[A-Z][\w&’'-]*|of|and|for|the(?= [A-Z])))*"
)
LONGEST_TITLE = 220
HEAD_LINES, END_LINES, LONGEST_NAME = 6, 4, 40
TAIL = 600  # characters at either end in which a line of provenance stands


def find_facts(document: Document, mentions: Mentions, catalog: Catalog) -> DocumentFacts:
    """The document's title, day of publication with its basis, publisher and origin, each None where unknown."""
    title, title_span = _title(document)
    conflict = document_conflict(document.text, catalog)
    dated = date_of_publication(document, conflict)
    publisher, origin = _provenance(document, mentions, catalog)
    return DocumentFacts(
        title=title,
        title_span=title_span,
        published=None if dated is None else dated.published,
        published_basis=None if dated is None else dated.basis,
        publisher=publisher,
        origin=origin,
        language=document.language,
    )


def _title(document: Document) -> tuple[str | None, Span | None]:
    """The title of the metadata, of a title region, or the first line if it looks like one."""
    text = document.text
    if document.title is not None:
        at = text.find(document.title)
        return document.title, Span(at, at + len(document.title)) if at >= 0 and document.title else None
    regions = document.spans_of(RegionKind.TITLE)
    if regions:
        return regions[0].of(text), regions[0]
    first = re.search(r"\S[^\r\n]*", text)
    if first is None:
        return None, None
    line = first.group().rstrip()
    following = text[first.start() + len(line) :].strip()
    is_prose = line.endswith((".", ":", ",", ";")) and not line.endswith(("...", "U.S.", "U.N."))
    if len(line) > LONGEST_TITLE or is_prose or not following:
        return None, None
    return line, Span(first.start(), first.start() + len(line))


def _provenance(document: Document, mentions: Mentions, catalog: Catalog) -> tuple[Reference | None, Reference | None]:
    """Publisher and origin: metadata, then a line that says so, then dateline tags, credits, staff and enquiries."""
    publisher = None if document.outlet is None else _reference(document.outlet, catalog)
    origin: Reference | None = None
    for finder in (_supplied, _datelined, _signed, _credited, _contacted, _staffed):
        if publisher is not None and origin is not None:
            break
        found_publisher, found_origin = finder(document, mentions, catalog)
        publisher = publisher or found_publisher
        origin = origin or found_origin
    if origin is not None and publisher is not None and origin.name == publisher.name:
        origin = None  # an outlet that prints its own work copies nobody
    return publisher, origin


Found = tuple[Reference | None, Reference | None]


def _supplied(document: Document, mentions: Mentions, catalog: Catalog) -> Found:
    """ "This story was provided to Newsweek by Zenger News." """
    del mentions
    patterns = _patterns(document.language or "en")
    for pattern in patterns["supplied"]:
        match = pattern.search(document.text)
        if match:
            groups = match.groupdict()
            return _named(groups.get("publisher"), catalog), _named(groups.get("origin"), catalog)
    ends = (document.text[:TAIL], document.text[-TAIL:])
    publisher = next(
        (_named(m["publisher"], catalog) for p in patterns["publisher"] for e in ends if (m := p.search(e))), None
    )
    origin = next((_named(m["origin"], catalog) for p in patterns["origin"] for e in ends if (m := p.search(e))), None)
    return publisher, origin


def _datelined(document: Document, mentions: Mentions, catalog: Catalog) -> Found:
    """ "KYIV, June 2 (Reuters) -", "(AP) —", "AFP - "."""
    del mentions
    patterns = _patterns(document.language or "en")
    for match in patterns["dateline"][0].finditer(document.text, 0, 3 * TAIL):
        name = match["origin"]
        outlet = catalog.outlets.lookup(name)
        if outlet is not None:
            return None, _of(outlet)
        opens = match.start() == 0 or document.text[match.start() - 1] == "\n"
        if opens and not re.search(r"[0-9]", name) and not catalog.parties.lookup(name):
            return None, Reference(None, name, "agency")
    for line in document.text[: 2 * TAIL].split("\n"):
        bare = patterns["dateline_bare"][0].match(line)
        if bare:
            return None, _named(bare["origin"], catalog)
    return None, None


def _signed(document: Document, mentions: Mentions, catalog: Catalog) -> Found:
    """An agency in the byline ("By Jane Doe, Reuters"), or alone on a line of the head or the end ("(AFP)")."""
    del mentions
    lines = document.text.split("\n")
    alone = [line for line in (*lines[:HEAD_LINES], *lines[-END_LINES:]) if len(line) < LONGEST_NAME]
    bylines = [span.of(document.text) for span in document.spans_of(RegionKind.BYLINE)]
    parts = [part for line in bylines for part in re.split(r"\s*[,|/·–—]\s*|\s+for\s+", line)]
    for name in (*parts, *alone):
        outlet = catalog.outlets.lookup(name.strip(" \t()[]–—-./")) if name.strip(" \t()[]–—-./") else None
        if outlet is not None and outlet.agency:
            return None, _of(outlet)
    return None, None


def _credited(document: Document, mentions: Mentions, catalog: Catalog) -> Found:
    """The agency that most credit lines end in: "(Ministry of Defense of Russia/Newsflash)"."""
    tails = [re.split(r"\s*[/|]\s*|\s+via\s+", line.strip(" ()[]\n")) for line in _credit_lines(document, mentions)]
    named = Counter(outlet for parts in tails if (outlet := catalog.outlets.lookup(parts[-1])) is not None)
    # A stock-picture credit says who took the picture; an agency beside a ministry's name says who handled the story.
    agencies = [outlet for outlet, _ in named.most_common() if outlet.agency]
    if agencies:
        return None, _of(agencies[0])
    handled = Counter(
        parts[-1]
        for parts in tails
        if len(parts) > 1 and catalog.parties.lookup(parts[0]) and not catalog.parties.lookup(parts[-1])
    )
    name = handled.most_common(1)[0][0] if handled and not named else None
    return None, None if name is None or len(name.split()) > 4 else Reference(None, name, "agency")


def _credit_lines(document: Document, mentions: Mentions) -> Iterator[str]:
    yield from (span.of(document.text) for span in document.spans_of(RegionKind.CREDIT))
    yield from (media.credit.of(document.text) for media in mentions.media if media.credit is not None)
    yield from re.findall(r"\(([^()\n]{3,80}/[^()\n]{2,40})\)", document.text)
    yield from re.findall(r"(?m)^([A-Z][^\n.!?]{2,80}/[A-Z][^\n.!?]{2,40})$", document.text)


def _contacted(document: Document, mentions: Mentions, catalog: Catalog) -> Found:
    """The outlet that says it asked for comment wrote the text: its publisher, or its origin if it is an agency."""
    del mentions
    match = _patterns(document.language or "en")["contacted"][0].search(document.text)
    outlet = None if match is None else catalog.outlets.lookup(re.sub(r"^[Tt]he ", "", match["outlet"]))
    if outlet is None:
        return None, None
    return (None, _of(outlet)) if outlet.agency else (_of(outlet), None)


def _staffed(document: Document, mentions: Mentions, catalog: Catalog) -> Found:
    """ "an AFP journalist noted": whose reporter saw it wrote it."""
    del mentions
    for pattern in _patterns(document.language or "en")["staff"]:
        for match in pattern.finditer(document.text):
            outlet = catalog.outlets.lookup(match["origin"])
            if outlet is not None:
                return (None, _of(outlet)) if outlet.agency else (_of(outlet), None)
    return None, None


def _named(name: str | None, catalog: Catalog) -> Reference | None:
    """The outlet that a captured name stands for, catalogued or not."""
    if name is None:
        return None
    bare = re.sub(r"^the ", "", name.strip())
    words = bare.split(" ")
    # The pattern takes every capitalised word that follows: the longest beginning that the catalogue knows is the name.
    for count in range(len(words), 0, -1):
        outlet = catalog.outlets.lookup(" ".join(words[:count]))
        if outlet is not None:
            return _of(outlet)
    return Reference(None, re.sub(r"(?: (?:of|and|for|the))+$", "", bare), "outlet")


def _reference(name: str, catalog: Catalog) -> Reference:
    """The outlet of the metadata."""
    outlet = catalog.outlets.lookup(name)
    return Reference(None, name, "outlet") if outlet is None else _of(outlet)


def _of(outlet: Outlet) -> Reference:
    return Reference(outlet.id, outlet.name, outlet.kind, outlet.country)


@cache
def _patterns(language: str) -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """The patterns of the language pack with the names put in."""
    entries: Mapping[str, Any] = load_language(language)["provenance"]
    groups = {name: rf"(?P<{name}>{NAME})" for name in ("publisher", "origin", "outlet")}
    compiled = {}
    for key in ("supplied", "origin", "publisher", "staff", "contacted", "dateline", "dateline_bare"):
        sources = entries[key] if isinstance(entries[key], list) else [entries[key]]
        filled = [_fill(source, groups) for source in sources]
        compiled[key] = tuple(re.compile(source, re.MULTILINE) for source in filled)
    return compiled


def _fill(source: str, groups: Mapping[str, str]) -> str:
    """`{publisher}` and the like replaced; the braces of counts are left alone."""
    for name, pattern in groups.items():
        source = source.replace("{" + name + "}", pattern, 1)
    return source
