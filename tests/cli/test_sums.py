"""`attribune sums` over reports: what adds up, what does not, what falls, what is more than there was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from attribune.cli.main import cli
from tests.store.ledgers import new_ledger

REPORTS = {
    "right.txt": "Published: 14 May 2024\n\nShelling in Ukraine killed five people in Kherson and three in Kharkiv, "
    "eight in all, regional officials said.",
    "wrong.txt": "Published: 15 May 2024\n\nShelling in Ukraine killed five people in Kherson and three in Kharkiv, "
    "nine in all, regional officials said.",
    "early.txt": "Published: 2 June 2022\n\nRussia has lost 1,363 tanks since February 24, the General Staff of the "
    "Armed Forces of Ukraine said.",
    "late.txt": "Published: 4 June 2022\n\nRussia has lost 1,300 tanks since February 24, the General Staff of the "
    "Armed Forces of Ukraine said.",
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("sums")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with new_ledger(folder) as path:
        done = CliRunner().invoke(cli, ["--ledger", path, "add", *(str(folder / name) for name in REPORTS)])
        assert done.exit_code == 0, done.output
        yield path


def rows(ledger: str, *options: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(cli, ["--ledger", ledger, "sums", *options, "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)["rows"]  # type: ignore[no-any-return]


def test_sums_tells_what_adds_up_what_does_not_and_what_falls(ledger: str) -> None:
    found = {(row["document"], row["figures"], row["verdict"]) for row in rows(ledger)}
    assert found == {
        ("right.txt", "5 + 3 = 8", "adds up"),
        ("wrong.txt", "5 + 3 ≠ 9", "does not add up"),
        ("late.txt", "1,363 (2022-06-02) → 1,300 (2022-06-04)", "falls"),
    }


def test_sums_of_one_document_and_only_what_is_wrong(ledger: str) -> None:
    assert [row["verdict"] for row in rows(ledger, "--document", "right.txt")] == ["adds up"]
    assert {row["verdict"] for row in rows(ledger, "--wrong")} == {"does not add up", "falls"}


def test_sums_with_an_inventory_lists_losses_of_more_than_there_were(ledger: str, tmp_path: Path) -> None:
    had = tmp_path / "had.csv"
    had.write_text("subject,category,count,as_of,source\nRU,tank,1350,2022-02-24,a yearbook\n", encoding="utf-8")
    found = [row for row in rows(ledger, "--had", str(had)) if row["verdict"] == "more than there were"]
    assert [(row["document"], row["figures"]) for row in found] == [
        ("early.txt", "1,363 of 1,350 (a yearbook, 2022-02-24)")
    ]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("subject,category\nRU,tank\n", "lacks the columns count, as_of, source"),
        ("subject,category,count,as_of,source\nRU,tonk,1,2022-02-24,x\n", "line 2: no category 'tonk'"),
        ("subject,category,count,as_of,source\nRU,tank,many,2022-02-24,x\n", "line 2"),
    ],
)
def test_inventory_when_wrong_says_where(ledger: str, tmp_path: Path, body: str, complaint: str) -> None:
    had = tmp_path / "had.csv"
    had.write_text(body, encoding="utf-8")
    done = CliRunner().invoke(cli, ["--ledger", ledger, "sums", "--had", str(had)])
    assert done.exit_code != 0
    assert complaint in str(done.exception)


def test_map_says_who_holds_a_place_that_no_report_tells_of(ledger: str, tmp_path: Path) -> None:
    square = [[37.5, 47.8], [38.1, 47.8], [38.1, 48.2], [37.5, 48.2], [37.5, 47.8]]
    drawn = tmp_path / "front-2024-05-14.geojson"
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [square]}}
    drawn.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    done = CliRunner().invoke(cli, ["--ledger", ledger, "places", "Donetsk", "--map", str(drawn), "--json"])
    assert done.exit_code == 0, done.output
    (row,) = json.loads(done.stdout)["rows"]
    assert (row["state"], row["holder"], row["since"]) == ("controls", "RU", "2024-05-14")
