"""Speakers described first and named after: "A minister has insisted … In an interview, Alan Merrow said".

A newsroom leaves the name for the second sentence; nothing beside it says again who that is. Hence a speaker whose name
comes without any description, right after a person's description that nobody before fits, is the one described.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from attribune.model import Mentions, Span
from attribune.normalize.discourse import Discourse
from attribune.normalize.entity import Entity, Naming
from attribune.normalize.lexica import SpeakerWords
from attribune.normalize.person_role import described_as

__all__ = ["identified", "with_roles"]

_LEAD = 700  # characters
_NEXT = 3  # sentences between the description and the name
_OF_NAME = re.compile(r"\s(?:of|for|at|in)\s(?:the\s)?[A-ZÀ-Þ]")
_DEFINITE = re.compile(r"(?:the|its|his|her|their|our|this|that)\b", re.IGNORECASE)
_PLURAL = re.compile(
    r"(?:two|three|four|five|six|seven|eight|nine|ten|some|several|many|other|another|one of|both)\b", re.I
)


def identified(
    text: str, mentions: Mentions, discourse: Discourse, words: SpeakerWords
) -> dict[Span, tuple[Entity, str]]:
    """The sources that only describe whom the next source or sentence names, with the entity and the noun."""
    found: dict[Span, tuple[Entity, str]] = {}
    waiting: list[tuple[Span, str]] = []
    sources = sorted({one.source for one in mentions.attributions if one.source is not None})
    for place, naming in _places(text, sources, mentions, discourse, words):
        if naming is not None:
            near = ((early, noun) for early, noun in waiting if _gap(early, place, mentions) <= _reach(early))
            found.update((early, (naming.entity, noun)) for early, noun in near)
            waiting = []
        elif (bearer := _bearer(text, place, waiting, discourse, words)) is not None:
            found[waiting[0][0]] = bearer, waiting[0][1]
            waiting = []
        elif (noun := _description(text, place, discourse, words)) is not None:
            waiting.append((place, noun))
        elif place.of(text).lower() not in words.pronouns:
            waiting = [one for one in waiting if "\n" not in text[one[0].end : place.start]]
    return found


def _bearer(
    text: str, place: Span, waiting: Sequence[tuple[Span, str]], discourse: Discourse, words: SpeakerWords
) -> Entity | None:
    """Who is named next with the post by which a headline calls somebody: "interim chief says … X, the head of …"."""
    if not waiting or "\n" in text[: waiting[0][0].end].strip():
        return None
    nouns = {waiting[0][1]} | words.kin.get(waiting[0][1], frozenset())
    people = (
        one.entity for one in discourse.within(place) if one.entity.person and one.entity.reference.kind == "person"
    )
    return next((one for one in people if one.roles & nouns), None)


def _reach(early: Span) -> int:
    """How many sentences on the name may come: further in the lead."""
    return _NEXT if early.start < _LEAD else 1


def _places(
    text: str, sources: Sequence[Span], mentions: Mentions, discourse: Discourse, words: SpeakerWords
) -> Iterator[tuple[Span, Naming | None]]:
    """Every source with the bare name that it is, and in the lead every bare name that opens a sentence."""
    opening = {line.start for line in mentions.sentences if line.start < _LEAD * 2}
    subjects = (one.span for one in discourse.namings if one.span.start in opening and one.entity.person)
    for place in sorted({*sources, *subjects}):
        naming = _bare_name(text, place, discourse, words)
        if naming is not None or place in sources:
            yield place, naming


def with_roles(discourse: Discourse, told: Mapping[Span, tuple[Entity, str]]) -> Discourse:
    """The discourse in which whoever is identified can be called what the description calls them."""
    nouns: dict[str, set[str]] = {}
    for entity, noun in told.values():
        nouns.setdefault(entity.key, set()).add(noun)
    if not nouns:
        return discourse
    return replace(discourse, namings=tuple(_called(one, nouns) for one in discourse.namings))


def _called(naming: Naming, nouns: Mapping[str, set[str]]) -> Naming:
    further = nouns.get(naming.entity.key)
    if further is None:
        return naming
    return replace(naming, entity=replace(naming.entity, roles=naming.entity.roles | further))


def _gap(early: Span, late: Span, mentions: Mentions) -> int:
    return sum(early.end <= line.start <= late.start for line in mentions.sentences)


def _bare_name(text: str, source: Span, discourse: Discourse, words: SpeakerWords) -> Naming | None:
    """The person whom a source names by nothing but the full name and a rank, for the first time in the text."""
    inside = [one for one in discourse.within(source) if one.entity.person]
    if len(inside) != 1 or " " not in inside[0].span.of(text):
        return None
    before = text[source.start : inside[0].span.start].split()
    ranked = bool(before) and all(word.lower().strip(".") in words.ranks for word in before)
    if inside[0].span.end < source.end or (before and not ranked):
        return None
    entity = inside[0].entity
    first = next(one for one in discourse.namings if one.entity.key == entity.key)
    described = (
        entity.offices
        or (entity.roles and not ranked)
        or re.match(r",\s(?:an?|the|who|\d)", text[source.end : source.end + 6])
    )
    return inside[0] if first is inside[0] and not described else None


def _description(text: str, source: Span, discourse: Discourse, words: SpeakerWords) -> str | None:
    """The noun of a person who is described and not named; None for anybody who was described before."""
    phrase = source.of(text)
    if _PLURAL.match(phrase) or any(
        one.entity.person and one.entity.reference.kind == "person" for one in discourse.within(source)
    ):
        return None
    noun = described_as(phrase, words)
    if noun is not None and not re.search(rf"{noun}\b", phrase, re.IGNORECASE):
        return None  # "officials": several
    if noun is None or not _DEFINITE.match(phrase):
        return noun if source.start < _LEAD else None
    before = (one for one in discourse.before(source.start) if one.entity.person)
    known = any(noun in one.entity.roles for one in before)
    return noun if not known and (source.start <= _LEAD // 2 or _OF_NAME.search(phrase)) else None
