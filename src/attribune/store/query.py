"""Facets as SQL: which rows of `claims` a `ClaimFilter` lets through."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ColumnElement, Table, and_, false, func, or_, true

from attribune.store.dialect import searched
from attribune.store.protocols import ClaimFilter, PartyFilter
from attribune.store.tables import claims

__all__ = ["matching", "recorded"]

Condition = ColumnElement[bool]


def recorded(table: Table, as_of: str | None) -> Condition:
    """The rows of a versioned table that were current at `as_of`; None: the rows that are current."""
    if as_of is None:
        return table.c.recorded_to.is_(None)
    return and_(
        table.c.recorded_from <= as_of,
        or_(table.c.recorded_to.is_(None), table.c.recorded_to > as_of),
    )


def matching(facets: ClaimFilter) -> Condition:
    """All facets that are set, joined by and; a facet with several values by or."""
    conditions: list[Condition] = [true()]
    listed = (
        (claims.c.id, facets.ids),
        (claims.c.document_id, facets.documents),
        (claims.c.kind, facets.kinds),
        (claims.c.stance, facets.stances),
        (claims.c.verification, facets.verifications),
    )
    conditions += [column.in_(values) for column, values in listed if values]
    if facets.id_prefix is not None:
        conditions.append(claims.c.id.startswith(facets.id_prefix, autoescape=True))
    if facets.categories:
        conditions.append(or_(claims.c.category.in_(facets.categories), claims.c.event_type.in_(facets.categories)))
    if facets.cumulative is not None:
        conditions.append(claims.c.cumulative == int(facets.cumulative))
    parties: tuple[tuple[PartyFilter | None, Callable[[PartyFilter], Condition]], ...] = (
        (facets.by, _by),
        (facets.about, _about),
        (facets.place, _at),
    )
    conditions += [condition(party) for party, condition in parties if party is not None]
    conditions += _days(facets)
    if facets.search is not None and facets.search.strip():
        conditions.append(searched(claims, facets.search))
    return and_(*conditions)


def _named(party: PartyFilter, id_column: str, name_column: str) -> Condition:
    return or_(
        claims.c[id_column].in_(party.ids) if party.ids else false(),
        claims.c[name_column].in_(party.names) if party.names else false(),
    )


def _by(party: PartyFilter) -> Condition:
    if party.country is not None and not party.ids and not party.names:
        return claims.c.party == party.country  # a code alone: everybody of that side
    return _named(party, "claimant_id", "claimant")


def _about(party: PartyFilter) -> Condition:
    """The party acts, is acted upon, or is whose loss or possession the figure counts."""
    subjects = sorted(party.names | ({party.country} if party.country else set()))
    return or_(_named(party, "actor_id", "actor"), _named(party, "target_id", "target"), claims.c.subject.in_(subjects))


def _at(place: PartyFilter) -> Condition:
    inside = claims.c.country == place.country if place.country else false()
    return or_(_named(place, "place_id", "place"), inside)


def _days(facets: ClaimFilter) -> list[Condition]:
    """The days that a claim is about touch the range; a claim without a day of its own goes by publication."""
    conditions: list[Condition] = []
    first = func.coalesce(claims.c.happened_from, claims.c.happened_to, claims.c.published)
    last = func.coalesce(claims.c.happened_to, claims.c.happened_from, claims.c.published)
    if facets.since is not None:
        conditions.append(last >= facets.since.isoformat())
    if facets.until is not None:
        # A published hour ("2022-07-06T14:05") sorts after its day: compare with the end of the day.
        conditions.append(first <= facets.until.isoformat() + "T99")
    return conditions
