"""Events for the page: clusters of linked claims, worked out once for each state of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import REAL, Column, Integer, MetaData, Table, Text

from attribune.model import Claim, Event, Link, LinkKind
from attribune.reconcile.assessment import Derived, derived_states
from attribune.reconcile.cluster import cluster
from attribune.reconcile.origins import Support, roots, supports
from attribune.store import ClaimFilter
from attribune.store.browse import Browser
from attribune.web.memory import MemoryListing, in_memory

__all__ = ["EVENT_FACETS", "EventBook", "Events", "Told"]

EVENT_FACETS = ("type", "country", "sides")
_BATCH = 200

_table = Table(
    "events",
    MetaData(),
    *(Column(name, Text) for name in "id type day last_day place place_id country".split()),
    *(Column(name, REAL) for name in ("lat", "lon")),
    *(Column(name, Integer) for name in "claims claimants documents origins contradictions".split()),
    *(Column(name, Text) for name in ("sides", "states")),
)


@dataclass(frozen=True, slots=True)
class Told:
    """An event with who says what of it, what follows from that, and the links between its claims."""

    event: Event
    claims: tuple[Claim, ...]
    supports: tuple[Support, ...]
    states: tuple[Derived, ...]
    links: tuple[Link, ...]

    @property
    def contradictions(self) -> tuple[Link, ...]:
        """The links that say that two claims of it cannot both be right."""
        return tuple(link for link in self.links if link.kind is LinkKind.CONTRADICTS)


@dataclass(frozen=True, slots=True)
class Events:
    """All events of one state of the ledger."""

    version: str
    by_id: Mapping[str, Told]
    by_claim: Mapping[str, str]
    listing: MemoryListing


class EventBook:
    """Hands out the events of the ledger as it is now; works them out again when it has changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._events: Events | None = None

    def of(self, browser: Browser) -> Events:
        """The events of what the browser sees."""
        version = f"{browser.version()} {browser.as_of}"
        with self._lock:
            if self._events is None or self._events.version != version:
                self._events = _work_out(browser, version)
            return self._events


def _work_out(browser: Browser, version: str) -> Events:
    links = [link for link in browser.links() if link.left[:1] == "c"]
    root_of = roots(link for link in browser.links() if link.kind is LinkKind.COPY_OF)
    claims = _claims(browser, {end for link in links for end in (link.left, link.right)})
    known = [link for link in links if link.left in claims and link.right in claims]
    between: dict[str, list[Link]] = {}
    for link in known:
        for end in {link.left, link.right}:
            between.setdefault(end, []).append(link)
    by_id = {event.id: _told(event, claims, root_of, between) for event in cluster(known, claims.__getitem__)}
    rows = [_row(told) for told in by_id.values()]
    by_claim = {claim_id: told.event.id for told in by_id.values() for claim_id in told.event.claim_ids}
    return Events(version, by_id, by_claim, in_memory(_table, rows, key="id", sort="day"))


def _claims(browser: Browser, ids: Iterable[str]) -> dict[str, Claim]:
    listed = sorted(ids)
    found: dict[str, Claim] = {}
    for at in range(0, len(listed), _BATCH):
        for stored in browser.claims(ClaimFilter(ids=tuple(listed[at : at + _BATCH]))):
            found[stored.claim.id] = stored.claim
    return found


def _told(
    event: Event, claims: Mapping[str, Claim], root_of: Mapping[str, str], between: Mapping[str, list[Link]]
) -> Told:  # fmt: skip
    own = tuple(claims[claim_id] for claim_id in event.claim_ids)
    inside = set(event.claim_ids)
    links = {
        link.id: link
        for claim_id in event.claim_ids
        for link in between.get(claim_id, ())
        if link.left in inside and link.right in inside
    }
    rows = supports(own, root_of, {})
    return Told(event, own, rows, derived_states(rows, own), tuple(links.values()))


def _row(told: Told) -> dict[str, Any]:
    event, place = told.event, told.event.place
    sides = sorted({row.side for row in told.supports if row.side is not None})
    return {
        "id": event.id,
        "type": event.type,
        "day": event.start.isoformat() if event.start is not None else None,
        "last_day": event.end.isoformat() if event.end is not None else None,
        "place": place.name if place is not None else None,
        "place_id": place.id if place is not None else None,
        "country": place.country if place is not None else None,
        "lat": place.lat if place is not None else None,
        "lon": place.lon if place is not None else None,
        "claims": len(event.claim_ids),
        "claimants": len({row.claimant.name for row in told.supports if row.claimant is not None}),
        "documents": len({claim.document_id for claim in told.claims}),
        "origins": len({origin for row in told.supports for origin in row.origins}),
        "contradictions": len(told.contradictions),
        "sides": ", ".join(sides) or None,
        "states": "; ".join(dict.fromkeys(state.state.value for state in told.states)) or None,
    }
