"""`attribune upgrade`: a ledger of an earlier schema to today's."""

from __future__ import annotations

import click

from attribune.cli.options import ledger_option, shown_ledger
from attribune.config import Config
from attribune.store import open_ledger
from attribune.store.tables import SCHEMA

__all__ = ["upgrade"]


@click.command()
@ledger_option
def upgrade(config: Config) -> None:
    """Bring the ledger to the schema of this version.

    A ledger in a file is brought there whenever it is opened. One on a server is not, because everybody who works on
    it then needs this version: do it once, with this command. It is one transaction; nothing is lost if it fails.

    \b
    Example:
      attribune upgrade --ledger postgresql://desk@db.example/attribune
    """
    with open_ledger(config.ledger, create=False, upgrade=True):
        click.echo(f"{shown_ledger(config)} has schema {SCHEMA}")
