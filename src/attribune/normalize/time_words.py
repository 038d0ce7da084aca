"""The time words of a language and the patterns built from them, compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from attribune.catalog.lexicon import load_language
from attribune.model import Precision
from attribune.normalize.numeral import numeral_words
from attribune.normalize.time_patterns import alternation, atoms

__all__ = ["TimeWords", "time_words"]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Lexicon and master pattern. Group names of `atoms` are the readers of `time_scan`."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, tuple[int, int]]
    units: Mapping[str, int]
    deictic: Mapping[str, tuple[int, int, Precision]]
    context: Mapping[str, tuple[int, int, Precision]]
    holidays: Mapping[str, tuple[int, int]]
    small: Mapping[str, int]  # number words up to a hundred, "a" included
    ordinals: Mapping[str, int]
    names_before: frozenset[str]
    names_after: frozenset[str]
    future: re.Pattern[str]
    past: re.Pattern[str]
    atoms: re.Pattern[str]


@cache
def time_words(language: str = "en") -> TimeWords:
    """The time words of a language pack."""
    entries: Mapping[str, Any] = load_language(language)["times"]
    numbers = numeral_words(language)
    small = {word: value for word, value in numbers.words.items() if 0 < value <= 90} | {"a": 1, "an": 1}
    return TimeWords(
        months=entries["months"],
        weekdays=entries["weekdays"],
        seasons={name: (first, last) for name, (first, last) in entries["seasons"].items()},
        units=entries["units"],
        deictic=_offsets(entries["deictic"]),
        context=_offsets(entries["context"]),
        holidays={name: (month, day) for name, (month, day) in entries["holidays"].items()},
        small=small,
        ordinals=numbers.ordinals,
        names_before=frozenset(entries["names_before"]),
        names_after=frozenset(entries["names_after"]),
        future=re.compile(rf"\b(?:{alternation(entries['future'])})\b|'ll\b|’ll\b", re.IGNORECASE),
        past=re.compile(rf"\b(?:{alternation(entries['past'])}|[a-z]{{2,}}ed)\b", re.IGNORECASE),
        atoms=re.compile(atoms(entries, small, numbers.ordinals)),
    )


def _offsets(rows: Mapping[str, tuple[int, int, str]]) -> dict[str, tuple[int, int, Precision]]:
    return {phrase: (first, last, Precision(precision)) for phrase, (first, last, precision) in rows.items()}
