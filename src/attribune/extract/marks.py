"""Style, hedges, and the outlet's own verification words: what stands beside an attribution."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from attribune.catalog.lexicon import load_language
from attribune.model import Attribution, Quotation, Span, Style, VerificationMention

__all__ = ["hedges", "marked", "style", "verifications"]

_LEAD = re.compile(r"\s*(?:that|the|an?|to|is|was|as)?\s*", re.IGNORECASE)
_NOTHING = re.compile(r"[\s,.;:!?—–-]*")


def marked(text: str, attribution: Attribution, lines: Sequence[Span], quoted: Sequence[Quotation]) -> Attribution:
    """The attribution with style and hedges; `lines` are the sentences of the document."""
    anchor = attribution.cue if attribution.cue is not None else attribution.content[0]
    sentence = next((line for line in lines if line.overlaps(anchor)), None)
    return replace(
        attribution,
        style=style(text, attribution.content, quoted),
        hedges=hedges(text, attribution, sentence),
    )


def style(text: str, content: Sequence[Span], quotations: Sequence[Quotation]) -> Style:
    """Direct if all words of the content stand in quotation marks (but for a leading that/the/a/to), else mixed if
    some do, else indirect. Judged by the marks alone.
    """
    quoted = unquoted = 0
    for span in content:
        inside = [one.span for one in quotations if one.span.overlaps(span)]
        position = span.start
        first = span is content[0]
        for one in inside:
            gap = text[position : max(position, one.start)]
            if first and position == span.start:
                gap = _LEAD.sub("", gap, count=1)
            unquoted += not _NOTHING.fullmatch(gap)
            quoted += 1
            position = max(position, one.end)
        unquoted += not _NOTHING.fullmatch(text[position : max(position, span.end)])
    if not quoted:
        return Style.INDIRECT
    return Style.MIXED if unquoted else Style.DIRECT


@cache
def _hedge_pattern(language: str) -> re.Pattern[str]:
    lexicon = load_language(language)["hedges"]
    words = sorted((*lexicon["phrases"], *lexicon["words"]), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b", re.IGNORECASE)


def hedges(text: str, attribution: Attribution, sentence: Span | None, language: str = "en") -> tuple[Span, ...]:
    """The distancing words in the cue and content of an attribution, and in its sentence between them.

    Scope: a hedge counts for the attribution whose cue or content it stands in, or whose content or source it touches.
    """
    reach = [span for span in (attribution.cue, *attribution.content) if span is not None]
    found = [
        Span(match.start(), match.end())
        for span in reach
        for match in _hedge_pattern(language).finditer(text, span.start, span.end)
    ]
    if sentence is not None:
        for match in _hedge_pattern(language).finditer(text, sentence.start, sentence.end):
            hedge = Span(match.start(), match.end())
            if any(0 <= span.start - hedge.end <= 1 or 0 <= hedge.start - span.end <= 1 for span in reach):
                found.append(hedge)
    return tuple(sorted(set(found)))


@cache
def _verification_patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    lexicon = load_language(language)["verification"]
    words = lexicon["words"]

    def rule(one: str) -> str:
        return "(?:" + re.sub(r"\{(\w+)\}", lambda slot: words.get(slot[1], slot[0]), one) + ")"

    return tuple(
        (status, re.compile("|".join(map(rule, lexicon[status])), re.IGNORECASE))
        for status in ("unverified", "contested", "verified")
    )


def verifications(
    text: str, sentences: Sequence[Span], quotations: Sequence[Quotation], language: str = "en"
) -> Iterator[VerificationMention]:
    """The outlet's own words about verification, at most one a sentence; quoted words of others are not among them."""
    for sentence in sentences:
        for status, pattern in _verification_patterns(language):
            match = pattern.search(text, sentence.start, sentence.end)
            if match is None:
                continue
            span = Span(match.start(), match.end())
            if not any(one.span.contains(span) for one in quotations):
                yield VerificationMention(span, status)
                break
