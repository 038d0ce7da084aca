"""Gives days to time shapes: relative to publication, to the day the text spoke of last, or to day 1 of a conflict.

Invariant: what needs a day that nobody knows keeps None at both ends. There is no fallback to the publication date.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from attribune.model import Basis, Precision, TimeInterval
from attribune.normalize.time_read import QUARTERS, month_days
from attribune.normalize.time_shape import (
    CalendarUnit,
    DayPart,
    Expression,
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

__all__ = ["Anchor", "resolve"]

VAGUE_SPANS = {
    "minute": 0,
    "hour": 0,
    "day": 7,
    "week": 28,
    "month": 90,
    "year": 365 * 3,
}  # "in recent days" is the last seven


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known: the (latest) day of publication, the day the text spoke of last, day 1 of the conflict.

    `starts` are the first days of the conflicts in question: a yearless date that is one of them needs no publication.
    """

    published: date | None = None
    context: date | None = None
    day_one: date | None = None
    starts: tuple[date, ...] = ()


Days = tuple[date | None, date | None, Precision, Basis, bool]
UNKNOWN: tuple[None, None] = (None, None)
SATURDAY = 5


def resolve(expression: Expression, anchor: Anchor) -> TimeInterval:
    """The interval of an expression; both ends None where the anchor does not suffice."""
    try:
        start, end, precision, basis, vague = _days(expression.shape, anchor, expression.future)
        if expression.until is not None:
            return _range(expression, anchor)
    except (OverflowError, ValueError):  # "10,000 years ago" lies outside the calendar of dates
        return TimeInterval(None, None, Precision.YEAR, Basis.RELATIVE, vague=True)
    if expression.open_end:
        return TimeInterval(start, None, precision, basis, vague)
    if expression.at is not None:
        precision = Precision.MINUTE
    elif expression.part_of_day and precision is Precision.DAY:
        precision = Precision.PART_OF_DAY
    return TimeInterval(start, end, precision, basis, vague, expression.at)


def _range(expression: Expression, anchor: Anchor) -> TimeInterval:
    """ "from X to Y": the end is read first, the beginning is the last such day before it."""
    assert expression.until is not None
    first_shape, last_shape = expression.shape, expression.until
    if isinstance(first_shape, Fixed) and not isinstance(last_shape, Fixed):
        later = Anchor(anchor.published, anchor.context, anchor.day_one, (first_shape.start, *anchor.starts))
        last = _days(last_shape, later, expression.future)
        end = last[1]
        if end is None or end < first_shape.start:
            end = _first_after(last_shape, first_shape.start)
        return TimeInterval(first_shape.start, end, Precision.DAYS, Basis.ABSOLUTE)
    last = _days(last_shape, anchor, expression.future)
    end = last[1]
    if end is None and isinstance(first_shape, YearlessDay):
        opening = _days(first_shape, anchor, expression.future)[0]
        end = _first_after(last_shape, opening) if opening is not None else None
    within = Anchor(end, anchor.context, anchor.day_one, anchor.starts)
    first = _days(first_shape, within, False) if end is not None else (None, None, last[2], last[3], False)
    precision = Precision.DAYS if last[2] in {Precision.DAY, Precision.DAYS, Precision.PART_OF_DAY} else last[2]
    start = first[0]
    if start is not None and end is not None and start > end:
        start, end = UNKNOWN
    return TimeInterval(start, end, precision, last[3], vague=last[4])


def _first_after(shape: Shape, start: date) -> date | None:
    """The first day on or after `start` that a yearless shape can mean."""
    if isinstance(shape, YearlessDay):
        listed = _years(shape.month, shape.last, range(start.year, start.year + 5))
        return next((day for day in listed if day >= start), None)
    if isinstance(shape, MonthOfYear):
        year = start.year if shape.month >= start.month else start.year + 1
        return month_days(year, shape.month, shape.part)[1]
    return None


def _days(shape: Shape, anchor: Anchor, future: bool) -> Days:
    return RESOLVERS[type(shape)](shape, anchor, future)


def _fixed(shape: Fixed, anchor: Anchor, future: bool) -> Days:
    del anchor, future
    return shape.start, shape.end, shape.precision, Basis.ABSOLUTE, shape.vague


def _years(month: int, day: int, years: Iterable[int]) -> list[date]:
    """That day in each of the years that have it."""
    return [date(year, month, day) for year in years if day <= calendar.monthrange(year, month)[1]]


