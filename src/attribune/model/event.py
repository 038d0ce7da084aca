"""Happenings, series, records and checks: what is derived from claims and can always be recomputed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from attribune.model.value import Number, Quantity, Reference

__all__ = ["Check", "CopyValue", "Event", "RecordValue", "Series", "SeriesPoint", "Verdict"]


@dataclass(frozen=True, slots=True)
class Event:
    """A happening that claims are about: derived from links, never overwriting its claims."""

    id: str
    type: str
    place: Reference | None
    start: date | None
    end: date | None
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One reported figure of a series, with the claim it came from."""

    as_of: date
    quantity: Quantity
    claim_id: str
    document_id: str


@dataclass(frozen=True, slots=True)
class Series:
    """One claimant's cumulative quantity over time, as reports carried it."""

    claimant: Reference
    category: str
    subject: str | None
    points: tuple[SeriesPoint, ...]


@dataclass(frozen=True, slots=True)
class RecordValue:
    """One cell of a claimant's own published series, in one copy of it."""

    record: str  # the series published: "general-staff"
    copy: str  # which compilation: "petroivaniuk", "orc"
    claimant_id: str
    category: str
    subject: str
    as_of: date
    value: Number
    column: str  # the column of the compilation that it was read from


class Verdict(StrEnum):
    """How a reported figure stands against the copies of the claimant's own record."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    COPIES_DISAGREE = "copies_disagree"
    NO_RECORD = "no_record"


@dataclass(frozen=True, slots=True)
class CopyValue:
    """What one copy of the record gives for the day; None where that copy has no figure for it."""

    copy: str
    value: Number | None


@dataclass(frozen=True, slots=True)
class Check:
    """A reported figure held against every copy of the claimant's own record for its day."""

    claim_id: str
    document_id: str
    claimant: Reference
    category: str
    subject: str | None
    as_of: date | None
    reported: Quantity
    records: tuple[CopyValue, ...]
    verdict: Verdict
    reason: str
