"""Weapons and platforms in sentences of our own: model, class, span, whose they are and what became of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.catalog import load_catalog
from attribune.model import Document, EquipmentReading, Mentions, Span, document_id, text_hash
from attribune.normalize.equipment import find_equipment
from attribune.normalize.place import find_places


def read(text: str) -> tuple[EquipmentReading, ...]:
    """The equipment of a bare text, every span checked against it."""
    doc = Document(document_id(text), text, text_hash(text))
    sentences = tuple(Span(m.start(), m.end()) for m in re.finditer(r"\S[^.!?\n]*(?:\.\d[^.!?\n]*)*[.!?]?", text))
    mentions = Mentions(sentences, sentences, (), (), (), ())
    catalog = load_catalog()
    found = find_equipment(doc, mentions, find_places(doc, mentions, catalog), catalog)
    for reading in found:
        assert doc.text[reading.value.span.start : reading.value.span.end] == reading.value.text
    return found


@pytest.mark.parametrize(
    ("text", "words", "name", "kind"),
    [
        ("Crews of the Iskander missile system trained.", "Iskander missile system", "9K720 Iskander", "srbm"),
        ("The Yars mobile missile systems moved out.", "Yars mobile missile systems", "RS-24 Yars", "icbm"),
        ("France sends six Caesar guns more.", "Caesar guns", "CAESAR", "howitzer"),
        ("He welcomed the “Iris-T system from Germany”.", "Iris-T system", "IRIS-T SLM", "sam"),
        ("The AMRAAM missiles will arrive soon.", "AMRAAM missiles", "AIM-120 AMRAAM", "sam"),
        ("Himars rockets set the depot on fire.", "Himars rockets", "M142 HIMARS", "mlrs"),
        ("A T72 tank burned at the roadside.", "T72 tank", "T-72", "mbt"),
        ("An Su-34 came down near the coast.", "Su-34", "Su-34", "attack_aircraft"),
        ("Three Tu-22M3s took off.", "Tu-22M3s", "Tu-22M3", "bomber"),
        ("They flew a Bayraktar drone over the column.", "Bayraktar drone", "Bayraktar TB2", "uav"),
        ("Shahed-136 drones struck the port.", "Shahed-136 drones", "Shahed-136", "uav"),
        ("An S-300 missile landed in a field.", "S-300 missile", "S-300", "sam"),
        ("Two Patriot batteries are on their way.", "Patriot batteries", "MIM-104 Patriot", "sam"),
        ("The militia paraded with Kornet anti-tank missiles.", "Kornet anti-tank missiles", "9M133 Kornet", "atgm"),
        ("Fighters with RPGs and AK-47s entered.", "AK-47s", "AK-47", "small_arms"),
        ("A Merkava tank stood at the crossing.", "Merkava tank", "Merkava", "mbt"),
        ("Iron Dome stopped most of them.", "Iron Dome", "Iron Dome", "sam"),
        ("Qasef-2K drones flew at the airport.", "Qasef-2K drones", "Qasef-1", "uav"),
        ("Grad rockets hit the market.", "Grad rockets", "BM-21 Grad", "mlrs"),
        ("The helicopter was a Mi-17.", "Mi-17", "Mi-8", "helicopter"),
        (
            "Armoured personnel carriers drove along the road.",
            "Armoured personnel carriers",
            "armoured personnel carrier (unspecified)",
            "apc",
        ),
        ("Barrel bombs fell on the old town.", "Barrel bombs", "aerial bomb (unspecified)", "aerial_bomb"),
        ("A roadside bomb killed two soldiers.", "roadside bomb", "improvised explosive device (unspecified)", "mine"),
        (
            "The ship was struck by an anti-ship missile.",
            "anti-ship missile",
            "cruise missile (unspecified)",
            "cruise_missile",
        ),
        ("They asked for air-defence systems again.", "air-defence systems", "air-defence system (unspecified)", "sam"),
        ("Rockets fired from the hills killed a farmer.", "Rockets", "rocket (unspecified)", "mlrs"),
    ],
)
def test_find_equipment_names_model_and_class(text: str, words: str, name: str, kind: str) -> None:
    found = {reading.value.text: (reading.value.value.name, reading.value.value.kind) for reading in read(text)}
    assert found.get(words) == (name, kind)


@pytest.mark.parametrize(
    "text",
    [
        "A nitric acid tank was hit and the fuel tank leaked.",
        "The think tank published a report.",
        "A patriot threw a javelin; the hurricane passed.",
        "Leopard sightings worry farmers.",
        "Mr Abrams and Mrs Bradley met the challenger in court.",
        "Drone footage shows the street; the drone operator waved.",
        "Gun control divides the senate.",
        "Missile defence and the missile program were discussed.",
        "Russia has lost 1,363 tanks, 175 helicopters and 521 drones since then.",
        "Take the A-10 road to the M1 motorway.",
        "The Organisation for the Prohibition of Chemical Weapons met.",
        "A coal mine and a gold mine were closed.",
        "Sea mine clearance went on; the submarine cable was cut.",
        "He used a rocket science metaphor.",
        "The number of downed helicopters stayed the same.",
    ],
)
def test_find_equipment_finds_none_where_the_words_mean_something_else(text: str) -> None:
    assert [reading.value.text for reading in read(text)] == []


@pytest.mark.parametrize(
    ("text", "operator", "outcome"),
    [
        ("Germany will send Leopard 2 tanks to Ukraine.", "UA", "supplied"),
        ("Ukrainian forces destroyed a Russian T-90 tank.", "RU", "destroyed"),
        ("Air defence shot down a Shahed drone.", None, "intercepted"),
        ("Russia launched Kalibr missiles overnight.", "RU", "launched"),
        ("A Bradley vehicle was damaged by a mine.", None, "damaged"),
        ("Soldiers captured an abandoned BTR-82A.", None, "abandoned"),
        ("Neptune missiles sank the cruiser.", None, None),
        ("The Israeli F-35 circled for an hour.", "IL", None),
    ],
)
def test_find_equipment_says_whose_it_is_and_what_became_of_it(
    text: str, operator: str | None, outcome: str | None
) -> None:
    reading = read(text)[0]
    assert (reading.operator, reading.outcome) == (operator, outcome)


def test_find_equipment_gives_each_wording_once() -> None:
    text = "Caesar guns arrived. Caesar guns fired. The Caesar howitzer is French."
    assert [reading.value.text for reading in read(text)] == ["Caesar guns", "Caesar howitzer"]


def test_find_equipment_passes_over_what_only_describes_a_named_model() -> None:
    text = "The Iskander is a short-range mobile ballistic missile system. A missile left the launcher."
    assert [reading.value.text for reading in read(text)] == ["Iskander"]


def test_find_equipment_marks_kinds_without_a_model_as_generic() -> None:
    found = {reading.value.text: reading.generic for reading in read("Howitzers and an M777 howitzer fired.")}
    assert found == {"Howitzers": True, "M777 howitzer": False}


def test_equipment_catalogue_has_the_models_it_promises() -> None:
    models = load_catalog().equipment.models.values()
    assert len([model for model in models if not model.generic]) >= 300


def test_equipment_classes_are_those_of_the_vocabulary() -> None:
    slugs = set(
        (
            "mbt ifv apc artillery howitzer mortar mlrs sam aaa srbm irbm icbm cruise_missile missile "
            "air_to_air_missile atgm manpads aerial_bomb mine uav fighter attack_aircraft bomber transport_aircraft "
            "helicopter vessel submarine truck radar ew small_arms other"
        ).split()
    )
    assert {model.kind for model in load_catalog().equipment.models.values()} <= slugs


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("T-72 S300 tank Grad rockets, ’s\n(3)é"), max_size=120))
def test_find_equipment_never_fails_and_its_spans_always_read_back(text: str) -> None:
    for reading in read(text):
        assert reading.value.text
