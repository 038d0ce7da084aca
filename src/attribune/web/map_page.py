"""The map: claims counted at the places they name. Leaflet draws it where scripts run, this module elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup, escape

from attribune.store.browse import Browser, Query, rows
from attribune.store.browse import page as page_of
from attribune.store.listings import LISTINGS, Scope
from attribune.store.operators import Condition, ListingError
from attribune.web.api import json_response
from attribune.web.basemap import Ring, basemap_json, load_basemap
from attribune.web.cells import hue
from attribune.web.desk import Desk, desk_of
from attribune.web.facets import chips, data_links, kept_fields
from attribune.web.params import asked
from attribune.web.render import page
from attribune.web.rows import opened

__all__ = ["Pin", "drawn_map", "router"]

router = APIRouter(include_in_schema=False)

_WIDTH, _HEIGHT = 900.0, 560.0
_LISTED = 100  # places in the list beside the map
_FIELDS = ("_since", "_until", "party", "kind", "_search")


@dataclass(frozen=True, slots=True)
class Pin:
    """A place with the number of claims of each side and kind."""

    key: str
    name: str
    country: str | None
    lat: float
    lon: float
    radius_km: float | None
    claims: int
    sides: Mapping[str, int]
    kinds: Mapping[str, int]
    first_day: str | None
    last_day: str | None

    @property
    def side(self) -> str | None:
        """The side with the most claims; None where nobody's is larger than the unattributed."""
        code = max(self.sides, key=lambda each: (self.sides[each], each))
        return code or None


@router.get("/basemap.json")
def basemap(request: Request) -> Response:
    """Land and borders; 404 where the assets were not installed."""
    del request
    found = basemap_json()
    if found is None:
        return json_response({"ok": False, "error": "the basemap is not installed"}, status=404)
    return Response(found, media_type="application/json", headers={"cache-control": "max-age=86400"})


@router.get("/map.json")
def map_json(request: Request) -> Response:
    """The pins of the map with the days that there are claims of."""
    desk = desk_of(request)
    with desk.browser(request) as browser:
        pins = _pins(browser, desk, request)
        days = _days(browser)
    return json_response({"ok": True, "pins": [_as_json(pin) for pin in pins], "days": days})


@router.get("/map")
def map_page(request: Request) -> Response:
    """The map with its list of places."""
    desk = desk_of(request)
    with desk.browser(request) as browser:
        pins = _pins(browser, desk, request)
        days = _days(browser)
    exact = desk.config.place_precision.value == "exact"
    return page(
        request, "map.html", pins=pins[:_LISTED], more=max(0, len(pins) - _LISTED), drawn=drawn_map(pins), days=days,
        chips=chips(request), has_basemap=load_basemap() is not None, exact=exact, kept=kept_fields(request, _FIELDS),
        total=sum(pin.claims for pin in pins), data=data_links(request, "/claims", "geojson", "json", "csv"),
    )  # fmt: skip


def _pins(browser: Browser, desk: Desk, request: Request) -> list[Pin]:
    wanted = asked(request.query_params, browser, desk.config, whole=True)
    allowed = {"party", "kind", "country"}
    if other := [each.column for each in wanted.query.where if each.column not in allowed]:
        raise ListingError(f"the map has no filter {other[0]!r}", f"choose one of {', '.join(sorted(allowed))}")
    listed = LISTINGS["pins"].listed(wanted.scope)
    found = rows(browser.connection, listed, Query(where=wanted.query.where))
    return _gathered(opened(found, desk.config.place_precision))


