"""How far the outlet's words about verification reach: which statements are left unverified, verified or contested.

Words about pictures ("the images have not been verified") reach every statement of the document that is about pictures
or stands in a caption. Words about all claims ("battlefield claims", "none of the accounts") reach every statement
before them, those about figures the ones that hold a number. "Neither …" reaches its own paragraph where two parties
speak there before it, else the paragraph before as well, and everything before it where it opens a paragraph. "The
claim", "that", "it" reaches the last statement before; "those statements", "their accounts" the sentence or paragraph
right before. Any other words reach the statements of their own sentence. Beyond its own sentence, none reaches an
appeal, a promise, a warning, a demand or a forecast: only what can be true or false.

Words that set the sides against each other ("both sides traded blame") reach their own sentence and the accusations and
denials of their paragraph, in a headline those of the whole document. Where both kinds reach a statement, "not
verified" stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from attribune.catalog.lexicon import load_language
from attribune.model import Attribution, Mentions, Span, Statement, Verification, VerificationMention

__all__ = ["verifications_of"]

_FACTUAL = frozenset({"asserts", "alleges", "confirms", "denies", "assesses"})
_HARD = frozenset({"asserts", "alleges", "confirms", "denies"})
_OPPOSED = frozenset({"alleges", "denies"})


class _Reach(Enum):
    """What the words speak of; the order is that of the lists in verification.yaml."""

    PICTURES = auto()
    NEITHER = auto()
    FIGURES = auto()
    CLAIMS = auto()
    BEFORE = auto()
    LAST = auto()
    AGAINST = auto()
    SENTENCE = auto()


@dataclass(frozen=True, slots=True)
class _Words:
    """The outlet's words about verification in one sentence, and the stretch of text that they reach."""

    status: Verification
    sentence: Span
    reach: _Reach
    zone: Span


@cache
def _patterns(language: str) -> tuple[tuple[_Reach, re.Pattern[str]], ...]:
    lexicon = load_language(language)["verification"]
    media = r"\b(?:" + "|".join(lexicon["media_words"]) + r")\b"
    named = {"neither": _Reach.NEITHER, "figures": _Reach.FIGURES, "claims": _Reach.CLAIMS, "before": _Reach.BEFORE,
             "last": _Reach.LAST}  # fmt: skip
    listed = [(reach, "|".join(f"(?:{one})" for one in lexicon["reach"][name])) for name, reach in named.items()]
    return tuple((reach, re.compile(rule, re.IGNORECASE)) for reach, rule in [(_Reach.PICTURES, media), *listed])


def verifications_of(
    statements: Sequence[Statement], text: str, mentions: Mentions, language: str = "en"
) -> tuple[Verification, ...]:
    """What the outlet says of the verification of each statement; `statements` are those of `mentions.attributions`."""
    found = [
        words
        for one in mentions.verifications
        if (words := _words_of(one, statements, text, mentions, language)) is not None
    ]
    found.sort(key=lambda one: one.status is Verification.CONTESTED)
    media = _patterns(language)[0][1]
    statuses = []
    for statement, attribution in zip(statements, mentions.attributions, strict=True):
        reached = (one.status for one in found if _reaches(one, statement, attribution, text, mentions, media))
        statuses.append(next(reached, Verification.NOT_STATED))
    return tuple(statuses)


def _words_of(
    one: VerificationMention, statements: Sequence[Statement], text: str, mentions: Mentions, language: str
) -> _Words | None:
    sentence = mentions.sentence_of(one.span)
    if sentence is None:
        return None
    if one.status == Verification.CONTESTED:
        zone = _zone(_Reach.AGAINST, sentence, statements, mentions)
        return _Words(Verification.CONTESTED, sentence, _Reach.AGAINST, zone)
    said = (reach for reach, rule in _patterns(language) if rule.search(text, sentence.start, sentence.end))
    reach = next(said, _Reach.SENTENCE)
    if reach is _Reach.LAST and _inside(statements, sentence):
        reach = _Reach.SENTENCE
    return _Words(Verification(one.status), sentence, reach, _zone(reach, sentence, statements, mentions))


def _inside(statements: Sequence[Statement], sentence: Span) -> bool:
    return any(span.overlaps(sentence) for one in statements for span in one.content)


def _zone(reach: _Reach, sentence: Span, statements: Sequence[Statement], mentions: Mentions) -> Span:
    """The stretch before the sentence that words of this reach cover."""
    index = max(bisect_right(mentions.paragraphs, sentence.start, key=lambda one: one.start) - 1, 0)
    paragraph = mentions.paragraphs[index]
    opens = paragraph.start >= sentence.start
    if reach is _Reach.AGAINST:
        end = (
            mentions.paragraphs[-1] if not index else mentions.paragraphs[min(index + 1, len(mentions.paragraphs) - 1)]
        )
        return Span(mentions.paragraphs[max(index - 1, 0)].start, end.end)
    earlier = [one for one in statements if one.content[0].start < sentence.start]
    if reach in {_Reach.CLAIMS, _Reach.FIGURES} or (reach is _Reach.NEITHER and opens):
        return Span(0, sentence.end)
    if reach is _Reach.LAST and earlier:
        last = max(earlier, key=lambda one: one.content[-1].end)
        return Span(last.content[0].start, sentence.end)
    if reach is _Reach.NEITHER:
        here = {one.party or one.source for one in earlier if one.content[0].start >= paragraph.start}
        if len(here) > 1 and not {one.stance for one in earlier if one.content[0].start >= paragraph.start} & {
            "denies"
        }:
            return Span(paragraph.start, sentence.end)
    if reach in {_Reach.NEITHER, _Reach.BEFORE}:
        wide = opens or reach is _Reach.NEITHER
        start = mentions.paragraphs[index - 1].start if wide and index else paragraph.start
        return Span(start, sentence.end)
    return sentence


def _reaches(
    words: _Words, statement: Statement, attribution: Attribution, text: str, mentions: Mentions, media: re.Pattern[str]
) -> bool:
    if words.reach is _Reach.PICTURES:
        return _about_media(attribution, text, mentions, media)
    if any(span.overlaps(words.sentence) for span in statement.content):
        return words.reach is _Reach.AGAINST or statement.stance in _FACTUAL
    if words.reach is _Reach.AGAINST:
        return statement.stance in _OPPOSED and any(span.overlaps(words.zone) for span in statement.content)
    if statement.stance not in _HARD or not any(span.overlaps(words.zone) for span in statement.content):
        return False
    if words.reach is _Reach.FIGURES:
        return any(char.isdigit() for span in statement.content for char in span.of(text))
    return True


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
