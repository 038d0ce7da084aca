"""Tests of arithmetic.py: totals that fall, increments, parts and sums, bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from attribune.model import Claim, Qualifier, Quantity, Slot, Span
from attribune.reconcile import series
from attribune.reconcile.arithmetic import Bound, beyond, falls, increments, sums
from attribune.reconcile.wording import load_wording
from tests.reconcile.happenings import RU, UA, figure


def about(number: int) -> Quantity:
    return Quantity(None, number, None, Qualifier.ABOUT)


def totals(*values: int | Quantity):
    claims = [
        figure(value, f"d{day}", cumulative=True, period=f"2023-05-{day:02}") for day, value in enumerate(values, 10)
    ]
    (found,) = series(claims)
    return found


@pytest.mark.parametrize(
    ("values", "days"),
    [
        ((100, 120, 120, 150), []),
        ((100, 120, 110, 150), [12]),
        ((100, 120, 110, 115), [12, 13]),
        ((about(120), 118), []),  # 115 to 125: the words allow it
        ((about(120), 110), [11]),
        ((0, 0), []),
    ],
)
def test_falls_are_totals_lower_than_an_earlier_one(values: tuple[int | Quantity, ...], days: list[int]) -> None:
    assert [fall.after.as_of.day for fall in falls(totals(*values))] == days


def test_increments_are_growth_between_reports_where_numbers_are_fixed() -> None:
    at_least = Quantity(130, None, None, Qualifier.AT_LEAST)
    assert [step.by for step in increments(totals(100, 120, 120, at_least))] == [20, 0, None]


def claims_in(text: str, *numbers: str, **changes: object) -> list[Claim]:
    """A figure of people killed for each number, at its place in the text."""
    found = []
    for number in numbers:
        span = Span(text.index(number), text.index(number) + len(number))
        value = Quantity(None, int(number), None, Qualifier.EXACT)
        claim = figure(value, at=span.start, **changes)
        found.append(replace(claim, spans=(span,), quantity=Slot(value, number, span)))
    return found


@pytest.mark.parametrize(
    ("text", "numbers", "expected"),
    [
        (
            "Shells killed 5 people in Orikhiv and 3 in Huliaipole, 8 in all, the governor said.",
            ("5", "3", "8"),
            [True],
        ),
        (
            "Shells killed 5 people in Orikhiv and 3 in Huliaipole, 9 in all, the governor said.",
            ("5", "3", "9"),
            [False],
        ),
        ("A total of 12 people died: 7 in the city and 5 in the villages around it.", ("12", "7", "5"), [True]),
        ("Shells killed 5 people in Orikhiv, 3 in Huliaipole and 4 in Stepnohirsk.", ("5", "3", "4"), []),
        ("Shells killed 5 people in Orikhiv, bringing the total to 40 this week.", ("5", "40"), []),
    ],
)
def test_sums_hold_their_parts_against_the_total(text: str, numbers: tuple[str, ...], expected: list[bool]) -> None:
    found = list(sums(text, claims_in(text, *numbers), load_wording()))
    assert [each.holds for each in found] == expected
    for each in found:
        assert each.total.spans[0].of(text) in {"8", "9", "12"}


def test_sums_keep_claimants_apart() -> None:
    text = "Shells killed 5 people in Orikhiv and 3 in Huliaipole, 9 in all, the governor said."
    claims = claims_in(text, "5", "3", by=UA) + claims_in(text, "9", by=RU)
    assert list(sums(text, claims, load_wording())) == []


def test_beyond_lists_losses_of_more_than_there_was() -> None:
    bound = Bound("UA", "tank", 90, date(2022, 2, 24), "a yearbook")
    claims = [
        figure(100, category="tank", cumulative=True),
        figure(90, "d2", category="tank", cumulative=True),
        figure(about(92), "d3", category="tank", cumulative=True),
        figure(100, "d4", category="tank", cumulative=True, subject="RU"),
        figure(100, "d5", category="tank"),
    ]
    assert [excess.claim.document_id for excess in beyond(claims, [bound])] == ["d1", "d3"]
