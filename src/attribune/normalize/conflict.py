"""Which conflict a document is about: the one whose countries and names it mentions most."""

from __future__ import annotations

import re
from collections.abc import Set
from datetime import date
from functools import lru_cache

from attribune.catalog import Catalog, Conflict
from attribune.model import TimeInterval
from attribune.normalize.time_words import time_words

__all__ = ["conflict_between", "document_conflict", "zone_words"]

GENERIC = frozenset({"war", "civil", "conflict", "crisis", "campaign", "invasion", "in", "of", "the", "eastern", "sea"})
NAMED = 3  # a conflict's own name counts for so many mentions of its country


def document_conflict(text: str, catalog: Catalog, published: TimeInterval | None = None) -> Conflict | None:
    """The conflict that the text mentions most, None where it mentions none; the later one of equals.

    A conflict that began after publication, or had ended a year before it, is not in question.
    """
    day = None if published is None else published.start
    scored = []
    for conflict in catalog.conflicts:
        if day is not None and not _under_way(conflict, day):
            continue
        if not any(_count(text, word) for word in _principal(conflict, catalog)):
            continue
        score = sum(_count(text, word) for word in zone_words(conflict, catalog))
        score += sum(NAMED * _count(text, name) for name in conflict.names if " " in name and name[0].isupper())
        if score:
            scored.append((score, conflict.day_one or date.min, conflict))
    return max(scored, key=lambda row: row[:2])[2] if scored else None


def conflict_between(countries: Set[str], catalog: Catalog, published: TimeInterval | None = None) -> Conflict | None:
    """The one conflict under way with two sides among these countries: "Kyiv says Moscow has lost …" names neither."""
    day = None if published is None else published.start
    found = []
    for conflict in catalog.conflicts:
        sides = {conflict.side_of(code) for code in countries} - {None}
        if len(sides) > 1 and (day is None or _under_way(conflict, day)):
            found.append(conflict)
    return found[0] if len(found) == 1 else None


def _count(text: str, word: str) -> int:
    """How often a word stands in the text by itself: "Mali" is not in "Somalia"."""
    counted = _counted(text)
    if word not in counted:
        counted[word] = len(re.findall(rf"\b{re.escape(word)}\b", text)) if word in text else 0
    return counted[word]


@lru_cache(maxsize=2)
def _counted(text: str) -> dict[str, int]:
    """What was counted in a text so far: publication, figures and events ask for the conflict of one document."""
    del text
    return {}


def _under_way(conflict: Conflict, day: date) -> bool:
    begun = conflict.day_one is None or conflict.day_one <= day
    return begun and (conflict.ended is None or (day - conflict.ended).days <= 365)


def _principal(conflict: Conflict, catalog: Catalog) -> frozenset[str]:
    """The words without which a text is not about the conflict: "Russian" alone does not make it the one in Ukraine."""
    further = [catalog.parties.countries[code] for code in conflict.zone[1:] if code in catalog.parties.countries]
    shared = {word for country in further for word in (country.name, country.adjective)}
    return zone_words(conflict, catalog) - shared or zone_words(conflict, catalog)


def zone_words(conflict: Conflict, catalog: Catalog) -> frozenset[str]:
    """The capitalised words of the conflict's own name, and the names and adjectives of the countries of its zone."""
    words_of_name = conflict.name.replace("–", " ").replace("-", " ").split()
    named = {word for word in words_of_name if word[0].isupper() and word.lower() not in time_words().months}
    countries = [catalog.parties.countries[code] for code in conflict.zone if code in catalog.parties.countries]
    words = named | {country.name for country in countries} | {country.adjective for country in countries}
    return frozenset(word for word in words if word.lower() not in GENERIC)
