"""A ledger in PostgreSQL: one database for a team. Needs psycopg (the `postgres` extra).

Writers wait for each other on an advisory lock, so that a transaction sees everything that was committed before it and
two writers can neither lose nor double a row. Readers never wait: a view is a REPEATABLE READ snapshot.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from attribune.errors import FatalError
from attribune.store.dialect import search_indexes

__all__ = ["create_guards", "create_search", "postgres_engine", "shown", "tables_of", "wait_for_creation"]

_WAIT = "30s"  # how long a writer waits for another one before it says that the ledger is in use
_LOCK = 0x41545242  # "ATRB": of the advisory lock, together with the schema that the tables are in


def postgres_engine(url: URL) -> Engine:
    """The engine for a URL; FatalError where psycopg is missing."""
    try:
        import psycopg
    except ImportError as error:
        raise FatalError("PostgreSQL ledgers need psycopg", "pip install 'attribune[postgres]'") from error
    # Values are put into the statement by the client: the server must see that the expression it groups by is the one
    # it selects, which two placeholders with one value do not tell it.
    connect: dict[str, Any] = {"cursor_factory": psycopg.ClientCursor, "application_name": "attribune"}
    engine = create_engine(url.set(drivername="postgresql+psycopg"), connect_args=connect, pool_pre_ping=True)

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        if connection.get_execution_options().get("immediate", False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WAIT}'")
            wait_for_creation(connection)
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            connection.exec_driver_sql("SET LOCAL jit = off")

    return engine


def wait_for_creation(connection: Connection) -> None:
    """Wait until no other transaction writes to this ledger, and keep others out until this one ends."""
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK}, hashtext(current_schema()))")


def tables_of(engine: Engine) -> set[str]:
    """The tables that are there."""
    with engine.connect() as connection:
        return set(inspect(connection).get_table_names())


def create_search(connection: Connection, tables: tuple[str, ...]) -> None:
    """The search indexes, in the transaction that makes the tables."""
    trigrams = _has_trigrams(connection)
    for table in tables:
        for statement in search_indexes(table, trigrams=trigrams):
            connection.execute(text(statement))


def create_guards(connection: Connection, table: str) -> None:
    """Make a table append-only for everybody who goes through SQL."""
    guard = f"{table}_is_append_only"
    for statement in (
        f"CREATE FUNCTION {guard}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION 'the {table} log is append-only'; END $$",
        f"CREATE TRIGGER {guard} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} EXECUTE FUNCTION {guard}()",
    ):
        connection.exec_driver_sql(statement)


def _has_trigrams(connection: Connection) -> bool:
    """True if pg_trgm is there or could be installed; without it a search for parts of words reads every row."""
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DBAPIError:
        return False
    return True


def shown(url: URL) -> str:
    """The address without its password, for messages."""
    return url.render_as_string(hide_password=True)
