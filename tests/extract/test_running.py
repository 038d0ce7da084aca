"""Quotations that are paragraphs of their own."""

from __future__ import annotations

from attribune.extract.quotation import quotations
from attribune.extract.running import with_running
from attribune.extract.segment import paragraphs
from attribune.model import Attribution, Span


def contents(text: str, *found: Attribution) -> list[list[str]]:
    blocks = paragraphs(text)
    return [
        [piece.of(text) for piece in one.content] for one in with_running(text, blocks, quotations(text, blocks), found)
    ]


def test_running_when_no_tagger_saw_the_quotation() -> None:
    text = "Nadia lost a leg.\n\n“First there was the bang.”"
    assert contents(text) == [["“First there was the bang.”"]]


def test_running_when_the_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "“First there was the bang, then nothing.\n\n“Then people began to scream.”"
    assert contents(text) == [["“First there was the bang, then nothing.", "“Then people began to scream.”"]]


def test_running_when_the_first_part_has_a_speaker() -> None:
    text = "Nadia said: “First there was the bang.\n\n“Then people began to scream.”"
    first = Attribution((Span(12, 38),), Span(0, 5), Span(6, 11))
    bare = Attribution((Span(40, len(text)),))
    assert contents(text, first, bare) == [["“First there was the bang.", "“Then people began to scream.”"]]


def test_running_when_the_next_paragraph_has_its_own_speaker() -> None:
    text = "“First there was the bang.”\n\n“Then people screamed,” said Omar."
    second = Attribution((Span(29, 52),), Span(58, 62), Span(53, 57))
    assert contents(text, second) == [["“Then people screamed,”"], ["“First there was the bang.”"]]


def test_running_when_quoted_words_are_only_part_of_the_paragraph() -> None:
    assert contents("“The hill of crosses” is what they call the place.") == []
    assert contents("“No way.”") == []
