"""Somebody's word for a thing inside the outlet's own sentence: "pictures of what it said was a mass grave".

What is called so is the content, the calling the cue. The deed around it ("posted pictures of …", "fired on …") says
nothing by itself, and is no attribution. A film "that it said showed the attack" is of the same kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from attribune.catalog.cues import load_cues
from attribune.catalog.inflect import verb_forms
from attribune.catalog.lexicon import load_language
from attribune.model import Attribution, Quotation, Span

__all__ = ["with_embedded"]

_WHO = (
    r"(?P<source>it|he|she|they|(?:the|its|their|his|her|some|many)\s+(?:[\w’'-]+\s+){0,3}?[\w’'-]+"
    r"|[A-Z][\w’'-]*(?:\s+[\w’'-]+){0,3}?)"
)
_OFTEN = r"(?:(?:has|have|had|later|also|has\s+since)\s+)?"
_CALLING = (
    r"(?:call(?:s|ed)?|term(?:s|ed)|dub(?:s|bed)|label(?:s|led|ed)|brand(?:s|ed)"
    r"|describ(?:es|ed|e)\s+as|identif(?:ies|ied)\s+as)"
)
_SAYING = r"(?:said|says?|claim(?:s|ed)?|alleg(?:es|ed|e)|insist(?:s|ed)?|believ(?:es|ed|e))"
_BEING = r"(?:was|were|is|are|to\s+be|had\s+been|has\s+been|appeared\s+to\s+be)"
_WHAT = re.compile(
    rf"\bwhat\s+{_WHO}\s+{_OFTEN}(?P<cue>{_CALLING}|{_SAYING}(?=\s+{_BEING}\s))(?:\s+{_BEING})?\s+(?=\S)"
)
_THAT = re.compile(
    rf"\b(?:that|which)\s+{_WHO}\s+{_OFTEN}(?P<cue>{_SAYING})\s+(?=(?:show|depict|captur|featur)(?:s|ed|es)\s)"
)
_END = re.compile(
    r"[,.;:!?]|\s+(?:but|while|after|before|when|as|which|who|in\s+which|where|because|since|amid|during|killing)\b"
    r"|\s+and\s+(?:\w+ed|said|was|were|has|had|is)\b|\s+(?:was|were|has|had|killed|left)\s"
)
_OPENING = '“"‘«„'


def with_embedded(
    text: str,
    lines: Sequence[Span],
    quoted: Sequence[Quotation],
    found: Sequence[Attribution],
    language: str = "en",
) -> list[Attribution]:
    """The attributions with those of embedded clauses, without the deeds that were found around them."""
    made = list(found)
    for line in lines:
        for pattern in (_WHAT, _THAT):
            for match in pattern.finditer(text, line.start, line.end):
                if not any(one.span.contains(Span(*match.span())) for one in quoted):
                    made = _with(text, line, match, quoted, made, language)
    return made


def _with(
    text: str,
    line: Span,
    match: re.Match[str],
    quoted: Sequence[Quotation],
    found: Sequence[Attribution],
    language: str,
) -> list[Attribution]:
    content = _content(text, line, match.end(), quoted)
    clause = Span(match.start(), content.end)
    kept = [one for one in found if not _is_deed(text, one, clause, language) and not _stands_in(one, clause)]
    return [*kept, Attribution((content,), Span(*match.span("source")), Span(*match.span("cue")))]


def _content(text: str, line: Span, start: int, quoted: Sequence[Quotation]) -> Span:
    """What is called so: a quotation where one begins here, else the words up to the end of the phrase."""
    if text[start] in _OPENING:
        span = next((one.span for one in quoted if one.span.start == start), None)
        if span is not None:
            return span
    end = _END.search(text, start, line.end)
    while end is not None and any(one.span.start < end.start() < one.span.end for one in quoted):
        end = _END.search(text, end.end(), line.end)
    return Span(start, max(start + 1, end.start() if end is not None else line.end))


def _stands_in(one: Attribution, clause: Span) -> bool:
    return one.cue is not None and clause.overlaps(one.cue) and clause.start <= one.cue.start


def _is_deed(text: str, one: Attribution, clause: Span, language: str) -> bool:
    """True if the attribution is a deed that was done to what is called so: its cue reports nothing."""
    if one.cue is None or one.cue.start >= clause.start or one.cue.end < clause.start - 40:
        return False
    around = any(one.cue.end <= span.start and span.overlaps(Span(one.cue.end, clause.end)) for span in one.content)
    words = one.cue.of(text).lower().split()
    return around and not any(word in _reporting(language) for word in words)


@cache
def _reporting(language: str) -> frozenset[str]:
    """The forms of verbs that report; who releases or shows something reports only by other words."""
    deeds = {form for verb in load_language(language)["frames"]["carries"] for form in verb_forms(verb)}
    return frozenset(load_cues(language).verbs) - deeds
