"""Events: claims joined by same-event links. Derived, never stored as truth, the same for any order of the claims.

Two rules keep a chain of near claims from growing into one event that nobody reported: a cluster spans at most four
stated days, and no two of its settlements lie far apart. A person's `distinct` link keeps two claims apart for good.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from attribune.model import Claim, Event, Link, LinkKind, Reference
from attribune.reconcile.scope import Days, days_of, distance_km, identity, is_denied, is_fine

__all__ = ["cluster", "event_of"]

_LONGEST_DAYS = 4
_FAR_KM = 50.0
Load = Callable[[str], Claim]
T = TypeVar("T")


@dataclass(slots=True)
class _Cluster:
    """A growing event: its claims and what must stay compatible."""

    claims: list[Claim]
    days: Days | None
    places: dict[str, Reference]


def cluster(links: Iterable[Link], load: Load) -> tuple[Event, ...]:
    """The events of two or more claims, by first day and id. `load` gives a claim by id."""
    listed = list(links)
    apart = {frozenset((link.left, link.right)) for link in listed if link.kind is LinkKind.DISTINCT}
    joins = sorted(
        (link for link in listed if link.kind is LinkKind.SAME_EVENT),
        key=lambda link: (-link.score, link.left, link.right, link.id),
    )
    clusters: dict[str, _Cluster] = {}
    for link in joins:
        one, other = (_cluster_of(claim_id, clusters, load) for claim_id in (link.left, link.right))
        if one is not other and _may_join(one, other, apart):
            _join(one, other, clusters)
    grown = {id(found): found for found in clusters.values() if len(found.claims) > 1}
    events = [event_of(found.claims) for found in grown.values()]
    return tuple(sorted(events, key=lambda event: (event.start or date.max, event.id)))


def event_of(claims: Sequence[Claim]) -> Event:
    """The event that these claims are about.

    Its id hashes its earliest claim, so that it stays when later reports join. Type, place and days are those that most
    claims give; a denial says nothing of them unless there is nothing else.
    """
    ordered = sorted(claims, key=_seniority)
    telling = [claim for claim in ordered if not is_denied(claim)] or ordered
    stated = [days for claim in telling if (days := days_of(claim)) is not None and days.stated]
    days = _most_common(stated, lambda found: (found.first.isoformat(), found.last.isoformat()))
    places = [claim.place for claim in telling if claim.place is not None]
    fine = [place for place in places if is_fine(place)]
    kinds = [claim.event_type for claim in telling if claim.event_type is not None]
    return Event(
        id="e" + hashlib.sha256(ordered[0].id.encode()).hexdigest()[:16],
        type=_most_common(kinds, str) or "other",
        place=_most_common(fine or places, identity),
        start=days.first if days is not None else None,
        end=days.last if days is not None else None,
        claim_ids=tuple(claim.id for claim in ordered),
    )


def _cluster_of(claim_id: str, clusters: dict[str, _Cluster], load: Load) -> _Cluster:
    if claim_id not in clusters:
        claim = load(claim_id)
        days = days_of(claim)
        place = claim.place
        fine = {identity(place): place} if place is not None and is_fine(place) else {}
        clusters[claim_id] = _Cluster([claim], days if days is not None and days.stated else None, fine)
    return clusters[claim_id]


def _may_join(one: _Cluster, other: _Cluster, apart: set[frozenset[str]]) -> bool:
    days = _hull(one.days, other.days)
    if days is not None and (days.last - days.first).days >= _LONGEST_DAYS:
        return False
    for here in one.places.values():
        for there in other.places.values():
            distance = distance_km(here, there)
            if identity(here) != identity(there) and (distance is None or distance > _FAR_KM):
                return False
    if not apart:
        return True
    return not any(frozenset((a.id, b.id)) in apart for a in one.claims for b in other.claims)


def _join(one: _Cluster, other: _Cluster, clusters: dict[str, _Cluster]) -> None:
    """The smaller into the larger, so that many joins stay cheap."""
    if len(one.claims) < len(other.claims):
        one, other = other, one
    one.claims += other.claims
    one.days = _hull(one.days, other.days)
    one.places |= other.places
    for claim in other.claims:
        clusters[claim.id] = one


def _hull(one: Days | None, other: Days | None) -> Days | None:
    if one is None or other is None:
        return one if other is None else other
    return Days(min(one.first, other.first), max(one.last, other.last), stated=True)


def _seniority(claim: Claim) -> tuple[str, str, int, str]:
    return claim.published or "9999", claim.document_id, claim.spans[0].start, claim.id


def _most_common(values: Sequence[T], key: Callable[[T], object]) -> T | None:
    """The value that most have; of equally many, the one whose key sorts first."""
    counts = Counter(key(value) for value in values)
    ranked = sorted(values, key=lambda value: (-counts[key(value)], str(key(value))))
    return ranked[0] if ranked else None
