"""`attribune sources, places, stats, failures, verify`: what is in the ledger, and whether it is sound."""

from __future__ import annotations

from pathlib import Path

import click

from attribune.catalog import load_catalog
from attribune.cli.names import resolve_place
from attribune.cli.options import form_options, known_on_option, ledger_option, opened
from attribune.cli.output import Column, emit, number, print_json
from attribune.config import Config
from attribune.errors import FatalError
from attribune.inquiry import Inquiry
from attribune.reconcile.adapters import read_control_map
from attribune.reconcile.control import State, changes, map_states
from attribune.reconcile.scope import identity, is_fine
from attribune.store import ClaimFilter, PartyCount, View

__all__ = ["failures", "places", "sources", "stats", "verify"]


@click.command()
@form_options
@known_on_option
@ledger_option
def sources(form: str | None, known_on: str | None, config: Config) -> None:
    """List claimants with their number of claims.

    \b
    Example:
      attribune sources
    """
    with opened(config) as store, store.view(known_on) as view:
        emit(form, [_counted(count, "claimant") for count in view.claimants()], _counts("claimant"))


@click.command()
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--map", "maps", multiple=True, metavar="FILE", help="GeoJSON of an area of control, one file a day.")
@click.option("--holder", default="RU", show_default=True, metavar="CODE", help="Whose area the maps draw.")
@known_on_option
@form_options
@ledger_option
def places(
    name: str | None, maps: tuple[str, ...], holder: str, known_on: str | None, form: str | None, config: Config
) -> None:
    """List places, or who says who holds one, since when.

    With a NAME, every source's word on who controls, claims, contests, denies or has left the place, by source and
    day; the accounts of different sources are never put together. A map is one more source: --map says what it draws
    at the place, day by day. Maps are read and not stored.

    \b
    Example:
      attribune places --csv
      attribune places Lysychansk --map front-2022-07-02.geojson --map front-2022-07-04.geojson
    """
    with opened(config) as store, store.view(known_on) as view:
        if name is not None:
            wanted = ClaimFilter(place=resolve_place(name, view))
            states = Inquiry(view).control(wanted) + _drawn(view, name, wanted, maps, holder)
            emit(form, [_state(state) for state in changes(states)], _STATES)
            return
        emit(form, [_counted(count, "place") for count in view.places()], _counts("place"))


@click.command()
@form_options
@known_on_option
@ledger_option
def stats(form: str | None, known_on: str | None, config: Config) -> None:
    """Count what is in the ledger.

    \b
    Example:
      attribune stats --json
    """
    with opened(config) as store, store.view(known_on) as view:
        rows = [{"what": what, "count": count} for what, count in view.stats().items()]
    emit(form, rows, (Column("what", "what"), Column("count", lambda row: number(row["count"]), right=True)))


@click.command()
@form_options
@known_on_option
@ledger_option
def failures(form: str | None, known_on: str | None, config: Config) -> None:
    """List what did not come in, and why.

    \b
    Example:
      attribune failures
    """
    with opened(config) as store, store.view(known_on) as view:
        rows = [
            {
                "source": failure.source,
                "stage": failure.stage,
                "outcome": failure.outcome.value,
                "reason": failure.reason,
            }
            for failure in view.failures()
        ]
    columns = (
        Column("source", "source", ratio=2),
        Column("stage", "stage"),
        Column("outcome", "outcome"),
        Column("reason", "reason", ratio=3),
    )
    emit(form, rows, columns)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The problems as JSON.")
@ledger_option
@click.pass_context
def verify(ctx: click.Context, as_json: bool, config: Config) -> None:
    """Check that the ledger still says what the documents say.

    Hashes every document again, reads every span of every claim again, follows every reference. Exits with 1 if
    something is wrong.

    \b
    Example:
      attribune verify
    """
    with opened(config) as store:
        found = list(store.verify())
        with store.view() as view:
            counts = view.stats()
    if as_json:
        print_json({"ok": not found, "problems": [{"where": each.where, "what": each.what} for each in found]})
    else:
        for each in found:
            click.echo(f"{each.where}: {each.what}")
        verdict = "all sound" if not found else f"{len(found)} problems"
        click.echo(f"{counts['documents']:,} documents, {counts['claims']:,} claims: {verdict}")
    ctx.exit(1 if found else 0)


def _drawn(view: View, name: str, wanted: ClaimFilter, maps: tuple[str, ...], holder: str) -> tuple[State, ...]:
    """What maps draw at the places that pass the filter, each place once; else at the gazetteer's of that name."""
    read = [read_control_map(file, _text(file), holder=holder) for file in maps]
    places = (stored.claim.place for stored in view.claims(wanted)) if read else ()
    settled = {identity(place): place for place in places if place is not None and is_fine(place)}
    if read and not settled:
        known = (place.reference() for place in load_catalog().places.lookup(name))
        settled = {identity(place): place for place in [each for each in known if is_fine(each)][:1]}
    return tuple(state for place in settled.values() for state in map_states(place, read))


def _text(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FatalError(f"{file} cannot be read ({error})", "check the path, and that it is GeoJSON") from error


def _state(state: State) -> dict[str, object]:
    return {
        "place": state.place.name,
        "source": state.source,
        "side": state.side,
        "state": state.state.value,
        "holder": state.holder,
        "since": state.since.isoformat(),
        "stated": state.stated,
        "claim_id": state.claim_id,
        "document_id": state.document_id,
    }


_STATES = (
    Column("since", lambda row: row["since"] if row["stated"] else f"by {row['since']}", fixed=True),
    Column("source", "source", ratio=2),
    Column("says", "state"),
    Column("holder", "holder", ratio=2),
    Column("place", "place", ratio=1),
    Column("claim", "claim_id", fixed=True, style="cyan"),
)


def _counted(count: PartyCount, name: str) -> dict[str, object]:
    return {name: count.name, "id": count.id, "claims": count.claims}


def _counts(name: str) -> tuple[Column, ...]:
    return (
        Column("claims", lambda row: number(row["claims"]), right=True),
        Column(name, lambda row: row[name] if row[name] is not None else "the report itself, or nobody named", ratio=3),
        Column("id", "id", ratio=2, style="dim"),
    )
