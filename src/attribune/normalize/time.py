"""The times of a document: `find_times`, and how a time is put on the day that the text was speaking of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from attribune.catalog import Catalog
from attribune.model import Document, DocumentFacts, Mentions, Precision, Slot, Span, TimeInterval, TimeReading
from attribune.normalize.conflict import document_conflict
from attribune.normalize.time_resolve import Anchor, resolve
from attribune.normalize.time_scan import scan_times
from attribune.normalize.time_shape import DayPart, Expression, FromContext, Reach, YearlessDay

__all__ = ["find_times"]

HALF_YEAR = 183  # where publication is only "not before", a yearless date lies within so many days of that
SINGLE_DAY = {Precision.DAY, Precision.PART_OF_DAY, Precision.MINUTE}


def find_times(
    document: Document, mentions: Mentions, facts: DocumentFacts, catalog: Catalog
) -> tuple[TimeReading, ...]:
    """Every time expression outside boilerplate with its interval, in text order.

    Relative ones rest on `facts.published`; where that is unknown both their ends are None.
    """
    conflict = document_conflict(document.text, catalog, facts.published)
    day_one = None if conflict is None else conflict.day_one
    found: list[TimeReading] = []
    for expression in scan_times(document.text, document.language or "en"):
        if document.is_boilerplate(expression.span):
            continue
        context = _context(expression, found, mentions, facts.published)
        anchor = Anchor(None, context, day_one, () if day_one is None else (day_one,))
        interval = resolve_published(expression, anchor, facts.published)
        found.append(TimeReading(Slot(interval, expression.span.of(document.text), expression.span)))
    return tuple(found)


def resolve_published(expression: Expression, anchor: Anchor, published: TimeInterval | None) -> TimeInterval:
    """The interval of an expression where publication may itself be an interval.

    A day known only within bounds gives what both bounds agree on, else the interval that covers both, marked vague.
    """
    if published is not None and published.start is not None and published.end is None:
        dated = isinstance(expression.shape, YearlessDay)
        return resolve(
            expression, replace(anchor, published=published.start + timedelta(days=HALF_YEAR) if dated else None)
        )
    first = None if published is None else published.start
    last = first if published is None or published.end is None else published.end
    early = resolve(expression, replace(anchor, published=first))
    if first == last or expression.open_end:
        return early
    late = resolve(expression, replace(anchor, published=last))
    if early.start is None or early.end is None or late.start is None or late.end is None:
        return early
    agreed = (early.start, early.end) == (late.start, late.end)
    start, end = min(early.start, late.start), max(early.end, late.end)
    return early if agreed else replace(early, start=start, end=end, vague=True)


def _context(
    expression: Expression, found: Sequence[TimeReading], mentions: Mentions, published: TimeInterval | None
) -> date | None:
    """The day that the text speaks of where the expression stands; None for expressions that need none."""
    if isinstance(expression.shape, DayPart):
        days = [day for reading in found if (day := _day(reading)) is not None]
        limit = None if published is None else published.end or published.start
        return max((day for day in days if limit is None or day <= limit), default=None)
    if isinstance(expression.shape, FromContext):
        near = expression.shape.first != expression.shape.last  # "overnight"; "the same day" looks back further
        within = _holding(mentions.sentences if near else mentions.paragraphs, expression.span.start)
        return _last_day(found, within) if near else _last_day(found, within) or _last_day(found, None)
    if isinstance(expression.shape, Reach) and expression.shape.from_context:
        within = _holding(mentions.paragraphs, expression.span.start)
        return _last_day(found, within) or _last_day(found, None)
    return None


def _last_day(found: Sequence[TimeReading], within: Span | None) -> date | None:
    """The day named last inside `within`, or anywhere before where that is None."""
    for reading in reversed(found):
        if within is not None and reading.value.span.start < within.start:
            return None
        day = _day(reading)
        if day is not None:
            return day
    return None


def _day(reading: TimeReading) -> date | None:
    """The day of a reading that means one day; the first of an interval that is still open."""
    value = reading.value.value
    if value.precision not in SINGLE_DAY or value.start is None:
        return None
    return value.start if value.end in (value.start, None) else None


def _holding(spans: Sequence[Span], position: int) -> Span | None:
    """The span that holds a position, of spans in order."""
    at = bisect_right([span.start for span in spans], position) - 1
    return spans[at] if at >= 0 and position < spans[at].end else None
