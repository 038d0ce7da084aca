"""What a document says, layer by layer, with values: the extraction document of `attribune extract` before JSON.

Each record keeps the words it came from; links between layers are positions in the tuples of the same `Reading`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from attribune.model.document import Span
from attribune.model.mention import Style
from attribune.model.value import Quantity, Reference, Slot, TimeInterval

__all__ = [
    "DocumentFacts",
    "EquipmentReading",
    "EventReading",
    "MediaReading",
    "PlaceReading",
    "QuantityReading",
    "Reading",
    "Statement",
    "Status",
    "TimeReading",
    "Verification",
]


class Verification(StrEnum):
    """What the outlet says of a claim. Never our own assessment."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    CONTESTED = "contested"
    NOT_STATED = "not stated"


class Status(StrEnum):
    """How an event is put: inside an attribution, in the outlet's own voice, or as not (yet) having happened."""

    CLAIMED = "claimed"
    REPORTED_AS_FACT = "reported_as_fact"
    DENIED = "denied"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Title, date and provenance of the document, each with where it was read. `published` is the first day."""

    title: str | None = None
    title_span: Span | None = None
    published: TimeInterval | None = None
    published_basis: str | None = None  # says in words what the date rests on
    publisher: Reference | None = None
    origin: Reference | None = None  # the agency or outlet that the text credits as its supplier
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution with its claimant resolved: who said it, through whom, how, and how far it is verified."""

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    style: Style
    claimant: Reference | None  # None: the text names nobody
    party: str | None  # the side: RU, UA, NATO, UN … or the name of an armed group
    stance: str | None  # None: the source withholds
    hedges: tuple[Span, ...] = ()
    relay: tuple[Reference, ...] = ()  # who passed it on, nearest to the claimant first
    verification: Verification = Verification.NOT_STATED
    basis: str | None = None  # how the claimant was resolved: named, title, pronoun, continuation, caption


@dataclass(frozen=True, slots=True)
class QuantityReading:
    """A number with what it counts. `statement` is the position of the innermost statement that holds it."""

    value: Slot[Quantity]
    category: str
    subject: str | None  # who has, lost or suffered it: ISO code, EU, NATO, UN, or a name
    claimant: Reference | None
    period: TimeInterval | None = None
    cumulative: bool = False
    statement: int | None = None
    unit_text: str | None = None


@dataclass(frozen=True, slots=True)
class TimeReading:
    """A time expression with its interval."""

    value: Slot[TimeInterval]


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """A place name with what it stands for."""

    value: Slot[Reference]


@dataclass(frozen=True, slots=True)
class EquipmentReading:
    """A weapon or platform by name or class. `value.kind` is the class slug; `operator` an ISO code."""

    value: Slot[Reference]
    operator: str | None = None
    outcome: str | None = None  # destroyed, damaged, abandoned, captured, launched, supplied, intercepted
    generic: bool = False


@dataclass(frozen=True, slots=True)
class MediaReading:
    """A caption, its credit line and the parties credited."""

    caption: Span
    credit: Span | None
    credited_to: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class EventReading:
    """A happening as one document tells it; further words for the same event are in `mentions`."""

    trigger: Span
    type: str
    actor: Reference | None
    target: Reference | None
    place: Reference | None
    time: TimeInterval | None
    status: Status
    claimant: Reference | None
    equipment: tuple[Reference, ...] = ()
    mentions: tuple[Span, ...] = ()
    statement: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All layers of one document."""

    document: DocumentFacts
    statements: tuple[Statement, ...] = ()
    quantities: tuple[QuantityReading, ...] = ()
    events: tuple[EventReading, ...] = ()
    places: tuple[PlaceReading, ...] = ()
    times: tuple[TimeReading, ...] = ()
    equipment: tuple[EquipmentReading, ...] = ()
    media: tuple[MediaReading, ...] = ()
