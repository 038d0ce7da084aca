"""Which statements the outlet's words on verification reach, and which the report sets against each other."""

from __future__ import annotations

import pytest

from attribune.catalog import load_catalog
from attribune.extract.marks import marked, verifications
from attribune.extract.quotation import quotations
from attribune.extract.segment import paragraphs, sentences
from attribune.model import Attribution, Document, MediaMention, Mentions, Span, document_id, text_hash
from attribune.normalize.statement import find_statements
from training.markup import parse


def statuses(words: str) -> list[str]:
    """The verification of each statement of a text in the markup of training/corpus, in order of their numbers."""
    found = parse(words)
    text = found.text
    blocks = paragraphs(text)
    lines = tuple(one for block in blocks for one in sentences(text, block))
    quoted = quotations(text, blocks)
    made = []
    for number in sorted(found.spans):
        spans = {
            role: [Span(*pair) for pair in getattr(found.spans[number], role)] for role in ("source", "cue", "content")
        }
        first = {role: pairs[0] if pairs else None for role, pairs in spans.items()}
        made.append(marked(text, Attribution(tuple(spans["content"]), first["source"], first["cue"]), lines, quoted))
    captions = tuple(MediaMention(block, None) for block in blocks if block.of(text).startswith("Still of"))
    mentions = Mentions(blocks, lines, quoted, tuple(made), captions, tuple(verifications(text, lines, quoted)))
    doc = Document(document_id(text), text, text_hash(text), language="en")
    return [one.verification.value for one in find_statements(doc, mentions, (), load_catalog(), None)]


TWO = (
    "{S1:The Russian ministry} {C1:said} {T1:a bridge was lost}.\n\n{S2:The Ukrainian army} {C2:said} "
    "{T2:it took the hill}.\n\n"
)
THREE = (
    "{S1:The mayor} {C1:said} {T1:power was back}.\n\n{S2:Kyiv} {C2:said} {T2:it took the hill}. "
    "{S3:Moscow} {C3:claimed} "
    "{T3:to hold the town}. "
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (TWO + "These claims could not be verified.", ["unverified", "unverified"]),
        (TWO + "Neither claim could be independently verified.", ["unverified", "unverified"]),
        (TWO + "None of the accounts could be checked independently.", ["unverified", "unverified"]),
        (TWO + "Reuters was unable to verify either side’s battlefield reports.", ["unverified", "unverified"]),
        (TWO + "The claim could not be confirmed.", ["not stated", "unverified"]),
        (TWO + "The agency could not immediately confirm that.", ["not stated", "unverified"]),
        (TWO + "There was no independent confirmation of it.", ["not stated", "unverified"]),
        (TWO + "Rain fell all day.", ["not stated", "not stated"]),
        (THREE + "Neither statement could be verified at once.", ["not stated", "unverified", "unverified"]),
        (
            "{S1:Kyiv} {C1:said} {T1:it killed 800 men}. {S2:It} {C2:added} {T2:that a bridge fell}.\n\n"
            "The figures could not be independently verified.",
            ["unverified", "not stated"],
        ),
        (
            "{S1:Kyiv} {C1:said} {T1:it took the hill}. {S2:It} {C2:asked} {T2:for more shells}.\n\n"
            "These claims have not been independently verified.",
            ["unverified", "not stated"],
        ),
        (
            "{S1:The ministry} {C1:said} {T1:the footage shows a raid}.\n\n{S2:The army} {C2:said} {T2:a "
            "bridge was lost}.\n\n"
            "The images could not be independently verified.",
            ["unverified", "not stated"],
        ),
        (
            "{T1:Still of a burning tank.}\n\n{S2:The army} {C2:said} {T2:a bridge was lost}.\n\n"
            "It is unclear where the video was filmed.",
            ["unverified", "not stated"],
        ),
        (
            "{S1:The group} {C1:said} {T1:it had killed 17 soldiers}, but offered no evidence.",
            ["unverified"],
        ),
        (
            "{S1:The ministry} {C1:said} {T1:the video was filmed in the port}. The BBC has verified the footage.",
            ["verified"],
        ),
        (
            "{S1:Residents} {C1:said} {T1:a video shows the strike}. Independent experts confirmed the "
            "footage is genuine.",
            ["verified"],
        ),
    ],
)
def test_words_on_verification_reach_what_they_speak_of(words: str, expected: list[str]) -> None:
    assert statuses(words) == expected


