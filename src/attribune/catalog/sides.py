"""Which side somebody speaks for: a state, or an armed group that answers to no state.

Two parties of one country can be at war with each other: the army of Sudan and the Rapid Support Forces. So a country
code names a side only for those who belong to that state; an armed group is a side of its own, under its own name.
"""

from __future__ import annotations

from collections.abc import Iterator

from attribune.catalog.catalog import Catalog
from attribune.catalog.party import Form, Party
from attribune.model import Reference

__all__ = ["side"]

_GROUP = "armed_group"


def side(reference: Reference, catalog: Catalog) -> str | None:
    """The side of a speaker: a country code (or EU, NATO, UN), the name of an armed group, or None where not known.

    A person stands for the group that they belong to, a wing for the whole group, a group that a state counts among
    its own forces in a conflict (`resources/conflicts.yaml`) for that state; an unnamed "Hezbollah official" for the
    group in their description.
    """
    party = None if reference.id is None else catalog.parties.get(reference.id)
    if party is None and reference.id is None:
        party = _described(reference.name, catalog)
    groups = [] if party is None else [each for each in _upwards(party, catalog) if each.kind == _GROUP]
    if not groups:
        return reference.country
    state = next((code for group in groups if (code := _state_of(group, catalog)) is not None), None)
    return state or groups[-1].name


def _described(name: str, catalog: Catalog) -> Party | None:
    """The armed group named in the description of somebody whom the catalogue does not have."""
    named = (
        catalog.parties.get(match.ids[0])
        for match in catalog.parties.find(name)
        if match.form is Form.NAME and len(match.ids) == 1
    )
    return next((party for party in named if party is not None and party.kind == _GROUP), None)


def _upwards(party: Party, catalog: Catalog) -> Iterator[Party]:
    seen: set[str] = set()
    step: Party | None = party
    while step is not None and step.id not in seen:
        seen.add(step.id)
        yield step
        step = None if step.parent is None else catalog.parties.get(step.parent)


def _state_of(group: Party, catalog: Catalog) -> str | None:
    """The state on whose side the group fights as one of its own: the side bears that state's code."""
    for conflict in catalog.conflicts:
        for name, members in conflict.sides:
            if group.id in members and name in members and name in catalog.parties.countries:
                return name
    return None
