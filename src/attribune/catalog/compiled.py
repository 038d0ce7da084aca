"""Compiled data as catalogue records: the only reader of `data/parties.json`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from attribune.catalog.parties import Parties
from attribune.catalog.party import Country, Form, Holding, Institution, Party, Region, Term
from attribune.catalog.phrases import Phrase, PhraseTable
from attribune.errors import FatalError

__all__ = ["parties_from", "read_compiled"]


def read_compiled(name: str) -> Any:
    """One compiled file of the package; FatalError where it is missing."""
    path = files("attribune.catalog") / "data" / name
    if not path.is_file():
        raise FatalError(f"the catalogue file {name} is missing", "rebuild it with `make catalog`")
    return json.loads(path.read_text(encoding="utf-8"))


def parties_from(data: Mapping[str, Any]) -> Parties:
    """The parties of compiled data."""
    return Parties(
        listed={party.id: party for party in map(_party, data["parties"])},
        countries={row["code"]: Country(**row) for row in data["countries"]},
        regions={row["id"]: Region(**row) for row in data["regions"]},
        institutions={row["id"]: _institution(row) for row in data["institutions"]},
        holdings=tuple(
            Holding(person, office, _day(start), _day(end)) for person, office, start, end in data["holdings"]
        ),
        table=PhraseTable.of(_phrases(data["phrases"])),
        fillers=frozenset(data["fillers"]),
        modifiers=frozenset(data["modifiers"]),
    )


def _phrases(rows: list[list[Any]]) -> Iterator[Phrase[Term]]:
    for text, keys, surfaces, exact, form, target in rows:
        yield Phrase(text, tuple(keys), tuple(surfaces), bool(exact), Term(Form(form), target))


def _party(row: Mapping[str, Any]) -> Party:
    return Party(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        country=row.get("country"),
        role=row.get("role"),
        parent=row.get("parent"),
        gender=row.get("gender"),
        aliases=tuple(row.get("aliases", ())),
        valid_from=_day(row.get("from")),
        valid_to=_day(row.get("to")),
    )


def _institution(row: Mapping[str, Any]) -> Institution:
    return Institution(
        id=row["id"],
        kind=row["kind"],
        national=row.get("national"),
        local=row.get("local"),
        names=tuple(sorted(row.get("names", {}).items())),
        local_names=tuple(sorted(row.get("local_names", {}).items())),
        hosted=row.get("hosted"),
        tails=tuple(tuple(tail) for tail in row.get("tails", ())),
    )


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
