"""Tests of copies_diff.py, adapters.py: copies of records against each other, and other shapes of records."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from attribune.catalog import load_catalog
from attribune.errors import FatalError
from attribune.model import RecordValue
from attribune.reconcile import read_record
from attribune.reconcile.adapters import CSV_COLUMNS, read_control_map, read_csv, read_daily
from attribune.reconcile.arithmetic import mismatches, record_falls
from attribune.reconcile.copies_diff import diff_copies, stretches
from tests.store.builders import make_record

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
CATEGORIES = load_catalog().categories
present = pytest.mark.skipif(not DATA.is_dir(), reason="the public compilations are not on this machine")


def days(copy: str, values: list[int], category: str = "tank") -> list[RecordValue]:
    return [make_record(copy, category, f"2022-07-{day:02}", value) for day, value in enumerate(values, 1)]


def test_difference_names_the_copies_and_what_seems_to_have_happened() -> None:
    found = diff_copies([*days("a", [10, 20, 30, 451]), *days("b", [10, 20, 20, 415])])
    assert found.compared == 4
    assert [(cell.as_of.day, cell.reason) for cell in found.differing] == [
        (3, "b has the figure of the day before"),
        (4, "a and b have the same digits in another order"),
    ]
    assert [(copy.copy, copy.value) for copy in found.differing[0].values] == [("a", 30), ("b", 20)]


def test_difference_when_one_copy_adds_up_headings_is_no_disagreement() -> None:
    parts = [replace(cell, column="cars + tanks") for cell in days("a", [10, 20])]
    found = diff_copies([*parts, *days("b", [10, 25])])
    assert (found.compared, found.differing, found.regrouped_compared, len(found.regrouped)) == (0, (), 2, 1)


def test_days_that_only_one_copy_has_are_not_compared() -> None:
    assert diff_copies(days("a", [1, 2, 3])).compared == 0


def test_stretches_join_days_with_the_same_gap() -> None:
    found = diff_copies([*days("a", [10, 11, 12, 13, 14]), *days("b", [10, 12, 13, 13, 17])])
    assert [(run.first.day, run.last.day, run.by, run.cells) for run in stretches(found.differing)] == [
        (2, 3, 1, 2),
        (5, 5, 3, 1),
    ]


@present
def test_the_two_compilations_of_the_general_staff_differ_in_114_cells() -> None:
    values: list[RecordValue] = []
    for name in ("russia_losses_equipment.json", "russia_losses_personnel.json", "orc-losses.json"):
        values += read_record("general-staff", name, (DATA / "records" / name).read_text("utf-8"), CATEGORIES).values
    found = diff_copies(values)
    assert len(found.differing) == 114
    submarines = [value for value in values if value.category == "submarine"]
    without = diff_copies(value for value in values if value.category != "submarine")
    assert submarines
    assert (without.compared, len(without.differing)) == (18_470, 114)
    assert all(cell.category == "vehicle" and cell.as_of < date(2022, 5, 1) for cell in found.regrouped)
    artillery = next(c for c in found.differing if c.category == "artillery" and c.as_of == date(2022, 7, 6))
    assert {copy.copy: copy.value for copy in artillery.values} == {"orc": 812, "petroivaniuk": 806}
    assert artillery.reason == "petroivaniuk has the figure of the day before"
    assert sum(run.cells for run in stretches(found.differing)) == 114


@present
def test_the_nine_inconsistent_days_of_the_gaza_series_are_listed() -> None:
    text = (DATA / "records" / "gaza_casualties_daily.json").read_text("utf-8")
    totals = read_record("gaza-health-ministry", "gaza.json", text, CATEGORIES).values
    daily = read_daily("gaza-health-ministry", "gaza.json", text, CATEGORIES)
    found = [each for each in mismatches(totals, daily) if each.category == "killed"]
    assert [each.as_of.isoformat() for each in found] == [
        "2023-12-05", "2023-12-07", "2023-12-08", "2023-12-09", "2023-12-18", "2024-01-12", "2024-01-16",
        "2024-08-27", "2024-08-28",
    ]  # fmt: skip
    first = found[0]
    assert (first.before, first.daily, first.total, first.off) == (15899, 725, 16248, -376)
    assert not list(record_falls(value for value in totals if value.category == "killed"))


def test_mismatch_needs_all_three_numbers() -> None:
    daily = [replace(cell, record="general-staff-daily") for cell in days("a", [0, 5, 5])]
    assert [(each.as_of.day, each.off) for each in mismatches(days("a", [10, 15, 21]), daily)] == [(3, 1)]
    assert list(mismatches(days("a", [10, 15, 21]), [])) == []
    assert list(mismatches(days("b", [10, 15, 21]), daily)) == []


def test_record_falls_are_listed() -> None:
    ((before, after),) = record_falls(days("a", [10, 12, 11]))
    assert (before.value, after.value) == (12, 11)


LINE = "oryx,site,oryx,tank,RU,2024-05-01,2950"


def test_csv_gives_cells_in_any_order_of_columns() -> None:
    (cell,) = read_csv("o.csv", f"{','.join(CSV_COLUMNS)}\n{LINE}\n", CATEGORIES)
    assert (cell.record, cell.copy, cell.category, cell.as_of, cell.value) == (
        "oryx",
        "site",
        "tank",
        date(2024, 5, 1),
        2950,
    )
    (turned,) = read_csv("o.csv", f"{','.join(CSV_COLUMNS[::-1])}\n{','.join(LINE.split(',')[::-1])}\n", CATEGORIES)
    assert turned == cell


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("record,copy\na,b\n", "lacks the columns claimant_id, category"),
        (f"{','.join(CSV_COLUMNS)}\n{LINE}\n{LINE}\n", "line 3: this day of the series is given twice"),
        (f"{','.join(CSV_COLUMNS)}\n{LINE.replace('tank', 'spaceship')}\n", "line 2: no category 'spaceship'"),
        (f"{','.join(CSV_COLUMNS)}\n{LINE.replace('2024-05-01', 'May 1')}\n", "line 2"),
        (f"{','.join(CSV_COLUMNS)}\n{LINE.replace('2950', '')}\n", "line 2: value is empty"),
        (f"{','.join(CSV_COLUMNS)}\n{LINE.replace('2950', 'many')}\n", "line 2"),
    ],
)
def test_csv_when_wrong_says_where(body: str, complaint: str) -> None:
    with pytest.raises(FatalError) as caught:
        read_csv("o.csv", body, CATEGORIES)
    assert complaint in str(caught.value)


def square(name: str) -> str:
    outer = [[30, 50], [34, 50], [34, 54], [30, 54], [30, 50]]
    hole = [[31, 51], [32, 51], [32, 52], [31, 52], [31, 51]]
    geometry = {"type": "MultiPolygon", "coordinates": [[outer, hole]]}
    return json.dumps({"type": "FeatureCollection", "name": name, "features": [{"geometry": geometry}]})


def test_control_map_knows_its_day_and_what_lies_in_it() -> None:
    drawn = read_control_map("x.geojson", square("front_20240810"), holder="RU")
    assert (drawn.source, drawn.as_of) == ("front", date(2024, 8, 10))
    assert drawn.holds(53.0, 33.0)
    assert not drawn.holds(51.5, 31.5)  # a hole
    assert not drawn.holds(49.0, 33.0)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{}", "no GeoJSON"),
        (square("front"), "which day"),
        ('{"features": [], "name": "a_20240101"}', "draws no area"),
        (square("front_20241399"), "which day"),
    ],
)
def test_control_map_when_wrong_says_so(text: str, complaint: str) -> None:
    with pytest.raises(FatalError) as caught:
        read_control_map("x.geojson", text, holder="RU")
    assert complaint in str(caught.value)


@present
def test_control_maps_of_six_days_hold_donetsk_and_not_kyiv() -> None:
    files = sorted((DATA / "deepstate").glob("*.geojson"))
    maps = [read_control_map(file.name, file.read_text("utf-8"), holder="RU") for file in files]
    assert maps[0].as_of.isoformat() == "2024-08-10"
    assert len({drawn.as_of for drawn in maps}) == 6
    assert {drawn.source for drawn in maps} == {"deepstatemap_data"}
    for drawn in maps:
        assert drawn.holds(48.0, 37.8)
        assert not drawn.holds(50.45, 30.52)
