"""Our annotated dispatches: one YAML file each in `gold/`, its spans given as quoted words and resolved when loaded.

Format (anything left out has the default named here)

    file: 04_video.txt            in src/attribune/demo/dispatches or texts/; a record of JSON Lines is "wires.jsonl#2"
    doc: {title, published, publisher, origin, boilerplate: [words, …], origin_accept: [name, …]}
    attributions: [{source, claimant, party, cue, content: [words, …], style: indirect, stance: asserts, hedges: [],
                    relay: null, verification: not stated, accept: [name, …], nested: false, optional: false}]
    quantities:   [{span, category, value, max, qualifier: exact, unit, subject, claimant, start, end,
                    cumulative: false, vague: false, accept: [category, …], optional: false}]
                  or {each: {fields that all share}, items: [[words, category, value, qualifier], …]}
    events:       [{trigger, mentions: [], type, actor, target, place, date, world_date, status, claimant,
                    equipment: [], optional: false}]   status: claimed if there is a claimant, else reported_as_fact
    places:       [words | [words, canonical name] | {span, name, optional, alias}]    see places.yaml
    times:        [[words, value] | [words, value, basis] | {span, value, basis, vague, world_value, optional}]
    equipment:    [[words, name, class or classes, operator] | {span, name, class, operator, optional}]
    media:        [{caption, credit, credited_to: [name, …], repeat: false}]
    notes:        [text, …]

Words are exact. "words @2" is their second occurrence; "head … tail" is from the head to the first tail after it.
Words that are not in the text, or that cut a word in two, are an error. Conventions: `tests/eval/README.md`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from attribune.ingest import ReadFailure, read
from attribune.model import Document, Span
from tests.eval.items import (
    BASES,
    CATEGORIES,
    CLASSES,
    EVENT_TYPES,
    QUALIFIERS,
    STANCES,
    STATUSES,
    STYLES,
    VERIFICATIONS,
    GoldAttribution,
    GoldDocument,
    GoldEquipment,
    GoldError,
    GoldEvent,
    GoldMedia,
    GoldPlace,
    GoldQuantity,
    GoldTime,
)

HERE = Path(__file__).parent
DISPATCHES = HERE.parents[1] / "src" / "attribune" / "demo" / "dispatches"
TEXTS = HERE / "texts"
"""Dispatches that are annotated but do not come with the demo; their sources stand in `sources.yaml`."""
ELISION = " … "
NTH = re.compile(r"(?P<words>.*?) @(?P<nth>\d+)", re.S)


def find_words(text: str, quoted: str) -> Span:
    """Where the quoted words stand. GoldError if they do not, or if they cut a word in two."""
    match = NTH.fullmatch(quoted)
    words, nth = (match["words"], int(match["nth"])) if match is not None else (quoted, 1)
    head, _, tail = words.partition(ELISION)
    places = [
        m.start()
        for m in re.finditer(re.escape(head), text)
        if not (_inner(text, m.start()) or (not tail and _inner(text, m.end())))
    ]
    if len(places) < nth:
        raise GoldError(f"words not in the text ({len(places)} of {nth}): {quoted!r}")
    start = places[nth - 1]
    end = start + len(head)
    if tail:
        after = next((m for m in re.finditer(re.escape(tail), text[end:]) if not _inner(text, end + m.end())), None)
        if after is None:
            raise GoldError(f"no end to the words: {quoted!r}")
        end += after.end()
    return Span(start, end)


def _inner(text: str, offset: int) -> bool:
    """True if the offset lies inside a word."""
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


@cache
def place_table() -> Mapping[str, tuple[str | None, str, float | None, float | None]]:
    """Canonical name → country, kind, latitude, longitude, of every place in the gold."""
    table = yaml.safe_load((HERE / "places.yaml").read_text(encoding="utf-8"))
    return {name: tuple(entry) for name, entry in table["places"].items()}


@cache
def read_dispatch(name: str) -> Document:
    """The document of a gold file's `file`."""
    path, _, record = name.partition("#")
    folder = TEXTS if (TEXTS / path).is_file() else DISPATCHES
    found = list(read(str(folder / path)))
    item = found[int(record) - 1 if record else 0]
    if isinstance(item, ReadFailure):
        raise GoldError(f"{name}: {item.reason}")
    return item


