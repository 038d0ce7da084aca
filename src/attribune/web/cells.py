"""How single values look: figures with their qualifier, sides, cells of tables, the meaning of a claim."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeGuard
from urllib.parse import quote

from markupsafe import Markup

from attribune.model import Claim, Number, Qualifier, Quantity, Reference, TimeInterval

__all__ = ["cell", "figure", "hue", "meaning", "shown_columns"]

_WORDS = {
    Qualifier.ABOUT: "about {}",
    Qualifier.AT_LEAST: "at least {}",
    Qualifier.MORE_THAN: "more than {}",
    Qualifier.UP_TO: "up to {}",
    Qualifier.FEWER_THAN: "fewer than {}",
}
_HUES = {"UA": "0", "RU": "1", "US": "2", "IL": "0", "PS": "2", "SD": "5", "NATO": "4", "EU": "4", "GB": "3", "UN": "7"}
_SPARE = "34567"


def figure(quantity: Quantity) -> str:
    """A number as it was said: "at least 20", "12 to 18", "30,850"."""
    unit = "" if quantity.unit is None else f" {quantity.unit}"
    if quantity.qualifier is Qualifier.RANGE:
        return f"{_number(quantity.low)} to {_number(quantity.high)}{unit}"
    known = [number for number in (quantity.best, quantity.low, quantity.high) if number is not None]
    if quantity.vague and known:
        return f"{_number(known[0])} or more (vague){unit}"
    return _WORDS.get(quantity.qualifier, "{}").format(_number(known[0]) if known else "unknown") + unit


def _number(value: Number | None) -> str:
    return "unknown" if value is None else f"{value:,}"


def hue(code: str | None) -> str:
    """The colour of a side: the same on every page. The code stands beside it wherever it means anything."""
    if code is None:
        return "none"
    return _HUES.get(code) or _SPARE[zlib.crc32(code.encode()) % len(_SPARE)]


_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?")
_HIDDEN = frozenset({"row", "recorded_from", "recorded_to", "key", "id", "lat", "lon", "url", "source_id"})
_IDS = frozenset({"document_id", "claim_id", "copy_id", "origin_id", "claimant_id", "place_id"})
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "events": tuple("type place day sides states claims claimants documents contradictions".split()),
    "documents": tuple("title outlet day language claims".split()),
    "checks": tuple("verdict claimant category as_of best records reason document".split()),
    "series": tuple("claimant category subject reports first_day last_day lowest highest".split()),
    "audit": tuple("at by action subject scale old new why".split()),
}


def shown_columns(table: str, columns: Sequence[str]) -> tuple[str, ...]:
    """The columns of a listing that people read; JSON and CSV have all of them."""

    return _SHOWN.get(table) or tuple(column for column in columns if column not in _HIDDEN | _IDS)


_LINKS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("documents", "title"): ("/documents/", "id"),
    ("documents", "claims"): ("/claims?document_id=", "id"),
    ("parties", "name"): ("/claims?claimant=", "name"),
    ("places", "name"): ("/claims?place=", "name"),
    ("equipment", "name"): ("/claims?equipment__contains=", "name"),
    ("events", "type"): ("/events/", "id"),
    ("events", "place"): ("/events/", "id"),
    ("series", "category"): ("/series/", "id"),
    ("checks", "verdict"): ("/claims/", "claim_id"),
    ("checks", "document"): ("/documents/", "document_id"),
    ("lineage", "copy"): ("/lineage/", "copy_id"),
    ("lineage", "origin"): ("/documents/", "origin_id"),
    ("audit", "subject"): ("/claims/", "subject"),
}
"""Where a cell of a table leads: an address, and the column whose value ends it."""


def cell(table: str, column: str, row: Mapping[str, Any]) -> object:
    """A cell as people read it, with a link where there is more to see."""
    value = row[column]
    shown: object = _shown(value)
    moment = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if moment is not None:
        words = " ".join(filter(None, moment.groups())).replace(" Z", " UTC").replace(" +00:00", " UTC")
        shown = Markup('<span class="date">{}</span>').format(words)
    if isinstance(value, list) and all(map(_is_copy, value)):
        copies = (Markup('<span class="date">{}</span>').format(_shown(each)) for each in value)
        shown = Markup("<br>").join(copies)
    target = _LINKS.get((table, column))
    if target is None or row.get(target[1]) is None:
        return shown
    href = target[0] + quote(str(row[target[1]]), safe="~:")
    return Markup('<a href="{}">{}</a>').format(href, shown or "untitled")


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_shown(each) for each in value)
    if _is_copy(value):
        return f"{value['copy']} {'–' if value['value'] is None else _shown(value['value'])}"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(each)}" for key, each in value.items())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value).replace("_", " ")


def _is_copy(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict) and value.keys() == {"copy", "value"}


def meaning(claim: Claim) -> Iterable[tuple[str, str]]:
    """Labels and values of everything that a claim is understood to say."""
    pairs: tuple[tuple[str, str | None], ...] = (
        ("Status", claim.status.value.replace("_", " ")),
        ("Style", claim.style.value if claim.style is not None else None),
        ("Figure", figure(claim.quantity.value) if claim.quantity is not None else None),
        ("Counts", claim.category.replace("_", " ") if claim.category is not None else None),
        ("Of", claim.subject),
        ("Running total", None if claim.cumulative is None else "yes" if claim.cumulative else "no"),
        ("Period", _interval(claim.period)),
        ("Event", claim.event_type.replace("_", " ") if claim.event_type is not None else None),
        ("Who acts", _name(claim.actor)),
        ("On whom", _name(claim.target)),
        ("Where", _place(claim.place)),
        ("When", _interval(claim.time)),
        ("With", ", ".join(each.name for each in claim.equipment) or None),
        ("Offsets", "; ".join(f"{span.start}–{span.end}" for span in claim.spans)),
    )
    return [(label, value) for label, value in pairs if value is not None]


def _name(reference: Reference | None) -> str | None:
    return reference.name if reference is not None else None


def _place(reference: Reference | None) -> str | None:
    if reference is None:
        return None
    parts = [reference.name, reference.country, f"±{reference.radius_km:g} km" if reference.radius_km else None]
    return ", ".join(part for part in parts if part) + (" (ambiguous)" if reference.candidates else "")


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def _interval(interval: TimeInterval | None) -> str | None:
    if interval is None:
        return None
    first, last = interval.start, interval.end
    if first == last and first is not None:
        words = _day(first)
    else:
        ends = (f"from {_day(first)}" if first else "", f"to {_day(last)}" if last else "")
        words = " ".join(filter(None, ends))
    return f"{words} ({interval.precision.value.replace('_', ' ')}, {interval.basis.value.replace('_', ' ')})"
