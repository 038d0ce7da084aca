"""The words around the names of weapons, as sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from attribune.catalog.lexicon import load_language

__all__ = ["EquipmentWords", "load_equipment_words"]


@dataclass(frozen=True, slots=True)
class EquipmentWords:
    """The lexicon `equipment` of a language; what each list says stands in `resources/lang/<code>/equipment.yaml`."""

    modifiers: frozenset[str]
    heads: frozenset[str]
    leads: frozenset[str]
    acts: frozenset[str]
    airborne: frozenset[str]
    not_before: Mapping[str, frozenset[str]]
    not_after: Mapping[str, frozenset[str]]
    outcomes: Mapping[str, str]  # trigger → outcome
    ships: Mapping[str, str]  # a navy's prefix → its country


@cache
def load_equipment_words(language: str = "en") -> EquipmentWords:
    """The words around the names of weapons of a language."""
    lexicon = load_language(language)["equipment"]
    return EquipmentWords(
        not_before={head: frozenset(words) for head, words in lexicon["not_before"].items()},
        not_after={head: frozenset(words) for head, words in lexicon["not_after"].items()},
        ships=lexicon["ships"],
        outcomes={word: outcome for outcome, words in lexicon["outcomes"].items() for word in words},
        **{group: frozenset(lexicon[group]) for group in ("modifiers", "heads", "leads", "acts", "airborne")},
    )
