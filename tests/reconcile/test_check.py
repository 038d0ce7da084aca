"""Tests of reconcile/check.py and series.py: verdicts follow the words of the report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from attribune.model import Number, Qualifier, Quantity, Reference, Status, Verdict
from attribune.reconcile import check, checks, index_records, series
from attribune.reconcile.check import agrees
from tests.store.builders import exact, make_claim, make_document, make_record

DOCUMENT = make_document("The General Staff said Russia had lost 812 artillery systems.")


def claim(value: Number = 812, **changes: object):
    made = make_claim(DOCUMENT, "812 artillery systems", value=value, category="artillery")
    return replace(made, **changes)


def index(orc: Number | None, petro: Number | None, day: str = "2022-07-06"):
    values = [("orc", orc), ("petroivaniuk", petro)]
    cells = [make_record(copy, "artillery", day, value) for copy, value in values if value is not None]
    return index_records([*cells, *(make_record(copy, "tank", day, 1600) for copy, _ in values)])


def quantity(qualifier: Qualifier, low=None, best=None, high=None, *, vague: bool = False) -> Quantity:
    return Quantity(low, best, high, qualifier, vague=vague)


@pytest.mark.parametrize(
    ("reported", "recorded", "expected"),
    [
        (exact(812), 812, True),
        (exact(812), 811, False),
        (exact(0), 0, True),
        (quantity(Qualifier.ABOUT, best=30850), 30850, True),
        (quantity(Qualifier.ABOUT, best=30850), 30853, True),
        (quantity(Qualifier.ABOUT, best=30850), 30860, False),
        (quantity(Qualifier.ABOUT, best=36500), 36350, False),  # the figure of the day before
        (quantity(Qualifier.ABOUT, best=1500), 1530, True),
        (quantity(Qualifier.ABOUT, best=30000), 31400, True),
        (quantity(Qualifier.ABOUT, best=30000), 34000, False),
        (quantity(Qualifier.ABOUT, best=2.5), 2.6, True),
        (quantity(Qualifier.ABOUT, best=0), 0, True),
        (quantity(Qualifier.AT_LEAST, low=1600), 1600, True),
        (quantity(Qualifier.AT_LEAST, low=1600), 1599, False),
        (quantity(Qualifier.AT_LEAST, low=1600), 3200, False),
        (quantity(Qualifier.MORE_THAN, low=1600), 1600, False),
        (quantity(Qualifier.MORE_THAN, low=1600), 1700, True),
        (quantity(Qualifier.UP_TO, high=20), 20, True),
        (quantity(Qualifier.UP_TO, high=20), 21, False),
        (quantity(Qualifier.FEWER_THAN, high=20), 20, False),
        (quantity(Qualifier.FEWER_THAN, high=20), 19, True),
        (quantity(Qualifier.FEWER_THAN, high=20), 3, False),
        (quantity(Qualifier.RANGE, low=10, high=20), 20, True),
        (quantity(Qualifier.RANGE, low=10, high=20), 21, False),
        (quantity(Qualifier.ABOUT, low=100, vague=True), 812, True),
        (quantity(Qualifier.ABOUT, low=100, vague=True), 1812, False),
    ],
)
def test_agrees_follows_the_qualifier(reported: Quantity, recorded: Number, expected: bool) -> None:
    assert agrees(reported, recorded) is expected


@pytest.mark.parametrize(
    ("orc", "petro", "expected"),
    [
        (812, 812, Verdict.AGREES),
        (812, 806, Verdict.COPIES_DISAGREE),
        (806, 806, Verdict.DISAGREES),
        (806, 807, Verdict.DISAGREES),
        (812, None, Verdict.AGREES),
        (None, 806, Verdict.DISAGREES),
        (None, None, Verdict.NO_RECORD),
    ],
)
def test_verdict_over_copies(orc: Number | None, petro: Number | None, expected: Verdict) -> None:
    found = check(claim(), index(orc, petro))
    assert found is not None
    assert found.verdict is expected
    assert [(copy.copy, copy.value) for copy in found.records] == [("orc", orc), ("petroivaniuk", petro)]
    assert found.as_of == date(2022, 7, 6)
    assert found.reason


def test_verdict_when_both_copies_lie_within_about_is_agreement() -> None:
    about = claim()
    about = replace(about, quantity=replace(about.quantity, value=quantity(Qualifier.ABOUT, best=810)))
    found = check(about, index(812, 806))
    assert found is not None
    assert found.verdict is Verdict.AGREES


@pytest.mark.parametrize(
    "changes",
    [
        {"claimant": Reference("ru-defence-ministry", "Ministry of Defence of the Russian Federation", "ministry")},
        {"claimant": None},
        {"subject": "UA"},
        {"subject": None},
        {"cumulative": False},
        {"category": "other"},
        {"category": None},
        {"status": Status.DENIED},
    ],
)
def test_check_when_it_is_no_figure_of_the_claimant_is_none(changes: dict[str, object]) -> None:
    assert check(claim(**changes), index(812, 812)) is None


def test_check_of_money_is_none() -> None:
    made = claim()
    priced = replace(made, quantity=replace(made.quantity, value=replace(exact(812), unit="USD")))
    assert check(priced, index(812, 812)) is None


def test_check_when_the_military_is_named_instead_of_its_staff() -> None:
    forces = Reference("ua-forces", "Armed Forces of Ukraine", "forces", "UA")
    found = check(claim(claimant=forces), index(812, 812))
    assert found is not None
    assert found.verdict is Verdict.AGREES


@pytest.mark.parametrize(
    ("published", "as_of", "verdict", "basis"),
    [
        ("2022-07-06", date(2022, 7, 6), Verdict.AGREES, "the day of publication"),
        ("2022-07-07T06:00:00+00:00", date(2022, 7, 6), Verdict.AGREES, "the day before publication"),
        ("2022-07-09", date(2022, 7, 9), Verdict.NO_RECORD, "the day of publication"),
        (None, None, Verdict.NO_RECORD, "no day is known"),
    ],
)
def test_check_without_a_period_says_what_its_day_rests_on(published, as_of, verdict, basis) -> None:
    found = check(claim(period=None, published=published), index(812, 812))
    assert found is not None
    assert (found.as_of, found.verdict) == (as_of, verdict)
    assert found.reason.endswith(basis)


def test_checks_leave_out_what_is_not_checked() -> None:
    assert len(list(checks([claim(), claim(subject="UA")], index(812, 812)))) == 1


def test_series_keeps_claimants_apart_and_orders_by_day() -> None:
    other = Reference(None, "Oryx", "monitor")
    claims = [
        claim(812),
        replace(claim(800), id="c1", period=None, published="2022-07-05"),
        replace(claim(500), id="c2", claimant=other),
        replace(claim(5), id="c3", cumulative=False),
        replace(claim(9), id="c4", period=None),
    ]
    staff, oryx = sorted(series(claims), key=lambda found: found.claimant.name)
    assert [(point.as_of.day, point.quantity.best) for point in staff.points] == [(5, 800), (6, 812)]
    assert [point.quantity.best for point in oryx.points] == [500]
    assert staff.category == "artillery"


def test_check_against_a_record_that_was_imported_as_a_table() -> None:
    oryx = Reference("oryx", "Oryx", "monitor")
    cell = replace(make_record("site", "artillery", "2022-07-06", 812), record="oryx", claimant_id="oryx")
    daily = replace(cell, record="oryx-daily", value=5)
    for value, verdict in ((812, Verdict.AGREES), (800, Verdict.DISAGREES)):
        found = check(claim(value, claimant=oryx), index_records([daily, cell]))
        assert found is not None
        assert found.verdict is verdict
    assert check(claim(5, claimant=oryx, subject="UA"), index_records([cell])) is None
