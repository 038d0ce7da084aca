"""Exports read back: a ledger is the same again, claims come in once, and a damaged file changes nothing."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from attribune.errors import FatalError
from attribune.export import export
from attribune.export.reading import decoded_lines, read_claim
from attribune.model import Link, LinkKind, link_id
from attribune.store import AuditEntry, ClaimFilter, Failure, Outcome, open_ledger
from attribune.store.dump import dump_ledger, restore_ledger
from attribune.store.review import Reviews, Token, reviewer_rule
from attribune.store.sql import SqlStore
from attribune.store.taking import IMPORTED, Carried, take_claims
from tests.store.builders import make_claim, make_document, make_entry, make_record
from tests.store.ledgers import new_ledger

TEXT = "The General Staff said Russia had lost 1,600 tanks; “так” it says.\nIt said 812 guns too."
DOCUMENT = replace(make_document(TEXT, title="Losses"), outlet="Example Herald")
OTHER = make_document("Moscow denied that it had lost 1,600 tanks.", source=None)


@pytest.fixture
def where(tmp_path: Path) -> Iterator[str]:
    with new_ledger(tmp_path) as address:
        yield address


def filled(address: str | Path) -> SqlStore:
    """A ledger with something in every table, revised, withdrawn, linked, recorded, failed, decided and undone."""
    days = iter(f"2022-07-{day:02}T08:00:00.000000Z" for day in range(1, 32))
    store = open_ledger(address, clock=lambda: next(days))
    first, second = make_claim(DOCUMENT, "1,600 tanks", value=1600), make_claim(DOCUMENT, "812 guns", value=812)
    denial = make_claim(OTHER, "1,600 tanks", value=1600.5)
    kind = LinkKind.CONTRADICTS
    link = Link(link_id(kind, first.id, denial.id), kind, first.id, denial.id, 0.75, ("so it says",), "agreement 1")
    with store.writer() as writer:
        run = writer.begin_run("rules 1")
        writer.put(make_entry(DOCUMENT, [first, second]))
        writer.put(make_entry(OTHER, [denial]))
        writer.finish_run(run, {"added": 2})
    with store.writer() as writer:  # one claim revised, one withdrawn, one link retired later
        writer.put(make_entry(DOCUMENT, [make_claim(DOCUMENT, "1,600 tanks", value=1601)], analysis="rules 2"))
        writer.put_links("agreement 1", [link])
        writer.put_records([make_record("orc", "tank", "2022-07-01", 1600)])
    with store.writer() as writer:
        writer.put_links("agreement 1", [])
        writer.put_records([make_record("orc", "tank", "2022-07-01", 1599.5)])
        writer.fail(Failure("bad.txt", "read", "it is empty", Outcome.FAILED))
        writer.note("key", "words")
    with store.writer() as writer:
        Reviews(writer).assess(AuditEntry("olena", "assess", first.id, "admiralty", None, "B2", "seen it"))
        Reviews(writer).link(replace(link, decided_by=reviewer_rule("olena")), "olena", "they cannot both be")
        Reviews(writer).add_token(Token("robot", ("read",), "2030-01-01"), "0" * 64)
    with store.writer() as writer:
        Reviews(writer).undo("olena")
    return store


def dumped(store: SqlStore) -> str:
    out = io.StringIO()
    with store.view() as view:
        count = dump_ledger(view, out)
    assert count == len(out.getvalue().splitlines()) - 2
    return out.getvalue()


def restored(address: str | Path, text: str) -> SqlStore:
    store = open_ledger(address)
    try:
        restore_ledger(store, decoded_lines(text.splitlines()))
    except BaseException:
        store.close()
        raise
    return store


def test_whole_ledger_is_the_same_again_on_either_database(where: str, tmp_path: Path) -> None:
    with filled(tmp_path / "one.db") as one:
        text = dumped(one)
        with restored(where if "://" in where else tmp_path / "two.db", text) as two:
            assert dumped(two) == text
            assert list(two.verify()) == []
            with restored(tmp_path / "three.db", dumped(two)) as three:
                assert dumped(three) == text
            with one.view() as old, two.view() as new:
                assert old.stats() == new.stats()
                assert list(old.documents()) == list(new.documents()) != []
                assert list(old.records()) == list(new.records()) != []
                assert list(old.failures()) == list(new.failures()) != []
                assert list(old.audit()) == list(new.audit()) != []
                assert old.runs() == new.runs()
                claim = next(iter(old.claims(ClaimFilter(documents=(DOCUMENT.id,))))).claim
                assert [stored.claim.quantity.value.best for stored in new.history(claim.id)] == [1600, 1601]
                assert new.count(ClaimFilter(search="tanks")) == old.count(ClaimFilter(search="tanks")) == 2
            for moment in ("2022-07-01T23", "2022-07-02T23", "2022-07-03T23", "2022-07-04T23"):
                with one.view(moment) as old, two.view(moment) as new:
                    assert list(old.claims()) == list(new.claims()) != []
                    assert list(old.links()) == list(new.links())
            with two.writer() as writer:  # it goes on where the other one stopped
                writer.log(AuditEntry("olena", "note", DOCUMENT.id, why="moved"))
                writer.put(make_entry(make_document("Kyiv said 3 tanks."), []))
            assert list(two.verify()) == []


def test_token_stays_behind(tmp_path: Path) -> None:
    with filled(tmp_path / "one.db") as store:
        lines = [json.loads(line) for line in dumped(store).splitlines()]
    assert not any("tokens" in line for line in lines)
    assert any(line.get("audit", {}).get("action") == "token" for line in lines)


def damaged(text: str, what: str) -> str:
    lines = text.splitlines()
    orphan = next(line for line in lines if line.startswith('{"texts"'))
    return "\n".join(
        {
            "cut off": lines[:-3],
            "a line missing": lines[:5] + lines[6:],
            "no head": lines[1:],
            "newer": [lines[0].replace('"schema":', '"schema":9'), *lines[1:]],
            "no row": [*lines[:3], '{"secrets":{"a":1}}', *lines[3:]],
            "no column": [*lines[:3], '{"texts":{"drop":1}}', *lines[3:]],
            "half a line": [*lines[:3], lines[3][:20]],
            "a text missing": [line for line in lines if line != orphan],
            "no object": [*lines[:3], "7", *lines[3:]],
            "twice": lines[:-1] + lines[1:],
        }[what]
    )


@pytest.mark.parametrize(
    "what",
    "cut off|a line missing|no head|newer|no row|no column|half a line|a text missing|no object|twice".split("|"),
)  # fmt: skip
def test_damaged_file_says_so_and_leaves_the_ledger_empty(what: str, where: str, tmp_path: Path) -> None:
    with filled(tmp_path / "one.db") as store:
        text = dumped(store)
    address = where if "://" in where else str(tmp_path / "two.db")
    with pytest.raises(FatalError):
        restored(address, damaged(text, what))
    with open_ledger(address) as store, store.view() as view:
        assert view.stats()["documents"] == view.stats()["claims"] == 0


def test_changed_decision_is_found_after_import(tmp_path: Path) -> None:
    with filled(tmp_path / "one.db") as store:
        text = dumped(store)
    with restored(tmp_path / "two.db", text.replace('"B2"', '"A1"')) as store:
        assert any("changed afterwards" in problem.what for problem in store.verify())


def test_ledger_is_not_imported_over_another(tmp_path: Path) -> None:
    with filled(tmp_path / "one.db") as store:
        text = dumped(store)
        with pytest.raises(FatalError, match="not empty"):
            restore_ledger(store, decoded_lines(text.splitlines()))


def carried(store: SqlStore) -> list[Carried]:
    """What `export jsonl` writes of a ledger, read back claim by claim: documents need not stand together."""
    out = io.StringIO()
    with store.view() as view:
        export(view.claims(), view.document, "jsonl", out)
    read = [read_claim(*line) for line in decoded_lines(out.getvalue().splitlines())]
    return [Carried(claim.document_id, document, (claim,)) for claim, document, _ in read]


def test_claims_come_in_with_their_documents_once(where: str, tmp_path: Path) -> None:
    with filled(tmp_path / "one.db") as one, open_ledger(where if "://" in where else tmp_path / "two.db") as two:
        with one.writer() as writer:
            claims = [make_claim(DOCUMENT, words) for words in ("1,600 tanks", "812 guns")]
            writer.put(make_entry(DOCUMENT, claims, analysis="rules 3"))
        found = carried(one)
        first, again = take_claims(two, found), take_claims(two, found)
        assert (first.added, first.documents, first.known, first.skipped) == (3, 2, 0, 0)
        assert (again.added, again.documents, again.known, again.skipped) == (0, 0, 3, 0)
        assert list(two.verify()) == []
        with one.view() as old, two.view() as new:
            assert [stored.claim for stored in old.claims()] == [stored.claim for stored in new.claims()]
            assert list(old.documents()) == list(new.documents())
            assert new.analysis_of(DOCUMENT.id) == IMPORTED


def test_own_reading_of_a_document_is_not_overruled(tmp_path: Path) -> None:
    with filled(tmp_path / "one.db") as one, open_ledger(tmp_path / "two.db") as two:
        with two.writer() as writer:
            writer.put(make_entry(DOCUMENT, [make_claim(DOCUMENT, "812 guns", value=9)]))
        taken = take_claims(two, carried(one))
        assert (taken.added, taken.known) == (1, 1)
        with two.view() as view:
            values = [stored.claim.quantity.value.best for stored in view.claims(ClaimFilter(documents=(DOCUMENT.id,)))]
        assert values == [9]


def test_claims_without_their_text_or_with_another_are_skipped(tmp_path: Path) -> None:
    claim = make_claim(DOCUMENT, "812 guns")
    changed = replace(DOCUMENT, text=DOCUMENT.text.replace("812", "999"))
    with open_ledger(tmp_path / "l.db") as store:
        taken = take_claims(store, [Carried(DOCUMENT.id, None, (claim,)), Carried(DOCUMENT.id, changed, (claim,))])
        assert (taken.added, taken.skipped) == (0, 2)
        with store.view() as view:
            assert view.stats()["documents"] == 0
