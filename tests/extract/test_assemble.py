"""Linking: which cue introduces which content, and who is its source."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.extract.assemble import link
from attribune.extract.decode import RoleSpan

ROLE = {"S": "source", "C": "cue", "T": "content"}


def marked(text):
    """The plain text and role spans of a text in which [S …], [C …] and [T …] mark the roles."""
    plain, spans = "", []
    for piece in re.split(r"(\[[SCT] [^\]]*\])", text):
        if piece.startswith("["):
            words = piece[3:-1]
            spans.append(RoleSpan(len(plain), len(plain) + len(words), ROLE[piece[1]]))
            plain += words
        else:
            plain += piece
    return plain, spans


def linked(text):
    """The attributions of a marked text as (source, cue, content pieces) in words."""
    plain, spans = marked(text)
    return [
        (
            one.source and one.source.of(plain),
            one.cue and one.cue.of(plain),
            tuple(piece.of(plain) for piece in one.content),
        )
        for one in link(plain, spans)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[S The army] [C said] [T it had withdrawn].", [("The army", "said", ("it had withdrawn",))]),
        ("[T “We left,”] [S the major] [C said].", [("the major", "said", ("“We left,”",))]),
        (
            "[T “We left,”] [C said] [S Major Brandt]. [T “All of us.”]",
            [("Major Brandt", "said", ("“We left,”", "“All of us.”"))],
        ),
        ("[C According to] [S the governor], [T four died].", [("the governor", "According to", ("four died",))]),
        (
            "[S He] [C said] [T the bridge held] and [C added] [T that trains ran].",
            [("He", "said", ("the bridge held",)), ("He", "added", ("that trains ran",))],
        ),
        (
            "[S Kyiv] [C said] [T it held the town]. [S Moscow] [C denied] [T that].",
            [("Kyiv", "said", ("it held the town",)), ("Moscow", "denied", ("that",))],
        ),
        ("[T “We were asleep. Then it came.”]", [(None, None, ("“We were asleep. Then it came.”",))]),
        (
            "[S Sorin], [S who] [C opposed] [T the raid], [C said] [T it had failed].",
            [("who", "opposed", ("the raid",)), ("Sorin", "said", ("it had failed",))],
        ),
        (
            "[S The staff] [C said] in an online post [T that it held the ridge], [C adding] [T that rain fell].",
            [
                ("The staff", "said", ("that it held the ridge",)),
                ("The staff", "adding", ("that rain fell",)),
            ],
        ),
        (
            "There are [C fears] [T of a siege], and [S the mayor] [C said] [T he would stay].",
            [(None, "fears", ("of a siege",)), ("the mayor", "said", ("he would stay",))],
        ),
        (
            "[T It was over], [C it was confirmed by] [S two envoys].",
            [("two envoys", "it was confirmed by", ("It was over",))],
        ),
        ("[S Kyiv]: [T Drones hit port]", [("Kyiv", None, ("Drones hit port",))]),
        ("[T “We hold the town”] – [S mayor]", [("mayor", None, ("“We hold the town”",))]),
        ("[S The mayor], weary, left. [T “We hold the town.”]", [(None, None, ("“We hold the town.”",))]),
        ("[T Four people died], it [C was reported].", [(None, "was reported", ("Four people died",))]),
        ("[S The army] [C said] nothing.", []),
    ],
)
def test_link(text, expected):
    assert linked(text) == expected


def test_link_when_a_title_ends_in_a_full_stop():
    assert linked("[S Gov. Lysenko] [C said] [T the grid held].") == [("Gov. Lysenko", "said", ("the grid held",))]


@given(st.lists(st.tuples(st.sampled_from(["source", "cue", "content"]), st.integers(1, 9)), max_size=12))
def test_link_keeps_every_content_once(parts):
    spans, at = [], 0
    for role, length in parts:
        spans.append(RoleSpan(at, at + length, role))
        at += length + 1
    pieces = [(piece.start, piece.end) for one in link("x" * at, spans) for piece in one.content]
    assert sorted(pieces) == [(span.start, span.end) for span in spans if span.role == "content"]


@pytest.mark.parametrize("words", ["it", "this", "that"])
def test_pronoun_that_a_cue_ends_in_is_its_content(words):
    text = f"[S Tehran] [C denied] {words}. [T It had sent no drones], [S the minister] [C said]."
    assert linked(text) == [("Tehran", "denied", (words,)), ("the minister", "said", ("It had sent no drones",))]


def test_pronoun_that_goes_on_is_not_the_content_of_a_cue():
    assert linked("[S He] [C said] it [T was over].") == [("He", "said", ("was over",))]
    assert linked("[S He] [C denied] [T it].") == [("He", "denied", ("it",))]
