"""Tests of store/audit.py: a log that can only grow, and that shows every hand that went round it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import IntegrityError

from attribune.store import open_ledger
from attribune.store.audit import AuditEntry, append, broken, current, entries


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{tmp_path / 'log.db'}")
    with engine.connect() as opened, opened.begin():
        yield opened
    engine.dispose()


def fill(connection: Connection) -> None:
    append(connection, AuditEntry("anna", "assess", "c1", "admiralty", None, "B2", "seen the footage"), "2024-05-01T10")
    append(
        connection, AuditEntry("ben", "assess", "c1", "admiralty", "B2", "C3", "the place is wrong"), "2024-05-02T10"
    )
    append(connection, AuditEntry("anna", "assess", "c2", "airwars", None, "weak"), "2024-05-03T10")


def test_entries_come_back_in_order_with_who_when_old_new_and_why(connection: Connection) -> None:
    fill(connection)
    first, second, third = entries(connection)
    assert (first.by, first.old, first.new, first.why, first.at) == (
        "anna",
        None,
        "B2",
        "seen the footage",
        "2024-05-01T10",
    )
    assert (second.old, second.new) == ("B2", "C3")
    assert [entry.subject for entry in entries(connection, "c2")] == [third.subject]
    assert list(broken(connection)) == []


def test_current_is_the_last_of_each_scale_and_knows_the_past(connection: Connection) -> None:
    fill(connection)
    assert current(connection, "c1")["admiralty"].new == "C3"
    assert current(connection, "c1", until="2024-05-01T12")["admiralty"].new == "B2"
    append(connection, AuditEntry("ben", "assess", "c1", "admiralty", "C3", None, "withdrawn"), "2024-05-04T10")
    assert current(connection, "c1") == {}


@pytest.mark.parametrize("statement", ["UPDATE audit SET why = 'x'", "DELETE FROM audit WHERE row = 2"])
def test_database_refuses_to_change_the_log(connection: Connection, statement: str) -> None:
    fill(connection)
    with pytest.raises(IntegrityError, match="append-only"):
        connection.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "where", "what"),
    [
        ("UPDATE audit SET new = 'A1' WHERE row = 2", "audit entry 2", "changed afterwards"),
        ("UPDATE audit SET \"by\" = 'cleo' WHERE row = 1", "audit entry 1", "changed afterwards"),
        ("UPDATE audit SET at = '2023' WHERE row = 3", "audit entry 3", "changed afterwards"),
        ("DELETE FROM audit WHERE row = 2", "audit entry 3", "removed"),
        ("UPDATE audit SET row = 9 WHERE row = 1", "audit entry 2", "moved"),
    ],
)
def test_broken_names_the_entry_when_somebody_went_round_the_database(
    connection: Connection, statement: str, where: str, what: str
) -> None:
    fill(connection)
    for trigger in ("audit_no_update", "audit_no_delete"):
        connection.execute(text(f"DROP TRIGGER {trigger}"))
    connection.execute(text(statement))
    (problem,) = broken(connection)
    assert problem.where == where
    assert what in problem.what


def test_log_of_a_ledger_that_has_none_is_empty_and_sound(connection: Connection) -> None:
    assert list(entries(connection)) == []
    assert list(broken(connection)) == []


def test_entry_that_nobody_signs_is_refused(connection: Connection) -> None:
    with pytest.raises(ValueError, match="needs a name"):
        append(connection, AuditEntry(" ", "assess", "c1"), "2024")


def test_log_of_a_ledger_is_written_read_at_a_moment_and_verified(tmp_path: Path) -> None:
    times = iter(["2024-05-01T10:00:00.000000Z", "2024-05-02T10:00:00.000000Z"])
    with open_ledger(tmp_path / "l.db", clock=lambda: next(times)) as store:
        for grade in ("B2", "C3"):
            with store.writer() as writer:
                writer.log(AuditEntry("anna", "assess", "c1", "admiralty", None, grade))
        with store.view() as view:
            assert [entry.new for entry in view.audit("c1")] == ["B2", "C3"]
        with store.view("2024-05-01T23:59:59.000000Z") as view:
            assert [entry.new for entry in view.audit()] == ["B2"]
        assert list(store.verify()) == []


def test_verify_when_entries_are_cut_off_the_end_says_so(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with open_ledger(path) as store, store.writer() as writer:
        writer.log(AuditEntry("anna", "assess", "c1", "admiralty", None, "B2"))
        writer.log(AuditEntry("anna", "assess", "c1", "admiralty", "B2", "C3"))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as raw:
        raw.execute(text("DROP TRIGGER audit_no_delete"))
        raw.execute(text("DELETE FROM audit WHERE row = 2"))
    engine.dispose()
    with open_ledger(path) as store:
        (problem,) = store.verify()
    assert "entries are missing" in problem.what
