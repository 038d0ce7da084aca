"""Works out the day of publication, and says on what it rests.

Order: the source's own metadata; a printed date; an ordinal day said to be today; the end of a reported period; a
well-known happening told with a bare weekday; the latest date of the text. What nothing fixes stays None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from attribune.catalog import Conflict
from attribune.catalog.lexicon import load_language
from attribune.model import Basis, Document, Precision, RegionKind, TimeInterval
from attribune.normalize.time_resolve import Anchor, resolve
from attribune.normalize.time_scan import scan_times
from attribune.normalize.time_shape import Expression, Fixed, Offset, OrdinalDay, Weekday, YearlessDay
from attribune.normalize.time_words import time_words

__all__ = ["Dated", "date_of_publication"]

HEAD = 400  # characters in which a printed date of publication can stand
LEAD = 600  # headline and lead, which tell one happening between them
DATELINE = re.compile(r"[A-ZÀ-Ž][\w’'./ -]{1,40}(?:, [A-Z][\w. ]{1,24})?,? |\(?[A-Z]")
AFTER_DATELINE = re.compile(r"[ ,]*(?:\([^()\n]{2,40}\))?[ ,]*(?:[–—]|--?\s|\n|$)|[ ,]*\([A-Z]")
DAYS_OF_WAR = re.compile(r"\bin ([1-9][0-9]{1,3}) days\b(?: of (?:the )?(?:war|invasion|fighting|conflict))?")
FRESH_DAYS = 6  # a bare weekday lies at most so far back
HALF_YEAR = 183  # a yearless date told after a full one lies within so many days of it
CONFLICT_YEARS = 4  # years from day 1 in which a weekday is tried to find a missing year


@dataclass(frozen=True, slots=True)
class Dated:
    """The day (or days) of publication, and in words what says so."""

    published: TimeInterval
    basis: str


@dataclass(frozen=True, slots=True)
class Landmark:
    """A happening with its day; in every group of `words` one must occur."""

    day: date
    words: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the finders of a date look at."""

    document: Document
    text: str
    expressions: tuple[Expression, ...]
    conflict: Conflict | None
    language: str

    @property
    def anchor(self) -> Anchor:
        """All that is known without publication: day 1 of the conflict."""
        day_one = None if self.conflict is None else self.conflict.day_one
        return Anchor(None, None, day_one, () if day_one is None else (day_one,))

    def sentence(self, expression: Expression) -> str:
        """The line or sentence around an expression."""
        start = max(self.text.rfind(mark, 0, expression.span.start) for mark in ("\n", ". ", ".” ", '." ', "? ", "! "))
        ends = [self.text.find(mark, expression.span.end) for mark in ("\n", ". ", ".”", "? ", "! ")]
        return self.text[start + 1 : min((end for end in ends if end >= 0), default=len(self.text))]


def date_of_publication(document: Document, conflict: Conflict | None) -> Dated | None:
    """The day of publication with its basis; None where nothing in metadata or text fixes one."""
    if document.published is not None and (day := _iso_day(document.published)) is not None:
        return Dated(_one_day(day, Basis.ABSOLUTE), document.published_basis or "the source's own metadata")
    language = document.language or "en"
    expressions = tuple(
        each
        for each in scan_times(document.text, language)
        if not document.is_boilerplate(each.span) or each.span.start < HEAD
    )
    evidence = Evidence(document, document.text, expressions, conflict, language)
    return next((dated for finder in FINDERS if (dated := finder(evidence)) is not None), None)


def printed_date(evidence: Evidence) -> Dated | None:
    """A full date in a byline, a dateline, or a line of its own near the head."""
    lines = evidence.document.spans_of(RegionKind.BYLINE, RegionKind.DATELINE)
    marked = re.compile(_words(evidence.language)["printed"] + "$", re.IGNORECASE)
    for each in evidence.expressions:
        if not isinstance(each.shape, Fixed) or each.shape.precision is not Precision.DAY or each.until is not None:
            continue
        before = evidence.text[max(0, each.span.start - 40) : each.span.start]
        alone = _is_line(evidence.text, each) and each.span.start < HEAD
        stated = alone or marked.search(before) or any(line.contains(each.span) for line in lines)
        if stated or _in_dateline(evidence, each):
            return Dated(_one_day(each.shape.start, Basis.ABSOLUTE), f"the date printed: {_quoted(evidence, each)}")
    return None


def _dated_too(evidence: Evidence, day: date) -> bool:
    """True if the text also gives the day by its date: "June 3" beside "the 100th day of the war"."""
    shapes = [each.shape for each in evidence.expressions if each.until is None]
    return any(
        isinstance(s, YearlessDay) and (s.month, s.first, s.last) == (day.month, day.day, day.day) for s in shapes
    )


