"""`attribune record`: claimants' own published series, in as many copies as there are."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import click

from attribune.catalog import load_catalog
from attribune.cli.options import form_options, ledger_option, opened
from attribune.cli.output import Column, emit, number
from attribune.config import Config
from attribune.errors import FatalError
from attribune.model import RecordValue
from attribune.reconcile import RECORDS, read_record
from attribune.store import Store

__all__ = ["record"]

_NAMES = click.Choice(list(RECORDS))


@click.group()
def record() -> None:
    """Import claimants' own published series, compare copies.

    \b
    Example:
      attribune record import general-staff russia_losses_equipment.json orc-losses.json
      attribune record diff general-staff
    """


@record.command("import")
@click.argument("name", type=_NAMES, metavar="RECORD")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@ledger_option
def import_(name: str, files: tuple[str, ...], config: Config) -> None:
    """Read files of a record into the ledger.

    Which copy a file is of is told from its columns. RECORD is general-staff (the daily loss list of the General Staff
    of the Armed Forces of Ukraine) or gaza-health-ministry. Importing again adds nothing; a corrected figure closes
    the old one.

    \b
    Example:
      attribune record import general-staff russia_losses_*.json orc-losses.json
    """
    categories = load_catalog().categories
    parsed = [(file, read_record(name, file, _text(file), categories)) for file in files]
    with opened(config, create=True) as store:
        for file, found in parsed:
            with store.writer() as writer:
                change = writer.put_records(found.values)
            note = f" ({found.note})" if found.note is not None else ""
            counts = f"{len(found.values):,} figures, {change.added:,} added, {change.revised:,} revised"
            click.echo(f"{file}: copy {found.copy}: {counts}{note}")


@record.command()
@click.argument("name", type=_NAMES, metavar="RECORD")
@form_options
@ledger_option
def diff(name: str, form: str | None, config: Config) -> None:
    """List the figures on which the copies of a record differ.

    \b
    Example:
      attribune record diff general-staff --csv
    """
    with opened(config) as store:
        rows, compared = _differences(store, name)
    emit(form, rows, _COLUMNS)
    if form in (None, "table"):
        click.echo(f"{len(rows):,} of {compared:,} figures that several copies have differ", err=True)


def _differences(store: Store, name: str) -> tuple[list[dict[str, Any]], int]:
    """The cells on which copies differ, and how many cells more than one copy has."""
    rows, compared = [], 0
    with store.view() as view:
        for (category, subject, as_of), cells in groupby(view.records(name), key=_cell):
            copies = {cell.copy: cell.value for cell in cells}
            compared += len(copies) > 1
            if len(set(copies.values())) > 1:
                rows.append({"as_of": as_of.isoformat(), "category": category, "subject": subject, "copies": copies})
    return rows, compared


def _cell(value: RecordValue) -> tuple[str, str, Any]:
    return value.category, value.subject, value.as_of


def _text(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise FatalError(f"{file} is not text in UTF-8", "give the file as the compilation publishes it") from error
    except OSError as error:
        raise FatalError(f"{file} cannot be read ({error.strerror})", "check the path") from error


_COLUMNS = (
    Column("as of", "as_of", fixed=True),
    Column("category", "category"),
    Column("copies", lambda row: ", ".join(f"{copy} {number(value)}" for copy, value in row["copies"].items())),
)
