"""Headlines and telegraphese, where a colon or a dash stands for "said": "Army: 12 killed", "Port hit – officials".

Only nouns for those who speak open such a frame. A name alone does not: "Gaza: 14 killed" says where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from attribune.catalog.lexicon import load_language
from attribune.model import Attribution, Span, Spans

__all__ = ["headline_frames"]

_WORDS = r"(?:[\w’'.&-]+\s+){0,4}"
_TIME = r"(?:[•*–—-]\s*)?(?:\d{1,2}[:.]\d{2}\s+(?:[–—|-]\s+)?)?"
_FEWEST = 3


@cache
def _frames(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The speaker in front of the words, and behind them."""
    lexicon, nobody = load_language(language)["speakers"], load_language(language)["frames"]["no_headline_speaker"]
    nouns = {word for kind in ("unnamed", "person", "institution") for word in lexicon[kind]}
    nouns = {form for word in nouns for form in (word, f"{word}s")} - set(nobody)
    noun = "(?:" + "|".join(sorted(map(re.escape, nouns), key=len, reverse=True)) + ")"
    front = rf"{_TIME}(?P<source>{_WORDS}{noun}):\s+(?P<content>\S.*)"
    behind = rf"{_TIME}(?P<content>\S.*?)(?::|\s+[–—-])\s+(?P<source>{_WORDS}{noun})"
    return re.compile(front, re.IGNORECASE), re.compile(behind, re.IGNORECASE)


def headline_frames(
    text: str, lines: Sequence[Span], blocks: Sequence[Span], found: Sequence[Attribution], language: str = "en"
) -> Iterator[Attribution]:
    """The attributions of such frames in sentences where nothing else was found."""
    front, behind = _frames(language)
    starts = {block.start: block for block in blocks}
    said = Spans(span for one in found for span in one.content)
    for line in lines:
        if said.touches(line):
            continue
        match = front.fullmatch(text, line.start, line.end)
        whole = starts.get(line.start)
        if match is None and whole is not None and whole.end == line.end and text[line.end - 1] not in '.!?”"':
            match = behind.fullmatch(text, line.start, line.end)
        if match is not None and len(match["content"].split()) >= _FEWEST:
            end = match.end("content") - (match["content"].endswith(".") and not match["content"].endswith("..."))
            yield Attribution((Span(match.start("content"), end),), Span(*match.span("source")))
