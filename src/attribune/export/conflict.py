"""Event claims in the columns of conflict data sets: ACLED-like and UCDP-like CSV, with their precision codes.

Like them in form, not in meaning: a row is what somebody claims, not what is held to have happened, so each row says
who claims it, with which stance, and what the outlet says of it. Two claims of one happening are two rows.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import IO, Any

from attribune.catalog.lexicon import load_language
from attribune.model import Claim, ClaimKind, Document, Precision, TimeInterval

__all__ = ["ACLED_COLUMNS", "UCDP_COLUMNS", "acled_row", "ucdp_row", "write_rows"]

Row = dict[str, Any]

ACLED_TYPES = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Explosions/Remote violence": (
        "Air/drone strike",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Suicide bomb",
        "Chemical weapon",
        "Grenade",
    ),
    "Violence against civilians": ("Attack", "Abduction/forced disappearance", "Sexual violence"),
    "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
}
"""The six event types of ACLED's codebook with their sub-events."""

ACLED_COLUMNS = tuple(
    "event_id event_date year time_precision disorder_type event_type sub_event_type actor1 actor2 country admin1 "
    "location latitude longitude geo_precision source notes fatalities claimant stance status verification document_id"
    "".split()
)
UCDP_COLUMNS = tuple(
    "id year date_start date_end date_prec side_a side_b where_coordinates country latitude longitude where_prec "
    "source_article source_original best high low event_type claimant stance status verification document_id".split()
)

_ACLED_GEO = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}  # UCDP's seven degrees to ACLED's three
_EXACT = {Precision.MINUTE, Precision.PART_OF_DAY, Precision.DAY}


def write_rows(
    rows: Iterable[tuple[Any, Document | None]],
    out: IO[str],
    columns: tuple[str, ...],
    make: Callable[[Claim, Document | None], Row],
) -> int:
    """Write the event claims among `rows` (stored claims with their documents); returns how many."""
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    count = 0
    for stored, document in rows:
        if stored.claim.kind is ClaimKind.EVENT:
            writer.writerow(make(stored.claim, document))
            count += 1
    return count


def acled_row(claim: Claim, document: Document | None) -> Row:
    """An event claim in ACLED's columns. Deaths stay empty: a toll is a claim of its own here."""
    sub_event = _acled().get(claim.event_type or "")
    day = claim.time.start if claim.time is not None else None
    return {
        "event_id": claim.id,
        "event_date": _iso(day),
        "year": day.year if day is not None else None,
        "time_precision": _acled_time(claim.time),
        "event_type": next((kind for kind, subs in ACLED_TYPES.items() if sub_event in subs), None),
        "sub_event_type": sub_event,
        "actor1": claim.actor.name if claim.actor is not None else None,
        "actor2": claim.target.name if claim.target is not None else None,
        "country": claim.place.country if claim.place is not None else None,
        "location": claim.place.name if claim.place is not None else None,
        "latitude": claim.place.lat if claim.place is not None else None,
        "longitude": claim.place.lon if claim.place is not None else None,
        "geo_precision": _ACLED_GEO.get(_where(claim) or 0),
        "source": document.outlet if document is not None else None,
        "notes": claim.text,
        **_said(claim),
    }


def ucdp_row(claim: Claim, document: Document | None) -> Row:
    """An event claim in the columns of UCDP's georeferenced events."""
    time = claim.time
    start, end = (time.start, time.end) if time is not None else (None, None)
    return {
        "id": claim.id,
        "year": start.year if start is not None else None,
        "date_start": _iso(start),
        "date_end": _iso(end),
        "date_prec": _ucdp_time(time),
        "side_a": claim.actor.name if claim.actor is not None else None,
        "side_b": claim.target.name if claim.target is not None else None,
        "where_coordinates": claim.place.name if claim.place is not None else None,
        "country": claim.place.country if claim.place is not None else None,
        "latitude": claim.place.lat if claim.place is not None else None,
        "longitude": claim.place.lon if claim.place is not None else None,
        "where_prec": _where(claim),
        "source_article": document.title if document is not None else None,
        "source_original": claim.claimant.name if claim.claimant is not None else None,
        "event_type": claim.event_type,
        **_said(claim),
    }


def _said(claim: Claim) -> Row:
    return {
        "claimant": claim.claimant.name if claim.claimant is not None else None,
        "stance": claim.stance,
        "status": claim.status.value,
        "verification": claim.verification.value,
        "document_id": claim.document_id,
    }


def _where(claim: Claim) -> int | None:
    return claim.place.where_precision if claim.place is not None else None


def _days(time: TimeInterval) -> int | None:
    return (time.end - time.start).days + 1 if time.start is not None and time.end is not None else None


def _acled_time(time: TimeInterval | None) -> int | None:
    """1: the day is known; 2: the week; 3: the month or less."""
    days = _days(time) if time is not None else None
    if time is None or days is None:
        return None
    if time.precision in _EXACT and not time.vague and days == 1:
        return 1
    return 2 if days <= 7 else 3


def _ucdp_time(time: TimeInterval | None) -> int | None:
    """1: the day is known; 2: two to six days; 3: a week; 4: a month; 5: more."""
    days = _days(time) if time is not None else None
    if days is None:
        return None
    return next((code for code, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if days <= most), 5)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@cache
def _acled() -> dict[str, str | None]:
    crosswalk: dict[str, str | None] = load_language("en")["events"]["acled"]
    return crosswalk
