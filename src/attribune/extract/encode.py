"""Paragraphs as the numbers the tagger reads: subword ids, and a case × quotation feature for each.

Training and run time both call :func:`encode`, so a model never meets a feature it was not trained on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Tokenizer

IntArray = npt.NDArray[np.int32]
ByteArray = npt.NDArray[np.uint8]

LOWER, TITLE, UPPER, OTHER = range(4)
OUTSIDE, INSIDE, MARK = range(3)
FEATURES = 12
"""Number of feature values: four kinds of word × three places with regard to quotation marks."""

WORD = re.compile(r"\S+")
QUOTATION_MARK = re.compile("[\"“”„‟«»‘’‹›']|``")
OPENS = frozenset("“„‟«") | {"``"}
CLOSES = frozenset("”»")
SINGLE = frozenset("‘’‹›'")
SINGLE_CLOSES = re.compile(r"[\w.,?!…][’›'](?!\w)")


@dataclass(frozen=True, slots=True)
class Encoded:
    """One paragraph's subwords: their ids, features, and offsets into the paragraph (code points)."""

    ids: IntArray
    features: ByteArray
    starts: IntArray
    ends: IntArray

    def __len__(self) -> int:
        return len(self.ids)

    def cut(self, start: int, end: int) -> Encoded:
        """Return the subwords from start to end; their offsets stay those of the whole paragraph."""
        return Encoded(self.ids[start:end], self.features[start:end], self.starts[start:end], self.ends[start:end])


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two spaces: its subwords' ids, offsets into it, and the case part of their features."""

    ids: list[int]
    starts: list[int]
    ends: list[int]
    cases: list[int]


WordCache = dict[str, Word]
CACHED_WORDS = 20_000  # about 10 MB


def encode(tokenizer: Tokenizer, paragraphs: Sequence[str], cache: WordCache | None = None) -> list[Encoded]:
    """Return the subwords of each paragraph, in order.

    The tokenizer looks at one word at a time, so words are kept in the cache: that takes a third of the time
    of tokenizing the paragraph.
    """
    cache = {} if cache is None else cache
    return [_encoded(tokenizer, text, cache) for text in paragraphs]


def _encoded(tokenizer: Tokenizer, text: str, cache: WordCache) -> Encoded:
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    cases: list[int] = []
    offsets: list[int] = []
    counts: list[int] = []
    for match in WORD.finditer(text):
        written = match[0]
        word = cache.get(written)
        if word is None:
            word = _word(tokenizer, written)
            if len(cache) >= CACHED_WORDS:
                cache.clear()
            cache[written] = word
        ids += word.ids
        starts += word.starts
        ends += word.ends
        cases += word.cases
        offsets.append(match.start())
        counts.append(len(word.ids))
    shift = np.repeat(np.array(offsets, dtype=np.int32), counts)
    first = np.array(starts, dtype=np.int32) + shift
    features = np.array(cases, dtype=np.uint8)
    if QUOTATION_MARK.search(text):
        features += quotation_state(text)[first]
    return Encoded(np.array(ids, dtype=np.int32), features, first, np.array(ends, dtype=np.int32) + shift)


def _word(tokenizer: Tokenizer, written: str) -> Word:
    encoding = tokenizer.encode(written, add_special_tokens=False)
    starts, ends = [start for start, _ in encoding.offsets], [end for _, end in encoding.offsets]
    cases = word_case(written)[starts] * 3 if starts else np.zeros(0, dtype=np.uint8)
    return Word(list(encoding.ids), starts, ends, cases.tolist())


def word_case(text: str) -> ByteArray:
    """Return for each character how the word that holds it is written: LOWER, TITLE, UPPER or OTHER."""
    if not text:
        return np.zeros(0, dtype=np.uint8)
    kinds = _kinds_of_characters()[_code_points(text)]
    in_word = kinds != OTHER
    starts = in_word.copy()
    starts[1:] &= ~in_word[:-1]
    following = np.append(kinds[1:], OTHER)
    of_start = np.where((kinds == UPPER) & (following != UPPER), TITLE, kinds)
    position = np.maximum.accumulate(np.where(starts, np.arange(len(text)), 0))
    return np.where(in_word, of_start[position], OTHER).astype(np.uint8)


def quotation_state(text: str) -> ByteArray:
    """Return for each character whether it stands OUTSIDE or INSIDE quotation marks, or is a MARK."""
    state = np.zeros(len(text), dtype=np.uint8)
    opened: int | None = None
    opened_by = ""
    doubled = -1
    for match in QUOTATION_MARK.finditer(text):
        start, end = match.span()
        mark = match[0]
        if mark in SINGLE:
            if start == doubled:
                continue
            mark = _meaning(text, start, inside=opened_by == "single")
            if mark == "''":
                doubled, end = start + 1, start + 2
            elif not mark:
                continue
        if opened is None:
            if mark not in CLOSES:
                opened, opened_by = end, mark
        elif mark in CLOSES or (mark == opened_by and mark not in OPENS):
            state[opened:start] = INSIDE
            opened, opened_by = None, ""
        state[start:end] = MARK
    if opened is not None:
        unclosed = state[opened:]
        unclosed[unclosed == OUTSIDE] = INSIDE
    return state


def _meaning(text: str, at: int, *, inside: bool) -> str:
    """Return what a single mark is: "single", the first half of a double mark ("''"), or "" (an apostrophe).

    It opens only before a word and after none, and where another can close; it closes only after a word or
    its punctuation, and before none.
    """
    if text[at] == "'" and text[at + 1 : at + 2] == "'":
        return "''"
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if inside:
        return "single" if not after.isalnum() and (before.isalnum() or before in ".,?!…") else ""
    opens = text[at] in "‘‹'" and after.isalnum() and not before.isalnum()
    return "single" if opens and SINGLE_CLOSES.search(text, at + 1) else ""


def _code_points(text: str) -> npt.NDArray[np.uint32]:
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.minimum(points, 0xFFFF)


@cache
def _kinds_of_characters() -> ByteArray:
    """Return the kind of each character of the basic plane; a digit in a word counts as lower case."""
    kinds = np.full(0x10000, OTHER, dtype=np.uint8)
    for point in range(0x10000):
        character = chr(point)
        if character.isupper():
            kinds[point] = UPPER
        elif character.isalpha():
            kinds[point] = LOWER
    return kinds
