"""Subwords and their features."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.extract.encode import LOWER, OTHER, TITLE, UPPER, encode, quotation_state, word_case
from attribune.extract.tagger import WEIGHTS


@pytest.fixture(scope="module")
def tokenizer():
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(WEIGHTS / "en" / "tokenizer.json"))


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("He said “it’s on” now", "0" * 8 + "2" + "1" * 7 + "2" + "0" * 4),
        ("‘We didn’t go,’ he said", "2" + "1" * 13 + "2" + "0" * 8),
        ('"One" two "three', "2111200000211111"),
        ('the soldiers\' "camp"', "0" * 14 + "2" + "1" * 4 + "2"),
        ("''It fell,'' she said", "22" + "1" * 8 + "22" + "0" * 9),
        ("the '90s and 'tis", "0" * 17),
        ("“It goes on", "2" + "1" * 10),
        ("to an end” here", "000000000200000"),
        ("", ""),
    ],
)
def test_quotation_state(text, states):
    assert "".join(map(str, quotation_state(text))) == states


def test_word_case_marks_every_letter_of_a_word_alike():
    expected = [TITLE] * 4 + [OTHER] + [UPPER] * 4 + [OTHER] + [LOWER] * 3 + [OTHER] * 3
    assert word_case("Kyiv NATO, two 24"[:9] + " two 24").tolist() == expected


@given(st.lists(st.text("aB é“”\"'.,-€12\n\t", max_size=40), max_size=4))
def test_encode_gives_what_the_tokenizer_gives(tokenizer, paragraphs):
    cache = {}
    for text, encoded in zip(paragraphs, encode(tokenizer, paragraphs, cache), strict=True):
        whole = tokenizer.encode(text, add_special_tokens=False)
        assert encoded.ids.tolist() == whole.ids
        assert list(zip(encoded.starts.tolist(), encoded.ends.tolist(), strict=True)) == whole.offsets


@given(st.text(max_size=60))
def test_encode_keeps_offsets_inside_the_text(tokenizer, text):
    (encoded,) = encode(tokenizer, [text])
    assert all(0 <= start < end <= len(text) for start, end in zip(encoded.starts, encoded.ends, strict=True))
    assert all(feature < 12 for feature in encoded.features)
