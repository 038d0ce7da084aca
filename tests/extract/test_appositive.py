"""A claim just reported, taken up by somebody else in the same sentence."""

from __future__ import annotations

import pytest

from attribune.extract.appositive import with_appositives
from attribune.model import Attribution, Span


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "content", "said", "expected"),
    [
        (
            "Kyiv says it hits military targets only, a claim Moscow rejects.",
            "it hits military targets only, a claim Moscow rejects",
            "it hits military targets only",
            ("Moscow", "rejects"),
        ),
        (
            "Kyiv says it hits military targets only — an assertion that the ministry in Moscow has always disputed.",
            "it hits military targets only",
            "it hits military targets only",
            ("the ministry in Moscow", "has always disputed"),
        ),
        (
            "Kyiv says it shot down the jet, a claim dismissed by the air force as fantasy.",
            "it shot down the jet",
            "it shot down the jet",
            ("the air force", "dismissed by"),
        ),
    ],
)
def test_appositive_is_an_attribution_of_the_same_content(
    text: str, content: str, said: str, expected: tuple[str, str]
) -> None:
    given = Attribution((span(text, content),), span(text, "Kyiv"), span(text, "says"))
    first, second = with_appositives(text, (Span(0, len(text)),), (given,))
    assert [piece.of(text) for piece in first.content] == [said]
    assert second.content == first.content
    assert second.source is not None
    assert second.cue is not None
    assert (second.source.of(text), second.cue.of(text)) == expected


def test_appositive_when_nothing_was_claimed_before_it() -> None:
    text = "The road is open, a claim Moscow rejects."
    assert with_appositives(text, (Span(0, len(text)),), ()) == []


def test_appositive_when_the_noun_is_only_described() -> None:
    text = "Kyiv says it hits military targets only, a claim that is hard to check."
    given = Attribution((span(text, "it hits military targets only"),), span(text, "Kyiv"), span(text, "says"))
    assert with_appositives(text, (Span(0, len(text)),), (given,)) == [given]
