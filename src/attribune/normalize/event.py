"""Events: happenings that a document tells of, each once, with type, roles, status and claimant."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from attribune.catalog import Catalog
from attribune.model import (
    Document,
    EquipmentReading,
    EventReading,
    Mentions,
    PlaceReading,
    QuantityReading,
    RegionKind,
    Span,
    SpanIndex,
    Statement,
    Status,
    TimeReading,
)
from attribune.normalize.conflict import document_conflict
from attribune.normalize.event_condition import Candidate
from attribune.normalize.event_merge import Told, is_definite, merge
from attribune.normalize.event_place import Setting, inherited_place
from attribune.normalize.event_roles import AID, is_carried, roles_of
from attribune.normalize.event_scene import Layers, Line, lines_of
from attribune.normalize.event_status import is_possible, put_of
from attribune.normalize.event_target import meant
from attribune.normalize.event_trigger import find_triggers
from attribune.normalize.event_words import load_event_words

__all__ = ["find_events"]

CLOSING = "”\"’'»)] "
STOPS = frozenset(".!?…:;,")
SILENT = (RegionKind.BOILERPLATE, RegionKind.BYLINE, RegionKind.CREDIT)


def find_events(
    document: Document,
    mentions: Mentions,
    statements: Sequence[Statement],
    places: Sequence[PlaceReading],
    times: Sequence[TimeReading],
    equipment: Sequence[EquipmentReading],
    quantities: Sequence[QuantityReading],
    catalog: Catalog,
) -> tuple[EventReading, ...]:
    """The events of a document in text order; words that tell of the same event again are its mentions."""
    words = load_event_words(document.language or "en")
    layers = Layers(
        document, statements, places, times, equipment, catalog, words, document_conflict(document.text, catalog)
    )
    silent = document.spans_of(*SILENT)
    sentences = [span for span in mentions.sentences if not any(region.contains(span) for region in silent)]
    lines = lines_of(layers, sentences, mentions.paragraphs)
    counted = SpanIndex((one.value.span, one.value.span) for one in quantities)
    told = [one for number, line in enumerate(lines) for one in _told(number, line, layers, counted)]
    setting, starts = Setting.of(lines, statements), [line.span.start for line in lines]
    return tuple(
        _finished(event, bisect_right(starts, event.trigger.start) - 1, setting, layers)
        for event in _given(merge(told))
    )


def _finished(event: EventReading, at: int, setting: Setting, layers: Layers) -> EventReading:
    """An event as the ledger keeps it: its target named or nobody, its place taken from before where it has none."""
    target = meant(event, setting.lines[at], layers)
    place = event.place or (event.target if event.type == "invasion" else None)
    return replace(event, target=target, place=place or inherited_place(event, at, setting))


def _given(events: Sequence[EventReading]) -> Iterator[EventReading]:
    """The events; aid without a receiver goes to the country that the document's other aid goes to."""
    receivers = Counter(event.target for event in events if event.type in AID and event.target is not None)
    usual = receivers.most_common(1)[0][0] if receivers else None
    for event in events:
        country = None if event.actor is None else event.actor.country
        if event.type in AID and event.target is None and usual is not None and usual.country != country:
            yield replace(event, target=usual, place=usual)
        else:
            yield event


def _told(number: int, line: Line, layers: Layers, counted: SpanIndex[Span]) -> Iterator[Told]:
    """The events that one sentence tells."""
    here = counted.at(line.span)
    for candidate in find_triggers(line, layers.words):
        if _is_counted(candidate, here) and not is_carried(candidate, line, layers):
            continue
        status, claimant, statement = put_of(candidate, line, layers)
        possible = status is Status.HYPOTHETICAL
        if possible and (statement is None or not is_possible(candidate, line, layers.words)):
            continue
        roles = roles_of(candidate, line, layers, statement)
        if possible and roles.actor is None:  # what somebody says a party could do; what weapons can do is no event
            continue
        event = EventReading(
            trigger=candidate.span,
            type=candidate.row.planned or candidate.type if status is Status.PLANNED else candidate.type,
            actor=roles.actor,
            target=roles.target,
            place=roles.place,
            time=roles.time,
            status=status,
            claimant=claimant,
            equipment=roles.equipment,
            statement=statement,
        )
        yield Told(
            event=event,
            candidate=candidate,
            lines=frozenset({number}),
            paragraphs=frozenset({line.paragraph}),
            definite=is_definite(line, candidate),
            heading=_is_heading(line, layers.document.text),
            caption=any(region.contains(line.span) for region in layers.document.spans_of(RegionKind.CAPTION)),
            last=(number, candidate.after),
            clause=sum(token.word in layers.words.clause - {"and"} for token in line.tokens[: candidate.first]),
        )


def _is_counted(candidate: Candidate, counted: Sequence[Span]) -> bool:
    """True for "14 attacks" in a tally: the figure says it, the word alone tells none; "14 protesters" protested."""
    return (
        not candidate.verbal and candidate.type != "protest" and any(span.contains(candidate.span) for span in counted)
    )


def _is_heading(line: Line, text: str) -> bool:
    """True for a title, crosshead or list item: a sentence without a stop at its end."""
    return line.span.of(text).rstrip(CLOSING)[-1:] not in STOPS
