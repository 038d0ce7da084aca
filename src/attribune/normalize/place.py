"""Places: which names of a text are places, and which places they are.

Two questions, kept apart. Whether a name is a place here is decided by the words around it and by how well known it is
(`_believed`): a small town needs evidence, a capital does not. Which place it is, is decided by what the text says of
its kind and container, by the countries and regions that the text is about, by the other places in it, and last by size
(`_score`). A name that stays ambiguous keeps its candidates. Every standalone mention is returned, not only the first.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from attribune.catalog import Catalog
from attribune.catalog.gazetteer import ADMIN1, ADMIN2, ALIAS, PRIMARY, Gazetteer, Hit, Place
from attribune.catalog.party import Form
from attribune.catalog.placenames import name_key
from attribune.model import Document, Mentions, PlaceReading, Reference, Slot, Span
from attribune.normalize.place_area import part_of, precision_of
from attribune.normalize.place_evidence import weigh
from attribune.normalize.place_mentions import Mention, Scan, scan_places
from attribune.normalize.place_words import load_place_words

__all__ = ["find_places", "first_mentions"]

WELL_KNOWN = 5.25  # log10 of the population from which a name alone is believed (about 180,000)
SIZE = 1.5  # how much a step of ten in population counts against what the text says
TIE = 1.0  # candidates within this score of the best are kept
INTRODUCED = re.compile(r", (?:an? [a-z]|who |\d{1,2}\b)")
BODIES = frozenset({"outlet", "agency", "ngo", "monitor", "armed_group", "company", "movement", "person"})


@dataclass
class _Context:
    """What the text says of where it is set."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: set[str] = field(default_factory=set)  # names of admin-1 regions
    settled: dict[str, Place] = field(default_factory=dict)  # key → place that the text itself explained
    resolved: dict[str, Place] = field(default_factory=dict)

    def share(self, country: str | None) -> float:
        """The part of the text's country words that are of this country, 0 to 1."""
        total = sum(self.countries.values())
        return self.countries[country] / total if country and total else 0.0


def find_places(
    document: Document, mentions: Mentions, catalog: Catalog, language: str = "en"
) -> tuple[PlaceReading, ...]:
    """The places that a document names, in text order, each mention with its place.

    Adjectives ("Ukrainian"), the names of bodies ("Bank of Spain") and of people are none. Nothing is read from
    boilerplate.
    """
    gazetteer = catalog.places
    starts = [span.start for span in mentions.sentences]
    scan = scan_places(document.text, gazetteer, load_place_words(language), starts)
    weigh(scan)
    _block_parties(scan, catalog)
    live = [m for m in scan.mentions if m.blocked is None and not document.is_boilerplate(Span(m.start, m.end))]
    context = _context_of(scan, live)
    believed = _believed_mentions(live, scan, context)
    context.resolved = _resolve(believed, context, gazetteer, {})
    final = _resolve(believed, context, gazetteer, dict(context.resolved))
    readings = [_reading(mention, final, context, scan) for mention in believed]
    where = [
        (mention.start, reading.value.value.country)
        for mention, reading in zip(believed, readings, strict=True)
        if reading
    ]
    readings += [_rescued(mention, context, scan, _nearest(mention, where)) for mention in live if not mention.hits]
    found = sorted((reading for reading in readings if reading is not None), key=lambda reading: reading.value.span)
    return tuple(found)


def first_mentions(readings: Iterable[PlaceReading]) -> tuple[PlaceReading, ...]:
    """One reading a place: the first."""
    seen: dict[tuple[str | None, str], PlaceReading] = {}
    for reading in readings:
        seen.setdefault((reading.value.value.id, reading.value.value.name), reading)
    return tuple(seen.values())


def _block_parties(scan: Scan, catalog: Catalog) -> None:
    """A name inside the name of a person, outlet or armed group is not the place."""
    for match in catalog.parties.find(scan.text):
        if match.form not in {Form.NAME, Form.SHORT, Form.TITLE}:
            continue
        kinds = {party.kind for party in map(catalog.parties.get, match.ids) if party is not None}
        for mention in scan.mentions:
            if mention.end <= match.span.start or mention.start >= match.span.end or mention.evidence == 3:
                continue
            larger = match.span.end - match.span.start > mention.end - mention.start
            country = any(hit.place.kind == "country" for hit in mention.hits)
            if kinds and kinds <= BODIES and (larger or not country):
                mention.blocked = mention.blocked or "party"


