"""A table of phrases and the longest of them at each place of a text.

Matching goes word by word, not character by character as an Aho-Corasick automaton would: the keys fold spellings
(`names.key_of`), offsets stay those of the text, and a match can never end inside a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from attribune.catalog.names import Word, words_of

__all__ = ["Phrase", "PhraseTable", "joined", "phrase"]

T = TypeVar("T")
EXACT = "="
SHORT_NAME = 3
JOINERS = frozenset(" \t\n\r\u00a0\u202f-\u2010\u2011–'’\"“”«»")


@dataclass(frozen=True, slots=True)
class Phrase(Generic[T]):
    """A phrase with what it stands for. `exact` asks for the very same letters in the same case."""

    text: str
    keys: tuple[str, ...]
    surfaces: tuple[str, ...]
    exact: bool
    value: T

    def fits(self, words: Sequence[Word]) -> bool:
        """True if the words are written as a name must be: exact, or with a capital where the phrase has one."""
        for surface, word in zip(self.surfaces, words, strict=True):
            if self.exact and word.surface.replace(".", "") != surface.replace(".", ""):
                return False
            if surface[0].isupper() and not (word.surface[0].isupper() or not word.surface[0].isalpha()):
                return False
        return True


def phrase(written: str, value: T) -> Phrase[T]:
    """A phrase from its entry in `resources/`: "=" before it, or up to three letters, ask for exact case."""
    text = written.removeprefix(EXACT)
    words = words_of(text)
    if not words:
        raise ValueError(f"no word in {written!r}")
    short = len(words) == 1 and len(words[0].surface.replace(".", "")) <= SHORT_NAME
    exact = written.startswith(EXACT) or short
    return Phrase(text, tuple(w.key for w in words), tuple(w.surface for w in words), exact, value)


def joined(text: str, left: Word, right: Word) -> bool:
    """True if nothing but space, a hyphen or quotation marks stands between two words (a full stop: after initials)."""
    gap = text[left.end : right.start]
    if left.possessive and gap[1:2] in {"s", "S"}:
        gap = gap[2:]
    if len(left.surface) <= SHORT_NAME and left.surface[:1].isupper():
        gap = gap.replace(".", "")
    return len(gap) <= SHORT_NAME and all(char in JOINERS for char in gap)


@dataclass(frozen=True, slots=True)
class PhraseTable(Generic[T]):
    """Phrases by the keys of their first two words, longest first; `alone` holds those of one word."""

    alone: Mapping[str, tuple[Phrase[T], ...]]
    longer: Mapping[str, Mapping[str, tuple[Phrase[T], ...]]]

    @classmethod
    def of(cls, phrases: Iterable[Phrase[T]]) -> PhraseTable[T]:
        """A table of the given phrases."""
        alone: dict[str, list[Phrase[T]]] = {}
        longer: dict[str, dict[str, list[Phrase[T]]]] = {}
        for each in phrases:
            first, *rest = each.keys
            rows = longer.setdefault(first, {}).setdefault(rest[0], []) if rest else alone.setdefault(first, [])
            rows.append(each)
        return cls(
            {key: tuple(rows) for key, rows in alone.items()},
            {
                first: {key: tuple(sorted(rows, key=lambda row: -len(row.keys))) for key, rows in inner.items()}
                for first, inner in longer.items()
            },
        )

    def at(self, text: str, words: Sequence[Word], start: int) -> tuple[Phrase[T], ...]:
        """The longest phrases that begin at word `start`; several where one spelling stands for several things."""
        first = words[start].key
        inner = self.longer.get(first)
        if inner is not None and start + 1 < len(words):
            found: list[Phrase[T]] = []
            for each in inner.get(words[start + 1].key, ()):
                size = len(each.keys)
                if found and size < len(found[0].keys):
                    break
                window = words[start : start + size]
                if len(window) == size and all(w.key == k for w, k in zip(window, each.keys, strict=True)):
                    linked = all(joined(text, a, b) for a, b in pairwise(window))
                    if linked and each.fits(window):
                        found.append(each)
            if found:
                return tuple(found)
        single = self.alone.get(first)
        return () if single is None else tuple(each for each in single if each.fits(words[start : start + 1]))

    def exactly(self, name: str) -> tuple[Phrase[T], ...]:
        """The phrases that a name is a spelling of, a leading article aside."""
        words = words_of(name)
        found = self._whole(words)
        return found if found or not words or words[0].key != "the" else self._whole(words[1:])

    def _whole(self, words: Sequence[Word]) -> tuple[Phrase[T], ...]:
        keys = tuple(word.key for word in words)
        if len(keys) > 1:
            rows = self.longer.get(keys[0], {}).get(keys[1], ())
        else:
            rows = self.alone.get(keys[0], ()) if keys else ()
        return tuple(row for row in rows if row.keys == keys and (not row.exact or row.fits(words)))
