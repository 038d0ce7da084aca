"""Stages that understand the three shared seed articles perfectly, because they read the gold annotation.

With them the ledger, the checks and the command line are tested end to end apart from the quality of extraction.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from attribune.ingest import read
from attribune.model import (
    Basis,
    Document,
    DocumentFacts,
    EventReading,
    Mentions,
    Number,
    Precision,
    Qualifier,
    Quantity,
    QuantityReading,
    Reading,
    Reference,
    Slot,
    Span,
    Statement,
    Status,
    Style,
    TimeInterval,
    Verification,
)
from attribune.normalize.claim import claims
from attribune.pipeline import Stages

__all__ = ["GOLD", "RECORDS", "SEEDS", "gold_stages"]

SHARED = Path(__file__).resolve().parents[3] / "shared"
SEEDS = sorted(map(str, (SHARED / "seeds").glob("*.txt")))
GOLD = SHARED / "gold"
RECORDS = [
    str(SHARED / "data" / "records" / name)
    for name in ("russia_losses_equipment.json", "russia_losses_personnel.json", "orc-losses.json")
]
Json = dict[str, Any]
_SLOT = {"exact": "best", "about": "best", "at_least": "low", "more_than": "low", "up_to": "high", "fewer_than": "high"}


def gold_stages() -> Stages:
    """Stages whose reading is the gold annotation of the document."""
    return Stages(
        read=read,
        speaks=lambda language: language == "en",
        extract=lambda _: Mentions((), (), (), (), (), ()),
        normalize=lambda document, _: _reading(document),
        claims=claims,
        analysis="gold 1",
    )


def _reading(document: Document) -> Reading:
    gold = json.loads((GOLD / Path(document.source or "").with_suffix(".json").name).read_text(encoding="utf-8"))
    statements = tuple(_statement(entry) for entry in gold["attributions"])
    facts = DocumentFacts(
        title=gold["doc"]["title"],
        published=_interval(gold["doc"]["published"], gold["doc"]["published"]),
        publisher=_reference(gold["doc"]["publisher"]),
        origin=_reference(gold["doc"]["origin"]),
    )
    quantities = tuple(_quantity(document, entry, statements) for entry in gold["tallies"])
    return Reading(facts, statements, quantities, tuple(_event(entry, statements) for entry in gold["events"]))


def _statement(entry: Json) -> Statement:
    return Statement(
        content=tuple(_span(span) for span in entry["content"]),
        source=_span(entry["source"]) if entry["source"] else None,
        cue=_span(entry["cue"]) if entry["cue"] else None,
        style=Style(entry["kind"]),
        claimant=_reference(entry["source_canonical"]),
        party=entry["party"],
        stance=entry["stance"],
        hedges=tuple(_span(span) for span in entry["hedge"]),
        relay=tuple(filter(None, (_reference(entry["relayed_by"]),))),
        verification=Verification(entry["verification"]),
    )


def _quantity(document: Document, entry: Json, statements: tuple[Statement, ...]) -> QuantityReading:
    span = _span(entry["span"])
    slots: dict[str, Number | None] = {"low": None, "best": None, "high": None}
    if entry["modifier"] == "range":
        slots |= {"low": entry["value"], "high": entry["value_max"]}
    else:
        slots[_SLOT[entry["modifier"]]] = entry["value"]
    quantity = Quantity(**slots, qualifier=Qualifier(entry["modifier"]), unit=entry["unit"])
    return QuantityReading(
        value=Slot(quantity, span.of(document.text), span),
        category=entry["category"],
        subject=entry["subject_party"],
        claimant=_reference(entry["claimant"]),
        period=_interval(entry["period_start"], entry["period_end"]),
        cumulative=entry["cumulative"],
        statement=_holding(span, statements),
    )


def _event(entry: Json, statements: tuple[Statement, ...]) -> EventReading:
    trigger = _span(entry["trigger"])
    day = entry["date"] if entry["date"] and len(entry["date"]) == 10 else None
    return EventReading(
        trigger=trigger,
        type=entry["type"],
        actor=_reference(entry["actor"]),
        target=_reference(entry["target"]),
        place=_reference(entry["place"]),
        time=_interval(day, day),
        status=Status(entry["status"]),
        claimant=_reference(entry["claimant"]),
        statement=_holding(trigger, statements),
    )


def _holding(span: Span, statements: tuple[Statement, ...]) -> int | None:
    """The position of the shortest statement whose content holds the span."""
    holding = [
        (sum(map(len, statement.content)), at)
        for at, statement in enumerate(statements)
        if any(content.contains(span) for content in statement.content)
    ]
    return min(holding)[1] if holding else None


def _span(triple: list[Any]) -> Span:
    return Span(triple[0], triple[1])


def _reference(name: str | None) -> Reference | None:
    return Reference(None, name, "party") if name is not None else None


def _interval(start: str | None, end: str | None) -> TimeInterval | None:
    if start is None and end is None:
        return None
    days = [date.fromisoformat(day) if day is not None else None for day in (start, end)]
    return TimeInterval(days[0], days[1], Precision.DAYS, Basis.ABSOLUTE)