def _gathered(found: Iterable[Mapping[str, Any]]) -> list[Pin]:
    """Rows by place, side and kind as one pin a place."""
    by_place: dict[tuple[object, ...], list[Mapping[str, Any]]] = {}
    for row in found:
        by_place.setdefault((row["name"], row["lat"], row["lon"]), []).append(row)
    pins = []
    for (_, lat, lon), parts in by_place.items():
        sides: dict[str, int] = {}
        kinds: dict[str, int] = {}
        for part in parts:
            sides[part["party"] or ""] = sides.get(part["party"] or "", 0) + part["claims"]
            kinds[part["kind"]] = kinds.get(part["kind"], 0) + part["claims"]
        first, days = parts[0], [part[key] for part in parts for key in ("first_day", "last_day") if part[key]]
        pins.append(
            Pin(
                key=str(first["place_key"]), name=str(first["name"] or first["country"] or "withheld"),
                country=first["country"], lat=float(str(lat)), lon=float(str(lon)), radius_km=first["radius_km"],
                claims=sum(sides.values()), sides=sides, kinds=kinds,
                first_day=min(days, default=None), last_day=max(days, default=None),
            )
        )  # fmt: skip
    return sorted(pins, key=lambda pin: (-pin.claims, pin.name))


def _days(browser: Browser) -> list[str]:
    """The days that claims with a place are about, for the slider."""
    listed = LISTINGS["claims"].listed(Scope(as_of=browser.as_of))
    asked_for = Query(where=(Condition("lat", "notnull", "1"),), size=0, facets=("day",), facet_size=5000, count=False)
    values = page_of(browser.connection, listed, asked_for).facets[0].values
    return sorted(str(each.value) for each in values if each.value is not None)


def _as_json(pin: Pin) -> dict[str, object]:
    return {
        "key": pin.key,
        "name": pin.name,
        "country": pin.country,
        "lat": pin.lat,
        "lon": pin.lon,
        "radius_km": pin.radius_km,
        "claims": pin.claims,
        "side": pin.side,
        "hue": hue(pin.side),
        "sides": dict(pin.sides),
        "kinds": dict(pin.kinds),
    }


def drawn_map(pins: Sequence[Pin]) -> Markup | None:
    """The map as a drawing, for readers without scripts and for print: the box around the pins, land, circles."""
    if not pins:
        return None
    west, south, east, north = _box(pins)
    scale_x, scale_y = _WIDTH / (east - west), _HEIGHT / (north - south)

    def at(lon: float, lat: float) -> str:
        return f"{(lon - west) * scale_x:.0f},{(north - lat) * scale_y:.0f}"

    parts = [f'<svg class="map-drawn" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" role="group" aria-label="Map of claims">']
    base = load_basemap()
    if base is not None:
        for name, rings in (("land", base.land), ("border", base.borders), ("disputed", base.disputed)):
            seen = [ring for ring in rings if _touches(ring, west, south, east, north)]
            path = "".join("M" + "L".join(_thinned(at(*point) for point in ring)) for ring in seen)
            parts.append(f'<path class="{name}" d="{path}"/>')
    for pin in reversed(pins):
        x, y = at(pin.lon, pin.lat).split(",")
        size = 4 + 2.2 * min(pin.claims, 100) ** 0.5
        label = f"{pin.name}: {pin.claims} claims"
        parts.append(
            f'<a href="/claims?place={escape(pin.name)}"><circle class="pin edge-{hue(pin.side)}" cx="{x}" cy="{y}" '
            f'r="{size:.1f}"><title>{escape(label)}</title></circle></a>'
        )
    return Markup("\n".join([*parts, "</svg>"]))


def _thinned(points: Iterable[str]) -> Iterator[str]:
    """The points without those that fall on the one before: a coast has ten of them to a pixel."""
    last = None
    for point in points:
        if point != last:
            yield point
        last = point


def _box(pins: Sequence[Pin]) -> tuple[float, float, float, float]:
    """A box around the pins with a margin, in the shape of the drawing."""
    lons, lats = [pin.lon for pin in pins], [pin.lat for pin in pins]
    wide = max(max(lons) - min(lons), 4.0) * 1.15
    high = max(max(lats) - min(lats), 2.5) * 1.15
    wide, high = max(wide, high * _WIDTH / _HEIGHT), max(high, wide * _HEIGHT / _WIDTH)
    x, y = (max(lons) + min(lons)) / 2, (max(lats) + min(lats)) / 2
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _touches(ring: Ring, west: float, south: float, east: float, north: float) -> bool:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(xs) >= west and min(xs) <= east and max(ys) >= south and min(ys) <= north
