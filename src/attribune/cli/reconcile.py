"""`attribune reconcile`: everything that is derived, worked out again."""

from __future__ import annotations

import click

from attribune.cli.options import ledger_option, opened
from attribune.config import Config
from attribune.pipeline import reconcile as work_out

__all__ = ["reconcile"]


@click.command()
@ledger_option
def reconcile(config: Config) -> None:
    """Work out copies, agreement and contradiction again.

    `add` does this by itself for what its documents touch, with the same rows. Over the same documents nothing changes;
    after an upgrade, links that the new rules no longer make are retired, never deleted.

    \b
    Example:
      attribune reconcile
    """
    with opened(config) as store:
        change = work_out(store, anew=True)
    click.echo(f"links: {change.added:,} added, {change.revised:,} revised, {change.withdrawn:,} retired")
