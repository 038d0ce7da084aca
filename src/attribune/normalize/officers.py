"""Who speaks for a body that the words name: "The Director, Defence Media Operations", "the members of NATO"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attribune.model import Span
from attribune.normalize.entity import Entity, Naming
from attribune.normalize.posts import in_post
from attribune.normalize.scene import Scene, noun_of

__all__ = ["officer_of"]

_OFFICER = re.compile(
    r"the\s(?:[\w-]+\s){0,2}?(?:head|chief|director|director-general|chairman|chairwoman|chair|coordinator|commissioner"
    r"|secretary|secretary-general|representative|controller|administrator)(?:\s(?:general|of (?:information|operations"
    r"|communications?|public relations)))?(?:,\s(?:the\s)?|\s(?:of|for|at)\s(?:the\s)?)",
    re.IGNORECASE,
)
_MEMBERS = re.compile(
    r"(?:the\s)?(?:member\s)?(?:countries|members|states|nations|leaders|allies)\sof\s(?:the\s)?", re.IGNORECASE
)
_OWNED = re.compile(r"\s[a-z]+")  # "the head of the Houthi prisoners’ committee"
_UNIT = re.compile(
    r"(?:an?|the|one)\s(?:[\w-]+\s){0,3}?(?:aircraft|ship|warship|vessel|frigate|destroyer|unit|patrol|plane|helicopter|crew)"
    r"\sof\s(?:the\s)?",
    re.IGNORECASE,
)
_FORCES = frozenset({"forces", "military", "service"})
_BODIES = frozenset(
    {
        "monitor",
        "ngo",
        "company",
        "international_body",
        "service",
        "organisation",
        "military",
        "ministry",
        "agency",
        "outlet",
    }
)


def officer_of(source: Span, inside: Sequence[Naming], scene: Scene) -> Entity | None:
    """The body for which somebody without a name speaks by their post in it; None where the words name no post."""
    for one in inside:
        post = _OFFICER.fullmatch(scene.text, source.start, one.span.start)
        owned = one.entity.reference.kind == "armed_group" and _OWNED.match(scene.text, one.span.end, source.end)
        if post is not None and (one.entity.reference.kind in _BODIES or owned):
            noun = noun_of(source, scene.text, scene.words)
            titled = owned or "," in post.group()  # "The Director, Defence Media Operations" is the voice of it
            return (None if titled else in_post(one.entity, source, noun, scene)) or one.entity
        if one.entity.reference.kind in _FORCES and _UNIT.fullmatch(scene.text, source.start, one.span.start):
            return one.entity
        if one.entity.reference.kind == "international_body" and _MEMBERS.fullmatch(
            scene.text, source.start, one.span.start
        ):
            return one.entity
    return None
