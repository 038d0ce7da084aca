"""Readers: the words of one time expression to its shape. One function for each group of the master pattern."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date

from attribune.model import Precision
from attribune.normalize.time_shape import (
    CalendarUnit,
    DayPart,
    Fixed,
    FromContext,
    MonthOfYear,
    Offset,
    OrdinalDay,
    Reach,
    SeasonOfYear,
    Shape,
    Weekday,
    Window,
    YearlessDay,
)
from attribune.normalize.time_words import TimeWords

__all__ = ["QUARTERS", "READERS", "month_days", "read_clock"]

YEAR = re.compile(r"(?:19|20)[0-9]{2}")
DAY = re.compile(r"(?<![0-9])([0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9])")
PARTS = {
    "early": "early", "beginning": "early", "start": "early", "first days": "early", "first half": "first half",
    "mid": "mid", "middle": "mid", "late": "late", "end": "late", "last days": "late", "second half": "second half",
    "first week": "first week", "second week": "second week", "third week": "third week", "last week": "last week",
    "final week": "last week",
}  # fmt: skip
# Parts of a year as months; "the last quarter" is the fourth.
COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
QUARTERS: Mapping[str, tuple[int, int]] = {
    "first half": (1, 6), "second half": (7, 12), "last half": (7, 12), "final half": (7, 12), "first quarter": (1, 3),
    "second quarter": (4, 6), "third quarter": (7, 9), "fourth quarter": (10, 12), "last quarter": (10, 12),
    "final quarter": (10, 12), "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12),
    **{f"first {count} months": (1, months) for months, count in enumerate(COUNTS, 2)},
}  # fmt: skip


def month_days(year: int, month: int, part: str | None = None) -> tuple[date, date]:
    """First and last day of a month or of a part of it: early is 1–10, mid 11–20, late from 21."""
    last = calendar.monthrange(year, month)[1]
    bounds = {
        "early": (1, 10), "mid": (11, 20), "late": (21, last), "first half": (1, 15), "second half": (16, last),
        "first week": (1, 7), "second week": (8, 14), "third week": (15, 21), "last week": (last - 6, last),
    }  # fmt: skip
    first, final = bounds.get(part or "", (1, last))
    return date(year, month, first), date(year, month, final)


def read_iso(words: str, lexicon: TimeWords) -> Shape | None:
    """ "2022-06-01", "2022-06-01T06:00"."""
    del lexicon
    return _fixed_day(int(words[:4]), int(words[5:7]), int(words[8:10]))


def read_dmy(words: str, lexicon: TimeWords) -> Shape | None:
    """ "01.06.2022", "1.6.22": the day comes first wherever dots part them."""
    del lexicon
    day, month, year = (int(part) for part in words.split("."))
    return _fixed_day(_full_year(year), month, day)


def read_slash(words: str, lexicon: TimeWords) -> Shape | None:
    """ "31/12/2022" or "12/31/2022"; None where both orders are possible and differ."""
    del lexicon
    first, second, year = (int(part) for part in words.split("/"))
    if first <= 12 and second <= 12 and first != second:
        return None
    month, day = (second, first) if first > 12 else (first, second)
    return _fixed_day(_full_year(year), month, day)


def read_date(words: str, lexicon: TimeWords) -> Shape | None:
    """ "24th February", "June 1, 2022", "June 1-3"."""
    month = _month(words, lexicon)
    year = YEAR.search(words)
    bare = words if year is None else words[: year.start()]
    days = [int(found) for found in DAY.findall(bare)]
    if month is None or not days:
        return None
    first, last = days[0], days[-1]
    if first > last:
        return None
    if year is None:
        # 2024 is a leap year: February 29 may be meant.
        return YearlessDay(month, first, last) if last <= calendar.monthrange(2024, month)[1] else None
    start, end = _day(int(year.group()), month, first), _day(int(year.group()), month, last)
    if start is None or end is None:
        return None
    return Fixed(start, end, Precision.DAY if start == end else Precision.DAYS)


def read_ordinal(words: str, lexicon: TimeWords) -> Shape | None:
    """ "the 99th day of the campaign", "day 99", "the hundredth day of the war"."""
    digits = re.search(r"[0-9][0-9,]*", words)
    if digits:
        return OrdinalDay(int(digits.group().replace(",", "")))
    total = 0
    for word in re.findall(r"[a-z]+", re.split(r"\s+day\b", words.lower())[0]):
        if word in {"hundred", "hundredth"}:
            total = max(total, 1) * 100
        elif word not in {"a", "an", "the"}:
            total += lexicon.ordinals.get(word, lexicon.small.get(word, 0))
    return OrdinalDay(total) if total else None


def read_deictic(words: str, lexicon: TimeWords) -> Shape | None:
    """ "today", "last night"."""
    first, last, precision = lexicon.deictic[_plain(words)]
    return Offset(first, last, precision)


def read_context(words: str, lexicon: TimeWords) -> Shape | None:
    """ "the following day", "overnight"."""
    first, last, precision = lexicon.context[_plain(words)]
    return FromContext(first, last, precision)


def read_daypart(words: str, lexicon: TimeWords) -> Shape | None:
    """ "in the evening"."""
    del words, lexicon
    return DayPart()


def read_ago(words: str, lexicon: TimeWords) -> Shape | None:
    """ "three days ago", "two weeks later", "days ago"."""
    plain = _plain(words)
    unit = _unit(plain, lexicon)
    if unit is None:
        return None
    relation = plain.rsplit(" ", 1)[1]
    direction = 1 if relation == "later" else -1
    if plain.split()[0] == "half":
        months = {"year": 6, "decade": 60}.get(unit)
        return None if months is None else Reach(months, "month", direction, from_context=relation != "ago")
    return Reach(_count(plain, lexicon), unit, direction, from_context=relation != "ago")


def read_span(words: str, lexicon: TimeWords) -> Shape | None:
    """ "over the past 24 hours", "in recent days", "in the coming weeks"."""
    plain = _plain(words)
    unit = _unit(plain, lexicon)
    if unit is None:
        return None
    direction = 1 if re.search(r"\b(?:next|coming|following)\b", plain) else -1
    count = _count(plain, lexicon)
    singular = plain.endswith(unit)
    if count is None and singular:
        if re.search(r"\b(?:following|previous|preceding)\b", plain) and unit in {"day", "night"}:
            return FromContext(direction, direction, Precision.DAY)
        count = 1
    return Window(count, unit, direction)


def read_edge(words: str, lexicon: TimeWords) -> Shape | None:
    """ "the end of the month", "the beginning of last year"."""
    plain = _plain(words)
    unit = _unit(plain.rsplit(" ", 1)[1], lexicon)
    part = next((PARTS[name] for name in ("end", "beginning", "start", "middle") if f"the {name}" in plain), None)
    part = part or next((name for name in QUARTERS if f"the {name} of" in plain and unit == "year"), None)
    return None if unit is None else CalendarUnit(unit, _shift(plain), part)


def read_unit(words: str, lexicon: TimeWords) -> Shape | None:
    """ "last week", "earlier this month", "next year"."""
    plain = _plain(words)
    unit = _unit(plain, lexicon)
    part = "so far" if plain.startswith("earlier") else "ahead" if plain.startswith("later ") else None
    if plain.endswith("the weekend"):
        return CalendarUnit("weekend", 0, "latest")
    part = part or ("early" if plain.startswith("early") else "late" if plain.startswith("late ") else None)
    return None if unit is None else CalendarUnit(unit, _shift(plain), part)


def read_season(words: str, lexicon: TimeWords) -> Shape | None:
    """ "winter of 2022", "last summer", "in the autumn"."""
    plain = _plain(words)
    months = next((months for name, months in lexicon.seasons.items() if re.search(rf"\b{name}\b", plain)), None)
    year = YEAR.search(words)
    if months is None:
        return None
    return SeasonOfYear(*months, year=int(year.group()) if year else None, shift=_shift(plain))


def read_weekday(words: str, lexicon: TimeWords) -> Shape | None:
    """ "Tuesday", "last Friday", "Tuesday evening"."""
    plain = _plain(words)
    index = next((number for name, number in lexicon.weekdays.items() if name in plain), None)
    shift = 1 if plain.startswith("next") else -1 if plain.startswith("last") else 0
    return None if index is None else Weekday(index, shift)


def read_month(words: str, lexicon: TimeWords) -> Shape | None:
    """ "September", "early October", "May 2023", "the end of June"."""
    plain = _plain(words).replace("-", " ")
    month, year = _month(words, lexicon), YEAR.search(words)
    if month is None:
        return None
    part = next((PARTS[name] for name in PARTS if re.search(rf"\b{name}\b", plain)), None)
    if year is None:
        return MonthOfYear(month, part, _shift(plain))
    start, end = month_days(int(year.group()), month, part)
    return Fixed(start, end, Precision.DAYS if part else Precision.MONTH, vague=part is not None)


def read_year(words: str, lexicon: TimeWords) -> Shape | None:
    """ "2014", "early 2022", "the end of 2023"."""
    del lexicon
    found = YEAR.search(words)
    if found is None:
        return None
    year, plain = int(found.group()), _plain(words)
    thirds = {
        **QUARTERS,
        "early": (1, 4),
        "beginning": (1, 2),
        "start": (1, 2),
        "mid": (5, 8),
        "late": (9, 12),
        "end": (11, 12),
    }
    name = next((name for name in thirds if re.search(rf"\b{name}\b", plain)), None)
    first, last = thirds[name] if name is not None else (1, 12)
    precision = Precision.YEAR if name is None else Precision.MONTH
    return Fixed(date(year, first, 1), month_days(year, last)[1], precision, vague=name in {*thirds} - {*QUARTERS})


def read_years(words: str, lexicon: TimeWords) -> Shape | None:
    """ "2014-2015", "2008–09"."""
    del lexicon
    first, last = (int(part) for part in re.findall(r"[0-9]+", words)[:2])
    last = last if last > 99 else first - first % 100 + last
    return Fixed(date(first, 1, 1), date(last, 12, 31), Precision.YEAR) if first <= last else None


def read_decade(words: str, lexicon: TimeWords) -> Shape | None:
    """ "the 1990s", "the late 1980s"."""
    del lexicon
    found = YEAR.search(words)
    if found is None:
        return None
    year, plain = int(found.group()), _plain(words)
    offsets = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
    first, last = next((offsets[name] for name in offsets if name in plain), (0, 9))
    return Fixed(date(year + first, 1, 1), date(year + last, 12, 31), Precision.YEAR, vague=True)


def read_holiday(words: str, lexicon: TimeWords) -> Shape | None:
    """ "New Year's Eve"."""
    month, day = lexicon.holidays[_plain(words)]
    return YearlessDay(month, day, day)


def read_clock(words: str) -> str | None:
    """A clock time as ISO ("06:00"); None where the words give no possible hour."""
    found = re.match(r"([0-9]{1,2})[:.]?([0-5][0-9])?", words)
    if found is None:
        return None
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    half = re.search(r"([ap])\.?m", words.lower())
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.group(1) == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 else None


def _plain(words: str) -> str:
    """Lower case, single spaces, straight apostrophes."""
    return re.sub(r"\s+", " ", words.lower().replace("’", "'")).strip()


def _month(words: str, lexicon: TimeWords) -> int | None:
    return next((lexicon.months[word] for word in re.findall(r"[a-z]+", words.lower()) if word in lexicon.months), None)


def _unit(plain: str, lexicon: TimeWords) -> str | None:
    return next((unit for word in plain.split() for unit in lexicon.units if word in {unit, f"{unit}s"}), None)


def _count(plain: str, lexicon: TimeWords) -> int | None:
    digits = re.search(r"[0-9]+", plain)
    if digits:
        return int(digits.group())
    words = plain.split()
    if "couple" in words:
        return 2
    if "few" in words or "several" in words:
        return None
    return next((lexicon.small[word] for word in words if word in lexicon.small), None)


def _shift(plain: str) -> int:
    """-1 for last or previous, 1 for next, 0 for this."""
    if re.search(r"\b(?:last|past|previous)\b", plain):
        return -1
    return 1 if re.search(r"\b(?:next|coming|following)\b", plain) else 0


def _full_year(year: int) -> int:
    return year if year > 99 else 2000 + year if year < 70 else 1900 + year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _fixed_day(year: int, month: int, day: int) -> Fixed | None:
    found = _day(year, month, day)
    return None if found is None else Fixed(found, found, Precision.DAY)


READERS: Mapping[str, Callable[[str, TimeWords], Shape | None]] = {
    "iso": read_iso,
    "dmy": read_dmy,
    "slash": read_slash,
    "days": read_date,
    "date": read_date,
    "ordinal": read_ordinal,
    "deictic": read_deictic,
    "context": read_context,
    "daypart": read_daypart,
    "ago": read_ago,
    "span": read_span,
    "edge": read_edge,
    "unit": read_unit,
    "season": read_season,
    "weekday": read_weekday,
    "month": read_month,
    "year": read_year,
    "years": read_years,
    "decade": read_decade,
    "holiday": read_holiday,
}
