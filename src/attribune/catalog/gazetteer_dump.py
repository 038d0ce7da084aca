"""A user's own places: a GeoNames country dump, checked line by line and kept as one small file beside the ledger."""

from __future__ import annotations

import json
import math
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from attribune.catalog.gazetteer import ADMIN1, ALIAS, PRIMARY, Gazetteer, Hit, Place
from attribune.catalog.placenames import name_key, ukrainian_standard
from attribune.errors import FatalError

__all__ = ["BadLine", "DumpReport", "add_dump", "with_dump"]

COLUMNS = 19
SITES = frozenset({"AIRP", "AIRB", "AIRF", "DAM", "BDG", "MILB", "PRT", "PS", "PSN", "MN", "OILR", "PRN", "CMPRF"})
REGIONS = frozenset({"ADM1", "ADM2", "ADM3"})


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of the dump that could not be used, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class DumpReport:
    """What became of a dump's lines: lines = added + passed over (other features) + bad."""

    lines: int
    added: int
    passed_over: int
    bad: tuple[BadLine, ...]


def add_dump(path: Path, target: Path) -> DumpReport:
    """Read a GeoNames dump ("UA.zip" or its text file) and add its settlements, regions and sites to `target`.

    A place already in `target` is replaced. FatalError where the file is no such dump; bad lines
    are reported and left out.
    """
    kept = {place.id: (place, aliases) for place, aliases in _stored(target)} if target.is_file() else {}
    bad: list[BadLine] = []
    lines = added = 0
    for number, line in enumerate(_lines(path), start=1):
        lines = number
        entry = _entry(line)
        if isinstance(entry, str):
            bad.append(BadLine(number, entry))
        elif entry is not None:
            kept[entry[0].id] = entry
            added += 1
    if lines == 0 or len(bad) == lines:
        raise FatalError(f"{path} is no GeoNames dump", "download one from GeoNames: <country code>.zip")
    _store(target, kept.values())
    return DumpReport(lines, added, lines - added - len(bad), tuple(bad))


def with_dump(gazetteer: Gazetteer, target: Path) -> Gazetteer:
    """The gazetteer with the places that `add_dump` stored; those that it has already are left as they are."""
    found: dict[str, list[Hit]] = {}
    known = gazetteer.numbers()
    for place, aliases in _stored(target):
        if int(place.id.removeprefix("gn:")) in known:
            continue
        how = ADMIN1 if place.kind == "region" else PRIMARY
        found.setdefault(name_key(place.name), []).append(Hit(place, how))
        for alias in aliases:
            key = name_key(alias)
            if key and key != name_key(place.name):
                found.setdefault(key, []).append(Hit(place, ALIAS))
    return gazetteer.with_places(found)


def _lines(path: Path) -> Iterator[str]:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                names = [name for name in archive.namelist() if name.endswith(".txt") and "readme" not in name.lower()]
                if not names:
                    raise FatalError(f"{path} holds no text file", "give a GeoNames dump: <country code>.zip")
                with archive.open(names[0]) as handle:
                    yield from (raw.decode("utf-8", "replace").rstrip("\r\n") for raw in handle)
        else:
            with path.open("rb") as plain:
                yield from (raw.decode("utf-8", "replace").rstrip("\r\n") for raw in plain)
    except (OSError, zipfile.BadZipFile) as error:
        raise FatalError(f"cannot read {path}", "give a GeoNames dump: <country code>.zip") from error


def _entry(line: str) -> tuple[Place, tuple[str, ...]] | str | None:
    """The place of a line with its other names; a reason where the line is bad; None for a feature we do not keep."""
    fields = line.split("\t")
    if len(fields) != COLUMNS:
        return f"{len(fields)} columns, not {COLUMNS}"
    number, name, _, others, lat, lon, group, feature, country = fields[:9]
    kind = _kind(group, feature)
    if not number.isdigit() or not name.strip():
        return "no id or no name"
    if "\ufffd" in line:
        return "not UTF-8"
    if len(country) != 2 or not country.isupper():
        return f"no country code: {country!r}"
    try:
        point, population = (float(lat), float(lon)), int(fields[14] or 0)
    except ValueError:
        return "latitude, longitude or population is no number"
    if not (all(map(math.isfinite, point)) and abs(point[0]) <= 90 and abs(point[1]) <= 180 and population >= 0):
        return "coordinates or population out of range"
    if kind is None:
        return None
    standard = ukrainian_standard(name) if country == "UA" else name
    radius = 2.0 + min(23.0, 0.012 * math.sqrt(population))
    place = Place(f"gn:{number}", standard, country, kind, *point, population, None, radius)
    return place, tuple(dict.fromkeys([name, *(other for other in others.split(",") if other)]))


def _kind(group: str, feature: str) -> str | None:
    if group == "P":
        return "settlement"
    if group == "A" and feature in REGIONS:
        return "region"
    return "site" if group == "S" and feature in SITES else None


def _store(target: Path, entries: Iterable[tuple[Place, tuple[str, ...]]]) -> None:
    rows = sorted(entries, key=lambda entry: entry[0].id)
    partial = target.with_suffix(target.suffix + ".part")
    with partial.open("w", encoding="utf-8") as handle:
        for place, aliases in rows:
            row = [place.id, place.name, place.country, place.kind, place.lat, place.lon, place.population]
            handle.write(json.dumps([*row, place.radius_km, aliases], ensure_ascii=False) + "\n")
    partial.replace(target)


def _stored(target: Path) -> Iterator[tuple[Place, tuple[str, ...]]]:
    try:
        for line in target.read_text(encoding="utf-8").splitlines():
            place_id, name, country, kind, lat, lon, population, radius, aliases = json.loads(line)
            yield Place(place_id, name, country, kind, lat, lon, population, None, radius), tuple(aliases)
    except (OSError, ValueError) as error:
        raise FatalError(f"{target} is no file of added places", "remove it and add the dump again") from error
