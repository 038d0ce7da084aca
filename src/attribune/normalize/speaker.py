"""Who speaks: each attribution's source, be it a name, a title, a pronoun, a document or nothing, as one entity.

The attributions are resolved in text order, since a later "he" goes back to whoever spoke before.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from attribune.catalog import Catalog
from attribune.model import Attribution, Document, Mentions, Span
from attribune.normalize.antecedent import agrees, antecedent
from attribune.normalize.continuation import going_on, last_to_speak
from attribune.normalize.discourse import Discourse, with_named
from attribune.normalize.entity import Entity
from attribune.normalize.identified import identified, with_roles
from attribune.normalize.lexica import load_speaker_words
from attribune.normalize.named_later import named_later
from attribune.normalize.office_holder import with_holders
from attribune.normalize.salience import Choice, Ground, Spoken, Weights, load_weights
from attribune.normalize.scene import Scene, Speaker
from attribune.normalize.source_description import OWN, by_description
from attribune.normalize.source_name import by_name
from attribune.normalize.source_people import named_in_sources
from attribune.normalize.subjects import called_in, opening

__all__ = ["Speaker", "resolve_speakers"]

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
    words = load_speaker_words(language)
    further = [*named_in_sources(document.text, mentions.attributions, discourse, catalog, words)]
    discourse = with_named(document.text, discourse, further)
    told = identified(document.text, mentions, discourse, words)
    discourse = with_roles(discourse, told)
    ground = Ground(mentions, discourse)
    scene = Scene(document.text, mentions, catalog, words, discourse, ground, weights or load_weights(language), day)
    scene.identified.update((source, entity) for source, (entity, _) in told.items())
    order = sorted(range(len(mentions.attributions)), key=lambda index: _anchor(mentions.attributions[index]).start)
    speakers: dict[int, Speaker] = {}
    waiting: list[int] = []
    openings = deque(opening(scene))
    for index in order:
        attribution = mentions.attributions[index]
        while openings and openings[0].start < _anchor(attribution).start:
            scene.record = None  # only what an attribution goes back to is annotated
            called = called_in(openings.popleft(), scene)
            if called is not None:
                scene.called.append(called)
        scene.record = partial(record, index) if record is not None else None
        speaker = _again(attribution, speakers, scene) or _speaker(attribution, scene)
        speakers[index] = speaker
        if speaker.entity is not None:
            scene.hear(Spoken(_anchor(attribution), attribution, speaker.entity))
            for early in waiting:
                if _follows(scene.text, mentions.attributions[early], attribution):
                    speakers[early] = Speaker(speaker.entity, "continuation")
            waiting.clear()
        elif attribution.source is None and attribution.cue is None:
            waiting.append(index)
    named = with_holders(named_later(speakers, order, scene), scene)
    return tuple(named[index] for index in range(len(mentions.attributions)))


def _anchor(attribution: Attribution) -> Span:
    """Where an attribution stands for reading order: its source, else its cue, else its content."""
    return attribution.source or attribution.cue or attribution.content[0]


def _again(attribution: Attribution, speakers: Mapping[int, Speaker], scene: Scene) -> Speaker | None:
    """The speaker of the very same words, who said two things: "{{He}} accused … and promised …"."""
    if attribution.source is None:
        return None
    known = scene.identified.get(attribution.source)
    if known is not None:
        return Speaker(known, "title")
    same = (index for index in speakers if scene.mentions.attributions[index].source == attribution.source)
    return next((speakers[index] for index in same), None)


def _follows(text: str, early: Attribution, late: Attribution) -> bool:
    """True if a quotation without a speaker is taken up by a speaker in the same or the next paragraph."""
    return (
        0 <= late.content[0].start - early.content[-1].end <= 400
        and text.count("\n\n", early.content[-1].end, late.content[0].start) <= 1
    )


def _speaker(attribution: Attribution, scene: Scene) -> Speaker:
    if attribution.source is None:
        return going_on(attribution, scene)
    source = attribution.source
    reflexive = _SELF.search(source.of(scene.text))
    if reflexive is not None and reflexive.start() > 0:
        source = Span(source.start, source.start + reflexive.start())
    words = source.of(scene.text).strip()
    plain = OWN.get(words.lower(), words.lower())
    if plain in scene.words.pronouns and not _is_acronym(words, scene):
        entity = _adding(plain, source, attribution, scene)
        entity = entity or antecedent(plain, source, scene, attribution.content)
        return Speaker(entity, "pronoun" if entity is not None else None)
    return by_name(source, scene) or by_description(source, scene)


def _is_acronym(words: str, scene: Scene) -> bool:
    """True for a body whose letters read as a pronoun: "WHO"."""
    return len(words) > 1 and words.isupper() and bool(scene.catalog.parties.lookup(words))


def _adding(pronoun: str, source: Span, attribution: Attribution, scene: Scene) -> Entity | None:
    """The last speaker, where a pronoun "added" or "went on" right after: nobody adds who has not spoken."""
    last = last_to_speak(scene)
    if last is None or attribution.cue is None or not _ADDS.match(attribution.cue.of(scene.text)):
        return None
    near = 0 <= scene.ground.line(source.start) - scene.ground.line(last.reach.end - 1) <= _ADDED_AFTER
    return last.entity if near and agrees(pronoun, last.entity, scene) else None
