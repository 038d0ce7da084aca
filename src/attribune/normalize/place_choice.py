"""Which place a name means: candidates that fit, and how well each fits what the text says."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from attribune.catalog.gazetteer import ADMIN1, ADMIN2, ALIAS, PRIMARY, PROVINCES, Gazetteer, Hit, Place
from attribune.catalog.placenames import name_key
from attribune.normalize.place_mentions import Mention

__all__ = ["Context", "candidates", "contains", "distance", "inside", "prior", "ranked_places", "resolve"]

SMALL_REGION = 60.0  # km: a region of this radius holds what lies within it, whatever its governorates are called
REACH_DEGREES = 1.8  # of latitude: 200 km
SIZE = 1.5  # how much a step of ten in population counts against what the text says


@dataclass
class Context:
    """What the text says of where it is set."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: set[str] = field(default_factory=set)  # names of admin-1 regions
    settled: dict[str, Place] = field(default_factory=dict)  # key → place that the text itself explained
    towns: tuple[tuple[str, Place], ...] = ()  # (key, settlement or site) as first read, to judge nearness by
    nearness: dict[tuple[str, str], float] = field(default_factory=dict)  # (place, key) → what its company adds
    kin: dict[tuple[str | None, str], set[str]] = field(default_factory=dict)  # region → keys of the towns read in it

    def meet(self, chosen: Mapping[str, Place]) -> None:
        """Let the places of a first reading speak for those near them in a second."""
        self.towns = tuple(
            (key.split("|")[0], place) for key, place in chosen.items() if place.kind in {"settlement", "site"}
        )
        self.nearness.clear()
        self.kin.clear()
        for key, place in self.towns:
            if place.admin1 is not None:
                self.kin.setdefault((place.country, place.admin1), set()).add(key)

    def relatives(self, place: Place, key: str) -> int:
        """How many other towns of the text lie in the place's region, or in the region that it is."""
        region = place.name if place.kind == "region" and place.admin1 is None else place.admin1 or ""
        return len(self.kin.get((place.country, region), set()) - {key})

    def share(self, country: str | None) -> float:
        """The part of the text's country words that are of this country, 0 to 1."""
        total = sum(self.countries.values())
        return self.countries[country] / total if country and total else 0.0


def candidates(mention: Mention, gazetteer: Gazetteer) -> tuple[Hit, ...]:
    """The hits that fit the kind that the words name."""
    hits = mention.hits
    if mention.kind == "region":
        regions = tuple(hit for hit in hits if hit.place.kind in {"region", "area"} and hit.how != ADMIN2)
        states = tuple(
            hit for hit in hits if hit.place.kind == "country" and hit.how == PRIMARY
        )  # "the state of Israel"
        provinces = tuple(hit for hit in hits if hit.how == ADMIN2 and hit.place.country in PROVINCES)
        return (
            (*regions, *provinces)
            or states
            or tuple(_region_of(hit, gazetteer) for hit in hits if _region_of(hit, gazetteer) is not hit)
        )
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


def prior(hit: Hit) -> float:
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


def _score(hit: Hit, mention: Mention, context: Context, gazetteer: Gazetteer) -> float:
    """How well the place fits the mention; only differences between candidates matter."""
    place, key = hit.place, name_key(mention.name)
    share = context.share(place.country)
    score = SIZE * prior(hit) + 2.0 * share
    score += 1.0 if place.country and context.countries[place.country] else 0.0
    elsewhere = share == 0 and max(map(context.share, context.countries), default=0) > 0.6
    if gazetteer.sense(key) == place.id:
        score += 0.0 if elsewhere and place.kind == "country" else 2.5
    if elsewhere and place.kind == "country":
        score -= 1.5
    if place.admin1 in context.regions or (place.kind == "region" and place.name in context.regions):
        score += 1.0
    score += min(2.0, 0.7 * context.relatives(place, key))
    if mention.container and _held(mention, gazetteer):
        score += 20.0 if inside(place, mention.container, gazetteer) else -6.0
    if hit.how == ADMIN1 and mention.kind is None and _namesake(place, mention):
        score -= 4.0
    if any(_alike(place, mate) for mate in mention.mates):
        score += 2.5
    settled = context.settled.get(key)
    if settled is not None and settled.id == place.id and not mention.container:
        score += 8.0
    return score + _company(place, key, context)