def _in_dateline(evidence: Evidence, each: Expression) -> bool:
    """True for the date of "ABU DHABI/KYIV, 24 August 2024 - ", "WASHINGTON, July 8 (Reuters) - "."""
    start = evidence.text.rfind("\n", 0, each.span.start) + 1
    if each.span.start > 2 * HEAD or re.search(r"[–—]|--|\s-\s", evidence.text[start : each.span.start]):
        return False
    opened = DATELINE.match(evidence.text, start, each.span.end + 60) is not None
    return opened and AFTER_DATELINE.match(evidence.text, each.span.end) is not None


def dateline_day(evidence: Evidence) -> Dated | None:
    """A day and month in the dateline, in the one year of the conflict that suits the weekdays of the text."""
    for each in evidence.expressions:
        shape = each.shape
        if not isinstance(shape, YearlessDay) or each.until is not None or each.open_end or shape.first != shape.last:
            continue
        if not _in_dateline(evidence, each):
            continue
        told = [e.shape.index for e in evidence.expressions if isinstance(e.shape, Weekday) and not e.future]
        others = [e for e in evidence.expressions if e is not each]
        floor = max((day for e in others if (day := _days(evidence, e)[0]) is not None), default=None)
        first = floor or evidence.anchor.day_one
        if first is None or not (told or floor):
            return None
        last = first.year + (1 if not told else CONFLICT_YEARS)
        listed = [_iso_day(f"{year}-{shape.month:02d}-{shape.first:02d}") for year in range(first.year, last + 1)]
        days = [day for day in listed if day is not None and day >= first]
        if days:
            day = min(days, key=lambda day: (_age(day, told), day))
            return Dated(
                _one_day(day, Basis.RELATIVE), f"the dateline’s {_quoted(evidence, each)} and the weekdays told"
            )
    return None


def ordinal_today(evidence: Evidence) -> Dated | None:
    """An ordinal day of the conflict that the text says is today's or a weekday's: "Today marks the 99th day"."""
    marks = re.compile(rf"\b(?:{_words(evidence.language)['marks_day']})\b", re.IGNORECASE)
    for each in evidence.expressions:
        if not isinstance(each.shape, OrdinalDay):
            continue
        day = resolve(each, evidence.anchor).start
        sentence = evidence.sentence(each)
        same = [other for other in evidence.expressions if evidence.sentence(other) == sentence]
        weekday = next((other.shape for other in same if isinstance(other.shape, Weekday)), None)
        today = any(isinstance(other.shape, Offset) and other.shape.first == 0 for other in same)
        if day is None or evidence.conflict is None:
            continue
        if not (marks.search(sentence) or today):
            if weekday is not None and weekday.index == day.weekday():
                day = _freshest(evidence, day)
            elif not _dated_too(evidence, day):
                continue
        agrees = (
            "" if weekday is None else ", the weekday agrees" if weekday.index == day.weekday() else ", not its weekday"
        )
        basis = f"{_quoted(evidence, each)}, day 1 being {evidence.conflict.day_one}{agrees}"
        return Dated(_one_day(day, Basis.ORDINAL_DAY), basis)
    return None


def period_end(evidence: Evidence) -> Dated | None:
    """The end of the latest reported period: "between February 24 and July 6", "as of 6 July 2022"."""
    as_of = re.compile(r"\b(?:as of|as at|as on|as of the (?:morning|evening) of)\s+$", re.IGNORECASE)
    ends: list[tuple[date, Expression]] = []
    for each in evidence.expressions:
        start, end = _days(evidence, each)
        told = as_of.search(evidence.text, max(0, each.span.start - 40), each.span.start)
        from_day_one = each.until is not None and start is not None and start == evidence.anchor.day_one
        if end is not None and (told or from_day_one):
            ends.append((end, each))
    if not ends:
        return None
    end, each = max(ends, key=lambda row: row[0])
    return Dated(_one_day(end, Basis.PUBLICATION), f"the figures run to this day: {_quoted(evidence, each)}")


def days_of_war(evidence: Evidence) -> Dated | None:
    """ "lost in 99 days": that day of the conflict, if a weekday of the text agrees."""
    day_one = evidence.anchor.day_one
    told = {each.shape.index for each in evidence.expressions if isinstance(each.shape, Weekday) and not each.future}
    for match in DAYS_OF_WAR.finditer(evidence.text):
        day = None if day_one is None else day_one + timedelta(days=int(match.group(1)) - 1)
        if day is not None and day.weekday() in told:
            return Dated(
                _one_day(day, Basis.ORDINAL_DAY), f"“{match.group()}”, day 1 being {day_one}, the weekday agrees"
            )
    return None


def landmark_week(evidence: Evidence) -> Dated | None:
    """The day that suits the weekdays of the text best, after a known happening told with its weekday."""
    for each in evidence.expressions:
        if not isinstance(each.shape, Weekday) or each.future:
            continue
        sentence = evidence.text[:LEAD] if each.span.start < LEAD else evidence.sentence(each)
        for landmark in _landmarks(evidence.language):
            if landmark.day.weekday() == each.shape.index and all(words.search(sentence) for words in landmark.words):
                day = _freshest(evidence, landmark.day)
                basis = f"{_quoted(evidence, each)} is {landmark.day} by what it tells; the other weekdays end on {day}"
                return Dated(_one_day(day, Basis.RELATIVE), basis)
    return None


