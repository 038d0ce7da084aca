"""Builders of claims about happenings and figures, for tests that need values, not meaning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from attribune.model import (
    Basis,
    Claim,
    ClaimKind,
    Precision,
    Qualifier,
    Quantity,
    Reference,
    Slot,
    Span,
    Status,
    TimeInterval,
    Verification,
    claim_id,
)

RU = Reference("ru-defence-ministry", "Ministry of Defence of the Russian Federation", "ministry", "RU")
UA = Reference("ua-general-staff", "General Staff of the Armed Forces of Ukraine", "military", "UA")
RU_FORCES = Reference("ru-forces", "Armed Forces of the Russian Federation", "forces", "RU")
UA_FORCES = Reference("ua-forces", "Armed Forces of Ukraine", "forces", "UA")
KYIV = Reference("703448", "Kyiv", "settlement", "UA", 50.45, 30.52)
LVIV = Reference("702550", "Lviv", "settlement", "UA", 49.84, 24.03)
OUTSKIRT = Reference("1", "Sofiivska Borshchahivka", "settlement", "UA", 50.41, 30.40)
UKRAINE = Reference("690791", "Ukraine", "country", "UA")
CRUISER = Reference("moskva", "Moskva", "vessel", "RU")
DEPOT = Reference(None, "fuel depot", "site")
OUTLET = Reference(None, "The Sample Courier", "outlet")


def days(first: str, last: str | None = None) -> TimeInterval:
    return TimeInterval(date.fromisoformat(first), date.fromisoformat(last or first), Precision.DAY, Basis.ABSOLUTE)


def happening(
    document: str = "d1",
    at: int = 10,
    *,
    by: Reference | None = UA,
    event_type: str = "strike",
    on: str | None = "2023-05-16",
    **changes: object,
) -> Claim:
    """A strike on Kyiv by the Russian forces, as a party or (`by` an outlet) a report tells it."""
    span = Span(at, at + 6)
    kind = ClaimKind.CONTROL if event_type == "territory_change" else ClaimKind.EVENT
    own_voice = by is not None and by.kind == "outlet"
    claim = Claim(
        id=claim_id(document, kind, (span,)),
        document_id=document,
        kind=kind,
        spans=(span,),
        text="struck",
        claimant=by,
        party=by.country if by is not None else None,
        stance="asserts",
        status=Status.REPORTED_AS_FACT if own_voice else Status.CLAIMED,
        verification=Verification.NOT_STATED,
        event_type=event_type,
        actor=RU_FORCES,
        place=KYIV,
        time=days(on) if on is not None else None,
        published="2023-05-16",
    )
    return replace(claim, **changes)


def figure(
    value: int | Quantity,
    document: str = "d1",
    at: int = 40,
    *,
    by: Reference | None = UA,
    category: str = "killed",
    period: str | None = "2023-05-16",
    **changes: object,
) -> Claim:
    """So many killed of Ukraine, as a party tells it."""
    quantity = value if isinstance(value, Quantity) else Quantity(None, value, None, Qualifier.EXACT)
    span = Span(at, at + 3)
    claim = happening(document, at, by=by, on=None, place=None, actor=None, event_type="x")
    made = replace(
        claim,
        id=claim_id(document, ClaimKind.QUANTITY, (span,)),
        kind=ClaimKind.QUANTITY,
        spans=(span,),
        text=str(quantity.best),
        event_type=None,
        quantity=Slot(quantity, str(quantity.best), span),
        category=category,
        subject="UA",
        cumulative=False,
        period=days(period) if period is not None else None,
    )
    return replace(made, **changes)
