"""The listings of a ledger: which rows and columns each one has. Columns are named alike here, in JSON and in CSV."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, Connection, Table, and_, case, cast, func, or_, select, true

from attribune.model import LinkKind
from attribune.store.browse import Listed
from attribune.store.dialect import NUMBER, TEXT, having_words, rows_searched
from attribune.store.protocols import ClaimFilter
from attribune.store.query import matching, recorded
from attribune.store.tables import claims, documents, failures, links, records, texts

__all__ = ["LISTINGS", "Box", "Listing", "Scope", "looked_up"]


@dataclass(frozen=True, slots=True)
class Box:
    """A box on the map in degrees. `west` > `east`: it crosses the date line."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows a listing starts from, before any filter on its columns.

    `as_of` is a recorded moment (None: now). `changed_since` asks for every row that was recorded or closed after a
    moment, closed ones included, so that a copy elsewhere can follow.
    """

    as_of: str | None = None
    changed_since: str | None = None
    facets: ClaimFilter = field(default_factory=ClaimFilter)
    box: Box | None = None
    found: str | None = None  # JSON list of the current rows that have the words of `facets.search`, see `looked_up`
    hits: int | None = None  # how many those are


@dataclass(frozen=True, slots=True)
class Listing:
    """One listing: its name, what it lists, the rows of a scope, and the columns that are worth counting."""

    name: str
    about: str
    listed: Callable[[Scope], Listed]
    facets: tuple[str, ...] = ()


def _time(table: Table, scope: Scope) -> ColumnElement[bool]:
    if scope.changed_since is None:
        return recorded(table, scope.as_of)
    return or_(table.c.recorded_from > scope.changed_since, table.c.recorded_to > scope.changed_since)


def _within(box: Box | None) -> list[ColumnElement[bool]]:
    if box is None:
        return []
    across = box.west > box.east
    sides = (claims.c.lon >= box.west, claims.c.lon <= box.east)
    return [claims.c.lat.between(box.south, box.north), or_(*sides) if across else and_(*sides)]


def _passing(scope: Scope) -> ColumnElement[bool]:
    if scope.found is None:
        return and_(_time(claims, scope), matching(scope.facets), *_within(scope.box))
    # Whether a row is current stands behind its JSON: to look there for every row found takes most of the time.
    found = claims.c.row.in_(select(func.json_each(scope.found).table_valued("value", name="found").c.value))
    return and_(found, matching(replace(scope.facets, search=None)), *_within(scope.box))


def looked_up(connection: Connection, scope: Scope) -> Scope:
    """The same scope with its words looked up once, for everything that is then counted and listed of it.

    PostgreSQL plans that better itself.
    """
    now = scope.as_of is None and scope.changed_since is None
    if not scope.facets.search or not now or connection.dialect.name != "sqlite":
        return scope
    rows = rows_searched(claims, scope.facets.search)
    closed = select(claims.c.row).where(claims.c.recorded_to.is_not(None))
    query = select(func.json_group_array(rows.c.row), func.count()).where(rows.c.row.not_in(closed))
    found, hits = connection.execute(query).one()
    return replace(scope, found=found, hits=hits)


_FIRST_DAY = func.coalesce(claims.c.happened_from, claims.c.happened_to)
_LAST_DAY = func.coalesce(claims.c.happened_to, claims.c.happened_from)
# A running total is of the last day of its period, which may reach back to the first day of the war.
_OWN_DAY = case((claims.c.cumulative == 1, _LAST_DAY), else_=_FIRST_DAY)
_DAY = func.coalesce(_OWN_DAY, func.substr(claims.c.published, 1, 10, type_=TEXT))
_EQUIPMENT = func.json_each(claims.c.json, "$.equipment").table_valued("value", name="item")


def _claims(scope: Scope) -> Listed:
    own = and_(documents.c.document_id == claims.c.document_id, recorded(documents, scope.as_of))
    each = func.json_extract(_EQUIPMENT.c.value, "$.name")
    named = select(func.group_concat(each, "; ")).select_from(_EQUIPMENT).scalar_subquery()
    names = (
        "id document_id kind text claimant_id claimant party stance status verification category subject low best high "
        "qualifier unit cumulative event_type actor target place_id place country lat lon happened_from happened_to "
        "published start end recorded_from recorded_to"
    ).split()
    chosen = select(
        claims.c.row,
        *(claims.c[name] for name in names),
        _DAY.label("day"),
        named.label("equipment"),
        # Not a join: SQLite works these out for the rows shown, and a join for every row that is sorted or counted.
        select(documents.c.outlet).where(own).scalar_subquery().label("outlet"),
        select(documents.c.title).where(own).scalar_subquery().label("title"),
    )
    only_words = scope.box is None and scope.facets == ClaimFilter(search=scope.facets.search)
    return Listed(chosen.where(_passing(scope)), "row", "row", bare=chosen, total=scope.hits if only_words else None)


def _documents(scope: Scope) -> Listed:
    own = and_(claims.c.document_id == documents.c.document_id, recorded(claims, scope.as_of))
    number = select(func.count()).select_from(claims).where(own).scalar_subquery()
    day = select(func.max(claims.c.published)).where(own).scalar_subquery()
    chosen = select(
        documents.c.document_id.label("id"),
        documents.c.title,
        documents.c.outlet,
        func.substr(func.coalesce(documents.c.published, day), 1, 10, type_=TEXT).label("day"),
        documents.c.published,
        documents.c.language,
        documents.c.url,
        number.label("claims"),
        documents.c.recorded_from,
        documents.c.recorded_to,
        documents.c.row,
    )
    passing = _time(documents, scope)
    if scope.facets.search:
        having = select(texts.c.id).where(having_words(texts, scope.facets.search))
        passing = and_(passing, documents.c.document_id.in_(having))
    return Listed(chosen.where(passing), "row", "day", True, bare=chosen)


def _counted(scope: Scope, key: str, name: str, *others: str) -> Listed:
    """Claims grouped by id, or by name where the catalogue has none, with counts and the first and last day."""
    identity = func.coalesce(claims.c[key], claims.c[name])
    chosen = (
        select(
            identity.label("key"),
            *(func.max(claims.c[column]).label(label) for column, label in ((key, "id"), (name, "name"))),
            *(func.max(claims.c[column]).label(column) for column in others),
            func.count().label("claims"),
            func.count(claims.c.document_id.distinct()).label("documents"),
            func.min(_DAY).label("first_day"),
            func.max(_DAY).label("last_day"),
        )
        .where(_passing(scope), claims.c[name].is_not(None))
        .group_by(identity)
    )
    return Listed(chosen, "key", "claims", True)


def _parties(scope: Scope) -> Listed:
    return _counted(scope, "claimant_id", "claimant", "party")


def _places(scope: Scope) -> Listed:
    return _counted(scope, "place_id", "place", "country", "lat", "lon")


def _pins(scope: Scope) -> Listed:
    """Claims with a point on the map, counted by place, side and kind."""
    identity = func.coalesce(claims.c.place_id, claims.c.place)
    key = identity + "~" + func.coalesce(claims.c.party, "") + "~" + claims.c.kind
    chosen = (
        select(
            key.label("key"),
            identity.label("place_key"),
            func.max(claims.c.place).label("name"),
            func.max(claims.c.country).label("country"),
            func.max(claims.c.lat).label("lat"),
            func.max(claims.c.lon).label("lon"),
            func.max(cast(func.json_extract(claims.c.json, "$.place.radius_km"), NUMBER)).label("radius_km"),
            claims.c.party,
            claims.c.kind,
            func.count().label("claims"),
            func.min(_DAY).label("first_day"),
            func.max(_DAY).label("last_day"),
        )
        .where(_passing(scope), claims.c.lat.is_not(None), claims.c.lon.is_not(None))
        .group_by(identity, claims.c.party, claims.c.kind)
    )
    return Listed(chosen, "key", "claims", True)


def _equipment(scope: Scope) -> Listed:
    name = func.json_extract(_EQUIPMENT.c.value, "$.name")
    kind = func.json_extract(_EQUIPMENT.c.value, "$.kind")
    chosen = (
        select(
            (func.coalesce(name, "") + " " + func.coalesce(kind, "")).label("key"),
            name.label("name"),
            kind.label("class"),
            func.count(claims.c.id.distinct()).label("claims"),
            func.count(claims.c.document_id.distinct()).label("documents"),
            func.min(_DAY).label("first_day"),
            func.max(_DAY).label("last_day"),
        )
        .select_from(claims.join(_EQUIPMENT, true()))
        .where(_passing(scope))
        .group_by(name, kind)
    )
    return Listed(chosen, "key", "claims", True)


def _series(scope: Scope) -> Listed:
    """Running totals: one claimant's figures of one category and subject."""
    who = func.coalesce(claims.c.claimant_id, claims.c.claimant)
    key = who + "~" + claims.c.category + "~" + func.coalesce(claims.c.subject, "")
    value = func.coalesce(claims.c.best, claims.c.low, claims.c.high)
    chosen = (
        select(
            key.label("id"),
            func.max(claims.c.claimant_id).label("claimant_id"),
            func.max(claims.c.claimant).label("claimant"),
            func.max(claims.c.category).label("category"),
            func.max(claims.c.subject).label("subject"),
            func.count().label("reports"),
            func.count(claims.c.document_id.distinct()).label("documents"),
            func.min(_DAY).label("first_day"),
            func.max(_DAY).label("last_day"),
            func.min(value).label("lowest"),
            func.max(value).label("highest"),
        )
        .where(_passing(scope), claims.c.cumulative == 1, claims.c.unit.is_(None), claims.c.category != "other")
        .where(key.is_not(None))
        .group_by(key)
    )
    return Listed(chosen, "id", "reports", True)