# A story that goes on for some paragraphs before the outlet says what it could not check.
STORY = (
    "{S1:Medics} {C1:say} {T1:strike on market kills 41}\n\n"
    "{S2:The Sudanese army} {C2:said} {T2:14 children were among the dead}. "
    "{S3:It} {C3:added} {T3:that prices rose}.\n\n"
    "{S4:The RSF} {C4:said} {T4:the army bombed the market}.\n\n"
    "{S5:The World Health Organization} {C5:says} {T5:40,000 people have been killed since the war began}.\n\n"
)


@pytest.mark.parametrize(
    ("words", "reached"),
    [
        ("The Associated Press could not independently verify the death toll.", {1, 2}),
        ("The BBC could not confirm the number of casualties, but footage verified by its staff shows fire.", {1, 2}),
        ("Reuters could not verify the army’s claims.", {2, 3}),
        ("Reuters could not verify the RSF's account.", {4}),
        ("Neither side’s claims could be verified.", {2, 3, 4}),
        ("AFP could not check the battlefield reports of either side.", {2, 3, 4}),
        ("The agency could not verify either figure.", {1, 2, 5}),
        ("{S6:The mayor} {C6:put} {T6:the number of dead at 94}, which the UN could not confirm.", {6}),
        ("{S6:The mayor} {C6:stressed} {T6:that neither account had been confirmed}.", set()),
    ],
)
def test_words_on_verification_reach_back_over_the_story(words: str, reached: set[int]) -> None:
    marks = statuses(STORY + words)
    assert {number for number, status in enumerate(marks, 1) if status == "unverified"} == reached


def test_pictures_and_claims_named_together_are_both_reached() -> None:
    words = (
        "{S1:The ministry} {C1:said} {T1:the footage shows a raid}.\n\n"
        "{S2:The ministry} {C2:said} {T2:a bridge was lost}."
        "\n\n{S3:Witnesses} {C3:said} {T3:it rained}.\n\n"
        "Reuters has not been able to verify the footage or the ministry’s claims."
    )
    assert statuses(words) == ["unverified", "unverified", "not stated"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "{S1:Kyiv} {C1:said} {T1:Moscow shelled the hospital}. {S2:Moscow} {C2:denied} {T2:it}.",
            ["contested", "contested"],
        ),
        (
            "{S1:Kyiv} {C1:said} {T1:Russia shelled the hospital}.\n\n{S2:Moscow} {C2:denied} "
            "{T2:shelling the hospital}.",
            ["contested", "contested"],
        ),
        ("{S1:Moscow} {C1:denied} {T1:any plan to attack}.", ["not stated"]),
        (
            "{S1:Kyiv} {C1:said} {T1:grain prices rose}.\n\n{S2:Moscow} {C2:denied} {T2:shelling the hospital}.",
            ["not stated", "not stated"],
        ),
        (
            "{S1:Armenia and Azerbaijan} {C1:blamed} {T1:each other for the clashes}.",
            ["contested"],
        ),
        (
            "Kyiv, Moscow trade blame over dam\n\n{S1:Kyiv} {C1:accused} {T1:Russia of mining "
            "it}.\n\n{S2:Moscow} {C2:said} "
            "{T2:the lake is rising}.",
            ["contested", "not stated"],
        ),
        (
            "{S1:Kyiv} {C1:said} {T1:Moscow shelled the hospital}. {S2:Moscow} {C2:denied} {T2:it}. "
            "Neither claim could be verified.",
            ["unverified", "unverified"],
        ),
    ],
)
def test_statements_set_against_each_other_are_contested(words: str, expected: list[str]) -> None:
    assert statuses(words) == expected
