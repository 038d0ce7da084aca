"""Descriptions that only vary: "the volunteer", "another", "A:", for somebody who spoke right before."""

from __future__ import annotations

import re

from attribune.model import Span
from attribune.normalize.continuation import brought_in, last_to_speak
from attribune.normalize.entity import Entity, entity_unnamed
from attribune.normalize.lexica import singular
from attribune.normalize.scene import WORD, Scene, head_phrase

__all__ = ["another", "interviewee", "is_far", "mouth_of", "mouth_of_last", "repeated", "varied"]

_NEAR, _NEXT = 2, 1  # sentences
_SPEAKING = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_MOUTHS = frozenset("officer official spokesman spokeswoman spokesperson soldier general colonel diplomat".split())
_OFFICES = frozenset(
    "president minister premier chancellor governor mayor king queen pope secretary-general ambassador spokesman"
    " spokeswoman spokesperson prosecutor ombudsman speaker emir prince".split()
)
_ONCE = re.compile(r"\b(?:former|ex|veteran|retired|long-?time)\b", re.IGNORECASE)
_LINK = re.compile(r"\s(?:of|for|at|in|from|on|to|with|near)\s")
_BARE = re.compile(r"[Tt]he\s(?:[\w-]+\s){0,4}[\w-]+$")
_ANOTHER = re.compile(
    r"(?:yet )?(?:another|a second|a third|a fourth|the other|one(?=$|\sof\sthem))(?:\s*,|\s(?:who|of them)\b|$)",
    re.IGNORECASE,
)
_CROWD = re.compile(r"(?:[A-Z][\w’'-]*\s)?(?:[a-z][\w’'-]*\s){0,2}?[A-Za-z][\w’'-]*s\b")
_CROWD_NEAR = 250  # characters
_LONGEST = 10  # words


def varied(source: Span, noun: str, scene: Scene) -> Entity | None:
    """Who spoke right before, where "the …" says something new of them: "the retired civil servant", "the officer".

    So does whoever the sentence before brings in. A body that spoke through somebody ("its spokesman") goes on being
    the speaker. A person of whom nothing is known may be described at length ("the leader of the opposition").
    """
    last = last_to_speak(scene)
    entity, end = brought_in(source, scene), source.start - 1
    if (entity is None or entity.reference.kind != "person") and last is not None:
        entity, end = last.entity, last.reach.end - 1
    if entity is None or not _may_vary(entity, noun, source, scene):
        return None
    phrase, _, apposed = source.of(scene.text).partition(", ")
    if not _BARE.match(phrase) or apposed[:1].isupper():
        return None
    at_length = _LINK.search(phrase) is not None
    gap = scene.ground.line(source.start) - scene.ground.line(end)
    if gap > (_NEXT if entity.offices or at_length else _NEAR) or (at_length and not _is_open(entity, noun, scene)):
        return None
    gender, known = scene.words.noun_gender.get(noun), scene.gender_of(entity)
    return entity if gender is None or known is None or known == gender else None


def is_far(entity: Entity, noun: str, source: Span, scene: Scene) -> bool:
    """True for a person who could be called so by a kindred noun only, and is not spoken of nearby."""
    if not entity.person or noun in entity.roles:
        return False
    named = [one.span.start for one in scene.ground.by_key.get(entity.key, ()) if one.span.start < source.start]
    heard = [one.reach.end for one in scene.spoken if one.entity.key == entity.key]
    near = max((*named, *heard), default=0)
    return scene.ground.line(source.start) - scene.ground.line(min(near, source.start)) > _NEAR


def _is_open(entity: Entity, noun: str, scene: Scene) -> bool:
    """True for a named person of whom nothing is known, or nothing but what a kindred noun says."""
    if entity.reference.kind != "person":
        return False
    return not entity.roles or bool(scene.words.kin.get(noun, frozenset()) & entity.roles)


def _may_vary(entity: Entity, noun: str, source: Span, scene: Scene) -> bool:
    """True for one person, and for a body that spoke through a person's mouth.

    Whoever holds an office is called by what they are besides or were before: "the strongman", "the former boxer".
    """
    if entity.person:
        if _of_other_calling(entity, noun, scene):
            return False
        once = _ONCE.search(source.of(scene.text)) is not None
        apart = noun in scene.words.public or not entity.offices
        return not entity.many and (once or (apart and noun not in _OFFICES))
    return bool(scene.voices.get(entity.key)) and noun in _MOUTHS


def _of_other_calling(entity: Entity, noun: str, scene: Scene) -> bool:
    """True for a stranger known by one calling, where the noun is another: a prosecutor is not "the judge"."""
    if entity.reference.kind != "unnamed" or len(entity.roles) != 1:
        return False
    own = next(iter(entity.roles))
    kin = scene.words.kin.get(noun, frozenset()) | scene.words.kin.get(own, frozenset())
    told = scene.words.callings
    return noun in told and own in told and not kin & {noun, own}


