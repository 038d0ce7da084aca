"""Tests of cluster.py and origins.py: events from links, and how many sources stand behind them."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

from attribune.model import Link, LinkKind, Reference, link_id
from attribune.reconcile.agreement import link_claims
from attribune.reconcile.cluster import cluster, event_of
from attribune.reconcile.origins import origins, roots, supports
from tests.reconcile.happenings import KYIV, LVIV, OUTLET, OUTSKIRT, RU, UA, UKRAINE, happening

TASS = Reference("tass", "TASS", "agency", "RU")


def linked(kind: LinkKind, left: str, right: str, *, by: str = "rule") -> Link:
    return Link(link_id(kind, left, right), kind, left, right, 0.9, (), by)


def copied(copy: str, origin: str) -> Link:
    return linked(LinkKind.COPY_OF, copy, origin)


def events_of(claims, extra=()):
    by_id = {claim.id: claim for claim in claims}
    return cluster([*link_claims(claims), *extra], by_id.__getitem__)


def test_event_joins_both_sides_and_keeps_a_denial_out_of_what_happened() -> None:
    claims = [happening("d1"), happening("d2"), happening("d3", by=RU, stance="denies", place=UKRAINE, on=None)]
    claims.append(happening("d4", by=RU, stance="denies"))
    (event,) = events_of(claims)
    assert set(event.claim_ids) == {claims[0].id, claims[1].id, claims[3].id}
    assert (event.type, event.place, str(event.start), str(event.end)) == ("strike", KYIV, "2023-05-16", "2023-05-16")


def test_event_keeps_its_id_when_a_later_report_joins() -> None:
    first, second = happening("d1", published="2023-05-16"), happening("d2", published="2023-05-17")
    later = happening("d0", published="2023-05-18")
    assert event_of([second, first]).id == event_of([later, second, first]).id
    assert event_of([second]).id != event_of([first]).id


def test_events_of_two_days_are_two() -> None:
    claims = [happening("d1"), happening("d2"), happening("d3", on="2023-05-20"), happening("d4", on="2023-05-20")]
    assert [event.start.day for event in events_of(claims) if event.start] == [16, 20]


def test_a_chain_of_near_claims_does_not_become_one_event() -> None:
    claims = [happening(f"d{day}", on=f"2023-05-{day}") for day in range(10, 20)]
    links = [linked(LinkKind.SAME_EVENT, one.id, other.id) for one, other in itertools.pairwise(claims)]
    by_id = {claim.id: claim for claim in claims}
    for event in cluster(links, by_id.__getitem__):
        assert event.start is not None
        days = {by_id[claim_id].time.start for claim_id in event.claim_ids}
        assert (max(days) - min(days)).days < 4


def test_settlements_far_apart_are_never_joined_by_a_chain() -> None:
    claims = [happening("d1"), happening("d2", place=UKRAINE), happening("d3", place=LVIV)]
    links = [linked(LinkKind.SAME_EVENT, claims[at].id, claims[at + 1].id) for at in (0, 1)]
    (event,) = cluster(links, {claim.id: claim for claim in claims}.__getitem__)
    assert len(event.claim_ids) == 2


def test_what_a_person_calls_distinct_stays_apart() -> None:
    claims = [happening("d1"), happening("d2", place=OUTSKIRT), happening("d3")]
    parted = linked(LinkKind.DISTINCT, claims[0].id, claims[1].id, by="reviewer anna")
    for event in events_of(claims, [parted]):
        assert not {claims[0].id, claims[1].id} <= set(event.claim_ids)


def test_events_do_not_depend_on_order() -> None:
    claims = [
        happening(
            f"d{number}",
            by=(RU, UA, UA)[number % 3],
            on=f"2023-05-{10 + number % 7}",
            place=(KYIV, OUTSKIRT)[number % 2],
        )
        for number in range(60)
    ]
    expected = events_of(claims)
    assert len(expected) > 1
    for seed in range(3):
        assert events_of(random.Random(seed).sample(claims, len(claims))) == expected


def test_roots_follow_copies_of_copies_and_survive_a_circle() -> None:
    assert roots([copied("c", "b"), copied("b", "a")]) == {"c": "a", "b": "a"}
    assert set(roots([copied("a", "b"), copied("b", "a")])) == {"a", "b"}


def test_origins_count_a_wire_and_its_copies_once() -> None:
    claims = [happening(name) for name in ("wire", "copy1", "copy2", "own")]
    root_of = roots([copied("copy1", "wire"), copied("copy2", "wire")])
    assert origins(claims, root_of, {}) == ("own", "wire")


def test_origins_join_reports_of_one_agency_or_relay_and_nothing_unknown() -> None:
    one, other = happening("d1"), happening("d2")
    assert len(origins([one, other], {}, {})) == 2
    assert len(origins([one, other], {}, {"d1": "Sample Wire", "d2": "sample wire"})) == 1
    assert len(origins([one, other], {}, {"d1": "Sample Wire"})) == 2
    assert len(origins([replace(one, relay=(TASS,)), replace(other, relay=(TASS,))], {}, {})) == 1
    assert len(origins([replace(one, relay=(RU,)), replace(other, relay=(RU,))], {}, {})) == 2


def test_supports_give_a_claim_that_a_copy_tells_as_fact_to_its_claimant() -> None:
    wire, bare = happening("wire"), happening("copy", by=OUTLET)
    denial = happening("wire", at=90, by=RU, stance="denies")
    root_of = roots([copied("copy", "wire")])
    told, denied = supports([wire, bare, denial], root_of, {}, {bare.id: wire})
    assert (told.claimant, told.denies, len(told.reports), told.origins) == (UA, False, 2, ("wire",))
    assert (denied.claimant, denied.denies, len(denied.reports), denied.origins) == (RU, True, 1, ("wire",))
    assert len(supports([wire, bare, denial], root_of, {})) == 3
