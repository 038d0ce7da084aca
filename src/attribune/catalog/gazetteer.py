"""The gazetteer: places by name. Reads the arrays that `tools/catalog_gazetteer.py` compiles; nothing is unpacked.

Invariant: a `Place` is a value; the tables it is read from are memory-mapped and never written. A hit here says that a
place of that name exists, not that the words mean it: that judgement is `attribune.normalize.place`'s.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from attribune.catalog.placenames import folded_key, name_key
from attribune.errors import FatalError
from attribune.model import Reference

__all__ = ["ADMIN1", "ADMIN2", "ALIAS", "PRIMARY", "PROVINCES", "Gazetteer", "Hit", "Place", "load_gazetteer"]

KINDS = ("settlement", "region", "country", "site", "water", "area")
# How a place is called by a key: by its own name, by a further name, by a region's name without its kind ("Luhansk" for
# Luhansk Oblast), by a district's name without its kind (which needs the kind beside it).
PRIMARY, ALIAS, ADMIN1, ADMIN2 = range(4)
KEY_BITS = 2
REMEMBERED = 20_000  # names, with what they may stand for
COUNTRIES = 12  # of which all spellings are kept: a large one takes some megabytes
# Countries whose provinces or departments are the level below their regions.
PROVINCES = frozenset("PH IT ES FR BE".split())
PLACE_ROW = np.dtype(
    [
        ("geonames", "<u4"), ("lat", "<f4"), ("lon", "<f4"), ("population", "<u4"), ("radius", "<u2"),
        ("country", "<u2"), ("admin1", "<u4"), ("kind", "u1"),
    ]
)  # fmt: skip
Array = np.ndarray[Any, Any]
DATA = Path(__file__).resolve().parent / "data" / "gazetteer"


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `id` is "gn:" with the GeoNames number, or a slug of our supplement.

    `country` is ISO 3166 alpha-2, None where no country has it (a sea). `population` is 0 where unknown; of a region it
    is the sum over the settlements we know. `radius_km` says how far from the point the place may reach.
    """

    id: str
    name: str
    country: str | None
    kind: str
    lat: float | None
    lon: float | None
    population: int = 0
    admin1: str | None = None
    radius_km: float = 5.0

    def reference(self, precision: int | None = None) -> Reference:
        """The place as the claims hold it."""
        return Reference(
            self.id, self.name, self.kind, self.country, self.lat, self.lon,
            radius_km=self.radius_km, where_precision=precision,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """A place with how it is called by the name that found it: PRIMARY, ALIAS, ADMIN1 or ADMIN2."""

    place: Place
    how: int


def _sums(lengths: Array) -> Array:
    """Where each item starts, and where the last one ends."""
    starts = np.zeros(len(lengths) + 1, dtype=np.uint32)
    np.cumsum(lengths, out=starts[1:])
    return starts


class _Index:
    """Sorted keys with the rows they stand for, searched in place."""

    def __init__(self, folder: Path, stem: str) -> None:
        self.blob = (folder / f"{stem}.bin").read_bytes()
        self.offsets = _sums(np.load(folder / f"{stem}_lengths.npy"))
        self.starts = _sums(np.load(folder / f"{stem}_counts.npy"))
        self.rows = np.load(folder / f"{stem}_rows.npy", mmap_mode="r")

    def key(self, position: int) -> bytes:
        return self.blob[self.offsets[position] : self.offsets[position + 1]]

    def find(self, key: str) -> Iterator[tuple[int, int]]:
        """(row, how) for every place of this key."""
        wanted, low, high = key.encode(), 0, len(self.offsets) - 1
        while low < high:
            middle = (low + high) // 2
            if self.key(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        if low < len(self.offsets) - 1 and self.key(low) == wanted:
            for packed in self.rows[self.starts[low] : self.starts[low + 1]].tolist():
                yield packed >> KEY_BITS, packed & ((1 << KEY_BITS) - 1)

    def keys_of(self, rows: Array) -> dict[str, int]:
        """Key → row for the places whose row is marked in `rows`; districts' bare names left out."""
        packed = np.asarray(self.rows)
        wanted = np.flatnonzero(rows[packed >> KEY_BITS] & ((packed & 3) != ADMIN2))
        positions = np.searchsorted(self.starts, wanted, side="right") - 1
        return {
            self.key(int(position)).decode(): int(packed[where] >> KEY_BITS)
            for position, where in zip(positions, wanted, strict=True)
        }


class Gazetteer:
    """Places by name. `common` are the ordinary words that are also names of places."""

    def __init__(self, folder: Path = DATA) -> None:
        try:
            meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
            self._table: Array = np.load(folder / "places.npy", mmap_mode="r")
            self._names = (folder / "names.bin").read_bytes()
            self._name_offsets = _sums(np.load(folder / "names_lengths.npy"))
            self._keys = _Index(folder, "keys")
            self._folded = _Index(folder, "folded")
        except (OSError, ValueError) as error:
            raise FatalError(f"the gazetteer in {folder} cannot be read", "run `make catalog`") from error
        self._folder = folder
        self._countries: list[str] = meta.pop("countries")
        self._slugs: dict[str, str] = meta.pop("slugs")
        self._adjectives: dict[str, str] = meta.pop("adjectives")
        self._senses: dict[str, int] = meta.pop("senses")
        self.common: frozenset[str] = frozenset(meta.pop("common"))
        self._cache: dict[str, tuple[Hit, ...]] = {}
        self._spellings: dict[str, dict[str, int]] = {}
        self._added: dict[str, list[Hit]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return (Gazetteer, (self._folder,))

    def __len__(self) -> int:
        return len(self._table) - 1

    def hits(self, name: str) -> tuple[Hit, ...]:
        """Every place that is called by this name, with how; the empty tuple where there is none."""
        key = name_key(name)
        found = self._cache.get(key)
        if found is None:
            found = tuple(Hit(self.place(row), how) for row, how in self._keys.find(key))
            found += tuple(self._added.get(key, ()))
            if len(self._cache) >= REMEMBERED:
                self._cache.clear()
            self._cache[key] = found
        return found

    def lookup(self, name: str, country: str | None = None) -> tuple[Place, ...]:
        """The places of this name, the most populous first, districts last; only those of `country` if given."""
        found = [hit for hit in self.hits(name) if country in (None, hit.place.country)]
        found.sort(key=lambda hit: (hit.how == ADMIN2, -hit.place.population, hit.place.id))
        return tuple(dict.fromkeys(hit.place for hit in found))

    def respelled(self, name: str, country: str) -> tuple[Hit, ...]:
        """Places of that country whose name is another romanisation of this one."""
        folded = folded_key(name_key(name))
        return tuple(Hit(self.place(row), how) for row, how in self._folded.find(f"{country} {folded}"))

    def misspelled(self, name: str, country: str) -> tuple[Place, ...]:
        """Places of that country whose name differs by one letter swapped, dropped, doubled or changed.

        Only for names of six letters and more; of a country's names only the nearest, and none where two are as near.
        """
        key = name_key(name)
        if len(key) < 6:
            return ()
        spellings = self._spellings_of(country)
        found = process.extract(key, spellings.keys(), scorer=OSA.distance, score_cutoff=1, limit=5)
        rows_found = {spellings[spelling] for spelling, _, _ in found}
        places = sorted((self.place(row) for row in rows_found), key=lambda place: -place.population)
        return tuple(places)

    def _spellings_of(self, country: str) -> dict[str, int]:
        """Key → row for the places of a country; kept for the last few that were asked for."""
        spellings = self._spellings.pop(country, None)
        if spellings is None:
            rows = np.asarray(self._table["country"]) == self._country_number(country)
            spellings = self._keys.keys_of(rows)
        self._spellings[country] = spellings
        for oldest in list(self._spellings)[:-COUNTRIES]:
            self._spellings.pop(oldest, None)
        return spellings

    def numbers(self) -> frozenset[int]:
        """The GeoNames numbers of the places that the gazetteer has."""
        return frozenset(np.unique(self._table["geonames"]).tolist()) - {0}

    def adjective(self, word: str) -> str | None:
        """The country whose adjective or demonym the word is: "Ukrainian" → UA; None for any other word."""
        return self._adjectives.get(name_key(word))

    def sense(self, name: str) -> str | None:
        """The id of the place that a bare name means where nothing else speaks for another."""
        row = self._senses.get(name_key(name))
        return None if row is None else self.place(row).id

    def country(self, code: str) -> Place | None:
        """The country of this ISO code as a place."""
        for row in np.flatnonzero(np.asarray(self._table["country"][:400]) == self._country_number(code)).tolist():
            if KINDS[self._table[row]["kind"]] == "country":
                return self.place(row)
        return None

    def settlements(self, country: str) -> Array:
        """Latitude, longitude and population of a country's settlements, one row each."""
        table = self._table
        rows = (table["country"] == self._country_number(country)) & (table["kind"] == 0)
        return np.column_stack([table[column][rows] for column in ("lat", "lon", "population")])

    def aliases(self, place: Place) -> tuple[str, ...]:
        """The keys that the place is found by."""
        row = next((row for row, _ in self._keys.find(name_key(place.name)) if self.place(row).id == place.id), None)
        if row is None:
            return ()
        marked = np.zeros(len(self._table), dtype=bool)
        marked[row] = True
        return tuple(sorted(self._keys.keys_of(marked)))

    def place(self, row: int) -> Place:
        """The place of a row of the table."""
        geonames, lat, lon, population, radius, country, admin1, kind = self._table[row].item()
        return Place(
            f"gn:{geonames}" if geonames and str(row) not in self._slugs else self._slugs.get(str(row), f"row:{row}"),
            self._name(row),
            self._countries[country] or None,
            KINDS[kind],
            None if lat != lat else round(lat, 4),
            None if lon != lon else round(lon, 4),
            population,
            self._name(admin1) if admin1 else None,
            float(radius),
        )

    def with_places(self, places: Mapping[str, list[Hit]]) -> Gazetteer:
        """The same gazetteer with further places by key: a user's own dump."""
        larger = Gazetteer(self._folder)
        larger._added = dict(places)
        return larger

    def _name(self, row: int) -> str:
        return self._names[self._name_offsets[row] : self._name_offsets[row + 1]].decode()

    def _country_number(self, code: str) -> int:
        return self._countries.index(code) if code in self._countries else -1


@cache
def load_gazetteer() -> Gazetteer:
    """The compiled gazetteer, loaded once; FatalError where it has not been built."""
    return Gazetteer()
