"""Why a reported figure disagrees with the record: the first cause that explains it, and since when it was wrong.

A cause is a function whose docstring is the reason shown. They are tried in order, the one that needs least to have
gone wrong first: a figure one day old before a slip of the keyboard, a slip before a figure from another month. Where
two causes explain a figure equally, that is the honest order; where none does, the answer is None and not a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from attribune.model import Check, Number, Qualifier, Quantity, Verdict
from attribune.reconcile.check import RecordIndex, agrees, is_telling, leeway

__all__ = ["CAUSES", "Cause", "CauseKind", "cause", "outdated_since"]

_DAYS_AROUND = 90  # how far from its day a figure is looked for
_SMALL = 100  # numbers below stand in many columns and on many days: no evidence of where they came from
_ABOUT_STRETCHED = 0.05
_ORDER = (
    "personnel tank armoured_vehicle artillery mlrs air_defence fixed_wing_aircraft helicopter uav cruise_missile "
    "vessel submarine vehicle special_equipment killed injured"
).split()  # as the daily lists print them: what stands next to what


class CauseKind(StrEnum):
    """What went wrong with a figure."""

    YESTERDAY = "figure of the day before"
    TOMORROW = "figure of the day after"
    ROUNDED = "rounded without saying so"
    ABOUT = "“about” stretched too far"
    SWAPPED = "digits swapped"
    CATEGORY = "figure of another category"
    OTHER_DAY = "figure of another day"
    DIGIT = "one digit wrong"
    CLAIMANT = "figure of another claimant"


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause in words, with where the figure is right: the day, category and copy that have it."""

    kind: CauseKind
    reason: str
    day: date | None = None
    category: str | None = None
    copies: tuple[str, ...] = ()
    since: date | None = None  # from when on the figure was outdated


@dataclass(frozen=True, slots=True)
class _Case:
    """A figure that disagrees, with the record it is held against."""

    reported: Quantity
    record: str
    category: str
    subject: str
    day: date
    index: RecordIndex

    @property
    def number(self) -> Number | None:
        """The number as printed."""
        stated = (self.reported.best, self.reported.low, self.reported.high)
        return next((number for number in stated if number is not None), None)

    def on(self, day: date, category: str | None = None) -> Mapping[str, Number]:
        """The copies' figures of a day."""
        return self.index.cells.get((self.record, category or self.category, self.subject, day), {})

    def agreeing(self, day: date, category: str | None = None) -> tuple[str, ...]:
        """The copies that have the reported figure on a day."""
        return tuple(sorted(copy for copy, value in self.on(day, category).items() if agrees(self.reported, value)))


def cause(check: Check, index: RecordIndex) -> Cause | None:
    """Why a figure disagrees with its record; None where it does not disagree, or nothing explains it."""
    if check.verdict is not Verdict.DISAGREES or check.as_of is None or check.subject is None:
        return None
    record = index.record_of(check.claimant, check.subject)
    name = record.name if record is not None else ""
    case = _Case(check.reported, name, check.category, check.subject, check.as_of, index)
    for find in CAUSES.values():
        found = find(case)
        if found is not None:
            return found
    return None


def outdated_since(check: Check, index: RecordIndex) -> date | None:
    """The first day on which the record had moved past the reported figure; None where it never had that figure."""
    found = cause(check, index)
    return found.since if found is not None else None


def _day_before(case: _Case) -> Cause | None:
    """the record has this figure for the day before"""
    return _of_day(case, case.day - timedelta(days=1), CauseKind.YESTERDAY)


def _day_after(case: _Case) -> Cause | None:
    """the record has this figure for the day after"""
    return _of_day(case, case.day + timedelta(days=1), CauseKind.TOMORROW)


def _rounded(case: _Case) -> Cause | None:
    """an exact number that is the record's rounded one"""
    number = case.reported.best
    if case.reported.qualifier is not Qualifier.EXACT or not isinstance(number, int) or number < 10 or number % 10:
        return None
    about = replace(case.reported, qualifier=Qualifier.ABOUT)
    copies = tuple(sorted(copy for copy, value in case.on(case.day).items() if agrees(about, value)))
    return _found(CauseKind.ROUNDED, case, case.day, copies) if copies else None


def _about(case: _Case) -> Cause | None:
    """an “about” that is further from the record than its last digit allows"""
    number = case.reported.best
    if case.reported.qualifier is not Qualifier.ABOUT or number is None or case.reported.vague:
        return None
    allowed = max(abs(number) * _ABOUT_STRETCHED, leeway(number))
    copies = tuple(sorted(copy for copy, value in case.on(case.day).items() if abs(value - number) <= allowed))
    return _found(CauseKind.ABOUT, case, case.day, copies) if copies else None


def _another_claimant(case: _Case) -> Cause | None:
    """the record of another claimant has exactly this figure for that day"""
    number = case.number
    if number is None or not is_telling(case.reported):
        return None
    for record in case.index.records:
        theirs = replace(case, record=record.name, reported=Quantity(None, number, None, Qualifier.EXACT))
        copies = theirs.agreeing(case.day) if record.name != case.record and record.subject == case.subject else ()
        if copies:
            return _found(CauseKind.CLAIMANT, theirs, case.day, copies)
    return None


