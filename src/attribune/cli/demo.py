"""`attribune demo`: the bundled dispatches made into a ledger, and a tour of it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from importlib.resources import as_file, files
from pathlib import Path

import click
from rich.console import Console

from attribune.cli.card import draw
from attribune.cli.check import COLUMNS as CHECK_COLUMNS
from attribune.cli.check import checked, tell_causes
from attribune.cli.events import tell
from attribune.cli.lineage import COLUMNS as LINEAGE_COLUMNS
from attribune.cli.lineage import copied
from attribune.cli.output import Column, console, number, table
from attribune.cli.series import chart, found_series
from attribune.cli.serve import serve_here
from attribune.cli.show import card_of
from attribune.config import Config
from attribune.inquiry import EventAccount, Inquiry
from attribune.model import RecordValue
from attribune.pipeline import default_stages, run
from attribune.reconcile import RECORDS, Report
from attribune.store import ClaimFilter, Outcome, PartyFilter, Store, StoredClaim, View, open_ledger

__all__ = ["demo"]

_CLAIMANTS = 12
_SERIES = "tank"


@click.command()
@click.option("--ledger", metavar="PATH", help="Keep the ledger there; else it is thrown away after the tour.")
@click.option("--model", metavar="NAME", help="The extraction model: fast (the default) or accurate.")
@click.option("--serve", is_flag=True, help="Serve the ledger as a page after the tour.")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="With --serve.")
@click.pass_context
def demo(ctx: click.Context, ledger: str | None, model: str | None, serve: bool, port: int) -> None:
    """Make a ledger of sample dispatches and show what is in it.

    \b
    Example:
      attribune demo
      attribune demo --serve
      attribune demo --ledger demo.db && attribune --ledger demo.db claims
    """
    config = ctx.find_object(Config) or Config()
    with _place(ledger) as path, open_ledger(path) as store:
        _fill(store, model or config.model)
        with store.view() as view:
            _tour(view, console())
        if serve:
            serve_here(store, port)
    if not serve:
        again = "attribune demo --serve" if ledger is None else f"attribune --ledger {ledger} serve"
        click.echo(f"\nTo see it as a page:\n  {again}")


@contextmanager
def _place(ledger: str | None) -> Iterator[str]:
    """Where the ledger goes: where it was asked for, else a folder that is removed afterwards."""
    if ledger is not None:
        yield ledger
        return
    with tempfile.TemporaryDirectory(prefix="attribune-demo-") as folder:
        yield str(Path(folder) / "demo.db")


def _fill(store: Store, model: str | None) -> None:
    """The dispatches and the bundled days of the General Staff's record into the ledger."""
    with as_file(files("attribune.demo") / "dispatches") as folder:
        report = run([str(folder)], store, default_stages(model))
    with store.writer() as writer:
        writer.put_records(_bundled_record())
    parts = " + ".join(f"{report[outcome]} {outcome.value}" for outcome in Outcome)
    click.echo(f"Sample dispatches: {report.total} in = {parts}")
    click.echo(f"Claims: {report.claims.added}")


def _bundled_record() -> Iterator[RecordValue]:
    data = json.loads((files("attribune.demo") / "record.json").read_text(encoding="utf-8"))
    record = RECORDS[data["record"]]
    first = date.fromisoformat(data["first_day"])
    for copy, categories in data["copies"].items():
        for category, values in categories.items():
            for offset, value in enumerate(values):
                if value is not None:
                    day = first + timedelta(days=offset)
                    yield RecordValue(
                        record.name, copy, record.claimant_id, category, record.subject, day, value, category
                    )


def _tour(view: View, out: Console) -> None:
    _heading(out, "Documents")
    reports = (Report(document, view.reading(document.id)) for document in view.documents())
    rows = [
        {"day": (report.published or "")[:10], "by": report.publisher, "title": report.document.title}
        for report in reports
    ]
    rows.sort(key=lambda row: row["day"] or "")
    table(
        rows,
        (Column("published", "day", fixed=True), Column("outlet", "by", width=20), Column("title", "title", ratio=1)),
    )

    _heading(out, "Who claims how much")
    counts = [
        {"claims": count.claims, "claimant": count.name or "the report itself, or nobody named"}
        for count in view.claimants()
    ]
    columns = (Column("claims", lambda row: number(row["claims"]), right=True), Column("claimant", "claimant"))
    table(counts[:_CLAIMANTS], columns)

    _heading(out, "One claim, with everything behind it")
    chosen = _telling(view)
    if chosen is not None:
        out.print(draw(card_of(view, chosen.claim.id), colour=out.is_terminal and not out.no_color))

    _heading(out, "One happening, as each side and each copy tells it")
    story = _disputed(view)
    if story is not None:
        tell(story, out)

    _heading(out, "One series: Russian tanks lost, as the General Staff reports them")
    record = RECORDS["general-staff"]
    for found in found_series(view, _SERIES, PartyFilter(record.name, record.claimants, record.names)):
        if found.subject == record.subject:
            click.echo(chart(found, view.records(category=_SERIES), width=out.width))

    _heading(out, "Reported figures against the claimant's own record")
    rows_of_checks = list(checked(view))
    verdicts = [row["verdict"] for row in rows_of_checks]
    said = ", ".join(f"{verdicts.count(verdict)} {verdict.replace('_', ' ')}" for verdict in dict.fromkeys(verdicts))
    out.print(f"{len(verdicts)} figures checked: {said}")
    telling = [row for row in rows_of_checks if row["verdict"] not in {"agrees", "no_record"}]
    table(telling, CHECK_COLUMNS)
    tell_causes(telling)

    _heading(out, "Copies, and what they left out")
    table(list(copied(view)), LINEAGE_COLUMNS)


def _disputed(view: View) -> EventAccount | None:
    """The happening that shows most: contradicted, told by several parties, with words that a copy dropped."""

    def weight(account: EventAccount) -> tuple[int, int, str]:
        parts = (account.contradictions, account.drifts, len(account.supports) > 1)
        return sum(map(bool, parts)), -len(account.claims), account.event.id

    return max(Inquiry(view).events(), key=weight, default=None)


def _telling(view: View) -> StoredClaim | None:
    """The statement or figure that shows most on its card: hedged, passed on, unverified."""

    def weight(stored: StoredClaim) -> tuple[int, int, str]:
        claim = stored.claim
        shown = (claim.claimant, claim.cue, claim.source, claim.quantity, claim.verification.value != "not stated")
        return sum(map(bool, shown)) + 2 * bool(claim.hedges) + 2 * bool(claim.relay), -len(claim.text), claim.id

    return max(view.claims(ClaimFilter(kinds=("statement", "quantity"))), key=weight, default=None)


def _heading(out: Console, words: str) -> None:
    out.print(f"\n{words}", style="bold")
