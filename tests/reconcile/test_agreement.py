"""Tests of scope, blocking, compare and agreement: what two claims are to each other, and why."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from attribune.model import Claim, LinkKind, Qualifier, Quantity, Reference, Span, Status
from attribune.reconcile.agreement import Aspect, aspect_of, link_claims, link_pair
from attribune.reconcile.blocking import WINDOW, keys_of, pairs_of
from attribune.reconcile.compare import FEATURES, bounds
from attribune.reconcile.scope import days_of, distance_km, situated
from tests.reconcile.happenings import (
    CRUISER,
    DEPOT,
    KYIV,
    LVIV,
    OUTLET,
    OUTSKIRT,
    RU,
    UA,
    UA_FORCES,
    UKRAINE,
    days,
    figure,
    happening,
)

US = Reference("us-defence-department", "United States Department of Defense", "ministry", "US")


def found(left: Claim, right: Claim) -> set[tuple[str, str | None]]:
    return {
        (link.kind.value, aspect and aspect.value) for link in link_pair(left, right) for aspect in [aspect_of(link)]
    }


def test_every_feature_has_a_docstring_that_reads_as_a_reason() -> None:
    for name, feature in FEATURES.items():
        words = (feature.__doc__ or "").strip()
        assert words, name
        assert "\n" not in words, name
        assert not words.endswith("."), name
        assert words[0].islower(), name


def test_reasons_say_what_agrees_and_what_differs() -> None:
    (same, contradiction) = link_pair(happening(), happening("d2", by=RU, status=Status.DENIED))
    assert same.kind is LinkKind.SAME_EVENT
    assert "the same place, or settlements and sites within 10 km of each other" in same.reasons
    assert contradiction.reasons[0] == f"polarity: {RU.name} denies what {UA.name} says happened"
    assert "not both say that it happened, or both that it did not" in contradiction.reasons
    assert contradiction.decided_by == "agreement 2"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (happening(), happening("d2"), {("same-event", None)}),
        (happening(), happening("d2", place=OUTSKIRT), {("same-event", None)}),
        (happening(), happening("d2", by=US), {("same-event", None), ("corroborates", None)}),
        (happening(), happening("d2", by=OUTLET), {("same-event", None)}),  # an outlet's own voice corroborates nobody
        (happening(), happening("d2", by=None), {("same-event", None)}),
        (happening(), happening("d2", event_type="shelling"), {("same-event", None)}),
        (happening(), happening("d2", event_type="armed_clash"), set()),
        (happening(), happening("d2", place=LVIV), set()),
        (happening(), happening("d2", place=UKRAINE), set()),
        (happening(place=UKRAINE), happening("d2", place=UKRAINE), set()),  # "in Ukraine" names no happening
        (happening(), happening("d2", on="2023-05-18"), set()),
        (happening(actor=None), happening("d2", actor=None), set()),  # a city and a day are not enough
        (happening(target=DEPOT, actor=None), happening("d2", target=DEPOT, actor=None), {("same-event", None)}),
        (happening(actor=UA_FORCES), happening("d2"), set()),
        (happening(), happening("d2", status=Status.PLANNED), set()),
        (happening(), happening("d2", stance="warns"), set()),
    ],
)
def test_same_event_when_enough_agrees_and_nothing_differs(left: Claim, right: Claim, expected: set[object]) -> None:
    assert found(left, right) == expected
    assert found(right, left) == expected


def of_cruiser(document: str, by: Reference, **changes: object) -> Claim:
    return happening(document, by=by, target=CRUISER, **changes)


@pytest.mark.parametrize(
    ("left", "right", "aspect"),
    [
        (happening(), happening("d2", by=RU, stance="denies"), Aspect.POLARITY),
        (happening(by=OUTLET), happening("d2", by=RU, status=Status.DENIED), Aspect.POLARITY),
        (happening(), happening("d2", by=UA_FORCES, stance="denies"), None),  # one side corrects itself
        (happening(), happening("d2", by=None, stance="denies"), None),
        (happening(), happening("d2", by=RU, stance="denies", place=LVIV), None),
        (happening(), happening("d2", by=RU, stance="denies", on="2023-05-19"), None),
        (happening(), happening("d2", by=RU, stance="denies", actor=UA_FORCES), None),
        (of_cruiser("d1", UA, actor=UA_FORCES), of_cruiser("d2", RU), Aspect.ATTRIBUTION),
        (happening(target=DEPOT, actor=UA_FORCES), happening("d2", by=RU, target=DEPOT), None),  # there are many depots
        (of_cruiser("d1", UA), of_cruiser("d2", RU, place=LVIV), Aspect.PLACE),
        (of_cruiser("d1", UA), of_cruiser("d2", RU, place=UKRAINE), None),
        (
            happening(event_type="territory_change"),
            happening("d2", by=RU, event_type="territory_change", on="2023-05-18"),
            Aspect.TIME,
        ),
        (
            happening(event_type="territory_change"),
            happening("d2", by=RU, event_type="territory_change", on="2023-06-18"),
            None,
        ),
        (
            happening(event_type="territory_change", actor=UA_FORCES),  # one withdraws, the other takes
            happening("d2", by=RU, event_type="territory_change"),
            None,
        ),
    ],
)
def test_contradiction_of_happenings_has_its_type(left: Claim, right: Claim, aspect: Aspect | None) -> None:
    aspects = {aspect_of(link) for link in link_pair(left, right) if link.kind is LinkKind.CONTRADICTS}
    assert aspects == ({aspect} if aspect is not None else set())


def at_least(number: int) -> Quantity:
    return Quantity(number, None, None, Qualifier.AT_LEAST)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (figure(600), figure(0, "d2", by=RU), {("contradicts", "numeric")}),
        (figure(600), figure(600, "d2", by=RU), {("corroborates", None)}),
        (figure(5), figure(7, "d2", by=UA_FORCES), set()),  # a toll rises
        (figure(5), figure(7, "d2", by=None), set()),
        (figure(at_least(5)), figure(7, "d2", by=RU), {("corroborates", None)}),
        (figure(5), figure(7, "d2", by=RU, subject="RU"), set()),
        (figure(5), figure(7, "d2", by=RU, subject=None), set()),
        (figure(5), figure(7, "d2", by=RU, period="2023-05-17"), set()),
        (figure(5), figure(7, "d2", by=RU, period=None), set()),
        (figure(5), figure(7, "d2", by=RU, cumulative=True), set()),
        (figure(5), figure(7, "d2", by=RU, category="injured"), set()),
        (figure(5, cumulative=True), figure(7, "d2", cumulative=True), {("contradicts", "numeric")}),
        (
            figure(Quantity(None, 30850, None, Qualifier.ABOUT), cumulative=True),
            figure(30853, "d2", cumulative=True),
            set(),  # one claimant, one figure, rounded
        ),
        (figure(5, place=KYIV, time=days("2023-05-16")), figure(9, "d2", by=RU), set()),
        (
            figure(5, place=KYIV, time=days("2023-05-16"), period=None),
            figure(9, "d2", by=RU, place=KYIV, time=days("2023-05-16"), period=None),
            {("contradicts", "numeric")},
        ),
        (
            figure(5, place=KYIV, time=days("2023-05-16"), subject=None),
            figure(9, "d2", by=RU, place=KYIV, time=days("2023-05-16")),
            {("unsure", "scope mismatch")},
        ),
    ],
)
def test_figures_are_compared_only_when_subject_measure_and_period_align(
    left: Claim, right: Claim, expected: set[object]
) -> None:
    assert found(left, right) == expected
    assert found(right, left) == expected


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (Quantity(None, 0, None, Qualifier.EXACT), (0, 0)),
        (Quantity(None, 30850, None, Qualifier.ABOUT), (30845, 30855)),
        (Quantity(20, None, None, Qualifier.MORE_THAN), (21, float("inf"))),
        (Quantity(None, None, 40, Qualifier.FEWER_THAN), (-float("inf"), 39)),
        (Quantity(10, None, 20, Qualifier.RANGE), (10, 20)),
        (Quantity(12, None, None, Qualifier.ABOUT, vague=True), (12, 120)),
        (Quantity(None, None, None, Qualifier.EXACT), None),
    ],
)
def test_bounds_are_what_the_words_allow(quantity: Quantity, expected: tuple[float, float] | None) -> None:
    assert bounds(quantity) == expected


def test_days_when_nothing_is_stated_are_those_before_publication_and_not_stated() -> None:
    inferred = days_of(happening(on=None))
    assert inferred is not None
    assert (inferred.first.day, inferred.last.day, inferred.stated) == (14, 16, False)
    assert days_of(happening(time=days("2023-01-01", "2023-05-01"))) is None
    assert days_of(happening(on=None, published=None)) is None


def test_distance_of_kyiv_and_lviv() -> None:
    apart = distance_km(KYIV, LVIV)
    assert apart is not None
    assert 460 < apart < 475
    assert distance_km(KYIV, UKRAINE) is None


def test_figure_takes_place_and_day_from_the_one_happening_of_its_statement() -> None:
    cue = Span(0, 4)
    event, number = happening(cue=cue), figure(5, cue=cue)
    placed = {claim.id: claim for claim in situated([event, number])}[number.id]
    assert (placed.place, placed.time) == (KYIV, event.time)
    elsewhere = happening(at=70, cue=cue, place=LVIV)
    unplaced = {claim.id: claim for claim in situated([event, elsewhere, number])}[number.id]
    assert unplaced.place is None
    total = replace(number, cumulative=True)
    assert {claim.id: claim for claim in situated([event, total])}[number.id].place is None


def test_claims_one_day_apart_share_a_key_and_two_days_apart_do_not() -> None:
    monday, tuesday, thursday = (happening(on=f"2023-05-{day}") for day in (15, 16, 18))
    assert set(keys_of(monday)) & set(keys_of(tuesday))
    assert not set(keys_of(monday)) & set(keys_of(thursday))
    assert keys_of(happening(on=None, published=None)) == ()


def test_neighbouring_settlements_share_a_key() -> None:
    assert set(keys_of(happening())) & set(keys_of(happening(place=OUTSKIRT)))


def test_pairs_grow_with_the_number_of_claims_and_not_its_square() -> None:
    claims = [happening(f"d{number}") for number in range(300)]
    found_pairs = set(pairs_of(claims))
    assert len(claims) < len(found_pairs) <= WINDOW * len(claims)
    assert set(pairs_of(claims[::-1])) == found_pairs
    assert list(pairs_of([])) == []


def test_links_are_the_same_for_any_order_of_claims() -> None:
    claims = [
        happening(f"d{number}", by=RU if number % 3 else UA, on=f"2023-05-{10 + number % 5}") for number in range(40)
    ]
    claims += [figure(number, f"d{number}", by=RU if number % 2 else UA) for number in range(20)]
    expected = link_claims(claims)
    assert {link.kind for link in expected} >= {LinkKind.SAME_EVENT, LinkKind.CORROBORATES, LinkKind.CONTRADICTS}
    assert len({link.id for link in expected}) == len(expected)
    for seed in range(3):
        shuffled = random.Random(seed).sample(claims, len(claims))
        assert link_claims(shuffled) == expected


def test_a_pair_without_a_shared_kind_is_never_linked() -> None:
    assert found(happening(), figure(5, "d2", by=RU)) == set()
