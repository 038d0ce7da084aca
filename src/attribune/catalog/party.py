"""Parties and where a text names them: the records that `parties.Parties` hands out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from attribune.model import Span

__all__ = ["Country", "Form", "Holding", "Institution", "Match", "Party", "Region", "Term"]


class Form(StrEnum):
    """How a text names a party."""

    NAME = "name"  # in full, or by an alias that stands for it alone
    SHORT = "short"  # a surname or short form that needs the text's support
    METONYM = "metonym"  # a capital or building for those who govern from it
    COUNTRY = "country"  # the country itself, as an actor
    ADJECTIVE = "adjective"  # "Ukrainian": no actor by itself
    PEOPLE = "people"  # "Ukrainians"
    MODIFIER = "modifier"  # "Iran-backed": says whose side, names nobody
    REGION = "region"
    COMPOSED = "composed"  # institution and country or region: "Israel's foreign ministry"
    TITLE = "title"  # an office right before the name of a person
    GENERIC = "generic"  # an institution without its country: "the ministry"
    RULER = "ruler"  # a group as the owner of the ministries it runs: "the Taliban's interior ministry"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who can say or do something. `name` is the canonical name.

    `country` is ISO 3166 alpha-2, or EU, NATO, UN. `role` is monitor, ngo, media … where that does not follow from a
    conflict (`Conflict.role_of` says who fights). `gender` (m, f) is for pronouns. Validity is inclusive at both ends.
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    role: str | None = None
    parent: str | None = None
    gender: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    def existed_on(self, day: date | None) -> bool:
        """False only where the catalogue knows that the party did not exist on that day."""
        if day is None:
            return True
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Match:
    """Where a text names a party: `ids` holds several where one spelling stands for several parties.

    `institution` is set for composed and generic forms ("defence-ministry"); a generic one has no ids.
    """

    span: Span
    alias: str
    ids: tuple[str, ...]
    form: Form
    institution: str | None = None


@dataclass(frozen=True, slots=True)
class Country:
    """A country or body of countries as the composing rules need it.

    `state` is the form used in names of institutions ("the Russian Federation"); `voice` the id of the party that
    speaks where the text has only the country's name or capital.
    """

    code: str
    name: str
    state: str
    adjective: str
    voice: str


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative region whose authorities speak and act.

    `state` is set for one that governs itself: its institutions are named as those of a country are.
    """

    id: str
    name: str
    country: str
    state: str | None = None
    adjective: str | None = None


@dataclass(frozen=True, slots=True)
class Institution:
    """A kind of institution that every country (`national`) or region (`local`) may have, as name templates.

    `hosted` is the template where the text says in or to which country it is sent ("embassy of Russia in Germany").
    """

    id: str
    kind: str
    national: str | None
    local: str | None
    names: tuple[tuple[str, str], ...] = ()  # country code → official name where the template is wrong
    gender: str | None = None
    local_names: tuple[tuple[str, str], ...] = ()  # country code → template of its regions where `local` is wrong
    hosted: str | None = None
    tails: tuple[tuple[str, ...], ...] = ()  # keys of words that may follow the owner ("… to the United Nations")


@dataclass(frozen=True, slots=True)
class Term:
    """What one phrase of the catalogue stands for: a party, country, region or institution id, by `form`."""

    form: Form
    id: str


@dataclass(frozen=True, slots=True)
class Holding:
    """A person's time in an office; both ends inclusive, None where open."""

    person: str
    office: str
    start: date | None
    end: date | None

    def covers(self, day: date) -> bool:
        """True if the person held the office on that day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)
