"""`attribune batch` and `attribune load`: many documents on many processors, then into a ledger."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from attribune.batch import BatchReport, Job
from attribune.batch import batch as run_batch
from attribune.batch import load as run_load
from attribune.batch.work import Recipe
from attribune.cli.options import ledger_option, opened
from attribune.cli.output import errors, print_json
from attribune.config import Config
from attribune.errors import FatalError
from attribune.pipeline import default_stages
from attribune.store import Outcome

__all__ = ["batch", "load"]


_LINKS = {"lineage": "copies", "agreement": "between claims", "denial": "of bare denials"}


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.argument("output", metavar="OUTPUT")
@click.option("--engine", type=click.Choice(["dask"]), default="dask", show_default=True, help="What runs it.")
@click.option("--scheduler", metavar="ADDRESS", help="Of a dask cluster; else processes of this machine.")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes; one a core.")
@click.option("--shard", type=click.IntRange(min=1), default=200, show_default=True, help="Files or lines of a task.")
@click.option("--json", "as_json", is_flag=True, help="The counts as JSON.")
@ledger_option
@click.pass_context
def batch(
    ctx: click.Context,
    inputs: tuple[str, ...],
    output: str,
    engine: str,
    scheduler: str | None,
    workers: int,
    shard: int,
    as_json: bool,
    config: Config,
) -> None:
    """Read many documents on a cluster, into Parquet files.

    INPUT is read and understood, OUTPUT a folder that the result goes to.

    Files and folders that every worker can reach, and a folder that every worker can write. A run that was cut off is
    taken up by the same command. A document that kills its worker is found and recorded as failed. Copies and links
    between claims are worked out there too. Afterwards `attribune load OUTPUT` makes a ledger of it, the same as `add`
    would have made. Exits with 1 if a document failed or links are missing.

    \b
    Example:
      attribune batch articles.jsonl crawl/ out --workers 8
      attribune batch crawl/ out --scheduler tcp://head:8786 && attribune load out
    """
    del engine  # there is one
    recipe = Recipe(model=config.model, places=str(config.places) if config.places is not None else None)
    # A worker knows its model only by name; a ledger notes the whole analysis.
    analysis = default_stages(recipe.model, places=config.places).analysis
    job = Job(tuple(inputs), output, shard, recipe, analysis)
    out = errors()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as progress:
        task = progress.add_task("starting workers", total=None)

        def advance(report: BatchReport) -> None:
            progress.update(task, description=f"{report.parts} parts, {report.total:,} items: {_parts(report)}")

        def linking(step: str, done: int, total: int) -> None:
            progress.update(task, description=f"links, {step}: {done} of {total}")

        report = run_batch(job, workers=workers, scheduler=scheduler, progress=advance, linking=linking)
    (Path(output) / "analysis.txt").write_text(analysis + "\n", encoding="utf-8")
    made = report.linked
    seconds = report.seconds + (made.seconds if made is not None else 0.0)
    memory = max([*report.megabytes.values(), made.megabytes if made is not None else 0.0])
    skipped = made.skipped if made is not None else ()
    if as_json:
        links = made.links if made is not None and made.complete else None
        said = {"in": report.total, **report.counts, "links": links, "left out": skipped}
        print_json({**said, "seconds": round(seconds, 1), "megabytes": memory})
    else:
        click.echo(f"{report.total:,} in = {_parts(report)}, in {report.parts} parts ({report.resumed} from before)")
        if made is not None and made.complete:
            click.echo(f"links: {', '.join(f'{count:,} {_LINKS[rule]}' for rule, count in made.links.items())}")
        click.echo(f"{seconds:,.0f} s of work, at most {memory:,.0f} MB a worker; next: attribune load {output}")
    for each in skipped:
        click.echo(f"links left out: {each}", err=True)
    if skipped:
        click.echo("run the same command again to complete them; `attribune load` works them out itself", err=True)
    ctx.exit(1 if report.counts[Outcome.FAILED.value] or skipped else 0)


@click.command()
@click.argument("output", metavar="OUTPUT")
@click.option("--json", "as_json", is_flag=True, help="The counts as JSON.")
@ledger_option
@click.pass_context
def load(ctx: click.Context, output: str, as_json: bool, config: Config) -> None:
    """Load the OUTPUT of a batch into the ledger.

    The ledger is the one that `add` would have made of the same input. What it already has is left alone, so a load
    that was cut off is taken up by the same command. Exits with 1 if documents failed.

    \b
    Example:
      attribune load out --ledger postgresql://desk@db.example/attribune
    """
    try:
        analysis = (Path(output) / "analysis.txt").read_text(encoding="utf-8").strip()
    except OSError as error:
        raise FatalError(f"{output} is not the output of a finished batch", "run `attribune batch` first") from error
    with opened(config, create=True) as store:
        report = run_load(output, store, analysis)
    if as_json:
        click.echo(json.dumps({"in": report.total, **{outcome.value: report[outcome] for outcome in Outcome}}))
    else:
        parts = " + ".join(f"{report[outcome]} {outcome.value}" for outcome in Outcome)
        click.echo(f"{report.total} in = {parts}")
    ctx.exit(1 if report[Outcome.FAILED] else 0)


def _parts(report: BatchReport) -> str:
    """The counts as a sum. A document that comes twice is understood twice here, and known once it is loaded."""
    names = {Outcome.ADDED: "understood", Outcome.SKIPPED: "skipped", Outcome.FAILED: "failed"}
    return " + ".join(f"{report.counts[outcome.value]:,} {name}" for outcome, name in names.items())
