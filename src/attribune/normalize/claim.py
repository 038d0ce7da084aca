"""Claims: what a reading commits its claimants to, one row for each statement, figure and event.

A figure or event inside a statement is claimed by that statement's claimant, with its stance, hedges and relay. One in
the article's own voice is claimed by the outlet (`reported_as_fact`), as far as the outlet is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

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
        yield _claim(document, ClaimKind.STATEMENT, statement.content, statement, None, published)


def _party(reading: Reading, claimant: Reference) -> str | None:
    """The side of a claimant: as in their statements, else their country."""
    told = (one.party for one in reading.statements if one.claimant is not None and one.claimant.name == claimant.name)
    return next(told, claimant.country)


def _quantities(
    document: Document, reading: Reading, outlet: Reference | None, published: str | None
) -> Iterator[Claim]:
    for quantity in reading.quantities:
        claim = _claim(
            document, ClaimKind.QUANTITY, (quantity.value.span,), _statement(reading, quantity), outlet, published
        )
        if quantity.claimant is not None:
            party = _party(reading, quantity.claimant)
            claim = replace(claim, claimant=quantity.claimant, party=party, status=Status.CLAIMED)
        yield replace(
            claim,
            quantity=quantity.value,
            category=quantity.category,
            subject=quantity.subject,
            cumulative=quantity.cumulative,
            period=quantity.period,
        )


def _events(document: Document, reading: Reading, outlet: Reference | None, published: str | None) -> Iterator[Claim]:
    for event in reading.events:
        kind = _KIND_OF_EVENT.get(event.type, ClaimKind.EVENT)
        claim = _claim(document, kind, (event.trigger,), _statement(reading, event), outlet, published)
        yield replace(
            claim,
            status=event.status,
            event_type=event.type,
            actor=event.actor,
            target=event.target,
            place=event.place,
            time=event.time,
            equipment=event.equipment,
        )


def _claim(
    document: Document,
    kind: ClaimKind,
    spans: tuple[Span, ...],
    statement: Statement | None,
    outlet: Reference | None,
    published: str | None,
) -> Claim:
    """What every claim has: whose it is and how it is put. Outside every statement it is the outlet's own."""
    claim = Claim(
        id=claim_id(document.id, kind, spans),
        document_id=document.id,
        kind=kind,
        spans=spans,
        text=" … ".join(span.of(document.text) for span in spans),
        claimant=outlet,
        party=outlet.country if outlet is not None else None,
        stance="asserts",
        status=Status.REPORTED_AS_FACT,
        verification=Verification.NOT_STATED,
        published=published,
    )
    if statement is None:
        return claim
    return replace(
        claim,
        claimant=statement.claimant,
        party=statement.party,
        stance=statement.stance,
        status=Status.CLAIMED,
        verification=statement.verification,
        style=statement.style,
        source=statement.source,
        cue=statement.cue,
        hedges=statement.hedges,
        relay=statement.relay,
    )


def _statement(reading: Reading, part: QuantityReading | EventReading) -> Statement | None:
    return reading.statements[part.statement] if part.statement is not None else None


def _outlet(document: Document, reading: Reading) -> Reference | None:
    if reading.document.publisher is not None:
        return reading.document.publisher
    return Reference(None, document.outlet, "outlet") if document.outlet is not None else None


def _day(published: TimeInterval | None) -> str | None:
    return published.start.isoformat() if published is not None and published.start is not None else None
