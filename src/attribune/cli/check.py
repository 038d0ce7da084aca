"""`attribune check`: reported figures against their claimants' own records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import click
from rich.text import Text

from attribune.cli.card import stated
from attribune.cli.options import form_options, known_on_option, ledger_option, opened
from attribune.cli.output import Column, console, emit, number
from attribune.config import Config
from attribune.errors import FatalError
from attribune.export import file_name
from attribune.model import Check, Document, Verdict
from attribune.model.codec import from_json
from attribune.model.value import Quantity
from attribune.reconcile import checks, index_records
from attribune.reconcile.verdict import cause
from attribune.store import ClaimFilter, View

__all__ = ["COLUMNS", "as_row", "check", "checked", "document_ids", "tell_causes"]

_STYLES = {"agrees": "green", "disagrees": "bold red", "copies_disagree": "yellow", "no_record": "dim"}


@click.command()
@click.option("--document", metavar="ID", help="Only the figures of one document: its id, or its file name.")
@click.option("--verdict", "verdicts", multiple=True, type=click.Choice([verdict.value for verdict in Verdict]))
@form_options
@known_on_option
@ledger_option
def check(
    document: str | None, verdicts: tuple[str, ...], form: str | None, known_on: str | None, config: Config
) -> None:
    """Hold reported figures against the claimant's own record.

    Every running total is held against every copy of the record that was imported. A figure is checked on the last
    day of its period, else on the day of publication or the day before. "about", "at least" and the like are taken
    at their word; docs/checks.md has the rules.

    \b
    Example:
      attribune record import general-staff russia_losses_equipment.json orc-losses.json
      attribune check --verdict disagrees
    """
    with opened(config) as store, store.view(known_on) as view:
        rows = [row for row in checked(view, document) if not verdicts or row["verdict"] in verdicts]
        emit(form, rows, COLUMNS)
        if form in {None, "table"}:
            tell_causes(rows)


def tell_causes(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print, below the table, why each figure that disagrees may do so."""
    for row in rows:
        if row["cause_reason"]:
            category = row["category"].replace("_", " ")
            line = f"{row['document']}, {category} {_reported(row)}: {row['cause_reason']}"
            console().print(line, markup=False)


def checked(view: View, document: str | None = None) -> Iterator[dict[str, Any]]:
    """A row for every figure that is checked."""
    index = index_records(view.records())
    wanted = ClaimFilter(kinds=("quantity",), documents=document_ids(view, document))
    load = lru_cache(maxsize=4)(view.document)
    for found in checks((stored.claim for stored in view.claims(wanted)), index):
        why = cause(found, index)
        row = as_row(found, load(found.document_id))
        yield {
            **row,
            "cause": why.kind.value if why is not None else None,
            "cause_reason": why.reason if why is not None else None,
            "outdated_since": why.since.isoformat() if why is not None and why.since is not None else None,
        }


def as_row(found: Check, document: Document | None) -> dict[str, Any]:
    """A check as a flat record."""
    reported = found.reported
    return {
        "document": (file_name(document) if document is not None else None) or found.document_id,
        "document_id": found.document_id,
        "claimant": found.claimant.name,
        "category": found.category,
        "subject": found.subject,
        "as_of": found.as_of.isoformat() if found.as_of is not None else None,
        "reported": {
            "low": reported.low,
            "best": reported.best,
            "high": reported.high,
            "qualifier": reported.qualifier.value,
        },
        "records": [{"copy": copy.copy, "value": copy.value} for copy in found.records],
        "verdict": found.verdict.value,
        "reason": found.reason,
        "claim_id": found.claim_id,
    }


def document_ids(view: View, wanted: str | None) -> tuple[str, ...]:
    """The ids that a document id or file name stands for; all where none is wanted."""
    if wanted is None:
        return ()
    if view.document(wanted) is not None:
        return (wanted,)
    found = tuple(document.id for document in view.documents() if wanted in (file_name(document), document.source))
    if not found:
        raise FatalError(f"no document {wanted!r}", "give its id or file name, as `attribune check` prints them")
    return found


def _reported(row: Mapping[str, Any]) -> str:
    return stated(from_json(Quantity, {**row["reported"]}))


def _verdict(row: Mapping[str, Any]) -> Text:
    return Text(row["verdict"].replace("_", " "), style=_STYLES[row["verdict"]])


def _recorded(row: Mapping[str, Any]) -> str:
    """The copies' figures; one number where all copies have the same."""
    values = {copy["value"] for copy in row["records"]}
    if len(values) == 1:
        return number(values.pop())
    return ", ".join(f"{copy['copy']} {number(copy['value']) or 'none'}" for copy in row["records"])


COLUMNS = (
    Column("document", "document", ratio=2),
    Column("as of", "as_of", fixed=True),
    Column("category", lambda row: row["category"].replace("_", " "), width=11),
    Column("reported", _reported, right=True),
    Column("record", _recorded, ratio=2),
    Column("verdict", _verdict, width=9),
)
