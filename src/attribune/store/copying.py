"""One ledger into another, row by row: SQLite to PostgreSQL or back, with every version, time and decision as it was.

Invariant: the copy is one transaction of a target that was empty, so it is whole or not there; row numbers are kept,
so that exports, history and the seals of the audit log are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Table, func, insert, inspect, select, text

from attribune.errors import FatalError
from attribune.store.diagnosis import diagnosed
from attribune.store.sql import SqlStore
from attribune.store.tables import meta, metadata

__all__ = ["advance_sequences", "check_empty", "copy_ledger"]

_ROWS = 500


def copy_ledger(source: SqlStore, target: SqlStore, *, progress: Callable[[str, int], None] | None = None) -> int:
    """Copy everything; returns the number of rows. FatalError where the target is not empty.

    `progress` is called with the table and the number of its rows so far.
    """
    total = 0
    with source.view() as reading, diagnosed(target._where), target._engine.connect() as connection:
        writing = connection.execution_options(immediate=True)
        with writing.begin():
            check_empty(writing, target._where)
            there = set(inspect(reading._connection).get_table_names())
            for table in metadata.sorted_tables:
                if table.name in there:
                    total += _copy(reading._connection, writing, table, progress)
            if writing.dialect.name == "postgresql":
                advance_sequences(writing)
    return total


def _copy(reading: Connection, writing: Connection, table: Table, progress: Callable[[str, int], None] | None) -> int:
    key = list(table.primary_key.columns)
    query = select(table).order_by(*key)
    if table is meta:
        query = query.where(meta.c.key != "schema")  # the target has its own
    count = 0
    for rows in reading.execute(query, execution_options={"yield_per": _ROWS}).mappings().partitions():
        batch: list[dict[str, Any]] = [dict(row) for row in rows]
        writing.execute(insert(table), batch)
        count += len(batch)
        if progress is not None:
            progress(table.name, count)
    return count


def check_empty(connection: Connection, where: str) -> None:
    """FatalError where the ledger holds anything."""
    for table in metadata.sorted_tables:
        if table is not meta and connection.execute(select(func.count()).select_from(table)).scalar_one():
            raise FatalError(f"{where} is not empty", "name a new ledger: two ledgers are not merged")


def advance_sequences(connection: Connection) -> None:
    """Let the numbers that the server gives out go on behind the rows that came with theirs."""
    for table in metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            sequence = f"pg_get_serial_sequence('{table.name}', '{column.name}')"
            last = f'(SELECT max("{column.name}") FROM "{table.name}")'
            connection.execute(text(f"SELECT setval({sequence}, coalesce({last}, 0) + 1, false)"))
