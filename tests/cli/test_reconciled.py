"""Tests of events, brief, assess, audit, pledges and reconcile on the bundled wire story, end to end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from attribune.cli.main import cli
from tests.store.ledgers import new_ledger

DISPATCHES = Path(__file__).resolve().parents[2] / "src" / "attribune" / "demo" / "dispatches"


def call(ledger: str, *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, ["--ledger", ledger, *arguments])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    stories = [str(DISPATCHES / name) for name in ("wires.jsonl", "caesar-2023-01-31.txt")]
    with new_ledger(tmp_path_factory.mktemp("story")) as path:
        call(path, "add", *stories)
        yield path


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[str]:
    """Where a ledger will be."""
    with new_ledger(tmp_path) as path:
        yield path


def test_one_event_two_claimants_one_origin_a_side_one_contradiction_and_what_a_copy_dropped(ledger: str) -> None:
    rows = json.loads(call(ledger, "events", "--json").stdout)["rows"]
    (event,) = [row for row in rows if row["type"] == "interception"]
    assert (event["place"], event["start"], event["reports"]) == ("Kyiv", "2023-05-16", 3)
    sides = [(row["side"], row["denies"], row["reports"], len(row["origins"])) for row in event["claimants"]]
    assert sides == [("UA", False, 3, 1), ("RU", True, 3, 1)]
    assert [found["aspect"] for found in event["contradictions"]] == ["polarity"]
    assert [(found["kind"], found["words"]) for found in event["drifts"]] == [
        ("attribution dropped", ["claimed"]),
        ("“not verified” dropped", []),  # "Neither claim could be independently verified" is not in the third
    ]
    told = call(ledger, "events", event["id"][:9]).stdout
    for words in (
        "Government of Ukraine",
        "denies it",
        "1 independent origin",
        "contradiction (polarity)",
        "hedge drift",
    ):
        assert words in " ".join(told.split())


def test_events_by_place_leave_out_other_places(ledger: str) -> None:
    rows = json.loads(call(ledger, "events", "--place", "Kramatorsk", "--json").stdout)["rows"]
    assert {row["place"] for row in rows} == {"Kramatorsk"}


def test_events_of_an_unknown_id_say_so(ledger: str) -> None:
    result = CliRunner().invoke(cli, ["--ledger", ledger, "events", "e000"])
    assert "fits no event" in str(result.exception)


def test_pledges_add_up(ledger: str) -> None:
    rows = json.loads(call(ledger, "pledges", "--json").stdout)["rows"]
    (france,) = [row for row in rows if row["giver"] == "FR"]
    assert (france["item"], france["announced"], france["delivered"], france["in_all"]) == ("howitzer", 12, 18, 30)


def test_brief_is_written_as_markdown_and_html(ledger: str, tmp_path: Path) -> None:
    days = ("--since", "2023-05-15", "--until", "2023-05-17")
    assert "## Contradicted" in call(ledger, "brief", *days).stdout
    page = tmp_path / "b.html"
    call(ledger, "brief", *days, "--out", str(page))
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_reconcile_again_changes_nothing(ledger: str) -> None:
    assert "0 added, 0 revised, 0 retired" in call(ledger, "reconcile").stdout


def test_grades_are_logged_with_who_what_before_and_why_and_the_log_is_sound(ledger: str) -> None:
    claim = json.loads(call(ledger, "claims", "--kind", "event", "--json").stdout)["rows"][0]["id"]
    assert (
        "not graded → B2" in call(ledger, "assess", claim[:12], "--by", "Anna", "--grade", "b2", "--why", "seen").stdout
    )
    assert "B2 → C3" in call(ledger, "assess", claim, "--by", "Ben", "--grade", "C3", "--note", "date unclear").stdout
    rows = json.loads(call(ledger, "audit", claim, "--json").stdout)["rows"]
    assert [(row["by"], row["scale"], row["old"], row["new"], row["why"]) for row in rows] == [
        ("Anna", "admiralty", None, "B2", "seen"),
        ("Ben", "admiralty", "B2", "C3", None),
        ("Ben", "note", None, "date unclear", None),
    ]
    call(ledger, "verify")
    (shown,) = [r for r in json.loads(call(ledger, "claims", "--json").stdout)["rows"] if r["id"] == claim]
    assert shown["verification"] in ("not stated", "unverified", "contested", "verified")  # a grade does not touch it


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [(("--grade", "Z9"), "A1 to F6"), ((), "nothing to record")],
)
def test_assess_when_it_makes_no_sense_says_so(ledger: str, arguments: tuple[str, ...], complaint: str) -> None:
    result = CliRunner().invoke(cli, ["--ledger", ledger, "assess", "c", "--by", "Anna", *arguments])
    assert complaint in str(result.exception)


def test_places_with_a_name_say_who_said_what_since_when(empty: str, tmp_path: Path) -> None:
    story = tmp_path / "s.txt"
    story.write_text(
        "KYIV, July 3, 2022 (Sample Wire) - Russian troops captured Lysychansk on Sunday, Russia's Ministry of Defence "
        "said.\n\nUkraine's General Staff denied that Russian troops had captured Lysychansk.\n",
        encoding="utf-8",
    )
    call(empty, "add", str(story))
    rows = json.loads(call(empty, "places", "Lysychansk", "--json").stdout)["rows"]
    said = {(row["side"], row["state"]) for row in rows}
    assert ("RU", "claimed") in said
    assert all(row["place"] == "Lysychansk" and row["since"] <= "2022-07-03" for row in rows)
    around = [[[37, 48], [40, 48], [40, 50], [37, 50], [37, 48]]]
    drawn = {"name": "front_20220704", "features": [{"geometry": {"type": "Polygon", "coordinates": around}}]}
    (tmp_path / "front.geojson").write_text(json.dumps(drawn), encoding="utf-8")
    mapped = call(empty, "places", "Lysychansk", "--map", str(tmp_path / "front.geojson"), "--json").stdout
    (state,) = [row for row in json.loads(mapped)["rows"] if row["source"] == "front"]
    assert (state["state"], state["holder"], state["since"]) == ("controls", "RU", "2022-07-04")


CSV = "record,copy,claimant_id,category,subject,as_of,value\n"


def test_record_from_a_table_is_compared_and_verified(empty: str, tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text(CSV + "tally,a,oryx,tank,RU,2024-05-01,10\ntally,a,oryx,tank,RU,2024-05-02,9\n", encoding="utf-8")
    other.write_text(CSV + "tally,b,oryx,tank,RU,2024-05-01,10\ntally,b,oryx,tank,RU,2024-05-02,10\n", encoding="utf-8")
    assert "2 figures, 2 added" in call(empty, "record", "import", "csv", str(one), str(other)).stdout
    (row,) = json.loads(call(empty, "record", "diff", "tally", "--json").stdout)["rows"]
    assert (row["as_of"], row["copies"]) == ("2024-05-02", {"a": 9, "b": 10})
    (fall,) = json.loads(call(empty, "record", "verify", "tally", "--json").stdout)["rows"]
    assert (fall["copy"], fall["before"], fall["total"], fall["off"]) == ("a", 10, 9, -1)


ASKING = ("claims", "events", "check", "lineage", "sources", "places", "stats", "failures", "pledges", "audit")


@pytest.mark.parametrize("command", ASKING)
def test_every_query_answers_as_of_a_day_before_anything_was_known(ledger: str, command: str) -> None:
    rows = json.loads(call(ledger, command, "--as-of", "2001-01-01", "--json").stdout)["rows"]
    assert not rows or {row.get("count") for row in rows} <= {0}


def test_brief_and_series_answer_as_of_a_day_too(ledger: str) -> None:
    assert "0 claims in 0 documents" in call(ledger, "brief", "--as-of", "2001-01-01").stdout
    assert json.loads(call(ledger, "series", "tank", "--as-of", "2001-01-01", "--json").stdout)["rows"] == []
