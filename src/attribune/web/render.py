"""Pages from templates: one environment, escaping on, and the small words that every page needs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from attribune.catalog import load_catalog
from attribune.version import __version__
from attribune.web.cells import cell, figure, hue, meaning, shown_columns

__all__ = ["category_label", "environment", "page", "wants_json", "with_params"]

_DATA = (".json", ".csv", ".jsonl", ".geojson", ".jsonld", ".md", ".txt")


def wants_json(request: Request) -> bool:
    """True if the answer goes to a program: an address with a data suffix, the API, or an Accept without HTML."""
    path = request.url.path
    if path.endswith(_DATA) or path.startswith("/api/") or path == "/healthz":
        return True
    accept = request.headers.get("accept", "*/*")
    return "application/json" in accept and "text/html" not in accept


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A template as an answer."""
    reviewer = getattr(request.state, "reviewer", None)
    given = {"request": request, "path": request.url.path, "reviewer": reviewer, **values}
    return HTMLResponse(environment().get_template(template).render(given), status)


def with_params(request: Request, *, without: tuple[str, ...] = (), **changes: str | None) -> str:
    """This address with some parameters set (or, for None, dropped); paging starts over."""
    gone = {*without, *changes, "_next"}
    pairs = [(key, value) for key, value in request.query_params.multi_items() if key not in gone]
    pairs += [(key, value) for key, value in changes.items() if value is not None]
    return f"{request.url.path}?{urlencode(pairs)}" if pairs else request.url.path


@cache
def environment() -> Environment:
    """The templates of this package; a name that a template misspells is an error, not an empty string."""
    env = Environment(
        loader=PackageLoader("attribune.web"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.filters |= {"number": _number, "day": _day, "slug": _slug_words, "path": _path, "side": _side}
    env.filters["moment"] = _moment
    env.globals |= {"version": __version__, "with_params": with_params, "category": category_label, "figure": figure}
    env.globals |= {"hue": hue, "cell": cell, "shown_columns": shown_columns, "meaning": meaning, "reasons": json.loads}
    return env


def _number(value: object) -> str:
    """30850 as 30,850."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return f"{value:,}" if isinstance(value, int | float) else ""


def _day(value: object) -> str:
    """2022-07-06 as 6 July 2022; anything else as it is."""
    try:
        on = value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    except ValueError:
        return "" if value is None else str(value)
    return f"{on.day} {on:%B %Y}"


def _moment(value: object) -> str:
    """2022-07-06T14:05:33.000000Z as 6 July 2022, 14:05."""
    text = str(value)
    return f"{_day(text)}, {text[11:16]}" if len(text) > 16 else _day(text)


def _slug_words(value: object) -> str:
    """territory_change as "territory change"."""
    return "" if value is None else str(value).replace("_", " ")


def _path(value: object) -> str:
    """A value as one segment of an address."""
    return quote(str(value), safe="~:")


@cache
def category_label(slug: str | None) -> str:
    """The label of a category of figures."""
    if slug is None:
        return ""
    found = load_catalog().categories.get(slug)
    return found.label if found is not None else slug.replace("_", " ")


@cache
def _sides() -> Mapping[str, str]:
    return {code: country.name for code, country in load_catalog().parties.countries.items()}


def _side(code: str | None) -> str:
    """The name of a side."""
    return "no side" if code is None else _sides().get(code, code)
