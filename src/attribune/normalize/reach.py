"""How far the outlet's words about verification reach: which statements are left unverified, verified or contested.

Rule. Words about pictures ("the images have not been verified") reach every statement of the document that is about
pictures or stands in a caption. Words about all claims ("battlefield claims", "either side's reports", "none of the
figures") reach every statement before them, those about figures the ones that hold a number. Other words reach the
statements of their own sentence and, where it speaks of a claim, a report, "it" or "this", those of the sentence or
paragraph right before. Nothing else.
"""

from __future__ import annotations

import re
from functools import cache

from attribune.catalog.lexicon import load_language
from attribune.model import Attribution, Mentions, Span, Verification

__all__ = ["verification_of"]

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


def verification_of(index: int, text: str, mentions: Mentions, language: str = "en") -> Verification:
    """What the outlet says of the verification of attribution `index`."""
    attribution = mentions.attributions[index]
    for mention in mentions.verifications:
        sentence = next(line for line in mentions.sentences if line.overlaps(mention.span))
        if _reaches(attribution, sentence, text, mentions, _media_words(language)):
            return Verification(mention.status)
    return Verification.NOT_STATED


def _reaches(attribution: Attribution, sentence: Span, text: str, mentions: Mentions, media: re.Pattern[str]) -> bool:
    if media.search(text, sentence.start, sentence.end):
        return _about_media(attribution, text, mentions, media)
    if any(span.overlaps(sentence) for span in attribution.content):
        return True
    if attribution.content[0].start < sentence.start:
        if _ALL_FIGURES.search(text, sentence.start, sentence.end):
            return any(char.isdigit() for span in attribution.content for char in span.of(text))
        if _ALL_CLAIMS.search(text, sentence.start, sentence.end):
            return True
    if not _BACKWARD.search(text, sentence.start, sentence.end):
        return False
    return any(span.overlaps(before) for before in _before(sentence, mentions) for span in attribution.content)


def _about_media(attribution: Attribution, text: str, mentions: Mentions, media: re.Pattern[str]) -> bool:
    """True if the statement is a caption, or its sentence speaks of pictures outside what others say in it."""
    if any(one.caption.overlaps(span) for one in mentions.media for span in attribution.content):
        return True
    spans = [*attribution.content, *(span for span in (attribution.source, attribution.cue) if span is not None)]
    if any(media.search(span.of(text)) for span in spans):
        return True
    line = next((one for one in mentions.sentences if one.overlaps(spans[0])), None)
    if line is None:
        return False
    others = [span for one in mentions.attributions if one is not attribution for span in one.content]
    return any(
        not any(span.start <= match.start() < span.end for span in others)
        for match in media.finditer(text, line.start, line.end)
    )


def _before(sentence: Span, mentions: Mentions) -> tuple[Span, ...]:
    """What stands right before the sentence: the rest of its paragraph, or the whole paragraph before."""
    block = next((one for one in mentions.paragraphs if one.contains(sentence)), None)
    if block is None:
        return ()
    if block.start < sentence.start:
        return (Span(block.start, sentence.start),)
    earlier = [one for one in mentions.paragraphs if one.end <= block.start]
    return tuple(earlier[-1:])
