"""Tests of pipeline.py with small stages of our own: outcomes, failures, resumption, kill -9."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from attribune.errors import FatalError
from attribune.ingest import ReadFailure
from attribune.model import Claim, Document, DocumentFacts, Link, LinkKind, Mentions, Reading, link_id
from attribune.pipeline import RunReport, Stages, reconcile, run, understand
from attribune.store import Change, Failure, Outcome, Store, open_ledger
from tests.store.builders import make_claim, make_document
from tests.store.ledgers import new_ledger, opened_ledger

NOTHING = Mentions((), (), (), (), (), ())


def read(source: str) -> Iterator[Document | ReadFailure]:
    """A source is its own text; `bad` cannot be read, `odd` was not asked for."""
    if source == "bad":
        yield ReadFailure(source, "not text: give text")
    elif source == "odd":
        yield ReadFailure(source, "not asked for", skipped=True)
    else:
        language = "uk" if source.startswith("Генштаб") else "en"
        yield replace(make_document(source, source=source[:20]), language=language)


def claims(document: Document, reading: Reading) -> tuple[Claim, ...]:
    del reading
    if "explode" in document.text:
        raise KeyError("boom")
    return (make_claim(document, "tanks"),) if "tanks" in document.text else ()


STAGES = Stages(
    read=read,
    speaks=lambda language: language == "en",
    extract=lambda _: NOTHING,
    normalize=lambda document, _: Reading(DocumentFacts(title=document.title)),
    claims=claims,
    analysis="fake 1",
)
SOURCES = ["Russia lost 5 tanks.", "bad", "odd", "Генштаб: 5 танків.", "this must explode", "Nothing new."]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened_ledger(tmp_path, "ledger") as opened:
        yield opened


def test_run_gives_every_item_one_outcome_and_records_what_did_not_come_in(store: Store) -> None:
    seen: list[tuple[str, Outcome]] = []
    report = run(SOURCES, store, STAGES, progress=lambda source, outcome: seen.append((source, outcome)))
    assert {outcome: report[outcome] for outcome in Outcome} == {
        Outcome.ADDED: 2,
        Outcome.KNOWN: 0,
        Outcome.SKIPPED: 2,
        Outcome.FAILED: 2,
    }
    assert report.total == len(SOURCES) == len(seen)
    assert report.claims == Change(added=1)
    with store.view() as view:
        failures = {failure.source: failure for failure in view.failures()}
        assert failures["bad"] == Failure("bad", "read", "not text: give text", Outcome.FAILED)
        assert failures["odd"].outcome is Outcome.SKIPPED
        assert failures["Генштаб: 5 танків."].stage == "language"
        assert "'uk'" in failures["Генштаб: 5 танків."].reason
        assert failures["this must explode"].stage == "claims"
        assert failures["this must explode"].reason == "KeyError: 'boom'"
        assert view.runs()[0].counts == {"added": 2, "known": 0, "skipped": 2, "failed": 2}
    assert list(store.verify()) == []


def test_run_again_finds_everything_known_and_changes_nothing(store: Store) -> None:
    run(SOURCES, store, STAGES)
    with store.view() as view:
        before = (list(view.claims()), list(view.failures()), view.fingerprint())
    report = run([*SOURCES, SOURCES[0]], store, STAGES)
    assert (report[Outcome.ADDED], report[Outcome.KNOWN]) == (0, 3)
    assert report.claims == Change()
    with store.view() as view:
        assert (list(view.claims()), list(view.failures()), view.fingerprint()) == before


def test_run_under_a_better_analysis_revises(store: Store) -> None:
    run(SOURCES[:1], store, STAGES)

    def better(document: Document, reading: Reading) -> tuple[Claim, ...]:
        return tuple(replace(claim, stance="alleges") for claim in claims(document, reading))

    report = run(SOURCES[:1], store, replace(STAGES, claims=better, analysis="fake 2"))
    assert report[Outcome.KNOWN] == 1
    assert report.claims == Change(revised=1)
    assert run(SOURCES[:1], store, replace(STAGES, claims=better, analysis="fake 2")).claims == Change()


def test_run_with_refresh_understands_again(store: Store) -> None:
    run(SOURCES[:1], store, STAGES)
    report = run(SOURCES[:1], store, replace(STAGES, claims=lambda *_: ()), refresh=True)
    assert report.claims == Change(withdrawn=1)


def test_failure_when_the_document_comes_in_later_is_closed(store: Store) -> None:
    run(["this must explode"], store, STAGES)
    run(["this must explode"], store, replace(STAGES, claims=lambda *_: ()))
    with store.view() as view:
        assert list(view.failures()) == []


def test_run_when_a_stage_is_fatal_ends_with_the_rest_stored(store: Store) -> None:
    def fatal(document: Document, mentions: Mentions) -> Reading:
        if document.text == "Nothing new.":
            raise FatalError("the model file is damaged", "install again")
        return STAGES.normalize(document, mentions)

    with pytest.raises(FatalError):
        run(SOURCES, store, replace(STAGES, normalize=fatal))
    with store.view() as view:
        assert view.count() == 1
        assert view.runs()[0].finished is None
    run(SOURCES, store, STAGES)
    with store.view() as view:
        assert view.stats()["documents"] == 2


def test_reconcile_when_nothing_came_in_does_nothing(store: Store) -> None:
    text = "Two trains left the burning town at night with four hundred people on board, officials said. " * 3
    run([text, text + "More follows."], store, STAGES)
    with store.view() as view:
        (link,) = view.links()
        assert link.kind == "copy-of"
    assert reconcile(store) == Change()


def test_understand_when_there_are_no_lexicons_says_so() -> None:
    (document,) = read("Генштаб: 5 танків.")
    assert isinstance(document, Document)
    failure = understand(document, STAGES)
    assert isinstance(failure, Failure)
    assert (failure.stage, failure.outcome) == ("language", Outcome.SKIPPED)
    assert "'uk'" in failure.reason


def test_report_of_nothing_is_zero() -> None:
    assert RunReport().total == 0


WORKER = textwrap.dedent(
    """
    import sys, time
    from dataclasses import replace
    from attribune.pipeline import run
    from attribune.store import open_ledger
    from tests.test_pipeline import STAGES, many

    def slow(document, mentions):
        time.sleep(0.005)
        return STAGES.normalize(document, mentions)

    with open_ledger(sys.argv[1]) as store:
        run(many(), store, replace(STAGES, normalize=slow), progress=lambda *_: print("x", flush=True))
    """
)


def many() -> list[str]:
    common = "The crossing stayed closed for a third day while engineers looked for mines along the embankment. " * 2
    return [f"Report {number}: {number} tanks were seen on the road. {common}" for number in range(60)]


def dump(ledger: str) -> tuple[object, ...]:
    with open_ledger(ledger) as store:
        assert list(store.verify()) == []
        with store.view() as view:
            claims_now = [stored.claim for stored in view.claims()]
            return list(view.documents()), claims_now, list(view.links()), list(view.failures())


@pytest.fixture
def ledgers(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Where two ledgers will be."""
    with new_ledger(tmp_path, "killed") as killed, new_ledger(tmp_path, "undisturbed") as undisturbed:
        yield killed, undisturbed


