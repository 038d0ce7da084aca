"""`attribune import` at the command line: what `export` wrote, read back, and one line where it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from attribune.cli.main import cli
from attribune.errors import FatalError
from attribune.store import open_ledger
from tests.store.builders import make_claim, make_document, make_entry

DOCUMENT = make_document("The General Staff said Russia had lost 1,600 tanks.")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with open_ledger("attribune.db") as store:
        for value in (1600, 1601):
            with store.writer() as writer:
                writer.put(make_entry(DOCUMENT, [make_claim(DOCUMENT, "1,600 tanks", value=value)]))
    return tmp_path


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, input=stdin, catch_exceptions=True)


def test_ledger_goes_out_and_comes_back(here: Path) -> None:
    assert run("export", "ledger", "--out", "ledger.jsonl").exit_code == 0
    done = run("import", "ledger.jsonl", "--ledger", "restored.db")
    assert (done.exit_code, "0 problems" in done.stdout) == (0, True), done.output
    again = run("export", "ledger", "--ledger", "restored.db")
    assert again.stdout == (here / "ledger.jsonl").read_text(encoding="utf-8")


def test_claims_go_out_and_come_in(here: Path) -> None:
    exported = run("export", "jsonl").stdout
    done = run("import", "-", "--ledger", "other.db", stdin=exported)
    assert "1 claims in 1 documents added, 0 claims known, 0 skipped" in done.stdout
    assert "0 claims in 0 documents added, 1 claims known" in run("import", "-", stdin=exported).stdout
    assert (here / "other.db").exists()


@pytest.mark.usefixtures("here")
def test_claims_without_their_documents_are_skipped_and_said() -> None:
    line = run("export", "jsonl").stdout.replace('"text": "The General Staff said', '"words": "The General Staff said')
    done = run("import", "-", "--ledger", "other.db", stdin=line)
    assert done.exit_code == 1
    assert "1 skipped" in done.stdout


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("text", "said"),
    [("", "nothing"), ("Ukraine said so.", "not JSON"), ('{"text": "an article"}', "no claim"), ("[1]", "no claim")],
)
def test_other_files_are_refused_before_a_ledger_is_made(text: str, said: str) -> None:
    done = run("import", "-", "--ledger", "new.db", stdin=text)
    assert isinstance(done.exception, FatalError)
    assert said in str(done.exception)
    assert not Path("new.db").exists()


@pytest.mark.usefixtures("here")
def test_whole_ledger_takes_no_facets() -> None:
    done = run("export", "ledger", "--kind", "event")
    assert isinstance(done.exception, FatalError)
    assert "whole" in str(done.exception)
