"""Marked text: whatever the spans, the words stay and the elements nest."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.model import Span
from attribune.web.marks import LAYERS, Mark, highlighted, marked, sentence_around

TEXT = 'He said: "It <b>burns</b> & smokes." They\nleft. Nobody knows.'


@st.composite
def marks(draw: st.DrawFn) -> list[Mark]:
    found = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(TEXT) - 1))
        end = draw(st.integers(start + 1, len(TEXT)))
        found.append(Mark(Span(start, end), draw(st.sampled_from(LAYERS)), draw(st.none() | st.just('a "note" <i>'))))
    return found


@given(marks())
def test_marked_keeps_every_word_and_nests(found: list[Mark]) -> None:
    html = str(marked(TEXT, Span(0, len(TEXT)), found))
    assert unescape(re.sub(r"<[^>]*>", "", html)) == TEXT
    depth = 0
    for tag in re.findall(r"</?span", html):
        depth += 1 if tag == "<span" else -1
        assert depth >= 0
    assert depth == 0


@given(marks())
def test_marked_covers_exactly_the_words_of_each_mark(found: list[Mark]) -> None:
    html = str(marked(TEXT, Span(0, len(TEXT)), found))
    for layer in LAYERS:
        expected = {at for mark in found if mark.layer == layer for at in range(*mark.span)}
        assert _covered(html, layer) == expected


def _covered(html: str, layer: str) -> set[int]:
    at, open_layers, covered = 0, [], set()
    for tag, layer_name, words in re.findall(r'(</?span)(?: class="m m-(\w+)"(?: title="[^"]*")?)?>|([^<]+)', html):
        if tag == "<span":
            open_layers.append(layer_name)
        elif tag:
            open_layers.pop()
        else:
            length = len(unescape(words))
            covered |= set(range(at, at + length)) if layer in open_layers else set()
            at += length
    return covered


def test_marked_cuts_marks_at_the_window() -> None:
    html = marked(TEXT, Span(3, 7), [Mark(Span(0, len(TEXT)), "content")])
    assert html == '<span class="m m-content">said</span>'


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("smokes", 'He said: "It <b>burns</b> & smokes."'),
        ("left", "left."),
        ("knows", "Nobody knows."),
    ],
)
def test_sentence_around_is_the_sentence(words: str, sentence: str) -> None:
    start = TEXT.index(words)
    assert sentence_around(TEXT, Span(start, start + len(words))).of(TEXT) == sentence


@given(st.text(min_size=1), st.data())
def test_sentence_around_holds_the_span_in_any_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    found = sentence_around(text, span)
    assert found.contains(span)
    assert found.end <= len(text)


def test_highlighted_marks_every_word_of_the_search() -> None:
    window = Span(0, len(TEXT))
    assert [mark.span.of(TEXT) for mark in highlighted("IT nobody (", TEXT, window)] == ["It", "Nobody"]
