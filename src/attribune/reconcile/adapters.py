"""Further shapes of records: daily increments beside the totals, a documented CSV, polygons of control by day.

The CSV is for any series that somebody has as a table. Its first line names the columns, in any order:

    record,copy,claimant_id,category,subject,as_of,value
    oryx,site-2024-05,oryx,tank,RU,2024-05-01,2950

`record` is a name for the series, `copy` for the file, `claimant_id` an id of the catalogue (or a name), `category` a
slug, `subject` whose it is (RU, UA), `as_of` a day as 2024-05-01, `value` a whole or decimal number. A day given twice
for one series is an error: which of the two is right cannot be known.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from attribune.catalog.categories import Categories
from attribune.errors import FatalError
from attribune.model import Number, RecordValue
from attribune.reconcile.arithmetic import Bound
from attribune.reconcile.records import RECORDS, read_record

__all__ = [
    "BOUND_COLUMNS",
    "CSV_COLUMNS",
    "ControlMap",
    "daily_of",
    "read_bounds",
    "read_control_map",
    "read_csv",
    "read_daily",
]

CSV_COLUMNS = ("record", "copy", "claimant_id", "category", "subject", "as_of", "value")
BOUND_COLUMNS = ("subject", "category", "count", "as_of", "source")
_DAY_IN_NAME = re.compile(r"(20\d\d)-?(\d\d)-?(\d\d)")

Ring = tuple[tuple[float, float], ...]  # (longitude, latitude), closed or not
Polygon = tuple[Ring, ...]  # outer ring, then holes


@dataclass(frozen=True, slots=True)
class ControlMap:
    """The area that a map source draws as held by one party on one day."""

    source: str
    holder: str
    as_of: date
    polygons: tuple[Polygon, ...]

    def holds(self, lat: float, lon: float) -> bool:
        """True if the point lies in the area drawn."""
        return any(_in_polygon(lon, lat, polygon) for polygon in self.polygons)


def daily_of(record: str) -> str:
    """The name under which a record's daily increments are kept: never in the place of its totals."""
    return f"{record}-daily"


def read_daily(record: str, source: str, text: str, categories: Categories) -> tuple[RecordValue, ...]:
    """The daily increments in a file of a record that prints them beside its totals; none where it does not."""
    copy = read_record(record, source, text, categories).copy  # checks the file as a whole
    spec = RECORDS[record]
    layout = next(layout for layout in spec.copies if layout.copy == copy)
    found: dict[tuple[str, date], RecordValue] = {}
    for row in json.loads(text):
        day = date.fromisoformat(str(row[layout.day])[:10])
        for name, value in row.items():
            column = categories.column(copy, name, day)
            if column is None or column.cumulative or value is None:
                continue
            cell = RecordValue(
                daily_of(record), copy, spec.claimant_id, column.category, spec.subject, day, value, name
            )
            found[column.category, day] = cell
    return tuple(found.values())


def read_csv(source: str, text: str, categories: Categories) -> tuple[RecordValue, ...]:
    """The cells of a CSV as described above; FatalError names the line and what is wrong with it."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    missing = [column for column in CSV_COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise FatalError(
            f"{source} lacks the columns {', '.join(missing)}", f"its first line is {','.join(CSV_COLUMNS)}"
        )
    found: dict[tuple[str, ...], RecordValue] = {}
    for row in rows:
        where = f"{source}, line {rows.line_num}"
        value = _cell(row, where, categories)
        key = (value.record, value.copy, value.category, value.subject, value.as_of.isoformat())
        if key in found:
            raise FatalError(f"{where}: this day of the series is given twice", "keep the line that is right")
        found[key] = value
    return tuple(found.values())


def read_bounds(source: str, text: str, categories: Categories) -> tuple[Bound, ...]:
    """How many there were, from a CSV with the columns of BOUND_COLUMNS; FatalError names the line that is wrong."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    missing = [column for column in BOUND_COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        first = ",".join(BOUND_COLUMNS)
        raise FatalError(f"{source} lacks the columns {', '.join(missing)}", f"its first line is {first}")
    return tuple(_bound(row, f"{source}, line {rows.line_num}", categories) for row in rows)


