"""Scores a reading against the gold: what was found, and what was found and right in its main fields.

The measures are those of the project's scorer for real articles: pairing is one to one, the larger overlap first; a
prediction paired with an optional item, or lying in one or in boilerplate, counts neither way; "found" is pairing alone,
"headline" asks for the main fields too.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from attribune.model import Qualifier, QuantityReading, Reading, Reference, Span, TimeInterval
from tests.eval.items import GoldDocument
from tests.eval.names import EQUIPMENT_LIMIT, same_name, same_party, same_words

__all__ = ["LAYERS", "Counts", "Miss", "score", "score_document"]

Chars = frozenset[int]
Fields = dict[str, bool | None]
NEAR_KM, REGION_KM = 25.0, 250.0
VAGUE_FACTOR = 10
SLOTS = {
    Qualifier.EXACT: "best", Qualifier.ABOUT: "best", Qualifier.AT_LEAST: "low", Qualifier.MORE_THAN: "low",
    Qualifier.UP_TO: "high", Qualifier.FEWER_THAN: "high", Qualifier.RANGE: "range",
}  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Layer:
    """How one layer is paired and checked. `spans` are the alternative span lists of a gold item."""

    name: str
    spans: Callable[[Any], Sequence[Sequence[Span]]]
    predicted_spans: Callable[[Any], Sequence[Span]]
    fits: Callable[[Chars, Chars], bool]
    check: Callable[[Any, Any, GoldDocument], Fields]
    headline: tuple[str, ...]
    repeats: Callable[[Any, GoldDocument], bool] = lambda _found, _gold: False


def visible(text: str, spans: Sequence[Span]) -> Chars:
    """The offsets of the characters of the spans that are not white space."""
    return frozenset(i for s in spans for i in range(s.start, s.end) if not text[i].isspace())


def halves(a: Chars, b: Chars) -> bool:
    return len(a & b) > 0 and 2 * len(a & b) >= max(len(a), len(b))


def half_of_shorter(a: Chars, b: Chars) -> bool:
    return len(a & b) > 0 and 2 * len(a & b) >= min(len(a), len(b))


def touches(a: Chars, b: Chars) -> bool:
    return not a.isdisjoint(b)


def name_of(reference: Reference | None) -> str | None:
    return None if reference is None else reference.name


# --- dates -----------------------------------------------------------------------------------------------------------


def days(value: str) -> tuple[date, date]:
    """First and last day of a year, month, day or time."""
    parts = [int(p) for p in value[:10].split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(*parts, 1), date(*parts, calendar.monthrange(*parts)[1])
    return date(*parts), date(*parts)


def interval(value: str) -> tuple[date, date | None, date]:
    """First day, last day (None: open), last day of the first part."""
    first, _, last = value.partition("/")
    start, start_end = days(first)
    return start, None if last == ".." else days(last or first)[1], start_end


def time_right(values: Sequence[str], vague: bool, found: TimeInterval) -> bool:
    start, end = found.start, found.end
    for value in values:
        first, last, first_end = interval(value)
        if start is None:
            continue
        if last is None:
            if first <= start <= first_end:
                return True
        elif end is not None and ((first <= start and end <= last) if vague else (start, end) == (first, last)):
            return True
    return False


def event_date_right(values: Sequence[str | None], found: TimeInterval | None) -> bool:
    if found is None or found.start is None:
        return None in values
    end = found.end if found.end is not None else found.start
    for value in values:
        if value is not None:
            first, last, _ = interval(value)
            if first <= found.start and (last is None or end <= last):
                return True
    return False


def same_day(gold: str | None, found: date | None) -> bool:
    return found is None if gold is None else found in days(gold)


# --- layers ----------------------------------------------------------------------------------------------------------


def accepted(gold: Any, doc: GoldDocument) -> list[str | None]:
    """Claimants that are right for an attribution; for an unnamed one, the words of its source too."""
    names = [gold.claimant, *gold.accept]
    if gold.source is not None and (gold.claimant or "").startswith("unnamed"):
        names.append(gold.source.of(doc.document.text))
    return names


def accepted_for(claimant: str | None, spans: Sequence[Span], doc: GoldDocument) -> list[str | None]:
    """Claimants that are right for an item that lies in an attribution to the same claimant."""
    names: list[str | None] = [claimant]
    for attribution in doc.attributions:
        if claimant is not None and attribution.claimant == claimant:
            if any(a.overlaps(b) for a in spans for b in attribution.content):
                names += accepted(attribution, doc)
    return names


def any_name(names: Sequence[str | None], found: str | None) -> bool:
    return any(same_name(name, found) for name in names)


def check_attribution(gold: Any, found: Any, doc: GoldDocument) -> Fields:
    text = doc.document.text

    def same_span(a: Span | None, b: Span | None, fits: Callable[[Chars, Chars], bool]) -> bool:
        if a is None or b is None:
            return a is b
        return fits(visible(text, [a]), visible(text, [b]))

    relays = [r.name for r in found.relay]
    return {
        "claimant": any_name(accepted(gold, doc), name_of(found.claimant)),
        "source": same_span(gold.source, found.source, halves),
        "cue": same_span(gold.cue, found.cue, touches),
        "style": gold.style == found.style,
        "stance": gold.stance == found.stance,
        "verification": gold.verification == found.verification,
        "relay": any_name(relays, gold.relay) if gold.relay is not None else not relays,
    }


def value_right(gold: Any, found: QuantityReading) -> bool:
    quantity = found.value.value
    if gold.vague:
        return any(v is not None and gold.value <= v < VAGUE_FACTOR * gold.value for v in (quantity.low, quantity.best))
    slot = SLOTS[Qualifier(gold.qualifier)]
    if SLOTS[quantity.qualifier] != slot:
        return False
    if slot == "range":
        return quantity.low == gold.value and quantity.high == gold.value_max
    stated = getattr(quantity, slot)
    return stated is not None and math.isclose(stated, gold.value, rel_tol=1e-6)


def check_quantity(gold: Any, found: QuantityReading, doc: GoldDocument) -> Fields:
    period = found.period
    return {
        "value": value_right(gold, found),
        "category": found.category in (gold.category, *gold.accept),
        "qualifier": gold.qualifier == found.value.value.qualifier,
        "subject": same_party(gold.subject, found.subject),
        "claimant": any_name(accepted_for(gold.claimant, [gold.span], doc), name_of(found.claimant)),
        "period": same_day(gold.start, period.start if period else None)
        and same_day(gold.end, period.end if period else None),
        "cumulative": gold.cumulative == found.cumulative,
    }


def event_spans(gold: Any) -> list[Span]:
    return [gold.trigger, *gold.mentions]


def check_event(gold: Any, found: Any, doc: GoldDocument) -> Fields:
    return {
        "type": gold.type == found.type,
        "actor": same_name(gold.actor, name_of(found.actor)),
        "target": same_name(gold.target, name_of(found.target)),
        "place": same_name(gold.place, name_of(found.place)),
        "date": event_date_right([gold.date, *([gold.world_date] if gold.world_date else [])], found.time),
        "status": gold.status == found.status,
        "claimant": any_name(accepted_for(gold.claimant, event_spans(gold), doc), name_of(found.claimant)),
    }


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance."""
    a, b = math.radians(lat), math.radians(other_lat)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(h)))


