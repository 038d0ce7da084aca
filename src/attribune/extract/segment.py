"""Paragraphs and sentences as spans of the document's text.

Invariant: spans are in text order, do not overlap, have no white space at their edges, and leave out nothing but
white space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from attribune.catalog.lexicon import load_language
from attribune.model import Span

__all__ = ["paragraphs", "sentences"]

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BLANK = re.compile(r"\n[ \t\r]*\n")
_STOP = re.compile(r"([.!?…]+)([\"'”’»)\]]*)(\s+)(?=[\"'“‘«„(\[]*[A-Z0-9À-ÞА-ЯІЇЄҐ•–—-])")
_WORD_AFTER = re.compile(r"[\w’']+")
_WORD_BEFORE = re.compile(r"[\w.]+$")


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    words: frozenset[str]
    may_end: frozenset[str]
    countries: frozenset[str]
    openers: frozenset[str]


@cache
def _abbreviations(language: str) -> _Abbreviations:
    lexicon = load_language(language)["sentences"]
    names = ("abbreviations", "may_end", "countries", "openers")
    return _Abbreviations(*(frozenset(lexicon[name]) for name in names))


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs: lines, or blocks between blank lines where the text is hard-wrapped."""
    lines = tuple(_trimmed(text, match.start(), match.end()) for match in _LINE.finditer(text))
    kept = tuple(span for span in lines if span is not None)
    return _unwrapped(text, kept) if _is_wrapped(text, kept) else kept


def sentences(text: str, paragraph: Span, language: str = "en") -> tuple[Span, ...]:
    """The sentences of one paragraph."""
    abbreviations = _abbreviations(language)
    found: list[Span] = []
    start = paragraph.start
    for match in _STOP.finditer(text, paragraph.start, paragraph.end):
        if match.end() >= paragraph.end or not _ends_sentence(text, match, abbreviations):
            continue
        span = _trimmed(text, start, match.end(2))
        if span is not None:
            found.append(span)
        start = match.end()
    last = _trimmed(text, start, paragraph.end)
    if last is not None:
        found.append(last)
    return tuple(found)


def _ends_sentence(text: str, match: re.Match[str], abbreviations: _Abbreviations) -> bool:
    """True unless the stop belongs to an abbreviation, an initial or a list numeral."""
    if match[1] != ".":
        return True
    before = _WORD_BEFORE.search(text, max(0, match.start() - 24), match.start())
    if before is None:
        return True
    word = before.group().lower().strip(".")
    if len(word) == 1 and word.isalpha():
        return word == "i"  # an initial ("Christopher G. Cavoli"), but "and I." ends
    if word in abbreviations.countries:
        following = _WORD_AFTER.match(text, match.end())
        return following is None or following.group().lower() in abbreviations.openers
    if word in abbreviations.words:
        return word in abbreviations.may_end and not text[match.end() : match.end() + 1].isdigit()
    return not (word.isdigit() and len(word) <= 2 and before.start() == 0)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _is_wrapped(text: str, lines: tuple[Span, ...]) -> bool:
    """True if lines break at a column (60 to 90 wide), not at the end of a paragraph."""
    if len(lines) < 6 or not _BLANK.search(text):
        return False
    inner = [one for one, two in pairwise(lines) if text.count("\n", one.end, two.start) == 1]
    unfinished = sum(1 for span in inner if 50 <= len(span) <= 95 and text[span.end - 1] not in '.!?:”"')
    return len(inner) >= 5 and unfinished >= 0.6 * len(inner)


def _unwrapped(text: str, lines: tuple[Span, ...]) -> tuple[Span, ...]:
    blocks: list[Span] = []
    for span in lines:
        if blocks and text.count("\n", blocks[-1].end, span.start) == 1:
            blocks[-1] = Span(blocks[-1].start, span.end)
        else:
            blocks.append(span)
    return tuple(blocks)
