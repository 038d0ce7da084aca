"""`attribune add`: reports into the ledger."""

from __future__ import annotations

from collections import Counter

import click
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from attribune.cli.fetching import with_fetcher
from attribune.cli.options import ledger_option, opened, shown_ledger
from attribune.cli.output import errors, print_json
from attribune.config import Config
from attribune.pipeline import RunReport, default_stages, run
from attribune.store import Failure, Outcome, Store

__all__ = ["add"]

_LISTED = 20  # failures printed after a run; `attribune failures` has them all


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="PATH-OR-URL…")
@click.option("--model", metavar="NAME", help="fast (the default) or accurate.")
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True, help="Of the model.")
@click.option("--refresh", is_flag=True, help="Read documents again that the ledger already has.")
@click.option("--json", "as_json", is_flag=True, help="The counts as JSON.")
@ledger_option
@click.pass_context
def add(
    ctx: click.Context,
    sources: tuple[str, ...],
    model: str | None,
    threads: int,
    refresh: bool,
    as_json: bool,
    config: Config,
) -> None:
    """Read reports into the ledger.

    Files, folders, addresses of pages, or - for standard input. Text, HTML, live blogs, JSON Lines, ninjs, Parquet,
    WARC and WACZ are understood. Sites are asked slowly and by their robots.txt, and told whom to write to
    ($ATTRIBUNE_CONTACT). What the ledger already has is left alone, so a run that was cut off is taken up by the same
    command. Exits with 1 if a document failed; `attribune failures` says why.

    \b
    Example:
      attribune add reports/
      attribune add story.html feed.jsonl crawl.warc.gz
      ATTRIBUNE_CONTACT=desk@example.org attribune add https://news.example/story
    """
    seen: list[tuple[str, Outcome]] = []
    with opened(config, create=True) as store:
        stages = default_stages(model or config.model, threads=threads, places=config.places)
        stages = with_fetcher(stages, config, sources)
        with _progress() as progress:
            task = progress.add_task("reading", total=None)
            counts: Counter[str] = Counter()

            def advance(source: str, outcome: Outcome) -> None:
                counts[outcome.value] += 1
                if outcome in (Outcome.FAILED, Outcome.SKIPPED):
                    seen.append((source, outcome))
                said = ", ".join(f"{number} {name}" for name, number in counts.items())
                progress.update(task, description=f"{sum(counts.values())} read: {said}")

            report = run(sources, store, stages, refresh=refresh, progress=advance)
        problems = _problems(store, {source for source, _ in seen})
    if as_json:
        print_json(_as_json(report, problems))
    else:
        _print(report, problems, shown_ledger(config))
    ctx.exit(1 if report[Outcome.FAILED] else 0)


def _progress() -> Progress:
    """A line on standard error that tells how far it is, where somebody is looking."""
    out = errors()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    return Progress(*columns, console=out, transient=True, disable=not out.is_terminal)


def _problems(store: Store, sources: set[str]) -> list[Failure]:
    with store.view() as view:
        return [failure for failure in view.failures() if failure.source in sources]


def _as_json(report: RunReport, problems: list[Failure]) -> dict[str, object]:
    return {
        "in": report.total,
        **{outcome.value: report[outcome] for outcome in Outcome},
        "claims": {
            "added": report.claims.added,
            "revised": report.claims.revised,
            "withdrawn": report.claims.withdrawn,
        },
        "failures": [
            {
                "source": failure.source,
                "stage": failure.stage,
                "outcome": failure.outcome.value,
                "reason": failure.reason,
            }
            for failure in problems
        ],
    }


def _print(report: RunReport, problems: list[Failure], ledger: str) -> None:
    parts = " + ".join(f"{report[outcome]} {outcome.value}" for outcome in Outcome)
    click.echo(f"{report.total} in = {parts}")
    change = report.claims
    click.echo(f"claims: {change.added} added, {change.revised} revised, {change.withdrawn} withdrawn, in {ledger}")
    for failure in problems[:_LISTED]:
        click.echo(f"{failure.outcome.value} {failure.source} ({failure.stage}): {failure.reason}", err=True)
    if len(problems) > _LISTED:
        click.echo(f"… and {len(problems) - _LISTED} more: see `attribune failures`", err=True)
