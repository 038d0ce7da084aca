"""Passages that two documents share: sentence pairs, each with both spans, aligned one to one by likeness."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from attribune.model import Span

__all__ = ["Passage", "passages", "sentences"]

_END = re.compile(r"(?<![A-Z.]\b)(?<!\bNo)(?<!\bSt)[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[A-ZÀ-ÞЀ-Я0-9])|\n+")
_WORD = re.compile(r"\w+")
_LEAST_WORDS = 5  # shorter sentences ("He did not elaborate.") stand in many texts
_ALIKE = 72.0  # rapidfuzz ratio of the words: one clause in four may be gone or new


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence as the origin and as the copy has it; `likeness` is 0 to 1."""

    origin: Span
    copy: Span
    likeness: float


def passages(origin: str, copy: str) -> tuple[Passage, ...]:
    """The sentences of `copy` that are, word for word or edited, sentences of `origin`, in the order of the copy."""
    ours = [(span, " ".join(_WORD.findall(span.of(copy).casefold()))) for span in sentences(copy)]
    theirs = [(span, " ".join(_WORD.findall(span.of(origin).casefold()))) for span in sentences(origin)]
    found = [
        Passage(there, here, round(alike / 100, 4))
        for here, words in ours
        for there, others in theirs
        if (alike := fuzz.ratio(words, others, score_cutoff=_ALIKE)) > 0
    ]
    taken_here: set[Span] = set()
    taken_there: set[Span] = set()
    chosen = []
    for passage in sorted(found, key=lambda passage: (-passage.likeness, passage.copy, passage.origin)):
        if passage.copy not in taken_here and passage.origin not in taken_there:
            taken_here.add(passage.copy)
            taken_there.add(passage.origin)
            chosen.append(passage)
    return tuple(sorted(chosen, key=lambda passage: passage.copy))


def sentences(text: str) -> Iterator[Span]:
    """Spans of the sentences of a text that are long enough to be recognised elsewhere."""
    start = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        words = text[start:end]
        stripped = words.strip()
        if len(_WORD.findall(stripped)) >= _LEAST_WORDS:
            first = start + len(words) - len(words.lstrip())
            yield Span(first, first + len(stripped))
        start = end
