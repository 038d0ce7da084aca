"""Listings: pages of flat rows from a ledger, filtered, sorted, counted by facet, for screens and for programs.

A listing is a SELECT with one column that identifies a row; everything that can be asked of it (filters, sort, next
page, facets) is put around that SELECT here, in one place. Pages follow on from the last row seen, not from an offset:
a page stays right while documents come in, and the thousandth costs what the first does.
"""

from __future__ import annotations

import base64
import binascii
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    Text,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.exc import OperationalError

from attribune.errors import AttribuneError
from attribune.model import Claim, Link
from attribune.model.codec import loads
from attribune.store.operators import Condition, ListingError, bindable, condition_on, contains, fits
from attribune.store.protocols import StoredClaim
from attribune.store.sql import SqlStore
from attribune.store.tables import claims, documents, links, records
from attribune.store.view import SqlView

__all__ = [
    "Browser",
    "Facet",
    "FacetValue",
    "Listed",
    "Page",
    "Query",
    "SlowQueryError",
    "browse",
    "limited",
    "page",
    "prepare",
    "rows",
]

Row = Mapping[str, Any]
Column = ColumnElement[Any]
_CHUNK = 500  # rows in memory at a time while streaming
_TOGETHER = 3  # counts from which finding the rows once and keeping them pays, measured on 100,000 claims
_STEPS = 5_000  # SQLite virtual machine steps between two looks at the clock


class SlowQueryError(AttribuneError):
    """A query that took longer than this server lets a query take."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of a listing. `size` None: all of it; `after` is the `next` of an earlier page."""

    where: tuple[Condition, ...] = ()
    sort: str | None = None
    descending: bool = False
    size: int | None = None
    after: str | None = None
    facets: tuple[str, ...] = ()
    facet_size: int = 30
    count: bool = True
    words: str | None = None  # each has to stand in some text column of the row


