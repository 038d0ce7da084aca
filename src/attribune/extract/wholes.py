"""Contents that begin or end in the wrong place: in the middle of a phrase, or with words that belong to the cue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from attribune.model import Attribution, Span

__all__ = ["with_whole_content"]

# "put the death toll at | 28": a content does not end in a preposition before a number.
_HANGING = re.compile(
    r"\b(?:at|to|of|than|from|by|about|around|over|under|least|most|nearly|almost|approximately|some)$"
)
_NUMBER = re.compile(
    r"\s+(?:(?:at least|more than|about|around|over|nearly|almost|up to|some)\s+)?[$€£]?\d[\d.,]*(?:\s?%)?(?<![.,])"
)
_MORE = re.compile(
    r"(?:\s+(?!and\b|but\b|while\b|as\b|with\b|saying\b|adding\b)[\w’'%-]+){0,6}"
    r"(?=[,.;:!?\n)]|\s+(?:and|but|while|as|with)\b|$)"
)
# "reported, | without giving evidence, that …": what is put between the cue and "that" is not said.
_PUT_IN = re.compile(
    r"(?:without|citing|referring to|speaking|in (?:a|an|its|his|her|their)|"
    r"on (?:its|his|her|their|[A-Z]\w+day)|at a|during|via|through|earlier|later)\b"
    r"[^,.;:“”\"\n]{0,70},\s+(?=that\s|[“\"])"
)
# "said | earlier that …": the day and the hour of saying.
_WHEN = re.compile(
    r"(?:(?:earlier|later|previously|separately|meanwhile|overnight|today|yesterday)|"
    r"(?:on|late|early)\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s+(?=that\s)"
)


def with_whole_content(text: str, attribution: Attribution) -> Attribution:
    """The attribution with its content begun and ended where a phrase does."""
    content = tuple(_begun(text, _ended(text, span, attribution.content)) for span in attribution.content)
    return attribution if content == attribution.content else replace(attribution, content=content)


def _ended(text: str, span: Span, others: Sequence[Span]) -> Span:
    if not _HANGING.search(text, max(span.start, span.end - 14), span.end):
        return span
    number = _NUMBER.match(text, span.end)
    if number is None:
        return span
    more = _MORE.match(text, number.end())
    end = more.end() if more is not None else number.end()
    return span if any(span.end <= one.start < end for one in others) else Span(span.start, end)


def _begun(text: str, span: Span) -> Span:
    for pattern in (_PUT_IN, _WHEN):
        match = pattern.match(text, span.start, span.end)
        if match is not None and match.end() < span.end:
            return Span(match.end(), span.end)
    return span
