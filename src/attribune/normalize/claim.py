"""Claims: what a reading commits its claimants to, one row for each statement, figure and event.

A figure or event inside a statement is claimed by that statement's claimant, with its stance, hedges and relay. One in
the article's own voice is claimed by the outlet (`reported_as_fact`), as far as the outlet is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from attribune.model import (
    Claim,
    ClaimKind,
    Document,
    EventReading,
    QuantityReading,
    Reading,
    Reference,
    Span,
    Statement,
    Status,
    TimeInterval,
    Verification,
    claim_id,
)

__all__ = ["claims"]

_KIND_OF_EVENT = {
    "territory_change": ClaimKind.CONTROL,
    "pledge": ClaimKind.PLEDGE,
    "arms_delivery": ClaimKind.PLEDGE,
}


def claims(document: Document, reading: Reading) -> tuple[Claim, ...]:
    """The claims of one document, in text order, each id once."""
    outlet = _outlet(document, reading)
    published = _day(reading.document.published)
    found: dict[str, Claim] = {}
    for claim in (
        *_statements(document, reading, published),
        *_quantities(document, reading, outlet, published),
        *_events(document, reading, outlet, published),
    ):
        found.setdefault(claim.id, claim)
    return tuple(sorted(found.values(), key=lambda claim: (claim.spans[0], claim.kind, claim.id)))


def _statements(document: Document, reading: Reading, published: str | None) -> Iterator[Claim]:
    for statement in reading.statements:
        yield Claim(
            id=claim_id(document.id, ClaimKind.STATEMENT, statement.content),
            document_id=document.id,
            kind=ClaimKind.STATEMENT,
            spans=statement.content,
            text=_words(document, statement.content),
            status=Status.CLAIMED,
            published=published,
            **_voice(statement, None),
        )


def _quantities(
    document: Document, reading: Reading, outlet: Reference | None, published: str | None
) -> Iterator[Claim]:
    for quantity in reading.quantities:
        statement = _statement(reading, quantity)
        spans = (quantity.value.span,)
        claimant = quantity.claimant
        voice = _voice(statement, outlet)
        if claimant is not None:
            voice |= {"claimant": claimant, "party": claimant.country}
        yield Claim(
            id=claim_id(document.id, ClaimKind.QUANTITY, spans),
            document_id=document.id,
            kind=ClaimKind.QUANTITY,
            spans=spans,
            text=_words(document, spans),
            status=Status.CLAIMED if statement is not None or claimant is not None else Status.REPORTED_AS_FACT,
            quantity=quantity.value,
            category=quantity.category,
            subject=quantity.subject,
            cumulative=quantity.cumulative,
            period=quantity.period,
            published=published,
            **voice,
        )


def _events(document: Document, reading: Reading, outlet: Reference | None, published: str | None) -> Iterator[Claim]:
    for event in reading.events:
        statement = _statement(reading, event)
        kind = _KIND_OF_EVENT.get(event.type, ClaimKind.EVENT)
        spans = (event.trigger,)
        yield Claim(
            id=claim_id(document.id, kind, spans),
            document_id=document.id,
            kind=kind,
            spans=spans,
            text=_words(document, spans),
            status=event.status,
            event_type=event.type,
            actor=event.actor,
            target=event.target,
            place=event.place,
            time=event.time,
            equipment=event.equipment,
            published=published,
            **_voice(statement, outlet),
        )


def _voice(statement: Statement | None, outlet: Reference | None) -> dict[str, object]:
    """The fields of a claim that say whose it is and how it is put."""
    if statement is None:
        return {
            "claimant": outlet,
            "party": outlet.country if outlet is not None else None,
            "stance": "asserts",
            "verification": Verification.NOT_STATED,
        }
    return {
        "claimant": statement.claimant,
        "party": statement.party,
        "stance": statement.stance,
        "verification": statement.verification,
        "style": statement.style,
        "source": statement.source,
        "cue": statement.cue,
        "hedges": statement.hedges,
        "relay": statement.relay,
    }


def _statement(reading: Reading, part: QuantityReading | EventReading) -> Statement | None:
    return reading.statements[part.statement] if part.statement is not None else None


def _outlet(document: Document, reading: Reading) -> Reference | None:
    if reading.document.publisher is not None:
        return reading.document.publisher
    return Reference(None, document.outlet, "outlet") if document.outlet is not None else None


def _day(published: TimeInterval | None) -> str | None:
    return published.start.isoformat() if published is not None and published.start is not None else None


def _words(document: Document, spans: tuple[Span, ...]) -> str:
    return " … ".join(span.of(document.text) for span in spans)