def _yearless(shape: YearlessDay, anchor: Anchor, future: bool) -> Days:
    """The last such day up to publication, or the next where the clause looks ahead; a stated weekday must fit."""
    precision = Precision.DAY if shape.first == shape.last else Precision.DAYS
    known = [day for day in anchor.starts if (day.month, day.day) == (shape.month, shape.first)]
    if anchor.published is None:
        start = known[0] if known else None
        end = None if start is None else start + timedelta(days=shape.last - shape.first)
        return start, end, precision, Basis.ABSOLUTE, False
    year = anchor.published.year
    if shape.years is not None:
        start = next(iter(_years(shape.month, shape.first, [year + shape.years])), None)
        end = None if start is None else start + timedelta(days=shape.last - shape.first)
        return start, end, precision, Basis.RELATIVE, False
    listed = _years(shape.month, shape.first, range(year - 6, year + 5))
    past = [day for day in listed if day <= anchor.published][::-1]
    coming = [day for day in listed if day >= anchor.published]
    ordered = coming if future else past
    if shape.weekday is not None and not (ordered and ordered[0].weekday() == shape.weekday):
        near = sorted(listed, key=lambda day: abs((day - anchor.published).days) if anchor.published else 0)[:3]
        ordered = [day for day in near if day.weekday() == shape.weekday] or ordered
    start = ordered[0] if ordered else None
    end = None if start is None else start + timedelta(days=shape.last - shape.first)
    return start, end, precision, Basis.ABSOLUTE, False


def _month(shape: MonthOfYear, anchor: Anchor, future: bool) -> Days:
    precision = Precision.DAYS if shape.part else Precision.MONTH
    vague = shape.part in {"early", "mid", "late"}
    if anchor.published is None:
        return *UNKNOWN, precision, Basis.RELATIVE, vague
    published = anchor.published
    year = published.year
    if shape.years is not None:
        year += shape.years
    elif shape.shift > 0 or future:
        year += shape.month < published.month or (shape.shift > 0 and shape.month == published.month)
    else:
        year -= shape.month > published.month or (shape.shift < 0 and shape.month == published.month)
    return *month_days(year, shape.month, shape.part), precision, Basis.RELATIVE, vague


def _weekday(shape: Weekday, anchor: Anchor, future: bool) -> Days:
    if anchor.published is None:
        return *UNKNOWN, Precision.DAY, Basis.RELATIVE, False
    ahead = (shape.index - anchor.published.weekday()) % 7
    if shape.shift > 0 or (future and shape.shift == 0):
        days = ahead or (7 if shape.shift > 0 else 0)
    else:
        days = ahead - 7 if ahead or shape.shift < 0 else 0
    day = anchor.published + timedelta(days=days)
    return day, day, Precision.DAY, Basis.RELATIVE, False


def _offset(shape: Offset, anchor: Anchor, future: bool) -> Days:
    del future
    return *_shifted(anchor.published, shape.first, shape.last), shape.precision, Basis.RELATIVE, False


def _from_context(shape: FromContext, anchor: Anchor, future: bool) -> Days:
    del future
    base = anchor.context
    if base is None and shape.first <= 0 <= shape.last:
        base = anchor.published  # "overnight", "that evening": of the day of writing where no other is named
    return *_shifted(base, shape.first, shape.last), shape.precision, Basis.RELATIVE, False


def _day_part(shape: DayPart, anchor: Anchor, future: bool) -> Days:
    del shape, future
    day = anchor.context or anchor.published
    return day, day, Precision.PART_OF_DAY, Basis.RELATIVE, False


def _shifted(base: date | None, first: int, last: int) -> tuple[date | None, date | None]:
    if base is None:
        return UNKNOWN
    return base + timedelta(days=first), base + timedelta(days=last)


def _reach(shape: Reach, anchor: Anchor, future: bool) -> Days:
    """ "three days ago" is that day; weeks give the day, months the month and years the year, all but days vague."""
    del future
    base = anchor.context if shape.from_context else anchor.published
    if base is None:
        return *UNKNOWN, _precision(shape.unit), Basis.RELATIVE, shape.unit not in {"hour", "day"}
    if shape.count is None:
        days = VAGUE_SPANS.get(shape.unit, 7)
        first, last = sorted((0, shape.direction * days))
        return *_shifted(base, first, last), Precision.DAYS, Basis.RELATIVE, True
    count = shape.direction * shape.count
    if shape.unit in {"month", "year", "decade"}:
        months = count * {"month": 1, "year": 12, "decade": 120}[shape.unit]
        year, month = divmod(base.year * 12 + base.month - 1 + months, 12)
        if shape.unit == "month":
            return *month_days(year, month + 1), Precision.MONTH, Basis.RELATIVE, True
        return date(year, 1, 1), date(year, 12, 31), Precision.YEAR, Basis.RELATIVE, True
    size = {"minute": 0, "hour": 0, "week": 7, "weekend": 7, "fortnight": 14}.get(shape.unit, 1)
    if shape.unit == "hour":
        count, size = round(count / 24), 1
    return *_shifted(base, count * size, count * size), Precision.DAY, Basis.RELATIVE, size > 1


