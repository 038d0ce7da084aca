"""Plain frames are found where nothing else was, and never on top of what was."""

from __future__ import annotations

import pytest

from attribune.extract.plain import plain_frames
from attribune.extract.quotation import quotations
from attribune.model import Attribution, Span


def frames(text: str, found: tuple[Attribution, ...] = ()) -> list[tuple[str | None, str, list[str]]]:
    whole = Span(0, len(text))
    return [
        (
            one.source.of(text) if one.source is not None else None,
            one.cue.of(text) if one.cue is not None else "",
            [span.of(text) for span in one.content],
        )
        for one in plain_frames(text, (whole,), quotations(text, (whole,)), found)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to the army, the hill is lost.", [("the army", "According to", ["the hill is lost"])]),
        ("The hill is lost, according to the army.", [("the army", "according to", ["The hill is lost"])]),
        (
            "Heavy shelling was reported in the town of Lyman.",
            [(None, "was reported", ["Heavy shelling", "in the town of Lyman"])],
        ),
        (
            "It put the number of dead in the city at 1,954 people.",
            [("It", "put", ["the number of dead in the city at 1,954 people"])],
        ),
        ("The town was reported by the army to be lost.", []),
        ("He put the map on the table.", []),
        ("“Nine died, according to them,” she said.", []),
    ],
)
def test_frames_when_nothing_else_was_found(text: str, expected: list[object]) -> None:
    assert frames(text) == expected


def test_frames_when_the_tagger_read_the_words_already() -> None:
    text = "According to the army, the hill is lost."
    found = Attribution((Span(23, 39),), Span(13, 21), Span(0, 12))
    assert frames(text, (found,)) == []


@pytest.mark.parametrize(("teller", "expected"), [("his ministry", 1), ("TASS", 0)])
def test_frames_when_a_ministry_tells_what_its_minister_urged(teller: str, expected: int) -> None:
    text = f"The minister urged an end to it, according to {teller}."
    spans = [
        Span(text.index(words), text.index(words) + len(words)) for words in ("an end to it", "The minister", "urged")
    ]
    assert len(frames(text, (Attribution((spans[0],), spans[1], spans[2]),))) == expected