def latest_date(evidence: Evidence) -> Dated | None:
    """The latest date of the text that is not looked ahead to, moved on to the latest weekday told after it."""
    days = []
    for each in evidence.expressions:
        start, end = _days(evidence, each)
        dated = isinstance(each.shape, Fixed | YearlessDay | OrdinalDay)
        single = dated and start is not None and start == end
        if single and not each.future and start is not None and start != evidence.anchor.day_one:
            days.append((start, each))
    if not days:
        return None
    floor = max(day for day, _ in days)
    for each in evidence.expressions:
        told = time_words(evidence.language).past.search(evidence.sentence(each)) is not None
        if isinstance(each.shape, YearlessDay) and told and not each.future and each.until is None:
            day = resolve(each, Anchor(floor + timedelta(days=HALF_YEAR))).start
            if day is not None and day > floor:
                days.append((day, each))
    day, each = max(days, key=lambda row: row[0])
    last = _freshest(evidence, day)
    if (last - day).days > 2:  # an old date and weekdays of some later week: only "not before" is known
        last = day
    interval = TimeInterval(last, None if last == day else last, Precision.DAYS, Basis.RELATIVE, vague=True)
    return Dated(interval, f"not before the latest date of the text: {_quoted(evidence, each)}")


FINDERS: tuple[Callable[[Evidence], Dated | None], ...] = (
    printed_date,
    ordinal_today,
    dateline_day,
    period_end,
    days_of_war,
    landmark_week,
    latest_date,
)


def _days(evidence: Evidence, each: Expression) -> tuple[date | None, date | None]:
    """First and last day of an expression as far as the text and the conflict fix them.

    A yearless date with its weekday ("Wednesday, 1st June") takes the only year of the conflict that fits.
    """
    shape = each.shape
    if isinstance(shape, YearlessDay) and shape.weekday is not None and each.until is None:
        day_one = evidence.anchor.day_one
        years = [] if day_one is None else range(day_one.year, day_one.year + CONFLICT_YEARS)
        fitting = [
            day
            for year in years
            if (day := _iso_day(f"{year}-{shape.month:02d}-{shape.first:02d}")) is not None
            and day.weekday() == shape.weekday
        ]
        return (fitting[0], fitting[0]) if len(fitting) == 1 else (None, None)
    interval = resolve(each, evidence.anchor)
    told_start = evidence.anchor.day_one if _tells_day_one(evidence) else None
    if isinstance(shape, YearlessDay) and interval.start is None and each.until is None and told_start is not None:
        # Whoever writes "since February 24" without a year writes within a year of it.
        interval = resolve(each, Anchor(told_start + timedelta(days=364)))
    return interval.start, interval.end


def _tells_day_one(evidence: Evidence) -> bool:
    """True if the text gives day 1 of the conflict as day and month, without its year."""
    day_one = evidence.anchor.day_one
    shapes = [each.shape for each in evidence.expressions]
    return day_one is not None and any(
        isinstance(shape, YearlessDay) and (shape.month, shape.first) == (day_one.month, day_one.day)
        for shape in shapes
    )


def _freshest(evidence: Evidence, earliest: date) -> date:
    """The day from `earliest` to six days on that makes the weekdays told as past the most recent in sum."""
    told = [each.shape.index for each in evidence.expressions if isinstance(each.shape, Weekday) and not each.future]
    days = [earliest + timedelta(days=ahead) for ahead in range(FRESH_DAYS + 1)]
    return min(days, key=lambda day: (_age(day, told), day))


def _age(day: date, told: Sequence[int]) -> int:
    """How far back the weekdays told lie from a day, in sum: news is about the recent past."""
    return sum((day.weekday() - index) % 7 for index in told)


def _is_line(text: str, each: Expression) -> bool:
    """True if the date is all that its line holds, but for a time of day and a few marks."""
    start = text.rfind("\n", 0, each.span.start) + 1
    end = text.find("\n", each.span.end)
    end = len(text) if end < 0 else end
    rest = text[start : each.span.start] + text[each.span.end : end]
    return len(rest.strip(" \t|,·•-–—()")) <= 20 and not re.search(r"[.!?]\s|\b(?:the|of|in|and)\b", rest)


def _quoted(evidence: Evidence, each: Expression) -> str:
    return f"“{each.span.of(evidence.text)}”"


def _one_day(day: date, basis: Basis) -> TimeInterval:
    return TimeInterval(day, day, Precision.DAY, basis)


def _iso_day(written: str) -> date | None:
    """The day of an ISO date or time; None where it is neither."""
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def _words(language: str) -> Mapping[str, Any]:
    return load_language(language)["provenance"]


@cache
def _landmarks(language: str) -> tuple[Landmark, ...]:
    rows: Sequence[Mapping[str, Any]] = load_language(language)["landmarks"]["landmarks"]
    return tuple(
        Landmark(date.fromisoformat(row["date"]), tuple(re.compile(rf"\b(?:{group})\b") for group in row["words"]))
        for row in rows
    )
