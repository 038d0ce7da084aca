"""`attribune events`: happenings with who says what of them, from how many independent origins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click
from rich.console import Console
from rich.markup import escape

from attribune.cli.options import Facets, facet_options, form_options, known_on_option, ledger_option, opened
from attribune.cli.output import Column, console, emit, print_json
from attribune.config import Config
from attribune.errors import FatalError
from attribune.inquiry import EventAccount, Inquiry
from attribune.model import Claim

__all__ = ["as_row", "events", "tell"]


@click.command()
@click.argument("event_id", metavar="[ID]", required=False)
@facet_options
@known_on_option
@form_options
@ledger_option
def events(event_id: str | None, facets: Facets, known_on: str | None, form: str | None, config: Config) -> None:
    """List happenings with who says what of them, or tell one.

    A happening stands here if several claims are about it. Reports that are copies of one another count as one
    independent origin. The ID may be cut short.

    \b
    Example:
      attribune events --place Kyiv --since 2023-05-01
      attribune events e1f0a9d22b3c
    """
    with opened(config) as store, store.view(known_on) as view:
        found = Inquiry(view).events(facets.resolve(view))
        if event_id is None:
            limit = facets.limit or None
            emit(form, [as_row(account) for account in list(found)[:limit]], _COLUMNS)
            return
        chosen = [account for account in found if account.event.id.startswith(event_id)]
        if len(chosen) != 1:
            what = "fits no event" if not chosen else "fits several events"
            raise FatalError(f"{event_id!r} {what}", "`attribune events` lists them with their ids")
        if form == "json":
            print_json(as_row(chosen[0]))
        else:
            tell(chosen[0], console())


def as_row(account: EventAccount) -> dict[str, Any]:
    """An event as a record."""
    event = account.event
    return {
        "id": event.id,
        "type": event.type,
        "place": event.place.name if event.place is not None else None,
        "place_id": event.place.id if event.place is not None else None,
        "start": event.start.isoformat() if event.start is not None else None,
        "end": event.end.isoformat() if event.end is not None else None,
        "claims": list(event.claim_ids),
        "reports": len({claim.document_id for claim in account.claims}),
        "claimants": [
            {
                "claimant": row.claimant.name if row.claimant is not None else None,
                "side": row.side,
                "denies": row.denies,
                "reports": len(row.reports),
                "origins": list(row.origins),
                "claims": list(row.claim_ids),
            }
            for row in account.supports
        ],
        "contradictions": [
            {"aspect": found.aspect.value, "reason": found.reason, "links": [link.id for link in found.links]}
            for found in account.contradictions
        ],
        "drifts": [
            {
                "kind": found.drift.kind.value,
                "words": list(found.drift.words),
                "copy_id": found.copy.id,
                "origin_id": found.origin.id,
                "copy_text": found.drift.copy_text,
                "origin_text": found.drift.origin_text,
            }
            for found in account.drifts
        ],
        "states": [{"state": found.state.value, "reason": found.reason} for found in account.states],
    }


def tell(account: EventAccount, out: Console) -> None:
    """An event in full: its sides, what they contradict each other in, what copies dropped."""
    event = account.event
    where = f" at {event.place.name}" if event.place is not None else ""
    when = f", {event.start}" if event.start is not None else ""
    out.print(f"[bold]{escape(event.type.replace('_', ' ') + where + when)}[/bold]  [dim]{event.id}[/dim]")
    claims = {claim.id: claim for claim in account.claims}
    for row in account.supports:
        who = row.claimant.name if row.claimant is not None else "an unnamed source"
        put = "denies it" if row.denies else _put([claims[claim_id] for claim_id in row.claim_ids])
        origins = _counted(len(row.origins), "independent origin")
        out.print(f"  {escape(who)} {put}: {_counted(len(row.reports), 'report')}, {origins}")
    for found in account.contradictions:
        out.print(f"  [red]contradiction[/red] ({found.aspect.value}): {escape(found.reason)}")
    for each in account.drifts:
        words = ", ".join(f"“{word}”" for word in each.drift.words)
        name = each.copy.outlet or each.copy.title or each.copy.id
        out.print(f"  [yellow]hedge drift[/yellow] in {escape(name)}: {each.drift.kind.value} {escape(words)}".rstrip())
        out.print(f"    origin: {escape(_flat(each.drift.origin_text))}", style="dim")
        out.print(f"    copy:   {escape(_flat(each.drift.copy_text))}", style="dim")
    for state in account.states:
        out.print(f"  {state.state.value}: {escape(state.reason)}", style="dim")


def _put(claims: list[Claim]) -> str:
    return "claims it" if any(claim.stance == "alleges" for claim in claims) else "says so"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _sides(row: Mapping[str, Any]) -> Iterator[str]:
    for each in row["claimants"]:
        denies = " denies" if each["denies"] else ""
        yield f"{each['claimant'] or 'unnamed'}{denies} ({each['reports']}/{len(each['origins'])})"


_COLUMNS = (
    Column("id", "id", fixed=True, style="cyan"),
    Column("day", "start", fixed=True),
    Column("event", lambda row: row["type"].replace("_", " "), ratio=1),
    Column("place", "place", ratio=1),
    Column("who says it (reports/origins)", lambda row: "; ".join(_sides(row)), ratio=3),
    Column("contradicted", lambda row: ", ".join(sorted({each["aspect"] for each in row["contradictions"]})), ratio=1),
)
