"""`attribune claims`: who claimed what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import click

from attribune.cli.options import Facets, facet_options, form_options, known_on_option, ledger_option, opened
from attribune.cli.output import Column, emit, errors
from attribune.config import Config
from attribune.export import claim_record
from attribune.store import ClaimFilter, View

__all__ = ["claims", "records"]

_LIMIT = 50  # rows of a table unless asked otherwise; JSON and CSV have no limit of their own


@click.command()
@facet_options
@known_on_option
@form_options
@ledger_option
def claims(facets: Facets, known_on: str | None, form: str | None, config: Config) -> None:
    """List claims by any of their facets.

    They come in order of document and place in it.

    \b
    Example:
      attribune claims --by "Ministry of Defence of the Russian Federation" --json
      attribune claims --about Russia --category tank --since 2022-07-01
    """
    with opened(config) as store, store.view(known_on) as view:
        table = form in (None, "table")
        wanted = facets.resolve(view, default_limit=_LIMIT if table else None)
        rows = list(records(view, wanted))
        emit(form, rows, _COLUMNS)
        total = view.count(wanted)
        if table and total > len(rows):
            errors().print(f"{len(rows)} of {total} claims; --limit 0 for all", style="dim")


def records(view: View, wanted: ClaimFilter) -> Iterator[dict[str, Any]]:
    """Claims as flat records."""
    load = lru_cache(maxsize=4)(view.document)
    for stored in view.claims(wanted):
        yield claim_record(stored, load(stored.claim.document_id))


def _words(row: Mapping[str, Any]) -> str:
    """What is claimed, in a line: the words of a statement or figure, an event with who, whom and where."""
    words = " ".join(row["text"].split())
    if row["kind"] == "quantity":
        return f"{words} ({' of '.join(filter(None, (row['category'], row['subject'])))})"
    if row["event_type"] is None:
        return words
    who = " → ".join(filter(None, (row["actor"], row["target"])))
    told = ", ".join(filter(None, (who, row["place"], row["start"])))
    return f"{row['event_type']}: {told or words}"


def _stance(row: Mapping[str, Any]) -> str:
    """How it is put: the stance, or that the outlet says it itself, and what the outlet says of it."""
    put = "as fact" if row["status"] == "reported_as_fact" else row["stance"] or "withholds"
    return put if row["verification"] == "not stated" else f"{put}, {row['verification']}"


_COLUMNS = (
    Column("id", "id", fixed=True, style="cyan"),
    Column("claimant", "claimant", ratio=3),
    Column("stance", _stance, width=11),
    Column("claim", _words, ratio=5),
)