def check_place(gold: Any, found: Any, _doc: GoldDocument) -> Fields:
    place: Reference = found.value.value
    named = same_name(gold.name, place.name)
    near: bool | None = None
    if gold.lat is not None:
        limit = NEAR_KM if gold.kind in {"settlement", "site"} else REGION_KM
        near = (
            place.lat is not None
            and place.lon is not None
            and distance_km(gold.lat, gold.lon, place.lat, place.lon) <= limit
        )
    country = gold.country == place.country
    return {
        "country": country,
        "name": named,
        "distance": near,
        "located": country and (named if near is None else near),
    }


def check_time(gold: Any, found: Any, _doc: GoldDocument) -> Fields:
    values = [gold.value, *([gold.world_value] if gold.world_value else [])]
    return {"value": time_right(values, gold.vague, found.value.value)}


def check_equipment(gold: Any, found: Any, _doc: GoldDocument) -> Fields:
    item: Reference = found.value.value
    return {"class": gold.class_ == item.kind, "name": same_name(gold.name, item.name, EQUIPMENT_LIMIT)}


def check_media(gold: Any, found: Any, _doc: GoldDocument) -> Fields:
    names = [r.name for r in found.credited_to]
    right = all(any_name(names, g) for g in gold.credited_to) and all(any_name(gold.credited_to, n) for n in names)
    return {"credited_to": right}


def place_repeats(found: Any, doc: GoldDocument) -> bool:
    """A further mention of a place that the gold has elsewhere."""
    text, place = doc.document.text, found.value.value
    return any(
        same_words(found.value.text, gold.span.of(text))
        or (same_name(gold.name, place.name) and gold.country == place.country)
        for gold in doc.places
    )


def equipment_repeats(found: Any, doc: GoldDocument) -> bool:
    """A further mention, or part of a quantity ("1,363 tanks"), which the equipment layer need not repeat."""
    text, span = doc.document.text, found.value.span
    if any(q.span.overlaps(span) for q in doc.quantities):
        return True
    return any(
        same_words(found.value.text, gold.span.of(text)) or all(check_equipment(gold, found, doc).values())
        for gold in doc.equipment
    )


def value_span(found: Any) -> Sequence[Span]:
    return [found.value.span]


def gold_span(gold: Any) -> Sequence[Sequence[Span]]:
    return [[gold.span]]


LAYERS = (
    Layer("attributions", lambda g: [g.content], lambda p: p.content, halves, check_attribution, ("claimant",)),
    Layer("quantities", gold_span, value_span, halves, check_quantity, ("value", "category")),
    Layer("events", lambda g: [[s] for s in event_spans(g)], lambda p: [p.trigger], touches, check_event, ("type",)),
    Layer("places", gold_span, value_span, halves, check_place, ("located",), place_repeats),
    Layer("times", gold_span, value_span, half_of_shorter, check_time, ("value",)),
    Layer("equipment", gold_span, value_span, half_of_shorter, check_equipment, ("class",), equipment_repeats),
    Layer("media", lambda g: [[g.caption]], lambda p: [p.caption], half_of_shorter, check_media, ("credited_to",)),
)
READINGS = {"attributions": "statements"}


# --- scoring ---------------------------------------------------------------------------------------------------------


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
    """One-to-one pairs, gold item → (prediction, fields); larger overlap first, then fewer wrong fields."""
    candidates = []
    for j, there in enumerate(found_chars):
        for i, alternatives in enumerate(chars):
            overlaps = [len(a & there) / len(a | there) for a in alternatives if layer.fits(a, there)]
            if overlaps:
                fields = layer.check(items[i], found[j], gold)
                wrong = sum(value is False for value in fields.values())
                candidates.append((-max(overlaps), wrong, items[i].neutral, i, j, fields))
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
