"""Names that the gazetteer lacks: other romanisations, slips of a letter, villages in lists, sites at towns."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from attribune.catalog.gazetteer import ADMIN2, ALIAS, Gazetteer, Place
from attribune.catalog.placenames import name_key
from attribune.model import PlaceReading, Reference, Slot, Span
from attribune.normalize.place_area import precision_of
from attribune.normalize.place_choice import Context
from attribune.normalize.place_features import unlisted_feature
from attribune.normalize.place_mentions import Mention, Scan

__all__ = ["rescued", "somewhere_in", "unlisted_site"]

BESIDE = 200  # characters within which another place says where an unknown village roughly is
ROUGH_KM = 30.0
OWN_SPELLING = frozenset("US GB IE CA AU NZ".split())  # names there are not romanised: other letters are other names
FAR_KM = 250.0
SITE = re.compile(
    r" (?:(?:international|regional|military|civil|civilian|train|railway|road|rail) )?"
    r"(bridge|airport|airbase|airfield|dam|refinery|prison|oil depot|power plant|border crossing)\b"
)


def rescued(mention: Mention, context: Context, scan: Scan, located: Sequence[PlaceReading]) -> PlaceReading | None:
    """The place of a name without hits; None where the words around do not speak for one.

    A village that stays unknown has no id. It is put where the place named beside it is, with a wide radius, if any is.
    """
    if mention.evidence < 2 or (mention.kind is None and name_key(mention.name) in scan.gazetteer.common):
        return None
    if "feature" in mention.names:
        near = _nearest(mention, located, scan.text)
        return unlisted_feature(mention, near, next(iter(context.countries), None))
    plural = "plural-after" in mention.names and mention.kind != "settlement"
    if (
        (mention.article and mention.kind != "site")
        or plural
        or scan.text[mention.end : mention.end + 2] in {"' ", "’ "}
    ):
        return None
    near = _nearest(mention, located, scan.text)
    if mention.kind == "site" and near is not None:
        return unlisted_site(mention, near, scan)
    span = Span(mention.start, mention.end)
    place = _respelled(mention, context, scan, near)
    if place is not None:
        return PlaceReading(Slot(place.reference(precision_of(place, near=mention.near)), mention.name, span))
    if mention.kind != "settlement" or mention.evidence < 3:
        return None
    home = near.country if near is not None else next(iter(context.countries), None)
    reference = Reference(None, mention.name, "settlement", home)
    if near is not None and near.kind in {"settlement", "site"} and _gap(mention, located) <= BESIDE:
        reference = replace(reference, lat=near.lat, lon=near.lon, radius_km=ROUGH_KM, where_precision=2)
    return PlaceReading(Slot(reference, mention.name, span))


def somewhere_in(mention: Mention, gazetteer: Gazetteer) -> Reference | None:
    """A town that the gazetteer lacks, in the region that the text names: as near as that region's centre."""
    for hit in gazetteer.hits(mention.container or ""):
        place = hit.place
        if place.kind == "region" and hit.how != ADMIN2:
            return Reference(
                None, mention.name, "settlement", place.country, place.lat, place.lon,
                radius_km=place.radius_km, where_precision=4,
            )  # fmt: skip
    return None


def unlisted_site(mention: Mention, town: Reference, scan: Scan) -> PlaceReading | None:
    """A site that is named after a town ("Boryspil airport"), at that town; None where no site's noun follows."""
    match = SITE.match(scan.text, mention.end)
    if match is None or town.kind != "settlement" or mention.kind not in {None, "site"}:
        return None
    span = Span(mention.start, match.end())
    name = span.of(scan.text)
    reference = Reference(
        None,
        name,
        "site",
        town.country,
        town.lat,
        town.lon,
        radius_km=max(10.0, town.radius_km or 0),
        where_precision=2,
    )
    return PlaceReading(Slot(reference, name, span))


def _respelled(mention: Mention, context: Context, scan: Scan, near: Reference | None) -> Place | None:
    """The known place that the name is another spelling of; never far from the place named beside it."""
    wanted = {"settlement", "region"} if mention.kind is None else {mention.kind}
    about = [country for country, _ in context.countries.most_common(3)]
    first = near.country if near is not None and near.country else (about[0] if about else None)
    for country in dict.fromkeys([first, *about]):
        if country is None or (mention.kind is None and country != first):
            continue
        found = [hit.place for hit in scan.gazetteer.respelled(mention.name, country) if hit.how != ALIAS]
        spelt = country in OWN_SPELLING and mention.kind is None  # "Allergan" is no slip for Allegan, Michigan
        for place in found or (() if spelt else scan.gazetteer.misspelled(mention.name, country)):
            known = mention.evidence == 3 or (place.population > 5000 and len(mention.name) >= 7)
            if place.kind in wanted and known and not _far(place, near):
                return place
    return None


def _far(place: Place, near: Reference | None) -> bool:
    if near is None or near.lat is None or near.lon is None or place.lat is None or place.lon is None:
        return False
    if near.kind not in {"settlement", "site", "region"}:
        return False
    mean = math.radians((place.lat + near.lat) / 2)
    return 111.2 * math.hypot(place.lat - near.lat, (place.lon - near.lon) * math.cos(mean)) > FAR_KM


def _nearest(mention: Mention, located: Sequence[PlaceReading], text: str) -> Reference | None:
    """The place named nearest to the mention in the text, a town rather than its country."""
    towns = [reading for reading in located if reading.value.value.kind in {"settlement", "site"}]
    if towns and _gap(mention, towns) <= BESIDE:
        located = towns
    best = min(located, key=lambda reading: _apart(mention, reading, text), default=None)
    return best.value.value if best is not None else None


def _apart(mention: Mention, reading: PlaceReading, text: str) -> int:
    """How far apart two names stand, in characters; the end of a sentence between them counts as many more."""
    first, second = sorted((mention.start, reading.value.span.start))
    return second - first + (BESIDE if re.search(r"[.!?\n]\s", text[first:second]) else 0)


def _gap(mention: Mention, located: Sequence[PlaceReading]) -> int:
    return min((abs(reading.value.span.start - mention.start) for reading in located), default=BESIDE + 1)
