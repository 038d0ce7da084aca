"""Speakers described first and named after: "a monitoring group said … The Syrian Observatory for Human Rights said".

A description goes to the named body that says the same in one of the next attributions, where that body can be called
so and the text had not named it before. Several groups can speak in one report, so either both say the same (a shared
number, or two shared words) or the body speaks in the very next sentences and is first named there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from attribune.model import Span
from attribune.normalize.entity import Entity
from attribune.normalize.lexica import singular
from attribune.normalize.scene import WORD, Scene, Speaker, head_of, head_phrase, noun_of

__all__ = ["named_later"]

_AHEAD = 4  # attributions
_FAR = 900  # characters
_NEXT = 2  # sentences
_LEAD = 300  # characters: headline and first sentence
_INDEFINITE = re.compile(r"an?\s|one\s", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:another|other|separate|second|third|rival)\b", re.IGNORECASE)
_FIGHTING = frozenset("armed rebel militant insurgent jihadist separatist guerrilla paramilitary militia".split())
_BODIES = frozenset({"monitor", "ngo", "company", "organisation", "armed_group", "international_body", "service"})
_OPENING = 600  # characters: headline and lead
_MONITORS = frozenset(
    {"monitor", "group", "watchdog", "observatory", "charity", "rights group", "monitoring group", "aid group"}
)
_WATCHING = frozenset({"monitor", "ngo", "organisation"})
_SHORTEST = 4
_SHARED = 2
_COMMON = frozenset(
    "that were have with from their been than more said people they which this there after when".split()
)
# What people without a name may be told to be by the name of their body.
_MEMBERS = {
    "doctor": frozenset({"doctor", "medical", "medic", "health", "médecin"}),
    "medic": frozenset({"doctor", "medical", "medic", "health", "médecin", "crescent", "cross"}),
    "activist": frozenset({"committee", "activist", "resistance", "network", "coordination", "observatory", "right"}),
    "lawyer": frozenset({"lawyer"}),
    "rescuer": frozenset({"helmet", "civil"}),
}


def named_later(speakers: Mapping[int, Speaker], order: Sequence[int], scene: Scene) -> dict[int, Speaker]:
    """The speakers with every description that is named after told by that name; `order` is that of the text."""
    made = dict(speakers)
    for place, index in enumerate(order):
        if made[index].basis != "unnamed":
            continue
        for late in order[place + 1 : place + 1 + _AHEAD]:
            if _meant(index, late, made, scene):
                _told(index, made[late].entity, order[place : order.index(late)], made)
                break
        else:
            entity = _entering(index, scene) or _only_one(index, scene)
            if entity is not None:
                _told(index, entity, order[place : place + 1 + _AHEAD], made)
    return made


def _told(index: int, named: Entity | None, between: Sequence[int], made: dict[int, Speaker]) -> None:
    """Give the description, and who went back to it before the name came, the name."""
    described = made[index].entity
    for one in between:
        entity = made[one].entity
        if entity is not None and described is not None and entity.key == described.key:
            made[one] = Speaker(named, "title")


def _entering(index: int, scene: Scene) -> Entity | None:
    """The armed group that the next sentence opens with: "An ethnic armed group declared … The X Army released …"."""
    source = scene.mentions.attributions[index].source
    if source is None or not _INDEFINITE.match(source.of(scene.text)) or not _FIGHTING & set(_heads(source, scene)):
        return None
    here = scene.ground.line(source.start)
    for one in scene.discourse.namings:
        if one.span.start < source.end or one.entity.reference.kind != "armed_group":
            continue
        lead = Span(one.span.start - 4, one.span.end) if scene.text[: one.span.start].endswith("The ") else one.span
        first = scene.ground.by_key[one.entity.key][0] is one
        next_line = scene.ground.line(one.span.start) == here + 1
        return (
            one.entity if first and next_line and _opens(lead, scene) and _callable(source, one.entity, scene) else None
        )
    return None


def _only_one(index: int, scene: Scene) -> Entity | None:
    """The one monitor or group that the text names at all, where its lead has only "a war monitor"."""
    source = scene.mentions.attributions[index].source
    if source is None or source.start > _OPENING or not _MONITORS & {noun_of(source, scene.text, scene.words)}:
        return None
    if _FIGHTING & set(_heads(source, scene)):
        return None
    named = {one.entity.key: one.entity for one in scene.discourse.namings if one.entity.reference.kind in _WATCHING}
    able = [one for one in named.values() if _callable(source, one, scene)]
    if len(able) != 1 or scene.ground.by_key[able[0].key][0].span.start < source.start:
        return None
    return able[0]


def _meant(index: int, late: int, made: Mapping[int, Speaker], scene: Scene) -> bool:
    early, named = scene.mentions.attributions[index], scene.mentions.attributions[late]
    entity = made[late].entity
    if early.source is None or named.source is None or made[late].basis != "named" or entity is None:
        return False
    if entity.person or entity.reference.kind not in _BODIES or not 0 < named.source.start - early.source.end <= _FAR:
        return False
    before = (one for one in scene.ground.by_key.get(entity.key, ()) if one.span.end <= early.source.start)
    if next(before, None) is not None or not _callable(early.source, entity, scene):
        return False
    if entity.reference.kind == "armed_group" and not _FIGHTING & set(_heads(early.source, scene)):
        return False
    gap = scene.ground.line(named.source.start) - scene.ground.line(early.source.start)
    follows = late == _following(index, made, scene) and gap <= _NEXT
    follows = follows and bool(_INDEFINITE.match(early.source.of(scene.text)))
    return _same(early.content, named.content, scene) or ((follows or gap == 1) and _opens(named.source, scene))


def _following(index: int, made: Mapping[int, Speaker], scene: Scene) -> int | None:
    """The next attribution after the description that has a source."""
    anchor = scene.mentions.attributions[index].source
    later = [
        (one.source.start, number)
        for number, one in enumerate(scene.mentions.attributions)
        if one.source is not None and anchor is not None and one.source.start > anchor.start and number in made
    ]
    return min(later)[1] if later else None


def _heads(source: Span, scene: Scene) -> Iterator[str]:
    """The words of the head phrase, singular."""
    return (singular(word.lower()) for word in WORD.findall(head_phrase(source, scene.text).of(scene.text)))


def _callable(source: Span, entity: Entity, scene: Scene) -> bool:
    """True if the description fits: one body by what it can be called, a headline's "doctors" by their body's name."""
    words = source.of(scene.text)
    if _OTHER.search(words):
        return False
    noun, head = noun_of(source, scene.text, scene.words), head_of(source, scene.text)
    if head != singular(head):
        parts = {singular(word.lower()) for word in WORD.findall(entity.reference.name)}
        return source.start < _LEAD and bool(_MEMBERS.get(singular(head), frozenset()) & parts)
    roles = entity.roles | scene.words.called.get(entity.reference.kind, frozenset())
    return (bool(_INDEFINITE.match(words)) or source.start < _LEAD) and bool({noun, head} & roles)


def _opens(source: Span, scene: Scene) -> bool:
    """True for the subject of its sentence."""
    line = scene.mentions.sentence_of(source)
    return line is not None and scene.text[line.start : source.start].strip(" \"'“”‘’«") == ""


def _same(early: Sequence[Span], late: Sequence[Span], scene: Scene) -> bool:
    """True if two contents share a number or enough words."""
    left, right = _told_in(early, scene), _told_in(late, scene)
    shared = left & right
    return any(word[0].isdigit() for word in shared) or len(shared) >= _SHARED


def _told_in(content: Sequence[Span], scene: Scene) -> set[str]:
    words = {singular(word.lower()) for span in content for word in WORD.findall(span.of(scene.text))}
    return {word for word in words if word[0].isdigit() or len(word) >= _SHORTEST} - _COMMON
