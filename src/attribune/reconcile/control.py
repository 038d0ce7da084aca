"""Who holds which settlement, by whom that is said, and since when. One line a source: accounts are never fused.

A side's word about its own gains is `claimed`; anybody else's word that it holds the place is `controls`. What the map
of a source draws is kept beside what parties say, as that source's word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from attribune.model import Claim, ClaimKind, Reference
from attribune.reconcile.adapters import ControlMap
from attribune.reconcile.scope import days_of, identity, is_asserted, is_denied, side_of, standing
from attribune.reconcile.wording import Wording

__all__ = ["ControlState", "State", "changes", "control_states", "map_states"]

_CONTESTING = frozenset({"armed_clash", "siege"})
_PLACES = frozenset({"settlement", "site", "region"})


class ControlState(StrEnum):
    """What a source says of a holder and a place."""

    CONTROLS = "controls"
    CLAIMED = "claimed"
    CONTESTED = "contested"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"
    OUTSIDE = "not held"  # a map that draws the place outside the holder's area


@dataclass(frozen=True, slots=True)
class State:
    """One source's word on one place on one day. `stated` is False where the day is that of publication."""

    place: Reference
    source: str
    side: str | None
    holder: str | None
    state: ControlState
    since: date
    stated: bool
    claim_id: str | None = None
    document_id: str | None = None


def control_states(claims: Iterable[Claim], words: Wording) -> tuple[State, ...]:
    """Every word on the control of a place, by place, source and day; plans, fears and demands are none."""
    found = [state for claim in claims if (state := _state(claim, words)) is not None]
    return tuple(sorted(found, key=_order))


def changes(states: Iterable[State]) -> Iterator[State]:
    """The states at which a source changes its word on a place and holder; repetitions are left out."""
    last: dict[tuple[str, str], tuple[str | None, ControlState]] = {}
    for state in sorted(states, key=_order):
        key = (identity(state.place), state.source)
        if last.get(key) != (state.holder, state.state):
            last[key] = (state.holder, state.state)
            yield state


def map_states(place: Reference, maps: Iterable[ControlMap]) -> tuple[State, ...]:
    """What maps draw of a place day by day; none for a place without coordinates."""
    if place.lat is None or place.lon is None:
        return ()
    return tuple(
        State(
            place=place,
            source=drawn.source,
            side=None,
            holder=drawn.holder,
            state=ControlState.CONTROLS if drawn.holds(place.lat, place.lon) else ControlState.OUTSIDE,
            since=drawn.as_of,
            stated=True,
        )
        for drawn in sorted(maps, key=lambda drawn: (drawn.source, drawn.as_of))
    )


def _state(claim: Claim, words: Wording) -> State | None:
    told = claim.kind is ClaimKind.CONTROL or claim.event_type in _CONTESTING
    if not told or claim.place is None or claim.place.kind not in _PLACES or not is_asserted(claim):
        return None
    days = days_of(claim)
    holds = claim.kind is ClaimKind.CONTROL and not is_denied(claim)
    if days is None or claim.claimant is None or (holds and claim.actor is None):
        return None
    return State(
        place=claim.place,
        source=claim.claimant.name,
        side=side_of(claim),
        holder=claim.actor.name if claim.actor is not None and claim.kind is ClaimKind.CONTROL else None,
        state=_kind(claim, words),
        since=days.first if days.stated else days.last,
        stated=days.stated,
        claim_id=claim.id,
        document_id=claim.document_id,
    )


def _kind(claim: Claim, words: Wording) -> ControlState:
    if claim.kind is not ClaimKind.CONTROL:
        return ControlState.CONTESTED
    if is_denied(claim):
        return ControlState.DENIED
    if words.withdrawal.search(claim.text) is not None:
        return ControlState.WITHDRAWN
    side = side_of(claim)
    own = side is not None and claim.actor is not None and standing(claim.actor) == side
    return ControlState.CLAIMED if own or claim.stance == "alleges" else ControlState.CONTROLS


def _order(state: State) -> tuple[str, str, date, str, str]:
    return identity(state.place), state.source, state.since, state.document_id or "", state.claim_id or ""
