"""Offices that the catalogue knows nobody for on the day, held by whom the text itself gives them to.

"US envoy says …" in a headline is "Tom Barrack, the US envoy" of the third paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from attribune.model import Span
from attribune.normalize.entity import Entity, Naming
from attribune.normalize.scene import WORD, Scene, Speaker, head_phrase, noun_of

__all__ = ["with_holders"]

_AROUND = 80  # characters beside a name that say which office its bearer has


def with_holders(speakers: Mapping[int, Speaker], scene: Scene) -> dict[int, Speaker]:
    """The speakers in which an office without a known holder is the person whom the text gives it to."""
    made = dict(speakers)
    for index, speaker in speakers.items():
        source = scene.mentions.attributions[index].source
        if source is None or speaker.entity is None or not _is_post(speaker.entity, source, scene):
            continue
        person = _holder(speaker.entity, source, scene)
        if person is not None:
            for other, one in speakers.items():
                if one.entity is not None and one.entity.key == speaker.entity.key:
                    made[other] = Speaker(person, one.basis)
    return made


def _is_post(entity: Entity, source: Span, scene: Scene) -> bool:
    """True for the post of a person, by its own name and by the words of the source; the Kremlin is an office too."""
    named = {word.lower() for word in entity.reference.name.split()[:3]}
    noun = noun_of(source, scene.text, scene.words)
    able = noun in scene.words.person - scene.words.mouthpiece
    return entity.reference.kind == "office" and able and bool(named & scene.words.person) and "office" not in named


def _holder(office: Entity, source: Span, scene: Scene) -> Entity | None:
    """The only person to whom the text gives the office: by the office itself, or by the same words beside the name."""
    people = [one for one in scene.discourse.namings if one.entity.person and one.entity.reference.kind == "person"]
    by_office = {one.entity.key: one.entity for one in people if office.reference.id in one.entity.offices}
    if len(by_office) == 1:
        return next(iter(by_office.values()))
    noun = noun_of(source, scene.text, scene.words)
    called = {
        one.entity.key: one.entity for one in people if noun in one.entity.roles and _fits(one, office, source, scene)
    }
    return next(iter(called.values())) if len(called) == 1 else None


def _fits(naming: Naming, office: Entity, source: Span, scene: Scene) -> bool:
    """True if the words of the source stand beside the name, and no other country's."""
    country = naming.entity.reference.country
    if country is not None and office.reference.country is not None and country != office.reference.country:
        return False
    beside = scene.text[max(0, naming.span.start - _AROUND) : naming.span.end + _AROUND].lower()
    said = {word.lower() for word in WORD.findall(head_phrase(source, scene.text).of(scene.text))}
    return all(re.search(rf"\b{re.escape(word)}", beside) for word in said if len(word) > 1)
