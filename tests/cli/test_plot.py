"""Tests of cli/plot.py and cli/card.py: charts and stated quantities in characters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.cli.card import stated
from attribune.cli.plot import Line, plot
from attribune.model import Qualifier, Quantity

DAY = date(2022, 6, 1)


def test_plot_puts_the_first_low_left_and_the_last_high_right() -> None:
    rows = plot([Line("tanks", "●", ((DAY, 10), (DAY + timedelta(days=9), 1000)))], width=40, height=5).splitlines()
    assert rows[0].startswith("1,000 ┤")
    assert rows[0].endswith("●")
    assert rows[4].startswith("   10 ┤●")
    assert "2022-06-01" in rows[6]
    assert rows[6].endswith("2022-06-10")
    assert rows[7].strip() == "● tanks"


def test_plot_of_one_point_and_of_none() -> None:
    assert plot([Line("tanks", "●", ((DAY, 10),))]).count("●") == 2
    assert plot([]) == plot([Line("tanks", "●", ())]) == ""


def test_plot_draws_later_lines_over_earlier_ones() -> None:
    drawn = plot([Line("a", "a", ((DAY, 1),)), Line("b", "b", ((DAY, 1),))]).splitlines()
    assert sum(line.count("a") for line in drawn[:-2]) == 0


@given(
    st.lists(st.tuples(st.dates(), st.integers(-(10**9), 10**9)), min_size=1), st.integers(30, 200), st.integers(2, 40)
)
def test_plot_always_fits(points: list[tuple[date, int]], width: int, height: int) -> None:
    drawn = plot([Line("x", "●", tuple(points))], width=width, height=height).splitlines()
    assert len(drawn) == height + 3
    assert all(len(line) <= max(width, 45) for line in drawn)


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(None, 30850, None, Qualifier.ABOUT), "about 30,850"),
        (Quantity(None, 0, None, Qualifier.EXACT), "0"),
        (Quantity(20, None, None, Qualifier.AT_LEAST), "at least 20"),
        (Quantity(20, None, None, Qualifier.MORE_THAN), "more than 20"),
        (Quantity(None, None, 7, Qualifier.UP_TO, "percent"), "up to 7 percent"),
        (Quantity(None, None, 7.5, Qualifier.FEWER_THAN), "fewer than 7.5"),
        (Quantity(10, None, 20, Qualifier.RANGE), "10 to 20"),
        (Quantity(12, None, None, Qualifier.ABOUT, vague=True), "about 12"),
    ],
)
def test_stated_says_the_quantity_as_it_was_said(quantity: Quantity, words: str) -> None:
    assert stated(quantity) == words
