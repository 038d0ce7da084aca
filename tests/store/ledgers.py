"""Where tests keep a ledger: a file, or a schema of its own on the server that ATTRIBUNE_TEST_POSTGRES names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from sqlalchemy import create_engine

__all__ = ["POSTGRES", "new_ledger"]

POSTGRES = os.environ.get("ATTRIBUNE_TEST_POSTGRES")


@contextmanager
def new_ledger(folder: Path) -> Iterator[str]:
    """The address of a ledger that is not there yet; what a test puts there goes when it ends."""
    if POSTGRES is None:
        yield str(folder / "ledger.db")
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
