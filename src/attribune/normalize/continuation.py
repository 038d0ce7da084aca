"""Whose a quotation is with nobody beside it, and who speaks on in a participle ("adding that")."""

from __future__ import annotations

import re

from attribune.model import Attribution, Span, Spans
from attribune.normalize.entity import Entity, Naming
from attribune.normalize.salience import Spoken
from attribune.normalize.scene import WORD, Scene, Speaker

__all__ = ["brought_in", "going_on", "last_to_speak"]

_DUMB = frozenset({"agency", "outlet", "unnamed"})
_NEAR = 4  # line breaks
_RECENT = 12  # attributions
_BEFORE = 4  # sentences in front of a quotation that may bring in who says it


def going_on(attribution: Attribution, scene: Scene) -> Speaker:
    """The speaker of an attribution without a source."""
    if attribution.cue is None:
        entity = brought_in(attribution.content[0], scene) or _last_near(attribution.content[0], scene)
        return Speaker(entity, "continuation" if entity is not None else None)
    return _of_participle(attribution.cue, scene)


def last_to_speak(scene: Scene) -> Spoken | None:
    """The last speaker that is not spoken of inside somebody's words; else the last of all."""
    recent = scene.spoken[-_RECENT:]
    contents = Spans(span for one in recent for span in one.attribution.content if not _is_bare(one))
    own = (one for one in reversed(recent) if _is_bare(one) or not contents.holds(one.anchor))
    return next(own, recent[-1] if recent else None)


def _is_bare(one: Spoken) -> bool:
    return one.attribution.source is None and one.attribution.cue is None


def _last_near(place: Span, scene: Scene) -> Entity | None:
    last = last_to_speak(scene)
    if last is None:
        return None
    near = scene.text.count("\n", last.reach.end, place.start) <= _NEAR if place.start >= last.reach.end else True
    return last.entity if near else None


def brought_in(place: Span, scene: Scene) -> Entity | None:
    """The person whom the sentences before a quotation are about: "Among them was Margaret Dunsby, whose son …"."""
    here = scene.ground.line(place.start)
    spoken = last_to_speak(scene)
    since = spoken.reach.end if spoken is not None else 0
    for naming in scene.discourse.before(place.start):
        line = scene.ground.line(naming.span.start)
        if naming.span.start < since or here - line > _BEFORE:
            return None
        if _is_subject(naming, scene):
            return naming.entity
    return None


def _is_subject(naming: Naming, scene: Scene) -> bool:
    """True for one person, outside quotations, the first person of the sentence."""
    if not naming.entity.person or naming.entity.many or scene.ground.is_quoted(naming):
        return False
    sentence = scene.mentions.sentence_of(naming.span)
    if sentence is None or sentence.start >= naming.span.start:
        return True
    return not any(one.entity.person for one in scene.discourse.within(Span(sentence.start, naming.span.start)))


def _of_participle(cue: Span, scene: Scene) -> Speaker:
    """Who speaks on with "adding that" or "and said": the speaker of the same sentence, else who is named in it."""
    sentence = scene.mentions.sentence_of(cue)
    first = (WORD.findall(cue.of(scene.text).lower()) or [""])[0]
    before = scene.text[max(0, cue.start - 6) : cue.start].lower()
    active = first.endswith("ing") or bool(re.search(r"(?:\band|\bbut|,)\s*$", before))
    if not active or sentence is None:
        return Speaker(None, None)
    last = scene.spoken[-1] if scene.spoken else None
    if last is not None and sentence.start <= last.anchor.start < cue.start:
        return Speaker(last.entity, "continuation")
    named = [one for one in scene.discourse.namings if sentence.start <= one.span.start < cue.start]
    able = [one for one in named if one.entity.reference.kind not in _DUMB]
    return Speaker(able[-1].entity, "continuation") if able and first.endswith("ing") else Speaker(None, None)
