"""`attribune gazetteer`: a user's own places beside the bundled ones."""

from __future__ import annotations

from pathlib import Path

import click

from attribune.config import Config

__all__ = ["gazetteer"]

_SHOWN = 5


@click.group()
def gazetteer() -> None:
    """Add places, down to villages, from a GeoNames country dump.

    \b
    Example:
      attribune gazetteer add UA.zip
    """


@gazetteer.command()
@click.argument("dumps", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--to", "target", type=click.Path(path_type=Path), help="Where to keep them; else $ATTRIBUNE_PLACES.")
@click.pass_context
def add(ctx: click.Context, dumps: tuple[Path, ...], target: Path | None) -> None:
    """Keep the settlements, regions and sites of GeoNames dumps.

    A dump is a country file as GeoNames offers it: UA.zip, or the UA.txt inside.

    A place that is already kept is replaced; lines that cannot be used are reported, and the rest is added. Documents
    added from now on find the new places; `attribune add --refresh` reads those of a ledger again.

    \b
    Example:
      attribune gazetteer add UA.zip
    """
    from attribune.catalog.gazetteer_dump import add_dump

    config = ctx.find_object(Config) or Config()
    kept = target or config.places or Path("places.jsonl")
    kept.parent.mkdir(parents=True, exist_ok=True)
    for dump in dumps:
        report = add_dump(dump, kept)
        click.echo(
            f"{dump}: {report.lines:,} lines = {report.added:,} added + {report.passed_over:,} of other kinds"
            f" + {len(report.bad):,} bad"
        )
        for line in report.bad[:_SHOWN]:
            click.echo(f"  line {line.number}: {line.reason}", err=True)
        if len(report.bad) > _SHOWN:
            click.echo(f"  and {len(report.bad) - _SHOWN:,} more bad lines", err=True)
    click.echo(f"kept in {kept}")
