"""How finely a name fixes where something is, and parts of countries and areas ("eastern Ukraine")."""

from __future__ import annotations

import re

import numpy as np

from attribune.catalog.gazetteer import ADMIN2, Gazetteer, Place
from attribune.model import Reference

__all__ = ["part_of", "precision_of"]

OPEN_WATER = re.compile(r"\b(?:Sea|Ocean|Gulf|Strait|Channel|Mandeb|Bay)\b")
LONG = {"north": "northern", "south": "southern", "east": "eastern", "west": "western"}
PARTS = frozenset({"country", "area"})


def precision_of(place: Place, *, near: bool = False) -> int:
    """UCDP's where-precision: 1 the place itself, 2 near it, 3 district, 4 region, 5 fuzzy area or line, 6 country,
    7 open water."""
    if place.kind in {"settlement", "site"}:
        return 2 if near else 1
    if place.kind == "region":
        return 3 if place.radius_km < 40 and place.admin1 is not None else 4
    if place.kind == "country":
        return 6
    if place.kind == "water":
        return 7 if OPEN_WATER.search(place.name) else 5
    return 5


def part_of(place: Place, compass: str, gazetteer: Gazetteer) -> Reference | None:
    """The part of a country or area that a compass point names; None where the words only say where a region lies
    ("eastern Donetsk region")."""
    direction = _adjective(compass)
    for hit in gazetteer.hits(f"{direction} {place.name}"):
        if hit.place.kind in {"area", place.kind} and hit.how != ADMIN2 and hit.place.country == place.country:
            return hit.place.reference(5)
    ours = place.kind == "region" and not place.id.startswith("gn:")
    if place.kind not in PARTS and not ours and place.name not in {"Gaza Strip", "West Bank"}:
        return None
    lat, lon, radius = _centre(place, direction, gazetteer)
    name = f"{direction} {place.name}"
    return Reference(
        f"{place.id}/{direction}", name, "area", place.country, lat, lon, radius_km=radius, where_precision=5
    )


def _adjective(compass: str) -> str:
    plain = compass.lower().replace("-", "")
    return next((plain.removesuffix(short) + long for short, long in LONG.items() if plain.endswith(short)), plain)


def _centre(place: Place, direction: str, gazetteer: Gazetteer) -> tuple[float | None, float | None, float]:
    """The middle of that third of a country, by its settlements; of an area its own centre."""
    if place.kind != "country" or place.country is None:
        return place.lat, place.lon, place.radius_km
    towns = gazetteer.settlements(place.country)
    for sides, column in ((("north", "south"), 0), (("east", "west"), 1)):
        if not len(towns):
            break
        low, high = np.quantile(towns[:, column], [1 / 3, 2 / 3])
        if sides[0] in direction:
            towns = towns[towns[:, column] >= high]
        elif sides[1] in direction:
            towns = towns[towns[:, column] <= low]
    if not len(towns):
        return place.lat, place.lon, place.radius_km
    lat, lon = towns[:, 0].mean(), towns[:, 1].mean()
    return round(float(lat), 2), round(float(lon), 2), round(place.radius_km * 0.6, 0)
