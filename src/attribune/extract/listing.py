"""List frames: "The ministry said:" and the paragraphs that it introduces, a quotation or the points of a list.

Rule. A paragraph that ends with a colon behind a reporting word opens a frame, unless it already attributes something
behind that word. The frame reaches the quotations that open the next paragraphs, or the points that follow; where the
colon says "the following", one plain paragraph. What stands there without source and cue takes the frame's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from attribune.catalog.cues import load_cues
from attribune.model import Attribution, Quotation, Span

__all__ = ["with_lists"]

_POINT = re.compile(r"(?:[•▪◦‣*–—-]\s*|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+)(?=\S)")
_FOLLOWING = re.compile(r"\b(?:following|as follows|below)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Frame:
    source: Span
    cue: Span
    block: int
    any_paragraph: bool


def with_lists(
    text: str,
    blocks: Sequence[Span],
    quoted: Sequence[Quotation],
    found: Sequence[Attribution],
    language: str = "en",
) -> list[Attribution]:
    """The attributions with those of list frames; bare quotations inside a frame become part of it."""
    kept = list(found)
    for frame in _frames(text, blocks, found, language):
        content = tuple(_reached(text, blocks, quoted, frame))
        if not content:
            continue
        bare = [one for one in kept if one.cue is None and one.source is None and _inside(one, content)]
        kept = [one for one in kept if one not in bare]
        kept.append(Attribution(content, frame.source, frame.cue))
    return kept


@cache
def _opening(language: str) -> re.Pattern[str]:
    """A clause that ends in a reporting word, what may stand behind it, and a colon."""
    verbs = "|".join(sorted((verb for verb in load_cues(language).verbs if " " not in verb), key=len, reverse=True))
    before = r"(?:(?:has|have|had|also|then|later|further)\s+)*"
    return re.compile(rf"(?P<source>[^.!?\n]{{2,140}}?)\s+(?P<cue>{before}(?:{verbs})\b(?:\s[^:.\n]{{0,70}})?:)$")


def _frames(text: str, blocks: Sequence[Span], found: Sequence[Attribution], language: str) -> Iterator[_Frame]:
    opening = _opening(language)
    for index, block in enumerate(blocks[:-1]):
        words = block.of(text)
        if not words.endswith(":"):
            continue
        start = max(words.rfind(". "), words.rfind("” "), words.rfind('" ')) + 1
        match = opening.match(words.lstrip() if start <= 0 else words[start:].lstrip())
        if match is None:
            continue
        offset = block.end - len(match.string)
        cue = Span(offset + match.start("cue"), offset + match.end("cue"))
        if any(one.cue is not None and one.cue.overlaps(cue) for one in found):
            continue
        source = Span(offset + match.start("source"), offset + match.end("source"))
        yield _Frame(source, cue, index, _FOLLOWING.search(cue.of(text)) is not None)


def _reached(text: str, blocks: Sequence[Span], quoted: Sequence[Quotation], frame: _Frame) -> Iterator[Span]:
    """The content that a frame introduces, a span for each paragraph."""
    opens = {one.span.start: one for one in quoted}
    for count, block in enumerate(blocks[frame.block + 1 :]):
        point = _POINT.match(text, block.start, block.end)
        quotation = opens.get(block.start)
        if point is not None:
            yield Span(point.end(), block.end)
        elif quotation is not None and (count == 0 or quotation.continues):
            yield quotation.span
        elif count == 0 and frame.any_paragraph:
            yield block
        else:
            return


def _inside(one: Attribution, content: Sequence[Span]) -> bool:
    return all(any(span.overlaps(whole) for whole in content) for span in one.content)
