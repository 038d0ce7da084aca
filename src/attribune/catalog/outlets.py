"""News agencies and outlets: country, ownership, and the forms in which they are credited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from attribune.catalog.names import words_of
from attribune.catalog.phrases import EXACT, PhraseTable, phrase
from attribune.model import Span

__all__ = ["Outlet", "OutletMatch", "Outlets", "outlets_from"]


@dataclass(frozen=True, slots=True)
class Outlet:
    """An agency or outlet; `state` says that a government owns or directs it."""

    id: str
    name: str
    kind: str  # agency, broadcaster, newspaper, magazine, site, channel
    country: str
    state: bool = False
    credits: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()

    @property
    def agency(self) -> bool:
        """True for a news or picture agency."""
        return self.kind == "agency"


@dataclass(frozen=True, slots=True)
class OutletMatch:
    """Where a text names an outlet."""

    span: Span
    outlet: Outlet


@dataclass(frozen=True)
class Outlets:
    """All outlets, by id, by name or credit form, and by domain."""

    rows: tuple[Outlet, ...]

    @cached_property
    def _by_id(self) -> dict[str, Outlet]:
        return {outlet.id: outlet for outlet in self.rows}

    @cached_property
    def _by_domain(self) -> dict[str, Outlet]:
        return {domain: outlet for outlet in self.rows for domain in outlet.domains}

    @cached_property
    def _table(self) -> PhraseTable[Outlet]:
        forms = ((form, row) for row in self.rows for form in (row.name, *row.credits))
        # An abbreviation stands in capitals: "Sana" is a surname and a city, "SANA" an agency.
        return PhraseTable.of(phrase(f"{EXACT}{form}" if form.isupper() else form, row) for form, row in forms)

    def get(self, outlet_id: str) -> Outlet | None:
        """The outlet with this id."""
        return self._by_id.get(outlet_id)

    def lookup(self, name: str) -> Outlet | None:
        """The outlet that a name or credit form ("AFP", "Zenger") stands for."""
        found = self._table.exactly(name.strip())
        return found[0].value if found else None

    def of_domain(self, host: str) -> Outlet | None:
        """The outlet of a host name, sub-domains included ("www.reuters.com")."""
        labels = host.lower().split(".")
        tails = (".".join(labels[start:]) for start in range(len(labels) - 1))
        return next((self._by_domain[tail] for tail in tails if tail in self._by_domain), None)

    def find(self, text: str) -> tuple[OutletMatch, ...]:
        """Every naming of an outlet in the text, longest first at each place, never overlapping."""
        words, found, position = words_of(text), [], 0
        while position < len(words):
            rows = self._table.at(text, words, position)
            if rows:
                last = position + len(rows[0].keys) - 1
                found.append(OutletMatch(Span(words[position].start, words[last].end), rows[0].value))
                position = last
            position += 1
        return tuple(found)


def outlets_from(rows: list[Mapping[str, Any]]) -> Outlets:
    """The outlets of compiled data."""
    return Outlets(
        tuple(
            Outlet(
                id=row["id"],
                name=row["name"],
                kind=row["kind"],
                country=row["country"],
                state=bool(row.get("state", False)),
                credits=tuple(row.get("credits", ())),
                domains=tuple(row.get("domains", ())),
            )
            for row in rows
        )
    )
