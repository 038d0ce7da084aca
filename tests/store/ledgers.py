"""Where tests keep a ledger: a file, or a schema of its own on the server that ATTRIBUNE_TEST_POSTGRES names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from sqlalchemy import create_engine

from attribune.store import Store, open_ledger
from attribune.store.sql import utc_now

__all__ = ["POSTGRES", "new_ledger", "opened_ledger"]

POSTGRES = os.environ.get("ATTRIBUNE_TEST_POSTGRES")


@contextmanager
def new_ledger(folder: Path, name: str = "ledger") -> Iterator[str]:
    """The address of a ledger that is not there yet; what a test puts there goes when it ends."""
    if POSTGRES is None:
        yield str(folder / f"{name}.db")
        return
    schema = f"t{uuid4().hex}"
    engine = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        # In the schema that all tests see: an extension can be in one schema only.
        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public")
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    try:
        yield f"{POSTGRES}{'&' if '?' in POSTGRES else '?'}options={quote(f'-csearch_path={schema},public')}"
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
        engine.dispose()


@contextmanager
def opened_ledger(folder: Path, name: str = "ledger", clock: Callable[[], str] = utc_now) -> Iterator[Store]:
    """A new ledger, open; `clock` tells what time it is there."""
    with new_ledger(folder, name) as where, open_ledger(where, clock=clock) as store:
        yield store
