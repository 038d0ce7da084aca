"""Tests of control.py and denial.py: who says what of a place, and what a bare denial denies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from attribune.model import Claim, ClaimKind, LinkKind, Reference, Span, Status, claim_id
from attribune.reconcile.adapters import ControlMap
from attribune.reconcile.agreement import Aspect, aspect_of
from attribune.reconcile.cluster import cluster
from attribune.reconcile.control import ControlState, changes, control_states, map_states
from attribune.reconcile.denial import bare_denials
from attribune.reconcile.wording import load_wording
from tests.reconcile.happenings import KYIV, OUTLET, RU, UA, UA_FORCES, UKRAINE, days, happening

WORDS = load_wording()


def taken(document: str = "d1", **changes: object) -> Claim:
    return replace(happening(document, event_type="territory_change", text="captured"), **changes)


@pytest.mark.parametrize(
    ("claim", "state"),
    [
        (taken(claimant=RU, party="RU"), ControlState.CLAIMED),
        (taken(), ControlState.CONTROLS),  # the other side admits it
        (taken(stance="alleges"), ControlState.CLAIMED),
        (taken(claimant=OUTLET, party=None, status=Status.REPORTED_AS_FACT), ControlState.CONTROLS),
        (taken(stance="denies"), ControlState.DENIED),
        (taken(status=Status.DENIED), ControlState.DENIED),
        (taken(actor=UA_FORCES, text="withdrew"), ControlState.WITHDRAWN),
        (happening(event_type="armed_clash"), ControlState.CONTESTED),
        (happening(event_type="siege"), ControlState.CONTESTED),
    ],
)
def test_state_is_what_the_source_says_of_the_place(claim: Claim, state: ControlState) -> None:
    (found,) = control_states([claim], WORDS)
    assert (found.state, found.place, found.since, found.claim_id) == (state, KYIV, date(2023, 5, 16), claim.id)


@pytest.mark.parametrize(
    "claim",
    [
        happening(),  # a strike
        taken(status=Status.PLANNED),
        taken(stance="urges"),
        taken(place=UKRAINE),
        taken(place=None),
        taken(claimant=None),
        taken(actor=None),
    ],
)
def test_what_says_nothing_of_control_has_no_state(claim: Claim) -> None:
    assert control_states([claim], WORDS) == ()


def test_sources_stay_apart_and_repetitions_are_left_out() -> None:
    claims = [
        taken("d1", claimant=RU, party="RU"),
        taken("d2", claimant=RU, party="RU", published="2023-05-18"),
        taken("d3", stance="denies"),
        taken("d4", actor=UA_FORCES, text="withdrew", time=days("2023-05-17")),
    ]
    found = [(state.source, state.state, state.since.day) for state in changes(control_states(claims[::-1], WORDS))]
    assert found == [
        (UA.name, ControlState.DENIED, 16),
        (UA.name, ControlState.WITHDRAWN, 17),
        (RU.name, ControlState.CLAIMED, 16),
    ]


def test_day_of_publication_is_marked_as_not_stated() -> None:
    (found,) = control_states([replace(taken(), time=None)], WORDS)
    assert (found.since, found.stated) == (date(2023, 5, 16), False)


def test_maps_are_sources_of_their_own() -> None:
    around = ((30.0, 50.0), (31.0, 50.0), (31.0, 51.0), (30.0, 51.0))
    drawn = ControlMap("front", "RU", date(2023, 5, 16), ((around,),))
    empty = ControlMap("front", "RU", date(2023, 5, 17), (((tuple((x + 9, y) for x, y in around)),),))
    states = [(state.source, state.state) for state in map_states(KYIV, [empty, drawn])]
    assert states == [("front", ControlState.CONTROLS), ("front", ControlState.OUTSIDE)]
    assert map_states(Reference(None, "Nowhere", "settlement"), [drawn]) == ()


def denial(words: str = "it", *, at: int = 300, by: Reference | None = RU, stance: str = "denies") -> Claim:
    span = Span(at, at + len(words))
    made = happening("d1", at, by=by)
    return replace(
        made, id=claim_id("d1", ClaimKind.STATEMENT, (span,)), kind=ClaimKind.STATEMENT, spans=(span,), text=words,
        stance=stance, event_type=None, actor=None, place=None, time=None,
    )  # fmt: skip


def test_bare_denial_contradicts_what_the_other_side_claimed_before() -> None:
    claimed, said = happening(at=20, stance="alleges"), happening(at=200)
    links = list(bare_denials([said, denial(), claimed], WORDS))
    assert {link.kind for link in links} == {LinkKind.SAME_EVENT, LinkKind.CONTRADICTS}
    assert {frozenset((link.left, link.right)) for link in links} == {frozenset((claimed.id, denial().id))}
    assert {aspect_of(link) for link in links if link.kind is LinkKind.CONTRADICTS} == {Aspect.POLARITY}
    by_id = {claim.id: claim for claim in (claimed, said, denial())}
    (event,) = cluster(links, by_id.__getitem__)
    assert (event.type, event.place) == ("strike", KYIV)


@pytest.mark.parametrize(
    ("before", "denied"),
    [
        (happening(at=20, by=RU), denial()),  # nobody denies himself
        (happening(at=20, by=None), denial()),
        (happening(at=20), denial(by=None)),
        (happening(at=20), denial("that the town had fallen")),  # says itself what it denies
        (happening(at=20), denial(stance="asserts")),
        (happening(at=400), denial()),  # comes after
        (happening(at=20), denial(at=2000)),  # long before
        (happening(at=20, stance="denies"), denial()),
        (happening(at=20, by=OUTLET), denial()),
    ],
)
def test_bare_denial_of_nothing_certain_is_left_alone(before: Claim, denied: Claim) -> None:
    assert list(bare_denials([before, denied], WORDS)) == []


def test_denied_involvement_contradicts_who_did_it_and_not_that_it_happened() -> None:
    (link,) = bare_denials([happening(at=20), denial("any involvement")], WORDS)
    assert (link.kind, aspect_of(link)) == (LinkKind.CONTRADICTS, Aspect.ATTRIBUTION)


def test_denied_involvement_in_what_others_did_contradicts_nothing() -> None:
    others = happening(at=20, actor=UA_FORCES)
    assert list(bare_denials([others, denial("any involvement")], WORDS)) == []