def load_gold(path: Path) -> GoldDocument:
    """The annotation of one dispatch, all spans resolved. GoldError where it does not fit."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        document = read_dispatch(raw["file"])
        return gold_of(path.stem, document, raw)
    except (KeyError, TypeError, AttributeError, GoldError) as error:
        raise GoldError(f"{path.name}: {error}") from error


def gold_of(name: str, document: Document, raw: Mapping[str, Any]) -> GoldDocument:
    """The annotation of a document, its spans resolved."""
    return _Loader(document.text).document(name, document, raw)


def load_corpus(names: Sequence[str] | None = None) -> tuple[GoldDocument, ...]:
    """The annotated dispatches, in order of their names."""
    paths = sorted((HERE / "gold").glob("*.yaml"))
    return tuple(load_gold(path) for path in paths if names is None or path.stem in names)


def load_split() -> dict[str, tuple[str, ...]]:
    """Names of the dispatches to develop on, and of those held out."""
    split = yaml.safe_load((HERE / "split.yaml").read_text(encoding="utf-8"))
    return {"develop": tuple(split["develop"]), "held_out": tuple(split["held_out"])}


def corpus_hash() -> str:
    """A hash of texts, annotation, places and split: figures under another hash are figures of another corpus."""
    digest = hashlib.sha256()
    gold = sorted((HERE / "gold").glob("*.yaml"))
    for path in (
        *sorted(DISPATCHES.iterdir()),
        *sorted(TEXTS.iterdir()),
        *gold,
        HERE / "places.yaml",
        HERE / "split.yaml",
    ):
        digest.update(path.name.encode() + b"\x1f" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


class _Loader:
    """Turns the entries of one file into gold items; `text` is the dispatch."""

    def __init__(self, text: str) -> None:
        self.text = text

    def document(self, name: str, document: Document, raw: Mapping[str, Any]) -> GoldDocument:
        _only(raw, "file doc attributions quantities events places times equipment media notes")
        doc = raw["doc"]
        _only(doc, "title published publisher origin origin_accept boilerplate")
        return GoldDocument(
            name=name,
            document=document,
            title=doc.get("title"),
            published=_day(doc.get("published")),
            publisher=doc.get("publisher"),
            origins=(doc.get("origin"), *doc.get("origin_accept", ())),
            boilerplate=self.spans(doc.get("boilerplate")),
            attributions=tuple(map(self.attribution, raw.get("attributions") or ())),
            quantities=tuple(q for entry in raw.get("quantities") or () for q in self.quantities(entry)),
            events=tuple(map(self.event, raw.get("events") or ())),
            places=tuple(map(self.place, raw.get("places") or ())),
            times=tuple(map(self.time, raw.get("times") or ())),
            equipment=tuple(map(self.item, raw.get("equipment") or ())),
            media=tuple(map(self.picture, raw.get("media") or ())),
        )

    def span(self, quoted: str | None) -> Span | None:
        return None if quoted is None else find_words(self.text, str(quoted))

    def spans(self, quoted: Sequence[str] | None) -> tuple[Span, ...]:
        return tuple(find_words(self.text, str(words)) for words in quoted or ())

    def attribution(self, entry: Mapping[str, Any]) -> GoldAttribution:
        keys = "source claimant party cue content style stance hedges relay verification accept nested optional note"
        _only(entry, keys)
        item = GoldAttribution(
            content=self.spans(entry["content"]),
            source=self.span(entry.get("source")),
            claimant=entry.get("claimant"),
            party=entry.get("party"),
            cue=self.span(entry.get("cue")),
            style=entry.get("style", "indirect"),
            stance=entry.get("stance", "asserts"),
            hedges=self.spans(entry.get("hedges")),
            relay=entry.get("relay"),
            verification=entry.get("verification", "not stated"),
            accept=tuple(entry.get("accept", ())),
            nested=entry.get("nested", False),
            neutral=entry.get("optional", False),
        )
        _known(item.style, STYLES)
        _known(item.stance, STANCES)
        _known(item.verification, VERIFICATIONS)
        quoted = [re.search('[“”‘«»"]', span.of(self.text)) is not None for span in item.content]
        if not item.content or (item.style == "indirect") == any(quoted):
            raise GoldError(f"style {item.style} does not fit the quotation marks: {entry['content']}")
        return item

    def quantities(self, entry: Mapping[str, Any]) -> Sequence[GoldQuantity]:
        if "each" not in entry:
            return [self.quantity(entry)]
        keys = ("span", "category", "value", "qualifier")
        return [self.quantity({**entry["each"], **dict(zip(keys, item, strict=False))}) for item in entry["items"]]

    def quantity(self, entry: Mapping[str, Any]) -> GoldQuantity:
        keys = "span category value max qualifier unit subject claimant start end cumulative vague accept optional note"
        _only(entry, keys)
        item = GoldQuantity(
            span=find_words(self.text, str(entry["span"])),
            category=entry["category"],
            value=entry["value"],
            value_max=entry.get("max"),
            qualifier=entry.get("qualifier", "exact"),
            unit=entry.get("unit"),
            subject=entry.get("subject"),
            claimant=entry.get("claimant"),
            start=_day(entry.get("start")),
            end=_day(entry.get("end")),
            cumulative=entry.get("cumulative", False),
            vague=entry.get("vague", False),
            accept=tuple(entry.get("accept", ())),
            neutral=entry.get("optional", False),
        )
        _known(item.category, CATEGORIES)
        _known(item.qualifier, QUALIFIERS)
        if (item.qualifier == "range") == (item.value_max is None):
            raise GoldError(f"a range has a max, and nothing else: {entry['span']}")
        return item

    def event(self, entry: Mapping[str, Any]) -> GoldEvent:
        _only(entry, "trigger mentions type actor target place date world_date status claimant equipment optional note")
        claimant = entry.get("claimant")
        item = GoldEvent(
            trigger=find_words(self.text, str(entry["trigger"])),
            mentions=self.spans(entry.get("mentions")),
            type=entry["type"],
            actor=entry.get("actor"),
            target=entry.get("target"),
            place=entry.get("place"),
            date=_day(entry.get("date")),
            world_date=_day(entry.get("world_date")),
            status=entry.get("status", "reported_as_fact" if claimant is None else "claimed"),
            claimant=claimant,
            neutral=entry.get("optional", False),
        )
        _known(item.type, EVENT_TYPES)
        _known(item.status, STATUSES)
        if item.status == "reported_as_fact" and claimant is not None:
            raise GoldError(f"reported as fact, but a claimant: {entry['trigger']}")
        return item

    def place(self, entry: Any) -> GoldPlace:
        if isinstance(entry, str):
            entry = {"span": entry, "name": entry.split(" @")[0]}
        elif isinstance(entry, list):
            entry = {"span": entry[0], "name": entry[1]}
        _only(entry, "span name optional alias note")
        country, kind, lat, lon = place_table()[entry["name"]]
        neutral = entry.get("optional", False) or entry.get("alias", False)
        return GoldPlace(find_words(self.text, entry["span"]), entry["name"], country, kind, lat, lon, neutral)

    def time(self, entry: Any) -> GoldTime:
        if isinstance(entry, list):
            entry = dict(zip(("span", "value", "basis"), entry, strict=False))
        _only(entry, "span value basis vague world_value optional note")
        value, basis = _day(entry["value"]), entry.get("basis", "relative")
        _known(basis, BASES)
        if value is None:
            raise GoldError(f"a time without a value: {entry['span']}")
        return GoldTime(
            find_words(self.text, str(entry["span"])),
            value,
            _day(entry.get("world_value")),
            basis,
            entry.get("vague", False),
            entry.get("optional", False),
        )

    def item(self, entry: Any) -> GoldEquipment:
        if isinstance(entry, list):
            entry = dict(zip(("span", "name", "class", "operator"), entry, strict=False))
        _only(entry, "span name class operator optional note")
        classes = (entry["class"],) if isinstance(entry["class"], str) else tuple(entry["class"])
        for slug in classes:
            _known(slug, CLASSES)
        span = find_words(self.text, entry["span"])
        return GoldEquipment(span, entry["name"], classes, entry.get("operator"), entry.get("optional", False))

    def picture(self, entry: Mapping[str, Any]) -> GoldMedia:
        _only(entry, "caption credit credited_to repeat note")
        caption, credit = find_words(self.text, entry["caption"]), self.span(entry.get("credit"))
        return GoldMedia(caption, credit, tuple(entry["credited_to"]), entry.get("repeat", False))


def _only(entry: Mapping[str, Any], keys: str) -> None:
    unknown = set(entry) - set(keys.split())
    if unknown:
        raise GoldError(f"unknown {', '.join(sorted(unknown))} in {dict(entry)}")


def _known(value: object, values: set[Any]) -> None:
    if value not in values:
        raise GoldError(f"{value!r} is not in the list")


def _day(value: object) -> str | None:
    """YAML reads 2022-06-02 as a date; the gold keeps its spelling."""
    if value is None:
        return None
    words = str(value)
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?(/(\.\.|\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?))?", words):
        raise GoldError(f"not a date: {words}")
    return words
