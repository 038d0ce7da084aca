"""Natural features and installations that no gazetteer lists, and what is no feature."""

from __future__ import annotations

import pytest

from attribune.model import Reference
from tests.normalize.test_place import named, place


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Flooding along the Maumee River closed two roads in Toledo.", "Maumee River", "water"),
        ("Boats were searched on Lake Tana by police from Bahir Dar.", "Lake Tana", "water"),
        ("Soldiers from Fort Wexley were flown to Syracuse.", "Fort Wexley", "site"),
        ("Ships now go round the Cape of Good Hope instead.", "Cape of Good Hope", "area"),
        ("Troops crossed the Vovcha river near Vovchansk.", "Vovcha river", "water"),
        ("Climbers were lost in the Bitterroot Mountains of Montana.", "Bitterroot Mountains", "area"),
        ("Soldiers secured both sides of the Manshiya bridge in Khartoum.", "Manshiya bridge", "site"),
        ("They crossed the Jebel Aulia bridge in Khartoum on foot.", "Jebel Aulia bridge", "site"),
    ],
)
def test_find_places_reads_a_feature_by_its_noun(text: str, words: str, kind: str) -> None:
    assert place(text, words).kind == kind


def test_a_feature_lies_roughly_where_the_town_beside_it_is() -> None:
    river = place("Flooding along the Maumee River closed two roads in Toledo, Ohio.", "Maumee River")
    assert isinstance(river, Reference)
    assert river.id is None
    assert river.country == "US"
    assert river.lat == pytest.approx(41.66, abs=0.2)
    assert river.radius_km is not None
    assert river.radius_km >= 50
    assert river.where_precision == 5


def test_a_feature_without_a_place_beside_it_has_no_point() -> None:
    assert place("They fished in the Chattooga River.", "Chattooga River").lat is None


@pytest.mark.parametrize(
    "text",
    [
        "The Tampa Bay Rays lost again.",
        "Silver Lake Partners sold its shares.",
        "He moved to another river.",
        "The river rose, and The River rose too.",
        "A Ukrainian river crossing failed.",
    ],
)
def test_find_places_takes_no_team_firm_or_plain_noun_for_a_feature(text: str) -> None:
    assert not any("ay Ray" in w or "River" in w or "river" in w or "Lake" in w for w, _, _ in named(text))


def test_an_airport_named_after_a_known_town_is_at_that_town() -> None:
    airport = place(
        "In Ukraine, shells hit the Boryspil international airport on Friday.", "Boryspil international airport"
    )
    assert airport.country == "UA"
    assert airport.lat == pytest.approx(50.35, abs=0.1)