@pytest.mark.parametrize("items_before_the_kill", [1, 7, 30])
def test_run_when_killed_and_run_again_equals_an_undisturbed_run(
    ledgers: tuple[str, str], items_before_the_kill: int
) -> None:
    killed, undisturbed = ledgers
    root = Path(__file__).resolve().parents[1]
    environment = os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    command = [sys.executable, "-c", WORKER, killed]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=root) as process:
        assert process.stdout is not None
        for _ in range(items_before_the_kill):
            assert process.stdout.readline() == b"x\n"
        process.send_signal(signal.SIGKILL)
    with open_ledger(killed) as store:
        with store.view() as view:
            stored = view.stats()["documents"]
        assert items_before_the_kill <= stored < 60
        assert run(many(), store, STAGES)[Outcome.KNOWN] == stored
    with open_ledger(undisturbed) as store:
        run(many(), store, STAGES)
    assert dump(killed) == dump(undisturbed)


def test_reconcile_anew_over_the_same_documents_changes_no_row(store: Store) -> None:
    text = "Two trains left the burning town at night with four hundred people on board, officials said. " * 3
    run([text, text + "More follows.", *SOURCES], store, STAGES)
    with store.view() as view:
        before = list(view.links())
    assert reconcile(store, anew=True) == Change()
    with store.view() as view:
        assert list(view.links()) == before


def test_reconcile_retires_the_links_of_an_earlier_version_of_its_rule(store: Store) -> None:
    run(SOURCES, store, STAGES)
    kind = LinkKind.COPY_OF
    old = Link(link_id(kind, "d1", "d2"), kind, "d1", "d2", 1.0, (), "lineage 0")
    mine = Link(link_id(LinkKind.DISTINCT, "c1", "c2"), LinkKind.DISTINCT, "c1", "c2", 1.0, (), "reviewer anna")
    with store.writer() as writer:
        writer.put_links(old.decided_by, [old])
        writer.put_links(mine.decided_by, [mine])
    assert reconcile(store, anew=True).withdrawn == 1
    with store.view() as view:
        assert list(view.links()) == [mine]
