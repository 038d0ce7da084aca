"""A ledger of our annotated dispatches: what extraction would make of them if it made no mistake.

The pages are tested on it so that a change to extraction cannot break them, and so that every layer is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from attribune.catalog import Catalog, load_catalog
from attribune.model import (
    Basis,
    DocumentFacts,
    EquipmentReading,
    EventReading,
    Link,
    LinkKind,
    MediaReading,
    PlaceReading,
    Precision,
    Qualifier,
    Quantity,
    QuantityReading,
    Reading,
    RecordValue,
    Reference,
    Slot,
    Span,
    Statement,
    Status,
    Style,
    TimeInterval,
    TimeReading,
    Verification,
    link_id,
)
from attribune.normalize.claim import claims
from attribune.reconcile.agreement import link_claims
from attribune.store import Entry, open_ledger
from attribune.store.sql import SqlStore
from tests.eval.corpus import load_corpus, place_table
from tests.eval.items import GoldAttribution, GoldDocument, GoldEvent, GoldQuantity

__all__ = ["build_gold_ledger", "reading_of"]

_NEAR = 120  # characters from a trigger within which a weapon is taken for its own


def build_gold_ledger(where: str | Path) -> SqlStore:
    """A ledger at `where` with every annotated dispatch, two copies of a record, and the links between copies."""
    catalog = load_catalog()
    store = open_ledger(where, clock=lambda: "2024-03-01T08:00:00.000000Z")
    corpus = load_corpus()
    readings = {gold.document.id: reading_of(gold, catalog) for gold in corpus}
    entries = [
        Entry(gold.document, readings[gold.document.id], claims(gold.document, readings[gold.document.id]), "gold 1")
        for gold in corpus
    ]
    for entry in entries:
        with store.writer() as writer:
            writer.put(entry)
    with store.writer() as writer:
        writer.put_records(_records(readings.values()))
        writer.put_links("lineage 1", list(_copies(corpus)))
        linked = link_claims(claim for entry in entries for claim in entry.claims)
        writer.put_links("agreement 1", linked)
    return store


def reading_of(gold: GoldDocument, catalog: Catalog) -> Reading:
    """The annotation of one dispatch as a reading."""
    text = gold.document.text
    people = _People(catalog)
    statements = tuple(_statement(item, people) for item in gold.attributions)
    return Reading(
        document=DocumentFacts(
            title=gold.title,
            published=_interval(gold.published),
            published_basis="annotated",
            publisher=people.named(gold.publisher),
            origin=people.named(gold.origins[0]),
            language="en",
        ),
        statements=statements,
        quantities=tuple(_quantity(item, text, statements, people) for item in gold.quantities),
        events=tuple(_event(item, gold, statements, people) for item in gold.events),
        places=tuple(
            PlaceReading(Slot(_place(item.name), item.span.of(text), item.span)) for item in gold.places
        ),
        times=tuple(
            TimeReading(Slot(interval, item.span.of(text), item.span))
            for item in gold.times
            if (interval := _interval(item.value, item.basis)) is not None
        ),
        equipment=tuple(
            EquipmentReading(
                Slot(Reference(None, item.name, item.classes[0]), item.span.of(text), item.span), item.operator
            )
            for item in gold.equipment
        ),
        media=tuple(
            MediaReading(item.caption, item.credit, tuple(r for n in item.credited_to if (r := people.named(n))))
            for item in gold.media
        ),
    )  # fmt: skip


class _People:
    """Parties by name, with their catalogue ids where there are any."""

    def __init__(self, catalog: Catalog) -> None:
        self._parties = catalog.parties

    def named(self, name: str | None) -> Reference | None:
        if name is None:
            return None
        found = self._parties.lookup(name)
        return self._parties.reference(found[0]) if found else Reference(None, name, "unknown")


def _statement(item: GoldAttribution, people: _People) -> Statement:
    relay = people.named(item.relay)
    return Statement(
        content=item.content,
        source=item.source,
        cue=item.cue,
        style=Style(item.style),
        claimant=people.named(item.claimant),
        party=item.party,
        stance=item.stance,
        hedges=item.hedges,
        relay=() if relay is None else (relay,),
        verification=Verification(item.verification),
        basis="annotated",
    )


def _inside(span: Span, claimant: str | None, statements: Sequence[Statement]) -> int | None:
    """The innermost statement that holds the span, of this claimant where one is named."""
    held = [at for at, statement in enumerate(statements) if any(c.contains(span) for c in statement.content)]
    named = [at for at in held if (who := statements[at].claimant) is not None and who.name == claimant]
    found = named or held
    return min(found, key=lambda at: sum(len(c) for c in statements[at].content)) if found else None


def _quantity(item: GoldQuantity, text: str, statements: Sequence[Statement], people: _People) -> QuantityReading:
    qualifier = Qualifier(item.qualifier)
    value: int | float = int(item.value) if float(item.value).is_integer() else item.value
    low = value if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN, Qualifier.RANGE) else None
    best = value if qualifier in (Qualifier.EXACT, Qualifier.ABOUT) else None
    high = value if qualifier in (Qualifier.UP_TO, Qualifier.FEWER_THAN) else item.value_max
    return QuantityReading(
        value=Slot(Quantity(low, best, high, qualifier, item.unit, item.vague), item.span.of(text), item.span),
        category=item.category,
        subject=item.subject,
        claimant=people.named(item.claimant),
        period=_interval(item.end and f"{item.start or '..'}/{item.end}") if item.end else _interval(item.start),
        cumulative=item.cumulative,
        statement=_inside(item.span, item.claimant, statements),
    )


def _event(item: GoldEvent, gold: GoldDocument, statements: Sequence[Statement], people: _People) -> EventReading:
    near = Span(max(0, item.trigger.start - _NEAR), item.trigger.end + _NEAR)
    weapons = dict.fromkeys(Reference(None, e.name, e.classes[0]) for e in gold.equipment if near.contains(e.span))
    return EventReading(
        trigger=item.trigger,
        type=item.type,
        actor=people.named(item.actor),
        target=people.named(item.target),
        place=_place(item.place) if item.place in place_table() else None,
        time=_interval(item.date),
        status=Status(item.status),
        claimant=people.named(item.claimant),
        equipment=tuple(weapons),
        mentions=item.mentions,
        statement=_inside(item.trigger, item.claimant, statements),
    )


def _place(name: str) -> Reference:
    country, kind, lat, lon = place_table()[name]
    slug = "geo-" + "-".join(name.casefold().split())
    radius = {"settlement": 5.0, "site": 1.0, "region": 60.0, "country": 400.0}.get(kind)
    return Reference(slug, name, kind, country, lat, lon, radius_km=radius)


def _interval(value: str | None, basis: str = "absolute") -> TimeInterval | None:
    """A value as the gold spells it ("2022-07", "2022-02-24/2022-06-02", "../2022-06-02") as an interval."""
    if value is None:
        return None
    first, _, last = value.partition("/")
    start, end = _first(first), _first(last) if last else _first(first)
    return TimeInterval(start, end, Precision.DAY, Basis(basis), at=value[11:] or None if not last else None)


def _first(words: str) -> date | None:
    if not words or words == "..":
        return None
    year, month, day = (*words[:10].split("-"), "1", "1")[:3]
    return date(int(year), int(month), int(day))


def _records(readings: Iterable[Reading]) -> Iterator[RecordValue]:
    """Two copies of the General Staff's series, drawn through the figures that the dispatches report.

    The copies differ where the real ones do: one has another artillery figure on one day.
    """
    points: dict[str, dict[date, float]] = {}
    for reading in readings:
        for item in reading.quantities:
            value, period = item.value.value, item.period
            who = item.claimant.id if item.claimant is not None else None
            day = period.end if period is not None else None
            if not item.cumulative or (who, item.subject, value.unit) != ("ua-general-staff", "RU", None):
                continue
            if day is not None and day.year == 2022 and value.best is not None:
                points.setdefault(item.category, {})[day] = value.best
    for category, known_days in sorted(points.items()):
        for on, value in _between(sorted(known_days.items())):
            for copy in ("petroivaniuk", "orc"):
                off = 6 if (category, copy, on) == ("artillery", "orc", date(2022, 7, 6)) else 0
                yield RecordValue(
                    "general-staff", copy, "ua-general-staff", category, "RU", on, round(value) - off, category
                )  # fmt: skip


def _between(points: Sequence[tuple[date, float]]) -> Iterator[tuple[date, float]]:
    """Every day from the first point to the last, on straight lines."""
    for (first, low), (last, high) in pairwise(points):
        days = (last - first).days
        for step in range(days):
            yield first + timedelta(days=step), low + (high - low) * step / days
    yield from points[-1:]


def _copies(corpus: Sequence[GoldDocument]) -> Iterator[Link]:
    """Wire stories are copies of the first story of their wire."""
    by_wire: dict[str, list[GoldDocument]] = {}
    for gold in corpus:
        if gold.name.startswith("wire-"):
            by_wire.setdefault(gold.name.rsplit("-", 1)[0], []).append(gold)
    for stories in by_wire.values():
        origin, *copies = sorted(stories, key=lambda gold: gold.name)
        for copy in copies:
            left, right = copy.document.id, origin.document.id
            kind = LinkKind.COPY_OF
            reasons = ("credits the wire that published the other", "drops “claimed” from “a Patriot was destroyed”")
            yield Link(link_id(kind, left, right), kind, left, right, 0.9, reasons, "lineage 1")
