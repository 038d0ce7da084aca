"""Model values as table rows and back. Flat columns serve queries; the JSON column is the value itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from attribune.model import Claim, Document, Number, RecordValue, Span, TimeInterval
from attribune.model.codec import dumps, loads
from attribune.store.protocols import Words

__all__ = [
    "claim_row",
    "document_of",
    "document_row",
    "happened",
    "number",
    "record_of",
    "record_row",
    "words_of",
]

Row = dict[str, Any]


def document_row(document: Document) -> Row:
    """A document without its text, which is stored once and apart."""
    return {
        "document_id": document.id,
        "title": document.title,
        "outlet": document.outlet,
        "url": document.url,
        "language": document.language,
        "source": document.source,
        "published": document.published,
        "json": dumps(replace(document, text="")),
    }


def document_of(json_text: str, text: str) -> Document:
    """The document of a `documents` row and its text."""
    return replace(loads(Document, json_text), text=text)


def happened(claim: Claim) -> tuple[date | None, date | None]:
    """First and last day that the claim is about: its own time, else the period of its figure."""
    interval: TimeInterval | None = claim.time if claim.time is not None else claim.period
    return (None, None) if interval is None else (interval.start, interval.end)


def claim_row(claim: Claim) -> Row:
    """A claim as a row of `claims`, without its recorded interval."""
    quantity = claim.quantity.value if claim.quantity is not None else None
    first, last = happened(claim)
    place = claim.place
    return {
        "id": claim.id,
        "document_id": claim.document_id,
        "kind": claim.kind.value,
        "start": min(span.start for span in claim.spans),
        "end": max(span.end for span in claim.spans),
        "text": claim.text,
        "claimant_id": claim.claimant.id if claim.claimant else None,
        "claimant": claim.claimant.name if claim.claimant else None,
        "party": claim.party,
        "stance": claim.stance,
        "status": claim.status.value,
        "verification": claim.verification.value,
        "style": claim.style.value if claim.style else None,
        "category": claim.category,
        "subject": claim.subject,
        "low": quantity.low if quantity else None,
        "best": quantity.best if quantity else None,
        "high": quantity.high if quantity else None,
        "qualifier": quantity.qualifier.value if quantity else None,
        "unit": quantity.unit if quantity else None,
        "cumulative": None if claim.cumulative is None else int(claim.cumulative),
        "event_type": claim.event_type,
        "actor_id": claim.actor.id if claim.actor else None,
        "actor": claim.actor.name if claim.actor else None,
        "target_id": claim.target.id if claim.target else None,
        "target": claim.target.name if claim.target else None,
        "place_id": place.id if place else None,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "happened_from": first.isoformat() if first else None,
        "happened_to": last.isoformat() if last else None,
        "published": claim.published,
        "json": dumps(claim),
    }


def words_of(claim: Claim, text: str) -> Iterator[Words]:
    """The words that a claim stands on, by role, in the order source, cue, content, hedge, quantity.

    Raises ValueError for a span outside the text: slicing would cut it short without a word.
    """
    roles: dict[str, tuple[Span | None, ...]] = {
        "source": (claim.source,),
        "cue": (claim.cue,),
        "content": claim.spans,
        "hedge": claim.hedges,
        "quantity": (claim.quantity.span if claim.quantity is not None else None,),
    }
    for role, spans in roles.items():
        for span in spans:
            if span is not None:
                if span.end > len(text):
                    raise ValueError(f"the {role} of claim {claim.id} reaches past the end of its document")
                yield Words(role, span, span.of(text))


def number(value: float) -> Number:
    """A REAL column as the number that went in: whole numbers as int."""
    return int(value) if float(value).is_integer() else value


def record_row(value: RecordValue) -> Row:
    """A cell of a claimant's series as a row of `records`."""
    return {
        "record": value.record,
        "copy": value.copy,
        "claimant_id": value.claimant_id,
        "category": value.category,
        "subject": value.subject,
        "as_of": value.as_of.isoformat(),
        "value": value.value,
        "column": value.column,
    }


def record_of(row: Mapping[str, Any]) -> RecordValue:
    """The cell of a `records` row."""
    return RecordValue(
        record=row["record"],
        copy=row["copy"],
        claimant_id=row["claimant_id"],
        category=row["category"],
        subject=row["subject"],
        as_of=date.fromisoformat(row["as_of"]),
        value=number(row["value"]),
        column=row["column"],
    )
