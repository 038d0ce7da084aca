"""Tests of `attribune demo`: the bundled dispatches through the whole pipeline, with nothing replaced."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files

import pytest
from click.testing import CliRunner

from attribune.cli.main import cli
from tests.store.ledgers import new_ledger


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """What the demo printed, and its ledger."""
    with new_ledger(tmp_path_factory.mktemp("demo"), "demo") as path:
        result = CliRunner().invoke(cli, ["demo", "--ledger", path], catch_exceptions=False)
        assert result.exit_code == 0
        yield result.stdout, path


def rows(ledger: str, *arguments: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(cli, ["--ledger", ledger, *arguments, "--json"], catch_exceptions=False)
    return json.loads(result.stdout)["rows"]


def test_demo_takes_every_dispatch_in(toured: tuple[str, str]) -> None:
    printed, ledger = toured
    counts = {row["what"]: row["count"] for row in rows(ledger, "stats")}
    assert counts["documents"] >= 16
    assert f"{counts['documents']} in = {counts['documents']} added + 0 known + 0 skipped + 0 failed" in printed
    assert rows(ledger, "failures") == []


def test_demo_shows_every_part_of_the_tour(toured: tuple[str, str]) -> None:
    printed, ledger = toured
    headings = (
        "Documents",
        "Who claims how much",
        "One claim, with everything behind it",
        "One series: Russian tanks lost",
        "Reported figures against the claimant's own record",
        "Copies, and what they left out",
    )
    places = [printed.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "nothing found" not in printed
    assert "●" in printed
    assert all(len(line) <= 80 for line in printed.splitlines() if ledger not in line)


def test_demo_checks_figures_and_finds_the_copy_that_dropped_a_claim(toured: tuple[str, str]) -> None:
    _, ledger = toured
    assert {row["verdict"] for row in rows(ledger, "check")} & {"agrees", "disagrees"}
    reasons = [reason for row in rows(ledger, "lineage") for reason in row["reasons"]]  # type: ignore[attr-defined]
    assert any(str(reason).startswith("drops “claimed”") for reason in reasons)


def test_ledger_of_the_demo_is_sound(toured: tuple[str, str]) -> None:
    assert CliRunner().invoke(cli, ["--ledger", toured[1], "verify"]).exit_code == 0


def test_extraction_does_not_depend_on_the_order_of_hashes() -> None:
    folder = str(files("attribune") / "demo" / "dispatches")
    printed = {
        subprocess.run(
            [sys.executable, "-c", "from attribune.cli.main import main; main()", "extract", folder, "--jsonl"],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
    assert len(printed.pop().splitlines()) >= 16
