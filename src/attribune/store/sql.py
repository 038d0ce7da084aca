"""The ledger in a SQL database. SQLite: a file in WAL mode, STRICT tables, foreign keys on. PostgreSQL: see there.

Why a crash cannot leave half a document: every `writer()` is one transaction, opened with BEGIN IMMEDIATE, so that it
either waits for another writer or knows that it can commit.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from attribune.errors import FatalError
from attribune.store.audit import audit
from attribune.store.diagnosis import diagnosed
from attribune.store.migrations import upgrade as upgrade_tables
from attribune.store.postgres import create_guards, create_search, postgres_engine, shown, tables_of
from attribune.store.protocols import Problem
from attribune.store.tables import APPLICATION_ID, SCHEMA, SEARCHED, meta, metadata
from attribune.store.verify import problems
from attribune.store.view import SqlView
from attribune.store.writer import SqlWriter

__all__ = ["SqlStore", "open_ledger"]

_BUSY_MS = 30_000  # how long a writer waits for another one before it says that the ledger is in use


class SqlStore:
    """A ledger in a SQL database. Close it, or use it as a context manager."""

    def __init__(self, engine: Engine, where: str, clock: Callable[[], str]) -> None:
        self._engine = engine
        self._where = where
        self._clock = clock

    @contextmanager
    def writer(self) -> Iterator[SqlWriter]:
        """A transaction that writes: leaving the context commits, an exception undoes everything."""
        with diagnosed(self._where), self._engine.connect() as connection:
            connection = connection.execution_options(immediate=True)
            with connection.begin():
                yield SqlWriter(connection, self._clock())

    @contextmanager
    def view(self, as_of: str | None = None) -> Iterator[SqlView]:
        """The ledger as it is now, or as it was recorded at the moment `as_of` (ISO 8601, UTC)."""
        with diagnosed(self._where), self._engine.connect() as connection, connection.begin():
            yield SqlView(connection, as_of)

    def verify(self) -> Iterator[Problem]:
        """Everything that is wrong: hashes, spans, references between rows."""
        with diagnosed(self._where), self._engine.connect() as connection, connection.begin():
            yield from problems(connection)

    def close(self) -> None:
        """Let go of the file or connection."""
        self._engine.dispose()

    def __enter__(self) -> SqlStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def utc_now() -> str:
    """The time now in UTC, ISO 8601 with microseconds: sorts as text."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def open_ledger(
    where: str | Path, *, create: bool = True, upgrade: bool = False, clock: Callable[[], str] = utc_now
) -> SqlStore:
    """The ledger at a path, `sqlite:///` or `postgresql://` URL, made if there is none and `create` is set.

    A file with an earlier schema is brought up to today's; a server's ledger only with `upgrade`, because everybody who
    works on it then needs this version. Raises FatalError, with what to do, where that is not possible: no such file,
    no ledger, a newer schema, no permission. `clock` gives the time that rows are recorded at.
    """
    url = _url(str(where))
    if url.get_backend_name() == "postgresql":
        return _open_postgres(url, create, upgrade, clock)
    name = str(url.database)
    path = Path(name)
    if not create and not path.exists():
        raise FatalError(f"there is no ledger {name}", "make one with `attribune add`, or name another with --ledger")
    if path.is_dir():
        raise FatalError(f"{name} is a directory", "name a file for the ledger")
    with diagnosed(name):
        engine = _engine(url, path)
        try:
            frozen = path.exists() and not _writable(path)
            _prepare(engine, name, refusal="it is read-only: open a copy of it" if frozen else None)
        except BaseException:
            engine.dispose()
            raise
    return SqlStore(engine, name, clock)


def _open_postgres(url: URL, create: bool, upgrade: bool, clock: Callable[[], str]) -> SqlStore:
    name = shown(url)
    with diagnosed(name):
        engine = postgres_engine(url)
        try:
            tables = tables_of(engine)
            if meta.name not in tables and tables:
                raise FatalError(f"{name} is a database, but not a ledger", "name another one with --ledger")
            if not tables and not create:
                raise FatalError(f"there is no ledger in {name}", "make one with `attribune add`")
            if not tables:
                with engine.connect().execution_options(immediate=True) as connection, connection.begin():
                    _create(connection)
            shared = "run `attribune upgrade` once; whoever works on it then needs this version of Attribune"
            _settle_schema(engine, name, refusal=None if upgrade else shared)
        except BaseException:
            engine.dispose()
            raise
    return SqlStore(engine, name, clock)


def _url(where: str) -> URL:
    if "://" not in where:
        return URL.create("sqlite", database=where)
    try:
        url = make_url(where)
    except ArgumentError as error:
        raise FatalError(f"{where} is not a ledger address", "give a path, or sqlite:///PATH") from error
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise FatalError(f"{url.get_backend_name()} ledgers are not supported", "give a path, or postgresql://…")
    if not url.database:
        raise FatalError(f"{where} names no file", "give a path, or sqlite:///PATH")
    return url


def _engine(url: URL, path: Path) -> Engine:
    if path.exists() and not _writable(path):
        # Without write permission SQLite cannot make the WAL's shared memory: read the file as unchanging.
        url = URL.create("sqlite", database=f"file:{path.resolve()}", query={"immutable": "1", "uri": "true"})
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy begins transactions itself, see below
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")  # with WAL: survives kill -9 and crashes of the program

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


def _prepare(engine: Engine, name: str, *, refusal: str | None) -> None:
    """Check that the database is a ledger of our schema, or bring it there; make the tables where it is empty."""
    with engine.connect() as connection:
        application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        tables = set(inspect(connection).get_table_names())
    if application == APPLICATION_ID and meta.name in tables:
        _settle_schema(engine, name, refusal=refusal)
        return
    if tables or application not in (0, APPLICATION_ID):
        raise FatalError(f"{name} is a database, but not a ledger", "name another file with --ledger")
    with engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]
    with engine.connect() as connection:
        connection = connection.execution_options(immediate=True)
        with connection.begin():
            _create(connection)


def _create(connection: Connection) -> None:
    """All tables in one transaction: a ledger cut off here has none, and is made at the next opening."""
    if meta.name in inspect(connection).get_table_names():
        return  # another process made them while we waited
    metadata.create_all(connection)
    connection.execute(insert(meta).values(key="schema", value=str(SCHEMA)))
    if connection.dialect.name == "postgresql":
        create_search(connection, SEARCHED)
        create_guards(connection, audit.name)
    else:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _settle_schema(engine: Engine, name: str, *, refusal: str | None) -> None:
    """Upgrade a ledger of an earlier schema, or say what to do instead (`refusal`); FatalError for a newer one."""
    with engine.connect() as connection:
        found = _schema_of(connection, name)
    if found == SCHEMA:
        return
    if found > SCHEMA:
        raise FatalError(
            f"{name} was made by a newer Attribune (schema {found}, this one reads {SCHEMA})",
            "upgrade Attribune, or name another ledger with --ledger",
        )
    if refusal is not None:
        raise FatalError(f"{name} has schema {found}, this Attribune works on {SCHEMA}", refusal)
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        found = _schema_of(connection, name)  # another process may have done it while we waited
        if found < SCHEMA:
            upgrade_tables(connection, found)


def _schema_of(connection: Connection, name: str) -> int:
    found = connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar_one_or_none()
    if found is None or not found.isdigit():
        raise FatalError(f"{name} does not say which schema it has", "it is damaged: restore a copy")
    return int(found)
