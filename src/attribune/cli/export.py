"""`attribune export`: claims out of the ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from attribune.cli.options import Facets, facet_options, known_on_option, ledger_option, opened
from attribune.config import Config
from attribune.errors import FatalError
from attribune.export import EXPORTERS
from attribune.export import export as write
from attribune.export.parquet import write_parquet
from attribune.store import ClaimFilter, StoredClaim, View, open_ledger
from attribune.store.dump import dump_ledger

__all__ = ["export"]


@click.command()
@click.argument("form", type=click.Choice([*EXPORTERS, "parquet", "ledger"]), metavar="FORMAT")
@click.option("--out", metavar="FILE", help="Where to write; else standard output.")
@facet_options
@known_on_option
@ledger_option
def export(form: str, out: str | None, facets: Facets, known_on: str | None, config: Config) -> None:
    """Write claims, or the whole ledger, to a file.

    csv is flat, for spreadsheets; parquet is the same with types, for DuckDB, pandas and R; jsonl has the whole values
    with the texts, and `attribune import` reads it; acled-csv and ucdp-csv have event claims in the columns of those
    data sets. All claims that pass the facets are written, in order of document and place in it.

    ledger is everything there is, all versions and decisions with their times, as JSON Lines: `attribune import` makes
    the same ledger of it again.

    \b
    Example:
      attribune export jsonl --out claims.jsonl
      attribune export parquet --out claims.parquet
      attribune export ledger --out ledger.jsonl
      attribune export csv --by "General Staff of the Armed Forces of Ukraine" > claims.csv
    """
    if form == "ledger":
        _write_ledger(out, facets, known_on, config)
        return
    with opened(config) as store, store.view(known_on) as view:
        claims = view.claims(facets.resolve(view))
        if form == "parquet":
            _write_parquet(claims, view, out)
            return
        if out is None or out == "-":
            write(claims, view.document, form, sys.stdout)
            return
        try:
            with Path(out).open("w", encoding="utf-8", newline="") as stream:
                count = write(claims, view.document, form, stream)
        except OSError as error:
            raise FatalError(f"{out} cannot be written ({error.strerror})", "name another file with --out") from error
    click.echo(f"{count:,} claims to {out}", err=True)


def _write_ledger(out: str | None, facets: Facets, known_on: str | None, config: Config) -> None:
    with open_ledger(config.ledger, create=False) as store, store.view() as view:
        if known_on is not None or facets.resolve(view) != ClaimFilter():
            raise FatalError("the ledger is exported whole", "leave the facets out, or export claims with jsonl")
        if out is None or out == "-":
            dump_ledger(view, sys.stdout)
            return
        try:
            with Path(out).open("w", encoding="utf-8", newline="") as stream:
                count = dump_ledger(view, stream)
        except OSError as error:
            raise FatalError(f"{out} cannot be written ({error.strerror})", "name another file with --out") from error
    click.echo(f"{count:,} rows to {out}", err=True)


def _write_parquet(claims: Iterable[StoredClaim], view: View, out: str | None) -> None:
    if out is None or out == "-":
        raise FatalError("Parquet is no text to print", "name a file with --out")
    try:
        count = write_parquet(claims, view.document, Path(out))
    except OSError as error:
        raise FatalError(f"{out} cannot be written ({error.strerror})", "name another file with --out") from error
    click.echo(f"{count:,} claims to {out}", err=True)
