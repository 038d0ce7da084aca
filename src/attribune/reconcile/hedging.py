"""Dropped hedges: what an origin puts in a party's mouth and its copy tells as fact.

First version, on purpose narrow. A passage counts as the same where nearly all of its longer words stand in one
sentence of the copy in the same order; its hedge counts as dropped where nothing in the copy attributes those words
and the origin's cue is not in that sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from attribune.model import Document, Reading, Span, Statement

__all__ = ["DroppedHedge", "dropped_hedges"]

_DISTANCING = ("alleges", "asserts")
_LEAST_WORDS = 4  # longer words of a passage: shorter passages stand in many texts
_SAME = 0.8  # share of them that the copy's sentence has in the same order
_SHOWN = 60  # characters of the passage that a reason quotes
_LONGER_WORD = re.compile(r"\w{4,}")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?![\s\"'’”»])[^.!?\n]*)*")


@dataclass(frozen=True, slots=True)
class DroppedHedge:
    """The origin's words that attribute a passage, the passage, and the sentence where it stands bare in the copy."""

    cue: str
    passage: str
    at: Span


def dropped_hedges(
    origin: Document, reading: Reading | None, copy: Document, copy_reading: Reading | None
) -> Iterator[DroppedHedge]:
    """Every passage that the origin attributes with a claim verb and the copy does not attribute at all."""
    if reading is None or copy_reading is None:
        return
    sentences = [Span(match.start(), match.end()) for match in _SENTENCE.finditer(copy.text) if match[0].strip()]
    for statement in reading.statements:
        if statement.cue is None or statement.stance not in _DISTANCING:
            continue
        cue = " ".join(statement.cue.of(origin.text).split())
        for content in statement.content:
            passage = " ".join(content.of(origin.text).split()).strip(" ,.;:“”\"'’‘")
            at = _bare_sentence(passage, cue, copy, sentences, copy_reading.statements)
            if at is not None:
                yield DroppedHedge(cue, _shortened(passage), at)


def _bare_sentence(
    passage: str, cue: str, copy: Document, sentences: Sequence[Span], statements: Sequence[Statement]
) -> Span | None:
    """The sentence of the copy that has the passage without attributing it; None where there is none."""
    words = _LONGER_WORD.findall(passage.casefold())
    if len(words) < _LEAST_WORDS:
        return None
    for sentence in sentences:
        told = sentence.of(copy.text).casefold()
        if LCSseq.similarity(words, _LONGER_WORD.findall(told)) < _SAME * len(words):
            continue
        attributed = any(content.overlaps(sentence) for statement in statements for content in statement.content)
        return None if attributed or cue.casefold() in told else sentence
    return None


def _shortened(passage: str) -> str:
    return passage if len(passage) <= _SHOWN else passage[:_SHOWN].rsplit(" ", 1)[0] + " …"
