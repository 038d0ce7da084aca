"""The last two who were spoken of: "the former", "the latter", "this last", and "both" or "neither" of two people."""

from __future__ import annotations

import re

from attribune.model import Reference, Span
from attribune.normalize.entity import Entity
from attribune.normalize.scene import Scene

__all__ = ["two_last", "two_people"]

_LATTER = re.compile(
    r"(?:the latter|this last|the last[- ](?:named|mentioned)|the second(?: of them)?)$", re.IGNORECASE
)
_FORMER = re.compile(r"the (?:former|first|first[- ](?:named|mentioned)|first of them)$", re.IGNORECASE)
_BOTH = re.compile(
    r"(?:(?:both|neither)(?: of them)?|they both|the two|the pair|(?:both|the two) (?:wo)?men|neither (?:wo)?man)$",
    re.IGNORECASE,
)
_NEAR = 3  # sentences


def two_last(source: Span, scene: Scene) -> Entity | None:
    """Whom "the former" or "the latter" stands for: the first or the second of the two who spoke last."""
    words = source.of(scene.text).strip()
    former = _FORMER.match(words)
    if former is None and not _LATTER.match(words):
        return None
    last = _heard(source, scene)
    if former is None:
        return last[-1] if last else _named(source, scene)
    return last[-2] if len(last) > 1 else None


def two_people(source: Span, scene: Scene) -> Entity | None:
    """Two single people who spoke one after the other right before, where "both" or "neither" speaks."""
    if not _BOTH.match(source.of(scene.text).strip()):
        return None
    two = _heard(source, scene)[-2:]
    if len(two) < 2 or not all(one.person and not one.many for one in two):
        return None
    if all(one.reference.kind == "unnamed" for one in two):
        return None  # two strangers are told by what they are called
    name = " and ".join(one.reference.name for one in two)
    return Entity(Reference(None, name, "several"), many=True, roles=two[0].roles & two[1].roles)


def _named(source: Span, scene: Scene) -> Entity | None:
    """Who was named last right before."""
    last = next(iter(scene.discourse.before(source.start)), None)
    near = last is not None and scene.ground.line(source.start) - scene.ground.line(last.span.start) <= 1
    return last.entity if last is not None and near else None


def _heard(source: Span, scene: Scene) -> list[Entity]:
    """Who spoke in the sentences right before, each once, those who began to last at the end."""
    here = scene.ground.line(source.start)
    found: dict[str, Entity] = {}
    for one in scene.spoken:
        near = one.anchor.start < source.start and here - scene.ground.line(one.reach.end - 1) <= _NEAR
        if near and one.entity.key not in found:
            found[one.entity.key] = one.entity
    return list(found.values())