def repeated(source: Span, scene: Scene) -> Entity | None:
    """The unnamed speaker who was introduced with the words that a "the …" takes up: "the military source"."""
    phrase = head_phrase(source, scene.text).of(scene.text).lower().split()
    if len(phrase) < 2 or not source.of(scene.text).lower().startswith("the "):
        return None
    for one in reversed(scene.spoken):
        entity = one.entity
        known = set(entity.reference.name.lower().split())
        if entity.reference.kind == "unnamed" and entity.person and not entity.many and set(phrase) <= known:
            return entity
    return None


def mouth_of(owner: Entity, source: Span, scene: Scene) -> Entity | None:
    """The person who was named as a body's spokesman before: "the M23 spokesman" is Willy Ngoma."""
    if not source.of(scene.text).lower().startswith("the "):
        return None
    for one in reversed(scene.spoken):
        person, anchor = one.entity, one.attribution.source
        if not person.person or person.reference.kind != "person" or not _SPEAKING & person.roles or anchor is None:
            continue
        beside = any(naming.entity.key == owner.key for naming in scene.discourse.within(anchor))
        country = owner.reference.country
        if beside or person.group == owner.reference.id or (country and country == person.reference.country):
            return person
    return None


def mouth_of_last(source: Span, noun: str, scene: Scene) -> Entity | None:
    """The spokesman named before of the body that spoke just now: "Kinshasa stands by it; the spokesman said …"."""
    last = last_to_speak(scene)
    if noun not in _SPEAKING or last is None or last.entity.person or len(source.of(scene.text).split()) != 2:
        return None
    near = scene.ground.line(source.start) - scene.ground.line(last.reach.end - 1) <= _NEXT
    return mouth_of(last.entity, source, scene) if near else None


def another(source: Span, scene: Scene) -> Entity | None:
    """One more of those whom the passage is about: "another", "a second, who …", under the noun that they go by."""
    phrase = source.of(scene.text)
    if not _ANOTHER.match(phrase):
        return None
    words = _opening_crowd(source, scene) or (None if phrase.lower() == "one" else _last_unnamed(scene))
    words = words or _last_crowd(source, scene)
    if words is None:
        return None
    noun = WORD.findall(words)[-1].lower()
    _, _, told = phrase.partition(", ")
    name = f"unnamed {words} {told}".strip() if len(told.split()) <= _LONGEST else f"unnamed {words}"
    return entity_unnamed(name, noun, scene.words, person=True, many=False, country=None)


def interviewee(source: Span, scene: Scene) -> Entity | None:
    """Who answers in an interview that is printed as "Q:" and "A:"."""
    if source.of(scene.text).strip(" .:") != "A":
        return None
    for one in scene.spoken:
        if one.attribution.source is not None and one.attribution.source.of(scene.text).strip(" .:") == "A":
            return one.entity
    people = (one.entity for one in scene.discourse.before(source.start) if not scene.ground.is_quoted(one))
    return next((one for one in people if one.person and not one.many and one.reference.kind == "person"), None)


def _opening_crowd(source: Span, scene: Scene) -> str | None:
    """The people with whom the paragraph opens, in the singular: "Bloggers who support the invasion noticed too"."""
    start = scene.text.rfind("\n", 0, source.start) + 1
    match = _CROWD.match(scene.text, start, source.start)
    if match is None:
        return None
    *before, last = match.group().split()
    noun = singular(last)
    if len(before) > 1 or (before and before[0].lower() in scene.words.openers) or noun == last.lower():
        return None
    if noun not in scene.words.person | scene.words.unnamed:
        return None
    return " ".join((*before, noun))


def _last_crowd(source: Span, scene: Scene) -> str | None:
    """The last people without a name or number before, in the singular: "mothers came to ask … one of them"."""
    for word in reversed(WORD.findall(scene.text, max(0, source.start - _CROWD_NEAR), source.start)):
        noun = singular(word)
        if noun != word and noun in scene.words.person | scene.words.somebody:
            return noun
    return None


def _last_unnamed(scene: Scene) -> str | None:
    """What the last speaker without a name is called: "prominent Russian milblogger"."""
    for one in reversed(scene.spoken[-4:]):
        entity = one.entity
        if entity.reference.kind == "unnamed" and entity.person and one.attribution.source is not None:
            words = re.split(r"\s(?:who|in|at|from|with|of)\s", entity.reference.name.removeprefix("unnamed "))[0]
            return words if singular(words.split()[-1]) in scene.words.person else None
    return None
