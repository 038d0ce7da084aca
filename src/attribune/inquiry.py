"""What follows from a ledger's claims and links together: events by side, contradictions, drifts, control, aid.

Nothing here is stored: every answer is worked out from one `View`, so it is of one moment, now or in the past.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from attribune.model import Claim, ClaimKind, Document, Event, Link, LinkKind, MediaReading, Reading
from attribune.reconcile.agreement import Aspect, aspect_of
from attribune.reconcile.assessment import Derived, derived_states
from attribune.reconcile.cluster import cluster
from attribune.reconcile.control import State, control_states
from attribune.reconcile.drift import Drift, carried, drifts
from attribune.reconcile.origins import Support, roots, supports
from attribune.reconcile.passages import passages
from attribune.reconcile.pledge import Account, accounts, pledges
from attribune.reconcile.scope import identity, situated
from attribune.reconcile.wording import load_wording
from attribune.store import ClaimFilter, View

__all__ = ["Contradiction", "CopyDrift", "EventAccount", "Inquiry"]

_KEPT = 512  # documents whose claims are kept at hand


@dataclass(frozen=True, slots=True)
class CopyDrift:
    """A drift with the two documents that it lies between."""

    copy: Document
    origin: Document
    drift: Drift


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claimants who contradict each other, once however many copies carry it; `links` has every pair of claims."""

    aspect: Aspect
    reason: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class EventAccount:
    """An event with everything that is known of who says what about it."""

    event: Event
    claims: tuple[Claim, ...]
    supports: tuple[Support, ...]
    contradictions: tuple[Contradiction, ...]
    drifts: tuple[CopyDrift, ...]
    states: tuple[Derived, ...]


