"""Facets and filters as links: every choice is an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi import Request

from attribune.store.browse import Facet, Page
from attribune.web.render import with_params

__all__ = ["Chip", "Choice", "FacetGroup", "chips", "data_links", "facet_groups", "next_link"]

_SPECIAL = {
    "_search": "words", "_by": "by", "_about": "about", "_place": "place", "_since": "since", "_until": "until",
    "_bbox": "map box", "_as_of": "as of", "changed_since": "changed since",
}  # fmt: skip
_UNSHOWN = frozenset(
    {"_size", "_next", "_sort", "_sort_desc", "_facet", "_facet_size", "_nocount", "_shape", "_nl", "_layer"}
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: what it is called, how many rows have it, where choosing (or dropping) it leads."""

    label: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """The choices of one column."""

    column: str
    choices: tuple[Choice, ...]
    truncated: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the address without it."""

    label: str
    value: str
    href: str


def facet_groups(request: Request, page: Page) -> tuple[FacetGroup, ...]:
    """The facets of a page as links."""
    return tuple(_group(request, facet) for facet in page.facets if len(facet.values) > 1 or _chosen(request, facet))


def _chosen(request: Request, facet: Facet) -> bool:
    return any(key in request.query_params for key in (facet.column, f"{facet.column}__isnull"))


def _group(request: Request, facet: Facet) -> FacetGroup:
    blank = f"{facet.column}__isnull"
    choices = []
    for each in facet.values:
        key, value = (blank, "1") if each.value is None else (facet.column, str(each.value))
        chosen = value in request.query_params.getlist(key)
        href = with_params(request, without=(facet.column, blank), **({} if chosen else {key: value}))
        label = "none" if each.value is None else value.replace("_", " ")
        choices.append(Choice(label, each.count, href, chosen))
    return FacetGroup(facet.column, tuple(choices), facet.truncated)


def chips(request: Request) -> tuple[Chip, ...]:
    """Every filter of this address, each with the address without it."""
    found = []
    for key in dict.fromkeys(request.query_params):
        if key in _UNSHOWN or not any(request.query_params.getlist(key)):
            continue
        label = _SPECIAL.get(key) or key.replace("__", " ").replace("_", " ")
        value = ", ".join(each.replace("_", " ") for each in request.query_params.getlist(key))
        found.append(Chip(label, value, with_params(request, without=(key,))))
    return tuple(found)


def next_link(request: Request, token: str | None) -> str | None:
    """The address of the next page."""
    return None if token is None else str(request.url.include_query_params(_next=token))


def data_links(request: Request, path: str, *forms: str) -> tuple[tuple[str, str], ...]:
    """Label and address of this view as data: JSON, CSV …"""
    kept = [key for key in request.query_params if key in ("_next", "_facet", "_layer")]
    query = with_params(request, without=tuple(kept)).partition("?")[2]
    return tuple((_FORMS[form], f"{path}.{form}" + (f"?{query}" if query else "")) for form in forms)


_FORMS: Mapping[str, str] = {
    "json": "JSON", "csv": "CSV", "jsonl": "JSON Lines", "geojson": "GeoJSON", "jsonld": "JSON-LD", "txt": "Text",
    "md": "Markdown",
}  # fmt: skip


def kept_fields(request: Request, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The parameters that a form must carry along because it has no field for them."""
    shown = {*names, "_next"}
    return tuple((key, value) for key, value in request.query_params.multi_items() if key not in shown)
