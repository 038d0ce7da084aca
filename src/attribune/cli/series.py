"""`attribune series`: one claimant's running totals over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import click

from attribune.cli.card import stated
from attribune.cli.names import category as resolve_category
from attribune.cli.names import resolve_party
from attribune.cli.options import form_options, known_on_option, ledger_option, opened
from attribune.cli.output import Column, console, emit
from attribune.cli.plot import Line, plot
from attribune.config import Config
from attribune.model import Number, Quantity, RecordValue, Series
from attribune.model.codec import from_json
from attribune.reconcile import record_of
from attribune.reconcile import series as make_series
from attribune.store import ClaimFilter, PartyFilter, View

__all__ = ["chart", "found_series", "series"]

_MARGIN = timedelta(days=7)
_MARKS = "ox+"  # of copies on days on which they differ; reported figures are drawn over them
Point = tuple[date, Number]


@click.command()
@click.argument("category")
@click.option("--by", metavar="NAME", help="Whose figures: a name, an alias, or a country code for its side.")
@click.option("--subject", metavar="CODE", help="Whose losses: RU, UA …")
@click.option("--plot", "plotted", is_flag=True, help="Draw it, over the copies of the claimant's own record.")
@form_options
@known_on_option
@ledger_option
def series(
    category: str,
    by: str | None,
    subject: str | None,
    plotted: bool,
    form: str | None,
    known_on: str | None,
    config: Config,
) -> None:
    """List or draw a claimant's running totals by day.

    CATEGORY is a slug or a label: tank, "air defence systems". Figures of different claimants are never mixed.

    \b
    Example:
      attribune series tank --by "General Staff" --plot
    """
    slug = resolve_category(category)
    with opened(config) as store, store.view(known_on) as view:
        party = resolve_party(by, view) if by is not None else None
        found = [each for each in found_series(view, slug, party) if subject is None or each.subject == subject]
        if not plotted:
            emit(form, list(_rows(found)), _COLUMNS)
            return
        out = console()
        if not found:
            out.print("nothing found", style="dim")
        for each in found:
            out.print(f"{each.claimant.name}: {slug}, subject {each.subject or 'unknown'}", style="bold")
            click.echo(chart(each, view.records(category=slug), width=out.width))


def found_series(view: View, slug: str, party: PartyFilter | None) -> tuple[Series, ...]:
    """The series of a category, of one claimant or of all."""
    wanted = ClaimFilter(kinds=("quantity",), categories=(slug,), by=party, cumulative=True)
    return make_series(stored.claim for stored in view.claims(wanted))


def chart(found: Series, records: Iterable[RecordValue], *, width: int) -> str:
    """A series drawn over the copies of the record that it belongs to, with a week of the record on either side."""
    reported = [(point.as_of, value) for point in found.points if (value := _value(point.quantity)) is not None]
    lines = _record_lines(found, records, reported) if reported else []
    return plot([*lines, Line("reported", "●", tuple(reported))], width=width)


def _record_lines(found: Series, records: Iterable[RecordValue], reported: Sequence[Point]) -> list[Line]:
    """The record where its copies are at one, and each copy apart on the days on which they differ."""
    record = record_of(found.claimant, found.subject)
    first, last = reported[0][0] - _MARGIN, reported[-1][0] + _MARGIN
    days: dict[date, dict[str, Number]] = {}
    for cell in records:
        ours = record is not None and (cell.record, cell.category) == (record.name, found.category)
        if ours and first <= cell.as_of <= last:
            days.setdefault(cell.as_of, {})[cell.copy] = cell.value
    agreed: list[Point] = []
    apart: dict[str, list[Point]] = {}
    for day, copies in sorted(days.items()):
        if len(set(copies.values())) == 1:
            agreed.append((day, next(iter(copies.values()))))
        else:
            for copy, value in copies.items():
                apart.setdefault(copy, []).append((day, value))
    lines = [Line("record", "·", tuple(agreed))] if agreed else []
    marks = zip(_MARKS, sorted(apart.items()), strict=False)
    return lines + [Line(f"{copy} where copies differ", mark, tuple(points)) for mark, (copy, points) in marks]


def _value(quantity: Quantity) -> Number | None:
    """The number to draw: best, else the bound that was given."""
    return next((value for value in (quantity.best, quantity.low, quantity.high) if value is not None), None)


def _rows(found: Iterable[Series]) -> Iterator[dict[str, Any]]:
    for each in found:
        for point in each.points:
            yield {
                "claimant": each.claimant.name,
                "category": each.category,
                "subject": each.subject,
                "as_of": point.as_of.isoformat(),
                "low": point.quantity.low,
                "best": point.quantity.best,
                "high": point.quantity.high,
                "qualifier": point.quantity.qualifier.value,
                "document_id": point.document_id,
                "claim_id": point.claim_id,
            }


def _reported(row: Mapping[str, Any]) -> str:
    return stated(from_json(Quantity, {key: row[key] for key in ("low", "best", "high", "qualifier")}))


_COLUMNS = (
    Column("as of", "as_of", fixed=True),
    Column("reported", _reported, right=True),
    Column("subject", "subject"),
    Column("claimant", "claimant", ratio=2),
    Column("claim", "claim_id", fixed=True, style="cyan"),
)
