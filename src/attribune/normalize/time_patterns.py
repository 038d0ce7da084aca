"""The master pattern of time expressions: one named group for each kind, the first that fits wins.

The group names are those of `time_read.READERS`. Words come from the language pack; what stands here is their grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["alternation", "atoms"]

DAY, YEAR = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:19|20)[0-9]{2}"
# A day of a month, never the beginning of "24,000", "3.5" or "5:40".
NTH = rf"{DAY}(?:st|nd|rd|th)?(?![0-9:%]|[.,][0-9]{{3}}\b|\.[0-9]|(?:st|nd|rd|th)?[a-z])"
DASH = r"\s*[-–—‒]\s*"
PART_OF_YEAR = (
    r"(?:(?:first|second|third|fourth|last|final)\s+(?:quarter|half)"
    r"|first\s+(?:two|three|four|five|six|seven|eight|nine|ten|eleven)\s+months)"
)
ZONE = r"(?:\s*\(?(?:local\s+time|[A-Z][a-z]+\s+time|GMT(?:\+[0-9]+)?|UTC|CET|CEST|EST|EDT|ET|BST|EET|hours|hrs)\b\)?)"
HALF_DAY = r"(?:[ap]\.m\.|[ap]m\b|[AP]M\b|[AP]\.M\.)"
YEAR_PREPOSITIONS = (
    "in", "since", "by", "until", "till", "from", "of", "during", "before", "after", "between", "and", "to", "the",
    "early", "late", "through", "year",
)  # fmt: skip
MONTH_PREPOSITIONS = (
    "in",
    "since",
    "by",
    "until",
    "till",
    "from",
    "of",
    "and",
    "to",
    "during",
    "before",
    "after",
    "between",
)


def alternation(words: Iterable[str]) -> str:
    """The words as alternatives, longest first, any white space between words and either apostrophe."""
    listed = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in listed)


def cased(words: Iterable[str]) -> str:
    """Names as alternatives: capitalised or all in capitals, never in lower case."""
    return alternation(form for word in words for form in (word.capitalize(), word.upper()))


def atoms(entries: Mapping[str, Any], small: Mapping[str, int], ordinals: Mapping[str, int]) -> str:
    """The master pattern of a language, from its time words, small numbers and ordinals."""
    kinds = {
        **_days(entries),
        "ordinal": _ordinal_day(entries, small, ordinals),
        "deictic": rf"(?i:{alternation(entries['deictic'])})\b",
        "context": rf"(?i:{alternation(entries['context'])})\b",
        "daypart": rf"(?i:{alternation(entries['day_parts'])})\b",
        **_relative(entries, small),
        "season": _season(entries),
        "weekday": _weekday(entries),
        "month": _month(entries),
        **_year(entries),
        "clock": _clock(),
        "holiday": rf"(?i:{alternation(entries['holidays'])})\b",
    }
    return r"(?<![\w/])(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in kinds.items()) + ")"


def _full_months(entries: Mapping[str, Any]) -> list[str]:
    return [month for month in entries["months"] if len(month) > 4 or month in {"may", "june", "july"}]


def _days(entries: Mapping[str, Any]) -> dict[str, str]:
    """Days and runs of days, in figures or with the month's name."""
    short = cased(month for month in entries["months"] if len(month) < 5)
    month = rf"(?:(?:{cased(_full_months(entries))})\b|(?:{short})\b\.?)"
    zone = r"(?:Z|[+-][0-2][0-9]:?[0-5][0-9])?"
    until = rf"(?:{DASH}|\s+(?i:to|and|until|through)\s+|/)"
    dotted = rf"{DAY}\.[01][0-9]\.?"
    return {
        "iso": rf"{YEAR}-[01][0-9]-[0-3][0-9](?:[T\s][0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?{zone})?",
        "dmy": rf"[0-3]?[0-9]\.[01]?[0-9]\.(?:{YEAR}|[0-9]{{2}})(?!\.?[0-9])",
        "slash": rf"[0-3]?[0-9]/[0-3]?[0-9]/(?:{YEAR}|[0-9]{{2}})(?![0-9/])",
        "dotted": rf"(?i:from|between)\s+{dotted}\s+(?i:to|and|until|till|[-–—])\s+{dotted}(?![0-9])",
        "days": (
            rf"{NTH}{until}{NTH}\s+(?:of\s+)?{month}(?:,?\s+{YEAR})?"
            rf"|{month}\s+{NTH}(?:{DASH}|\s+(?i:to|through)\s+){NTH}(?:,?\s+{YEAR})?(?!\s*(?:%|(?i:people|percent)\b))"
        ),
        "date": rf"{NTH}\s+(?:of\s+)?{month}(?:,?\s+{YEAR}\b)?|{month}\s+(?:the\s+)?{NTH}(?:,?\s+{YEAR}\b)?",
    }


