"""A content that runs on over a second cue of its speaker is parted there."""

from __future__ import annotations

import pytest

from attribune.extract.quotation import quotations
from attribune.extract.second import with_second
from attribune.model import Attribution, Span


def parts(text: str, source: str, cue: str) -> list[tuple[str, str]]:
    """Cue and content of each part of an attribution whose content is all that follows its cue."""
    start = text.index(cue) + len(cue) + 1
    one = Attribution(
        (Span(start, len(text)),),
        Span(text.index(source), text.index(source) + len(source)),
        Span(start - len(cue) - 1, start - 1),
    )
    found = with_second(text, quotations(text, (Span(0, len(text)),)), [one])
    return [(each.cue.of(text) if each.cue else "", each.content[0].of(text)) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The envoy said she was shocked by the reports and called for an inquiry",
            [("said", "she was shocked by the reports"), ("called for", "an inquiry")],
        ),
        (
            "The envoy said that efforts were going on and called on both sides to stop",
            [("said", "that efforts were going on"), ("called on", "both sides to stop")],
        ),
        (
            "The envoy said Moscow must answer for it and demanded an inquiry",
            [("said", "Moscow must answer for it"), ("demanded", "an inquiry")],
        ),
        (
            "The envoy said it was grave, and warned of famine and urged donors to pay",
            [("said", "it was grave"), ("warned of", "famine"), ("urged", "donors to pay")],
        ),
        (
            "The envoy said he was not aware of it and referred questions to the army",
            [("said", "he was not aware of it")],
        ),
    ],
)
def test_content_when_the_speaker_goes_on_is_parted(text: str, expected: list[tuple[str, str]]) -> None:
    assert parts(text, "The envoy", "said") == expected


@pytest.mark.parametrize(
    "text",
    [
        "The envoy said the rebels had broken the truce and vowed revenge",  # theirs, for all we know
        "The envoy said Israel had refused and called for a vote",
        "The envoy said it was “bad and called for action by all”",
        "The envoy said it was attacked and condemned by many",
        "The envoy said the men were freed and released to the Red Cross",
        "The envoy said it was tried and condemned as a spy",
        "The envoy said it was late and calls for aid went out",  # no verb of the same tense
    ],
)
def test_content_when_the_second_verb_may_be_another_s_is_whole(text: str) -> None:
    assert len(parts(text, "The envoy", "said")) == 1


def test_first_content_of_a_later_cue_gets_the_told_before_it() -> None:
    text = "The mayor told reporters the bridge had been hit and urged people to leave"
    first, second, cue = "the bridge had been hit and", "people to leave", "urged"
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (first, second, cue, "The mayor")]
    found = with_second(text, (), [Attribution((spans[0], spans[1]), spans[3], spans[2])])
    assert [(one.cue.of(text) if one.cue else "", one.content[0].of(text)) for one in found] == [
        ("told reporters", "the bridge had been hit"),
        ("urged", "people to leave"),
    ]