def _precision(unit: str) -> Precision:
    return {"week": Precision.WEEK, "month": Precision.MONTH, "year": Precision.YEAR}.get(unit, Precision.DAY)


def _window(shape: Window, anchor: Anchor, future: bool) -> Days:
    """ "over the past 24 hours": from that far back up to publication; the other way for "coming"."""
    del future
    vague = shape.count is None
    if anchor.published is None:
        return *UNKNOWN, Precision.DAYS, Basis.RELATIVE, vague
    if shape.count is None:
        days = VAGUE_SPANS.get(shape.unit, 7)
    elif shape.unit in {"minute", "hour"}:
        days = 0 if shape.unit == "minute" else -(-shape.count // 24)
    else:
        size = {"week": 7, "weekend": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3652}.get(shape.unit, 1)
        days = shape.count * size
    first, last = sorted((0, shape.direction * days))
    return *_shifted(anchor.published, first, last), Precision.DAYS, Basis.RELATIVE, vague


def _calendar_unit(shape: CalendarUnit, anchor: Anchor, future: bool) -> Days:
    """A calendar week (from Monday), weekend, month or year; "earlier this week" ends at publication."""
    del future
    precision = {"month": Precision.MONTH, "year": Precision.YEAR}.get(shape.unit, Precision.WEEK)
    if anchor.published is None:
        return *UNKNOWN, precision, Basis.RELATIVE, shape.part is not None
    published = anchor.published
    if shape.unit == "month":
        year, month = divmod(published.year * 12 + published.month - 1 + shape.shift, 12)
        start, end = month_days(year, month + 1, shape.part)
    elif shape.unit == "year":
        year = published.year + shape.shift
        parts = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), **QUARTERS}
        months = parts.get(shape.part or "", (1, 12))
        start, end = date(year, months[0], 1), month_days(year, months[1])[1]
    elif shape.unit == "night":
        start = end = published + timedelta(days=min(shape.shift, 0))
    else:
        back = 1 if shape.part == "latest" and published.weekday() < SATURDAY else 0
        monday = published - timedelta(days=published.weekday()) + timedelta(days=7 * (shape.shift - back))
        start = monday + timedelta(days=5) if shape.unit == "weekend" else monday
        end = monday + timedelta(days=6)
    if shape.part == "so far" and start <= published:
        end = min(end, published)
    if shape.part == "ahead" and end >= published:
        start = max(start, published)
    if shape.part in QUARTERS:
        return start, end, Precision.MONTH, Basis.RELATIVE, False
    return start, end, precision, Basis.RELATIVE, shape.part not in {None, "latest"}


def _season(shape: SeasonOfYear, anchor: Anchor, future: bool) -> Days:
    """A season of three months; winter begins in December of the year that it is named after."""
    basis = Basis.ABSOLUTE if shape.year is not None else Basis.RELATIVE
    if shape.year is not None:
        year = shape.year
    elif anchor.published is None:
        return *UNKNOWN, Precision.SEASON, basis, True
    else:
        published = anchor.published
        year = published.year
        if shape.shift > 0 or future:
            year += date(year, shape.first, 1) <= published and shape.shift > 0
        elif date(year, shape.first, 1) > published:
            year -= 1
        begun = date(year, shape.first, 1)
        if shape.shift < 0 and begun <= published <= _season_end(year, shape):
            year -= 1
    return date(year, shape.first, 1), _season_end(year, shape), Precision.SEASON, basis, True


def _season_end(year: int, shape: SeasonOfYear) -> date:
    return month_days(year + (shape.last < shape.first), shape.last)[1]


def _ordinal_day(shape: OrdinalDay, anchor: Anchor, future: bool) -> Days:
    del future
    if anchor.day_one is None or shape.number < 1:
        return *UNKNOWN, Precision.DAY, Basis.ORDINAL_DAY, False
    day = anchor.day_one + timedelta(days=shape.number - 1)
    return day, day, Precision.DAY, Basis.ORDINAL_DAY, False


RESOLVERS: dict[type[Any], Callable[[Any, Anchor, bool], Days]] = {
    Fixed: _fixed,
    YearlessDay: _yearless,
    MonthOfYear: _month,
    Weekday: _weekday,
    Offset: _offset,
    FromContext: _from_context,
    DayPart: _day_part,
    Reach: _reach,
    Window: _window,
    CalendarUnit: _calendar_unit,
    SeasonOfYear: _season,
    OrdinalDay: _ordinal_day,
}
