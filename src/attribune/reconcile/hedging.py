"""Dropped hedges: what an origin puts in a party's mouth and its copy tells as fact.

First version, on purpose narrow: the same passage, a cue in the origin, and in the copy neither an attribution that
covers the passage nor the cue's words in its sentence. Rephrased passages are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from attribune.model import Document, Reading, Span, Statement

__all__ = ["DroppedHedge", "dropped_hedges"]

_DISTANCING = ("alleges", "asserts")
_LEAST = 25  # characters of a passage: shorter ones stand in many texts
_SHOWN = 60  # characters of the passage that a reason quotes
_SENTENCE_END = re.compile(r"[.!?]['\"’”»]?\s|\n")


@dataclass(frozen=True, slots=True)
class DroppedHedge:
    """The origin's words that attribute a passage, and where the passage stands bare in the copy."""

    cue: str
    passage: str
    at: Span


def dropped_hedges(
    origin: Document, reading: Reading | None, copy: Document, copy_reading: Reading | None
) -> Iterator[DroppedHedge]:
    """Every passage that the origin attributes with a claim verb and the copy does not attribute at all."""
    if reading is None or copy_reading is None:
        return
    for statement in reading.statements:
        if statement.cue is None or statement.stance not in _DISTANCING:
            continue
        cue = statement.cue.of(origin.text)
        for span in statement.content:
            passage = span.of(origin.text).strip(" ,.;:“”\"'’‘")
            at = copy.text.find(passage) if len(passage) >= _LEAST else -1
            if at >= 0 and _stands_bare(Span(at, at + len(passage)), cue, copy, copy_reading.statements):
                shown = passage if len(passage) <= _SHOWN else passage[:_SHOWN].rsplit(" ", 1)[0] + " …"
                yield DroppedHedge(cue, shown, Span(at, at + len(passage)))


def _stands_bare(passage: Span, cue: str, copy: Document, statements: tuple[Statement, ...]) -> bool:
    """True if nothing in the copy attributes the passage."""
    if any(content.overlaps(passage) for statement in statements for content in statement.content):
        return False
    before = [match.end() for match in _SENTENCE_END.finditer(copy.text, 0, passage.start)]
    after = _SENTENCE_END.search(copy.text, passage.end)
    sentence = copy.text[before[-1] if before else 0 : after.start() if after else len(copy.text)]
    return cue.casefold() not in sentence.casefold()
