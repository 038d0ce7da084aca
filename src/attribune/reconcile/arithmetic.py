"""Arithmetic that figures must obey: totals that do not fall, increments that add up, parts that make their sum.

What breaks a rule is listed with its numbers; nothing is corrected. A total may fall for a good reason (a recount), so
a fall is a remark about a series and never a verdict on a claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from attribune.model import Claim, ClaimKind, Number, Qualifier, RecordValue, Series, SeriesPoint, Span
from attribune.reconcile.compare import bounds
from attribune.reconcile.passages import sentences
from attribune.reconcile.scope import identity
from attribune.reconcile.wording import Wording

__all__ = [
    "Bound",
    "Excess",
    "Fall",
    "Increment",
    "Mismatch",
    "Sum",
    "beyond",
    "falls",
    "increments",
    "mismatches",
    "record_falls",
    "sums",
]


@dataclass(frozen=True, slots=True)
class Fall:
    """A running total that is lower than one reported for an earlier day, as far as its words bind it."""

    category: str
    before: SeriesPoint
    after: SeriesPoint


@dataclass(frozen=True, slots=True)
class Increment:
    """What a series grew by between two reports; None where their words do not fix a number."""

    since: SeriesPoint
    until: SeriesPoint
    by: Number | None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A day of a record on which the total before and the day's increment do not make the day's total."""

    record: str
    copy: str
    category: str
    as_of: date
    since: date
    before: Number
    daily: Number
    total: Number

    @property
    def off(self) -> Number:
        """By how much the total is more than the two make."""
        return self.total - self.before - self.daily


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and the parts that its sentence gives; `holds` if they can add up as far as their words bind them."""

    total: Claim
    parts: tuple[Claim, ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class Bound:
    """How many of a category somebody has or had at most, and where that is from."""

    subject: str
    category: str
    count: Number
    as_of: date
    source: str


@dataclass(frozen=True, slots=True)
class Excess:
    """A claimed loss of more than there was."""

    claim: Claim
    bound: Bound


def falls(series: Series) -> Iterator[Fall]:
    """Points of a series that cannot be right together with an earlier one, if totals only grow."""
    highest: SeriesPoint | None = None
    for point in series.points:
        span = bounds(point.quantity)
        if span is None:
            continue
        floor = bounds(highest.quantity) if highest is not None else None
        if highest is not None and floor is not None and highest.as_of < point.as_of and span[1] < floor[0]:
            yield Fall(series.category, highest, point)
        elif floor is None or span[0] > floor[0]:
            highest = point


def increments(series: Series) -> tuple[Increment, ...]:
    """Growth from each reported day to the next; several reports of one day count as its last."""
    by_day = {point.as_of: point for point in series.points}
    ordered = [by_day[day] for day in sorted(by_day)]
    return tuple(Increment(one, other, _growth(one, other)) for one, other in pairwise(ordered))


def record_falls(values: Iterable[RecordValue]) -> Iterator[tuple[RecordValue, RecordValue]]:
    """Cells of records' copies that are lower than the cell of the day before them."""
    for one, other in _in_a_row(values):
        if other.value < one.value:
            yield one, other


def mismatches(totals: Iterable[RecordValue], daily: Iterable[RecordValue]) -> Iterator[Mismatch]:
    """Days on which total before + increment of the day ≠ total; days without one of the three are not judged."""
    grown = {(cell.copy, cell.category, cell.subject, cell.as_of): cell.value for cell in daily}
    for one, other in _in_a_row(totals):
        by = grown.get((other.copy, other.category, other.subject, other.as_of))
        if by is not None and one.value + by != other.value:
            where = (other.record, other.copy, other.category)
            yield Mismatch(*where, other.as_of, one.as_of, one.value, by, other.value)


def sums(text: str, claims: Sequence[Claim], words: Wording) -> Iterator[Sum]:
    """Totals with their parts in one sentence: "5 killed in A and 3 in B, 8 in all".

    A figure is a total if a word for it stands beside the figure, or if it is the sum of all others of its kind; parts
    are the other figures of the same category and subject. Without such a word nothing is said to be wrong.
    """
    figures = [claim for claim in claims if claim.kind is ClaimKind.QUANTITY and claim.quantity is not None]
    for sentence in sentences(text):
        here = [claim for claim in figures if sentence.contains(claim.spans[0])]
        for group in _groups(here):
            if len(group) < 3:
                continue
            marked = [claim for claim in group if _is_total(text, claim.spans[0], sentence, words)]
            for total in marked if len(marked) == 1 else ():
                parts = tuple(claim for claim in group if claim is not total)
                yield Sum(total, parts, _adds_up(total, parts))


def beyond(claims: Iterable[Claim], limits: Sequence[Bound]) -> Iterator[Excess]:
    """Cumulative figures that are surely more than their subject had."""
    for claim in claims:
        if claim.quantity is None or not claim.cumulative:
            continue
        stated = bounds(claim.quantity.value)
        for bound in limits:
            same = (claim.subject, claim.category) == (bound.subject, bound.category)
            if same and stated is not None and stated[0] > bound.count:
                yield Excess(claim, bound)


def _in_a_row(values: Iterable[RecordValue]) -> Iterator[tuple[RecordValue, RecordValue]]:
    """Neighbouring days of each copy's series."""
    ordered = sorted(values, key=lambda cell: (cell.record, cell.copy, cell.category, cell.subject, cell.as_of))
    for one, other in pairwise(ordered):
        same = (one.record, one.copy, one.category, one.subject) == (
            other.record,
            other.copy,
            other.category,
            other.subject,
        )
        if same and " + " not in other.column and (" + " in one.column) == (" + " in other.column):
            yield one, other


def _growth(one: SeriesPoint, other: SeriesPoint) -> Number | None:
    fixed = (Qualifier.EXACT, Qualifier.ABOUT)
    stated = one.quantity.qualifier in fixed and other.quantity.qualifier in fixed
    if not stated or one.quantity.best is None or other.quantity.best is None:
        return None
    return other.quantity.best - one.quantity.best


def _groups(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Figures that may add up: one claimant, category, subject and unit."""
    found: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        if claim.quantity is not None and claim.category not in (None, "other"):
            who = identity(claim.claimant) if claim.claimant is not None else None
            found.setdefault((who, claim.category, claim.subject, claim.quantity.value.unit), []).append(claim)
    yield from found.values()


def _is_total(text: str, figure: Span, sentence: Span, words: Wording) -> bool:
    """True if a word for a total stands right before or after the figure, with no other number between."""
    before = text[max(sentence.start, figure.start - 24) : figure.start]
    after = text[figure.end : min(sentence.end, figure.end + 24)].split(",")[0]
    return any(
        words.total.search(part) is not None and not any(letter.isdigit() for letter in part)
        for part in (before.split(",")[-1], after)
    )


def _adds_up(total: Claim, parts: Sequence[Claim]) -> bool:
    ranges = [bounds(part.quantity.value) for part in parts if part.quantity is not None]
    whole = bounds(total.quantity.value) if total.quantity is not None else None
    known = [found for found in ranges if found is not None]
    if whole is None or len(known) < len(parts):
        return True  # what is not known is not wrong
    return sum(low for low, _ in known) <= whole[1] and whole[0] <= sum(high for _, high in known)
