"""Claims as GeoJSON (RFC 7946): one point a claim, with its precision; claims without a place have no geometry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from attribune.export.claims import Recorded, claim_record
from attribune.model import Document

__all__ = ["feature", "geojson_lines"]

Json = dict[str, Any]


def feature(stored: Recorded, document: Document | None) -> Json:
    """One claim as a GeoJSON feature. `radius_km` says how far off the point may be."""
    record = claim_record(stored, document)
    place = stored.claim.place
    lat, lon = record.pop("lat"), record.pop("lon")
    precision = {
        "radius_km": place.radius_km if place is not None else None,
        "where_precision": place.where_precision if place is not None else None,
    }
    point = {"type": "Point", "coordinates": [lon, lat]} if lat is not None and lon is not None else None
    return {"type": "Feature", "id": stored.claim.id, "geometry": point, "properties": {**record, **precision}}


def geojson_lines(rows: Iterable[tuple[Recorded, Document | None]]) -> Iterator[str]:
    """A feature collection piece by piece, one feature in memory at a time."""
    yield '{"type":"FeatureCollection","features":[\n'
    comma = ""
    for stored, document in rows:
        yield comma + json.dumps(feature(stored, document), ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"
