"""The extraction document: all layers of one document as plain JSON, for programs that have no ledger.

Field names are those that the scorers read; spans are [start, end] in code points of the text as stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from attribune.model import (
    Document,
    EquipmentReading,
    EventReading,
    MediaReading,
    PlaceReading,
    QuantityReading,
    Reading,
    Reference,
    Span,
    Statement,
    TimeReading,
)

__all__ = ["file_name", "to_extraction"]

Json = dict[str, Any]


def to_extraction(document: Document, reading: Reading) -> Json:
    """The extraction document of one document, ready for `json.dumps`."""
    return {
        "document": _document(document, reading),
        "attributions": [_attribution(statement) for statement in reading.statements],
        "quantities": [_quantity(quantity) for quantity in reading.quantities],
        "events": [_event(event) for event in reading.events],
        "places": [_place(place) for place in reading.places],
        "times": [_time(time) for time in reading.times],
        "equipment": [_equipment(equipment) for equipment in reading.equipment],
        "media": [_media(media) for media in reading.media],
    }


def _document(document: Document, reading: Reading) -> Json:
    facts = reading.document
    published = facts.published.start if facts.published is not None else None
    return {
        "file": file_name(document),
        "sha256": document.sha256,
        "id": document.id,
        "title": facts.title,
        "published": _day(published),
        "published_basis": facts.published_basis,
        "publisher": _name(facts.publisher),
        "origin": _name(facts.origin),
        "language": facts.language,
    }


def file_name(document: Document) -> str | None:
    """The base name of the file that a document was read from; None where it came from no file."""
    if document.source is None or document.source == "-":
        return None
    return PurePath(document.source).name


def _attribution(statement: Statement) -> Json:
    return {
        "source": _span(statement.source),
        "claimant": _name(statement.claimant),
        "party": statement.party,
        "cue": _span(statement.cue),
        "content": _spans(statement.content),
        "style": statement.style.value,
        "stance": statement.stance,
        "hedges": _spans(statement.hedges),
        "relay": [relay.name for relay in statement.relay],
        "published_verification": statement.verification.value,
    }


def _quantity(quantity: QuantityReading) -> Json:
    value = quantity.value.value
    period = quantity.period
    return {
        "span": _span(quantity.value.span),
        "category": quantity.category,
        "low": value.low,
        "best": value.best,
        "high": value.high,
        "qualifier": value.qualifier.value,
        "unit": value.unit,
        "subject": quantity.subject,
        "claimant": _name(quantity.claimant),
        "period_start": _day(period.start) if period is not None else None,
        "period_end": _day(period.end) if period is not None else None,
        "cumulative": quantity.cumulative,
    }


def _event(event: EventReading) -> Json:
    return {
        "trigger": _span(event.trigger),
        "mentions": _spans(event.mentions),
        "type": event.type,
        "actor": _name(event.actor),
        "target": _name(event.target),
        "equipment": [equipment.name for equipment in event.equipment],
        "place": _name(event.place),
        "start": _day(event.time.start) if event.time is not None else None,
        "end": _day(event.time.end) if event.time is not None else None,
        "status": event.status.value,
        "claimant": _name(event.claimant),
    }


def _place(place: PlaceReading) -> Json:
    reference = place.value.value
    return {
        "span": _span(place.value.span),
        "name": reference.name,
        "country": reference.country,
        "kind": reference.kind,
        "lat": reference.lat,
        "lon": reference.lon,
    }


def _time(time: TimeReading) -> Json:
    interval = time.value.value
    return {
        "span": _span(time.value.span),
        "start": _day(interval.start),
        "end": _day(interval.end),
        "basis": interval.basis.value,
    }


def _equipment(equipment: EquipmentReading) -> Json:
    reference = equipment.value.value
    return {
        "span": _span(equipment.value.span),
        "name": reference.name,
        "class": reference.kind,
        "operator": equipment.operator,
    }


def _media(media: MediaReading) -> Json:
    return {
        "caption": _span(media.caption),
        "credit": _span(media.credit),
        "credited_to": [party.name for party in media.credited_to],
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _name(reference: Reference | None) -> str | None:
    return None if reference is None else reference.name


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
