"""Annotated texts as the training reads them, whatever corpus they come from."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Offsets = tuple[int, int]
"""A half-open pair of code point offsets into a text."""

ROLES = ("source", "cue", "content")

ENTITY = re.compile(r"^(?P<id>T\d+)\t[\w-]+ (?P<spans>\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
EVENT = re.compile(r"^E\d+\t(?P<arguments>\S.*)$")


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """Who said what: the spans of each role, sorted; a role that the annotation leaves out is empty."""

    source: tuple[Offsets, ...] = ()
    cue: tuple[Offsets, ...] = ()
    content: tuple[Offsets, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text and the attributions in it."""

    id: str
    text: str
    attributions: tuple[GoldAttribution, ...]


def read_polnear(checkout: Path, compartment: str) -> Iterator[AnnotatedText]:
    """Yield the articles of a PolNeAR compartment, each as the annotator named first saw it.

    Discard and Discuss lines, and attributions without content, are left out. The text of a standoff
    line can run on over the next lines; only the offsets are used.
    """
    data = checkout / "data"
    with (data / "metadata.tsv").open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle, delimiter="\t") if row["compartment"] == compartment]
    for row in sorted(rows, key=lambda row: row["filename"]):
        name = row["filename"]
        text = read_text(data / compartment / "text" / f"{name}.txt")
        annotator = row["annotators"].split("|")[0]
        standoff = read_text(data / compartment / "attributions" / f"{name}_{annotator}.ann")
        yield AnnotatedText(name, text, tuple(_parse_standoff(standoff, text)))


def read_text(path: Path) -> str:
    """Return the text of a file, its line ends untouched."""
    with path.open(encoding="utf-8", newline="") as handle:
        return handle.read()


def _parse_standoff(standoff: str, text: str) -> Iterator[GoldAttribution]:
    entities: dict[str, list[Offsets]] = {}
    events: list[str] = []
    for line in standoff.split("\n"):
        if entity := ENTITY.match(line):
            pairs = [tuple(map(int, pair.split())) for pair in entity["spans"].split(";")]
            entities[entity["id"]] = [trimmed(text, (start, end)) for start, end in pairs]
        elif event := EVENT.match(line):
            events.append(event["arguments"])
    for arguments in events:
        spans: dict[str, list[Offsets]] = {role: [] for role in ROLES}
        for argument in arguments.split():
            name, _, target = argument.partition(":")
            role = name.rstrip("0123456789").lower()
            if role in spans:
                spans[role] += [span for span in entities.get(target, []) if span[0] < span[1]]
        if spans["content"]:
            yield GoldAttribution(**{role: tuple(sorted(spans[role])) for role in ROLES})


def trimmed(text: str, span: Offsets) -> Offsets:
    """Return the span without the white space at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
