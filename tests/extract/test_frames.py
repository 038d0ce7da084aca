"""Sources put right by clause structure."""

from __future__ import annotations

import pytest

from attribune.extract.frames import reframed
from attribune.model import Attribution, Span


def made(text: str, source: str | None, cue: str | None, content: str) -> Attribution:
    def span(words: str | None) -> Span | None:
        return None if words is None else Span(text.index(words), text.index(words) + len(words))

    return Attribution(content=(span(content) or Span(0, 1),), source=span(source), cue=span(cue))


@pytest.mark.parametrize(
    ("text", "source", "cue", "expected"),
    [
        ("Residents have been warned to leave", "Residents", "have been warned", None),
        ("Residents were warned by the governor to leave", "Residents", "were warned", "the governor"),
        ("The governor warned people to leave", "The governor", "warned", "The governor"),
        ("the governor, warned people to leave", "the governor,", "warned", "the governor"),
        ("The said to leave", "The", "said", None),
    ],
)
def test_source_when_the_clause_says_who_speaks(text: str, source: str, cue: str, expected: str | None) -> None:
    one = reframed(text, made(text, source, cue, "to leave"), (Span(0, len(text)),))
    assert one is not None
    assert (one.source.of(text) if one.source is not None else None) == expected


def test_attribution_when_nothing_attributes_is_dropped() -> None:
    text = "The which nobody"
    assert reframed(text, made(text, "The", None, "nobody"), (Span(0, len(text)),)) is None


def test_attribution_when_it_is_bare_content_is_kept() -> None:
    text = "“We stayed.”"
    assert reframed(text, made(text, None, None, text), (Span(0, len(text)),)) is not None


def test_source_when_it_runs_into_the_next_sentence_is_cut() -> None:
    text = "Guns came, according to Reznik. Berlin sent more."
    end = text.index(" Berlin")
    one = made(text, "Reznik. Berlin", "according to", "Guns came")
    found = reframed(text, one, (Span(0, end), Span(end + 1, len(text))))
    assert found is not None
    assert found.source is not None
    assert found.source.of(text) == "Reznik"


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The footage shows a raid on a depot", "The footage", "shows", "a raid on a depot"),
        ("Police arrested eight people", "Police", "arrested", "eight people"),
        ("Ukraine shot down six missiles on Tuesday", "Ukraine", "shot", "down six missiles on Tuesday"),
        ("He spoke without specifying when it would be", "He", "without specifying", "when it would be"),
    ],
)
def test_attribution_when_a_deed_or_the_outlet_speaks_is_dropped(
    text: str, source: str, cue: str, content: str
) -> None:
    assert reframed(text, made(text, source, cue, content), (Span(0, len(text)),)) is None


def test_attribution_when_it_stands_for_the_pictures_before_is_dropped() -> None:
    first, second = "A long video was posted on Sunday.", "It shows men in a field"
    text = f"{first} {second}"
    lines = (Span(0, len(first)), Span(len(first) + 1, len(text)))
    assert reframed(text, made(text, "It", "shows", "men in a field"), lines) is None
    report = text.replace("A long video", "The UN report")
    lines = (Span(0, report.index(" It")), Span(report.index("It shows"), len(report)))
    assert reframed(report, made(report, "It", "shows", "men in a field"), lines) is not None


def test_attribution_when_a_group_names_itself_is_dropped() -> None:
    text = "A group calling itself Free Sons"
    assert reframed(text, made(text, "A group", "calling", "itself Free Sons"), (Span(0, len(text)),)) is None


@pytest.mark.parametrize(
    ("text", "source", "content", "expected"),
    [
        ("- The hill fell, Kyiv said", "Kyiv", "- The hill fell", ("Kyiv", "The hill fell")),
        ("The chief on Monday said it fell", "The chief on Monday", "it fell", ("The chief", "it fell")),
        ("He said it took arms which, as it alleged, came by sea", "He", "it took arms which", ("He", "it took arms")),
    ],
)
def test_edges_when_a_point_a_day_or_a_pronoun_stands_there(
    text: str, source: str, content: str, expected: tuple[str, str]
) -> None:
    one = reframed(text, made(text, source, "said", content), (Span(0, len(text)),))
    assert one is not None
    assert one.source is not None
    assert (one.source.of(text), one.content[0].of(text)) == expected


def test_attribution_when_pictures_are_distanced_is_kept() -> None:
    text = "The footage allegedly shows a raid on a depot"
    one = made(text, "The footage", "allegedly shows", "a raid on a depot")
    assert reframed(text, one, (Span(0, len(text)),)) is not None


def test_source_when_it_is_spoken_to_is_part_of_the_content() -> None:
    text = "The president left, ordering the minister to go on"
    one = reframed(text, made(text, "the minister", "ordering", "to go on"), (Span(0, len(text)),))
    assert one is not None
    assert one.source is None
    assert [span.of(text) for span in one.content] == ["the minister to go on"]


def test_source_when_it_is_a_place_of_a_passive_is_none() -> None:
    text = "Shelling was reported in the city of Lyman"
    for cue in ("was reported", "was reported in"):
        one = reframed(text, made(text, "the city of Lyman", cue, "Shelling"), (Span(0, len(text)),))
        assert one is not None
        assert one.source is None
        assert one.cue is not None
        assert one.cue.of(text) == "was reported"
        assert "the city of Lyman" in one.content[-1].of(text)


def test_content_when_a_stray_stop_cuts_a_list_goes_on() -> None:
    text = "The staff said Russia lost 217 aircraft. , 187 helicopters and 13 ships."
    one = reframed(text, made(text, "The staff", "said", "Russia lost 217 aircraft"), (Span(0, len(text)),))
    assert one is not None
    assert [span.of(text) for span in one.content] == ["Russia lost 217 aircraft. , 187 helicopters and 13 ships"]


def test_attribution_when_bare_words_are_no_quotation_is_dropped() -> None:
    text = "Nine villages were lost"
    assert reframed(text, made(text, None, None, text), (Span(0, len(text)),)) is None
