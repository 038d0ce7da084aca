"""Tests of the command line: commands explain themselves, mistakes are one clear line, output is as asked."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from attribune.cli.main import COMMANDS, cli
from attribune.model import Claim, Document, Reading, Reference, Span
from attribune.pipeline import Stages
from tests.store.builders import make_claim
from tests.store.ledgers import POSTGRES, new_ledger
from tests.test_pipeline import STAGES

ROOT = Path(__file__).resolve().parents[2]
REPORT = "The General Staff of Ukraine claimed on Wednesday that Russia had lost 1,600 tanks, according to TASS.\n"
Run = Callable[..., Result]


def claims(document: Document, reading: Reading) -> tuple[Claim, ...]:
    """One figure wherever the report has its words."""
    del reading
    if "1,600 tanks" not in document.text:
        return ()
    at = document.text.index("claimed")
    made = make_claim(document, "1,600 tanks", value=1600)
    return (replace(made, cue=Span(at, at + 7), relay=(Reference("tass", "TASS", "agency"),), stance="alleges"),)


@pytest.fixture
def stages() -> Stages:
    from attribune.ingest import read

    return replace(STAGES, read=read, claims=claims)


@pytest.fixture
def run(tmp_path: Path, stages: Stages, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run `attribune` on a ledger of its own (a file here, or on the test server), with stages that need no model."""
    monkeypatch.chdir(tmp_path)
    for home in ("add", "extract", "demo"):
        monkeypatch.setattr(f"attribune.cli.{home}.default_stages", lambda *_, **__: stages)

    def invoke(*arguments: str, **keywords: object) -> Result:
        return CliRunner().invoke(cli, list(arguments), **keywords)  # type: ignore[arg-type]

    with new_ledger(tmp_path) as where:
        if POSTGRES is not None:
            monkeypatch.setenv("ATTRIBUNE_LEDGER", where)
        yield invoke


@pytest.fixture
def ledger(run: Run, tmp_path: Path) -> str:
    """The default ledger, with one report in it."""
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    assert run("add", "report.txt").exit_code == 0
    return "attribune.db"


needs_ledger = pytest.mark.usefixtures("ledger")
in_a_file = pytest.mark.skipif(POSTGRES is not None, reason="about ledgers in files")


def _ledger() -> dict[str, str]:
    """The ledger's variable, for a process of its own."""
    return {"ATTRIBUNE_LEDGER": os.environ["ATTRIBUNE_LEDGER"]} if POSTGRES is not None else {}


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        yield (name,), command
        if isinstance(command, click.Group):
            for inner, sub in command.commands.items():
                yield (name, inner), sub


@pytest.mark.parametrize(("path", "command"), list(commands()), ids=lambda value: str(value))
def test_every_command_has_help_with_an_example(path: tuple[str, ...], command: click.Command) -> None:
    shown = CliRunner().invoke(cli, [*path, "--help"])
    assert shown.exit_code == 0
    assert f"attribune {path[0]}" in shown.output.split("Example:")[1]
    assert len((command.help or "").split("\n")[0]) <= 60


