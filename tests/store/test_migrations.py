"""Ledgers of every earlier schema, kept here as they were made, come to today's tables with all that they held."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from attribune.errors import FatalError
from attribune.store import AuditEntry, open_ledger
from attribune.store.tables import SCHEMA
from tests.store.ledgers import POSTGRES, new_ledger

SCHEMAS = Path(__file__).parent / "schemas"
FILES = sorted(path.stem for path in SCHEMAS.glob("*.sql") if "server" not in path.stem)
SERVERS = sorted(path.stem for path in SCHEMAS.glob("*-server*.sql"))
needs_postgres = pytest.mark.skipif(POSTGRES is None, reason="no server: see tools/with_postgres.py")
DOCUMENT, CLAIM = "d62171823eaa60256", "cc3503422e498e0d3"


def old_file(path: Path, name: str) -> Path:
    connection = sqlite3.connect(path)
    connection.executescript((SCHEMAS / f"{name}.sql").read_text(encoding="utf-8"))
    connection.close()
    return path


def file_tables(path: Path) -> set[str]:
    """Everything that the database is made of, but for spacing and alembic's own table."""
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name <> 'alembic_version'")
    statements = {" ".join(sql.replace("\n", " ").replace(" IF NOT EXISTS", "").split()) for (sql,) in found}
    connection.close()
    return {statement.replace("( ", "(").replace(" )", ")") for statement in statements}


def holds_what_it_held(address: str) -> None:
    with open_ledger(address) as store:
        assert list(store.verify()) == []
        with store.view() as view:
            document = view.document(DOCUMENT)
            assert document is not None
            assert "1,600 tanks" in document.text
            assert [stored.claim.quantity.value.best for stored in view.history(CLAIM)] == [1600, 1601]
            assert [value.value for value in view.records()] == [1605]
            assert view.noted("key") == "words"
            assert view.noted("schema") == str(SCHEMA)
        with store.writer() as writer:
            assert writer.log(AuditEntry("desk", "note", DOCUMENT, why="after the upgrade")).hash is not None
        assert list(store.verify()) == []


@pytest.mark.parametrize("name", FILES)
def test_file_of_an_earlier_schema_becomes_todays_when_opened(name: str, tmp_path: Path) -> None:
    old = old_file(tmp_path / "old.db", name)
    holds_what_it_held(str(old))
    open_ledger(tmp_path / "new.db").close()
    assert file_tables(old) == file_tables(tmp_path / "new.db")


@pytest.mark.parametrize("name", FILES)
def test_file_that_cannot_be_upgraded_is_as_it_was(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = old_file(tmp_path / "old.db", name)
    before = file_tables(old)

    def fail(*_: object) -> None:
        raise RuntimeError("cut off")

    monkeypatch.setattr("attribune.store.migrations.update", fail)
    with pytest.raises(RuntimeError, match="cut off"):
        open_ledger(old)
    assert file_tables(old) == before
    monkeypatch.undo()
    holds_what_it_held(str(old))


def test_read_only_file_of_an_earlier_schema_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = old_file(tmp_path / "old.db", FILES[0])
    monkeypatch.setattr("attribune.store.sql._writable", lambda _: False)
    with pytest.raises(FatalError, match="has schema 1") as raised:
        open_ledger(old)
    assert "copy" in raised.value.remedy


def test_there_is_a_ledger_of_every_schema_before_todays() -> None:
    assert {int(name.partition("-")[0]) for name in FILES} == set(range(1, SCHEMA))


@pytest.fixture
def where(tmp_path: Path) -> Iterator[str]:
    with new_ledger(tmp_path) as address:
        yield address


@needs_postgres
@pytest.mark.parametrize("name", SERVERS)
def test_ledger_on_a_server_is_upgraded_when_asked(name: str, where: str) -> None:
    engine = create_engine(where, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql((SCHEMAS / f"{name}.sql").read_text(encoding="utf-8").replace("%", "%%"))
    with pytest.raises(FatalError, match="attribune upgrade"):
        open_ledger(where)
    open_ledger(where, upgrade=True).close()
    holds_what_it_held(where)
    with new_ledger(Path()) as fresh:
        open_ledger(fresh).close()
        assert server_tables(where) == server_tables(fresh)


def server_tables(address: str) -> set[tuple[str, ...]]:
    """Columns, indexes, constraints and triggers."""
    engine = create_engine(address)
    here = "n.nspname = current_schema() AND c.relname <> 'alembic_version'"
    queries = (
        "SELECT table_name, column_name, data_type, is_nullable, coalesce(collation_name, '') "
        "FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> 'alembic_version'",
        "SELECT replace(indexdef, current_schema() || '.', '') FROM pg_indexes "
        "WHERE schemaname = current_schema() AND tablename <> 'alembic_version'",
        "SELECT c.relname, conname, pg_get_constraintdef(k.oid) FROM pg_constraint k "
        "JOIN pg_class c ON c.oid = conrelid "
        f"JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {here}",
        "SELECT c.relname, tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid "
        f"JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT tgisinternal AND {here}",
    )
    with engine.connect() as connection:
        found = {tuple(map(str, row)) for query in queries for row in connection.execute(text(query))}
    engine.dispose()
    return found
