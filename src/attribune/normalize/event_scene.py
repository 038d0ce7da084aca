"""The words of a sentence with what other layers know of them: parties, places, weapons."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from attribune.catalog import Catalog, Conflict
from attribune.catalog.party import Form, Match
from attribune.model import (
    Document,
    EquipmentReading,
    PlaceReading,
    Reference,
    Slot,
    Span,
    SpanIndex,
    Statement,
    TimeInterval,
    TimeReading,
)
from attribune.normalize.event_words import EventWords
from attribune.normalize.lexica import singular
from attribune.normalize.scene import WORD

__all__ = ["ACTING", "Layers", "Line", "Named", "Token", "lines_of"]

ACTING = frozenset({"forces", "body", "person"})
FORCES = frozenset({"forces", "military", "armed_group"})
FORCES_HEADS = frozenset({"forces", "separatists", "air-force", "navy", "artillery", "airborne", "special-forces"})
ACTORS = frozenset({Form.NAME, Form.SHORT, Form.METONYM, Form.COUNTRY, Form.COMPOSED, Form.PEOPLE})
# "BAMAKO, Sept 17 (Agency) — ": its capital is where the report was written, and acts on nobody.
DATELINE = re.compile(r"[^\w\n]*[A-ZÀ-Þ][A-ZÀ-Þ' -]{2,}[^.\n]{0,50}?\s[—–-]\s")
COMMON = frozenset({"it", "they", "he", "she", "we", "who", "which", "that", "this", "them", "him", "her", "its"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its labels: place, party, body, forces, person, weapon, time, adjective, pronoun."""

    span: Span
    surface: str
    word: str
    stem: str
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A naming of a party or place inside a line."""

    span: Span
    label: str
    reference: Reference | None
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as tokens, and the parties and places named in it, in text order."""

    span: Span
    paragraph: int
    tokens: tuple[Token, ...]
    named: tuple[Named, ...]
    times: tuple[Slot[TimeInterval], ...] = ()
    arms: tuple[Slot[Reference], ...] = ()
    statements: tuple[int, ...] = ()  # positions of the statements of which content or cue lies in it


@dataclass(frozen=True, slots=True)
class Layers:
    """What the event rules read: the document and its other layers."""

    document: Document
    statements: Sequence[Statement]
    places: Sequence[PlaceReading]
    times: Sequence[TimeReading]
    equipment: Sequence[EquipmentReading]
    catalog: Catalog
    words: EventWords
    conflict: Conflict | None = None


def lines_of(layers: Layers, sentences: Sequence[Span], paragraphs: Sequence[Span]) -> list[Line]:
    """The sentences as lines."""
    text = layers.document.text
    enemies = _enemies(layers)
    hostile = {one.span.end for one in enemies}  # "the occupiers" are no forces of the country named before
    parties = [one for one in _parties(layers) if one.reference is not None or one.span.end not in hostile]
    named = sorted([*parties, *enemies, *_places(layers)], key=lambda one: (one.span.start, one.span.end))
    starts = [one.span.start for one in named]
    opens = [block.start for block in paragraphs]
    times = SpanIndex([(one.value.span, one.value) for one in layers.times])
    arms = SpanIndex([(one.value.span, one.value) for one in layers.equipment])
    said = SpanIndex(
        [
            (part, position)
            for position, statement in enumerate(layers.statements)
            for part in (*statement.content, *((statement.cue,) if statement.cue is not None else ()))
        ]
    )
    lines = []
    for span in sentences:
        dateline = DATELINE.match(span.of(text))
        spoken = span.start + (dateline.end() if dateline is not None else 0)
        within = named[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        inside = tuple(
            one for one in within if span.contains(one.span) and (one.label == "place" or one.span.start >= spoken)
        )
        when, weapons = times.at(span), arms.at(span)
        marks = [*((slot.span, "time") for slot in when), *((slot.span, "weapon") for slot in weapons)]
        tokens = tuple(_token(found.span(), text, span.start, inside, marks) for found in WORD.finditer(span.of(text)))
        paragraph = bisect_right(opens, span.start) - 1
        positions = tuple(sorted(set(said.at(span))))
        lines.append(Line(span, paragraph, tokens, inside, tuple(when), tuple(weapons), positions))
    return lines


def _token(
    found: tuple[int, int], text: str, offset: int, named: Sequence[Named], marks: Sequence[tuple[Span, str]]
) -> Token:
    span = Span(found[0] + offset, found[1] + offset)
    surface = span.of(text)
    word = surface.lower().replace("’", "'")
    labels = {one.label for one in named if one.span.overlaps(span)} if named else set()
    if word.endswith("'s"):
        word = word[:-2]
        labels.add("possessive")
    if labels & {"forces", "body", "person"}:
        labels.add("party")
    if word in COMMON:
        labels.add("pronoun")
    if marks:
        labels.update(label for marked, label in marks if marked.overlaps(span))
    return Token(span, surface, word, singular(word), frozenset(labels))


def _parties(layers: Layers) -> list[Named]:
    parties = layers.catalog.parties
    found = []
    for match in parties.find(layers.document.text):
        party = parties.get(match.ids[0]) if match.ids else None
        if match.form in ACTORS and party is not None:
            kind = "forces" if party.kind in FORCES else "person" if party.kind == "person" else "body"
            found.append(Named(match.span, kind, parties.reference(party), match))
        elif match.form is Form.GENERIC:
            kind = "forces" if match.institution in FORCES_HEADS else "generic"
            found.append(Named(match.span, kind, None, match))
        elif match.form is Form.TITLE:
            found.append(Named(match.span, "title", None, match))
        elif match.form in {Form.ADJECTIVE, Form.MODIFIER} and party is not None:
            found.append(Named(match.span, "adjective", parties.reference(party), match))
    return found


def _enemies(layers: Layers) -> list[Named]:
    """Where the text calls somebody the enemy: "the enemy fired", "the invaders"."""
    words = "|".join(sorted(layers.words.classes["enemy"]))
    pattern = re.compile(rf"\bthe (?:{words})\b", re.IGNORECASE)
    return [Named(Span(*match.span()), "enemy", None) for match in pattern.finditer(layers.document.text)]


def _places(layers: Layers) -> list[Named]:
    """Every mention of a place that the document names: the places layer has the first mention only."""
    text = layers.document.text
    lowered = text.lower() if len(text.lower()) == len(text) else text
    found: list[Named] = []
    taken: set[int] = set()
    sought_for: set[str] = set()
    for place in sorted(layers.places, key=lambda one: -len(one.value.text)):
        surface, start = place.value.text, 0
        if surface in sought_for:
            continue
        sought_for.add(surface)
        sought = surface.lower() if lowered is not text else surface
        while (start := lowered.find(sought, start)) != -1:
            end = start + len(surface)
            cut = text[max(start - 1, 0) : start].isalnum() or text[end : end + 1].isalnum()
            if not cut and text[start].isupper() == surface[0].isupper() and taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                found.append(Named(Span(start, end), "place", place.value.value))
            start = end
    return found