def _bound(row: Mapping[str, str | None], where: str, categories: Categories) -> Bound:
    values = {column: (row[column] or "").strip() for column in BOUND_COLUMNS}
    if categories.get(values["category"]) is None:
        raise FatalError(f"{where}: no category {values['category']!r}", "see docs/catalogue.md for the list")
    try:
        day, count = date.fromisoformat(values["as_of"]), int(values["count"].replace(",", ""))
    except ValueError as error:
        raise FatalError(f"{where}: {error}", "write days as 2022-02-24 and counts as 3417") from error
    return Bound(values["subject"], values["category"], count, day, values["source"])


def read_control_map(source: str, text: str, *, holder: str, as_of: date | None = None) -> ControlMap:
    """The polygons of a GeoJSON file as one day's area of control.

    The day is `as_of`, else the one in the collection's or file's name ("…_20240810"); FatalError where there is none.
    """
    try:
        data = json.loads(text)
        features = data["features"]
    except (ValueError, KeyError, TypeError) as error:
        raise FatalError(f"{source} is no GeoJSON collection", "give the map as its source publishes it") from error
    name = str(data.get("name") or source)
    day = as_of if as_of is not None else _day_in(name) or _day_in(source)
    if day is None:
        raise FatalError(
            f"{source} does not say which day it is of", "put the day into its name: map-2024-08-10.geojson"
        )
    polygons = tuple(polygon for feature in features for polygon in _polygons(feature.get("geometry") or {}))
    if not polygons:
        raise FatalError(f"{source} draws no area", "give a file with polygons")
    return ControlMap(_DAY_IN_NAME.sub("", name).strip("_- ") or name, holder, day, polygons)


def _cell(row: Mapping[str, str | None], where: str, categories: Categories) -> RecordValue:
    values = {column: (row[column] or "").strip() for column in CSV_COLUMNS}
    empty = [column for column, value in values.items() if not value]
    if empty:
        raise FatalError(f"{where}: {', '.join(empty)} is empty", "leave out lines without a figure")
    if categories.get(values["category"]) is None:
        raise FatalError(f"{where}: no category {values['category']!r}", "see docs/catalogue.md for the list")
    try:
        day = date.fromisoformat(values["as_of"])
        number = float(values["value"].replace(",", ""))
    except ValueError as error:
        raise FatalError(f"{where}: {error}", "write days as 2024-05-01 and numbers as 2950") from error
    value: Number = int(number) if number.is_integer() else number
    return RecordValue(
        record=values["record"],
        copy=values["copy"],
        claimant_id=values["claimant_id"],
        category=values["category"],
        subject=values["subject"],
        as_of=day,
        value=value,
        column="value",
    )


def _polygons(geometry: Mapping[str, Any]) -> Iterator[Polygon]:
    if geometry.get("type") == "Polygon":
        yield _polygon(geometry["coordinates"])
    elif geometry.get("type") == "MultiPolygon":
        for rings in geometry["coordinates"]:
            yield _polygon(rings)
    elif geometry.get("type") == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _polygons(part)


def _polygon(rings: Sequence[Sequence[Sequence[float]]]) -> Polygon:
    return tuple(tuple((float(point[0]), float(point[1])) for point in ring) for ring in rings)


def _in_polygon(x: float, y: float, polygon: Polygon) -> bool:
    """Even-odd rule over all rings: a hole counts once more, so its inside is outside."""
    inside = False
    for ring in polygon:
        previous = ring[-1]
        for point in ring:
            (x1, y1), (x2, y2) = previous, point
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
            previous = point
    return inside


def _day_in(name: str) -> date | None:
    match = _DAY_IN_NAME.search(name)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
