"""Builders for the tests of quantities, times and document facts: a text becomes a document with its mentions."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from attribune.catalog import load_catalog
from attribune.model import (
    Basis,
    Document,
    DocumentFacts,
    Mentions,
    Precision,
    QuantityReading,
    Reference,
    Region,
    RegionKind,
    Span,
    Statement,
    Style,
    TimeInterval,
    TimeReading,
    document_id,
    text_hash,
)
from attribune.normalize.facts import find_facts
from attribune.normalize.quantity import Around, find_quantities
from attribune.normalize.time import find_times

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SENTENCE_END = re.compile(r"[.!?][\"”’]?\s+(?=[A-Z“\"])")


def document(text: str, published: str | None = None, **fields: object) -> Document:
    """A document of this text, with the publication date that its metadata give."""
    return Document(
        id=document_id(text), text=text, sha256=text_hash(text), published=published, language="en", **fields
    )  # type: ignore[arg-type]


def mentions(text: str) -> Mentions:
    """Paragraphs by line, sentences by full stop; nothing else."""
    paragraphs = tuple(Span(match.start(), match.end()) for match in re.finditer(r"[^\n]*\S[^\n]*", text))
    sentences = []
    for paragraph in paragraphs:
        start = paragraph.start
        for match in SENTENCE_END.finditer(text, paragraph.start, paragraph.end):
            sentences.append(Span(start, match.end()))
            start = match.end()
        if start < paragraph.end:
            sentences.append(Span(start, paragraph.end))
    return Mentions(paragraphs, tuple(sentences), (), (), (), ())


def on(day: str | None) -> DocumentFacts:
    """Facts that hold a day of publication and nothing else."""
    if day is None:
        return DocumentFacts()
    published = date.fromisoformat(day)
    return DocumentFacts(published=TimeInterval(published, published, Precision.DAY, Basis.ABSOLUTE))


def times(text: str, published: str | None) -> tuple[TimeReading, ...]:
    """The times of a text, each of whose spans gives its words."""
    found = find_times(document(text), mentions(text), on(published), load_catalog())
    for reading in found:
        assert reading.value.span.of(text) == reading.value.text
    return found


def quantities(
    text: str, published: str | None = None, statements: tuple[Statement, ...] = ()
) -> tuple[QuantityReading, ...]:
    """The quantities of a text, each of whose spans gives its words."""
    doc, said, facts = document(text), mentions(text), on(published)
    found = find_quantities(
        doc, said, Around(statements, find_times(doc, said, facts, load_catalog())), facts, load_catalog()
    )
    for reading in found:
        assert reading.value.span.of(text) == reading.value.text
    return found


def facts(text: str, **fields: object) -> DocumentFacts:
    """The facts of a document."""
    doc = document(text, **fields)  # type: ignore[arg-type]
    return find_facts(doc, mentions(text), load_catalog())


def statement(text: str, content: str, claimant: str, *, source: str | None = None, country: str = "UA") -> Statement:
    """A statement whose content and source are these words of the text."""
    start = text.index(content)
    named = None if source is None else Span(text.index(source), text.index(source) + len(source))
    return Statement(
        content=(Span(start, start + len(content)),),
        source=named,
        cue=None,
        style=Style.INDIRECT,
        claimant=Reference(None, claimant, "military", country),
        party=country,
        stance="asserts",
    )


def seeds() -> list[tuple[dict[str, object], str]]:
    """The annotated articles as (gold, text); the test is skipped where they are absent."""
    folder = SHARED / "gold"
    if not folder.is_dir():
        pytest.skip("the annotated articles are not on this machine")
    pairs = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        pairs.append((gold, (SHARED / "seeds" / gold["file"]).open(encoding="utf-8", newline="").read()))
    return pairs


def boilerplate(gold: dict[str, object]) -> tuple[Region, ...]:
    """The boilerplate of an annotated article as regions."""
    spans = gold["doc"]["boilerplate"]  # type: ignore[index]
    return tuple(Region(RegionKind.BOILERPLATE, Span(span[0], span[1])) for span in spans)
