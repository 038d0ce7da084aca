"""How well predicted attributions match gold ones: content overlap, and source, cue and content together.

Two sides of a role match if what they share is at least half of the visible characters of each; two empty
sides match. Each gold attribution is paired with one predicted at most, the larger overlap first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from training.corpus import ROLES, GoldAttribution, Offsets


@dataclass(frozen=True, slots=True)
class Counts:
    """Matched pairs, predictions and gold attributions of one measure."""

    matched: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.matched + other.matched, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, 0 if there is nothing to match."""
        total = self.predicted + self.gold
        return 2 * self.matched / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """The two measures over any number of documents."""

    overlap: Counts = Counts()
    triple: Counts = Counts()

    def __add__(self, other: Score) -> Score:
        return Score(self.overlap + other.overlap, self.triple + other.triple)


def score(text: str, gold: Sequence[GoldAttribution], predicted: Sequence[GoldAttribution]) -> Score:
    """Return the score of one document."""
    of_gold = [_characters(text, attribution) for attribution in gold]
    of_predicted = [_characters(text, attribution) for attribution in predicted]

    def counts(roles: Sequence[str]) -> Counts:
        return Counts(_pairs(of_gold, of_predicted, roles), len(predicted), len(gold))

    return Score(counts(("content",)), counts(ROLES))


def total(scores: Iterable[Score]) -> Score:
    """Return the score of several documents."""
    return sum(scores, Score())


def _characters(text: str, attribution: GoldAttribution) -> dict[str, frozenset[int]]:
    def visible(spans: Sequence[Offsets]) -> frozenset[int]:
        return frozenset(i for start, end in spans for i in range(start, end) if not text[i].isspace())

    return {role: visible(getattr(attribution, role)) for role in ROLES}


def _pairs(
    gold: Sequence[dict[str, frozenset[int]]],
    predicted: Sequence[dict[str, frozenset[int]]],
    roles: Sequence[str],
) -> int:
    """Return how many pairs match in all these roles."""
    candidates = sorted(
        (-len(g["content"] & p["content"]) / len(g["content"] | p["content"]), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if not g["content"].isdisjoint(p["content"]) and all(_halves(g[role], p[role]) for role in roles)
    )
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    for _, i, j in candidates:
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
    return len(used_gold)


def _halves(one: frozenset[int], other: frozenset[int]) -> bool:
    if not one or not other:
        return not one and not other
    shared = 2 * len(one & other)
    return shared >= len(one) and shared >= len(other)
