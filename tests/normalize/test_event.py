"""Events: triggers and their types, status and claimant, roles, and one event told again as one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.catalog import load_catalog
from attribune.extract import extract, load_models
from attribune.model import (
    Document,
    EventReading,
    PlaceReading,
    Reference,
    Region,
    RegionKind,
    Slot,
    Span,
    Statement,
    Status,
    Style,
)
from attribune.normalize.event import find_events
from attribune.normalize.event_words import load_event_words
from attribune.normalize.place import find_places
from tests.normalize.event_sentences import SENTENCES

CATALOG = load_catalog()
MODELS = load_models()


def events_of(
    text: str, statements: tuple[Statement, ...] = (), regions: tuple[Region, ...] = ()
) -> tuple[EventReading, ...]:
    """The events of a text, after checking that every trigger and mention re-reads inside it."""
    document = Document(id="d", text=text, sha256="x", language="en", regions=regions)
    mentions = extract(document, MODELS)
    places = find_places(document, mentions, CATALOG)
    events = find_events(document, mentions, statements, places, (), (), (), CATALOG)
    for event in events:
        for span in (event.trigger, *event.mentions):
            assert span.of(text) == text[span.start : span.end]
            assert span.of(text).strip() == span.of(text) != ""
    return events


def said(text: str, content: str, claimant: str, stance: str = "asserts", cue: str | None = None) -> Statement:
    """A statement whose content and cue are words of the text."""
    start = text.index(content)
    place = None if cue is None else Span(text.index(cue), text.index(cue) + len(cue))
    return Statement(
        content=(Span(start, start + len(content)),),
        source=None,
        cue=place,
        style=Style.INDIRECT,
        claimant=Reference(None, claimant, "person"),
        party=None,
        stance=stance,
    )


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[row[0][:40] for row in SENTENCES])
def test_find_events_reads_trigger_and_type(sentence: str, expected: tuple[tuple[str, str], ...]) -> None:
    found = tuple((event.trigger.of(sentence), event.type) for event in events_of(sentence))
    assert found == expected


@pytest.mark.parametrize(
    ("sentence", "actor", "target"),
    [
        ("Russian forces shelled Nikopol.", "Armed Forces of the Russian Federation", "Nikopol"),
        ("Nikopol was shelled by Russian troops.", "Armed Forces of the Russian Federation", "Nikopol"),
        ("Russia invaded Ukraine.", "Armed Forces of the Russian Federation", "Ukraine"),
        ("Moscow annexed Crimea.", "Russian Federation", "Crimea"),
        ("Israeli airstrikes on Nabatieh went on.", "Israel Defense Forces", "Nabatieh"),
        ("The Sudanese army attacked RSF fighters.", "Sudanese Armed Forces", "Rapid Support Forces"),
        ("Canada ratified the treaty.", "Canada", "treaty"),
        ("Houthi fighters seized a cargo ship.", "Ansar Allah", "cargo ship"),
    ],
)
def test_find_events_fills_actor_and_target(sentence: str, actor: str, target: str) -> None:
    event = events_of(sentence)[0]
    assert event.actor is not None
    assert event.target is not None
    assert (event.actor.name, event.target.name) == (actor, target)


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "target", "place"),
    [
        ("The enemy shelled Nikopol in Ukraine.", "shelled", "Armed Forces of the Russian Federation", "Nikopol",
         "Nikopol"),
        ("The occupiers kidnapped the mayor of Kakhovka in Ukraine.", "kidnapped",
         "Armed Forces of the Russian Federation", "mayor", "Kakhovka"),
        ("In Ukraine the Russians shelled Kupiansk.", "shelled", "Armed Forces of the Russian Federation", "Kupiansk",
         "Kupiansk"),
        ("Six people died after Russia fired five missiles at Kharkiv.", "fired",
         "Armed Forces of the Russian Federation", "Kharkiv", "Kharkiv"),
        ("Ukrainian troops pushed into Russia's Kursk region.", "pushed into", "Armed Forces of Ukraine",
         "Kursk Oblast", "Kursk Oblast"),
        ("Russia invaded Ukraine.", "invaded", "Armed Forces of the Russian Federation", "Ukraine", "Ukraine"),
        ("Russian troops entered Kupiansk in Ukraine.", "entered", "Armed Forces of the Russian Federation", None,
         "Kupiansk"),
        ("Houthi fighters attacked a US ship in the Red Sea.", "attacked", "Ansar Allah", "US ship", "Red Sea"),
        ("The Ukrainian army shot down 21 drones.", "shot down", "Armed Forces of Ukraine", "drones", None),
        ("Putin accused Kyiv of lying.", "accused", "Vladimir Putin", None, None),
        ("They saw the palace, which the Sudanese army had retaken on Friday.", "retaken", "Sudanese Armed Forces",
         "palace", None),
        ("Ukrainian forces have captured 61 servicemen, advanced 30 km and taken control of Sudzha.", "advanced",
         "Armed Forces of Ukraine", "Sudzha", "Sudzha"),
        ("A bus with six monks hit a mine near Djibo.", "hit", None, "bus", "Djibo"),
        ("Smoke rose in Odesa at noon. A drone hit a bus.", "hit", None, "bus", "Odesa"),
        ("Ukrainian drones attacked an oil refinery in Ryazan.", "attacked", "Armed Forces of Ukraine", "oil refinery",
         "Ryazan"),
        ("Israeli fighter jets struck Tyre.", "struck", "Israel Defense Forces", "Tyre", "Tyre"),
        ("M23 fighters and Congolese soldiers clashed around Sake.", "clashed", "March 23 Movement",
         "Armed Forces of the Democratic Republic of the Congo", "Sake"),
        ("Russian troops withdrew their units from Izium.", "withdrew", "Armed Forces of the Russian Federation",
         "Izium", "Izium"),
        ("Israel intercepted a missile fired from Yemen.", "intercepted", "Israel Defense Forces", "missile", None),
        ("South Africa deployed soldiers to eastern Congo.", "deployed", "South African National Defence Force", None,
         "eastern Democratic Republic of the Congo"),
        ("A motorcycle bomb exploded outside a police station in Jamundi.", "exploded", None, "police station",
         "Jamundí"),
    ],
)  # fmt: skip
def test_find_events_fills_the_roles_that_the_clause_tells(
    text: str, trigger: str, actor: str | None, target: str | None, place: str | None
) -> None:
    event = next(one for one in events_of(text) if one.trigger.of(text) == trigger)
    roles = (event.actor, event.target, event.place)
    assert tuple(None if one is None else one.name for one in roles) == (actor, target, place)


def test_find_events_takes_the_possessors_forces() -> None:
    event = events_of("President Vladimir Putin spoke after his forces captured the town of Lysychansk.")[0]
    assert event.actor is not None
    assert event.actor.name == "Armed Forces of the Russian Federation"
    assert event.place is not None
    assert event.place.name == "Lysychansk"


def test_find_events_finds_the_place_of_a_later_mention() -> None:
    text = "Kherson was quiet at dawn.\n\nBy noon, Russian troops had shelled Kherson again."
    event = events_of(text)[0]
    assert event.place is not None
    assert event.place.name == "Kherson"


@pytest.mark.parametrize(
    ("text", "content", "stance", "status"),
    [
        ("The governor said that drones hit a depot.", "that drones hit a depot", "asserts", Status.CLAIMED),
        ("The army denied that it shelled the town.", "that it shelled the town", "denies", Status.DENIED),
        ("He said troops would retake the city.", "troops would retake the city", "promises", Status.PLANNED),
        ("She said they had not shelled the town.", "they had not shelled the town", "asserts", Status.DENIED),
    ],
)
def test_find_events_inside_a_statement_have_status_and_claimant(
    text: str, content: str, stance: str, status: Status
) -> None:
    event = events_of(text, (said(text, content, "Somebody", stance),))[0]
    assert event.status is status
    assert event.claimant is not None
    assert event.claimant.name == "Somebody"
    assert event.statement == 0


def test_find_events_outside_statements_are_reported_as_fact() -> None:
    event = events_of("Drones hit a depot in Kursk.")[0]
    assert (event.status, event.claimant, event.statement) == (Status.REPORTED_AS_FACT, None, None)


def test_find_events_takes_the_innermost_statement() -> None:
    text = "The agency reported that the army says it captured the town."
    statements = (
        said(text, "that the army says it captured the town", "Agency"),
        said(text, "it captured the town", "Army"),
    )
    event = events_of(text, statements)[0]
    assert event.claimant is not None
    assert event.claimant.name == "Army"


def test_find_events_makes_a_promised_delivery_a_pledge() -> None:
    text = "Berlin said it would deliver two IRIS-T systems."
    event = events_of(text, (said(text, "it would deliver two IRIS-T systems", "Berlin", "promises"),))[0]
    assert (event.type, event.status) == ("pledge", Status.PLANNED)


def test_find_events_tells_a_repeated_event_once() -> None:
    text = (
        "Missile strike on Dnipro kills three\n\nA Russian missile strike on Dnipro killed three people.\n\n"
        "Rescuers worked through the night after the attack."
    )
    events = events_of(text)
    assert [event.type for event in events] == ["strike"]
    assert [span.of(text) for span in events[0].mentions][-1] == "attack"


def test_find_events_keeps_strikes_on_two_towns_apart() -> None:
    text = "Russian forces shelled Nikopol in the morning.\n\nRussian forces shelled Kherson in the evening."
    assert [event.place.name for event in events_of(text) if event.place is not None] == ["Nikopol", "Kherson"]


def test_find_events_leaves_boilerplate_alone() -> None:
    text = "Drones hit a depot in Kursk.\n\nMissiles struck a bridge in Kerch."
    region = Region(RegionKind.BOILERPLATE, Span(text.index("Missiles"), len(text)))
    assert len(events_of(text, regions=(region,))) == 1


def test_find_events_tells_no_event_of_what_could_happen() -> None:
    assert events_of("The rockets could hit targets deep inside Russia.") == ()


def test_event_words_have_types_of_the_closed_list_only() -> None:
    words = load_event_words()
    used = {trigger.row.type for rows in words.triggers.values() for trigger in rows}
    assert used <= words.types
    assert words.types - used <= {"other"}


def test_find_events_reads_a_long_live_blog() -> None:
    text = "\n\n".join(
        f"Russian forces shelled Nikopol and Kherson on day {day}, officials said." for day in range(900)
    )
    document = Document(id="d", text=text, sha256="x", language="en")
    mentions = extract(document, MODELS)
    place = PlaceReading(Slot(Reference("p", "Nikopol", "settlement", "UA", 47.6, 34.4), "Nikopol", Span(24, 31)))
    found = find_events(document, mentions, (), (place,), (), (), (), CATALOG)
    assert {event.type for event in found} == {"shelling"}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_find_events_never_fails_on_any_text(text: str) -> None:
    events_of(text)


WORDS = st.sampled_from(sorted(load_event_words().triggers))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(WORDS, st.sampled_from(["the", "Russian", "forces", "by", "in", "Kyiv", "to", "of", "."]))))
def test_find_events_never_fails_on_heaps_of_triggers(words: list[str]) -> None:
    events_of(" ".join(words))


def test_find_events_takes_unnamed_forces_for_those_of_who_speaks() -> None:
    text = "Army spokesman Nabil Abdallah said soldiers had secured the bridge in Omdurman."
    speaks = said(text, "soldiers had secured the bridge in Omdurman", "Nabil Abdallah")
    speaks = replace(speaks, party="SD", claimant=Reference(None, "Nabil Abdallah", "person", country="SD"))
    event = events_of(text, (speaks,))[0]
    assert event.actor is not None
    assert event.actor.name == "Sudanese Armed Forces"


def test_find_events_tells_what_a_party_could_do_as_hypothetical() -> None:
    text = "Zelenskyy warned that Russia could attack Kharkiv. He said the missiles could hit a port in Odesa."
    first = said(text, "that Russia could attack Kharkiv", "Volodymyr Zelenskyy")
    second = said(text, "the missiles could hit a port in Odesa", "Volodymyr Zelenskyy")
    events = events_of(text, (first, second))
    assert [(event.trigger.of(text), event.status) for event in events] == [("attack", Status.HYPOTHETICAL)]


def test_find_events_leaves_out_what_is_done_time_and_again() -> None:
    assert events_of("Russia has repeatedly shelled Nikopol.") == ()


@pytest.mark.parametrize(
    "text", ["Kallas condemned every deliberate attack on cables in Europe.", "Iran will answer any strike on Natanz."]
)
def test_find_events_leaves_out_what_is_said_of_all_of_a_kind(text: str) -> None:
    assert {event.type for event in events_of(text)} <= {"statement"}


def test_find_events_makes_one_act_of_what_each_side_blames_on_the_other() -> None:
    text = "Kyiv said Russia had blown up the dam. Moscow said Ukraine had blown up the dam."
    kyiv = said(text, "Russia had blown up the dam", "Kyiv")
    moscow = said(text, "Ukraine had blown up the dam", "Moscow")
    assert len(events_of(text, (kyiv, moscow))) == 1
