"""Speakers that stand for whoever spoke right before: "a spokesman", "the same officer", "the authors"."""

from __future__ import annotations

import re

from attribune.model import Span
from attribune.normalize.antecedent import antecedent
from attribune.normalize.entity import Entity
from attribune.normalize.scene import Scene

__all__ = ["again", "bare_mouthpiece"]

_BARE = re.compile(r"an?\s(?:[a-z]+\s)?[a-z]+$", re.IGNORECASE)
_AUTHORS = re.compile(r"(?:the|its)\s(?:report[’']?s?\s)?authors?$", re.IGNORECASE)
_SAME = re.compile(r"(?:the|this|that)\ssame\s", re.IGNORECASE)
_DUMB = frozenset({"agency", "outlet", "unnamed", "several"})
_NEAR = 2  # paragraphs


def bare_mouthpiece(source: Span, noun: str, scene: Scene) -> Entity | None:
    """The body that "a spokesman" without a "for", or "the authors", speaks for: one present just before."""
    words = source.of(scene.text)
    if _AUTHORS.match(words):
        spoken = (one.entity for one in reversed(scene.spoken) if one.anchor.start < source.start)
        return next((one for one in spoken if not one.person and one.reference.kind not in _DUMB), None)
    if noun not in scene.words.mouthpiece & scene.words.person or not _BARE.match(words):
        return None
    if any(source.contains(one.span) for one in scene.discourse.generic):
        return None  # "a military spokesman"
    entity = antecedent("it", source, scene)
    if entity is None or entity.person or entity.reference.kind in _DUMB or len(words.split()) > 2:
        return None
    return entity if _is_near(entity, source, scene) else None


def _is_near(entity: Entity, source: Span, scene: Scene) -> bool:
    here = scene.ground.paragraph(source.start)
    places = [one.anchor.start for one in scene.spoken if one.entity.key == entity.key]
    places += [one.span.start for one in scene.ground.by_key.get(entity.key, ()) if one.span.start < source.start]
    return any(0 <= here - scene.ground.paragraph(place) < _NEAR for place in places)


def again(source: Span, noun: str, scene: Scene) -> Entity | None:
    """Whoever spoke last as such, where the words say that it is the same one: "the same officer"."""
    if not _SAME.match(source.of(scene.text)) or noun not in scene.words.person:
        return None
    earlier = [one.entity for one in reversed(scene.spoken) if one.anchor.start < source.start]
    called = next((one for one in earlier if noun in one.roles | scene.voices.get(one.key, set())), None)
    return called or (earlier[0] if earlier else None)
