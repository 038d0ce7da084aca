"""Words, numbers and marks of a text with their offsets: what the quantity grammar walks over.

Invariant: `token.text == text[token.start:token.end]`, tokens are in order and never overlap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from attribune.model import Span

__all__ = ["Kind", "Token", "adjacent", "tokenize"]


class Kind(StrEnum):
    """What a token is made of."""

    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark; `lower` is its text in lower case with straight apostrophes.

    `opens_line`: a line break stands before it, so no phrase runs over to it.
    """

    start: int
    end: int
    text: str
    lower: str
    kind: Kind
    opens_line: bool = False

    @property
    def span(self) -> Span:
        """Where the token stands."""
        return Span(self.start, self.end)


# Groups of digits hang together over one separator ("36,500", "30.000", "9’000"); groups parted by a space are joined
# by the numeral grammar, which can see what stands around them. [0-9], not \d: other digits would not convert alike.
TOKEN = re.compile(r"(?P<number>[0-9]+(?:[.,’'][0-9]+)*)|(?P<word>[^\W\d_]+(?:[’'][^\W\d_]+)*)|(?P<mark>\S)")


def tokenize(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of `text[start:end]`, with offsets into `text`."""
    tokens: list[Token] = []
    for match in TOKEN.finditer(text, start, len(text) if end is None else end):
        words = match.group()
        kind = Kind(match.lastgroup or Kind.MARK)
        opens_line = bool(tokens) and "\n" in text[tokens[-1].end : match.start()]
        tokens.append(Token(match.start(), match.end(), words, words.lower().replace("’", "'"), kind, opens_line))
    return tuple(tokens)


def adjacent(left: Token, right: Token) -> bool:
    """True if nothing stands between the two."""
    return left.end == right.start
