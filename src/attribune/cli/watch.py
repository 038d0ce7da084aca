"""`attribune watch`: feeds into the ledger, once or for good."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import click

from attribune.cli.options import ledger_option, opened
from attribune.cli.output import print_json
from attribune.config import Config
from attribune.errors import FatalError
from attribune.ingest import read
from attribune.ingest.feed import read_feed_list
from attribune.ingest.fetch import fetcher_for
from attribune.pipeline import RunReport, default_stages, run
from attribune.store import Outcome, Store
from attribune.watch import FeedReport, Get, look

__all__ = ["watch"]


@click.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEEDS…")
@click.option("--once", is_flag=True, help="Look at every feed once and stop: for cron.")
@click.option("--every", type=click.IntRange(min=1), default=15, show_default=True, help="Minutes between two looks.")
@click.option("--model", metavar="NAME", help="The extraction model; default is the best one installed.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each feed that is looked at.")
@ledger_option
@click.pass_context
def watch(
    ctx: click.Context,
    feeds: tuple[str, ...],
    once: bool,
    every: int,
    model: str | None,
    as_json: bool,
    config: Config,
) -> None:
    """Read new articles of feeds into the ledger.

    FEEDS are addresses of feeds (RSS, Atom, JSON Feed), OPML files, or text files with one address a line. What was
    read before is not read again; an article that its feed marks as changed is, and becomes a new version. Exits with
    1 if a feed or an article failed. Sites are told whom to write to: set ATTRIBUNE_CONTACT.

    \b
    Example:
      attribune watch --once feeds.opml
      attribune watch https://news.example/rss --every 30
    """
    addresses = [address for each in feeds for address in _addresses(each)]
    fetch = fetcher_for(config.contact)
    with opened(config, create=True) as store:
        stages = default_stages(model or config.model, threads=config.threads, places=config.places)
        stages = replace(stages, read=partial(read, fetch=fetch))

        def add(urls: Iterable[str]) -> RunReport:
            return run(urls, store, stages)

        while True:
            reports = _look(addresses, store, fetch, add, as_json)
            if once:
                ctx.exit(1 if any(map(_failed, reports)) else 0)
            time.sleep(60 * every)


def _look(
    feeds: Iterable[str], store: Store, fetch: Get, add: Callable[[Iterable[str]], RunReport], as_json: bool
) -> list[FeedReport]:
    reports = []
    for feed in feeds:
        report = look(feed, store, fetch, add)
        reports.append(report)
        if as_json:
            print_json(_as_json(report))
        else:
            click.echo(said(report))
    return reports


def said(report: FeedReport) -> str:
    """One line on what a look at a feed gave."""
    if report.problem is not None:
        return f"{report.feed}: {report.problem}"
    if report.run is None:
        why = "unchanged since the last time" if report.unchanged else f"{report.entries} entries, all known"
        return f"{report.feed}: nothing new ({why})"
    parts = " + ".join(f"{report.run[outcome]} {outcome.value}" for outcome in Outcome)
    return f"{report.feed}: {report.new} new of {report.entries} entries; {report.run.total} in = {parts}"


def _failed(report: FeedReport) -> bool:
    return report.problem is not None or (report.run is not None and report.run[Outcome.FAILED] > 0)


def _as_json(report: FeedReport) -> dict[str, object]:
    counts = None if report.run is None else {outcome.value: report.run[outcome] for outcome in Outcome}
    return {**asdict(replace(report, run=None)), "run": counts}


def _addresses(given: str) -> tuple[str, ...]:
    """The feeds that an argument stands for."""
    if "://" in given:
        return (given,)
    try:
        data = Path(given).read_bytes()
    except OSError as error:
        raise FatalError(f"{given} cannot be read ({error.strerror})", "give an address or a list of feeds") from error
    return read_feed_list(data, given)
