"""A reporting word with a colon speaks for the paragraphs behind it."""

from __future__ import annotations

from attribune.extract.listing import with_lists
from attribune.extract.quotation import quotations
from attribune.extract.segment import paragraphs
from attribune.model import Attribution, Span


def frames(text: str, found: tuple[Attribution, ...] = ()) -> list[tuple[str, str, list[str]]]:
    blocks = paragraphs(text)
    return [
        (
            one.source.of(text) if one.source is not None else "",
            one.cue.of(text) if one.cue is not None else "",
            [span.of(text) for span in one.content],
        )
        for one in with_lists(text, blocks, quotations(text, blocks), found)
    ]


def test_list_when_points_follow_is_the_sources() -> None:
    text = "The ministry reported:\n\n• Nine attacks repelled.\n\n• Two bridges lost.\n\nIt rained in the capital."
    assert frames(text) == [("The ministry", "reported:", ["Nine attacks repelled.", "Two bridges lost."])]


def test_list_when_a_quotation_runs_over_paragraphs() -> None:
    text = (
        "It rained. The governor wrote on his channel:\n\n“The dam holds.\n\n“We check it daily.”\n\nNobody else spoke."
    )
    assert frames(text) == [("The governor", "wrote on his channel:", ["“The dam holds.", "“We check it daily.”"])]


def test_list_when_a_bare_quotation_was_found_takes_it_up() -> None:
    text = "The governor said:\n\n“The dam holds.”"
    bare = Attribution((Span(text.index("“"), len(text)),))
    assert frames(text, (bare,)) == [("The governor", "said:", ["“The dam holds.”"])]


def test_list_when_no_reporting_word_stands_before_the_colon() -> None:
    assert frames("Information to remember:\n\n• Nine attacks repelled.") == []


def test_list_when_prose_follows_is_none() -> None:
    assert frames("The governor said:\n\nIt rained in the capital.") == []