def _held(mention: Mention, gazetteer: Gazetteer) -> bool:
    """True if a place of that very name lies in the container; else the comma may only part the items of a list."""
    return any(hit.how != ALIAS and inside(hit.place, mention.container or "", gazetteer) for hit in mention.hits)


def _alike(place: Place, mate: Mention) -> bool:
    """True if the list's other name is, of all it may be, best known as the same kind of place in the same country."""
    best = max(mate.hits, key=prior, default=None)
    return best is not None and (best.place.kind, best.place.country) == (place.kind, place.country)


def _namesake(region: Place, mention: Mention) -> bool:
    """True if a town of the same name and some size lies in the region: the bare name is the town's."""
    return any(
        hit.place.kind == "settlement"
        and (hit.place.country, hit.place.admin1) == (region.country, region.name)
        and hit.place.population > max(5_000, 0.01 * region.population)
        and (hit.how == PRIMARY or hit.place.population > 100_000)
        for hit in mention.hits
    )


def inside(place: Place, container: str, gazetteer: Gazetteer) -> bool:
    """True if a country, region or area of that name holds the place."""
    return any(hit.how != ADMIN2 and contains(hit.place, place) for hit in gazetteer.hits(container))


def contains(holder: Place, place: Place) -> bool:
    """True if the country, region or area holds the place."""
    if holder.country != place.country or holder.kind not in {"country", "region", "area"}:
        return False
    if holder.kind == "country" or holder.name == place.admin1:
        return True
    by_distance = holder.kind == "area" or holder.radius_km <= SMALL_REGION or place.admin1 is None
    return by_distance and distance(place, holder) <= holder.radius_km


def _company(place: Place, key: str, context: Context) -> float:
    """Up to 2 for a place that has other places of the text close by."""
    if place.lat is None or place.kind == "country":
        return 0.0
    if (place.id, key) not in context.nearness:
        near = (distance(place, other) for name, other in context.towns if name != key and _in_reach(place, other))
        nearest = min(near, default=math.inf)
        context.nearness[place.id, key] = (
            2.0 if nearest < 40 else 1.0 if nearest < 80 else 0.5 if nearest < 200 else 0.0
        )
    return context.nearness[place.id, key]


def _in_reach(left: Place, right: Place) -> bool:
    """False for what lies too far north or south to be company: most of the world, and cheap to say."""
    return left.lat is not None and right.lat is not None and abs(left.lat - right.lat) < REACH_DEGREES


def distance(left: Place, right: Place) -> float:
    """Kilometres between two places, near enough for choosing; infinite where one has no point."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return math.inf
    mean = math.radians((left.lat + right.lat) / 2)
    east = (left.lon - right.lon + 180.0) % 360.0 - 180.0
    return 111.2 * math.hypot(left.lat - right.lat, east * math.cos(mean))


def resolve(believed: list[Mention], context: Context, gazetteer: Gazetteer) -> dict[str, Place]:
    """Key → place. Mentions that the text explains ("Paris, Texas") come first and speak for the bare ones."""
    chosen: dict[str, Place] = {}
    for mention in sorted(believed, key=lambda m: (m.container is None, m.kind is None, m.start)):
        ranked = ranked_places(mention, context, gazetteer)
        if not ranked:
            continue
        place = ranked[0][1]
        mention.hits = tuple(sorted(mention.hits, key=lambda hit: hit.place.id != place.id))
        key = name_key(mention.name)
        if mention.container and place.kind == "settlement":
            context.settled.setdefault(key, place)
        chosen.setdefault(f"{key}|{mention.kind or ''}|{mention.container or ''}", place)
    return chosen


def ranked_places(mention: Mention, context: Context, gazetteer: Gazetteer) -> list[tuple[float, Place]]:
    """The places that the mention may mean with their scores, the best first."""
    best: dict[str, tuple[float, Place]] = {}
    for hit in candidates(mention, gazetteer):
        score = _score(hit, mention, context, gazetteer)
        if hit.place.id not in best or best[hit.place.id][0] < score:
            best[hit.place.id] = (score, hit.place)
    return sorted(best.values(), key=lambda pair: (-pair[0], pair[1].id))
