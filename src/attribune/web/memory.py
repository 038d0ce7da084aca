"""Listings that are worked out: rows in a database in memory, so that they are filtered and counted like all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, Table, create_engine, insert, select
from sqlalchemy.pool import QueuePool

from attribune.store.browse import Listed

__all__ = ["MemoryListing", "in_memory"]


@dataclass(frozen=True, slots=True)
class MemoryListing:
    """Rows in memory as a listing."""

    engine: Engine
    listed: Listed

    def connect(self) -> Connection:
        """A connection to the rows."""
        return self.engine.connect()


def in_memory(table: Table, rows: Sequence[Mapping[str, Any]], *, key: str, sort: str) -> MemoryListing:
    """The rows as a listing, largest `sort` first."""
    # A name of its own in shared memory: every thread has its own connection, and the pool keeps the database alive.
    where = f"sqlite:///file:{table.name}-{uuid4().hex}?mode=memory&cache=shared&uri=true"
    engine = create_engine(where, poolclass=QueuePool, connect_args={"check_same_thread": False})
    table.metadata.create_all(engine, tables=[table])
    if rows:
        with engine.begin() as connection:
            connection.execute(insert(table), [dict(row) for row in rows])
    return MemoryListing(engine, Listed(select(table), key, sort, True))
