"""`attribune import` at the command line: what `export` wrote, read back, and one line where it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from attribune.cli.main import cli
from attribune.errors import FatalError
from attribune.store import open_ledger
from tests.store.builders import make_claim, make_document, make_entry
from tests.store.ledgers import new_ledger

DOCUMENT = make_document("The General Staff said Russia had lost 1,600 tanks.")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The working folder; the commands' ledger has one document, whose claim was corrected once."""
    monkeypatch.chdir(tmp_path)
    with new_ledger(tmp_path) as where:
        monkeypatch.setenv("ATTRIBUNE_LEDGER", where)
        with open_ledger(where) as store:
            for value in (1600, 1601):
                with store.writer() as writer:
                    writer.put(make_entry(DOCUMENT, [make_claim(DOCUMENT, "1,600 tanks", value=value)]))
        yield tmp_path


@pytest.fixture
def other(tmp_path: Path) -> Iterator[str]:
    """Where another ledger will be."""
    with new_ledger(tmp_path, "other") as where:
        yield where


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, input=stdin, catch_exceptions=True)


def test_ledger_goes_out_and_comes_back(here: Path, other: str) -> None:
    assert run("export", "ledger", "--out", "ledger.jsonl").exit_code == 0
    done = run("import", "ledger.jsonl", "--ledger", other)
    assert (done.exit_code, "0 problems" in done.stdout) == (0, True), done.output
    again = run("export", "ledger", "--ledger", other)
    assert again.stdout == (here / "ledger.jsonl").read_text(encoding="utf-8")


@pytest.mark.usefixtures("here")
def test_claims_go_out_and_come_in(other: str) -> None:
    exported = run("export", "jsonl").stdout
    done = run("import", "-", "--ledger", other, stdin=exported)
    assert "1 claims in 1 documents added, 0 claims known, 0 skipped" in done.stdout
    assert "0 claims in 0 documents added, 1 claims known" in run("import", "-", stdin=exported).stdout
    with open_ledger(other, create=False) as store, store.view() as view:
        assert view.stats()["documents"] == 1


@pytest.mark.usefixtures("here")
def test_claims_without_their_documents_are_skipped_and_said(other: str) -> None:
    line = run("export", "jsonl").stdout.replace('"text": "The General Staff said', '"words": "The General Staff said')
    done = run("import", "-", "--ledger", other, stdin=line)
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
