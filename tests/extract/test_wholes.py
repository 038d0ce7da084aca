"""Contents end and begin where a phrase does."""

from __future__ import annotations

import pytest

from attribune.extract.wholes import with_whole_content
from attribune.model import Attribution, Span


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("The ministry put the toll at 28, saying most were women.", "the toll at", "the toll at 28"),
        (
            "They put the toll at more than 1,200 people on Friday.",
            "the toll at",
            "the toll at more than 1,200 people on Friday",
        ),
        (
            "It reported, without giving evidence, that 47 had died.",
            "without giving evidence, that 47 had died",
            "that 47 had died",
        ),
        ("It said earlier that 47 had died.", "earlier that 47 had died", "that 47 had died"),
        ("It said in the morning 47 had died.", "in the morning 47 had died", "in the morning 47 had died"),
        ("They agreed to talk to him.", "to talk to", "to talk to"),
    ],
)
def test_whole_content(text: str, content: str, expected: str) -> None:
    start = text.index(content)
    made = with_whole_content(text, Attribution((Span(start, start + len(content)),)))
    assert [piece.of(text) for piece in made.content] == [expected]
