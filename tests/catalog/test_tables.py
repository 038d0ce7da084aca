"""Outlets, conflicts and loss categories."""

from __future__ import annotations

from datetime import date

import pytest

from attribune.catalog import load_catalog

CATALOG = load_catalog()


@pytest.mark.parametrize(
    ("credit", "name"),
    [
        ("AFP", "Agence France-Presse"),
        ("Zenger", "Zenger News"),
        ("Newsflash", "Newsflash"),
        ("Tass", "TASS"),
        ("The Associated Press", "Associated Press"),
        ("SANA", "Syrian Arab News Agency"),
        ("Guardian", "The Guardian"),
    ],
)
def test_outlets_lookup_reads_credit_forms(credit: str, name: str) -> None:
    outlet = CATALOG.outlets.lookup(credit)
    assert outlet is not None
    assert outlet.name == name


def test_outlets_find_re_reads_each_span() -> None:
    text = "Photo: Ministry of Defense/Newsflash. (Reuters) — as AFP reported"
    matches = CATALOG.outlets.find(text)
    assert [match.span.of(text) for match in matches] == ["Newsflash", "Reuters", "AFP"]


def test_outlets_of_domain_takes_sub_domains() -> None:
    outlet = CATALOG.outlets.of_domain("www.bbc.co.uk")
    assert outlet is not None
    assert outlet.id == "bbc"
    assert CATALOG.outlets.of_domain("example.org") is None


def test_outlets_are_parties_too() -> None:
    for outlet in CATALOG.outlets.rows:
        party = CATALOG.parties.get(outlet.id)
        assert party is not None
        assert (party.name, party.role) == (outlet.name, "media")


@pytest.mark.parametrize(
    ("conflict", "ordinal", "day"),
    [
        ("ukraine-invasion", 1, date(2022, 2, 24)),
        ("ukraine-invasion", 99, date(2022, 6, 2)),
        ("ukraine-invasion", 133, date(2022, 7, 6)),
        ("gaza-war", 100, date(2024, 1, 14)),
        ("sudan-war", 100, date(2023, 7, 23)),
    ],
)
def test_conflict_counts_its_days_from_day_one(conflict: str, ordinal: int, day: date) -> None:
    row = CATALOG.conflict(conflict)
    assert row is not None
    assert row.date_of_day(ordinal) == day


def test_conflict_day_is_none_before_day_one() -> None:
    row = CATALOG.conflict("ukraine-invasion")
    assert row is not None
    assert row.date_of_day(0) is None


def test_conflict_sides_name_parties_or_countries_that_exist() -> None:
    for conflict in CATALOG.conflicts:
        for _, members in (*conflict.sides, *conflict.allies):
            for member in members:
                known = member in CATALOG.parties.countries or CATALOG.parties.get(member) is not None
                assert known, (conflict.id, member)
        assert all(code in CATALOG.parties.countries for code in conflict.zone)


def test_conflict_roles_follow_its_sides() -> None:
    row = CATALOG.conflict("ukraine-invasion")
    assert row is not None
    assert (row.side_of("RU"), row.role_of("RU"), row.role_of("PL"), row.role_of("BR")) == (
        "RU",
        "belligerent",
        "ally",
        None,
    )


def test_category_columns_change_with_the_record() -> None:
    before = CATALOG.categories.columns_for("petroivaniuk", "vehicle", date(2022, 4, 30))
    after = CATALOG.categories.columns_for("petroivaniuk", "vehicle", date(2022, 5, 1))
    assert [row.column for row in before] == ["military auto", "fuel tank"]
    assert all(row.adds for row in before)
    assert [row.column for row in after] == ["vehicles and fuel tanks"]


def test_category_column_has_no_meaning_before_it_began() -> None:
    assert CATALOG.categories.column("petroivaniuk", "submarines", date(2023, 9, 13)) is None
    column = CATALOG.categories.column("petroivaniuk", "submarines", date(2023, 9, 14))
    assert column is not None
    assert column.category == "submarine"


def test_category_copies_of_the_general_staff_record_are_two() -> None:
    assert CATALOG.categories.copies("general-staff") == ("orc", "petroivaniuk")


def test_category_crosswalk_uses_known_slugs_only() -> None:
    for column in CATALOG.categories.columns:
        assert CATALOG.categories.get(column.category) is not None, column
