"""What holds whatever the database: several writers at once, copies between ledgers, and PostgreSQL's own errors."""

from __future__ import annotations

import io
import multiprocessing
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from attribune.errors import AttribuneError, FatalError
from attribune.export import export
from attribune.model import Document, DocumentFacts, Mentions, Reading
from attribune.pipeline import Stages, run
from attribune.store import ClaimFilter, Outcome, Store, open_ledger
from attribune.store.copying import copy_ledger
from tests.store.builders import make_claim, make_document, make_entry, make_record
from tests.store.ledgers import POSTGRES, new_ledger

needs_postgres = pytest.mark.skipif(POSTGRES is None, reason="no server: see tools/with_postgres.py")


@pytest.fixture
def where(tmp_path: Path) -> Iterator[str]:
    with new_ledger(tmp_path) as address:
        yield address


def _read(source: str) -> Iterator[Document]:
    first, last = map(int, source.split("-"))
    for number in range(first, last):
        yield make_document(f"The General Staff said Russia had lost {number} tanks near Lysychansk.", source=source)


STAGES = Stages(
    read=_read,
    speaks=lambda _: True,
    extract=lambda _: Mentions((), (), (), (), (), ()),
    normalize=lambda *_: Reading(DocumentFacts()),
    claims=lambda document, _: (make_claim(document, "tanks"),),
    analysis="fake 1",
)


def _add(address: str, source: str) -> None:
    with open_ledger(address) as store:
        run([source], store, STAGES)


def test_two_processes_that_add_at_once_lose_and_double_nothing(where: str) -> None:
    """Half the size of the trial in docs/scaling.md, to keep the suite quick: 250 documents each, 50 in common."""
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_add, args=(where, source)) for source in ("0-250", "200-450")]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=120)
        assert process.exitcode == 0
    with open_ledger(where) as store:
        assert list(store.verify()) == []
        with store.view() as view:
            assert view.stats()["documents"] == view.stats()["claims"] == 450
            assert view.stats()["claims superseded"] == 0
            counts = [finished.counts for finished in view.runs()]
            assert sum(count["added"] + count["known"] for count in counts) == 500
            assert sum(count["failed"] for count in counts) == 0


def _filled(store: Store) -> None:
    for words in ("1,600 tanks", "812 guns"):
        document = make_document(f"The General Staff said Russia had lost {words}; “так” it says.", title=words)
        with store.writer() as writer:
            writer.put(make_entry(document, [make_claim(document, words, value=5)]))
            writer.put(make_entry(document, [make_claim(document, words, value=7.5)], analysis="rules 2"))
            writer.put_records([make_record("orc", "tank", "2022-07-01", 1600)])
            writer.note("key", words)


def _exported(store: Store) -> str:
    out = io.StringIO()
    with store.view() as view:
        export(view.claims(), view.document, "jsonl", out)
    return out.getvalue()


def test_copy_there_and_back_gives_the_same_export_and_history(where: str, tmp_path: Path) -> None:
    with (
        open_ledger(tmp_path / "one.db") as one,
        open_ledger(where if POSTGRES else tmp_path / "two.db") as two,
        open_ledger(tmp_path / "three.db") as three,
    ):
        _filled(one)
        assert copy_ledger(one, two) == copy_ledger(two, three) > 10
        assert _exported(one) == _exported(two) == _exported(three)
        for copied in (two, three):
            assert list(copied.verify()) == []
            with one.view() as old, copied.view() as new:
                (claim, *_) = old.claims()
                assert old.history(claim.claim.id) == new.history(claim.claim.id)
                assert old.stats() == new.stats()
                assert old.fingerprint() == new.fingerprint()
                assert new.count(ClaimFilter(search="tanks")) == 1
            # The copy goes on: numbers that it gives out must not meet those that came.
            document = make_document("Ukraine said 3 tanks more.")
            with copied.writer() as writer:
                writer.put(make_entry(document, [make_claim(document, "3 tanks")]))
        with pytest.raises(FatalError, match="not empty"):
            copy_ledger(one, two)


def test_search_finds_words_and_parts_of_words(where: str) -> None:
    with open_ledger(where) as store:
        _filled(store)
        with store.view() as view:
            found = {
                phrase: [stored.claim.text for stored in view.claims(ClaimFilter(search=phrase))]
                for phrase in ("TANKS", "812", "uns", "1,600 tanks", "no_e", "100%", '"', "t")
            }
    assert found["TANKS"] == found["1,600 tanks"] == ["1,600 tanks"]
    assert found["812"] == found["uns"] == ["812 guns"]
    assert found["no_e"] == found["100%"] == found['"'] == found["t"] == []


def test_document_that_the_database_cannot_hold_is_a_failure_and_the_run_goes_on(where: str) -> None:
    def poisoned(source: str) -> Iterator[Document]:
        for number, text in enumerate(("Kyiv said 5 tanks.", "Kyiv said \x00 tanks.", "Kyiv said 6 tanks.")):
            yield replace(make_document(text), source=f"{source}:{number}")

    with open_ledger(where) as store:
        report = run(["a"], store, replace(STAGES, read=poisoned))
        failed = 1 if POSTGRES else 0
        assert (report[Outcome.ADDED], report[Outcome.FAILED]) == (3 - failed, failed)


@needs_postgres
def test_audit_log_cannot_be_changed_through_sql(where: str) -> None:
    open_ledger(where).close()
    engine = create_engine(where)
    try:
        for change in ("UPDATE audit SET why = 'x'", "DELETE FROM audit", "TRUNCATE audit"):
            with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
                connection.exec_driver_sql(change)
    finally:
        engine.dispose()


@needs_postgres
def test_postgres_ledger_that_is_not_there_says_so(where: str) -> None:
    with pytest.raises(FatalError, match="there is no ledger"):
        open_ledger(where, create=False)
    missing = where.replace("/postgres?", "/nowhere?")
    with pytest.raises(FatalError, match="createdb"):
        open_ledger(missing)


def test_postgres_that_does_not_answer_is_one_line() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(AttribuneError) as caught:
        open_ledger("postgresql://desk:secret@127.0.0.1:1/ledger")
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
