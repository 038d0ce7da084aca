"""A reported figure held against the claimant's own record: agrees, disagrees, copies disagree, no record.

What counts as agreement follows the words of the report:

exact         the same number.
about         the record rounds to the reported number at the digit where that number stops ("about 30,850" stops at
              the tens: 30,845 to 30,855), but never further off than 5 % ("about 30,000" is not 34,000).
at_least      the record is the number or more; more_than: more. Neither says how much more, so a record of twice the
up_to         number or above is no agreement; up_to and fewer_than the other way round, down to half.
range         the record lies within.
vague         "dozens", "hundreds": the record is at least the number and under ten times it.

A figure that agrees with no copy disagrees, even where the copies differ from each other; one that agrees with some
copies but not with others is `copies_disagree`: the report cannot be blamed for it.

A number that its words do not show to be a running total counts as one where it is as large as the record's total: the
increments of a record are far smaller. Children, women and other parts of a total are not held against the total.

A party without a record of its own is not checked, unless it is given exactly the total that another side's record has
for that day: then the figure is held against that record, and disagrees by whom it is said to be from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from attribune.model import (
    Check,
    Claim,
    ClaimKind,
    CopyValue,
    Number,
    Qualifier,
    Quantity,
    RecordValue,
    Reference,
    Status,
    Verdict,
)
from attribune.reconcile.records import RECORDS, Record, record_of
from attribune.reconcile.wording import load_wording

__all__ = ["RecordIndex", "agrees", "check", "checks", "index_records", "is_telling", "leeway", "others_figure"]

_DAILY = "-daily"  # ends the name under which a record's increments are kept: no totals
_ABOUT_AT_MOST = 0.05  # of the reported number
_TELLING = 3  # digits before the closing zeros: a shorter number may meet another by chance
_PASSING_ON = frozenset({"outlet", "agency", "media", "international_body"})  # kinds that print the figures of others
_LONG = timedelta(days=31)  # the totals of records run since the beginning of a war
_NEARLY = 0.2  # how far off the record a number may be that is to be taken for its total
Cell = tuple[str, str, str, date]  # record, category, subject, day


@dataclass(frozen=True, slots=True)
class RecordIndex:
    """Records by day, and the copies that the ledger holds of each."""

    cells: Mapping[Cell, Mapping[str, Number]]
    copies: Mapping[str, tuple[str, ...]]
    others: Mapping[tuple[str, str], Record] = field(
        default_factory=dict
    )  # imported as tables, by claimant and subject

    @property
    def records(self) -> tuple[Record, ...]:
        """Every record that the ledger holds a copy of, by name."""
        known = (record for name, record in sorted(RECORDS.items()) if name in self.copies)
        return (*known, *(table for _, table in sorted(self.others.items())))

    def record_of(self, claimant: Reference, subject: str | None) -> Record | None:
        """The record that holds a claimant's own figures about a subject: one that we know, else an imported table."""
        known = record_of(claimant, subject)
        if known is not None or subject is None:
            return known
        return next(
            (
                self.others[key]
                for key in ((claimant.id or "", subject), (claimant.name, subject))
                if key in self.others
            ),
            None,
        )


def index_records(values: Iterable[RecordValue]) -> RecordIndex:
    """An index of record cells."""
    cells: dict[Cell, dict[str, Number]] = {}
    copies: dict[str, set[str]] = {}
    others: dict[tuple[str, str], Record] = {}
    for value in values:
        cells.setdefault((value.record, value.category, value.subject, value.as_of), {})[value.copy] = value.value
        copies.setdefault(value.record, set()).add(value.copy)
        if value.record not in RECORDS and not value.record.endswith(_DAILY):
            owner = frozenset({value.claimant_id})
            table = Record(value.record, value.claimant_id, value.subject, owner, frozenset(), ())
            others.setdefault((value.claimant_id, value.subject), table)
    return RecordIndex(cells, {record: tuple(sorted(names)) for record, names in copies.items()}, others)


def checks(claims: Iterable[Claim], index: RecordIndex) -> Iterator[Check]:
    """A check for every claim that is a figure of a record's claimant."""
    for claim in claims:
        found = check(claim, index)
        if found is not None:
            yield found


def check(claim: Claim, index: RecordIndex) -> Check | None:
    """A claim held against every copy of its claimant's record; None where it is no figure of any record."""
    if not _is_figure(claim) or claim.claimant is None or claim.quantity is None or claim.category is None:
        return None
    reported = claim.quantity.value
    record = index.record_of(claim.claimant, claim.subject)
    if record is not None:
        as_of, values, basis = _on_its_day(claim, record, index)
        if not claim.cumulative and not _as_large_as_a_total(claim, values):
            return None
        verdict, found = _verdict(reported, values)
    else:
        theirs = others_figure(claim, index)
        if theirs is None:
            return None
        record, as_of, values, basis = theirs
        verdict, found = Verdict.DISAGREES, f"no figure of {claim.claimant.name}, but of the record {record.name}"
    return Check(
        claim_id=claim.id,
        document_id=claim.document_id,
        claimant=claim.claimant,
        category=claim.category,
        subject=claim.subject,
        as_of=as_of,
        reported=reported,
        records=values,
        verdict=verdict,
        reason=f"{found}; {basis}",
    )


