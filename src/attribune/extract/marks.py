"""Style, hedges, and the outlet's own verification words: what stands beside an attribution."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from attribune.catalog.lexicon import load_language
from attribune.model import Attribution, Quotation, Span, Style, VerificationMention, overlapping

__all__ = ["hedges", "marked", "style", "verifications"]

_LEAD = re.compile(r"\s*(?:that|the|an?|to|is|was|as)?\s*", re.IGNORECASE)
_NOTHING = re.compile(r"[\s,.;:!?—–-]*")


def marked(text: str, attribution: Attribution, lines: Sequence[Span], quoted: Sequence[Quotation]) -> Attribution:
    """The attribution with style and hedges; `lines` are the sentences of the document."""
    anchor = attribution.cue if attribution.cue is not None else attribution.content[0]
    sentence = next(iter(overlapping(lines, anchor)), None)
    return replace(
        attribution,
        style=style(text, attribution.content, quoted),
        hedges=hedges(text, attribution, sentence, quoted),
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


@dataclass(frozen=True, slots=True)
class _HedgeWords:
    anywhere: re.Pattern[str]
    verbs: frozenset[str]
    unsourced: re.Pattern[str]
    seeming: re.Pattern[str]


@cache
def _hedge_words(language: str) -> _HedgeWords:
    lexicon = load_language(language)["hedges"]

    def any_of(words: Sequence[str]) -> str:
        return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"

    return _HedgeWords(
        anywhere=re.compile(rf"\b{any_of([*lexicon['phrases'], *lexicon['words']])}\b", re.IGNORECASE),
        verbs=frozenset(lexicon["verbs"]),
        unsourced=re.compile(rf"(?:[\w’']+ ){{0,3}}?{any_of(lexicon['unsourced'])}(?: of| that)?", re.IGNORECASE),
        seeming=re.compile(rf"\b{any_of(lexicon['seeming'])}$", re.IGNORECASE),
    )


def hedges(
    text: str,
    attribution: Attribution,
    sentence: Span | None,
    quotations: Sequence[Quotation] = (),
    language: str = "en",
) -> tuple[Span, ...]:
    """The distancing words in the cue and content of an attribution, and in its sentence between them.

    Scope: a hedge counts for the attribution whose cue or content it stands in, or whose content or source it touches.
    Words in quotation marks are the speaker's own and no hedge of the report. Where nobody is named, the cue itself is
    one ("said to show"); where somebody is, a verb that reports is none ("the lawyer alleged that").
    """
    words = _hedge_words(language)
    reach = [span for span in (attribution.cue, *attribution.content) if span is not None]
    found = [match for span in reach for match in words.anywhere.finditer(text, span.start, span.end)]
    if sentence is not None:
        for match in words.anywhere.finditer(text, sentence.start, sentence.end):
            if any(0 <= span.start - match.end() <= 1 or 0 <= match.start() - span.end <= 1 for span in reach):
                found.append(match)
    spans = {Span(*match.span()) for match in found}
    spans = {one for one in spans if not any(quote.span.contains(one) for quote in quotations)}
    return tuple(sorted(_by_cue(text, attribution, spans, words)))


def _by_cue(text: str, attribution: Attribution, spans: set[Span], words: _HedgeWords) -> set[Span]:
    """The hedges with what the cue adds to them, and without what is but its verb."""
    cue = attribution.cue
    if cue is None:
        return spans
    if attribution.source is not None:
        spans = {one for one in spans if not (one.end == cue.end and one.of(text).lower() in words.verbs)}
    elif words.unsourced.fullmatch(cue.of(text)) and not any(one.overlaps(cue) for one in spans):
        spans = spans | {cue}
    goes_on = any(content.of(text).lower().startswith("to ") for content in attribution.content)
    seeming = words.seeming.search(text, cue.start, cue.end) if goes_on else None
    if seeming is not None and not any(one.overlaps(cue) for one in spans):
        spans = spans | {Span(seeming.start(), cue.end)}
    return spans


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
