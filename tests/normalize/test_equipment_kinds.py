"""Kinds of weapons as reports from Syria and Iraq name them, with few models: what counts and what does not."""

from __future__ import annotations

import pytest

from tests.normalize.test_equipment import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Strikes destroyed four VBIEDs, 12 mortar systems, two artillery pieces and a tactical vehicle near Mosul.",
            ["VBIEDs", "mortar systems", "artillery pieces", "tactical vehicle"],
        ),
        (
            "A pair of Tornado GR4s armed with Paveway IV guided bombs and Brimstone missiles attacked Ramadi.",
            ["Tornado GR4s", "Paveway IV guided bombs", "Brimstone missiles"],
        ),
        ("A Reaper used a Hellfire missile.", ["Reaper", "Hellfire missile"]),
        ("Typhoon FGR4s, supported by a Voyager tanker, took off.", ["Typhoon FGR4s", "Voyager tanker"]),
        ("Helicopters dropped barrel bombs filled with chlorine.", ["Helicopters", "barrel bombs", "chlorine"]),
        ("Chlorine cylinders were thrown from a helicopter.", ["Chlorine cylinders", "helicopter"]),
        ("Roadside IEDs and booby traps slowed the advance.", ["IEDs", "booby traps"]),
        ("The base was attacked with suicide car bombs and mortar fire.", ["suicide car bombs"]),
        (
            "Fighters in pickup trucks mounted with heavy machine guns stormed the town.",
            ["pickup trucks", "heavy machine guns"],
        ),
        ("A strike hit an ISIL vehicle and six boats.", ["ISIL vehicle", "boats"]),
        ("They stored 122mm rockets and a 30-mm cannon.", ["rockets", "cannon"]),
        ("Dragunov sniper rifles and PKM machine guns were sold.", ["Dragunov sniper rifles", "PKM machine guns"]),
        ("The HMS Dauntless and the USS Harry T. Moss escorted her.", ["HMS Dauntless", "USS Harry T. Moss"]),
    ],
)
def test_find_equipment_reads_kinds_and_models_of_irregular_war(text: str, expected: list[str]) -> None:
    assert [reading.value.text for reading in read(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine needs ammunition, and the EU pledged money for it.",
        "Trucks with aid reached the town, and a boat with grain left Odesa.",
        "The passenger aircraft made an emergency landing.",
        "Rescue workers used excavators to lift the slabs.",
        "The chlorine level in the pool was too high.",
        "Missile and drone strikes went on.",
        "The tornado and the typhoon came in one week.",
        "By 6 June 1,363 tanks, 3,354 armoured vehicles and 76 air defence systems were lost, it said.",
    ],
)
def test_find_equipment_finds_none_in_aid_weather_events_and_lists_of_losses(text: str) -> None:
    assert read(text) == ()


def test_a_ship_is_its_navys() -> None:
    ship = read("The USS Harry T. Moss fired two missiles.")[0].value.value
    assert (ship.name, ship.kind, ship.country) == ("USS Harry T. Moss", "vessel", "US")


@pytest.mark.parametrize(
    ("text", "words", "operator", "outcome"),
    [
        ("Ukraine said it had shot down 12 Shahed drones launched by Russia.", "Shahed drones", "RU", "intercepted"),
        ("Kyiv destroyed a Russian Buk-M1 with a HIMARS strike.", "HIMARS", None, None),
        ("Kyiv destroyed a Russian Buk-M1 with a HIMARS strike.", "Buk-M1", "RU", "destroyed"),
        ("They destroyed a Merkava tank with a Kornet missile.", "Kornet missile", None, None),
        ("Two missiles were fired at the USS Gravely.", "USS Gravely", "US", None),
        ("The Su-25 was downed by a MANPADS.", "Su-25", None, "destroyed"),
        ("The Su-25 was downed by a MANPADS.", "MANPADS", None, None),
    ],
)
def test_whose_a_weapon_is_and_what_became_of_it(
    text: str, words: str, operator: str | None, outcome: str | None
) -> None:
    found = next(reading for reading in read(text) if reading.value.text == words)
    assert (found.operator, found.outcome) == (operator, outcome)
