"""The store suite: what every ledger promises, whatever database it is in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attribune.errors import FatalError, RetriableError
from attribune.model import Link, LinkKind, Span, link_id
from attribune.store import Change, ClaimFilter, Failure, Outcome, PartyFilter, Store, open_ledger
from attribune.store.diagnosis import diagnosed
from tests.store.builders import GENERAL_STAFF, exact, make_claim, make_document, make_entry, make_record
from tests.store.ledgers import new_ledger

TEXT = "The General Staff said Russia had lost 1,600 tanks and 812 artillery systems near Lysychansk."


def ticking() -> Iterator[str]:
    """A clock that gives a later time at every look."""
    minute = 0
    while True:
        yield f"2024-01-01T{minute // 60:02}:{minute % 60:02}:00.000000Z"
        minute += 1


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    clock = ticking()
    with new_ledger(tmp_path) as where, open_ledger(where, clock=lambda: next(clock)) as opened:
        yield opened


@pytest.fixture
def document():
    return make_document(TEXT, title="Losses")


def test_put_when_new_gives_back_what_went_in(store: Store, document) -> None:
    claims = [make_claim(document, "1,600 tanks", value=1600), make_claim(document, "812 artillery systems", value=812)]
    with store.writer() as writer:
        assert writer.put(make_entry(document, claims)) == Change(added=2)
    with store.view() as view:
        assert view.document(document.id) == document
        assert list(view.documents()) == [document]
        assert [stored.claim for stored in view.claims()] == claims
        assert view.reading(document.id) == make_entry(document, claims).reading
        assert view.stats()["claims"] == 2
        for stored in view.claims():
            for words in view.words(stored.claim.id):
                assert words.span.of(document.text) == words.text


def test_put_when_known_changes_nothing(store: Store, document) -> None:
    entry = make_entry(document, [make_claim(document, "1,600 tanks")])
    with store.writer() as writer:
        writer.put(entry)
    with store.view() as view:
        before = (list(view.claims()), view.fingerprint())
    with store.writer() as writer:
        again = make_entry(replace(document, source="elsewhere.txt"), entry.claims)
        assert writer.put(again) == Change()
    with store.view() as view:
        assert (list(view.claims()), view.fingerprint()) == before


def test_put_when_revised_closes_the_old_row(store: Store, document) -> None:
    claim = make_claim(document, "1,600 tanks", value=16)
    with store.writer() as writer:
        writer.put(make_entry(document, [claim]))
    better = make_claim(document, "1,600 tanks", value=1600)
    with store.writer() as writer:
        assert writer.put(make_entry(document, [better], analysis="rules 2")) == Change(revised=1)
    with store.view() as view:
        assert view.analysis_of(document.id) == "rules 2"
        assert view.analysis_of("d0") is None
        old, new = view.history(claim.id)
        assert (old.claim, new.claim) == (claim, better)
        assert old.recorded_to == new.recorded_from
        assert new.recorded_to is None
        assert [stored.claim for stored in view.claims()] == [better]
        assert view.stats()["claims superseded"] == 1
    with store.view(as_of=old.recorded_from) as view:
        assert [stored.claim for stored in view.claims()] == [claim]


def test_put_when_a_claim_is_gone_withdraws_it(store: Store, document) -> None:
    claim = make_claim(document, "1,600 tanks")
    with store.writer() as writer:
        writer.put(make_entry(document, [claim]))
        assert writer.put(make_entry(document, [])) == Change(withdrawn=1)
    with store.view() as view:
        assert list(view.claims()) == []
        assert len(view.history(claim.id)) == 1


def test_put_when_two_claims_share_an_id_is_refused_whole(store: Store, document) -> None:
    claims = [make_claim(document, "1,600 tanks", value=value) for value in (1, 2)]
    with pytest.raises(ValueError, match="two different claims"), store.writer() as writer:
        writer.put(make_entry(document, claims))
    with store.view() as view:
        assert view.document(document.id) is None


def test_writer_when_an_error_escapes_undoes_everything(store: Store, document) -> None:
    class MishapError(Exception):
        pass

    def write() -> None:
        with store.writer() as writer:
            writer.put(make_entry(document, [make_claim(document, "1,600 tanks")]))
            raise MishapError

    with pytest.raises(MishapError):
        write()
    with store.view() as view:
        assert view.stats()["documents"] == 0
        assert view.count() == 0


def test_view_while_a_writer_commits_stays_the_same_moment(store: Store, document) -> None:
    with store.view() as view:
        assert view.count() == 0
        with store.writer() as writer:
            writer.put(make_entry(document, [make_claim(document, "1,600 tanks")]))
        assert view.count() == 0
    with store.view() as view:
        assert view.count() == 1


ALL = {"1,600 tanks", "812 artillery systems"}


@pytest.mark.parametrize(
    ("facets", "expected"),
    [
        (ClaimFilter(), ALL),
        (ClaimFilter(by=PartyFilter("x", ids=frozenset({"ua-general-staff"}))), ALL),
        (ClaimFilter(by=PartyFilter("x", names=frozenset({GENERAL_STAFF.name}))), ALL),
        (ClaimFilter(by=PartyFilter("x", ids=frozenset({"ru-mod"}))), set()),
        (ClaimFilter(about=PartyFilter("Russia", country="RU")), ALL),
        (ClaimFilter(about=PartyFilter("Ukraine", country="UA")), set()),
        (ClaimFilter(categories=("artillery",)), {"812 artillery systems"}),
        (ClaimFilter(kinds=("quantity",)), ALL),
        (ClaimFilter(kinds=("event",)), set()),
        (ClaimFilter(stances=("denies",)), set()),
        (ClaimFilter(verifications=("not stated",)), ALL),
        (ClaimFilter(cumulative=True), ALL),
        (ClaimFilter(cumulative=False), set()),
        (ClaimFilter(since=date(2022, 7, 6)), ALL),
        (ClaimFilter(since=date(2022, 7, 7)), {"812 artillery systems"}),
        (ClaimFilter(until=date(2022, 7, 6)), {"1,600 tanks"}),
        (ClaimFilter(search="tanks"), {"1,600 tanks"}),
        (ClaimFilter(search="tillery sys"), {"812 artillery systems"}),
        (ClaimFilter(search='tanks"'), {"1,600 tanks"}),
        (ClaimFilter(search="submarine"), set()),
        (ClaimFilter(limit=1), {"1,600 tanks"}),
        (ClaimFilter(place=PartyFilter("Kyiv", names=frozenset({"Kyiv"}))), set()),
    ],
)
def test_claims_by_facet(store: Store, document, facets: ClaimFilter, expected: set[str]) -> None:
    claims = [
        make_claim(document, "1,600 tanks"),
        make_claim(document, "812 artillery systems", category="artillery", as_of="2022-07-08"),
    ]
    with store.writer() as writer:
        writer.put(make_entry(document, claims))
    with store.view() as view:
        assert {stored.claim.text for stored in view.claims(facets)} == expected
        assert view.count(replace(facets, limit=None)) >= len(expected)


def test_claims_since_a_day_when_only_published_is_known(store: Store, document) -> None:
    claim = replace(make_claim(document, "1,600 tanks"), period=None, published="2022-07-06T14:05:00+00:00")
    with store.writer() as writer:
        writer.put(make_entry(document, [claim]))
    with store.view() as view:
        assert view.count(ClaimFilter(since=date(2022, 7, 6), until=date(2022, 7, 6))) == 1
        assert view.count(ClaimFilter(until=date(2022, 7, 5))) == 0


def test_records_when_imported_again_add_nothing_and_corrections_revise(store: Store) -> None:
    cells = [make_record("orc", "tank", f"2022-07-{day:02}", 1600 + day) for day in range(1, 31)]
    with store.writer() as writer:
        assert writer.put_records(cells) == Change(added=30)
        assert writer.put_records(cells) == Change()
        assert writer.put_records([replace(cells[0], value=1.5)]) == Change(revised=1)
    with store.view() as view:
        assert list(view.records("general-staff")) == [replace(cells[0], value=1.5), *cells[1:]]
        assert list(view.records("other")) == []


def test_links_when_decided_anew_retire_the_old(store: Store) -> None:
    def copy_of(left: str, right: str) -> Link:
        kind = LinkKind.COPY_OF
        return Link(link_id(kind, left, right), kind, left, right, 0.9, ("same words",), "lineage")

    with store.writer() as writer:
        assert writer.put_links("lineage", [copy_of("a", "b"), copy_of("c", "b")]) == Change(added=2)
        assert writer.put_links("lineage", [copy_of("a", "b")]) == Change(withdrawn=1)
    with store.view() as view:
        assert list(view.links()) == [copy_of("a", "b")]


def test_failures_when_repeated_are_one_and_when_recovered_are_closed(store: Store) -> None:
    failure = Failure("bad.txt", "read", "empty", Outcome.FAILED)
    for _ in range(2):
        with store.writer() as writer:
            writer.fail(failure)
    with store.view() as view:
        assert list(view.failures()) == [failure]
    with store.writer() as writer:
        writer.recovered("bad.txt")
    with store.view() as view:
        assert list(view.failures()) == []


def test_runs_keep_their_counts(store: Store) -> None:
    with store.writer() as writer:
        first, second = writer.begin_run("rules 1"), writer.begin_run("rules 1")
        writer.finish_run(second, {"added": 3})
        writer.note("lineage", "x")
        writer.note("lineage", "y")
    with store.view() as view:
        cut_off, finished = view.runs()
        assert (cut_off.id, cut_off.finished) == (first, None)
        assert finished.counts == {"added": 3}
        assert view.noted("lineage") == "y"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=1, max_size=6))
def test_any_sequence_of_puts_leaves_the_last_and_all_of_history(tmp_path_factory, values: list[list[int]]) -> None:
    document = make_document(TEXT)
    clock = ticking()
    with open_ledger(tmp_path_factory.mktemp("h") / "l.db", clock=lambda: next(clock)) as store:
        for tanks, guns in values:
            claims = [make_claim(document, "1,600 tanks", value=tanks)]
            claims += [make_claim(document, "812 artillery systems", value=guns)] if guns else []
            with store.writer() as writer:
                writer.put(make_entry(document, claims))
        with store.view() as view:
            assert [stored.claim for stored in view.claims()] == claims
            steps = [tanks for at, (tanks, _) in enumerate(values) if at == 0 or values[at - 1][0] != tanks]
            history = view.history(claims[0].id)
            assert [stored.claim.quantity.value for stored in history] == [exact(tanks) for tanks in steps]
            assert all(a.recorded_to == b.recorded_from for a, b in pairwise(history))
        assert list(store.verify()) == []


# --- verify -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tampering", "complaint"),
    [
        ("UPDATE texts SET text = replace(text, '1,600', '1,700')", "hash differs"),
        ("UPDATE spans SET words = 'nothing' WHERE role = 'content'", "'nothing'"),
        ('UPDATE claims SET json = replace(json, \'"text":"1,600 tanks"\', \'"text":"9 tanks"\')', "'9 tanks'"),
        ("DELETE FROM spans", "words stored for it"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM texts", "point at a texts row"),
        ("DELETE FROM readings", "no reading"),
        ("DELETE FROM documents", "nothing else"),
    ],
)
def test_verify_when_tampered_with_says_what_is_wrong(tmp_path: Path, document, tampering: str, complaint: str) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as store:
        with store.writer() as writer:
            writer.put(make_entry(document, [make_claim(document, "1,600 tanks")]))
        assert list(store.verify()) == []
    with sqlite3.connect(path) as connection:
        connection.executescript(tampering)
    with open_ledger(path) as store:
        assert any(complaint in problem.what for problem in store.verify())


def test_put_when_a_span_lies_outside_the_text_is_refused(store: Store, document) -> None:
    claim = replace(make_claim(document, "1,600 tanks"), source=Span(500, 510))
    with store.writer() as writer, pytest.raises(ValueError, match=r"source of claim .* past the end"):
        writer.put(make_entry(document, [claim]))


# --- opening ----------------------------------------------------------------------------------------------------------


def test_open_when_a_newer_schema_made_it(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    open_ledger(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(FatalError, match=r"newer Attribune.*upgrade"):
        open_ledger(path)


def test_open_when_it_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("these are my notes, and they shall stay as they are\n" * 50)
    with pytest.raises(FatalError, match="not a ledger"):
        open_ledger(path)
    assert path.read_text().startswith("these are my notes")


def test_open_when_it_is_another_database(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE birds (name)")
    with pytest.raises(FatalError, match="not a ledger"):
        open_ledger(path)


@pytest.mark.parametrize(
    "where", ["{tmp}", "{tmp}/missing/ledger.db", "oracle://x", "sqlite://", "/dev/full/ledger.db"]
)
def test_open_when_it_cannot_be_made(tmp_path: Path, where: str) -> None:
    with pytest.raises(FatalError) as caught:
        open_ledger(where.format(tmp=tmp_path))
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_open_when_there_is_none_and_none_may_be_made(tmp_path: Path) -> None:
    with pytest.raises(FatalError, match="there is no ledger"):
        open_ledger(tmp_path / "ledger.db", create=False)
    assert not (tmp_path / "ledger.db").exists()


def test_open_when_creation_was_cut_off_before_any_table(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.touch()
    with open_ledger(path) as store, store.view() as view:
        assert view.count() == 0


def test_write_when_the_disk_is_full_says_so_and_keeps_what_was_there(tmp_path: Path, document) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as store, store.writer() as writer:
        writer.put(make_entry(document, [make_claim(document, "1,600 tanks")]))
    with open_ledger(path) as store, store.writer() as writer:
        # The page limit makes SQLite fail exactly as it does when the file system has no room left.
        writer._connection.exec_driver_sql("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]
        with pytest.raises(FatalError, match=r"disk is full.*run the same command again"), diagnosed(str(path)):
            writer.put(make_entry(make_document("word " * 500_000), []))
    with open_ledger(path) as store:
        with store.view() as view:
            assert view.count() == 1
        assert list(store.verify()) == []


def test_write_when_another_process_writes_says_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attribune.store.sql._BUSY_MS", 50)
    with open_ledger(tmp_path / "ledger.db") as one, open_ledger(tmp_path / "ledger.db") as other, one.writer():  # noqa: SIM117
        with pytest.raises(RetriableError, match="in use"), other.writer():
            pass


def test_read_when_file_and_folder_are_read_only(tmp_path: Path, document, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as store, store.writer() as writer:
        writer.put(make_entry(document, [make_claim(document, "1,600 tanks")]))
    monkeypatch.setattr("attribune.store.sql._writable", lambda _: False)
    with open_ledger(path) as store:
        with store.view() as view:
            assert view.count() == 1
        with pytest.raises(FatalError, match="read-only"), store.writer() as writer:
            writer.put(make_entry(document, []))
