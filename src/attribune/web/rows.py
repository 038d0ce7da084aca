"""Rows on their way out: JSON columns opened, places as coarse as the server was told, cells safe for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from attribune.model import Claim, Reference
from attribune.web.settings import PlacePrecision

__all__ = ["coarse_claim", "csv_lines", "json_lines", "opened"]

Row = dict[str, Any]
_JSON_COLUMNS = frozenset({"reasons", "records"})
_GRID = 0.5  # degrees: about 55 km north to south
_GRID_KM = 55.0
_NUMERIC = re.compile(r"[-+]?\d+(\.\d+)?")


def opened(rows: Iterable[Mapping[str, Any]], precision: PlacePrecision) -> Iterator[Row]:
    """Rows as JSON has them."""
    for row in rows:
        # Numbers as they were said: 812, not 812.0. In one expression: a page of a thousand rows has 38,000 values.
        shown = {
            key: int(value) if type(value) is float and value.is_integer() else value for key, value in row.items()
        }
        for key in _JSON_COLUMNS & shown.keys():
            shown[key] = _opened(shown[key])
        yield _coarse_row(shown) if precision is PlacePrecision.REGION else shown


def coarse_claim(claim: Claim, precision: PlacePrecision) -> Claim:
    """The claim with its place as coarse as asked. The words of the report are left as they are."""
    if precision is PlacePrecision.EXACT or claim.place is None:
        return claim
    return replace(claim, place=_coarse(claim.place))


def json_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One row a line."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def csv_lines(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> Iterator[str]:
    """A heading and one row a line.

    A cell of text that a spreadsheet would run as a formula gets an apostrophe in front, as spreadsheets themselves
    write such text: reports are not ours, and one that begins with "=" must not reach into a reader's machine.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    names = list(columns)
    writer.writerow(names)
    for row in rows:
        yield _drained(buffer)
        writer.writerow([_cell(row[name]) for name in names])
    yield _drained(buffer)


def _drained(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _cell(value: object) -> object:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") and not _NUMERIC.fullmatch(value):
        return "'" + value
    return value


def _opened(value: object) -> object:
    return json.loads(value) if isinstance(value, str) else value


def _coarse_row(row: Row) -> Row:
    if "lat" in row or "place" in row:
        row = {**row, **{key: _rounded(row[key]) for key in ("lat", "lon") if key in row}}
        row |= {key: row.get("country") for key in ("place", "place_id") if key in row}
    return row


def _coarse(place: Reference) -> Reference:
    return Reference(
        id=place.country,
        name=place.country or "withheld",
        kind="region",
        country=place.country,
        lat=_rounded(place.lat),
        lon=_rounded(place.lon),
        radius_km=max(_GRID_KM, place.radius_km or 0.0),
    )


def _rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees / _GRID) * _GRID
