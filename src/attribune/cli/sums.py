"""`attribune sums`: figures that must obey arithmetic, and those that do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from attribune.catalog import load_catalog
from attribune.cli.card import stated
from attribune.cli.check import document_ids
from attribune.cli.options import form_options, known_on_option, ledger_option, opened
from attribune.cli.output import Column, emit, number
from attribune.config import Config
from attribune.errors import FatalError
from attribune.export import file_name
from attribune.model import Claim, Document
from attribune.reconcile import series as make_series
from attribune.reconcile.adapters import read_bounds
from attribune.reconcile.arithmetic import Bound, Excess, Fall, Sum, beyond, falls, sums
from attribune.reconcile.wording import load_wording
from attribune.store import ClaimFilter, View

__all__ = ["sums_command"]

_STYLES = {"adds up": "green", "does not add up": "red", "falls": "yellow", "more than there were": "red"}


@click.command("sums")
@click.option("--document", metavar="ID", help="Only of one document: its id or file name.")
@click.option("--had", metavar="FILE", help="CSV of how many there were: subject, category, count, as_of, source.")
@click.option("--wrong", is_flag=True, help="Only what does not hold.")
@form_options
@known_on_option
@ledger_option
def sums_command(
    document: str | None, had: str | None, wrong: bool, form: str | None, known_on: str | None, config: Config
) -> None:
    """Hold figures against arithmetic: parts, falls, stocks.

    Totals and their parts, totals that fall, losses of more than there were.

    "5 killed in A and 3 in B, 8 in all" adds up or does not; a running total that is lower than the same claimant's
    earlier one is a remark and no verdict, because recounts happen. Nothing is corrected.

    \b
    Example:
      attribune sums
      attribune sums --wrong --had inventory-2022.csv --csv
    """
    limits = read_bounds(had, _text(had), load_catalog().categories) if had is not None else ()
    with opened(config) as store, store.view(known_on) as view:
        rows = list(_rows(view, document, limits))
    emit(form, [row for row in rows if not wrong or row["verdict"] != "adds up"], _COLUMNS)


def _rows(view: View, document: str | None, limits: tuple[Bound, ...]) -> Iterator[dict[str, Any]]:
    wanted = ClaimFilter(kinds=("quantity",), documents=document_ids(view, document))
    by_document: dict[str, list[Claim]] = {}
    for stored in view.claims(wanted):
        by_document.setdefault(stored.claim.document_id, []).append(stored.claim)
    load = lru_cache(maxsize=4)(view.document)
    for id_, claims in by_document.items():
        found = load(id_)
        if found is not None:
            for each in sums(found.text, claims, load_wording(found.language or "en")):
                yield _sum(each, found)
    everything = [claim for claims in by_document.values() for claim in claims]
    for one in make_series(everything):
        for fall in falls(one):
            name = _name(load(fall.after.document_id), fall.after.document_id)
            yield _fall(fall, one.claimant.name, one.subject, name)
    for excess in beyond(everything, limits):
        yield _excess(excess, _name(load(excess.claim.document_id), excess.claim.document_id))


def _sum(found: Sum, document: Document) -> dict[str, Any]:
    parts = " + ".join(_figure(part) for part in found.parts)
    sign = "=" if found.holds else "≠"
    verdict = "adds up" if found.holds else "does not add up"
    return _row(found.total, _name(document, document.id), f"{parts} {sign} {_figure(found.total)}", verdict)


def _fall(found: Fall, claimant: str, subject: str | None, document: str) -> dict[str, Any]:
    before = f"{stated(found.before.quantity)} ({found.before.as_of})"
    told = f"{before} → {stated(found.after.quantity)} ({found.after.as_of})"
    return {
        "document": document,
        "claimant": claimant,
        "category": found.category,
        "subject": subject,
        "figures": told,
        "verdict": "falls",
        "claim_id": found.after.claim_id,
    }


def _excess(found: Excess, document: str) -> dict[str, Any]:
    bound = found.bound
    told = f"{_figure(found.claim)} of {number(bound.count)} ({bound.source}, {bound.as_of})"
    return _row(found.claim, document, told, "more than there were")


def _row(claim: Claim, document: str, told: str, verdict: str) -> dict[str, Any]:
    return {
        "document": document,
        "claimant": claim.claimant.name if claim.claimant is not None else None,
        "category": claim.category,
        "subject": claim.subject,
        "figures": told,
        "verdict": verdict,
        "claim_id": claim.id,
    }


def _figure(claim: Claim) -> str:
    return stated(claim.quantity.value) if claim.quantity is not None else ""


def _name(document: Document | None, id_: str) -> str:
    return (file_name(document) if document is not None else None) or id_


def _text(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FatalError(f"{file} cannot be read as text", "check the path") from error


def _verdict(row: Mapping[str, Any]) -> Text:
    return Text(row["verdict"], style=_STYLES[row["verdict"]])


_COLUMNS = (
    Column("document", "document", ratio=2),
    Column("claimant", "claimant", ratio=2),
    Column("category", lambda row: row["category"].replace("_", " "), width=11),
    Column("figures", "figures", ratio=3),
    Column("verdict", _verdict, width=15),
    Column("claim", "claim_id", fixed=True, style="cyan"),
)
