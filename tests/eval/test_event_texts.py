"""Floors for the events of our own event-rich dispatches, on both halves."""

from __future__ import annotations

import pytest

from attribune.pipeline import default_stages
from tests.eval.event_texts import HALVES, count_events, load_event_texts, read_event_texts

# A little under what is reached.
FLOORS = {
    "develop": {"headline": 0.78, "actor": 0.63, "target": 0.70, "place": 0.66, "claimant": 0.85},
    "held_out": {"headline": 0.74, "actor": 0.75, "target": 0.68, "place": 0.63, "claimant": 0.87},
}


@pytest.mark.parametrize("half", HALVES)
def test_annotations_fit_their_texts(half: str) -> None:
    texts = load_event_texts(half)
    assert len({gold.name for gold in texts}) == len(texts) >= 6
    assert all(gold.events for gold in texts)


@pytest.mark.parametrize("half", HALVES)
def test_events_hold_their_floors(half: str) -> None:
    counts = count_events(read_event_texts(half, default_stages()))
    floors = FLOORS[half]
    assert counts.f1(counts.right) >= floors["headline"]
    for field, floor in floors.items():
        if field != "headline":
            right, of = counts.fields[field]
            assert right / of >= floor, field