def _links(scope: Scope) -> Listed:
    chosen = select(
        links.c.id,
        links.c.kind,
        links.c.left,
        links.c.right,
        links.c.score,
        func.json_extract(links.c.json, "$.reasons").label("reasons"),
        links.c.decided_by,
        links.c.recorded_from,
        links.c.recorded_to,
        links.c.row,
    ).where(_time(links, scope))
    return Listed(chosen, "row", "kind")


def _lineage(scope: Scope) -> Listed:
    copy, origin = documents.alias("copy"), documents.alias("origin")
    chosen = (
        select(
            links.c.id,
            links.c.left.label("copy_id"),
            copy.c.title.label("copy"),
            copy.c.outlet.label("copy_outlet"),
            links.c.right.label("origin_id"),
            origin.c.title.label("origin"),
            origin.c.outlet.label("origin_outlet"),
            links.c.score,
            func.json_extract(links.c.json, "$.reasons").label("reasons"),
            links.c.decided_by,
            links.c.recorded_from,
            links.c.recorded_to,
            links.c.row,
        )
        .outerjoin_from(links, copy, and_(copy.c.document_id == links.c.left, copy.c.recorded_to.is_(None)))
        .outerjoin(origin, and_(origin.c.document_id == links.c.right, origin.c.recorded_to.is_(None)))
        .where(_time(links, scope), links.c.kind == LinkKind.COPY_OF.value)
    )
    return Listed(chosen, "row", "origin_id")


