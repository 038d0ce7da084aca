"""Words passed on: "SANA quoted a source as saying that …", "Interfax, citing the ministry, reported that …".

The one quoted or cited is the source, and "as saying" or "citing" the cue; who quotes passes it on. A tagger that
knows one source a cue gives the words to the outlet, and the name of the one quoted becomes a content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from attribune.catalog.lexicon import load_language
from attribune.model import Attribution, Span

__all__ = ["speaker_nouns", "with_cited"]

_QUOTES = r"(?:quot|cit)(?:es|ed|e|ing)"
_CITING = re.compile(
    r"\b(?P<cue>Citing|Quoting|(?:(?<=, )|(?<=said )|(?<=reported ))(?:citing|quoting))\s+"
    r"(?P<source>[^,.;:\n“”\"]{2,90})(?=,|[.!?]?$)"
)
_AS = re.compile(r"\bas\s+")  # all frames of "as saying" hold it, and most sentences do not
_BESIDE = re.compile(r"\s(?:of|in|at|on|from|with|close|familiar|who|inside|near|for|and|within|based)\s.*$")
_NAME = re.compile(r"(?:[A-Z][\w’'-]+|of|the|\d+)")
_EDGES = " \t,;:–—"


@cache
def _as_saying_frames(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The passive and the active wording."""
    cue = rf"(?P<cue>as\s+(?:{'|'.join(load_language(language)['frames']['as_saying'])}))\b"
    source = r"(?P<source>(?!by\b)[^.;:\n“”\"]{2,100}?)"
    passive = (
        r"(?P<verb>(?:was|were|is|are|has been|have been)\s+(?:also\s+|later\s+)?(?:quoted|cited))\b[^.;:\n“”\"]{0,60}?"
    )
    return (
        re.compile(rf"{source},?\s+{passive}\s+{cue}"),
        re.compile(rf"\b(?P<verb>{_QUOTES})\s+{source},?\s+{cue}"),
    )


@cache
def speaker_nouns(language: str) -> frozenset[str]:
    """The nouns for those who speak, singular and plural."""
    lexicon = load_language(language)["speakers"]
    kinds = ("person", "institution", "document", "unnamed", "mouthpiece")
    words = {word for kind in kinds for word in lexicon[kind]}
    return frozenset(words | {word + "s" for word in words})


def with_cited(
    text: str, lines: Sequence[Span], found: Sequence[Attribution], language: str = "en"
) -> list[Attribution]:
    """The attributions, those of quoted and cited speakers put right sentence by sentence."""
    made = list(found)
    for line in lines:
        for pattern in _as_saying_frames(language) if _AS.search(text, line.start, line.end) else ():
            match = pattern.search(text, line.start, line.end)
            if match is not None:
                made = _as_saying(text, line, match, made)
                break
        match = _CITING.search(text, line.start, line.end)
        if match is not None and _speaks(match["source"], speaker_nouns(language)):
            made = _citing(text, line, match, made)
    return made


def _as_saying(text: str, line: Span, match: re.Match[str], found: Sequence[Attribution]) -> list[Attribution]:
    """One attribution for "X quoted Y as saying Z", whatever was found between "quoted" and "saying"."""
    source, cue = _span(text, *match.span("source")), Span(*match.span("cue"))
    clause = Span(min(match.start("verb"), source.start), cue.end)
    touched = [one for one in found if _touches(one, clause) and _within(one, line)]
    pieces = [piece for one in touched for piece in one.content]
    said = [_span(text, max(piece.start, cue.end), piece.end) for piece in pieces if piece.end > cue.end + 1]
    if not said:  # "… not a warehouse”, the minister was quoted as saying."
        said = [piece for piece in pieces if piece.end <= clause.start]
    if not said and text[cue.end : line.end].strip(" .,"):
        said = [_without_stop(text, _span(text, cue.end, line.end))]
    if not said:
        return list(found)
    kept = [one for one in found if one not in touched]
    return [*kept, Attribution(tuple(sorted(set(said))), source, cue)]


def _citing(text: str, line: Span, match: re.Match[str], found: Sequence[Attribution]) -> list[Attribution]:
    """What an outlet reports "citing Y" is Y's; without anything reported in the sentence, all stays as it is."""
    source, cue = _span(text, *match.span("source")), Span(*match.span("cue"))
    clause = Span(cue.start, source.end)
    inside = [one for one in found if _within(one, line) and _touches(one, clause)]
    beside = [one for one in found if _within(one, line) and one not in inside and one.cue is not None]
    pieces = [piece for one in inside for piece in one.content]
    said = [_span(text, max(piece.start, source.end), piece.end) for piece in pieces if piece.end > source.end + 2]
    said += [piece for piece in pieces if piece.end <= clause.start]
    kept = [one for one in found if one not in inside]
    if said:
        return [*kept, Attribution(tuple(sorted(set(said))), source, cue)]
    if not beside:
        return list(found)
    reported = min(beside, key=lambda one: abs(_middle(one) - cue.start))
    kept = [one for one in kept if one is not reported]
    return [*kept, replace(reported, source=source, cue=cue)]


def _middle(one: Attribution) -> int:
    return one.cue.start if one.cue is not None else one.content[0].start


def _speaks(named: str, speakers: frozenset[str]) -> bool:
    """True if the words name somebody who speaks, not a reason ("citing security concerns")."""
    head = _BESIDE.sub("", f"{named} ").strip(" ”“\"'’")
    if not head:
        return False
    last = head.split()[-1]
    if last.lower() in speakers:
        return True
    words = [word for word in head.split() if word.lower() not in {"the", "its", "a", "an"}]
    return bool(words) and all(_NAME.fullmatch(word) for word in words)


def _touches(one: Attribution, clause: Span) -> bool:
    spans = [*one.content, *(span for span in (one.cue,) if span is not None)]
    return any(span.overlaps(clause) for span in spans)


def _within(one: Attribution, line: Span) -> bool:
    anchor = one.cue if one.cue is not None else one.content[0]
    return anchor.overlaps(line)


def _span(text: str, start: int, end: int) -> Span:
    while start < end - 1 and text[start] in _EDGES:
        start += 1
    while end > start + 1 and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)


def _without_stop(text: str, span: Span) -> Span:
    return Span(span.start, span.end - 1) if len(span) > 1 and text[span.end - 1] == "." else span