@dataclass(frozen=True, slots=True)
class Listed:
    """A SELECT as a listing: `key` is the column that tells rows apart, `sort` the order where none is asked for.

    `bare` is the same SELECT without its conditions, where rows can be looked up by `key`: a page then sorts keys, and
    fetches whole only the rows that it shows. `total` is the number of rows where that is known already.
    """

    select: Select[Any]
    key: str
    sort: str
    descending: bool = False
    bare: Select[Any] | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a column with the number of rows that have it."""

    value: str | int | float | None
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """The commonest values of a column; `truncated` if there are more."""

    column: str
    values: tuple[FacetValue, ...]
    truncated: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a listing in order, the token of the next page, how many rows there are in all, and the facets."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    next: str | None
    count: int | None
    facets: tuple[Facet, ...] = ()


class Browser(SqlView):
    """A view that can be listed."""

    @property
    def connection(self) -> Connection:
        """The read transaction of this view."""
        return self._connection

    @property
    def as_of(self) -> str | None:
        """The recorded moment that is looked at; None: now."""
        return self._as_of

    def stored(self, row_numbers: Sequence[int]) -> tuple[StoredClaim, ...]:
        """The claims of these rows of the listing `claims`, whole, in the order asked for."""
        query = select(claims.c.row, claims.c.json, claims.c.recorded_from, claims.c.recorded_to)
        found = {
            row["row"]: StoredClaim(loads(Claim, row["json"]), row["recorded_from"], row["recorded_to"])
            for row in self._connection.execute(query.where(claims.c.row.in_(row_numbers))).mappings()
        }
        return tuple(found[row] for row in row_numbers if row in found)

    def links_of(self, ids: Sequence[str]) -> tuple[Link, ...]:
        """Current links with one of these at either end, by kind and ends."""
        ends = or_(links.c.left.in_(ids), links.c.right.in_(ids))
        query = select(links.c.json).where(self._current(links), ends)
        ordered = query.order_by(links.c.kind, links.c.left, links.c.right)
        return tuple(loads(Link, found) for found in self._connection.execute(ordered).scalars())

    def version(self) -> str:
        """Changes with every write that can change what is worked out from claims, records and links."""
        last = [select(func.max(table.c.row)).scalar_subquery() for table in (documents, claims, records, links)]
        closed = select(func.max(claims.c.recorded_to)).scalar_subquery()
        return "-".join(str(value) for value in self._connection.execute(select(*last, closed)).one())


def prepare(store: SqlStore) -> None:
    """Tell SQLite how many rows there are of what, where the ledger can be written: it chooses indexes by that."""
    if store._engine.dialect.name != "sqlite":
        return
    with store._engine.connect() as connection:
        try:
            connection.exec_driver_sql("PRAGMA analysis_limit = 1000")  # a sample is enough
            connection.exec_driver_sql("ANALYZE claims")
            connection.commit()
        except OperationalError:
            return  # a ledger that is read-only or busy is served without


@contextmanager
def browse(store: SqlStore, as_of: str | None = None, *, seconds: float | None = None) -> Iterator[Browser]:
    """The ledger at one moment. No query of it may take longer than `seconds`: SlowQueryError."""
    with store._engine.connect() as connection, connection.begin(), limited(connection, seconds):
        yield Browser(connection, as_of)


@contextmanager
def limited(connection: Connection, seconds: float | None) -> Iterator[None]:
    """Stops a query on this connection when the time is up: the clock of SQLite runs from here, PostgreSQL's from the
    beginning of each query."""
    if seconds is None:
        yield
        return
    postgres = connection.dialect.name == "postgresql"
    raw: Any = connection.connection.driver_connection
    end = time.monotonic() + seconds
    if postgres:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(1, int(seconds * 1000))}")
    else:
        raw.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        yield
    except OperationalError as error:
        if not any(said in str(error.orig) for said in ("interrupted", "statement timeout")):
            raise
        raise SlowQueryError(f"the query took longer than {seconds:g} s", "ask for less: add a filter") from error
    finally:
        if not postgres:
            raw.set_progress_handler(None, 0)


def page(connection: Connection, listed: Listed, query: Query) -> Page:
    """One page. ListingError where the question names a column, operator or page that there is not."""
    table = listed.select.subquery("listed")
    _check_columns(table, query)
    passing = _passing(table, query)
    ordered = _ordered(table, listed, query).where(passing)
    if query.size is not None:
        ordered = ordered.limit(query.size + 1)
    bare = listed.bare if query.size else None
    found = _all(connection, ordered) if bare is None else _fetched(connection, table, listed.key, bare, ordered)
    more = query.size is not None and len(found) > query.size
    shown = found[: query.size] if more else found
    known = listed.total if not query.where and not query.words else None
    count, facets = _counted(connection, table, passing, query, known)
    return Page(
        columns=tuple(table.c.keys()),
        rows=tuple(shown),
        next=_token(shown[-1], listed, query) if more and shown else None,
        count=count,
        facets=facets,
    )


def rows(connection: Connection, listed: Listed, query: Query) -> Iterator[Row]:
    """Every row that passes, in order, a few hundred in memory at a time."""
    table = listed.select.subquery("listed")
    _check_columns(table, query)
    statement = _ordered(table, listed, query).where(_passing(table, query))
    if query.size is not None:
        statement = statement.limit(query.size)
    result = connection.execute(statement, execution_options={"yield_per": _CHUNK})
    names = tuple(result.keys())
    for row in result:
        yield dict(zip(names, row, strict=True))


def _check_columns(table: Subquery, query: Query) -> None:
    asked = [condition.column for condition in query.where] + list(query.facets)
    for column in [*asked, query.sort] if query.sort is not None else asked:
        if column not in table.c:
            raise ListingError(f"no column {column!r}", f"choose one of {', '.join(table.c.keys())}")


def _all(connection: Connection, statement: Select[Any]) -> list[Row]:
    result = connection.execute(statement)
    names = tuple(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result]


def _fetched(
    connection: Connection, table: Subquery, name: str, bare: Select[Any], ordered: Select[Any]
) -> list[Row]:  # fmt: skip
    """The rows in order by way of their keys: it is sorting whole rows, to show fifty of them, that takes time."""
    keys = list(connection.execute(ordered.with_only_columns(table.c[name], maintain_column_froms=True)).scalars())
    key = bare.selected_columns[name]
    rows_by_key: dict[Any, Row] = {}
    for at in range(0, len(keys), _CHUNK):
        rows_by_key |= {row[name]: row for row in _all(connection, bare.where(key.in_(keys[at : at + _CHUNK])))}
    return [rows_by_key[each] for each in keys]


def _passing(table: Subquery, query: Query) -> ColumnElement[bool]:
    """Every condition, and every word in some text column."""
    texts = [column for column in table.c if isinstance(column.type, Text)]
    words = [or_(*(contains(column, word) for column in texts)) for word in (query.words or "").split()]
    return and_(true(), *(condition_on(table, condition) for condition in query.where), *words)


def _ordered(table: Subquery, listed: Listed, query: Query) -> Select[Any]:
    """The rows in order, from the one after `query.after`. Unknown (NULL) is the smallest value."""
    name, descending = _order(listed, query)
    column, key = table.c[name], table.c[listed.key]
    first = column.desc().nulls_last() if descending else column.asc().nulls_first()
    statement = select(table).order_by(first, key.asc())
    if query.after is None:
        return statement
    value, last = _read_token(query.after)
    if not (fits(column, value) and fits(key, last)):
        raise ListingError("the page token is of another order", "start from the first page")
    later = key > last
    if value is None:
        return statement.where(and_(column.is_(None), later) if descending else or_(column.is_not(None), later))
    beyond = or_(column < value, column.is_(None)) if descending else column > value
    return statement.where(or_(beyond, and_(column == value, later)))


def _order(listed: Listed, query: Query) -> tuple[str, bool]:
    return (listed.sort, listed.descending) if query.sort is None else (query.sort, query.descending)


def _token(row: Row, listed: Listed, query: Query) -> str:
    seen = [row[_order(listed, query)[0]], row[listed.key]]
    return base64.urlsafe_b64encode(json.dumps(seen, ensure_ascii=False).encode()).decode().rstrip("=")


def _read_token(token: str) -> tuple[Any, Any]:
    try:
        seen = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise ListingError("the page token is not one of ours", "start from the first page") from error
    if not isinstance(seen, list) or len(seen) != 2 or not all(bindable(value) for value in seen) or seen[1] is None:
        raise ListingError("the page token is not one of ours", "start from the first page")
    return seen[0], seen[1]


def _counted(
    connection: Connection, table: Subquery, passing: Column, query: Query, known: int | None
) -> tuple[int | None, tuple[Facet, ...]]:  # fmt: skip
    """How many rows there are, where that is asked, and the facets.

    Several counts are taken in one statement from rows that were found once. Values of one statement have one type, so
    columns that are no text are counted apart.
    """
    together = [name for name in query.facets if isinstance(table.c[name].type, Text)]
    if len(together) + query.count < _TOGETHER:
        together = []
    found = {name: _facet(connection, table, passing, name, query) for name in query.facets if name not in together}
    if not together:
        return _count(connection, table, passing, known) if query.count else None, tuple(found.values())
    hits = select(*(table.c[name] for name in together)).where(passing).cte("hits").prefix_with("MATERIALIZED")
    parts = [_values(literal(name), hits.c[name], query).select_from(hits) for name in together]
    everything = select(literal("").label("facet"), cast(null(), Text).label("value"), func.count().label("number"))
    arms = [select(part.subquery(f"facet_{at}")) for at, part in enumerate(parts)]
    values: dict[str, list[FacetValue]] = {name: [] for name in ("", *together)}
    for facet, value, number in connection.execute(union_all(everything.select_from(hits), *arms)):
        values[facet].append(FacetValue(value, number))
    found |= {name: _shortened(name, values[name], query) for name in together}
    return (values[""][0].count if query.count else None), tuple(found[name] for name in query.facets)


def _count(connection: Connection, table: Subquery, passing: Column, known: int | None) -> int:
    if known is not None:
        return known
    return int(connection.execute(select(func.count()).select_from(table).where(passing)).scalar_one())


def _facet(connection: Connection, table: Subquery, passing: Column, name: str, query: Query) -> Facet:
    statement = _values(literal(name), table.c[name], query).where(passing)
    values = [FacetValue(value, count) for _, value, count in connection.execute(statement)]
    return _shortened(name, values, query)


def _values(name: Column, column: Column, query: Query) -> Select[Any, Any, int]:
    """The values of a column with their counts, commonest first, one more than are shown."""
    number = func.count().label("number")
    chosen = select(name.label("facet"), column.label("value"), number).group_by(column)
    return chosen.order_by(number.desc(), column.asc().nulls_first()).limit(query.facet_size + 1)


def _shortened(name: str, values: Sequence[FacetValue], query: Query) -> Facet:
    """The union of several facets keeps each one's order, but promises none."""
    ordered = sorted(values, key=lambda each: (-each.count, each.value is not None, each.value))
    return Facet(name, tuple(ordered[: query.facet_size]), len(values) > query.facet_size)
