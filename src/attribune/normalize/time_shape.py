"""What a time expression says before anything is known about the document: shapes that `time_resolve` gives days to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attribune.model import Precision, Span

__all__ = [
    "CalendarUnit",
    "DayPart",
    "Expression",
    "Fixed",
    "FromContext",
    "MonthOfYear",
    "Offset",
    "OrdinalDay",
    "Reach",
    "SeasonOfYear",
    "Shape",
    "Weekday",
    "Window",
    "YearlessDay",
]


@dataclass(frozen=True, slots=True)
class Fixed:
    """Days that the words alone fix: "2022-06-01", "June 2022", "the 1990s"."""

    start: date
    end: date
    precision: Precision
    vague: bool = False


@dataclass(frozen=True, slots=True)
class YearlessDay:
    """One or more days of a month without a year; `weekday` where the words give it ("Wednesday, 1st June")."""

    month: int
    first: int
    last: int
    weekday: int | None = None
    years: int | None = None  # 0 for "this year", -1 for "last year" beside the date


@dataclass(frozen=True, slots=True)
class MonthOfYear:
    """A month without a year, or a part of it: early, mid, late. `shift` -1 for "last May", 1 for "next May"."""

    month: int
    part: str | None = None
    shift: int = 0
    years: int | None = None  # 0 for "this year", -1 for "last year" beside the month


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday; `shift` -1 for "last", 1 for "next", 0 for neither."""

    index: int
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Offset:
    """Days counted from publication: "today" is 0 to 0."""

    first: int
    last: int
    precision: Precision


@dataclass(frozen=True, slots=True)
class FromContext:
    """Days counted from the day that the text spoke of last: "the following day", "overnight"."""

    first: int
    last: int
    precision: Precision


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of the day that the text is about: "in the evening"."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A point so many units away: "three days ago" (direction -1), "two weeks later" (1, from the context)."""

    count: int | None  # None: "days ago"
    unit: str
    direction: int
    from_context: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """So many units up to publication or from it on: "over the past 24 hours", "in the coming weeks"."""

    count: int | None  # None: "in recent days"
    unit: str
    direction: int


@dataclass(frozen=True, slots=True)
class CalendarUnit:
    """A calendar week, month or year relative to publication: "last week"; `part` early or late, `so_far` up to now."""

    unit: str
    shift: int
    part: str | None = None


@dataclass(frozen=True, slots=True)
class SeasonOfYear:
    """A season: its first and last month; `year` is that in which it begins; `shift` for "last", "next"."""

    first: int
    last: int
    year: int | None = None
    shift: int = 0


@dataclass(frozen=True, slots=True)
class OrdinalDay:
    """The n-th day of the campaign, the first being day 1."""

    number: int


Shape = (
    Fixed
    | YearlessDay
    | MonthOfYear
    | Weekday
    | Offset
    | FromContext
    | DayPart
    | Reach
    | Window
    | CalendarUnit
    | SeasonOfYear
    | OrdinalDay
)


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression: its words, what they say, the clock time and the part of the day, and the end of a range.

    `until` is the shape of the other end ("from X to Y"); `open_end` marks "since X"; `future` that the clause looks
    ahead ("will meet on Thursday").
    """

    span: Span
    shape: Shape
    at: str | None = None
    part_of_day: bool = False
    until: Shape | None = None
    open_end: bool = False
    future: bool = False
