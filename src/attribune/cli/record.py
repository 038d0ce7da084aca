"""`attribune record`: claimants' own published series, in as many copies as there are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from attribune.catalog import load_catalog
from attribune.cli.options import form_options, known_on_option, ledger_option, opened
from attribune.cli.output import Column, emit, number
from attribune.config import Config
from attribune.errors import FatalError
from attribune.model import RecordValue
from attribune.reconcile import RECORDS, read_record
from attribune.reconcile.adapters import daily_of, read_csv, read_daily
from attribune.reconcile.arithmetic import mismatches, record_falls
from attribune.reconcile.copies_diff import CellDifference, Stretch, diff_copies, stretches

__all__ = ["record"]

_NAMES = click.Choice(list(RECORDS))
_CSV = "csv"  # any series as a table: see docs/checks.md


@click.group()
def record() -> None:
    """Import claimants' own published series, compare copies.

    \b
    Example:
      attribune record import general-staff russia_losses_equipment.json orc-losses.json
      attribune record diff general-staff
    """


@record.command("import")
@click.argument("name", type=click.Choice([*RECORDS, _CSV]), metavar="RECORD")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@ledger_option
def import_(name: str, files: tuple[str, ...], config: Config) -> None:
    """Read files of a record into the ledger.

    Which copy a file is of is told from its columns. RECORD is general-staff (the daily loss list of the General Staff
    of the Armed Forces of Ukraine), gaza-health-ministry, or csv: any series, one figure a line, with the columns
    record, copy, claimant_id, category, subject, as_of, value. Importing again adds nothing; a corrected figure closes
    the old one.

    \b
    Example:
      attribune record import general-staff russia_losses_*.json orc-losses.json
      attribune record import csv my-count.csv
    """
    parsed = [(file, *_read(name, file)) for file in files]
    with opened(config, create=True) as store:
        for file, values, daily, said in parsed:
            with store.writer() as writer:
                change = writer.put_records(values)
                increments = writer.put_records(daily)
            counts = f"{len(values):,} figures, {change.added:,} added, {change.revised:,} revised"
            also = f"; {len(daily):,} daily increments, {increments.added:,} added" if daily else ""
            click.echo(f"{file}: {said[0]}: {counts}{also}{said[1]}")


Read = tuple[Sequence[RecordValue], Sequence[RecordValue], tuple[str, str]]


def _read(name: str, file: str) -> Read:
    """Totals and daily increments of a file; which copy it is of, and a note."""
    categories = load_catalog().categories
    if name == _CSV:
        return read_csv(file, _text(file), categories), (), (_CSV, "")
    found = read_record(name, file, _text(file), categories)
    daily = read_daily(name, file, _text(file), categories)
    return found.values, daily, (f"copy {found.copy}", f" ({found.note})" if found.note is not None else "")


@record.command()
@click.argument("name", metavar="RECORD")
@click.option("--runs", is_flag=True, help="Days in a row with the same difference as one line.")
@form_options
@known_on_option
@ledger_option
def diff(name: str, runs: bool, form: str | None, known_on: str | None, config: Config) -> None:
    """List the figures on which the copies of a record differ.

    With what seems to have happened, where that can be told. Figures that one copy adds up from several headings are
    compared with nothing.

    \b
    Example:
      attribune record diff general-staff --csv
    """
    with opened(config) as store, store.view(known_on) as view:
        found = diff_copies(view.records(name))
    if runs:
        emit(form, [_run(each) for each in stretches(found.differing)], _RUNS)
    else:
        emit(form, [_difference(cell) for cell in found.differing], _COLUMNS)
    if form in (None, "table"):
        click.echo(f"{len(found.differing):,} of {found.compared:,} figures that several copies have differ", err=True)
        if found.regrouped_compared:
            grouped = f"{found.regrouped_compared:,} more are added up from other headings in one copy"
            click.echo(f"{grouped}: not compared", err=True)


@record.command()
@click.argument("name", metavar="RECORD")
@form_options
@known_on_option
@ledger_option
def verify(name: str, form: str | None, known_on: str | None, config: Config) -> None:
    """List the days on which a record contradicts itself.

    Days whose increment and the total before do not make the total, and totals that fall.

    \b
    Example:
      attribune record verify gaza-health-ministry
    """
    with opened(config) as store, store.view(known_on) as view:
        totals, daily = tuple(view.records(name)), tuple(view.records(daily_of(name)))
    rows: list[dict[str, Any]] = [
        {
            "as_of": each.as_of.isoformat(),
            "copy": each.copy,
            "category": each.category,
            "since": each.since.isoformat(),
            "before": each.before,
            "daily": each.daily,
            "total": each.total,
            "off": each.off,
        }
        for each in mismatches(totals, daily)
    ]
    rows += [
        {
            "as_of": after.as_of.isoformat(),
            "copy": after.copy,
            "category": after.category,
            "since": before.as_of.isoformat(),
            "before": before.value,
            "daily": None,
            "total": after.value,
            "off": after.value - before.value,
        }
        for before, after in record_falls(totals)
    ]
    emit(form, rows, _CHECKED)


def _difference(cell: CellDifference) -> dict[str, Any]:
    copies = {copy.copy: copy.value for copy in cell.values}
    return {
        "as_of": cell.as_of.isoformat(),
        "category": cell.category,
        "subject": cell.subject,
        "copies": copies,
        "reason": cell.reason,
    }


def _run(run: Stretch) -> dict[str, Any]:
    return {
        "category": run.category,
        "first": run.first.isoformat(),
        "last": run.last.isoformat(),
        "copies": list(run.copies),
        "by": run.by,
        "figures": run.cells,
    }


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
    Column("what it looks like", "reason", ratio=1),
)
_RUNS = (
    Column("category", "category"),
    Column("first", "first", fixed=True),
    Column("last", "last", fixed=True),
    Column("figures", "figures", right=True),
    Column("difference", lambda row: f"{row['by']:+,}", right=True),
    Column("copies", lambda row: " → ".join(row["copies"])),
)
_CHECKED = (
    Column("as of", "as_of", fixed=True),
    Column("category", "category"),
    Column("since", "since", fixed=True),
    Column("before", lambda row: number(row["before"]), right=True),
    Column("increment", lambda row: number(row["daily"]), right=True),
    Column("total", lambda row: number(row["total"]), right=True),
    Column("off by", lambda row: f"{row['off']:+,}", right=True),
)
