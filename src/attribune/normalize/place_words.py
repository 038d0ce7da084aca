"""The words around place names, as sets, and the tokens of a text that they are held against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from attribune.catalog.lexicon import load_language

__all__ = ["PlaceWords", "Token", "load_place_words", "tokens_of"]

# Initialisms keep their full stops ("U.S.", "D.C."); apostrophes stay inside a word, hyphens do not.
TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['’ʼ`][^\W_]+)*")
POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its offsets; a possessive "'s" is left out of it."""

    text: str
    start: int
    end: int
    possessive: bool = False

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """True if the word begins with a capital letter."""
        return self.text[0].isupper()


def tokens_of(text: str) -> list[Token]:
    """The words of a text, in order."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in TOKEN.finditer(text):
        word = match.group()
        owner = POSSESSIVE.search(word) if word[-1] in "sSſ" else None
        end = match.start() + owner.start() if owner else match.end()
        if end > match.start():
            yield Token(text[match.start() : end], match.start(), end, owner is not None)


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The lexicon `places` of a language; what each list says stands in `resources/lang/<code>/places.yaml`."""

    prepositions: frozenset[str]
    near: frozenset[str]
    kind_of: dict[str, str]
    plurals: frozenset[str]
    sector: frozenset[str]
    regional: frozenset[str]
    compass: frozenset[str]
    between: frozenset[str]
    titles: frozenset[str]
    offices: frozenset[str]
    regional_offices: frozenset[str]
    bearers: frozenset[str]
    heads_of: frozenset[str]
    taking: frozenset[str]
    belonging: frozenset[str]
    dwellers: frozenset[str]
    neighbours: frozenset[str]
    locative: frozenset[str]
    trusting: frozenset[str]
    saying: frozenset[str]
    held: frozenset[str]
    months: frozenset[str]
    never: frozenset[str]
    vessels: frozenset[str]
    function_words: frozenset[str]
    things: frozenset[str]
    given_names: frozenset[str]
    features_before: dict[str, str]  # noun → kind of feature: "lake" → water
    features_after: dict[str, str]
    features_plain: frozenset[str]
    never_named: frozenset[str]
    states: dict[str, str]  # abbreviation as written → name of the state


@cache
def load_place_words(language: str = "en") -> PlaceWords:
    """The words around place names of a language."""
    lexicon = load_language(language)["places"]
    kind_of: dict[str, str] = {}
    for kind, words in lexicon["kinds"].items():
        for word in words:
            kind_of.setdefault(word, kind)
    states = {}
    for code, written in lexicon["states"].items():
        for form in (code, *written):
            states[form] = lexicon["state_names"][code]
    groups = (
        "prepositions", "near", "sector", "regional", "compass", "between", "titles", "offices", "regional_offices",
        "bearers", "heads_of", "taking", "belonging", "dwellers", "neighbours", "locative", "trusting", "saying",
        "held", "months", "never", "vessels", "function_words", "things",
    )  # fmt: skip
    return PlaceWords(
        kind_of=kind_of,
        plurals=frozenset(word for word in kind_of if word.endswith("s") and word.removesuffix("s") in kind_of)
        | {"cities", "counties"},
        given_names=frozenset(lexicon["given_names"].split()),
        states=states,
        features_before=_by_word(lexicon["features"]["before"]),
        features_after=_by_word(lexicon["features"]["after"]),
        features_plain=frozenset(lexicon["features"]["plain"]),
        never_named=frozenset(lexicon["features"]["never"]),
        **{group: frozenset(lexicon[group]) for group in groups},
    )


def _by_word(groups: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: kind for kind, words in groups.items() for word in words}
