"""The address of a listing to what is asked: Datasette's parameters, and a few of ours.

`column=value` and `column__operator=value` filter; `_search`, `_sort`, `_sort_desc`, `_size`, `_next`, `_facet`,
`_facet_size`, `_nocount`, `_shape` and `_nl` are Datasette's. Ours: `_by`, `_about`, `_place` take names and aliases,
`_since` and `_until` days, `_bbox` a box on the map, `changed_since` and `_as_of` recorded moments.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from starlette.datastructures import QueryParams

from attribune.store import ClaimFilter, PartyFilter
from attribune.store.browse import Browser, Query
from attribune.store.listings import Box, Scope, looked_up
from attribune.store.operators import Condition, ListingError
from attribune.web.names import party_filter
from attribune.web.settings import PlacePrecision, WebConfig

__all__ = ["SHAPES", "Asked", "as_of", "asked"]

SHAPES = ("objects", "arrays", "array", "arrayfirst", "object")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?Z?)?")
_SPECIAL = frozenset(
    "_search _sort _sort_desc _size _next _facet _facet_size _nocount _shape _nl _by _about _place _since _until _bbox "
    "_as_of changed_since _layer".split()
)
_OF_CLAIMS = ("_by", "_about", "_place", "_since", "_until", "_bbox")
_MOST_FACETS = 12
_WITHHELD = frozenset({"lat", "lon", "place", "place_id"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: rows to start from, what to do with them, and how they should look."""

    scope: Scope
    query: Query
    shape: str
    lines: bool
    search: str | None


def as_of(params: QueryParams) -> str | None:
    """The recorded moment to look at. A day stands for its end."""
    value = params.get("_as_of")
    if value is None or value == "":
        return None
    return f"{_moment('_as_of', value)}T99" if len(value) == 10 else _moment("_as_of", value)


def asked(
    params: QueryParams, browser: Browser, config: WebConfig, *, whole: bool = False, of_claims: bool = True
) -> Asked:
    """What the address asks of a listing; `whole` for exports, which have no page. ListingError says what is wrong.

    Listings `of_claims` are narrowed by who, where and when; others are searched as they stand.
    """
    if not of_claims and (narrowed := next((key for key in _OF_CLAIMS if params.get(key)), None)) is not None:
        raise ListingError(f"this listing has no parameter {narrowed!r}", "filter by its columns, or ask /claims")
    unknown = [key for key in params if key.startswith("_") and key not in _SPECIAL]
    if unknown:
        raise ListingError(f"no parameter {unknown[0]!r}", f"choose one of {', '.join(sorted(_SPECIAL))}")
    if any("\x00" in part for pair in params.multi_items() for part in pair):
        raise ListingError("the address holds a null character", "leave it out: no report has one")
    shape = params.get("_shape") or "objects"
    if shape not in SHAPES:
        raise ListingError(f"no shape {shape!r}", f"choose one of {', '.join(SHAPES)}")
    changed = params.get("changed_since") or None
    scope = Scope(
        as_of=as_of(params),
        changed_since=None if changed is None else _moment("changed_since", changed),
        facets=_facets(params, browser) if of_claims else ClaimFilter(),
        box=_box(params.get("_bbox")),
    )
    descending = bool(params.get("_sort_desc"))
    query = Query(
        where=tuple(_conditions(params)),
        sort=params.get("_sort_desc") or params.get("_sort") or None,
        descending=descending,
        size=_whole_size(params) if whole else _size(params, config),
        after=None if whole else params.get("_next") or None,
        facets=() if whole else tuple(dict.fromkeys(filter(None, params.getlist("_facet"))))[:_MOST_FACETS],
        facet_size=_number("_facet_size", params.get("_facet_size"), 30, 200),
        count=params.get("_nocount") in (None, "", "0"),
        words=None if of_claims else _words(params),
    )
    if config.place_precision is PlacePrecision.REGION:
        _check_coarse(query)
    return Asked(
        looked_up(browser.connection, scope),
        query,
        shape,
        params.get("_nl") in ("on", "1"),
        _words(params),
    )


def _words(params: QueryParams) -> str | None:
    """What is searched for; a field with nothing but spaces is an empty one."""
    return (params.get("_search") or "").strip() or None


def _check_coarse(query: Query) -> None:
    """Filters, orders and counts must not tell what the rows withhold."""
    asked_for = {condition.column for condition in query.where} | set(query.facets) | {query.sort}
    if withheld := asked_for & _WITHHELD:
        raise ListingError(f"{min(map(str, withheld))} is withheld here", "this server gives places by region only")


def _conditions(params: QueryParams) -> list[Condition]:
    """Filters on columns. A filter without a value (an untouched field of a form) is none, but `isnull` needs none."""
    found = []
    for key, value in params.multi_items():
        if key in _SPECIAL or key.startswith("_"):
            continue
        column, _, operator = key.partition("__")
        if value == "" and operator not in ("isnull", "notnull", "isblank", "notblank"):
            continue
        found.append(Condition(column, operator or "exact", value))
    return found


def _facets(params: QueryParams, browser: Browser) -> ClaimFilter:
    return ClaimFilter(
        by=_named(params, "_by", browser.claimants, "party"),
        about=_named(params, "_about", browser.claimants, "party"),
        place=_named(params, "_place", browser.places, "place"),
        since=_date(params, "_since"),
        until=_date(params, "_until"),
        search=_words(params),
    )


def _named(params: QueryParams, key: str, known: Callable[[], tuple[object, ...]], what: str) -> PartyFilter | None:
    value = params.get(key)
    return party_filter(value, known(), what) if value else None  # type: ignore[arg-type]


def _date(params: QueryParams, key: str) -> date | None:
    value = params.get(key)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ListingError(f"{key}: {value!r} is no day", "write it as 2022-07-06") from error


def _moment(key: str, value: str) -> str:
    if not _MOMENT.fullmatch(value):
        raise ListingError(f"{key}: {value!r} is no moment", "write it as 2022-07-06T14:05:00Z, in UTC")
    return value


def _box(value: str | None) -> Box | None:
    if not value:
        return None
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError as error:
        raise ListingError(f"_bbox: {value!r} is no box", "write west,south,east,north in degrees") from error
    if not all(map(math.isfinite, (west, south, east, north))):
        raise ListingError(f"_bbox: {value!r} is no box", "write west,south,east,north in degrees")
    return Box(west, south, east, north)


def _size(params: QueryParams, config: WebConfig) -> int:
    value = params.get("_size")
    if value == "max":
        return config.max_page_size
    return _number("_size", value, config.page_size, config.max_page_size)


def _whole_size(params: QueryParams) -> int | None:
    """Exports are whole unless a size is asked for."""
    value = params.get("_size")
    return None if value in (None, "", "max") else _number("_size", value, 0, 2**31)


def _number(key: str, value: str | None, default: int, most: int) -> int:
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value[:12]) > most:
        raise ListingError(f"{key}: {value!r} is not a number up to {most}", f"leave it out for {default}")
    return int(value)
