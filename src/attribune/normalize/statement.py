"""Statements: attributions with claimant, stance, relay and the outlet's verification."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from attribune.catalog import Catalog, side
from attribune.catalog.cues import load_cues
from attribune.model import Attribution, Document, MediaReading, Mentions, Reference, Span, Statement
from attribune.normalize.contested import contested
from attribune.normalize.discourse import survey
from attribune.normalize.lexica import load_speaker_words
from attribune.normalize.reach import verifications_of
from attribune.normalize.relay import relays_of
from attribune.normalize.speaker import Speaker, resolve_speakers
from attribune.normalize.stance import stance_of

__all__ = ["find_statements", "innermost"]


def find_statements(
    document: Document,
    mentions: Mentions,
    media: Sequence[MediaReading],
    catalog: Catalog,
    day: date | None = None,
) -> tuple[Statement, ...]:
    """One statement for each attribution of `mentions`, in the same order; `day` decides who holds an office."""
    language = document.language or "en"
    words, cues = load_speaker_words(language), load_cues(language)
    discourse = survey(document, catalog, words, day)
    speakers = resolve_speakers(document, mentions, discourse, catalog, day)
    statements: list[Statement] = []
    for attribution, speaker in zip(mentions.attributions, speakers, strict=True):
        credit = _credited(attribution, media)
        claimant = credit.credited_to[0] if credit is not None and credit.credited_to else _reference(speaker)
        relay = (
            tuple(credit.credited_to[1:])
            if credit is not None
            else relays_of(attribution, document.text, _sentence(attribution, mentions), discourse, words)
        )
        statements.append(
            Statement(
                content=attribution.content,
                source=attribution.source,
                cue=attribution.cue,
                style=attribution.style,
                claimant=claimant,
                party=None if claimant is None else side(claimant, catalog),
                stance=stance_of(attribution, document.text, cues),
                hedges=attribution.hedges,
                relay=tuple(one for one in relay if claimant is None or one.name != claimant.name),
                basis="caption" if credit is not None else speaker.basis,
            )
        )
    verifications = verifications_of(statements, document.text, mentions, language)
    marked = [replace(one, verification=status) for one, status in zip(statements, verifications, strict=True)]
    return tuple(contested(marked, document.text))


def innermost(statements: Sequence[Statement], span: Span) -> int | None:
    """The position of the statement with the shortest content that holds the span; None outside all of them."""
    holding = [
        (sum(map(len, statement.content)), index)
        for index, statement in enumerate(statements)
        if any(content.contains(span) for content in statement.content)
    ]
    return min(holding)[1] if holding else None


def _reference(speaker: Speaker) -> Reference | None:
    return speaker.entity.reference if speaker.entity is not None else None


def _credited(attribution: Attribution, media: Sequence[MediaReading]) -> MediaReading | None:
    """The caption whose credit line is the attribution's source."""
    return next((one for one in media if one.credit is not None and one.credit == attribution.source), None)


def _sentence(attribution: Attribution, mentions: Mentions) -> Span | None:
    place = attribution.cue or attribution.source or attribution.content[0]
    return mentions.sentence_of(place)