def _context_of(scan: Scan, live: list[Mention]) -> _Context:
    context = _Context()
    for token in scan.tokens:
        if token.capital and (code := scan.gazetteer.adjective(token.text)):
            context.countries[code] += 0.5  # type: ignore[assignment]
    for mention in live:
        countries = [hit.place for hit in mention.hits if hit.place.kind == "country" and hit.how == PRIMARY]
        others = [hit.place for hit in mention.hits if hit.place.population > 300_000 and hit.how in {PRIMARY, ADMIN1}]
        if countries and all(place.country == countries[0].country for place in others):
            context.countries[countries[0].country or ""] += 1
        elif len({place.country for place in others}) == 1 and not countries:
            context.countries[others[0].country or ""] += 0.4  # type: ignore[assignment]
        if mention.kind == "region" or (others and all(place.kind == "region" for place in others)):
            context.regions.update(hit.place.name for hit in mention.hits if _is_region(hit))
        if mention.container:
            holders = scan.gazetteer.hits(mention.container)
            context.regions.update(hit.place.name for hit in holders if _is_region(hit))
    return context


def _is_region(hit: Hit) -> bool:
    return hit.place.kind == "region" and hit.how != ADMIN2


def _believed_mentions(live: list[Mention], scan: Scan, context: _Context) -> list[Mention]:
    believed = [mention for mention in live if mention.hits and _believed(mention, scan, context)]
    sure = {name_key(mention.name) for mention in believed if mention.evidence >= 2}
    again = [
        mention for mention in live
        if mention.hits and mention not in believed and name_key(mention.name) in sure
        and name_key(mention.name) not in scan.gazetteer.common
    ]  # fmt: skip
    return sorted(believed + again, key=lambda mention: mention.start)


def _believed(mention: Mention, scan: Scan, context: _Context) -> bool:
    """True if the name is taken for a place: well known, or small with words around it that speak for a place."""
    if mention.label is not None:
        return True
    hits = _candidates(mention, scan.gazetteer)
    if not hits:
        return False
    key, single = name_key(mention.name), mention.after - mention.first == 1
    if any(hit.place.kind == "country" and hit.how == PRIMARY for hit in hits):
        return key != "car" or "central african republic" in scan.text.lower()
    best = max(_prior(hit) for hit in hits)
    doubtful = (single and key in scan.words.given_names) or key in scan.gazetteer.common or (
        single and mention.name.lower() in scan.lower
    )  # fmt: skip
    if doubtful:
        lead = scan.opening[mention.first] or mention.article
        return mention.evidence == 3 or (mention.evidence == 2 and best >= 4.0 and not lead)
    if _introduced(mention, scan, context, hits):
        return False
    ours = any(not hit.place.id.startswith("gn:") or scan.gazetteer.sense(key) == hit.place.id for hit in hits)
    if best >= WELL_KNOWN or ours:
        return True
    if all(hit.how == ALIAS for hit in hits):
        return mention.evidence >= 2 and any(context.share(hit.place.country) > 0.1 for hit in hits)
    if mention.article and mention.evidence < 3:
        return False
    if mention.evidence >= 2:
        return True
    home = max((context.share(hit.place.country) for hit in hits if hit.how != ALIAS), default=0.0)
    return home >= 0.2 and best >= 3.3 and len(key) >= 5 and not _speaks(mention, scan)


def _introduced(mention: Mention, scan: Scan, context: _Context, hits: tuple[Hit, ...]) -> bool:
    """True for "Salem, a nurse" in a text that is not about the country of any Salem."""
    strange = all(context.share(hit.place.country) == 0 for hit in hits)
    return strange and mention.evidence == 0 and bool(INTRODUCED.match(scan.text, mention.end))


def _speaks(mention: Mention, scan: Scan) -> bool:
    following = scan.token(mention.after)
    return following is not None and following.lower in scan.words.saying


def _candidates(mention: Mention, gazetteer: Gazetteer) -> tuple[Hit, ...]:
    """The hits that fit the kind that the words name."""
    hits = mention.hits
    if mention.kind == "region":
        regions = tuple(hit for hit in hits if hit.place.kind in {"region", "area"} and hit.how != ADMIN2)
        return regions or tuple(_region_of(hit, gazetteer) for hit in hits if _region_of(hit, gazetteer) is not hit)
    if mention.kind == "district":
        districts = tuple(hit for hit in hits if hit.place.kind == "region")
        return districts or tuple(hit for hit in hits if hit.place.kind == "settlement")
    if mention.kind == "settlement":
        return tuple(hit for hit in hits if hit.place.kind in {"settlement", "site"}) or _bare(hits)
    return _bare(hits)


