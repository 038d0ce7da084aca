"""Tests of reconcile/records.py: compilations of claimants' own series."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from attribune.catalog import load_catalog
from attribune.errors import FatalError
from attribune.reconcile import read_record

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "records"
CATEGORIES = load_catalog().categories
ORC = {"date": "2022-07-06", "sourceUri": "x", "afvs": 3789, "rocketSystems": 247, "artillery": 812, "submarines": None}
PETRO = {"date": "2022-07-06", "day": 133, "APC": 3789, "field artillery": 806, "MRL": 247}


def cells(record: str, rows: object) -> dict[tuple[str, str], object]:
    parsed = read_record(record, "file.json", json.dumps(rows), CATEGORIES)
    return {(value.category, value.as_of.isoformat()): value.value for value in parsed.values}


@pytest.mark.parametrize(
    ("row", "copy", "artillery"), [(ORC, "orc", 812), (PETRO, "petroivaniuk", 806)], ids=["orc", "petroivaniuk"]
)
def test_read_recognises_the_copy_by_its_columns(row: dict[str, object], copy: str, artillery: int) -> None:
    parsed = read_record("general-staff", "file.json", json.dumps([row]), CATEGORIES)
    assert parsed.copy == copy
    assert {value.copy for value in parsed.values} == {copy}
    assert cells("general-staff", [row])["artillery", "2022-07-06"] == artillery


def test_read_when_a_cell_is_empty_has_no_figure() -> None:
    assert ("submarine", "2022-07-06") not in cells("general-staff", [ORC])


def test_read_when_a_cell_is_zero_has_the_figure_zero() -> None:
    assert cells("general-staff", [ORC | {"submarines": 0}])["submarine", "2022-07-06"] == 0


def test_read_when_a_column_means_nothing_yet_leaves_it_out() -> None:
    early, late = PETRO | {"date": "2023-09-13", "submarines": 1}, PETRO | {"date": "2023-09-14", "submarines": 1}
    found = cells("general-staff", [early, late])
    assert ("submarine", "2023-09-13") not in found
    assert found["submarine", "2023-09-14"] == 1


def test_read_of_corrections_says_why_there_are_no_figures() -> None:
    parsed = read_record("general-staff", "c.json", json.dumps([PETRO | {"personnel": 0}]), CATEGORIES)
    assert parsed.values == ()
    assert parsed.note is not None


@pytest.mark.parametrize(
    ("record", "text", "complaint"),
    [
        ("general", "[]", "no record 'general'"),
        ("general-staff", "not json", "file.json is not JSON"),
        ("general-staff", "[]", "not a list of days"),
        ("general-staff", '[{"a": 1}]', "no layout known"),
        ("general-staff", json.dumps([ORC | {"date": "someday"}]), "row 1: 'someday' is no day"),
        ("general-staff", json.dumps([ORC | {"afvs": "many"}]), "row 1, afvs: 'many' is no number"),
    ],
)
def test_read_when_the_file_is_wrong_says_what_to_do(record: str, text: str, complaint: str) -> None:
    with pytest.raises(FatalError) as caught:
        read_record(record, "file.json", text, CATEGORIES)
    assert complaint in str(caught.value)
    assert caught.value.remedy


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public compilations are not on this machine")
def test_read_of_both_compilations_gives_two_copies_of_one_record() -> None:
    by_cell: dict[tuple[str, date], dict[str, object]] = defaultdict(dict)
    for name in ("russia_losses_equipment.json", "russia_losses_personnel.json", "orc-losses.json"):
        text = (SHARED / name).read_text(encoding="utf-8")
        for value in read_record("general-staff", name, text, CATEGORIES).values:
            by_cell[value.category, value.as_of][value.copy] = value.value
    both = {key: copies for key, copies in by_cell.items() if len(copies) == 2}
    differing = {key for key, copies in both.items() if len(set(copies.values())) > 1}
    assert len(both) > 18_000
    assert by_cell["artillery", date(2022, 7, 6)] == {"petroivaniuk": 806, "orc": 812}
    assert by_cell["personnel", date(2022, 6, 2)] == {"petroivaniuk": 30850, "orc": 30850}
    assert len({key for key in differing if key[0] != "vehicle"}) == 108


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public compilations are not on this machine")
def test_read_of_the_gaza_compilation() -> None:
    text = (SHARED / "gaza_casualties_daily.json").read_text(encoding="utf-8")
    parsed = read_record("gaza-health-ministry", "gaza.json", text, CATEGORIES)
    first_day = {value.category: value.value for value in parsed.values if value.as_of == date(2023, 10, 7)}
    assert first_day == {"killed": 232, "injured": 1610}
