"""Whose a weapon is, and what became of it, by the words of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attribune.catalog import Catalog
from attribune.catalog.equipment import Model
from attribune.model import PlaceReading
from attribune.normalize.equipment_words import EquipmentWords

__all__ = ["operator_of", "outcome_of"]

REACH = 90  # characters between a trigger and the weapon
DOWNED = frozenset({"destroyed", "intercepted"})
PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be|got)\b")
OBJECT = re.compile(r"\s+(?:a|an|the|its|their|his|her|two|three|several|many|some|\d+|at least|more)\b")
FINITE = frozenset({"sank", "destroys", "damages", "captures", "seizes", "burned"})
RECEIVER = re.compile(r"\b(?:to|for|supply|supplies|provide|send|give|receive[sd]?)\s+$")
INSTRUMENT = re.compile(r"\b(?:with|using|by)\s+(?:(?:a|an|the|its|their|two|three|several|\d+)\s+)?(?:[\w-]+\s+)?$")
TO_OTHERS = frozenset({"destroyed", "damaged", "abandoned", "captured", "intercepted"})
GROUND = frozenset({"mbt", "ifv", "apc", "truck", "vessel", "submarine", "radar", "ew", "transport_aircraft"})
BY = re.compile(r"\s+(?:by|from)\b")
LAUNCHED_BY = re.compile(
    r"^[^.;]{0,30}\b(?:launched|fired|flown|operated|sent|dropped) by (?:the )?(?P<agent>[A-Z]\w+)"
)
LOCATION = re.compile(r"\b(?:in|near|at|over|on|from|across|to|into|with|against|of|for|by)\s+(?:the\s+)?$")


def outcome_of(sentence: str, start: int, end: int, kind: str, words: EquipmentWords) -> str | None:
    """What the nearest trigger says became of the weapon; None where the sentence has none in reach.

    A drone, missile or bomb that was destroyed was intercepted. What it was done with ("with a Kornet missile") is not
    what it was done to, and only what flies or shoots is launched.
    """
    best: tuple[int, str] | None = None
    lower = sentence.lower()
    for trigger, outcome in words.outcomes.items():
        for match in re.finditer(rf"\b{re.escape(trigger)}\b", lower):
            if match.start() >= end and _acts(lower[end : match.start()], lower[match.end() :], trigger):
                continue
            distance = start - match.end() if match.end() <= start else match.start() - end
            if match.start() >= end and BY.match(lower, match.end()):
                distance += REACH // 2  # "shot down drones launched by Russia": first what became of them
            if 0 <= distance <= REACH and (best is None or distance < best[0]):
                best = (distance, outcome)
    if best is None or (best[1] in TO_OTHERS and INSTRUMENT.search(lower, 0, start)):
        return None
    if best[1] == "launched" and kind in GROUND:
        return None
    return "intercepted" if best[1] in DOWNED and kind in words.airborne else best[1]


def _acts(between: str, after: str, trigger: str) -> bool:
    """True where the weapon does it to something else: "missiles sank the cruiser", "drones destroyed a bridge"."""
    if PASSIVE.search(between):
        return False
    return trigger in FINITE or bool(re.search(r"\w", between)) or OBJECT.match(after) is not None


def operator_of(
    sentence: str,
    offset: int,
    start: int,
    model: Model,
    places: Sequence[PlaceReading],
    catalog: Catalog,
    words: EquipmentWords,
) -> str | None:
    """The ISO code of who has or gets the weapon: the receiver where it is supplied, else the adjective before it, else
    the only country that acts before it; None where the words leave it open. `offset` is where the sentence begins."""
    if navy := words.ships.get(model.name.split(" ", 1)[0]):
        return navy
    if outcome_of(sentence, start, start, model.kind, words) == "supplied":
        receiver = _receiver(sentence, offset, places)
        if receiver is not None:
            return receiver
    for word in reversed(re.findall(r"[^\W\d_]+", sentence[max(0, start - 45) : start])[-4:]):
        if word[0].isupper() and (code := catalog.places.adjective(word)):
            return code
    if agent := LAUNCHED_BY.search(sentence[start:]):
        country = _agent(start + agent.end() + offset, agent["agent"], places, catalog)
        if country is not None:
            return country
    subjects = set(_subjects(sentence[:start], offset, places))
    return subjects.pop() if len(subjects) == 1 else None


def _agent(end: int, word: str, places: Sequence[PlaceReading], catalog: Catalog) -> str | None:
    """The country of "launched by Russia", "fired by Iranian forces"."""
    named = (place.value.value.country for place in places if place.value.span.end == end)
    return catalog.places.adjective(word) or next(named, None)


def _receiver(sentence: str, offset: int, places: Sequence[PlaceReading]) -> str | None:
    for place in places:
        start = place.value.span.start - offset
        if 0 <= start < len(sentence) and place.value.value.country and RECEIVER.search(sentence[:start]):
            return place.value.value.country
    return None


def _subjects(before: str, offset: int, places: Sequence[PlaceReading]) -> Iterator[str]:
    """Countries named before the weapon that are no mere location: "Russia launched 30 drones"."""
    for place in places:
        start = place.value.span.start - offset
        reference = place.value.value
        acting = reference.kind == "country" and 0 <= start < len(before) and not LOCATION.search(before[:start])
        if acting and reference.country:
            yield reference.country
