"""The basemap: land and borders from world-atlas (Natural Earth, public domain), with the borders policy applied.

Policy (docs/map-policy.md): borders are Natural Earth's, drawn faintly; disputed lines are dashed, whoever holds the
ground. Natural Earth draws Crimea in Russia: here it is Ukraine's (General Assembly resolution 68/262), with the line
across the isthmus dashed. A border on the map says nothing about any claim.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["Basemap", "basemap_json", "load_basemap"]

_FILE = Path(__file__).parent / "static" / "vendor" / "world-atlas" / "countries-50m.json"

Point = tuple[float, float]
Ring = tuple[Point, ...]
_CRIMEA = (32.3, 44.3, 36.8, 46.3)  # west, south, east, north: the one Russian polygon within is Crimea
_DISPUTED = frozenset({"W. Sahara", "Kosovo", "N. Cyprus", "Somaliland", "Palestine", "Siachen Glacier"})
"""Territories whose borders are drawn dashed all round, by their names in world-atlas."""

_DISPUTED_LINES = ({"Ukraine", "Crimea"}, {"Israel", "Syria"})
"""Single lines that are dashed: the isthmus of Crimea; on the Golan, the line of 1974."""


@dataclass(frozen=True, slots=True)
class Basemap:
    """Rings of land, lines between countries, and disputed lines, as longitude and latitude."""

    land: tuple[Ring, ...]
    borders: tuple[Ring, ...]
    disputed: tuple[Ring, ...]


@cache
def load_basemap() -> Basemap | None:
    """The basemap of the installed assets; None where they were not installed."""
    if not _FILE.is_file():
        return None
    topology = json.loads(_FILE.read_text(encoding="utf-8"))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    land = tuple(
        _ring(ring, arcs)
        for shape in topology["objects"]["land"]["geometries"]
        for polygon in _polygons(shape)
        for ring in polygon
    )
    borders, disputed = _lines(topology["objects"]["countries"]["geometries"], arcs)
    return Basemap(land, borders, disputed)


@cache
def basemap_json() -> str | None:
    """The basemap as the map page fetches it: coordinates of land rings, borders and disputed lines."""
    found = load_basemap()
    if found is None:
        return None
    layers = {"land": found.land, "borders": found.borders, "disputed": found.disputed}
    return json.dumps(
        {name: [[[round(x, 3), round(y, 3)] for x, y in ring] for ring in rings] for name, rings in layers.items()},
        separators=(",", ":"),
    )


def _decoded(arc: Sequence[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> Ring:
    """An arc's points: TopoJSON gives the first in a grid and each further one as a step."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        points.append((x * kx + dx, y * ky + dy))
    return tuple(points)


def _polygons(shape: Mapping[str, Any]) -> list[list[list[int]]]:
    if shape["type"] == "Polygon":
        return [shape["arcs"]]
    return list(shape["arcs"]) if shape["type"] == "MultiPolygon" else []


def _ring(indexes: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """The points of a ring of arcs; ~i is arc i backwards."""
    points: list[Point] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return tuple(points)


def _lines(shapes: Sequence[Mapping[str, Any]], arcs: Sequence[Ring]) -> tuple[tuple[Ring, ...], tuple[Ring, ...]]:
    """The arcs between two countries: plain borders, and disputed lines."""
    owners: dict[int, set[str]] = {}
    for name, polygon in _owned(shapes, arcs):
        for ring in polygon:
            for index in ring:
                owners.setdefault(index if index >= 0 else ~index, set()).add(name)
    borders: list[Ring] = []
    disputed: list[Ring] = []
    for index, names in sorted(owners.items()):
        if len(names) < 2:
            continue
        contested = names & _DISPUTED or names in _DISPUTED_LINES
        (disputed if contested else borders).append(arcs[index])
    return tuple(borders), tuple(disputed)


def _owned(shapes: Sequence[Mapping[str, Any]], arcs: Sequence[Ring]) -> Iterator[tuple[str, list[list[int]]]]:
    """Every polygon with whose it is, Crimea by itself."""
    west, south, east, north = _CRIMEA
    for shape in shapes:
        name = str(shape["properties"]["name"])
        for polygon in _polygons(shape):
            ring = _ring(polygon[0], arcs)
            inside = name == "Russia" and all(west < x < east and south < y < north for x, y in ring)
            yield ("Crimea" if inside else name), polygon
