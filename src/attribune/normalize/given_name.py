"""Given names: whether capitalised words begin as a person's name does, and whether "he" or "she" goes back to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from attribune.catalog.lexicon import load_language
from attribune.catalog.names import key_of

__all__ = ["GivenNames", "load_given_names"]


@dataclass(frozen=True, slots=True)
class GivenNames:
    """Keys of given names with the gender of most who bear them; None where both do."""

    genders: Mapping[str, str | None]
    endings: tuple[tuple[str, str], ...]  # of surnames, longest first, with their gender
    words: frozenset[str]  # keys of those that are words too

    def stands_alone(self, word: str) -> bool:
        """True for a given name that can be nothing else: "Olha", not "Rose"."""
        return self.knows(word) and key_of(word) not in self.words

    def knows(self, word: str) -> bool:
        """True for a given name: "Olha", "Mahamadou"."""
        return key_of(word) in self.genders

    def gender_of(self, name: str) -> str | None:
        """The gender of a full name by its first word, else by the ending of its last."""
        first, *rest = name.split() or [""]
        gender = self.genders.get(key_of(first))
        if gender is not None or not rest:
            return gender
        last = rest[-1].lower()
        return next((gender for ending, gender in self.endings if last.endswith(ending)), None)


@cache
def load_given_names(language: str = "en") -> GivenNames:
    """The given names of a language's reports."""
    lexicon = load_language(language)["given_names"]
    genders: dict[str, str | None] = {}
    for gender in ("f", "m", None):
        for name in lexicon[gender or "both"]:
            key = key_of(name)
            genders[key] = gender if genders.get(key, gender) == gender else None
    endings = [(ending, gender) for gender in ("f", "m") for ending in lexicon[f"endings_{gender}"]]
    longest_first = tuple(sorted(endings, key=lambda one: (-len(one[0]), one)))
    return GivenNames(genders, longest_first, frozenset(key_of(name) for name in lexicon["also_words"]))
