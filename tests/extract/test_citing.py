"""Whoever is quoted or cited speaks; whoever quotes passes it on."""

from __future__ import annotations

import pytest

from attribune.extract.citing import with_cited
from attribune.model import Attribution, Span


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def cited(text: str, *found: tuple[str | None, str | None, str]) -> list[tuple[str | None, str | None, list[str]]]:
    given = [
        Attribution((span(text, content),), span(text, source) if source else None, span(text, cue) if cue else None)
        for source, cue, content in found
    ]
    return [
        (one.source and one.source.of(text), one.cue and one.cue.of(text), [piece.of(text) for piece in one.content])
        for one in with_cited(text, (Span(0, len(text)),), given)
    ]


def test_as_saying_when_the_tagger_took_the_outlet_for_the_speaker() -> None:
    text = "The agency quoted a military source as saying that two jets had crossed the border."
    found = cited(
        text,
        ("The agency", "quoted", "a military source as"),
        ("The agency", "saying", "that two jets had crossed the border"),
    )
    assert found == [("a military source", "as saying", ["that two jets had crossed the border"])]


def test_as_saying_when_passive_and_the_words_come_first() -> None:
    text = "“We stay,” the mayor was quoted by local radio as saying."
    assert cited(text, ("the mayor", "was quoted", "“We stay,”")) == [("the mayor", "as saying", ["“We stay,”"])]


def test_as_saying_when_the_tagger_found_nothing() -> None:
    text = "The paper cited an official as saying the shipment was late."
    assert cited(text) == [("an official", "as saying", ["the shipment was late"])]


def test_as_saying_when_the_source_of_the_passive_was_not_found() -> None:
    text = "The clinic’s director was quoted on Monday as saying the wards were full."
    assert cited(text, (None, "was quoted", "the wards were full")) == [
        ("The clinic’s director", "as saying", ["the wards were full"])
    ]


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        (
            "Four men died, the agency reported, citing local officials.",
            [("the agency", "reported", "Four men died")],
            [("local officials", "citing", ["Four men died"])],
        ),
        (
            "The monitor said, citing activists on the ground, that four fighters had died.",
            [("The monitor", "citing", "activists on the ground, that four fighters had died")],
            [("activists on the ground", "citing", ["that four fighters had died"])],
        ),
        (  # a reason is no speaker
            "The army said it had shut the road, citing the risk of further strikes.",
            [("The army", "said", "it had shut the road")],
            [("The army", "said", ["it had shut the road"])],
        ),
        (  # nothing was reported
            "The agency left the town, citing local officials.",
            [],
            [],
        ),
    ],
)
def test_citing(text: str, found: list[tuple[str, str, str]], expected: list[object]) -> None:
    assert cited(text, *found) == expected
