"""Two cues of one speaker: "said the talks were going on and called on both sides to stop".

A content that runs on over "and" and one more reporting word ends there; the reporting word opens an attribution of the
same source. Both words stand in the same tense, and what is said first has a subject that cannot be the second word's:
a pronoun, a thing, any subject of a modal verb, or none ("warned of famine and urged …"). "Said the rebels had broken
the truce and vowed revenge" stays as it is. A deed of the speaker ("and referred questions to the army") ends the
content too, and says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from attribune.catalog.inflect import verb_forms
from attribune.catalog.lexicon import load_language
from attribune.extract.citing import speaker_nouns
from attribune.model import Attribution, Quotation, Span

__all__ = ["with_second"]

_LED = r"(?:\s*,)?\s+and\s+(?:(?:also|then|again|later|further|has|have|had)\s+)*"
_PAST = re.compile(r"(?:ed|said|told|wrote|put|gave|made)$")
_PRESENT = re.compile(r"[^s]s$")
_FINITE = re.compile(
    r"\b(?:was|were|is|are|am|had|has|have|did|does|do|(?P<modal>would|will|could|must|should|may|might|can|cannot)"
    r"|\w{3,}ed|came|went|took|began|fell|rose|hit|struck|sought|wanted|remains?|continues?)\b"
)
_PRONOUN = re.compile(r"(?:he|she|it|i|we|there|this|these|those)\b", re.IGNORECASE)
_THAT = re.compile(r"that\s+", re.IGNORECASE)
_BESIDE = re.compile(r"\s(?:of|in|at|on|from|with|for|to|between|against|near|by|that|who|which)\s.*$")
# A participle goes on with these: "the men were freed and released to the Red Cross", "condemned as spies".
_HANGS = re.compile(r"(?:as|to|for|in|on|at|from|after|over|with|into|under)\b", re.IGNORECASE)
_TO_DO = re.compile(r"(?:vow|pledg|threaten|promis|declin|refus|ask)")
_TOLD = re.compile(
    r"(?P<cue>(?:told|informed)\s+(?:reporters|journalists|the media|[A-Z][\w’'-]+)|said)\s+(?:that\s+)?$"
)


@dataclass(frozen=True, slots=True)
class _Rules:
    joint: re.Pattern[str]
    deed: re.Pattern[str]
    speaks: frozenset[str]


@cache
def _rules(language: str) -> _Rules:
    words = load_language(language)["frames"]
    verbs = "|".join(_forms(entry) for entry in words["second_cues"])
    deeds = "|".join(_forms(entry) for entry in words["second_deeds"])
    end = r"(?!\s+by\b)\s+(?=\S)"
    return _Rules(
        joint=re.compile(rf"{_LED}(?P<cue>(?P<verb>\b(?:{verbs})\b)){end}"),
        deed=re.compile(rf"{_LED}(?P<verb>\b(?:{deeds})\b){end}"),
        speaks=speaker_nouns(language) | frozenset(words["may_speak"]),
    )


def _forms(entry: str) -> str:
    """The forms of an entry's verb, each with the words that follow it in the entry: "call on" gives "called on"."""
    verb, _, rest = entry.partition(" ")
    tail = rf"\s+(?:{'|'.join(map(re.escape, rest.split('/')))})" if rest else ""
    return rf"(?:{'|'.join(map(re.escape, sorted(verb_forms(verb), key=len, reverse=True)))}){tail}"


def with_second(
    text: str, quoted: Sequence[Quotation], found: Sequence[Attribution], language: str = "en"
) -> list[Attribution]:
    """The attributions, those that hold a second cue of their speaker parted before it."""
    rules = _rules(language)
    return [part for one in found for whole in _told_before(text, one) for part in _parted(text, whole, quoted, rules)]


def _parted(text: str, one: Attribution, quoted: Sequence[Quotation], rules: _Rules) -> Iterator[Attribution]:
    last = one.content[-1]
    if one.cue is None or one.source is None or one.cue.end > last.start or one.source.start > last.start:
        yield one
        return
    for pattern in (rules.joint, rules.deed):
        for match in pattern.finditer(text, last.start + 1, last.end):
            if match.end() < last.end and _is_joint(text, one, match, quoted, rules):
                yield replace(one, content=(*one.content[:-1], Span(last.start, match.start())))
                if pattern is rules.joint:
                    following = Attribution((Span(match.end(), last.end),), one.source, Span(*match.span("cue")))
                    yield from _parted(text, following, quoted, rules)
                return
    yield one


def _is_joint(text: str, one: Attribution, match: re.Match[str], quoted: Sequence[Quotation], rules: _Rules) -> bool:
    if one.cue is None or any(each.span.start < match.start("verb") < each.span.end for each in quoted):
        return False
    outer = one.cue.of(text).split()
    verb, *more = match["verb"].split()
    if not more and _HANGS.match(text, match.end()) and not _TO_DO.match(verb):
        return False
    tenses = [tense for tense in (_PAST, _PRESENT) if tense.search(verb)]
    if not any(tense.search(word) for tense in tenses for word in outer):
        return False
    return _cannot_go_on(text[one.content[-1].start : match.start()], rules)


def _cannot_go_on(said: str, rules: _Rules) -> bool:
    """True if the second verb cannot have the subject of what was said first."""
    clause = _THAT.sub("", said.strip(" ,"), count=1)
    if _PRONOUN.match(clause):
        return True
    verb = _FINITE.search(clause)
    if verb is None or verb["modal"] is not None:
        return True
    subject = _BESIDE.sub("", clause[: verb.start()].strip() + " ").strip()
    head = subject.split()[-1] if subject else ""
    return bool(head) and head[0].islower() and head.lower() not in rules.speaks


def _told_before(text: str, one: Attribution) -> Iterator[Attribution]:
    """Two attributions where the cue of the second took what a "told reporters" before it introduces."""
    if one.cue is None or len(one.content) < 2 or one.content[0].end > one.cue.start:
        yield one
        return
    first = one.content[0]
    before = _TOLD.search(text, max(0, first.start - 60), first.start)
    said = text[first.start : one.cue.start]
    if before is None or not re.search(r"\s+and\s+$", said) or one.source is None or one.source.start > first.start:
        yield one
        return
    end = first.start + len(re.sub(r"[\s,]+and\s+$", "", said))
    yield Attribution((Span(first.start, end),), one.source, Span(*before.span("cue")))
    yield replace(one, content=one.content[1:])
