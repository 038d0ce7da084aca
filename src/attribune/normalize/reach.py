"""How far the outlet's words about verification reach: which statements are left unverified, verified or contested.

Rule. Words about pictures ("the images have not been verified") reach every statement of the document that is about
pictures or stands in a caption. Words about all claims ("battlefield claims", "either side's reports", "none of the
figures") reach every statement before them, those about figures the ones that hold a number. Other words reach the
statements of their own sentence and, where it speaks of a claim, a report, "it" or "this", those of the sentence or
paragraph right before. Nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from attribune.catalog.lexicon import load_language
from attribune.model import Attribution, Mentions, Span, Verification, VerificationMention

__all__ = ["verifications_of"]

_BACKWARD = re.compile(
    r"\b(?:claims?|reports?|reported|figures?|accounts?|information|statements?|allegations?|accusations?"
    r"|numbers?|tolls?|versions?|assertions?|battlefield|either side|it|this|these|they|that|which|neither)\b",
    re.IGNORECASE,
)
_ALL_FIGURES = re.compile(
    r"\b(?:(?:the|all|such|any|none of the|either side[’']s) (?:\w+ )?"
    r"(?:figures|numbers|tolls|tallies|casualty \w+|losses)|casualty figures)\b",
    re.IGNORECASE,
)
_ALL_CLAIMS = re.compile(
    r"\b(?:battlefield|either side|both sides|neither side|neither claim|all (?:the )?claims"
    r"|(?:none|any|either|neither) of (?:the|these|those) (?:\w+ )?(?:claims|reports|accounts|statements|assertions)"
    r"|the (?:\w+ )?(?:claims|reports|accounts|assertions|versions))\b",
    re.IGNORECASE,
)


@cache
def _media_words(language: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(load_language(language)["verification"]["media_words"]) + r")\b", re.I)


@dataclass(frozen=True, slots=True)
class _Words:
    """The outlet's words about verification in one sentence, and what they reach."""

    status: Verification
    sentence: Span
    pictures: bool
    figures: bool
    claims: bool
    before: Span | None


def verifications_of(text: str, mentions: Mentions, language: str = "en") -> tuple[Verification, ...]:
    """What the outlet says of the verification of each attribution of `mentions`, in the same order."""
    media = _media_words(language)
    found = [words for one in mentions.verifications if (words := _words_of(one, text, mentions, media)) is not None]
    pictured = [_about_media(one, text, mentions, media) for one in mentions.attributions] if found else []
    statuses = []
    for index, attribution in enumerate(mentions.attributions):
        reached = (words.status for words in found if _reaches(words, attribution, text, pictured[index]))
        statuses.append(next(reached, Verification.NOT_STATED))
    return tuple(statuses)


def _words_of(one: VerificationMention, text: str, mentions: Mentions, media: re.Pattern[str]) -> _Words | None:
    sentence = mentions.sentence_of(one.span)
    if sentence is None:
        return None

    def says(pattern: re.Pattern[str]) -> bool:
        return pattern.search(text, sentence.start, sentence.end) is not None

    backward = _before(sentence, mentions) if says(_BACKWARD) else None
    return _Words(Verification(one.status), sentence, says(media), says(_ALL_FIGURES), says(_ALL_CLAIMS), backward)


def _reaches(words: _Words, attribution: Attribution, text: str, about_pictures: bool) -> bool:
    if words.pictures:
        return about_pictures
    if any(span.overlaps(words.sentence) for span in attribution.content):
        return True
    if attribution.content[0].start < words.sentence.start:
        if words.figures:
            return any(char.isdigit() for span in attribution.content for char in span.of(text))
        if words.claims:
            return True
    return words.before is not None and any(span.overlaps(words.before) for span in attribution.content)


def _about_media(attribution: Attribution, text: str, mentions: Mentions, media: re.Pattern[str]) -> bool:
    """True if the statement is a caption, or its sentence speaks of pictures outside what others say in it."""
    if any(one.caption.overlaps(span) for one in mentions.media for span in attribution.content):
        return True
    spans = [*attribution.content, *(span for span in (attribution.source, attribution.cue) if span is not None)]
    if any(media.search(span.of(text)) for span in spans):
        return True
    line = mentions.sentence_of(spans[0])
    words = list(media.finditer(text, line.start, line.end)) if line is not None else []
    if not words:
        return False
    others = [span for one in mentions.attributions if one is not attribution for span in one.content]
    return any(not any(span.start <= match.start() < span.end for span in others) for match in words)


def _before(sentence: Span, mentions: Mentions) -> Span | None:
    """What stands right before the sentence: the rest of its paragraph, or the whole paragraph before."""
    index = bisect_right(mentions.paragraphs, sentence.start, key=lambda one: one.start) - 1
    if index < 0:
        return None
    if mentions.paragraphs[index].start < sentence.start:
        return Span(mentions.paragraphs[index].start, sentence.start)
    return mentions.paragraphs[index - 1] if index else None
