"""Who speaks: names, short names, titles, pronouns, documents, and nobody."""

from __future__ import annotations

from datetime import date

import pytest

from attribune.catalog import load_catalog
from attribune.extract import extract, load_models
from attribune.extract.quotation import quotations
from attribune.extract.segment import paragraphs, sentences
from attribune.model import Attribution, Document, Mentions, Span, Statement, document_id, text_hash
from attribune.normalize.statement import find_statements

DAY = date(2023, 11, 20)


def mark(text: str) -> tuple[Document, Mentions]:
    """A document from text in which [[source|content]] marks each attribution; the source may be empty."""
    plain, found = "", []
    for piece in text.split("[["):
        if "]]" not in piece:
            plain += piece
            continue
        inside, rest = piece.split("]]", 1)
        source, cue, content = inside.split("|")
        start = len(plain)
        plain += f"{source} {cue} {content}".strip() if source else f"{cue} {content}".strip()
        at = plain.index(content, start)
        found.append(
            Attribution(
                content=(Span(at, at + len(content)),),
                source=Span(start, start + len(source)) if source else None,
                cue=Span(plain.index(cue, start + len(source)), plain.index(cue, start + len(source)) + len(cue))
                if cue
                else None,
            )
        )
        plain += rest
    doc = Document(document_id(plain), plain, text_hash(plain), language="en")
    blocks = paragraphs(plain)
    lines = tuple(one for block in blocks for one in sentences(plain, block))
    return doc, Mentions(blocks, lines, quotations(plain, blocks), tuple(found), (), ())


def claimants(text: str, day: date = DAY) -> list[str | None]:
    doc, mentions = mark(text)
    return [
        one.claimant.name if one.claimant is not None else None
        for one in find_statements(doc, mentions, (), load_catalog(), day)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[Ukrainian President Volodymyr Zelensky|said|the line holds]].", ["Volodymyr Zelenskyy"]),
        ("[[The Israeli military|said|it struck a cell]].", ["Israel Defense Forces"]),
        ("[[Sudan’s health ministry|reported|nine deaths]].", ["Federal Ministry of Health of Sudan"]),
        ("[[Kyiv|said|the line holds]].", ["Government of Ukraine"]),
        ("[[Analysts|say|the line holds]].", ["unnamed analysts"]),
        ("[[Two diplomats|said|talks went on]].", ["unnamed diplomats"]),
        ("[[District chief Omar Barakat|said|the road is open]].", ["Omar Barakat"]),
        ("[[Nur, a farmer|said|the road is open]].", ["Nur"]),
    ],
)
def test_claimant_when_the_source_names_it(text: str, expected: list[str]) -> None:
    assert claimants(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[[Luhansk governor Serhiy Haidai|said|the town stood]]. [[He|added|that roads were cut]]. "
            "[[Haidai|also said|that help was on its way]].",
            ["Serhii Haidai"] * 3,
        ),
        (
            "[[The Israeli military|said|it struck a cell]]. [[It|gave|no number]].",
            ["Israel Defense Forces"] * 2,
        ),
        (
            "[[The Russian Defence Ministry|said|it took a village]].\n\n[[The ministry|also said|a bridge fell]].",
            ["Ministry of Defence of the Russian Federation"] * 2,
        ),
        (
            "[[A nurse at the hospital|said|beds were full]]. [[She|counted|forty wounded]].",
            ["unnamed nurse at the hospital"] * 2,
        ),
        (
            "[[The General Staff of the Armed Forces of Ukraine|reported|losses]].\n\n"
            "[[The Ukrainian military|also claims|a ship was hit]].",
            ["General Staff of the Armed Forces of Ukraine"] * 2,
        ),
        (
            "[[Ukraine|asked|Turkey to hold three ships]] [[it|says|carried stolen grain]].",
            ["Government of Ukraine"] * 2,
        ),
        (
            "[[The Russian Defence Ministry|released|a video]]. [[The footage|shows|a launch]].",
            ["Ministry of Defence of the Russian Federation"] * 2,
        ),
    ],
)
def test_claimant_when_it_was_named_before(text: str, expected: list[str]) -> None:
    assert claimants(text) == expected


def test_claimant_when_a_quotation_goes_on_without_a_cue() -> None:
    text = "[[Mayor Omar Barakat|said|“the dam will hold”]].\n\n[[||“We checked it twice.”]]"
    assert claimants(text) == ["Omar Barakat", "Omar Barakat"]


def test_claimant_when_nobody_is_named_stays_unknown() -> None:
    assert claimants("[[|was reported|heavy shelling]].") == [None]


def test_claimant_when_an_office_changed_hands() -> None:
    text = "[[The British prime minister|said|aid would go on]]."
    assert claimants(text, date(2022, 6, 1)) == ["Boris Johnson"]
    assert claimants(text, date(2023, 6, 1)) == ["Rishi Sunak"]


def read(text: str) -> tuple[Document, tuple[Statement, ...]]:
    doc = Document(document_id(text), text, text_hash(text), language="en")
    return doc, find_statements(doc, extract(doc, load_models("accurate")), (), load_catalog(), DAY)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army claimed that it took the hill.", "alleges"),
        ("The army denied that it took the hill.", "denies"),
        ("The army said that it would retake the hill.", "promises"),
        ("The army said that the hill would be retaken.", "asserts"),
        ("The army said it expects an attack.", "predicts"),
        ("The governor urged residents to leave.", "urges"),
        ("Kyiv has neither confirmed nor denied its involvement.", None),
        ("The army confirmed the deaths of five people.", "confirms"),
        ("According to the army, the hill is lost.", "asserts"),
    ],
)
def test_stance_when_cue_and_content_decide(text: str, stance: str | None) -> None:
    _, statements = read(text)
    assert [one.stance for one in statements] == [stance]


def test_relay_when_an_agency_carried_the_words() -> None:
    _, statements = read("The governor, quoted by the agency TASS, confirmed the deaths of five people.")
    assert [[relay.name for relay in one.relay] for one in statements] == [["TASS"]]
