"""The words around numbers of a language, typed: qualifiers, units, stops, designators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from attribune.catalog.lexicon import load_language
from attribune.normalize.quantity_token import Kind, Token, tokenize

__all__ = ["Phrases", "QuantityWords", "is_plural", "quantity_words", "singular"]


SETS = (
    "determiners", "stops", "verbs", "pseudo_heads", "elided", "not_plural", "designators", "trivia", "counted_other",
    "anaphora", "partitives", "states", "genitive", "shifts", "parts_of_places", "population", "loose_people",
    "not_over", "verbal", "spatial", "adjectives", "plain_designators",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of one or more words with a value each, found by the words at or before a token."""

    table: Mapping[tuple[str, ...], str]
    longest: int

    @classmethod
    def of(cls, groups: Mapping[str, Iterable[str]]) -> Phrases:
        """A table of value → phrases."""
        table = {
            tuple(token.lower for token in tokenize(phrase)): value
            for value, phrases in groups.items()
            for phrase in phrases
        }
        return cls(table, max((len(words) for words in table), default=0))

    def at(self, tokens: Sequence[Token], position: int) -> tuple[str, int] | None:
        """Value and end of the longest phrase that begins at `position`."""
        for size in range(min(self.longest, len(tokens) - position), 0, -1):
            value = self.table.get(tuple(token.lower for token in tokens[position : position + size]))
            if value is not None:
                return value, position + size
        return None

    def before(self, tokens: Sequence[Token], position: int) -> tuple[str, int] | None:
        """Value and beginning of the longest phrase that ends right before `position`."""
        for size in range(min(self.longest, position), 0, -1):
            value = self.table.get(tuple(token.lower for token in tokens[position - size : position]))
            if value is not None:
                return value, position - size
        return None


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """Lexicon of the quantity grammar."""

    qualifiers: Phrases
    after: Phrases
    measures: Phrases
    rates: Phrases
    currencies: Phrases
    currency_signs: Mapping[str, str]
    currency_prefixes: Mapping[str, str]
    lengths: frozenset[str]
    areas: frozenset[str]
    weights: frozenset[str]
    dropped: frozenset[str]
    time_units: frozenset[str]
    determiners: frozenset[str]
    stops: frozenset[str]
    verbs: frozenset[str]
    pseudo_heads: frozenset[str]
    elided: frozenset[str]
    irregular: Mapping[str, str]
    not_plural: frozenset[str]
    spelling: Mapping[str, str]
    designators: frozenset[str]
    trivia: frozenset[str]
    counted_other: frozenset[str]
    anaphora: frozenset[str]
    partitives: frozenset[str]
    states: frozenset[str]
    genitive: frozenset[str]
    shifts: frozenset[str]
    parts_of_places: frozenset[str]
    population: frozenset[str]
    loose_people: frozenset[str]
    numbers: frozenset[str]
    multiples: Mapping[str, int]
    not_over: frozenset[str]
    verbal: frozenset[str]
    spatial: frozenset[str]
    adjectives: frozenset[str]
    plain_designators: frozenset[str]


@cache
def quantity_words(language: str = "en") -> QuantityWords:
    """The quantity lexicon of a language pack."""
    pack = load_language(language)
    words: Mapping[str, Any] = pack["quantities"]
    units: Mapping[str, Any] = pack["units"]
    sets = {name: frozenset(words[name]) for name in SETS}
    return QuantityWords(
        qualifiers=Phrases.of(words["qualifiers"]),
        after=Phrases.of(words["after"]),
        measures=Phrases.of(units["measures"]),
        rates=Phrases.of(units["rates"]),
        currencies=Phrases.of(units["currencies"]),
        currency_signs=units["currency_signs"],
        currency_prefixes=units["currency_prefixes"],
        lengths=frozenset(units["lengths"]),
        areas=frozenset(units["areas"]),
        weights=frozenset(units["weights"]),
        dropped=frozenset(units["dropped"]),
        time_units=frozenset(units["time_units"]),
        numbers=frozenset({*pack["numerals"]["words"], *pack["numerals"]["scales"], "dozen"}),
        multiples=words["multiples"],
        irregular=words["irregular"],
        spelling=words["spelling"],
        **sets,
    )


def singular(word: str, lexicon: QuantityWords) -> str:
    """The word in the singular and in British spelling: "armored" → "armoured", "batteries" → "battery"."""
    word = word.removesuffix("'s").removesuffix("'")
    if word in lexicon.irregular:
        return lexicon.irregular[word]
    if word not in lexicon.not_plural and len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        if word.endswith("ies") and len(word) > 4:
            word = word[:-3] + "y"
        elif word.endswith(("ches", "shes", "xes", "sses", "zes")):
            word = word[:-2]
        else:
            word = word[:-1]
    return lexicon.spelling.get(word, word)


def is_plural(token: Token, lexicon: QuantityWords) -> bool:
    """True if the word looks like a plural noun."""
    word = token.lower
    if token.kind is not Kind.WORD or word in lexicon.not_plural or word in lexicon.stops:
        return False
    if word in lexicon.irregular:
        return True
    return len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))
