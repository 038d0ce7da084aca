"""Paragraphs with a label for every subword, cut to windows and put into batches."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from attribune.extract.encode import Encoded, WordCache, encode
from training.corpus import AnnotatedText, GoldAttribution

if TYPE_CHECKING:
    from tokenizers import Tokenizer

OUT = 0
BEGIN = {"source": 1, "cue": 3, "content": 5}
"""Label of a span's first subword; that of the others is one higher."""

PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
WINDOW = 254


@dataclass(frozen=True, slots=True)
class Example:
    """One window of a paragraph: its subwords and their labels."""

    encoded: Encoded
    labels: npt.NDArray[np.int64]


def examples(tokenizer: Tokenizer, texts: Iterable[AnnotatedText]) -> list[Example]:
    """Return an example for every paragraph of the texts; a long paragraph gives several."""
    made = []
    words: WordCache = {}
    for annotated in texts:
        bounds = [match.span() for match in PARAGRAPH.finditer(annotated.text)]
        encoded = encode(tokenizer, [annotated.text[start:end] for start, end in bounds], words)
        for (offset, _), paragraph in zip(bounds, encoded, strict=True):
            labels = label(paragraph, offset, annotated.attributions)
            for start in range(0, len(paragraph), WINDOW):
                end = start + WINDOW
                made.append(Example(paragraph.cut(start, end), labels[start:end]))
    return made


def label(encoded: Encoded, offset: int, attributions: Sequence[GoldAttribution]) -> npt.NDArray[np.int64]:
    """Return the label of each subword of a paragraph that begins at offset.

    Where attributions nest, a source or cue inside a content keeps its own label: the tagger finds the
    inner speaker, and assembly gives the outer one the whole content back.
    """
    labels = np.zeros(len(encoded), dtype=np.int64)
    starts, ends = encoded.starts + offset, encoded.ends + offset
    for role in ("content", "source", "cue"):
        for attribution in attributions:
            for start, end in getattr(attribution, role):
                inside = np.flatnonzero((starts < end) & (ends > start))
                if len(inside):
                    labels[inside] = BEGIN[role] + 1
                    labels[inside[0]] = BEGIN[role]
    return labels


def batches(lengths: Sequence[int], tokens: int, draw: random.Random, *, alike: bool = False) -> Iterator[list[int]]:
    """Yield the indices of batches of like lengths, at most so many padded tokens each, in random order.

    With alike, all of a batch are of one length.
    """
    spread = 0.9 if alike else 4.0
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] + draw.uniform(0, spread))
    made: list[list[int]] = []
    batch: list[int] = []
    longest = 0
    for index in order:
        differs = alike and longest != lengths[index]
        longest = max(longest, lengths[index])
        if batch and (differs or longest * (len(batch) + 1) > tokens):
            made.append(batch)
            batch, longest = [], lengths[index]
        batch.append(index)
    if batch:
        made.append(batch)
    draw.shuffle(made)
    yield from made
