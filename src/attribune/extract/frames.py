"""Clause structure over linked attributions: what a tagger that sees words one by one gets wrong as a class.

A source has no punctuation at its edges, is more than an article, and stands in one sentence. The subject of "residents
were warned" hears and does not speak: such a cue has the source behind its "by", or none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from attribune.catalog.inflect import verb_forms
from attribune.catalog.lexicon import load_language
from attribune.extract.wholes import with_whole_content
from attribune.model import Attribution, Span, overlapping

__all__ = ["reframed"]

_EDGE = " \t,;:.–—-"
_BULLET = re.compile(r"[–—•*▪◦‣-]\s+")
_ON_DAY = re.compile(r"\s+(?:(?:on|late|early)\s+)+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
_LEFT_OPEN = re.compile(r",?\s+(?:which|who|that)$")
_STRAY = re.compile(r"\s*\.?\s*,\s*\d")
_MARKS = "“”\"«»„‘'"
_PRONOUNS = frozenset({"which", "who", "whom", "whose"})
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being)\s+\w+(?:ed|en|id|ught)(\s+(?:in|at|near|on|across|from))?$")
_PLACED = re.compile(r"\b(?:in|at|near|on|across|around)\s+(?:the\s+)?\S?$")
_BY = re.compile(r"\s+by\s+([^,.;:\n]{2,80}?)(?=\s+(?:of|that|for|to|over|who|which|in|on|as)\s|[,.;:\n]|$)")


@dataclass(frozen=True, slots=True)
class _Frames:
    passive: re.Pattern[str]
    empty: frozenset[str]
    deeds: frozenset[str]
    addressed: frozenset[str]
    seeing: frozenset[str]
    pictures: frozenset[str]


@cache
def _frames(language: str) -> _Frames:
    lexicon = load_language(language)["frames"]
    verbs = "|".join(map(re.escape, lexicon["hearer_passive"]))
    auxiliary = r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+|also\s+|all\s+)?"
    forms = (form for lemma in lexicon["addressed"] for form in verb_forms(lemma))
    return _Frames(
        passive=re.compile(rf"{auxiliary}(?:{verbs})\b", re.IGNORECASE),
        empty=frozenset(lexicon["empty_sources"]),
        deeds=frozenset(lexicon["deeds"]),
        addressed=frozenset(forms) | {"told", "begged"},
        seeing=frozenset(lexicon["seeing"]),
        pictures=frozenset(lexicon["pictures"]),
    )


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
    attribution = _past_stray_stops(text, with_whole_content(text, _between_marks(text, attribution)), lines)
    quoted = any(mark in span.of(text) for span in attribution.content for mark in _MARKS)
    if source is None and cue is None and (attribution.source is not None or attribution.cue is not None or not quoted):
        return None
    if not quoted and _is_empty(text, attribution, source, cue):
        return None
    if cue is None or source is None:
        return replace(attribution, source=source, cue=cue)
    if not quoted and _says_nothing(source.of(text).lower(), cue.of(text).lower(), frames):
        return None
    if not quoted and (_shown_before(text, source, cue, lines, frames) or _names_itself(text, attribution, cue)):
        return None
    if source.end <= cue.start and frames.passive.search(cue.of(text)):
        agent = _BY.match(text, cue.end)
        source = Span(*agent.span(1)) if agent is not None else None
    elif source.start >= cue.end:
        return _after_cue(text, replace(attribution, source=source, cue=cue), frames)
    return replace(attribution, source=source, cue=cue)


def _between_marks(text: str, attribution: Attribution) -> Attribution:
    """The content without the point of a list before it and a relative pronoun left open behind it."""
    first, last = attribution.content[0], attribution.content[-1]
    point = _BULLET.match(text, first.start, first.end)
    if point is not None and (first.start == 0 or text[first.start - 1] == "\n"):
        first = Span(point.end(), first.end) if point.end() < first.end else first
        last = first if len(attribution.content) == 1 else last
    left = _LEFT_OPEN.search(text, last.start + 1, last.end)
    if left is not None and text[last.end : last.end + 1] == ",":
        last = Span(last.start, left.start())
        first = last if len(attribution.content) == 1 else first
    if (first, last) == (attribution.content[0], attribution.content[-1]):
        return attribution
    between = attribution.content[1:-1]
    return replace(attribution, content=(first,) if len(attribution.content) == 1 else (first, *between, last))


def _past_stray_stops(text: str, attribution: Attribution, lines: Sequence[Span]) -> Attribution:
    """The content carried on over a stop in the middle of a sentence ("217 warplanes. , 187 helicopters")."""
    last = attribution.content[-1]
    if not _STRAY.match(text, last.end):
        return attribution
    line = next((one for one in overlapping(lines, last) if one.start <= last.start < one.end), None)
    if line is None or line.end <= last.end:
        return attribution
    end = line.end - 1 if text[line.end - 1] in ".!?" else line.end
    return replace(attribution, content=(*attribution.content[:-1], Span(last.start, end)))


def _is_empty(text: str, attribution: Attribution, source: Span | None, cue: Span | None) -> bool:
    """True where only a pronoun is said ("footage, which it says"), and for a question put to nobody named."""
    content = [span.of(text).strip().lower() for span in attribution.content]
    if all(words in _PRONOUNS for words in content):
        return True
    if (
        cue is not None
        and source is not None
        and source.of(text).lower() == "we"
        and cue.of(text).lower().startswith("know")
    ):
        return True  # "What we know about the strike"
    asked = cue is not None and source is None and cue.of(text).lower() == "asked"
    return asked and content[0].startswith(("whether ", "if ", "about ", "why ", "how "))


def _says_nothing(source: str, cue: str, frames: _Frames) -> bool:
    """True for a deed, for pictures that the outlet describes in its own voice, and for what somebody leaves unsaid."""
    words = cue.split()
    if words[-1] in frames.deeds or words[0] == "without":
        return True
    plain = len(words) <= 2 and words[-1] in frames.seeing and not any(word.endswith("ly") for word in words)
    return plain and bool(frames.pictures & set(source.split()))


def _shown_before(text: str, source: Span, cue: Span, lines: Sequence[Span], frames: _Frames) -> bool:
    """True for "It shows …" after a sentence about pictures: the outlet says what it sees in them."""
    if source.of(text).lower() not in {"it", "they"} or cue.of(text).lower() not in frames.seeing:
        return False
    before = next((line for line in reversed(lines) if line.end <= source.start), None)
    return before is not None and not frames.pictures.isdisjoint(re.findall(r"\w+", before.of(text).lower()))


def _names_itself(text: str, attribution: Attribution, cue: Span) -> bool:
    """True for "a group calling itself the Free Sons": a name, not what somebody says."""
    content = attribution.content[0].of(text).lower()
    return cue.of(text).lower() in {"calling", "calls", "called"} and content.startswith(("itself ", "themselves "))


def _after_cue(text: str, attribution: Attribution, frames: _Frames) -> Attribution:
    """A source behind its cue: somebody spoken to is part of what is said, a place in "was reported in X" likewise."""
    source, cue = attribution.source, attribution.cue
    if source is None or cue is None:
        return attribution
    following = next((span for span in attribution.content if 0 <= span.start - source.end <= 1), None)
    spoken_to = cue.of(text).lower().split()[-1] in frames.addressed and source.start - cue.end <= 1
    if following is not None and spoken_to and following.of(text).startswith("to "):
        whole = Span(source.start, following.end)
        content = tuple(whole if span == following else span for span in attribution.content)
        return replace(attribution, source=None, content=content)
    where = _PASSIVE.search(cue.of(text))
    if where is not None and (where[1] or _PLACED.search(text, cue.end, source.start + 1)):
        kept = Span(cue.start, cue.start + where.start(1)) if where[1] else cue
        begin = cue.start + where.start(1) + 1 if where[1] else source.start
        return replace(
            attribution, source=None, cue=kept, content=_joined(attribution.content, Span(begin, source.end))
        )
    return attribution


def _joined(content: Sequence[Span], added: Span) -> tuple[Span, ...]:
    """The content with one more span, made one with what follows it over a comma."""
    after = next((span for span in content if 0 <= span.start - added.end <= 2), None)
    if after is not None:
        content = [span for span in content if span != after]
        added = Span(added.start, after.end)
    return tuple(sorted((*content, added)))


def _within_sentence(text: str, source: Span, cue: Span, lines: Sequence[Span]) -> Span:
    """The part of a source that stands in one sentence, the cue's where it reaches into that."""
    near = overlapping(lines, source)
    parts = [Span(max(source.start, line.start), min(source.end, line.end)) for line in near]
    if len(parts) < 2:
        return source
    beside = [part for part in parts if any(line.overlaps(part) and line.overlaps(cue) for line in near)]
    part = (beside or parts)[0]
    cut = part.end < source.end and text[part.end - 1] in ".!?" and len(part) > 1
    return Span(part.start, part.end - 1) if cut else part


def _trimmed(text: str, span: Span) -> Span | None:
    """The span without spaces and commas at its edges; a colon that is all of it, or ends it, stays."""
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start + 2 and text[end - 1] in _MARKS and text[end - 2].isspace():  # the mark opens what comes next
        end -= 1
    while end > start and text[end - 1] in _EDGE.replace(":", "").replace(".", ""):
        end -= 1
    day = _ON_DAY.search(text, start, end)
    return Span(start, day.start() if day is not None else end) if start < end else None
