"""A text as its non-empty lines: what the finders of regions work on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from attribune.model import Span

__all__ = ["Page", "lines_of"]

LINE = re.compile(r"[^\r\n]+")
EDGES = " \t\u00a0\ufeff\u200b"


@dataclass(frozen=True, slots=True)
class Page:
    """The text and its non-empty lines, without the white space at their edges."""

    text: str
    lines: tuple[Span, ...]

    def words(self, index: int) -> str:
        """The words of a line."""
        return self.lines[index].of(self.text)

    def adjoining(self, index: int) -> bool:
        """True if the line follows the one before it without a blank line between."""
        if index == 0:
            return False
        between = self.text[self.lines[index - 1].end : self.lines[index].start]
        return len(re.findall(r"\r\n|\r|\n", between)) < 2


def lines_of(text: str) -> tuple[Span, ...]:
    """The non-empty lines of a text, without the white space at their edges."""
    spans = []
    for match in LINE.finditer(text):
        words = match.group()
        start = match.start() + len(words) - len(words.lstrip(EDGES))
        end = match.end() - (len(words) - len(words.rstrip(EDGES)))
        if start < end:
            spans.append(Span(start, end))
    return tuple(spans)
