"""Ledgers of earlier schemas to today's, by alembic: one revision for each number that `tables.SCHEMA` has had.

A new ledger is made by `metadata.create_all` and needs none of this. The schema that counts is the one in `meta`;
alembic is told it each time. Everything happens in the caller's transaction: an upgrade that fails leaves the ledger
as it was.
"""

from __future__ import annotations

from importlib.resources import as_file, files

from sqlalchemy import Connection, update

from attribune.store.tables import SCHEMA, meta

__all__ = ["upgrade"]


def upgrade(connection: Connection, found: int) -> None:
    """Bring the tables from schema `found` to today's, inside the open transaction of `connection`."""
    # Imported here: nearly every run opens a ledger that needs no upgrade.
    from alembic import command
    from alembic.config import Config

    with as_file(files("attribune.store") / "migrations") as folder:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        command.stamp(config, str(found), purge=True)
        command.upgrade(config, str(SCHEMA))
    connection.execute(update(meta).where(meta.c.key == "schema").values(value=str(SCHEMA)))
