"""Sides: states, and armed groups that answer to none."""

from __future__ import annotations

import pytest

from attribune.catalog import load_catalog, side
from attribune.model import Reference


@pytest.mark.parametrize(
    ("party_id", "expected"),
    [
        ("sd-forces", "SD"),
        ("sd-rsf", "Rapid Support Forces"),
        ("sd-hemedti", "Rapid Support Forces"),  # a person stands for their group
        ("lb-hezbollah", "Hezbollah"),
        ("lb-mikati", "LB"),
        ("ps-abu-obeida", "Hamas"),  # the spokesman of its armed wing
        ("ua-dnr", "RU"),  # a state counts the group among its own
        ("cd-m23", "March 23 Movement"),  # fights with Rwanda, but is no part of it
        ("lb-unifil", "UN"),
    ],
)
def test_side_of_a_listed_party(party_id: str, expected: str) -> None:
    parties = load_catalog().parties
    party = parties.get(party_id)
    assert party is not None
    assert side(parties.reference(party), load_catalog()) == expected


def test_side_of_an_unnamed_speaker_is_that_of_the_group_in_the_description() -> None:
    unnamed = Reference(None, "unnamed Hezbollah official", "person", "LB")
    assert side(unnamed, load_catalog()) == "Hezbollah"


def test_side_when_nothing_is_known_is_none() -> None:
    assert side(Reference(None, "unnamed resident", "person", None), load_catalog()) is None
