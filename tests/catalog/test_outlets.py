"""Outlets in text."""

from __future__ import annotations

import pytest

from attribune.catalog import load_catalog


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SANA said a drone was downed", ["Syrian Arab News Agency"]),
        ("Security Minister Mahamadou Sana said so", []),
        ("according to TASS and Reuters", ["TASS", "Reuters"]),
    ],
)
def test_find_when_an_abbreviation_is_a_surname_too(text: str, expected: list[str]) -> None:
    assert [match.outlet.name for match in load_catalog().outlets.find(text)] == expected
