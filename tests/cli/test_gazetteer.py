"""`attribune gazetteer add`: villages of a GeoNames dump are found from then on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from attribune.cli.main import cli
from attribune.config import load_config


def line(number: str, name: str, lat: str, lon: str) -> str:
    columns = [
        number,
        name,
        name,
        "",
        lat,
        lon,
        "P",
        "PPL",
        "UA",
        "",
        "14",
        "",
        "",
        "",
        "412",
        "",
        "",
        "",
        "2020-01-01",
    ]
    return "\t".join(columns)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "UA.txt"
    path.write_text(f"{line('900000001', 'Vymyslivka', '48.51', '37.72')}\nno place at all\n", encoding="utf-8")
    return path


def test_add_when_a_line_is_bad_names_it_and_keeps_the_rest(dump: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept" / "places.jsonl"
    done = CliRunner().invoke(cli, ["gazetteer", "add", str(dump), "--to", str(kept)])
    assert done.exit_code == 0, done.output
    assert "2 lines = 1 added + 0 of other kinds + 1 bad" in done.output
    assert "line 2: 1 columns, not 19" in done.output
    assert kept.is_file()


def test_extract_when_a_village_was_added_finds_it(dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "places.jsonl"
    monkeypatch.setenv("ATTRIBUNE_PLACES", str(kept))
    assert CliRunner().invoke(cli, ["gazetteer", "add", str(dump)]).exit_code == 0
    report = tmp_path / "report.txt"
    report.write_text(
        "Ukraine’s army said it left the village of Vymyslivka in Donetsk region on Monday.", encoding="utf-8"
    )
    done = CliRunner().invoke(cli, ["extract", str(report), "--json"])
    assert done.exit_code == 0, done.output
    (place,) = [one for one in json.loads(done.stdout)["places"] if one["name"] == "Vymyslivka"]
    assert (place["country"], place["lat"], place["lon"]) == ("UA", 48.51, 37.72)


def test_config_when_nothing_is_set_keeps_places_in_the_data_folder() -> None:
    assert load_config({"HOME": "/home/anna"}).places == Path("/home/anna/.local/share/attribune/places.jsonl")
    assert load_config({"ATTRIBUNE_PLACES": "mine.jsonl"}).places == Path("mine.jsonl")
