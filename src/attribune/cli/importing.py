"""`attribune import`: our own JSON Lines back into a ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import chain, groupby
from pathlib import Path
from typing import IO, Any

import click
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from attribune.cli.options import ledger_option
from attribune.cli.output import errors
from attribune.config import Config
from attribune.errors import FatalError
from attribune.export.reading import ClaimLine, decoded_lines, read_claim
from attribune.store import open_ledger
from attribune.store.dump import is_dump, restore_ledger
from attribune.store.sql import SqlStore
from attribune.store.taking import Carried, take_claims

__all__ = ["import_"]

Lines = Iterable[tuple[int, Any]]


@click.command("import")
@click.argument("file", metavar="FILE")
@ledger_option
def import_(file: str, config: Config) -> None:
    """Read back what `export` wrote: a whole ledger, or claims.

    What `export ledger` wrote makes an empty ledger the same again: every version with its times, links, records,
    failures, decisions and the audit log. What `export jsonl` wrote (or /claims.jsonl of the page) adds the documents
    that this ledger lacks, with their claims; documents that are here are left as they are. `-` is standard input.

    \b
    Example:
      attribune import ledger.jsonl --ledger restored.db
      attribune import claims.jsonl
    """
    try:
        with nullcontext(sys.stdin) if file == "-" else Path(file).open(encoding="utf-8") as stream:
            _read(stream, config)
    except OSError as error:
        raise FatalError(f"{file} cannot be read ({error.strerror})", "name another file") from error
    except UnicodeDecodeError as error:
        raise FatalError(f"{file} is not text in UTF-8", "name what `attribune export` wrote") from error


def _read(stream: IO[str], config: Config) -> None:
    lines = decoded_lines(stream)
    first = next(lines, None)
    if first is None:
        raise FatalError("there is nothing in the file", "name what `attribune export` wrote")
    whole = chain([first], lines)
    if is_dump(first[1]):
        with open_ledger(config.ledger) as store:
            _restore(store, whole)
        return
    read_claim(*first)  # before a ledger is made for it
    with open_ledger(config.ledger) as store:
        taken = take_claims(store, _carried(whole))
    click.echo(
        f"{taken.added:,} claims in {taken.documents:,} documents added, {taken.known:,} claims known, "
        f"{taken.skipped:,} skipped"
    )
    if taken.skipped:
        said = "skipped: their documents are not in this ledger, and not (or not unchanged) in the file"
        errors().print(said, style="yellow")
        raise click.exceptions.Exit(1)


def _restore(store: SqlStore, lines: Lines) -> None:
    out = errors()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as progress:
        task = progress.add_task("importing", total=None)

        def advance(table: str, count: int) -> None:
            progress.update(task, description=f"{table}: {count:,} rows")

        rows = restore_ledger(store, lines, progress=advance)
    problems = sum(1 for _ in store.verify())
    click.echo(f"{rows:,} rows imported; {problems} problems found in the ledger")
    if problems:
        raise click.exceptions.Exit(1)


def _carried(lines: Lines) -> Iterator[Carried]:
    """Current claims, document by document as they stand in the file."""
    read: Iterator[ClaimLine] = (read_claim(number, line) for number, line in lines)
    for document_id, group in groupby(read, key=lambda each: each[0].document_id):
        here = list(group)
        document = next((document for _, document, _ in here if document is not None), None)
        yield Carried(document_id, document, tuple(claim for claim, _, superseded in here if superseded is None))
