"""`attribune copy`: a whole ledger into another database."""

from __future__ import annotations

import click
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from attribune.cli.output import errors
from attribune.store import open_ledger
from attribune.store.copying import copy_ledger

__all__ = ["copy"]


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(source: str, target: str) -> None:
    """Copy the ledger FROM into the new ledger TO.

    Both are paths or addresses (postgresql://…), so a ledger moves from a file to a server or back. Everything goes:
    all versions with their times, links, decisions, the audit log. TO must be empty.

    \b
    Example:
      attribune copy attribune.db postgresql://desk@db.example/attribune
      attribune copy postgresql://desk@db.example/attribune attribune.db
    """
    out = errors()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with open_ledger(source, create=False) as old, open_ledger(target) as new:
        with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as progress:
            task = progress.add_task("copying", total=None)

            def advance(table: str, count: int) -> None:
                progress.update(task, description=f"{table}: {count:,} rows")

            rows = copy_ledger(old, new, progress=advance)
        problems = sum(1 for _ in new.verify())
    click.echo(f"{rows:,} rows copied; {problems} problems found in the copy")
    if problems:
        raise click.exceptions.Exit(1)
