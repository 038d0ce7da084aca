"""The words and patterns of a language that tell a quantity's period, owner and side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from attribune.catalog.lexicon import load_language
from attribune.normalize.quantity_scene import Scene

__all__ = ["ContextWords", "context_words", "words_of_sentence"]


@dataclass(frozen=True, slots=True)
class ContextWords:
    """Patterns and sets of words, by name: what each is for stands beside it in the lexicon."""

    patterns: Mapping[str, re.Pattern[str]]
    sets: Mapping[str, frozenset[str]]

    def finds(self, name: str, text: str, start: int = 0, end: int | None = None) -> bool:
        """True if the pattern occurs in `text[start:end]`."""
        return self.patterns[name].search(text, max(0, start), len(text) if end is None else end) is not None

    def any(self, name: str, words: frozenset[str]) -> bool:
        """True if one of the words is in the set."""
        return not self.sets[name].isdisjoint(words)


@cache
def context_words(language: str = "en") -> ContextWords:
    """The context words of a language pack."""
    entries: Mapping[str, Any] = load_language(language)["quantities"]
    return ContextWords(
        patterns={name: re.compile(pattern, re.IGNORECASE) for name, pattern in entries["patterns"].items()},
        sets={name: frozenset(words) for name, words in entries["context"].items()},
    )


def words_of_sentence(scene: Scene, place: int) -> frozenset[str]:
    """The words of a sentence in lower case, without the 's of an owner."""
    tokens = scene.tokens[slice(*scene.sentences[place])]
    return frozenset(token.lower.removesuffix("'s").removesuffix("’s") for token in tokens)
