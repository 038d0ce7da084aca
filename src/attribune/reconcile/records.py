"""Claimants' own series in the formats that compilations publish them in: parsed files to `RecordValue` cells.

A compilation is a copy of a record, made by somebody else; copies are kept apart and never merged. Only cumulative
columns with a category of ours are read: the crosswalk (column, category, days) is data in `resources`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from attribune.catalog.categories import Categories, Column
from attribune.errors import FatalError
from attribune.model import Number, RecordValue, Reference

__all__ = ["RECORDS", "Parsed", "Record", "read_record", "record_of"]

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Copy:
    """One file layout of one copy: the columns that tell it, where its rows have their day, what it does not hold."""

    copy: str
    signature: frozenset[str]
    day: str
    note: str | None = None  # why rows of this layout are not read, for layouts that are known but hold no figures


@dataclass(frozen=True, slots=True)
class Record:
    """A series that a claimant publishes: whose claims it speaks for, and whom its figures are about.

    `claimants` and `names` are ids and canonical names of all parties whose figures are this claimant's own: the
    General Staff's daily list is what "the Ukrainian military" reports.
    """

    name: str
    claimant_id: str
    subject: str
    claimants: frozenset[str]
    names: frozenset[str]
    copies: tuple[Copy, ...]


RECORDS: dict[str, Record] = {
    "general-staff": Record(
        name="general-staff",
        claimant_id="ua-general-staff",
        subject="RU",
        claimants=frozenset({"ua-general-staff", "ua-forces"}),
        names=frozenset({"General Staff of the Armed Forces of Ukraine", "Armed Forces of Ukraine"}),
        copies=(
            Copy(
                "petroivaniuk",
                frozenset({"date", "personnel", "APC", "field artillery"}),
                "date",
                "corrections that the cumulative series already contains",
            ),
            Copy("petroivaniuk", frozenset({"date", "APC", "field artillery"}), "date"),
            Copy("petroivaniuk", frozenset({"date", "personnel", "personnel*"}), "date"),
            Copy("orc", frozenset({"date", "sourceUri", "afvs", "rocketSystems"}), "date"),
        ),
    ),
    "gaza-health-ministry": Record(
        name="gaza-health-ministry",
        claimant_id="ps-gaza-health-ministry",
        subject="PS",
        claimants=frozenset({"ps-gaza-health-ministry", "ps-health-ministry"}),
        names=frozenset({"Ministry of Health in Gaza", "Gaza Health Ministry", "Ministry of Health of Palestine"}),
        copies=(Copy("tech4palestine", frozenset({"report_date", "killed_cum", "injured_cum"}), "report_date"),),
    ),
}
"""Records that can be imported, by name. The first layout that fits a file is taken: the narrowest stands first."""


def record_of(claimant: Reference, subject: str | None) -> Record | None:
    """The record that a claimant publishes about a subject."""
    for record in RECORDS.values():
        theirs = claimant.id in record.claimants or claimant.name in record.names
        if theirs and subject == record.subject:
            return record
    return None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file gave: the copy it is of, its cells, and a note where there is something to know about it."""

    copy: str
    values: tuple[RecordValue, ...]
    note: str | None = None


def read_record(record: str, source: str, text: str, categories: Categories) -> Parsed:
    """The cells of one file of a record. `source` names the file in errors; FatalError says what is wrong with it."""
    spec = RECORDS.get(record)
    if spec is None:
        raise FatalError(f"no record {record!r}", f"choose one of {', '.join(RECORDS)}")
    rows = _rows(source, text)
    columns = frozenset(column for row in rows for column in row)
    layout = next((copy for copy in spec.copies if copy.signature <= columns), None)
    if layout is None:
        raise FatalError(
            f"{source} is in no layout known for {record}",
            f"give a file of one of its copies: {', '.join(dict.fromkeys(copy.copy for copy in spec.copies))}",
        )
    if layout.note is not None:
        return Parsed(layout.copy, (), layout.note)
    values: dict[tuple[str, date], RecordValue] = {}
    for at, row in enumerate(rows, start=1):
        for value in _cells(spec, layout, row, f"{source}, row {at}", categories):
            values[(value.category, value.as_of)] = value  # a day given twice: compilations append what they correct
    return Parsed(layout.copy, tuple(values.values()))


def _rows(source: str, text: str) -> Rows:
    try:
        rows = json.loads(text)
    except ValueError as error:
        raise FatalError(f"{source} is not JSON ({error})", "give the file as the compilation publishes it") from error
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise FatalError(f"{source} is not a list of days", "give the file as the compilation publishes it")
    return rows


def _cells(
    spec: Record, layout: Copy, row: Mapping[str, Any], where: str, categories: Categories
) -> Iterator[RecordValue]:
    """The cells of one day whose column had a category of ours on that day."""
    day = _day(row.get(layout.day), where)
    parts_of_day: dict[str, list[Column]] = {}
    for name in row:
        column = categories.column(layout.copy, name, day)
        if column is not None and column.cumulative and column.category != "other":
            parts_of_day.setdefault(column.category, []).append(column)
    for category, columns in parts_of_day.items():
        numbers = [(column.column, _number(row[column.column], f"{where}, {column.column}")) for column in columns]
        known = [(name, number) for name, number in numbers if number is not None]
        if len(known) < len(numbers) or not known:
            continue  # no figure, or only a part of a sum: no figure of that day
        total = sum(number for _, number in known)
        source = " + ".join(name for name, _ in known)
        yield RecordValue(spec.name, layout.copy, spec.claimant_id, category, spec.subject, day, total, source)


def _day(value: object, where: str) -> date:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise FatalError(f"{where}: {value!r} is no day", "correct it, or fetch the file again") from error


def _number(value: object, where: str) -> Number | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FatalError(f"{where}: {value!r} is no number", "correct it, or fetch the file again")
    return value
