"""The time words of a language and the patterns built from them, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from attribune.catalog.lexicon import load_language
from attribune.model import Precision
from attribune.normalize.numeral import numeral_words

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
        future=re.compile(rf"\b(?:{_any(entries['future'])})\b|'ll\b|’ll\b", re.IGNORECASE),
        past=re.compile(rf"\b(?:{_any(entries['past'])}|[a-z]{{2,}}ed)\b", re.IGNORECASE),
        atoms=re.compile(_atoms(entries, small, numbers.ordinals)),
    )


def _offsets(rows: Mapping[str, tuple[int, int, str]]) -> dict[str, tuple[int, int, Precision]]:
    return {phrase: (first, last, Precision(precision)) for phrase, (first, last, precision) in rows.items()}


def _any(words: Iterable[str]) -> str:
    """An alternation, longest first, any white space between words and either apostrophe."""
    listed = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in listed)


def _cased(words: Iterable[str]) -> str:
    """An alternation of names: capitalised or all in capitals, never in lower case."""
    return _any(form for word in words for form in (word.capitalize(), word.upper()))


def _atoms(entries: Mapping[str, Any], small: Mapping[str, int], ordinals: Mapping[str, int]) -> str:
    """One pattern for every kind of time expression; the first alternative that fits wins."""
    full = _cased(month for month in entries["months"] if len(month) > 4 or month in {"may", "june", "july"})
    alone = _cased(
        month for month in entries["months"] if (len(month) > 4 and month != "march") or month in {"june", "july"}
    )
    month = rf"(?:(?:{full})\b|(?:{_cased(m for m in entries['months'] if len(m) < 5)})\b\.?)"
    day, year = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:19|20)[0-9]{2}"
    nth = rf"{day}(?:st|nd|rd|th)?(?![0-9:%]|[.,][0-9]{{3}}\b|\.[0-9]|(?:st|nd|rd|th)?[a-z])"
    dash = r"(?:\s*[-–—‒]\s*|\s+(?i:to|and|until|through)\s+)"
    weekday = rf"(?:{_cased(entries['weekdays'])})"
    unit, seasons = rf"(?:{_any(entries['units'])})", rf"(?:{_any(entries['seasons'])})"
    number = rf"(?:[0-9]{{1,3}}|{_any(small)})"
    words = _any(ordinals)
    run = rf"(?:(?:{_any([*small, 'hundred', 'thousand', 'and'])})[\s-]+){{0,6}}?"
    nth_word = rf"(?:[0-9][0-9,]{{0,4}}(?:st|nd|rd|th)|{run}(?:{words}))"
    part_of_month = r"(?:early|mid|late|beginning|start|middle|end|first\s+half|second\s+half|first\s+days|last\s+days)"
    counted = rf"(?!\s+(?:[a-z]+\s+)?(?:{_any(entries['counted'])})\b)"
    zone = r"(?:\s*\(?(?:local\s+time|(?:Kyiv|Moscow|Gaza|Damascus)\s+time|GMT(?:\+[0-9]+)?|UTC|CET|CEST|EST|EDT|ET|BST|EET|hours|hrs)\b\)?)"
    clock = rf"(?:[01]?[0-9]|2[0-3])(?:(?:[:.][0-5][0-9])?\s?(?:[ap]\.m\.|[ap]m\b|[AP]M\b|[AP]\.M\.){zone}?|:[0-5][0-9](?::[0-5][0-9])?(?![0-9]){zone}?|\.[0-5][0-9]{zone}|[0-5][0-9]{zone}|\s+o['’]clock)"
    ahead = r"(?:last|past|previous|this|next|coming|following|current)"
    kinds = {
        "iso": rf"{year}-[01][0-9]-[0-3][0-9](?:[T\s][0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?(?:Z|[+-][0-2][0-9]:?[0-5][0-9])?)?",
        "dmy": r"[0-3]?[0-9]\.[01]?[0-9]\.(?:(?:19|20)[0-9]{2}|[0-9]{2})(?!\.?[0-9])",
        "slash": r"[0-3]?[0-9]/[0-3]?[0-9]/(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9/])",
        "dotted": rf"(?i:from|between)\s+{day}\.[01][0-9]\.?\s+(?i:to|and|until|till|[-–—])\s+{day}\.[01][0-9]\.?(?![0-9])",
        "days": rf"{nth}{dash}{nth}\s+(?:of\s+)?{month}(?:,?\s+{year})?|{month}\s+{nth}(?:\s*[-–—‒]\s*|\s+(?i:to|through)\s+){nth}(?:,?\s+{year})?(?!\s*(?:%|(?i:{'|'.join(('people', 'percent'))})\b))",
        "date": rf"{nth}\s+(?:of\s+)?{month}(?:,?\s+{year}\b)?|{month}\s+(?:the\s+)?{nth}(?:,?\s+{year}\b)?",
        "ordinal": rf"(?i:(?:the\s+|its\s+)?{nth_word}\s+day\s+(?:of|since|in)\s+(?:\w+(?:['’]s?)?(?:-\w+)?\s+){{0,5}}?(?:{_any(entries['campaign'])})\b|day\s+[0-9]{{1,4}}\s+(?:of|in)\s+(?:\w+(?:['’]s?)?(?:-\w+)?\s+){{0,5}}?(?:{_any(entries['campaign'])})\b)|(?:Day|DAY)\s+[0-9]{{1,4}}\b(?!\.[0-9])",
        "deictic": rf"(?i:{_any(entries['deictic'])})\b",
        "context": rf"(?i:{_any(entries['context'])})\b",
        "daypart": rf"(?i:{_any(entries['day_parts'])})\b",
        "ago": rf"(?i:(?:about|around|nearly|almost|some|more\s+than)\s+)?(?i:{number}|several|few|a\s+few|a\s+couple\s+of)\s+(?i:{unit}s?)\s+(?i:ago|earlier|later|before)\b(?!\s+(?:the|he|she|it|they|his|its)\b)|(?i:(?:days|weeks|months|years)\s+ago)\b",
        "span": rf"(?i:(?:over|in|during|within|throughout|for|of)\s+)?(?i:the\s+)(?i:past|last|previous|preceding|next|coming|following)\s+(?i:(?:(?:{number}|few|several|couple\s+of)\s+)?{unit}s?)\b|(?i:in|over|during)\s+(?i:recent|coming)\s+(?i:{unit}s)\b|(?i:recent\s+(?:days|weeks|months|years))\b",
        "edge": r"(?i:(?:at\s+|by\s+|until\s+)?the\s+(?:end|beginning|start|middle)\s+of\s+(?:the|this|last|next)\s+(?:week|month|year))\b",
        "unit": r"(?i:(?:early|earlier|later|late)\s+)?(?i:last|this|next)\s+(?i:weekend|week|fortnight|month|year)\b",
        "season": rf"(?i:(?:in\s+)?(?:the\s+)?(?:(?:early|mid|late)[\s-]+)?{seasons}\s+(?:of\s+)?){year}\b|(?i:(?:this|last|next|the\s+coming|in\s+the|during\s+the|over\s+the|by\s+the|by|since\s+last|before)\s+(?:(?:early|mid|late)[\s-]+)?(?:winter|spring|summer|autumn|(?<=this\s)fall|(?<=last\s)fall|(?<=in\sthe\s)fall))\b(?!\s+(?:offensive|counter))",
        "weekday": rf"(?:(?i:last|next|this|coming)\s+)?{weekday}(?:['’]s)?\b(?:\s+(?i:early\s+)?(?i:morning|afternoon|evening|night|noon|midday|dawn|midnight)\b)?",
        "month": rf"(?:(?i:the\s+)?(?i:{part_of_month})(?:[\s-]+(?i:of\s+)?|\s*-))(?:{full})\b(?:,?\s+(?:of\s+)?{year}\b)?|(?:{full})\b,?\s+(?:of\s+)?{year}\b{counted}|(?:(?i:last|next|this)\s+)(?:{full})\b|(?<=[Ii]n )(?:March|May)\b|(?<=[Ss]ince )(?:March|May)\b|(?<=[Uu]ntil )(?:March|May)\b|(?<=[Bb]y )(?:March|May)\b|(?<=[Oo]f )(?:March|May)\b|(?<=[Ff]rom )(?:March|May)\b|(?:{alone})\b(?!\s+[0-9])",
        "years": rf"(?:(?<=in )|(?<=In )|(?<=from )|(?<=between )|(?<=during )|(?<=the )|(?<=\())(?:{year}\s*[-–—]\s*(?:{year}|[0-9]{{2}})\b)",
        "decade": rf"(?i:the\s+)?(?i:(?:early|mid|late)[\s-]+)?{year}s\b",
        "year": rf"(?:(?i:(?:early|mid|late)[\s-]+(?:in\s+)?)|(?i:the\s+(?:end|beginning|start)\s+of\s+)){year}\b{counted}|(?:{_before_year()})\b{year}\b(?!\s*%|[-–:,.]?[0-9]){counted}",
        "clock": clock,
        "holiday": rf"(?i:{_any(entries['holidays'])})\b",
    }
    return r"(?<![\w/])(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in kinds.items()) + ")"


def _before_year() -> str:
    """Look-behinds of the words that make four digits a year."""
    words = ("in", "since", "by", "until", "till", "from", "of", "during", "before", "after", "between", "and", "to")
    forms = [form for word in (*words, "the", "early", "late", "through", "year") for form in (word, word.capitalize())]
    return "|".join(rf"(?<=\b{form}\s)" for form in forms) + r"|(?<=\()"
