"""Clause structure over linked attributions: what a tagger that sees words one by one gets wrong as a class.

A source has no punctuation at its edges, is more than an article, and stands in one sentence. The subject of "residents
were warned" hears and does not speak: such a cue has the source behind its "by", or none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from attribune.catalog.lexicon import load_language
from attribune.model import Attribution, Span

__all__ = ["reframed"]

_EDGE = " \t,;:.–—-"
_BY = re.compile(r"\s+by\s+([^,.;:\n]{2,80}?)(?=\s+(?:of|that|for|to|over|who|which|in|on|as)\s|[,.;:\n]|$)")


@dataclass(frozen=True, slots=True)
class _Frames:
    passive: re.Pattern[str]
    empty: frozenset[str]


@cache
def _frames(language: str) -> _Frames:
    lexicon = load_language(language)["frames"]
    verbs = "|".join(map(re.escape, lexicon["hearer_passive"]))
    auxiliary = r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+|also\s+|all\s+)?"
    return _Frames(re.compile(rf"{auxiliary}(?:{verbs})\b", re.IGNORECASE), frozenset(lexicon["empty_sources"]))


def reframed(text: str, attribution: Attribution, lines: Sequence[Span], language: str = "en") -> Attribution | None:
    """The attribution with its source put right; None where nothing is left that attributes or is said.

    `lines` are the sentences of the document: a source that runs into another sentence is cut at its end.
    """
    frames = _frames(language)
    source = attribution.source
    if source is not None and attribution.cue is not None:
        source = _within_sentence(text, source, attribution.cue, lines)
    source = _trimmed(text, source) if source is not None else None
    if source is not None and source.of(text).lower() in frames.empty:
        source = None
    cue = _trimmed(text, attribution.cue) if attribution.cue is not None else None
    if cue is None and attribution.cue is not None and attribution.cue.of(text).strip() == ":":
        cue = attribution.cue
    if source is None and cue is None and (attribution.source is not None or attribution.cue is not None):
        return None
    if cue is not None and source is not None and source.end <= cue.start and frames.passive.search(cue.of(text)):
        agent = _BY.match(text, cue.end)
        source = Span(*agent.span(1)) if agent is not None else None
    return replace(attribution, source=source, cue=cue)


def _within_sentence(text: str, source: Span, cue: Span, lines: Sequence[Span]) -> Span:
    """The part of a source that stands in one sentence, the cue's where it reaches into that."""
    parts = [Span(max(source.start, line.start), min(source.end, line.end)) for line in lines if line.overlaps(source)]
    if len(parts) < 2:
        return source
    beside = [part for part in parts if any(line.overlaps(part) and line.overlaps(cue) for line in lines)]
    part = (beside or parts)[0]
    cut = part.end < source.end and text[part.end - 1] in ".!?" and len(part) > 1
    return Span(part.start, part.end - 1) if cut else part


def _trimmed(text: str, span: Span) -> Span | None:
    """The span without spaces and commas at its edges; a colon that is all of it, or ends it, stays."""
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE.replace(":", "").replace(".", ""):
        end -= 1
    return Span(start, end) if start < end else None