class Inquiry:
    """Questions to one moment of a ledger."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.document = lru_cache(_KEPT)(self._document)
        self.reading = lru_cache(_KEPT)(view.reading)
        self.claims_of = lru_cache(_KEPT)(self._claims_of)
        self.carried_in = lru_cache(_KEPT)(self._carried_in)
        self.drifts_between = lru_cache(_KEPT)(self._drifts_between)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All current links."""
        return tuple(self._view.links())

    @cached_property
    def root_of(self) -> dict[str, str]:
        """For every copy the document that it goes back to."""
        return roots(self.links)

    def claim(self, claim_id: str) -> Claim:
        """One claim with the place and time of its statement; LookupError where there is none."""
        stored = next(iter(self._view.claims(ClaimFilter(ids=(claim_id,)))), None)
        if stored is None:
            raise LookupError(claim_id)
        return next(claim for claim in self.claims_of(stored.claim.document_id) if claim.id == claim_id)

    def events(self, wanted: ClaimFilter | None = None) -> Iterator[EventAccount]:
        """Events of two or more claims, those with a claim that passes the filter, by first day."""
        passing = None if wanted is None else {stored.claim.id for stored in self._view.claims(wanted)}
        joining = [link for link in self.links if link.kind in (LinkKind.SAME_EVENT, LinkKind.DISTINCT)]
        present = [link for link in joining if self._holds(link.left) and self._holds(link.right)]
        for event in cluster(present, self.claim):
            if passing is None or passing & set(event.claim_ids):
                yield self.account(event)

    def account(self, event: Event) -> EventAccount:
        """An event with its sides, contradictions and drifts."""
        claims = tuple(self.claim(claim_id) for claim_id in event.claim_ids)
        told = {claim.id: spoken for claim in claims if (spoken := self._spoken(claim)) is not None}
        credited = {
            claim.document_id: name for claim in claims if (name := self._credit(claim.document_id)) is not None
        }
        rows = supports(claims, self.root_of, credited, told)
        footage = {claim.document_id: self._pictured(claim.document_id) for claim in claims}
        return EventAccount(
            event=event,
            claims=claims,
            supports=rows,
            contradictions=self.contradictions(set(event.claim_ids)),
            drifts=tuple(self._drifts_of(claims)),
            states=derived_states(rows, claims, footage),
        )

    def contradictions(self, within: set[str] | None = None) -> tuple[Contradiction, ...]:
        """Contradictions, each pair of claimants and aspect once; `within` keeps those between these claims."""
        groups: dict[tuple[object, ...], list[Link]] = {}
        for link in self._contradicting(within):
            aspect = aspect_of(link)
            if aspect is None or not (self._holds(link.left) and self._holds(link.right)):
                continue
            left, right = self.claim(link.left), self.claim(link.right)
            what = left.event_type or right.event_type or left.category
            place = left.place or right.place
            pair = tuple(sorted((self._speaker(left), self._speaker(right))))
            groups.setdefault((aspect, pair, what, identity(place) if place is not None else None), []).append(link)
        told = ((key[0], self._as_told(links)) for key, links in groups.items())
        found = (
            Contradiction(aspect, links[0].reasons[0].partition(": ")[2], links)
            for aspect, links in told
            if isinstance(aspect, Aspect)
        )
        return tuple(sorted(found, key=lambda row: (row.aspect, row.reason)))

    def _as_told(self, links: list[Link]) -> tuple[Link, ...]:
        """Links of origins before those of copies: an origin says best who says what."""
        return tuple(sorted(links, key=lambda link: (self.claim(link.left).document_id in self.root_of, link.id)))

    def _contradicting(self, within: set[str] | None) -> Iterator[Link]:
        """The contradicts links between these claims, or all, in order of id."""
        if within is None:
            yield from (link for link in self.links if link.kind is LinkKind.CONTRADICTS)
            return
        touching = {link.id: link for claim_id in within for link in self._contradictions_of.get(claim_id, ())}
        yield from (link for _, link in sorted(touching.items()) if {link.left, link.right} <= within)

    @cached_property
    def _contradictions_of(self) -> dict[str, list[Link]]:
        """Contradicts links by the claim on their left."""
        found: dict[str, list[Link]] = {}
        for link in self.links:
            if link.kind is LinkKind.CONTRADICTS:
                found.setdefault(link.left, []).append(link)
        return found

    def drifts(self) -> Iterator[CopyDrift]:
        """Every hedge drift between a copy and the document that it is a copy of."""
        for link in self.links:
            if link.kind is LinkKind.COPY_OF:
                yield from self.drifts_between(link.left, link.right)

    def control(self, wanted: ClaimFilter | None = None) -> tuple[State, ...]:
        """What each source says of who holds which place."""
        return control_states((stored.claim for stored in self._view.claims(wanted)), load_wording())

    def pledges(self, wanted: ClaimFilter | None = None) -> tuple[Account, ...]:
        """The accounts of aid promised and given. A copy's pledges are its origin's and are not told twice."""
        words = load_wording()
        documents = {
            stored.claim.document_id
            for stored in self._view.claims(wanted)
            if stored.claim.kind in (ClaimKind.PLEDGE, ClaimKind.QUANTITY)
        }
        found = [
            pledge
            for document_id in sorted(documents - set(self.root_of))
            for pledge in pledges(self.document(document_id).text, self.claims_of(document_id), words)
        ]
        return accounts(found)

    def _document(self, document_id: str) -> Document:
        found = self._view.document(document_id)
        if found is None:
            raise LookupError(document_id)
        return found

    def _claims_of(self, document_id: str) -> tuple[Claim, ...]:
        stored = self._view.claims(ClaimFilter(documents=(document_id,)))
        return situated(each.claim for each in stored)

    def _holds(self, claim_id: str) -> bool:
        """True if the claim is still current: links may outlive a claim until the next `reconcile`."""
        try:
            self.claim(claim_id)
        except LookupError:
            return False
        return True

    def _spoken(self, claim: Claim) -> Claim | None:
        """The origin's claim that a copy's claim carries; None where it is the report's own."""
        if claim.document_id not in self.root_of:
            return None
        return self.carried_in(claim.document_id).get(claim.id)

    def _carried_in(self, document_id: str) -> dict[str, Claim]:
        origin, copy = self.root_of[document_id], document_id
        shared = passages(self.document(origin).text, self.document(copy).text)
        return dict(carried(shared, self.claims_of(origin), self.claims_of(copy)))

    def _speaker(self, claim: Claim) -> str:
        spoken = self._spoken(claim) or claim
        return identity(spoken.claimant) if spoken.claimant is not None else ""

    def _credit(self, document_id: str) -> str | None:
        reading = self.reading(document_id)
        origin = reading.document.origin if reading is not None else None
        return origin.name if origin is not None else None

    def _pictured(self, document_id: str) -> frozenset[str]:
        """The parties that a document's pictures are credited to."""
        reading: Reading | None = self.reading(document_id)
        media: tuple[MediaReading, ...] = reading.media if reading is not None else ()
        return frozenset(identity(party) for each in media for party in each.credited_to)

    def _drifts_between(self, copy_id: str, origin_id: str) -> tuple[CopyDrift, ...]:
        copy, origin = self.document(copy_id), self.document(origin_id)
        found = drifts(origin, self.reading(origin_id), copy, self.reading(copy_id))
        return tuple(CopyDrift(copy, origin, drift) for drift in found)

    def _drifts_of(self, claims: tuple[Claim, ...]) -> Iterator[CopyDrift]:
        """Drifts in the passages of copies that tell of these claims, each once."""
        for document_id in dict.fromkeys(claim.document_id for claim in claims if claim.document_id in self.root_of):
            here = [claim for claim in claims if claim.document_id == document_id]
            for found in self.drifts_between(document_id, self.root_of[document_id]):
                if any(found.drift.passage.copy.contains(claim.spans[0]) for claim in here):
                    yield found
