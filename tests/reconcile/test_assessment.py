"""Tests of assessment.py: grades as people write them, and states that follow from who says what."""

from __future__ import annotations

import pytest

from attribune.model import Reference
from attribune.reconcile.assessment import DerivedState, derived_states, misp_tags, read_grade
from attribune.reconcile.origins import supports
from attribune.reconcile.scope import identity
from tests.reconcile.happenings import RU, UA, happening

UN = Reference("un", "United Nations", "international_body", "UN")


@pytest.mark.parametrize(
    ("written", "scale", "value"),
    [
        ("B2", "admiralty", "B2"),
        ("b-2", "admiralty", "B2"),
        (" F 6 ", "admiralty", "F6"),
        ("Weak", "airwars", "weak"),
        ("confirmed", "airwars", "confirmed"),
    ],
)
def test_grade_is_read_as_people_write_it(written: str, scale: str, value: str) -> None:
    grade = read_grade(written)
    assert (grade.scale, grade.value) == (scale, value)
    assert grade.meaning


@pytest.mark.parametrize("written", ["G1", "A7", "A", "true", "", "A1 B2"])
def test_grade_that_is_none_says_what_can_be_written(written: str) -> None:
    with pytest.raises(ValueError, match="A1 to F6"):
        read_grade(written)


def test_admiralty_grades_are_spelled_as_in_misp() -> None:
    assert misp_tags(read_grade("B2")) == (
        'admiralty-scale:source-reliability="b"',
        'admiralty-scale:information-credibility="2"',
    )
    assert misp_tags(read_grade("weak")) == ()


def states(claims, root_of=None, footage=None) -> dict[DerivedState, str]:
    rows = supports(claims, root_of or {}, {})
    return {found.state: found.reason for found in derived_states(rows, claims, footage)}


def test_single_origin_counts_origins_and_not_reports() -> None:
    claims = [happening("wire"), happening("copy1"), happening("copy2")]
    found = states(claims, {"copy1": "wire", "copy2": "wire"})
    assert found == {DerivedState.SINGLE_ORIGIN: "all 3 reports go back to one"}
    assert DerivedState.SEVERAL_ORIGINS in states(claims)


def test_both_sides_agree_needs_two_sides() -> None:
    assert DerivedState.BOTH_SIDES_AGREE in states([happening("d1"), happening("d2", by=RU)])
    assert DerivedState.BOTH_SIDES_AGREE not in states([happening("d1"), happening("d2", by=None)])


def test_denied_by_names_who_denies_and_leaves_denials_out_of_the_origins() -> None:
    found = states([happening("d1"), happening("d2", by=RU, stance="denies")])
    assert found[DerivedState.DENIED_BY] == f"denied by {RU.name}"
    assert DerivedState.SINGLE_ORIGIN in found
    assert DerivedState.DENIED_BY not in states([happening("d2", by=RU, stance="denies")])


def test_own_footage_needs_every_picture_to_be_the_only_claimants() -> None:
    claims = [happening("d1"), happening("d2")]
    own = {"d1": {identity(UA)}}
    assert DerivedState.OWN_FOOTAGE in states(claims, footage=own)
    assert DerivedState.OWN_FOOTAGE not in states(claims, footage={"d1": {identity(UA), identity(UN)}})
    assert DerivedState.OWN_FOOTAGE not in states(claims)
    assert DerivedState.OWN_FOOTAGE not in states([*claims, happening("d3", by=UN)], footage=own)
