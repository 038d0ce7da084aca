"""Lines that a page prints around an article: found, never removed.

Invariant: precision comes first. A line is marked only if all of it is such a line, or if it stands in the last part
of the text and speaks to the reader; a farewell with quotation marks in it is somebody's words and never marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from attribune.catalog.lexicon import load_language
from attribune.model import Region, RegionKind, Span

__all__ = ["BoilerplateLexicon", "boilerplate_lexicon", "boilerplate_regions"]

LONGEST_LINE = 300
LONGEST_FAREWELL = 600
LONGEST_REPEAT_TITLE = 240
LEAST_REPEAT = 40
TAIL_FROM = 0.6
QUOTED = re.compile(r"[“”„«»\"]")
SENTENCE_END = re.compile(r"[.!?…][”’\")]*$")


@dataclass(frozen=True, slots=True)
class BoilerplateLexicon:
    """The compiled patterns of `resources/lang/<code>/boilerplate.yaml`."""

    line: re.Pattern[str]
    tail: re.Pattern[str]
    list_head: re.Pattern[str]
    date: re.Pattern[str]
    credit_words: frozenset[str]
    agencies: frozenset[str]  # they credit a picture by themselves
    caption_heads: tuple[str, ...]
    labels: frozenset[str]  # words that open a headline and are no place


@cache
def boilerplate_lexicon(code: str = "en") -> BoilerplateLexicon:
    """The patterns of a language, compiled once."""
    entries = load_language(code)["boilerplate"]
    return BoilerplateLexicon(
        line=_any_of(entries["line"]),
        tail=_any_of(entries["tail"]),
        list_head=_any_of(entries["list_heads"]),
        date=_any_of(entries["dates"]),
        credit_words=frozenset(entries["credit_words"]),
        agencies=frozenset(entries["agencies"]),
        caption_heads=tuple(entries["caption_heads"]),
        labels=frozenset(entries["labels"]),
    )


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p.replace('’', '[’‘ʼ`´' + chr(39) + ']')})" for p in patterns), re.I)


def boilerplate_regions(text: str, lines: Sequence[Span], lexicon: BoilerplateLexicon) -> Iterator[Region]:
    """The boilerplate among `lines` (the non-empty lines of `text`, in order), as regions with the reason as note."""
    seen: set[str] = set()
    in_list = False
    for span in lines:
        line = span.of(text)
        reason = None
        if len(line) <= LONGEST_LINE and (_whole(lexicon.line, line) or _whole(lexicon.list_head, line)):
            reason = "page furniture"
            in_list = _whole(lexicon.list_head, line)
        elif in_list and not SENTENCE_END.search(line) and len(line) <= LONGEST_REPEAT_TITLE:
            reason = "title of another article"
        else:
            in_list = False
            if line in seen and len(line) >= LEAST_REPEAT:
                reason = "printed again"
            elif span.start >= TAIL_FROM * len(text) and _is_farewell(line, lexicon):
                reason = "farewell to the reader"
        seen.add(line)
        if reason is not None:
            yield Region(RegionKind.BOILERPLATE, span, reason)


def _is_farewell(line: str, lexicon: BoilerplateLexicon) -> bool:
    return len(line) <= LONGEST_FAREWELL and not QUOTED.search(line) and lexicon.tail.search(line) is not None


def _whole(pattern: re.Pattern[str], line: str) -> bool:
    return pattern.fullmatch(line.strip(" \t•*·–—-|")) is not None