def test_add_says_what_became_of_everything(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    result = run("add", "report.txt", "empty.txt", "missing.txt", "report.txt")
    assert result.exit_code == 1
    assert "4 in = 1 added + 1 known + 0 skipped + 2 failed" in result.stdout
    assert "failed empty.txt (read)" in result.stderr
    assert "failed missing.txt (read)" in result.stderr
    assert {row["source"] for row in json.loads(run("failures", "--json").stdout)["rows"]} == {
        "empty.txt",
        "missing.txt",
    }


@needs_ledger
def test_add_again_changes_nothing_and_exits_with_zero(run: Run) -> None:
    before = run("export", "jsonl").stdout
    result = run("add", "report.txt", "--json")
    assert (result.exit_code, json.loads(result.stdout)["known"]) == (0, 1)
    assert run("export", "jsonl").stdout == before


def test_add_from_standard_input(run: Run) -> None:
    assert "1 added" in run("add", "-", input=REPORT).stdout


@in_a_file
def test_ledger_may_be_named_before_or_after_the_command_or_in_the_environment(run: Run, ledger: str) -> None:
    expected = run("stats", "--csv").stdout
    Path(ledger).rename("other.db")
    assert run("--ledger", "other.db", "stats", "--csv").stdout == expected
    assert run("stats", "--ledger", "other.db", "--csv").stdout == expected
    assert run("stats", "--csv", env={"ATTRIBUNE_LEDGER": "other.db"}).stdout == expected


@needs_ledger
def test_claims_as_table_json_and_csv(run: Run) -> None:
    (row,) = json.loads(run("claims", "--json").stdout)["rows"]
    assert (row["text"], row["best"], row["stance"], row["relay"]) == ("1,600 tanks", 1600, "alleges", ["TASS"])
    (line,) = csv.DictReader(StringIO(run("claims", "--csv").stdout))
    assert line["claimant"] == row["claimant"]
    shown = run("claims").stdout
    assert "alleges" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert "\x1b" not in shown


def test_claims_cut_short_says_how_many_there_are(run: Run, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Report {number}. {REPORT}", encoding="utf-8")
    run("add", *(f"{number}.txt" for number in range(3)))
    result = run("claims", "--limit", "2")
    assert "2 of 3 claims" in result.stderr
    assert len(json.loads(run("claims", "--json").stdout)["rows"]) == 3


@needs_ledger
def test_claims_when_nothing_passes_is_an_empty_answer(run: Run) -> None:
    assert "nothing found" in run("claims", "--stance", "denies").stdout
    assert json.loads(run("claims", "--stance", "denies", "--json").stdout) == {"rows": []}


@needs_ledger
def test_claims_by_a_known_party_that_claims_nothing_is_an_empty_answer(run: Run) -> None:
    assert json.loads(run("claims", "--by", "Russian MoD", "--json").stdout) == {"rows": []}


@needs_ledger
@pytest.mark.parametrize(
    "by",
    ["UA", "General Staff", "ua-general-staff", "Ukrainian General Staff", "general staff of armed forces of ukraine"],
)
def test_claims_by_any_name_of_a_party(run: Run, by: str) -> None:
    assert len(json.loads(run("claims", "--by", by, "--json").stdout)["rows"]) == 1


@needs_ledger
def test_claims_as_they_were_known_before_the_ledger_had_them(run: Run) -> None:
    def known(moment: str) -> int:
        return len(json.loads(run("claims", "--known-on", moment, "--json").stdout)["rows"])

    assert known("2020-01-01") == 0
    assert known("2999-01-01T00:00:00") == 1
    (row,) = json.loads(run("claims", "--json").stdout)["rows"]
    assert known(row["recorded_from"][:10]) == 1
    assert known(row["recorded_from"][:10] + "T00:00:01+00:00") == 0
    assert run("export", "jsonl", "--known-on", "2020-01-01").stdout == ""


@needs_ledger
def test_show_has_the_words_of_the_claim_and_its_chain(run: Run) -> None:
    (row,) = json.loads(run("claims", "--json").stdout)["rows"]
    card = " ".join(run("show", row["id"][:6]).stdout.replace("│", " ").split())
    assert "claimed on Wednesday that Russia had lost 1,600 tanks" in card
    assert "→ TASS → this report" in card
    assert "cue words “claimed”" in card
    assert "1,600, tank, of RU, running total" in card


@needs_ledger
def test_export_to_a_file_and_to_the_screen_are_the_same(run: Run) -> None:
    assert run("export", "csv", "--out", "claims.csv").exit_code == 0
    assert Path("claims.csv").read_bytes().decode() == run("export", "csv").stdout_bytes.decode()


@needs_ledger
def test_extract_gives_one_document_a_line(run: Run) -> None:
    Path("second.txt").write_text("Nothing new.\n", encoding="utf-8")
    lines = run("extract", "report.txt", "second.txt", "--jsonl").stdout.splitlines()
    assert [json.loads(line)["document"]["file"] for line in lines] == ["report.txt", "second.txt"]
    assert json.loads(run("extract", "report.txt", "--json").stdout)["document"]["file"] == "report.txt"
    assert len(json.loads(run("extract", "report.txt", "second.txt", "--json").stdout)) == 2
    assert "report.txt" in run("extract", "report.txt").stdout


@needs_ledger
def test_extract_when_one_file_is_bad_gives_the_others_and_exits_with_one(run: Run) -> None:
    Path("picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    result = run("extract", "picture.txt", "report.txt", "--jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "picture.txt" in result.stderr


@in_a_file
def test_verify_when_the_ledger_was_tampered_with_exits_with_one(run: Run, ledger: str) -> None:
    assert run("verify").exit_code == 0
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE spans SET words = 'peace' WHERE role = 'cue'")
    result = run("verify")
    assert result.exit_code == 1
    assert "'peace'" in result.stdout


ORC = {"date": "2022-07-06", "sourceUri": "x", "afvs": 3789, "rocketSystems": 247, "tanks": 1600}


@needs_ledger
def test_record_import_check_and_diff(run: Run) -> None:
    Path("orc.json").write_text(json.dumps([ORC]), encoding="utf-8")
    petro = {"date": "2022-07-06", "APC": 3789, "field artillery": 806, "tank": 1599}
    Path("petro.json").write_text(json.dumps([petro]), encoding="utf-8")
    assert [row["verdict"] for row in json.loads(run("check", "--json").stdout)["rows"]] == ["no_record"]
    assert "3 added" in run("record", "import", "general-staff", "orc.json").stdout
    assert [row["verdict"] for row in json.loads(run("check", "--json").stdout)["rows"]] == ["agrees"]
    run("record", "import", "general-staff", "petro.json")
    assert "copies" in run("check").stdout
    (row,) = json.loads(run("record", "diff", "general-staff", "--json").stdout)["rows"]
    assert row["copies"] == {"orc": 1600, "petroivaniuk": 1599}


@needs_ledger
@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("claims", "--by", "Genral Staff"), "did you mean"),
        (("claims", "--by", "xyzzy"), "no party is called 'xyzzy'"),
        (("claims", "--about", "Lysychansk"), "it is a place: --place 'Lysychansk'"),
        (("claims", "--place", "Xyzzyville"), "no place is called 'Xyzzyville'"),
        (("claims", "--since", "yesterday"), "--since"),
        (("claims", "--kind", "rumour"), "rumour"),
        (("show", "c0000"), "fits no claim"),
        (("series", "tonk"), "did you mean tank"),
        (("check", "--document", "nothing.txt"), "no document"),
        (("record", "import", "general", "x.json"), "general-staff"),
        (("record", "import", "general-staff", "missing.json"), "cannot be read"),
        (("record", "import", "general-staff", "report.txt"), "is not JSON"),
        (("export", "xlsx"), "xlsx"),
        (("export", "csv", "--out", "no/such/folder/x.csv"), "cannot be written"),
        (("claims", "--ledger", "none.db"), "there is no ledger none.db"),
        (("claims", "--ledger", "report.txt"), "is not a ledger"),
        (("add", "report.txt", "--ledger", "no/such/folder/l.db"), "cannot be opened or created"),
        (("frobnicate",), "No such command"),
        (("add",), "Missing argument"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_mistake_is_one_line_and_exit_code_two(arguments: tuple[str, ...], complaint: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from attribune.cli.main import main; main()", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "", **_ledger()},
    )
    assert done.returncode == 2
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.strip().splitlines()[-1].startswith("Error:")


@needs_ledger
def test_output_into_a_closed_pipe_ends_quietly() -> None:
    command = f"'{sys.executable}' -c 'from attribune.cli.main import main; main()' export csv | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout == "i"
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("command", ["export csv", "claims", "claims --json", "stats --csv"])
@needs_ledger
def test_output_onto_a_full_disk_says_so(command: str) -> None:
    script = f"'{sys.executable}' -c 'from attribune.cli.main import main; main()' {command} > /dev/full"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: output cannot be written (No space left on device)")
    assert done.stderr.count("\n") == 1


def test_help_loads_no_reader_and_no_model() -> None:
    heavy = "('trafilatura', 'onnxruntime', 'sqlalchemy')"
    script = f"import sys, attribune, attribune.cli.main; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
