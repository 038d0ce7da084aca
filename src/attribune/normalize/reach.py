"""How far the outlet's words about verification reach: which statements are left unverified, verified or contested.

Words about pictures ("the images have not been verified") reach every statement of the document that is about pictures
or stands in a caption. Words about a toll reach every statement before them that holds a figure of casualties, those
about figures the ones that hold a number, those about "the army's claims" what the army said. Words about all claims
("battlefield claims", "none of the accounts") reach every statement before them. "Neither …" reaches its own paragraph
where two parties speak there before it, else the paragraph before as well, and everything before it where it opens a
paragraph; where it names the sides, only what a side has said. "The claim", "that", "it" reaches the last statement
before; "those statements", "their accounts" the sentence or paragraph right before. Any other words reach the
statements of their own sentence. Beyond its own sentence, none reaches an appeal, a promise, a warning, a demand or a
forecast: only what can be true or false.

Words that set the sides against each other ("both sides traded blame") reach their own sentence and the accusations and
denials of their paragraph, in a headline those of the whole document. Where both kinds reach a statement, "not
verified" stands. What somebody else says of verification is no word of the outlet.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from attribune.catalog.lexicon import load_language
from attribune.model import Attribution, Mentions, Span, Statement, Verification, VerificationMention
from attribune.normalize.checked import Checked, Reach, checked_things

__all__ = ["verifications_of"]

_FACTUAL = frozenset({"asserts", "alleges", "confirms", "denies", "assesses"})
_HARD = frozenset({"asserts", "alleges", "confirms", "denies"})
_OPPOSED = frozenset({"alleges", "denies"})
_OUTLETS = frozenset({"agency", "outlet", "media"})
_NO_SIDE = frozenset({"UN"})
_JOINT = re.compile(r"[,;:–—]")


@dataclass(frozen=True, slots=True)
class _Words:
    """The outlet's words about verification in one sentence, and the stretch of text that they reach.

    `owners` are the claimants whose claims are meant, none where everybody's are; `sides` where only sides count.
    """

    status: Verification
    sentence: Span
    reach: Reach
    zone: Span
    owners: frozenset[str] = frozenset()
    sides: bool = False


@cache
def _lexical(name: str, language: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in load_language(language)["verification"][name]), re.IGNORECASE)


def verifications_of(
    statements: Sequence[Statement], text: str, mentions: Mentions, language: str = "en"
) -> tuple[Verification, ...]:
    """What the outlet says of the verification of each statement; `statements` are those of `mentions.attributions`."""
    found = [words for one in mentions.verifications for words in _words_of(one, statements, text, mentions, language)]
    found.sort(key=lambda one: one.status is Verification.CONTESTED)
    statuses = []
    for statement, attribution in zip(statements, mentions.attributions, strict=True):
        reached = (one.status for one in found if _reaches(one, statement, attribution, text, mentions, language))
        statuses.append(next(reached, Verification.NOT_STATED))
    return tuple(statuses)


def _words_of(
    one: VerificationMention, statements: Sequence[Statement], text: str, mentions: Mentions, language: str
) -> Iterator[_Words]:
    sentence = mentions.sentence_of(one.span)
    if sentence is None or _of_another(one.span, statements, text):
        return
    if one.status == Verification.CONTESTED:
        zone = _zone(Reach.AGAINST, sentence, statements, mentions)
        yield _Words(Verification.CONTESTED, sentence, Reach.AGAINST, zone)
        return
    for checked in checked_things(text, sentence, one.span, language):
        yield _told(checked, Verification(one.status), sentence, statements, text, mentions, language)


def _told(
    checked: Checked,
    status: Verification,
    sentence: Span,
    statements: Sequence[Statement],
    text: str,
    mentions: Mentions,
    language: str,
) -> _Words:
    """The words with their zone; what is named but was not said before falls back on the last statement."""
    reach, owners = checked.reach, frozenset[str]()
    before = [each for each in statements if each.content[0].start < sentence.start]
    if reach in {Reach.TOLL, Reach.OWNED} and checked.words is not None and _inside(statements, checked.words):
        reach = Reach.SENTENCE  # "put the number of dead at 94, which the UN could not confirm"
    if reach is Reach.OWNED:
        owners = frozenset(_owners(checked.owner or "", before, text))
        reach = reach if owners else Reach.BEFORE
    if reach is Reach.TOLL and not any(_casualties(each, text, language) for each in before):
        reach = Reach.LAST
    if reach is Reach.LAST and _inside(statements, sentence):
        reach = Reach.SENTENCE
    zone = _zone(reach, sentence, statements, mentions)
    if not checked.sides or len(_parties(before)) < 2:
        return _Words(status, sentence, reach, zone, owners)
    if len(_parties([each for each in before if zone.contains(each.content[0])])) < 2:
        zone = Span(0, sentence.end)
    return _Words(status, sentence, reach, zone, owners, sides=True)


def _of_another(span: Span, statements: Sequence[Statement], text: str) -> bool:
    """True where somebody who is no outlet says it: "the envoy stressed that neither account was confirmed"."""
    return any(
        one.source is not None
        and one.cue is not None
        and one.claimant is not None
        and one.claimant.kind not in _OUTLETS
        and one.cue.end <= content.start
        and content.contains(span)
        and not _JOINT.search(text, content.start, span.start)
        for one in statements
        for content in one.content
    )


def _owners(owner: str, before: Sequence[Statement], text: str) -> Iterator[str]:
    """The claimants whom the words before "'s claims" name: by the source as printed, else by their name."""
    *first, head = owner.split() or [""]
    words = [word.lower() for word in (*(word for word in first if word[:1].isupper()), head) if word]
    for one in before:
        named = one.source.of(text).lower() if one.source is not None else ""
        name = one.claimant.name if one.claimant is not None else None
        if name is not None and words and all(word in f"{named} {name.lower()}" for word in words):
            yield name


def _parties(statements: Sequence[Statement]) -> frozenset[str]:
    """The sides that speak; the United Nations and those without a side are none."""
    return frozenset(one.party for one in statements if one.party is not None and one.party not in _NO_SIDE)


def _casualties(statement: Statement, text: str, language: str) -> bool:
    """True if the statement tells how many were killed or hurt in the happening, not in all the war."""
    content = " ".join(span.of(text) for span in statement.content)
    told = _lexical("casualty_words", language).search(content) and _lexical("number_words", language).search(content)
    return bool(told) and _lexical("all_the_war", language).search(content) is None


def _inside(statements: Sequence[Statement], sentence: Span) -> bool:
    return any(span.overlaps(sentence) for one in statements for span in one.content)


def _zone(reach: Reach, sentence: Span, statements: Sequence[Statement], mentions: Mentions) -> Span:
    """The stretch before the sentence that words of this reach cover."""
    index = max(bisect_right(mentions.paragraphs, sentence.start, key=lambda one: one.start) - 1, 0)
    paragraph = mentions.paragraphs[index]
    opens = paragraph.start >= sentence.start
    if reach is Reach.AGAINST:
        end = (
            mentions.paragraphs[-1] if not index else mentions.paragraphs[min(index + 1, len(mentions.paragraphs) - 1)]
        )
        return Span(mentions.paragraphs[max(index - 1, 0)].start, end.end)
    earlier = [one for one in statements if one.content[0].start < sentence.start]
    if reach in {Reach.CLAIMS, Reach.FIGURES, Reach.TOLL, Reach.OWNED} or (reach is Reach.NEITHER and opens):
        return Span(0, sentence.end)
    if reach is Reach.LAST and earlier:
        last = max(earlier, key=lambda one: one.content[-1].end)
        return Span(last.content[0].start, sentence.end)
    if reach is Reach.NEITHER:
        here = {one.party or one.source for one in earlier if one.content[0].start >= paragraph.start}
        if len(here) > 1 and not {one.stance for one in earlier if one.content[0].start >= paragraph.start} & {
            "denies"
        }:
            return Span(paragraph.start, sentence.end)
    if reach in {Reach.NEITHER, Reach.BEFORE}:
        wide = opens or reach is Reach.NEITHER
        start = mentions.paragraphs[index - 1].start if wide and index else paragraph.start
        return Span(start, sentence.end)
    return sentence


def _reaches(
    words: _Words, statement: Statement, attribution: Attribution, text: str, mentions: Mentions, language: str
) -> bool:
    if words.reach is Reach.PICTURES:
        return _about_media(attribution, text, mentions, _media(language))
    if any(span.overlaps(words.sentence) for span in statement.content):
        return words.reach is Reach.AGAINST or statement.stance in _FACTUAL
    if words.reach is Reach.AGAINST:
        return statement.stance in _OPPOSED and any(span.overlaps(words.zone) for span in statement.content)
    if statement.stance not in _HARD or not any(span.overlaps(words.zone) for span in statement.content):
        return False
    if words.sides and not _parties((statement,)):
        return False
    if words.reach is Reach.OWNED:
        return statement.claimant is not None and statement.claimant.name in words.owners
    if words.reach is Reach.TOLL:
        return _casualties(statement, text, language)
    if words.reach is Reach.FIGURES:
        return any(_lexical("number_words", language).search(span.of(text)) for span in statement.content)
    return True


@cache
def _media(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load_language(language)['verification']['media_words'])})\b", re.IGNORECASE)


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
