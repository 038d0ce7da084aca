"""Words and keys: offsets stay those of the text, spellings of one name share a key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.catalog.names import key_of, keys_of, words_of


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Zelensky", "Zelenskyy"),
        ("Zelenskiy", "Zelenskyi"),
        ("Lugansk", "Luhansk"),
        ("Haidai", "Gaidai"),
        ("Mykolayiv", "Mykolaiiv"),
        ("Ouchakov", "Ushakov"),
        ("Erdoğan", "Erdogan"),
        ("Defense", "defence"),
        ("Sana'a", "Sana’a"),
        ("U.S.", "US"),
    ],
)
def test_key_of_is_one_for_spellings_of_a_name(left: str, right: str) -> None:
    assert key_of(left) == key_of(right)


@pytest.mark.parametrize(("left", "right"), [("Chad", "shad"), ("Iran", "Iraq"), ("Mali", "Malawi"), ("Oman", "Roman")])
def test_key_of_keeps_short_names_apart(left: str, right: str) -> None:
    assert key_of(left) != key_of(right)


def test_words_of_leaves_the_possessive_out_of_the_span() -> None:
    text = "Ukraine’s presidency"
    word = words_of(text)[0]
    assert text[word.start : word.end] == "Ukraine"
    assert word.possessive


def test_keys_of_drops_articles() -> None:
    assert keys_of("the Ministry of Defense of the Republic") == keys_of("Ministry of Defence of Republic")


@given(st.text())
def test_words_of_re_reads_from_the_text(text: str) -> None:
    last = 0
    for word in words_of(text):
        assert text[word.start : word.end] == word.surface
        assert word.start >= last
        last = word.end


@given(st.text(alphabet=st.characters(categories=("L",)), min_size=1))
def test_key_of_does_not_depend_on_case(word: str) -> None:
    assert key_of(word.lower()) == key_of(word.lower().upper().lower())
