"""What a claim is about, in the terms that comparison needs: days, polarity, side, place, identity.

Invariant: nothing here guesses. Where a claim does not say, the answer is None, and None never counts as agreement.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt

from attribune.model import Claim, ClaimKind, Reference, Span, Status

__all__ = [
    "Days",
    "days_of",
    "distance_km",
    "family_of",
    "identity",
    "is_asserted",
    "is_denied",
    "is_fine",
    "published_on",
    "side_of",
    "situated",
    "standing",
]

_FAMILIES = {"strike": "fire", "shelling": "fire", "remote_explosive": "fire", "property_destruction": "fire"}
_FINE = frozenset({"settlement", "site"})  # kinds of place at which two happenings of one day can be the same
_OPEN = frozenset({Status.PLANNED, Status.HYPOTHETICAL})
_COMMITTING = frozenset({"asserts", "alleges", "confirms", "denies", "assesses"})
_LONGEST = timedelta(days=3)  # an interval longer than this fixes no day
_REPORTED_WITHIN = timedelta(days=2)  # news without a date of its own is of the day it is published or just before


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day; `stated` is False where they are only inferred from the day of publication."""

    first: date
    last: date
    stated: bool

    def overlaps(self, other: Days) -> bool:
        """True if the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def gap(self, other: Days) -> int:
        """Days between the two; 0 where they touch or overlap."""
        return max(0, (self.first - other.last).days, (other.first - self.last).days)


def days_of(claim: Claim) -> Days | None:
    """The days of a happening: those stated (at most four), else those on which it is news; None: not known."""
    interval = claim.time if claim.time is not None else claim.period
    if interval is not None:
        first, last = interval.start or interval.end, interval.end or interval.start
        if first is None or last is None or last - first > _LONGEST:
            return None
        return Days(first, last, stated=not interval.vague)
    published = published_on(claim)
    return None if published is None else Days(published - _REPORTED_WITHIN, published, stated=False)


def published_on(claim: Claim) -> date | None:
    """The day of publication of the claim's document."""
    try:
        return None if claim.published is None else date.fromisoformat(claim.published[:10])
    except ValueError:
        return None


def is_denied(claim: Claim) -> bool:
    """True if the claimant says that it did not happen."""
    return claim.status is Status.DENIED or claim.stance == "denies"


def is_asserted(claim: Claim) -> bool:
    """True if somebody commits to it having (or not having) happened: no plan, fear, demand or question."""
    return claim.status not in _OPEN and (claim.stance in _COMMITTING or claim.status is Status.REPORTED_AS_FACT)


def side_of(claim: Claim) -> str | None:
    """The side that speaks; None for an outlet in its own voice, and where nobody is named."""
    if claim.status is Status.REPORTED_AS_FACT or claim.claimant is None:
        return None
    return claim.party if claim.party is not None else standing(claim.claimant)


def standing(reference: Reference) -> str | None:
    """The side of one who acts or is acted upon: an armed group is its own, everybody else their country's."""
    return reference.name if reference.kind == "armed_group" else reference.country


def identity(reference: Reference) -> str:
    """What tells two references apart: the catalogue's id, else the name without case."""
    return reference.id if reference.id is not None else reference.name.casefold()


def family_of(claim: Claim) -> str | None:
    """What a happening is, coarsely: two words for fire from afar are one happening."""
    return None if claim.event_type is None else _FAMILIES.get(claim.event_type, claim.event_type)


def is_fine(place: Reference) -> bool:
    """True for a place small enough that "there, that day" nearly names the happening."""
    return place.kind in _FINE


def distance_km(one: Reference, other: Reference) -> float | None:
    """Great-circle distance of two places; None where coordinates are missing."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north, south = radians(one.lat), radians(other.lat)
    east = radians(other.lon - one.lon)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 12_742 * asin(sqrt(min(1.0, half)))


def situated(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of one document; a figure takes place and time from the one happening of its own statement.

    "The strike on the market killed five": the five are of that place and day. A statement that tells of happenings in
    several places gives none: the figure stays without.
    """
    listed = tuple(claims)
    told: dict[tuple[Span | None, Span | None], list[Claim]] = {}
    for claim in listed:
        if claim.kind is ClaimKind.EVENT and (claim.source is not None or claim.cue is not None):
            told.setdefault((claim.source, claim.cue), []).append(claim)
    return tuple(_placed(claim, told.get((claim.source, claim.cue), ())) for claim in listed)


def _placed(claim: Claim, happenings: Sequence[Claim]) -> Claim:
    if claim.kind is not ClaimKind.QUANTITY or claim.cumulative or not happenings:
        return claim
    places = {identity(event.place): event.place for event in happenings if event.place is not None}
    times = {event.time for event in happenings if event.time is not None}
    place = next(iter(places.values())) if claim.place is None and len(places) == 1 else claim.place
    time = next(iter(times)) if claim.time is None and len(times) == 1 else claim.time
    return replace(claim, place=place, time=time)