def _records(scope: Scope) -> Listed:
    return Listed(select(records).where(_time(records, scope)), "row", "as_of", True)


def _failures(scope: Scope) -> Listed:
    return Listed(select(failures).where(_time(failures, scope)), "row", "source")


_CLAIM_FACETS = tuple(
    "claimant party kind stance verification category event_type place equipment outlet day".split()
)  # fmt: skip

LISTINGS: dict[str, Listing] = {
    each.name: each
    for each in (
        Listing("claims", "Who claimed what, in whose words, on what evidence.", _claims, _CLAIM_FACETS),
        Listing("documents", "What was read.", _documents, ("outlet", "language", "day")),
        Listing("parties", "Who says it.", _parties, ("party",)),
        Listing("places", "Where it is said to have happened.", _places, ("country",)),
        Listing("pins", "Claims on the map, counted by place, side and kind.", _pins, ("party", "kind", "country")),
        Listing("equipment", "Weapons and platforms that claims name.", _equipment, ("class",)),
        Listing("series", "Running totals, claimant by claimant.", _series, ("claimant", "category", "subject")),
        Listing("lineage", "Which report is a copy of which.", _lineage, ("origin_outlet", "copy_outlet")),
        Listing("links", "Decisions about how rows belong together.", _links, ("kind", "decided_by")),
        Listing("records", "Claimants' own published series, copy by copy.", _records, ("record", "copy", "category")),
        Listing("failures", "What did not come in, and why.", _failures, ("stage", "outcome")),
    )
}  # fmt: skip
"""Listings by name."""