def _ordinal_day(entries: Mapping[str, Any], small: Mapping[str, int], ordinals: Mapping[str, int]) -> str:
    """ "the 99th day of the invasion", "the two hundred and third day of the war", "day 99 of …", "Day 99"."""
    run = rf"(?:(?:{alternation([*small, 'hundred', 'thousand', 'and'])})[\s-]+){{0,6}}?"
    number = r"(?:[1-9],[0-9]{3}|[0-9]{1,4})"
    nth = rf"(?:[0-9][0-9,]{{0,4}}(?:st|nd|rd|th)|{run}(?:{alternation(ordinals)}))"
    campaign = rf"(?:\w+(?:['’]s?)?(?:-\w+)?\s+){{0,5}}?(?:{alternation(entries['campaign'])})\b"
    return (
        rf"(?i:(?:the\s+|its\s+)?{nth}\s+day\s+(?:of|since|in)\s+{campaign}"
        rf"|day\s+{number}\s+(?:of|in)\s+{campaign}|(?<=\bon\s)day\s+(?:[1-9],[0-9]{{3}}|[1-9][0-9]{{2,3}})\b)"
        rf"|(?:Day|DAY)\s+{number}\b(?!\.[0-9])"
    )


def _relative(entries: Mapping[str, Any], small: Mapping[str, int]) -> dict[str, str]:
    """Counts and windows of units, calendar units and their edges."""
    unit = rf"(?:{alternation(entries['units'])})"
    number = rf"(?:[0-9]{{1,3}}|{alternation(small)}|half\s+an?)"
    return {
        "ago": (
            rf"(?i:(?:(?:about|around|nearly|almost|some|more\s+than)\s+)?"
            rf"(?:{number}|several|few|a\s+few|a\s+couple\s+of)\s+{unit}s?\s+(?:(?:ago|earlier|later)\b"
            rf"|before\b(?!\s+(?:the|he|she|it|they|his|its|a|an)\b))|(?:days|weeks|months|years)\s+ago\b)"
        ),
        "span": (
            rf"(?i:(?:(?:over|in|during|within|throughout|for|of)\s+)?"
            rf"the\s+(?:past|last|previous|preceding|next|coming|following)\s+"
            rf"(?:(?:{number}|few|several|couple\s+of)\s+)?{unit}s?\b(?!\s+of\s+(?-i:[A-Z]))"
            rf"|(?:in|over|during)\s+(?:recent|coming)\s+{unit}s\b|recent\s+(?:days|weeks|months|years)\b)"
        ),
        "edge": (
            r"(?i:(?:(?:at|by|until)\s+)?the\s+(?:end|beginning|start|middle|"
            rf"{PART_OF_YEAR})\s+of\s+(?:the|this|last|next)\s+(?:week|month|year))\b"
        ),
        "unit": (
            r"(?i:(?:(?:early|earlier|later|late)\s+)?(?:last|this|next)\s+(?:weekend|week|fortnight|month|year))\b"
            r"|(?i:(?:over|at|during)\s+the\s+weekend)\b"
        ),
    }


