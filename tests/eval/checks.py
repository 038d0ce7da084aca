"""How each layer of a reading is paired with the gold and checked, field by field."""

from __future__ import annotations

import calendar
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from attribune.model import Qualifier, QuantityReading, Reference, Span, TimeInterval
from tests.eval.items import GoldDocument, GoldQuantity
from tests.eval.names import EQUIPMENT_LIMIT, same_name, same_party, same_words

__all__ = ["LAYERS", "Chars", "Fields", "Layer", "any_name", "name_of", "same_day", "visible"]

Chars = frozenset[int]
Fields = dict[str, bool | None]
NEAR_KM, REGION_KM = 25.0, 250.0
VAGUE_FACTOR = 10
SLOTS = {
    Qualifier.EXACT: "best",
    Qualifier.ABOUT: "best",
    Qualifier.AT_LEAST: "low",
    Qualifier.MORE_THAN: "low",
    Qualifier.UP_TO: "high",
    Qualifier.FEWER_THAN: "high",
    Qualifier.RANGE: "range",
}


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


def days(value: str) -> tuple[date, date]:
    """First and last day of a year, month, day or time."""
    parts = [int(p) for p in value[:10].split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        year, month = parts
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    year, month, day = parts
    return date(year, month, day), date(year, month, day)


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
        here = any(a.overlaps(b) for a in spans for b in attribution.content)
        if here and claimant is not None and attribution.claimant == claimant:
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


def value_right(gold: GoldQuantity, found: QuantityReading) -> bool:
    quantity = found.value.value
    if gold.vague:
        return any(v is not None and gold.value <= v < VAGUE_FACTOR * gold.value for v in (quantity.low, quantity.best))
    slot = SLOTS[Qualifier(gold.qualifier)]
    if SLOTS[quantity.qualifier] != slot:
        return False
    if slot == "range":
        return quantity.low == gold.value and quantity.high == gold.value_max
    stated: float | None = getattr(quantity, slot)
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
    return {"class": item.kind in gold.classes, "name": same_name(gold.name, item.name, EQUIPMENT_LIMIT)}


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
