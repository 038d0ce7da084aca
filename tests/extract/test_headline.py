"""A colon or a dash that stands for "said", with nouns for speakers only."""

from __future__ import annotations

import pytest

from attribune.extract.headline import headline_frames
from attribune.extract.segment import paragraphs, sentences
from attribune.model import Attribution, Span


def frames(text: str, found: tuple[Attribution, ...] = ()) -> list[tuple[str | None, list[str]]]:
    blocks = paragraphs(text)
    lines = tuple(line for block in blocks for line in sentences(text, block))
    return [
        (one.source and one.source.of(text), [piece.of(text) for piece in one.content])
        for one in headline_frames(text, lines, blocks, found)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Army: 12 fighters killed in the hills", [("Army", ["12 fighters killed in the hills"])]),
        ("14:05 Northern army: we hit a railway hub", [("Northern army", ["we hit a railway hub"])]),
        ("Seven dead. Rescuers: one worker under rubble.", [("Rescuers", ["one worker under rubble"])]),
        ("Strike on school kills 30: local officials", [("local officials", ["Strike on school kills 30"])]),
        ("Drones hit the refinery – officials", [("officials", ["Drones hit the refinery"])]),
        ("Gaza: 14 killed in the strike", []),
        ("What we know: the strike in brief", []),
        ("The convoy was led by two officials: they left.", []),
        ("Police: none dead", []),
    ],
)
def test_headline(text: str, expected: list[object]) -> None:
    assert frames(text) == expected


def test_headline_when_the_tagger_found_it() -> None:
    text = "Army: 12 fighters killed in the hills"
    assert frames(text, (Attribution((Span(6, len(text)),), Span(0, 4)),)) == []
