"""Geoparsing of general news: marked paragraphs, and how much of them is found, in the right country, near enough."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from attribune.catalog import load_catalog
from attribune.extract.segment import paragraphs, sentences
from attribune.model import Document, Mentions, PlaceReading, Span, document_id, text_hash
from attribune.normalize.place import find_places

MARKED = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<gold>[^)]*)\)")
NEAR_KM = 161.0  # a hundred miles, as the public sets have it
SOURCE = Path(__file__).with_name("geoparse.yaml")


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A marked place: its span, country (None of seas), point if it has one; borderline ones are optional."""

    span: Span
    country: str | None
    point: tuple[float, float] | None
    optional: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over paragraphs."""

    found: int
    missed: int
    false: int
    right_country: int
    located: int
    near: int

    @property
    def f1(self) -> float:
        """Of names found against names marked."""
        return 2 * self.found / (2 * self.found + self.missed + self.false)

    @property
    def country(self) -> float:
        """Share of the found names that are in the right country."""
        return self.right_country / self.found

    @property
    def within(self) -> float:
        """Share of the found names with a point that are within 161 km of it."""
        return self.near / self.located


def marked(side: str) -> Iterator[tuple[str, list[GoldPlace]]]:
    """(text, its places) for every paragraph of a side."""
    for paragraph in yaml.safe_load(SOURCE.read_text(encoding="utf-8"))[side]:
        text, gold, position = "", [], 0
        for match in MARKED.finditer(paragraph):
            text += paragraph[position : match.start()]
            country, *point = match["gold"].split()
            span = Span(len(text), len(text) + len(match["words"]))
            text, position = text + match["words"], match.end()
            lat_lon = (float(point[0]), float(point[1])) if point else None
            gold.append(GoldPlace(span, None if country in {"-", "?"} else country, lat_lon, country == "?"))
        yield text + paragraph[position:], gold


def read(text: str) -> tuple[PlaceReading, ...]:
    """The places of a bare text."""
    blocks = paragraphs(text)
    lines = tuple(line for block in blocks for line in sentences(text, block))
    document = Document(document_id(text), text, text_hash(text))
    return find_places(document, Mentions(blocks, lines, (), (), (), ()), load_catalog())


def score(pairs: Iterable[tuple[str, list[GoldPlace]]]) -> Score:
    """Counts over paragraphs; a reading that touches a marked name is taken for it."""
    found = missed = false = right = located = near = 0
    for text, gold in pairs:
        readings = read(text)
        for place in gold:
            match = next((r for r in readings if r.value.span.overlaps(place.span)), None)
            if place.optional:
                continue
            if match is None:
                missed += 1
                continue
            found += 1
            reference = match.value.value
            right += reference.country == place.country
            if place.point is not None:
                located += 1
                if reference.lat is not None and reference.lon is not None:
                    near += kilometres(place.point, (reference.lat, reference.lon)) <= NEAR_KM
        false += sum(not any(r.value.span.overlaps(place.span) for place in gold) for r in readings)
    return Score(found, missed, false, right, located, near)


def kilometres(left: tuple[float, float], right: tuple[float, float]) -> float:
    """The distance of two (latitude, longitude) points, near enough for a hundred miles."""
    east = (left[1] - right[1] + 180) % 360 - 180
    return 111.2 * math.hypot(left[0] - right[0], east * math.cos(math.radians((left[0] + right[0]) / 2)))
