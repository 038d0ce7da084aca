"""The copies of one record held against each other, cell by cell.

Only like is compared with like: a cell that one copy has under one heading and another has to add up from several (the
General Staff counted cars and fuel tanks apart until May 2022) is `regrouped`, and its difference is no disagreement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from attribune.model import CopyValue, Number, RecordValue

__all__ = ["CellDifference", "CopiesDiff", "Stretch", "diff_copies", "stretches"]

Key = tuple[str, str, str]  # record, category, subject


@dataclass(frozen=True, slots=True)
class CellDifference:
    """A day and category on which the copies of a record differ, with what seems to have happened (None: not known)."""

    record: str
    category: str
    subject: str
    as_of: date
    values: tuple[CopyValue, ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class CopiesDiff:
    """All differences of a record's copies, and how many cells were compared."""

    compared: int
    differing: tuple[CellDifference, ...]
    regrouped_compared: int
    regrouped: tuple[CellDifference, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row on which two copies differ in one category by the same number."""

    category: str
    first: date
    last: date
    copies: tuple[str, str]
    by: Number
    cells: int


def diff_copies(values: Iterable[RecordValue]) -> CopiesDiff:
    """The differences between the copies of records, by record, category, subject and day."""
    by_series: dict[Key, dict[date, dict[str, RecordValue]]] = {}
    for value in values:
        days = by_series.setdefault((value.record, value.category, value.subject), {})
        days.setdefault(value.as_of, {})[value.copy] = value
    compared, regrouped_compared = 0, 0
    differing: list[CellDifference] = []
    regrouped: list[CellDifference] = []
    for key, days in sorted(by_series.items()):
        for day, cells in sorted(days.items()):
            if len(cells) < 2:
                continue
            is_sum = len({" + " in cell.column for cell in cells.values()}) > 1
            compared += not is_sum
            regrouped_compared += is_sum
            if len({cell.value for cell in cells.values()}) > 1:
                reason = "headings differ: one copy adds up several" if is_sum else _reason(days, day)
                copies = tuple(CopyValue(copy, cells[copy].value) for copy in sorted(cells))
                (regrouped if is_sum else differing).append(CellDifference(*key, day, copies, reason))
    return CopiesDiff(compared, tuple(differing), regrouped_compared, tuple(regrouped))


def stretches(differences: Iterable[CellDifference]) -> Iterator[Stretch]:
    """The differences between two copies as runs of days with the same gap: one slip that stood for a month is one."""
    rows = [
        (cell, one, other)
        for cell in differences
        for at, one in enumerate(cell.values)
        for other in cell.values[at + 1 :]
    ]
    rows.sort(key=lambda row: (row[0].record, row[0].category, row[1].copy, row[2].copy, row[0].as_of))
    for _, run in groupby(_numbered(rows), key=lambda row: row[0]):
        listed = [row[1] for row in run]
        cell, one, other = listed[0]
        copies = (one.copy, other.copy)
        yield Stretch(cell.category, cell.as_of, listed[-1][0].as_of, copies, _gap(one, other), len(listed))


Row = tuple[CellDifference, CopyValue, CopyValue]


def _numbered(rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
    """Every row with the number of the run that it belongs to."""
    number = 0
    before: Row | None = None
    for row in rows:
        if before is not None and not _continues(before, row):
            number += 1
        yield number, row
        before = row


def _continues(before: Row, row: Row) -> bool:
    same = (before[0].record, before[0].category, before[1].copy, before[2].copy) == (
        row[0].record,
        row[0].category,
        row[1].copy,
        row[2].copy,
    )
    near = row[0].as_of - before[0].as_of <= timedelta(days=2)
    return same and near and _gap(before[1], before[2]) == _gap(row[1], row[2])


def _gap(one: CopyValue, other: CopyValue) -> Number:
    return (other.value or 0) - (one.value or 0)


def _reason(days: Mapping[date, Mapping[str, RecordValue]], day: date) -> str | None:
    """What explains the difference: a figure carried over, taken too early, or with two digits swapped."""
    cells = days[day]
    for copy, cell in sorted(cells.items()):
        for other, right in sorted(cells.items()):
            if other == copy or right.value == cell.value:
                continue
            for away, words in ((-1, "the figure of the day before"), (1, "the figure of the day after")):
                there = days.get(day + timedelta(days=away), {}).get(other)
                if there is not None and there.value == cell.value:
                    return f"{copy} has {words}"
            if sorted(str(cell.value)) == sorted(str(right.value)):
                return f"{copy} and {other} have the same digits in another order"
    return None
