"""The counts that the corpus's README shows."""

from __future__ import annotations

import pytest

from training.census import bearing, cues, sentences, table
from training.markup import parse

DISPATCH = parse(
    "# id: x\n# conflict: Somewhere\n# outlet: Nobody\n\n"
    "{S1:The army} {C1:said:} {T1:“It is ours.”} Rain fell. {S2:A baker} {C2:said} {T2:it was not}.\n"
    '@1 claimant="Army" style=direct\n@2 claimant=null style=indirect\n\n'
    "Nobody answered.\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("“One.” Two.", ["“One.”", "Two."]),
        ("A head\n\nA line.", ["A head", "A line."]),
        ("It fell by 2.5 per cent.", ["It fell by 2.5 per cent."]),
    ],
)
def test_sentences_when_marks_and_lines_end_them(text: str, expected: list[str]) -> None:
    assert [text[start:end].strip() for start, end in sentences(text)] == expected


def test_bearing_when_half_the_sentences_are_plain() -> None:
    assert bearing(DISPATCH) == (2, 4)


def test_cues_when_a_colon_ends_one() -> None:
    assert cues([DISPATCH]) == {"said": 2}


def test_table_when_a_part_lacks_the_conflict() -> None:
    lines = table({"train": [DISPATCH], "heldout": []}).split("\n")
    assert "| Somewhere | 1 / 2 | – |" in lines
    assert "| sentences that bear one / all | 2 / 4 | 0 / 0 |" in lines
