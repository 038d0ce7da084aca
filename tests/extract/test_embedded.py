"""What somebody calls a thing inside the outlet's own sentence."""

from __future__ import annotations

import pytest

from attribune.extract.embedded import with_embedded
from attribune.extract.quotation import quotations
from attribune.model import Attribution, Span


def found_in(text: str, *given: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    whole = Span(0, len(text))
    before = [Attribution((span(content),), span(source), span(cue)) for source, cue, content in given]
    made = with_embedded(text, (whole,), quotations(text, (whole,)), before)
    return [
        (one.source.of(text) if one.source else "", one.cue.of(text) if one.cue else "", one.content[0].of(text))
        for one in made
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It posted pictures of what it said was a mass grave.", ("it", "said", "a mass grave")),
        (
            "Nine died in what the armed group called an Israeli attack, medics said.",
            ("the armed group", "called", "an Israeli attack"),
        ),
        (
            "Troops fired on what they described as suspicious cars and killed one man.",
            ("they", "described as", "suspicious cars"),
        ),
        ("Rebels published a video that they said showed the ambush.", ("they", "said", "showed the ambush")),
        ("He left what he called “a house, and a home” in May.", ("he", "called", "“a house, and a home”")),
    ],
)
def test_word_of_somebody_for_a_thing_is_found(text: str, expected: tuple[str, str, str]) -> None:
    assert found_in(text) == [expected]


def test_deed_around_it_is_no_attribution_but_a_statement_stays() -> None:
    text = "The army released images of what it said was a depot."
    given = ("The army", "released", "images of what it said was a depot")
    assert found_in(text, given) == [("it", "said", "a depot")]
    text = "The army said it shelled what it called a depot."
    given = ("The army", "said", "it shelled what it called a depot")
    assert found_in(text, given) == [given, ("it", "called", "a depot")]


@pytest.mark.parametrize("text", ["What he said was clear to all.", "“It is what they called a raid,” he said."])
def test_other_words_are_none(text: str) -> None:
    assert found_in(text) == []
