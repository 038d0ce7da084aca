"""Who speaks: each attribution's source, be it a name, a title, a pronoun, a document or nothing, as one entity.

The attributions are resolved in text order, since a later "he" goes back to whoever spoke before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial

from attribune.catalog import Catalog
from attribune.model import Attribution, Document, Mentions, Span
from attribune.normalize.antecedent import agrees, antecedent
from attribune.normalize.discourse import Discourse
from attribune.normalize.entity import Entity
from attribune.normalize.lexica import load_speaker_words
from attribune.normalize.named_later import named_later
from attribune.normalize.salience import Choice, Ground, Spoken, Weights, load_weights
from attribune.normalize.scene import WORD, Scene, Speaker
from attribune.normalize.source_description import OWN, by_description
from attribune.normalize.source_name import by_name

__all__ = ["Speaker", "resolve_speakers"]

_DUMB = frozenset({"agency", "outlet", "unnamed"})
_ADDS = re.compile(
    r"(?:has |have |had )?(?:also )?(?:add(?:s|ed|ing)?|continu(?:es|ed)|went on|goes on)\b", re.IGNORECASE
)
_ADDED_AFTER = 2  # sentences
_SELF = re.compile(r"\s+(?:him|her|it|them)sel(?:f|ves)$|\s+(?:alone|too|also|both)$", re.IGNORECASE)


def resolve_speakers(
    document: Document,
    mentions: Mentions,
    discourse: Discourse,
    catalog: Catalog,
    day: date | None = None,
    record: Callable[[int, Choice], None] | None = None,
    weights: Weights | None = None,
) -> tuple[Speaker, ...]:
    """The speaker of each attribution of `mentions`, in the same order; `record` sees what was weighed for which."""
    language = document.language or "en"
    words, ground = load_speaker_words(language), Ground(mentions, discourse)
    scene = Scene(document.text, mentions, catalog, words, discourse, ground, weights or load_weights(language), day)
    order = sorted(range(len(mentions.attributions)), key=lambda index: _anchor(mentions.attributions[index]).start)
    speakers: dict[int, Speaker] = {}
    waiting: list[int] = []
    for index in order:
        attribution = mentions.attributions[index]
        scene.record = partial(record, index) if record is not None else None
        speaker = _speaker(attribution, scene)
        speakers[index] = speaker
        if speaker.entity is not None:
            scene.hear(Spoken(_anchor(attribution), attribution, speaker.entity))
            for early in waiting:
                if _follows(scene.text, mentions.attributions[early], attribution):
                    speakers[early] = Speaker(speaker.entity, "continuation")
            waiting.clear()
        elif attribution.source is None and attribution.cue is None:
            waiting.append(index)
    told = named_later(speakers, order, scene)
    return tuple(told[index] for index in range(len(mentions.attributions)))


def _anchor(attribution: Attribution) -> Span:
    """Where an attribution stands for reading order: its source, else its cue, else its content."""
    return attribution.source or attribution.cue or attribution.content[0]


def _follows(text: str, early: Attribution, late: Attribution) -> bool:
    """True if a quotation without a speaker is taken up by a speaker in the same or the next paragraph."""
    return (
        0 <= late.content[0].start - early.content[-1].end <= 400
        and text.count("\n\n", early.content[-1].end, late.content[0].start) <= 1
    )


def _speaker(attribution: Attribution, scene: Scene) -> Speaker:
    if attribution.source is None:
        return _without_source(attribution, scene)
    source = attribution.source
    reflexive = _SELF.search(source.of(scene.text))
    if reflexive is not None and reflexive.start() > 0:
        source = Span(source.start, source.start + reflexive.start())
    plain = source.of(scene.text).strip().lower()
    plain = OWN.get(plain, plain)
    if plain in scene.words.pronouns:
        entity = _going_on(plain, source, attribution, scene)
        entity = entity or antecedent(plain, source, scene, attribution.content)
        return Speaker(entity, "pronoun" if entity is not None else None)
    return by_name(source, scene) or by_description(source, scene)


def _going_on(pronoun: str, source: Span, attribution: Attribution, scene: Scene) -> Entity | None:
    """The last speaker, where a pronoun "added" or "went on" right after: nobody adds who has not spoken."""
    last = scene.spoken[-1] if scene.spoken else None
    if last is None or attribution.cue is None or not _ADDS.match(attribution.cue.of(scene.text)):
        return None
    near = 0 <= scene.ground.line(source.start) - scene.ground.line(last.reach.end - 1) <= _ADDED_AFTER
    return last.entity if near and agrees(pronoun, last.entity, scene) else None


def _without_source(attribution: Attribution, scene: Scene) -> Speaker:
    """A bare quotation goes on with the last speaker, a participle ("adding that") with its sentence's."""
    place = attribution.content[0] if attribution.cue is None else attribution.cue
    last = scene.spoken[-1] if scene.spoken else None
    if attribution.cue is None:
        if last is None:
            return Speaker(None, None)
        near = scene.text.count("\n", last.reach.end, place.start) <= 4 if place.start >= last.reach.end else True
        return Speaker(last.entity, "continuation") if near else Speaker(None, None)
    sentence = scene.mentions.sentence_of(place)
    first = (WORD.findall(attribution.cue.of(scene.text).lower()) or [""])[0]
    before = scene.text[max(0, place.start - 6) : place.start].lower()
    active = first.endswith("ing") or bool(re.search(r"(?:\band|\bbut|,)\s*$", before))
    if not active or sentence is None:
        return Speaker(None, None)
    if last is not None and sentence.start <= last.anchor.start < place.start:
        return Speaker(last.entity, "continuation")
    named = [one for one in scene.discourse.namings if sentence.start <= one.span.start < place.start]
    able = [one for one in named if one.entity.reference.kind not in _DUMB]
    return Speaker(able[-1].entity, "continuation") if able and first.endswith("ing") else Speaker(None, None)