def _season(entries: Mapping[str, Any]) -> str:
    """ "the winter of 2021", "last summer"; "fall" and "spring" are verbs and nouns without such a word."""
    part = r"(?:(?:early|mid|late)[\s-]+)?"
    named = rf"(?:in\s+)?(?:the\s+)?{part}(?:{alternation(entries['seasons'])})\s+(?:of\s+)?"
    led = r"(?:this|last|next|the\s+coming|in\s+the|during\s+the|over\s+the|by\s+the|by|since\s+last|before)\s+"
    fall = r"(?<=this\s)fall|(?<=last\s)fall|(?<=in\sthe\s)fall"
    bare = rf"(?i:{led}{part}(?:winter|spring|summer|autumn|{fall}))\b"
    return rf"(?i:{named}){YEAR}\b|{bare}(?!\s+(?:offensive|counter|(?:of\s+)?{YEAR}))"


def _weekday(entries: Mapping[str, Any]) -> str:
    """ "Tuesday", "last Friday", "Tuesday evening"."""
    part = r"(?:\s+(?i:early\s+)?(?i:morning|afternoon|evening|night|noon|midday|dawn|midnight)\b)?"
    return rf"(?:(?i:last|next|this|coming)\s+)?(?:{cased(entries['weekdays'])})(?:['’]s)?\b{part}"


def _month(entries: Mapping[str, Any]) -> str:
    """ "September", "early October", "May 2023"; bare "May" and "March" only after a preposition."""
    full = cased(_full_months(entries))
    alone = cased(month for month in _full_months(entries) if month not in {"may", "march"})
    verbs = cased({"may", "march"} & set(entries["months"]))
    part = r"(?:early|mid|late|beginning|start|middle|end|first\s+half|second\s+half|first\s+days|last\s+days"
    part = part + r"|(?:first|second|third|last|final)\s+week)"
    after = "|".join(rf"(?<=[{word[0].upper()}{word[0]}]{word[1:]} )" for word in MONTH_PREPOSITIONS)
    return (
        rf"(?i:(?:the\s+)?{part}(?:[\s-]+(?:of\s+)?|\s*-))(?:{full})\b(?:,?\s+(?:of\s+)?{YEAR}\b)?"
        rf"|(?:{full})\b,?\s+(?:of\s+)?{YEAR}\b{_uncounted(entries)}"
        rf"|(?i:last|next|this)\s+(?:{full})\b|(?:{after})(?:{verbs})\b|(?:{alone})\b(?!\s+[0-9])"
    )


def _year(entries: Mapping[str, Any]) -> dict[str, str]:
    """Years, runs of years and decades: four digits are a year only after a word that makes them one."""
    led = "|".join(rf"(?<=\b{form}\s)" for word in YEAR_PREPOSITIONS for form in (word, word.capitalize()))
    run = "|".join(rf"(?<={word} )" for word in ("in", "In", "from", "between", "during", "the"))
    part = (
        rf"(?i:(?:early|mid|late)[\s-]+(?:in\s+)?|the\s+(?:end|beginning|start|{PART_OF_YEAR})\s+of\s+"
        r"|(?<![\w-])Q[1-4]\s+(?:of\s+)?)"
    )
    return {
        "years": rf"(?:{run}|(?<=\())(?:{YEAR}{DASH}(?:{YEAR}|[0-9]{{2}})\b)",
        "decade": rf"(?i:the\s+)?(?i:(?:early|mid|late)[\s-]+)?{YEAR}s\b",
        "year": (
            rf"{part}{YEAR}\b{_uncounted(entries)}"
            rf"|(?:{led}|(?<=\())\b{YEAR}\b(?!\s*%|[-–:,.]?[0-9]){_uncounted(entries)}"
        ),
    }


def _uncounted(entries: Mapping[str, Any]) -> str:
    """No noun follows that the four digits would count: "in 1993 soldiers"."""
    return rf"(?!\s+(?:[a-z]+\s+)?(?:{alternation(entries['counted'])})\b)"


def _clock() -> str:
    """ "6 AM", "3:40 p.m.", "15:40 local time", "18.02 BST", "0600 GMT"."""
    return (
        rf"(?:[01]?[0-9]|2[0-3])(?:(?:[:.][0-5][0-9])?\s?{HALF_DAY}{ZONE}?"
        rf"|:[0-5][0-9](?::[0-5][0-9])?(?![0-9]){ZONE}?|\.[0-5][0-9]{ZONE}|[0-5][0-9]{ZONE}|\s+o['’]clock)"
    )