def _bare(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Districts go by their bare name only in Britain ("Kent")."""
    return tuple(
        hit for hit in hits
        if hit.how != ADMIN2 or (hit.place.country == "GB" and hit.place.population > 300_000)
    )  # fmt: skip


def _region_of(hit: Hit, gazetteer: Gazetteer) -> Hit:
    """The region around a settlement that it gives its name to: "Kharkov region" by way of Kharkiv."""
    if hit.place.kind != "settlement" or hit.place.admin1 is None:
        return hit
    for region in gazetteer.hits(hit.place.name):
        if region.how == ADMIN1 and region.place.name == hit.place.admin1:
            return Hit(region.place, ALIAS)
    return hit


def _prior(hit: Hit) -> float:
    """How well known the place is, about the scale of log10 of a population."""
    place = hit.place
    if place.kind == "country":
        return 8.0
    if place.kind in {"area", "water", "site"}:
        return 6.5
    if place.kind == "region" and place.population == 0:
        return 6.0
    size = math.log10(place.population + 10)
    size -= 0.7 if place.kind == "region" else 0.0
    return size - (1.2 if hit.how == ALIAS else 0.0)


def _score(hit: Hit, mention: Mention, context: _Context, gazetteer: Gazetteer, others: Mapping[str, Place]) -> float:
    """How well the place fits the mention; only differences between candidates matter."""
    place, key = hit.place, name_key(mention.name)
    score = SIZE * _prior(hit) + 2.0 * context.share(place.country)
    score += 1.0 if place.country and context.countries[place.country] else 0.0
    elsewhere = context.share(place.country) == 0 and max(map(context.share, context.countries), default=0) > 0.6
    if gazetteer.sense(key) == place.id:
        score += 0.0 if elsewhere and place.kind == "country" else 2.5
    if elsewhere and place.kind == "country":
        score -= 1.5
    if place.admin1 in context.regions or (place.kind == "region" and place.name in context.regions):
        score += 1.0
    if mention.container:
        score += 20.0 if _inside(place, mention.container, gazetteer) else -6.0
    if hit.how == ADMIN1 and mention.kind is None and _namesake(place, mention):
        score -= 4.0
    if any(_alike(place, mate) for mate in mention.mates):
        score += 2.5
    settled = context.settled.get(key)
    if settled is not None and settled.id == place.id and not mention.container:
        score += 8.0
    return score + _company(place, key, others)


def _alike(place: Place, mate: Mention) -> bool:
    """True if the list's other name is, of all it may be, best known as the same kind of place in the same country."""
    best = max(mate.hits, key=_prior, default=None)
    return best is not None and (best.place.kind, best.place.country) == (place.kind, place.country)


def _namesake(region: Place, mention: Mention) -> bool:
    """True if a town of the same name and some size lies in the region: the bare name is the town's."""
    return any(
        hit.place.kind == "settlement"
        and hit.place.admin1 == region.name
        and hit.place.population > max(5_000, 0.01 * region.population)
        and (hit.how == PRIMARY or hit.place.population > 100_000)
        for hit in mention.hits
    )


def _inside(place: Place, container: str, gazetteer: Gazetteer) -> bool:
    for hit in gazetteer.hits(container):
        if hit.place.kind == "country" and hit.place.country == place.country:
            return True
        if hit.place.kind == "region" and hit.how != ADMIN2 and hit.place.name == place.admin1:
            return hit.place.country == place.country
    return False


def _company(place: Place, key: str, others: Mapping[str, Place]) -> float:
    """Up to 1 for a place that has other places of the text close by."""
    if place.lat is None or place.kind == "country":
        return 0.0
    near = [
        _distance(place, other)
        for name, other in others.items()
        if name != key and other.kind in {"settlement", "site"} and other.lat is not None
    ]
    nearest = min(near, default=math.inf)
    return 1.0 if nearest < 80 else 0.5 if nearest < 200 else 0.0


def _distance(left: Place, right: Place) -> float:
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return math.inf
    mean = math.radians((left.lat + right.lat) / 2)
    east = (left.lon - right.lon + 180.0) % 360.0 - 180.0
    return 111.2 * math.hypot(left.lat - right.lat, east * math.cos(mean))


def _resolve(
    believed: list[Mention], context: _Context, gazetteer: Gazetteer, others: Mapping[str, Place]
) -> dict[str, Place]:
    """Key → place. Mentions that the text explains ("Paris, Texas") come first and speak for the bare ones."""
    chosen: dict[str, Place] = {}
    for mention in sorted(believed, key=lambda m: (m.container is None, m.kind is None, m.start)):
        ranked = _ranked(mention, context, gazetteer, others)
        if not ranked:
            continue
        place = ranked[0][1]
        mention.hits = tuple(sorted(mention.hits, key=lambda hit: hit.place.id != place.id))
        key = name_key(mention.name)
        if mention.container and place.kind == "settlement":
            context.settled.setdefault(key, place)
        chosen.setdefault(f"{key}|{mention.kind or ''}|{mention.container or ''}", place)
    return chosen


def _ranked(
    mention: Mention, context: _Context, gazetteer: Gazetteer, others: Mapping[str, Place]
) -> list[tuple[float, Place]]:
    best: dict[str, tuple[float, Place]] = {}
    for hit in _candidates(mention, gazetteer):
        score = _score(hit, mention, context, gazetteer, {name.split("|")[0]: place for name, place in others.items()})
        if hit.place.id not in best or best[hit.place.id][0] < score:
            best[hit.place.id] = (score, hit.place)
    return sorted(best.values(), key=lambda pair: (-pair[0], pair[1].id))


def _reading(mention: Mention, final: Mapping[str, Place], context: _Context, scan: Scan) -> PlaceReading | None:
    ranked = _ranked(mention, context, scan.gazetteer, final)
    if not ranked:
        return None
    score, place = ranked[0]
    rivals = tuple(
        other.id
        for points, other in ranked[1:6]
        if score - points < TIE and _distance(place, other) > 50 and mention.kind is None
    )
    start, reference = mention.start, place.reference(precision_of(place, near=mention.near))
    if mention.compass is not None and mention.compass_start is not None:
        part = part_of(place, mention.compass, scan.gazetteer)
        if part is not None:
            start, reference = mention.compass_start, part
    if mention.near and reference.radius_km is not None:
        reference = replace(reference, radius_km=max(25.0, reference.radius_km))
    if rivals:
        reference = replace(reference, candidates=(place.id, *rivals))
    if mention.container and not _inside(place, mention.container, scan.gazetteer) and place.kind == "settlement":
        reference = _somewhere_in(mention, scan.gazetteer) or reference
    span = Span(start, mention.end)
    return PlaceReading(Slot(reference, span.of(scan.text), span))


def _somewhere_in(mention: Mention, gazetteer: Gazetteer) -> Reference | None:
    """A town that the gazetteer lacks, in the region that the text names: as near as that region's centre."""
    for hit in gazetteer.hits(mention.container or ""):
        place = hit.place
        if place.kind == "region" and hit.how != ADMIN2:
            return Reference(
                None, mention.name, "settlement", place.country, place.lat, place.lon,
                radius_km=place.radius_km, where_precision=4,
            )  # fmt: skip
    return None


def _nearest(mention: Mention, where: list[tuple[int, str | None]]) -> str | None:
    """The country of the place named nearest to the mention."""
    return min(where, key=lambda pair: abs(pair[0] - mention.start), default=(0, None))[1]


def _rescued(mention: Mention, context: _Context, scan: Scan, nearest: str | None) -> PlaceReading | None:
    """A name that the gazetteer lacks: another romanisation, a slip of one letter, or a place we cannot locate."""
    if mention.evidence < 2 or (mention.kind is None and name_key(mention.name) in scan.gazetteer.common):
        return None
    if mention.article or "plural-after" in mention.names or scan.text[mention.end : mention.end + 2] in {"' ", "’ "}:
        return None
    span = Span(mention.start, mention.end)
    wanted = {"settlement", "region"} if mention.kind is None else {mention.kind}
    about = [country for country, _ in context.countries.most_common(3)]
    for country in dict.fromkeys([nearest, *about] if nearest else about):
        if mention.kind is None and country != (nearest or about[0]):
            continue
        respelled = [hit.place for hit in scan.gazetteer.respelled(mention.name, country) if hit.how != ALIAS]
        slips = () if respelled else scan.gazetteer.misspelled(mention.name, country)
        for place in sorted([*respelled, *slips], key=lambda place: -place.population):
            if place.kind in wanted and (mention.evidence == 3 or place.population > 5000):
                return PlaceReading(Slot(place.reference(precision_of(place, near=mention.near)), mention.name, span))
    if mention.kind != "settlement" or mention.evidence < 3:
        return None
    home = nearest or (about[0] if about else None)
    return PlaceReading(Slot(Reference(None, mention.name, "settlement", home), mention.name, span))
