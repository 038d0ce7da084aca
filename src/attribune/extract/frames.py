"""Clause structure over linked attributions: what a tagger that sees words one by one gets wrong as a class.

A source has no punctuation at its edges and is more than an article. The subject of "residents were warned" hears and does
not speak: such a cue has the source behind its "by", or none.
"""

from __future__ import annotations

import re
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


def reframed(text: str, attribution: Attribution, language: str = "en") -> Attribution | None:
    """The attribution with its source put right; None where nothing is left that attributes or is said."""
    frames = _frames(language)
    source = _trimmed(text, attribution.source) if attribution.source is not None else None
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


def _trimmed(text: str, span: Span) -> Span | None:
    """The span without spaces and commas at its edges; a colon that is all of it, or ends it, stays."""
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE.replace(":", "").replace(".", ""):
        end -= 1
    return Span(start, end) if start < end else None
