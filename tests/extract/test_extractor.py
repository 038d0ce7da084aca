"""Attributions, styles, hedges and verification words point at the right words."""

from __future__ import annotations

import pytest

from attribune.errors import FatalError
from attribune.extract import extract, load_models
from attribune.model import (
    Attribution,
    Document,
    Mentions,
    Region,
    RegionKind,
    Span,
    Style,
    document_id,
    text_hash,
)


def read(text: str, *regions: Region) -> tuple[Document, Mentions]:
    doc = Document(document_id(text), text, text_hash(text), language="en", regions=regions)
    return doc, extract(doc, load_models("accurate"))


def words(doc: Document, one: Attribution) -> tuple[str | None, str | None, str]:
    return (
        one.source.of(doc.text) if one.source is not None else None,
        one.cue.of(doc.text) if one.cue is not None else None,
        " … ".join(span.of(doc.text) for span in one.content),
    )


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The Sudanese army has claimed that it retook the bridge.",
            "The Sudanese army",
            "has claimed",
            "that it retook the bridge",
        ),
        ("“The bridge is ours,” the spokesman said.", "the spokesman", "said", "“The bridge is ours,”"),
        ("“The bridge is ours,” said the spokesman.", "the spokesman", "said", "“The bridge is ours,”"),
        (
            "According to the health ministry, nine people were killed.",
            "the health ministry",
            "According to",
            "nine people were killed",
        ),
        (
            "Nine people were killed, according to the health ministry.",
            "the health ministry",
            "according to",
            "Nine people were killed",
        ),
        (
            "The mayor of Derna, Ali Ferjani, also warned that the dam would fail.",
            "The mayor of Derna, Ali Ferjani",
            "also warned",
            "that the dam would fail",
        ),
    ],
)
def test_attribution_when_the_form_is_plain(text: str, source: str, cue: str, content: str) -> None:
    doc, mentions = read(text)
    assert [words(doc, one) for one in mentions.attributions] == [(source, cue, content)]


def test_attribution_when_the_voice_is_passive_has_no_source() -> None:
    doc, mentions = read("Heavy shelling was reported in the town of Lyman.")
    (one,) = mentions.attributions
    assert one.source is None
    assert words(doc, one)[1] == "was reported"
    assert [hedge.of(doc.text) for hedge in one.hedges] == ["was reported"]


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("The ministry said “we hold the town”.", Style.DIRECT),
        ("The ministry said that it “holds” the town.", Style.MIXED),
        ("The ministry said that it holds the town.", Style.INDIRECT),
    ],
)
def test_style_when_marks_cover_all_part_or_none(text: str, style: Style) -> None:
    _, mentions = read(text)
    assert [one.style for one in mentions.attributions] == [style]


@pytest.mark.parametrize(
    ("text", "status", "phrase"),
    [
        ("The claims could not be independently verified.", "unverified", "could not be independently verified"),
        ("The agency was unable to verify the report.", "unverified", "unable to verify"),
        ("The video was geolocated by analysts.", "verified", "was geolocated by"),
        ("The warring sides accused one another.", "contested", "The warring sides accused"),
    ],
)
def test_verification_when_the_outlet_speaks_of_it(text: str, status: str, phrase: str) -> None:
    doc, mentions = read(text)
    assert [(one.status, one.span.of(doc.text)) for one in mentions.verifications] == [(status, phrase)]


def test_verification_when_only_quoted_words_speak_of_it() -> None:
    _, mentions = read("“The figures are unverified,” the general said.")
    assert mentions.verifications == ()


def test_caption_when_it_attributes_nothing_stands_on_its_credit() -> None:
    caption, credit = "Smoke over the port of Hodeidah.", "(Saba/Handout)"
    text = f"{caption} {credit}"
    regions = (
        Region(RegionKind.CAPTION, Span(0, len(caption))),
        Region(RegionKind.CREDIT, Span(len(caption) + 1, len(text))),
    )
    doc, mentions = read(text, *regions)
    assert [words(doc, one) for one in mentions.attributions] == [(credit, None, caption)]
    assert [(one.caption.of(text), one.credit and one.credit.of(text)) for one in mentions.media] == [(caption, credit)]


def test_boilerplate_when_it_speaks_is_never_claimed_from() -> None:
    text = "The army said the road is open.\n\nEditors say you should subscribe to our newsletter."
    start = text.index("Editors")
    _, mentions = read(text, Region(RegionKind.BOILERPLATE, Span(start, len(text))))
    assert all(one.content[0].end < start for one in mentions.attributions)


def test_models_when_the_name_is_unknown() -> None:
    with pytest.raises(FatalError, match="choose one of"):
        load_models("telepathy")
