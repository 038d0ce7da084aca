"""Where the first network is unsure: the stretches of a paragraph that a larger one reads too.

Invariant: the stretches of a paragraph depend on nothing but the paragraph and its logits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from attribune.extract.decode import Logits
from attribune.extract.encode import Encoded
from attribune.extract.segment import sentences
from attribune.model import Span

__all__ = ["Doubt", "Stretch", "doubtful"]

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Doubt:
    """What counts as doubt: `least` subwords of a paragraph whose likeliest label has a probability under `sure`.

    A paragraph of up to `whole` subwords is then read again in one piece, of a longer one the sentences in doubt.
    """

    sure: float
    least: int
    whole: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """The subwords of a paragraph from start to end; `paragraph` is its number."""

    paragraph: int
    start: int
    end: int


def doubtful(
    paragraphs: Sequence[str], encoded: Sequence[Encoded], logits: Sequence[Logits], doubt: Doubt
) -> list[Stretch]:
    """Return the stretches to be read again, in order."""
    return [
        Stretch(number, start, end)
        for number, unsure in enumerate(_unsure(logits, doubt.sure))
        if np.count_nonzero(unsure) >= doubt.least
        for start, end in _stretches(paragraphs[number], encoded[number], unsure, doubt.whole)
    ]


def _unsure(logits: Sequence[Logits], sure: float) -> list[Flags]:
    """Of each subword of each paragraph, whether its likeliest label is less than sure."""
    if not logits:
        return []
    scores = np.concatenate(logits)
    odds = np.exp(scores - scores.max(axis=1, keepdims=True)).sum(axis=1)
    return np.split(odds * sure > 1.0, np.cumsum([len(one) for one in logits])[:-1])


def _stretches(text: str, encoded: Encoded, unsure: Flags, whole: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences that hold an unsure subword, neighbours in one; all of a paragraph that is not long."""
    if len(encoded) <= whole:
        yield 0, len(encoded)
        return
    begins = np.searchsorted(encoded.starts, [one.start for one in sentences(text, Span(0, len(text)))])
    edges = [0, *begins[1:].tolist(), len(encoded)]
    start: int | None = None
    for first, last in pairwise(edges):
        if unsure[first:last].any():
            start = first if start is None else start
        elif start is not None:
            yield start, first
            start = None
    if start is not None:
        yield start, len(encoded)
