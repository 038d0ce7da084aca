"""The word lists of reconciliation, compiled from `resources/lang/<code>/reckoning.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from attribune.catalog.lexicon import load_language

__all__ = ["Wording", "load_wording"]


@dataclass(frozen=True, slots=True)
class Wording:
    """How a language says total, in addition, delivered, committed, withdrawn, a part; what a denial points at."""

    total: re.Pattern[str]
    additional: re.Pattern[str]
    delivered: re.Pattern[str]
    committed: re.Pattern[str]
    announced: re.Pattern[str]
    withdrawal: re.Pattern[str]
    part: re.Pattern[str]
    anaphor: frozenset[str]
    blame: frozenset[str]
    numbers: Mapping[str, int]

    def number(self, word: str) -> int | None:
        """The number that digits ("1,200") or a number word ("eighteen", "twenty-four") stand for."""
        digits = word.replace(",", "")
        if digits.isdigit():
            return int(digits)
        parts = [self.numbers.get(part) for part in word.casefold().split("-")]
        known = [part for part in parts if part is not None]
        return sum(known) if known and len(known) == len(parts) else None


@cache
def load_wording(code: str = "en") -> Wording:
    """The words of one language."""
    lists = load_language(code)["reckoning"]
    return Wording(
        total=_any_of(lists["total"]),
        additional=_any_of(lists["additional"]),
        delivered=_any_of(lists["delivered"]),
        committed=_any_of(lists["committed"]),
        announced=_any_of(lists["announced"]),
        withdrawal=_any_of(lists["withdrawal"]),
        part=_any_of(lists["part"]),
        anaphor=frozenset(lists["anaphor"]),
        blame=frozenset(lists["blame"]),
        numbers=load_language(code)["numerals"]["words"],
    )


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the phrases as whole words, the longest first."""
    parts = sorted(phrases, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(r"\s+".join(map(re.escape, part.split())) for part in parts) + r")\b", re.I)
