"""Sentences and paragraphs keep every word and cut in the right places."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.extract.segment import paragraphs, sentences
from attribune.model import Span


def split(text: str) -> list[str]:
    return [one.of(text) for block in paragraphs(text) for one in sentences(text, block)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell. They left.", ["It fell.", "They left."]),
        ("Lt. Gen. Amina Yusuf spoke. It rained.", ["Lt. Gen. Amina Yusuf spoke.", "It rained."]),
        ("Gen. Mark A. Bell arrived.", ["Gen. Mark A. Bell arrived."]),
        ("He left the U.S. He returned.", ["He left the U.S.", "He returned."]),
        ("At 6 a.m. 12 drones came.", ["At 6 a.m. 12 drones came."]),
        ("“We hold it.” The mayor nodded.", ["“We hold it.”", "The mayor nodded."]),
        ("Losses: 217 aircraft. , 187 helicopters.", ["Losses: 217 aircraft. , 187 helicopters."]),
        ("Is it over? No! It is not…", ["Is it over?", "No!", "It is not…"]),
        ("One line\n\nAnother line", ["One line", "Another line"]),
    ],
)
def test_sentences_when_stops_are_of_every_kind(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_paragraphs_when_the_text_is_hard_wrapped() -> None:
    block = (
        "The ministry said on Friday that its units had moved to the eastern\n"
        "bank of the river after a night of shelling, and that the bridge at\n"
        "the town had been left standing. No other source has confirmed any of\n"
        "this, and the roads to the town were closed."
    )
    text = f"{block}\n\n{block}"
    assert [span.of(text) for span in paragraphs(text)] == [block, block]


@given(st.text(max_size=400))
def test_spans_when_the_text_is_anything(text: str) -> None:
    blocks = paragraphs(text)
    lines = [one for block in blocks for one in sentences(text, block)]
    for spans in (blocks, lines):
        assert all(span.of(text) == span.of(text).strip() for span in spans)
        assert all(one.end <= two.start for one, two in itertools.pairwise(spans))
    kept = "".join(span.of(text) for span in lines)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(isinstance(span, Span) for span in lines)


def test_sentences_when_a_country_is_abbreviated() -> None:
    assert split("The former U.S. Army general left. He had come to the U.S. The war went on.") == [
        "The former U.S. Army general left.",
        "He had come to the U.S.",
        "The war went on.",
    ]
