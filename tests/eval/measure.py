"""Scores a reading against the gold: what was found, and what was found and right in its main fields.

The measures are those of the project's scorer for real articles: pairing is one to one, the larger overlap first; a
prediction paired with an optional item, or lying in one or in boilerplate, counts neither way; "found" is pairing
alone, "headline" asks for the main fields too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from attribune.model import Reading
from tests.eval.checks import LAYERS, Chars, Fields, Layer, any_name, name_of, same_day, visible
from tests.eval.items import GoldDocument
from tests.eval.names import same_name, same_words

__all__ = ["Counts", "Miss", "score", "score_document"]

READINGS = {"attributions": "statements"}


@dataclass(frozen=True, slots=True)
class Miss:
    """One error: kind is missed, wrong or false alarm; `fields` are those that were wrong."""

    document: str
    layer: str
    kind: str
    words: str
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class Counts:
    """Counts of one layer; add them up for several documents."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    right: int = 0
    fields: dict[str, list[int]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def add(self, other: Counts) -> None:
        self.gold += other.gold
        self.predicted += other.predicted
        self.found += other.found
        self.right += other.right
        self.misses += other.misses
        for name, (right, of) in other.fields.items():
            tally = self.fields.setdefault(name, [0, 0])
            tally[0] += right
            tally[1] += of

    def f1(self, hits: int) -> float:
        """F1 of the hits; 1 where there was nothing to find and nothing was found."""
        total = self.gold + self.predicted
        return 2 * hits / total if total else 1.0


def score_layer(layer: Layer, gold: GoldDocument, reading: Reading) -> Counts:
    """The counts of one layer of one document."""
    text = gold.document.text
    items: Sequence[Any] = getattr(gold, layer.name)
    found: Sequence[Any] = getattr(reading, READINGS.get(layer.name, layer.name))
    chars = [[visible(text, spans) for spans in layer.spans(item)] for item in items]
    found_chars = [visible(text, layer.predicted_spans(f)) for f in found]
    pairs = _pair(layer, gold, items, found, chars, found_chars)
    counts = Counts()
    for i, item in enumerate(items):
        if item.neutral:
            continue
        counts.gold += 1
        words = " … ".join(span.of(text) for span in layer.spans(item)[0])
        if i not in pairs:
            counts.misses.append(Miss(gold.name, layer.name, "missed", words))
            continue
        fields = pairs[i][1]
        counts.found += 1
        right = all(fields[name] for name in layer.headline)
        counts.right += right
        for name, value in fields.items():
            if value is not None and name != "located":
                tally = counts.fields.setdefault(name, [0, 0])
                tally[0] += value
                tally[1] += 1
        wrong = tuple(name for name, value in fields.items() if value is False)
        if not right:
            counts.misses.append(Miss(gold.name, layer.name, "wrong", words, wrong))
    paired = {j for j, _ in pairs.values()}
    neutral_pairs = {j for i, (j, _) in pairs.items() if items[i].neutral}
    required = frozenset(c for i, item in enumerate(items) if not item.neutral for cs in chars[i] for c in cs)
    free = visible(text, gold.boilerplate) | frozenset(
        c for i, item in enumerate(items) if item.neutral for cs in chars[i] for c in cs
    )
    for j, prediction in enumerate(found):
        if j in neutral_pairs:
            continue
        if j not in paired:
            inside = found_chars[j] and 2 * len(found_chars[j] & (free - required)) >= len(found_chars[j])
            if inside or layer.repeats(prediction, gold):
                continue
            words = " … ".join(span.of(text) for span in layer.predicted_spans(prediction))
            counts.misses.append(Miss(gold.name, layer.name, "false alarm", words))
        counts.predicted += 1
    return counts


def _pair(
    layer: Layer,
    gold: GoldDocument,
    items: Sequence[Any],
    found: Sequence[Any],
    chars: Sequence[Sequence[Chars]],
    found_chars: Sequence[Chars],
) -> dict[int, tuple[int, Fields]]:
    """One-to-one pairs, gold item → (prediction, fields): overlap first, trigger before mention, fewer wrong fields."""
    candidates = []
    for j, there in enumerate(found_chars):
        for i, alternatives in enumerate(chars):
            fitting = [
                (-len(a & there) / len(a | there), k > 0) for k, a in enumerate(alternatives) if layer.fits(a, there)
            ]
            if fitting:
                fields = layer.check(items[i], found[j], gold)
                wrong = sum(value is False for value in fields.values())
                candidates.append((*min(fitting), wrong, items[i].neutral, i, j, fields))
    pairs: dict[int, tuple[int, Fields]] = {}
    taken: set[int] = set()
    for *_, i, j, fields in sorted(candidates, key=lambda c: c[:-1]):
        if i not in pairs and j not in taken:
            pairs[i] = (j, fields)
            taken.add(j)
    return pairs


def score_facts(gold: GoldDocument, reading: Reading) -> Counts:
    """Title, date, publisher and origin: each a field that is right or not."""
    facts = reading.document
    published = facts.published
    fields = {
        "title": same_words(gold.title or "", facts.title or ""),
        "published": same_day(gold.published, published.start if published is not None else None),
        "publisher": same_name(gold.publisher, name_of(facts.publisher)),
        "origin": any_name(gold.origins, name_of(facts.origin)),
    }
    counts = Counts(gold=4, predicted=4, found=4, right=sum(fields.values()))
    counts.fields = {name: [int(right), 1] for name, right in fields.items()}
    counts.misses = [Miss(gold.name, "document", "wrong", name, (name,)) for name, right in fields.items() if not right]
    return counts


def score_document(gold: GoldDocument, reading: Reading) -> dict[str, Counts]:
    """Counts by layer of one document."""
    return {
        **{layer.name: score_layer(layer, gold, reading) for layer in LAYERS},
        "document": score_facts(gold, reading),
    }


def score(pairs: Sequence[tuple[GoldDocument, Reading]]) -> dict[str, Counts]:
    """Counts by layer, pooled over documents."""
    pooled = {name: Counts() for name in (*(layer.name for layer in LAYERS), "document")}
    for gold, reading in pairs:
        for name, counts in score_document(gold, reading).items():
            pooled[name].add(counts)
    return pooled
