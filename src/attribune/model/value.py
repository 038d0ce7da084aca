"""Values that normalisation gives to words. A value never parts from the words it came from (`Slot`).

Unknown is `None`, never 0 or an empty string: zero casualties is a claim.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from attribune.model.document import Span

__all__ = ["Basis", "Number", "Precision", "Qualifier", "Quantity", "Reference", "Slot", "TimeInterval"]

T = TypeVar("T")
Number = int | float


@dataclass(frozen=True, slots=True)
class Slot(Generic[T]):
    """A value beside the words that it was read from."""

    value: T
    text: str
    span: Span


class Qualifier(StrEnum):
    """How the words bound the number."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    FEWER_THAN = "fewer_than"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as stated: low / best / high, of which only those are set that the words support.

    exact and about set `best`; at_least and more_than set `low`; up_to and fewer_than set `high`; range sets `low`
    and `high`. `vague` marks "dozens" (low 12), "hundreds" (low 100). `unit` is null for things that are counted, else
    km, km2, percent, times, tonne, an ISO 4217 code, or a rate (per day, per month).
    """

    low: Number | None
    best: Number | None
    high: Number | None
    qualifier: Qualifier
    unit: str | None = None
    vague: bool = False


class Basis(StrEnum):
    """What a time was worked out from."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    ORDINAL_DAY = "ordinal_day"
    PUBLICATION = "publication"


class Precision(StrEnum):
    """How finely the words fix the time."""

    MINUTE = "minute"
    PART_OF_DAY = "part_of_day"
    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class TimeInterval:
    """First and last day (inclusive); `None` at an end that is open. `at` is the clock time as ISO ("06:00")."""

    start: date | None
    end: date | None
    precision: Precision
    basis: Basis
    vague: bool = False
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """What a name stands for: a catalogue entry, or a name that the catalogue does not hold (`id` is None).

    `kind` is the entry's kind (party: government, ministry, military, person, media, …; place: settlement, region,
    country, site, water, area; equipment: a class slug). `country` is ISO 3166 alpha-2, or EU, NATO, UN.
    `candidates` are the ids that remain where the name is ambiguous.
    """

    id: str | None
    name: str
    kind: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    candidates: tuple[str, ...] = ()
    radius_km: float | None = None
    where_precision: int | None = None
