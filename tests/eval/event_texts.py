"""Scores events with all their fields on dispatches of our own, full of events: `event_texts.yaml`."""

from __future__ import annotations

from pathlib import Path

import yaml

from attribune.model import Document, Reading
from attribune.pipeline import Stages
from tests.eval.corpus import gold_of
from tests.eval.items import GoldDocument
from tests.eval.measure import Counts, score
from tests.eval.report import reading_of

TEXTS = Path(__file__).parent / "event_texts.yaml"
HALVES = ("develop", "held_out")


def load_event_texts(half: str) -> list[GoldDocument]:
    """The annotated dispatches of one half. GoldError where an annotation does not fit its text."""
    data = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    found = []
    for entry in data[half]:
        document = Document(
            id=entry["name"], text=entry["text"], sha256="", language="en", published=entry["published"].isoformat()
        )
        found.append(gold_of(entry["name"], document, {"doc": {}, "events": entry["events"]}))
    return found


def read_event_texts(half: str, stages: Stages) -> list[tuple[GoldDocument, Reading]]:
    """The dispatches of one half with what the pipeline makes of them."""
    return [(gold, reading_of(gold.document, stages)) for gold in load_event_texts(half)]


def count_events(pairs: list[tuple[GoldDocument, Reading]]) -> Counts:
    """The counts of the events layer."""
    return score(pairs)["events"]
