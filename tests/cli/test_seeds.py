"""The promises of the ledger on the shared seed articles, with the gold annotation and with our own extraction."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from attribune.cli.main import cli
from tests.cli.gold_stages import GOLD, RECORDS, SEEDS, gold_stages
from tests.store.ledgers import new_ledger

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the shared seed articles are not on this machine")


@pytest.fixture(scope="module", params=["gold", "own"])
def ledger(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The seeds and both copies of the record, as annotated by hand or as read by the package."""
    with new_ledger(tmp_path_factory.mktemp("seeds")) as path:
        with pytest.MonkeyPatch.context() as patch:
            if request.param == "gold":
                patch.setattr("attribune.cli.add.default_stages", lambda *_, **__: gold_stages())
            assert attribune(path, "add", *SEEDS).exit_code == 0
        assert attribune(path, "record", "import", "general-staff", *RECORDS).exit_code == 0
        yield path


def attribune(ledger: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--ledger", ledger, *arguments], catch_exceptions=False)


def rows(ledger: str, *arguments: str) -> list[dict[str, object]]:
    return json.loads(attribune(ledger, *arguments, "--json").stdout)["rows"]


def test_check_holds_the_general_staff_figures_of_both_days_and_no_other_number(ledger: str) -> None:
    found = rows(ledger, "check")
    june = [row for row in found if row["as_of"] == "2022-06-02"]
    july = {row["category"]: row for row in found if row["as_of"] == "2022-07-06"}
    assert len(found) == 26
    assert [row["verdict"] for row in june] == ["agrees"] * 13
    assert july.pop("artillery")["verdict"] == "copies_disagree"
    assert [row["verdict"] for row in july.values()] == ["agrees"] * 12


def test_check_gives_every_key_of_a_row(ledger: str) -> None:
    (row,) = (row for row in rows(ledger, "check", "--verdict", "copies_disagree"))
    assert row["document"] == Path(SEEDS[1]).name
    assert row["claimant"] == "General Staff of the Armed Forces of Ukraine"
    assert row["reported"] == {"low": None, "best": 812, "high": None, "qualifier": "exact"}
    assert row["records"] == [{"copy": "orc", "value": 812}, {"copy": "petroivaniuk", "value": 806}]
    assert rows(ledger, "claims", "--search", "812 artillery", "--kind", "quantity")[0]["id"] == row["claim_id"]


def test_check_of_one_document_by_name(ledger: str) -> None:
    assert {row["as_of"] for row in rows(ledger, "check", "--document", Path(SEEDS[0]).name)} == {"2022-06-02"}


def test_claims_by_canonical_name_and_by_alias_are_the_same(ledger: str) -> None:
    by_name = rows(ledger, "claims", "--by", "Ministry of Defence of the Russian Federation")
    assert by_name
    assert by_name == rows(ledger, "claims", "--by", "Russian Defense Ministry")
    assert {row["claimant"] for row in by_name} == {"Ministry of Defence of the Russian Federation"}


def test_claims_by_place_under_another_spelling(ledger: str) -> None:
    found = rows(ledger, "claims", "--place", "Severodonetsk")
    assert {row["place"] for row in found} == {"Sievierodonetsk"}
    assert found == rows(ledger, "claims", "--place", "Sievierodonetsk")


def test_series_of_one_claimant_by_part_of_its_name(ledger: str) -> None:
    found = rows(ledger, "series", "tank", "--by", "General Staff")
    assert [(row["as_of"], row["best"]) for row in found] == [("2022-06-02", 1363), ("2022-07-06", 1600)]
    drawn = attribune(ledger, "series", "tanks", "--by", "General Staff", "--plot").stdout
    assert drawn.count("●") == 3  # two points and the legend
    assert "record" in drawn
    assert "2022-05-26" in drawn  # a week of the record before the first report


def test_claims_of_every_kind_can_be_shown(ledger: str) -> None:
    for row in rows(ledger, "claims")[::8]:
        card = attribune(ledger, "show", str(row["id"]))
        assert card.exit_code == 0
        assert str(row["id"]) in card.stdout
        words = json.loads(attribune(ledger, "show", str(row["id"]), "--json").stdout)["words"]
        text = next(Path(seed).read_text(encoding="utf-8") for seed in SEEDS if Path(seed).name == row["document"])
        assert all(text[word["start"] : word["end"]] == word["text"] for word in words)


def test_verify_finds_the_ledger_sound(ledger: str) -> None:
    result = attribune(ledger, "verify")
    assert (result.exit_code, "all sound" in result.stdout) == (0, True)