def agrees(reported: Quantity, recorded: Number) -> bool:
    """True if a recorded number is what the words of the report allow (see the head of this module)."""
    low, best, high = reported.low, reported.best, reported.high
    if reported.vague and low is not None:
        return low <= recorded < 10 * low
    match reported.qualifier:
        case Qualifier.EXACT:
            return best is not None and recorded == best
        case Qualifier.ABOUT:
            return best is not None and abs(recorded - best) <= leeway(best)
        case Qualifier.AT_LEAST:
            return low is not None and low <= recorded < 2 * low
        case Qualifier.MORE_THAN:
            return low is not None and low < recorded < 2 * low
        case Qualifier.UP_TO:
            return high is not None and high / 2 < recorded <= high
        case Qualifier.FEWER_THAN:
            return high is not None and high / 2 < recorded < high
        case Qualifier.RANGE:
            return low is not None and high is not None and low <= recorded <= high


def leeway(number: Number) -> float:
    """Half of the place value of a number's last digit that is not zero, at most 5 % of it."""
    if number == 0 or not float(number).is_integer():
        return abs(number) * _ABOUT_AT_MOST
    step = 1
    while int(number) % (step * 10) == 0:
        step *= 10
    return min(step / 2, abs(number) * _ABOUT_AT_MOST)


def is_telling(reported: Quantity) -> bool:
    """True for a number long enough to show where it comes from: with three digits or more before its closing zeros."""
    number = reported.best if reported.qualifier in (Qualifier.EXACT, Qualifier.ABOUT) else reported.low
    if reported.vague or number is None or not float(number).is_integer():
        return False
    return len(str(int(number)).rstrip("0")) >= _TELLING


def others_figure(claim: Claim, index: RecordIndex) -> tuple[Record, date, tuple[CopyValue, ...], str] | None:
    """The record of another side that has exactly this figure, with its day; None where the claim may be its own."""
    who = claim.claimant
    if who is None or who.country is None or who.kind in _PASSING_ON or claim.status is not Status.CLAIMED:
        return None
    if claim.quantity is None or not is_telling(claim.quantity.value):
        return None
    stated = claim.quantity.value
    number = stated.best if stated.best is not None else stated.low
    for record in index.records:
        if record.subject != claim.subject or record.claimant_id.partition("-")[0].upper() == who.country:
            continue
        day, values, basis = _on_its_day(claim, record, index, Quantity(None, number, None, Qualifier.EXACT))
        if day is not None and any(copy.value == number for copy in values):
            return record, day, values, basis
    return None


def _is_figure(claim: Claim) -> bool:
    """True for a number of a category as a whole, put forward as true: the kind of figure that records hold."""
    if claim.kind is not ClaimKind.QUANTITY or claim.quantity is None or claim.quantity.value.unit is not None:
        return False
    if claim.category in (None, "other") or load_wording().part.search(claim.text) is not None:
        return False
    return claim.status in (Status.CLAIMED, Status.REPORTED_AS_FACT)


def _as_large_as_a_total(claim: Claim, values: tuple[CopyValue, ...]) -> bool:
    """True if a number that is not put as a total can be nothing else: close to the total, and not of a few days."""
    period = claim.period
    if period is not None and period.start and period.end and period.end - period.start < _LONG:
        return False
    if claim.quantity is None or not is_telling(claim.quantity.value):
        return False
    stated = claim.quantity.value
    number = stated.best if stated.best is not None else stated.low
    known = [copy.value for copy in values if copy.value]
    return number is not None and any(abs(number - total) <= _NEARLY * total for total in known)


def _on_its_day(
    claim: Claim, record: Record, index: RecordIndex, reported: Quantity | None = None
) -> tuple[date | None, tuple[CopyValue, ...], str]:
    """The day of the figure, what each copy has for it, and what the day rests on.

    Without a period, the figure is of the day of publication or, as morning reports go, of the day before: the first
    of the two on which some copy agrees is taken.
    """
    end = claim.period.end if claim.period is not None else None
    if end is not None:
        return end, _values(claim, record, end, index), "as of the end of the period given"
    published = _day(claim.published)
    if published is None or claim.quantity is None:
        return None, _values(claim, record, None, index), "no day is known"
    for days_before, basis in ((0, "as of the day of publication"), (1, "as of the day before publication")):
        day = published - timedelta(days=days_before)
        values = _values(claim, record, day, index)
        stated = reported or claim.quantity.value
        if any(value.value is not None and agrees(stated, value.value) for value in values):
            return day, values, basis
    return published, _values(claim, record, published, index), "as of the day of publication"


def _values(claim: Claim, record: Record, day: date | None, index: RecordIndex) -> tuple[CopyValue, ...]:
    found: Mapping[str, Number] = {}
    if day is not None and claim.category is not None:
        found = index.cells.get((record.name, claim.category, record.subject, day), {})
    return tuple(CopyValue(copy, found.get(copy)) for copy in index.copies.get(record.name, ()))


def _verdict(reported: Quantity, copies: tuple[CopyValue, ...]) -> tuple[Verdict, str]:
    """The verdict, and in words which copies it rests on."""
    known = [copy for copy in copies if copy.value is not None]
    if not known:
        return Verdict.NO_RECORD, "no copy of the record has a figure"
    right = [copy.copy for copy in known if copy.value is not None and agrees(reported, copy.value)]
    wrong = [copy.copy for copy in known if copy.copy not in right]
    if not wrong:
        return Verdict.AGREES, f"agrees with {_listed(right)}"
    if not right:
        return Verdict.DISAGREES, f"disagrees with {_listed(wrong)}"
    return Verdict.COPIES_DISAGREE, f"agrees with {_listed(right)}, not with {_listed(wrong)}"


def _listed(names: list[str]) -> str:
    return " and ".join(names)


def _day(published: str | None) -> date | None:
    try:
        return None if published is None else date.fromisoformat(published[:10])
    except ValueError:
        return None
