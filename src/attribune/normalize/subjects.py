"""Descriptions that open a sentence without speaking: "The army has rarely spoken of it. In a statement it said …".

Whoever they stand for is as present afterwards as if named there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attribune.model import Span, Spans
from attribune.normalize.described import referent
from attribune.normalize.entity import Naming
from attribune.normalize.lexica import singular
from attribune.normalize.scene import WORD, Scene

__all__ = ["called_in", "opening"]

_OPENING = re.compile(r"(?:[A-ZÀ-Þ][^.\n“”\"]{0,50}\s[—–-]+\s)?(The|This|That)\s")  # behind a dateline too
_MOST = 3  # words
_NAMED_ANYWHERE = frozenset({"ministry", "service"})


def opening(scene: Scene) -> Iterator[Span]:
    """The definite descriptions of a body that open a sentence and are no source, in text order."""
    taken = Spans([one.source for one in scene.mentions.attributions if one.source is not None])
    named = Spans(one.span for one in scene.discourse.namings)
    openers = (_description(line, scene) for line in scene.mentions.sentences)
    found = {span for span in (*openers, *_ministries(scene)) if span is not None}
    for span in sorted(found):
        if not taken.touches(span) and not named.touches(span):
            yield span


def _ministries(scene: Scene) -> Iterator[Span | None]:
    """The ministries and services that a sentence speaks of anywhere: "asked the Ministry of Defence for records"."""
    for one in scene.discourse.generic:
        kind = scene.catalog.parties.institutions[one.institution or ""].kind if one.institution else ""
        if kind in _NAMED_ANYWHERE and scene.text[: one.span.start].endswith(("the ", "The ")):
            yield _unless_owned(Span(one.span.start - len("the "), one.span.end), scene)


def _description(line: Span, scene: Scene) -> Span | None:
    """ "The army", "The rights group" at the start of a sentence, up to its noun; None for other openings."""
    match = _OPENING.match(scene.text, line.start, line.end)
    if match is None:
        return None
    start = match.start(1)
    generic = next((one for one in scene.discourse.generic if start < one.span.start <= start + 20), None)
    if generic is not None and scene.text[match.end() : generic.span.start].count(" ") < _MOST - 1:
        return _unless_owned(Span(start, generic.span.end), scene)
    for word in list(WORD.finditer(scene.text, match.end(), min(line.end, start + 60)))[:_MOST]:
        if not word.group()[:1].islower():
            return None
        if singular(word.group()) in scene.words.institution - scene.words.unnamed:
            return _unless_owned(Span(start, word.end()), scene)
    return None


def _unless_owned(span: Span, scene: Scene) -> Span | None:
    """The span, unless what it describes only owns the subject ("The group’s leader") or goes on ("of the town")."""
    return None if re.match(r"[’']s?\s|\s(?:of|for|in)\s", scene.text[span.end : span.end + 5]) else span


def called_in(span: Span, scene: Scene) -> Naming | None:
    """Whom the description stands for, as a naming; None where nothing fits."""
    noun = singular(WORD.findall(span.of(scene.text))[-1])
    entity = referent(noun, span, scene)
    return None if entity is None else Naming(span, entity)
