"""Whose a document or recording is that "speaks": by the words that say who put it out, else by who spoke last."""

from __future__ import annotations

import re

from attribune.model import Span
from attribune.normalize.entity import Entity
from attribune.normalize.scene import Scene

__all__ = ["giver", "publisher"]

_GIVEN = re.compile(r"\s(?:by|from)\s(?:the\s)?(?=[\w“\"])")
# "a log the organisation has made public"
_MADE = re.compile(
    r"\s(?:that\s|which\s)?((?:the|its|his|her|their)\s[\w’' -]{3,40}?)\s(?:has\s|have\s|had\s)?"
    r"(?:made public|published|released|issued|put out|posted|shared|filmed|recorded)\b"
)
_PUT_OUT = re.compile(
    r"\b(?:published|posted|released|shared|distributed|issued|put out|aired|broadcast|uploaded"
    r"|circulated|recorded|filmed)"
    r"(?:\s(?:on|in|late|early|by)?\s?\w+){0,3}?\sby\s(?:the\s)?$"
)
_BACK = 80  # characters before a name that say what it did


def giver(source: Span, scene: Scene) -> Span | None:
    """The words inside the source that say whose the document is; None where they say nothing."""
    words = source.of(scene.text)
    made = _MADE.search(words)
    if made is not None:
        return Span(source.start + made.start(1), source.start + made.end(1))
    given = _GIVEN.search(words)
    return None if given is None else Span(source.start + given.end(), source.end)


def publisher(source: Span, noun: str, scene: Scene) -> Entity | None:
    """Who put out what "speaks": for a recording whoever the text says published it, else the last speaker, else the
    last institution named."""
    if noun in scene.words.media:
        released = _released(source, scene)
        if released is not None:
            return released
    earlier = [spoken for spoken in scene.spoken if spoken.anchor.start < source.start]
    if earlier:
        return earlier[-1].entity
    return next((naming.entity for naming in scene.discourse.before(source.start) if not naming.entity.person), None)


def _released(source: Span, scene: Scene) -> Entity | None:
    """The one that a sentence before the source names as having put something out."""
    for naming in scene.discourse.before(source.start):
        lead = scene.text[max(0, naming.span.start - _BACK) : naming.span.start]
        if _PUT_OUT.search(lead.rpartition("\n")[2]) and naming.entity.reference.kind != "unnamed":
            return naming.entity
    return None