def _swapped(case: _Case) -> Cause | None:
    """two neighbouring digits of the record's figure changed places"""
    return _slip(case, CauseKind.SWAPPED, _is_swap)


def _one_digit(case: _Case) -> Cause | None:
    """one digit of the record's figure is another one, missing, or printed twice"""
    return _slip(case, CauseKind.DIGIT, _is_one_digit_off)


def _other_category(case: _Case) -> Cause | None:
    """the record has this figure for that day in another category"""
    number = case.number
    if number is None or case.reported.qualifier is not Qualifier.EXACT:
        return None
    for category in _neighbours(case):
        near = abs(_place(category) - _place(case.category)) == 1
        copies = case.agreeing(case.day, category)
        if copies and (near or number >= _SMALL):
            return _found(CauseKind.CATEGORY, case, case.day, copies, category)
    return None


def _another_day(case: _Case) -> Cause | None:
    """the record has this figure for another day"""
    if case.number is None or case.number < _SMALL:
        return None
    if case.reported.qualifier is Qualifier.ABOUT and case.reported.best is not None:
        # Within the leeway of "about" some day nearly always fits: only the very figure shows where it came from.
        case = replace(case, reported=replace(case.reported, qualifier=Qualifier.EXACT))
    for apart in range(2, _DAYS_AROUND + 1):
        for day in (case.day - timedelta(days=apart), case.day + timedelta(days=apart)):
            found = _of_day(case, day, CauseKind.OTHER_DAY)
            if found is not None:
                return found
    return None


Find = Callable[[_Case], Cause | None]
CAUSES: dict[CauseKind, Find] = {
    CauseKind.YESTERDAY: _day_before,
    CauseKind.TOMORROW: _day_after,
    CauseKind.CLAIMANT: _another_claimant,
    CauseKind.ROUNDED: _rounded,
    CauseKind.SWAPPED: _swapped,
    CauseKind.CATEGORY: _other_category,
    CauseKind.OTHER_DAY: _another_day,
    CauseKind.ABOUT: _about,
    CauseKind.DIGIT: _one_digit,
}
"""Every cause, in the order in which they are tried."""


def _of_day(case: _Case, day: date, kind: CauseKind) -> Cause | None:
    """A cause where the figure is right on another day, and from when on it no longer was."""
    copies = case.agreeing(day)
    if not copies:
        return None
    since = None
    if day < case.day:
        later = (day + timedelta(days=after) for after in range(1, (case.day - day).days + 1))
        since = next((each for each in later if case.on(each) and not case.agreeing(each)), None)
    return _found(kind, case, day, copies, since=since)


def _found(
    kind: CauseKind,
    case: _Case,
    day: date,
    copies: tuple[str, ...],
    category: str | None = None,
    since: date | None = None,
) -> Cause:
    where = f"{category.replace('_', ' ')}, {day}" if category is not None else str(day)
    where = f"{case.record}, {where}" if kind is CauseKind.CLAIMANT else where
    had = ", ".join(f"{copy} {value:,}" for copy, value in sorted(case.on(day, category).items()) if copy in copies)
    said = (CAUSES[kind].__doc__ or kind.value).strip()
    outdated = f"; outdated since {since}" if since is not None else ""
    return Cause(kind, f"{said} ({where}: {had}){outdated}", day, category or case.category, copies, since)


def _slip(case: _Case, kind: CauseKind, is_slip: Callable[[str, str], bool]) -> Cause | None:
    number = case.number
    if number is None or number < 10 or case.reported.vague:
        return None
    copies = tuple(sorted(copy for copy, value in case.on(case.day).items() if is_slip(str(number), str(value))))
    return _found(kind, case, case.day, copies) if copies else None


def _is_swap(printed: str, recorded: str) -> bool:
    if len(printed) != len(recorded):
        return False
    off = [at for at, (one, other) in enumerate(zip(printed, recorded, strict=True)) if one != other]
    if len(off) != 2 or off[1] != off[0] + 1:
        return False
    return (printed[off[0]], printed[off[1]]) == (recorded[off[1]], recorded[off[0]])


def _is_one_digit_off(printed: str, recorded: str) -> bool:
    """Another digit in one place, or one too few or too many; of numbers long enough to tell it from a new figure."""
    if min(len(printed), len(recorded)) < 3:
        return False
    if len(printed) == len(recorded):
        return sum(one != other for one, other in zip(printed, recorded, strict=True)) == 1
    longer, shorter = sorted((printed, recorded), key=len, reverse=True)
    return len(longer) == len(shorter) + 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )


def _neighbours(case: _Case) -> Iterator[str]:
    """The other categories, those that the list prints next to this one first."""
    here = _place(case.category)
    yield from sorted((slug for slug in _ORDER if slug != case.category), key=lambda slug: abs(_place(slug) - here))


def _place(category: str) -> int:
    return _ORDER.index(category) if category in _ORDER else len(_ORDER)
