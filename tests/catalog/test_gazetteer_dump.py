"""A user's GeoNames dump: added, replaced, checked line by line."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from attribune.catalog.gazetteer import load_gazetteer
from attribune.catalog.gazetteer_dump import add_dump, with_dump
from attribune.errors import FatalError


def line(
    number: str, name: str, *, lat: str = "48.1", lon: str = "37.2", feature: str = "P\tPPL", also: str = ""
) -> str:
    """One line of a dump; the columns that we do not read are empty."""
    rest = "\t".join(["", "05", "", "", "", "312", "", "", "", ""])
    return f"{number}\t{name}\t{name}\t{also}\t{lat}\t{lon}\t{feature}\tUA\t{rest}"


def dump(folder: Path, *lines: str) -> Path:
    """A zip as GeoNames publishes it."""
    path = folder / "UA.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about the columns")
        archive.writestr("UA.txt", "\n".join(lines) + "\n")
    return path


def test_add_dump_stores_villages_that_are_then_found(tmp_path: Path) -> None:
    path = dump(tmp_path, line("999001", "Novooleksandropilske", also="Novo-Aleksandropolskoe,Новоолександропільське"))
    report = add_dump(path, tmp_path / "places.jsonl")
    assert (report.lines, report.added, report.bad) == (1, 1, ())
    larger = with_dump(load_gazetteer(), tmp_path / "places.jsonl")
    place = larger.lookup("Novo-Aleksandropolskoe", "UA")[0]
    assert (place.id, place.name, place.kind) == ("gn:999001", "Novooleksandropilske", "settlement")
    assert load_gazetteer().lookup("Novo-Aleksandropolskoe") == ()


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("too\tfew", "columns"),
        (line("x", "Name"), "no id"),
        (line("5", "Name", lat="north"), "no number"),
        (line("5", "Name", lat="148.2"), "out of range"),
    ],
)
def test_add_dump_reports_a_bad_line_and_goes_on(tmp_path: Path, bad: str, reason: str) -> None:
    path = dump(tmp_path, line("1", "First"), bad, line("2", "Second"), line("3", "A stream", feature="H\tSTM"))
    report = add_dump(path, tmp_path / "places.jsonl")
    assert (report.lines, report.added, report.passed_over) == (4, 2, 1)
    assert [entry.number for entry in report.bad] == [2]
    assert reason in report.bad[0].reason


def test_add_dump_replaces_a_place_it_has_already(tmp_path: Path) -> None:
    target = tmp_path / "places.jsonl"
    add_dump(dump(tmp_path, line("7", "Oldname")), target)
    add_dump(dump(tmp_path, line("7", "Newname")), target)
    assert "Newname" in target.read_text(encoding="utf-8")
    assert "Oldname" not in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [b"", b"this is no dump\n", b"\x00\x01\x02"])
def test_add_dump_refuses_what_is_no_dump(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "UA.txt"
    path.write_bytes(content)
    with pytest.raises(FatalError, match="GeoNames dump"):
        add_dump(path, tmp_path / "places.jsonl")
    assert not (tmp_path / "places.jsonl").exists()


def test_add_dump_refuses_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FatalError, match="cannot read"):
        add_dump(tmp_path / "none.zip", tmp_path / "places.jsonl")
