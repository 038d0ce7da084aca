"""Paywalls, consent pages and robot checks: what stands before an article is recognised and never claimed from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from attribune.catalog.compiled import read_compiled

__all__ = ["Gate", "gate_of"]

# A page that says it is not free and shows this many words shows a teaser; the longest teasers have some 120 words.
TEASER = 150
SAMPLE = 40_000


@dataclass(frozen=True, slots=True)
class Gate:
    """One kind of page that stands before an article, of `resources/gates.yaml`."""

    kind: str
    reason: str
    remedy: str
    words: int
    pattern: re.Pattern[str]


def gate_of(page: str, article_words: int, *, free: bool | None) -> Gate | None:
    """The gate that the page is, or None where it is an article.

    `page` is all words of the page, `article_words` how many of them the reader took for the article, and `free` what
    the page's metadata says of its being accessible for free.
    """
    words = page[:SAMPLE]
    for gate in _gates():
        teaser = gate.kind == "paywall" and free is False and article_words < TEASER
        if teaser or (article_words < gate.words and gate.pattern.search(words)):
            return gate
    return None


@cache
def _gates() -> tuple[Gate, ...]:
    return tuple(
        Gate(row["kind"], row["reason"], row["remedy"], row["words"], _any_of(row["patterns"]))
        for row in read_compiled("gates.json")
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p.replace('’', '[’‘ʼ`´' + chr(39) + ']')})" for p in patterns), re.I)
