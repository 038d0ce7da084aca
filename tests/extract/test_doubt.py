"""Which stretches of a paragraph are read a second time."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from attribune.extract.decode import LABELS
from attribune.extract.doubt import Doubt, Stretch, doubtful
from attribune.extract.encode import Encoded

DOUBT = Doubt(sure=0.7, least=2, whole=8)
TEXT = "One two three. Four five six. Seven eight nine. Ten eleven twelve."


def encoded(text):
    """Every word as one subword."""
    words, starts, at = text.split(), [], 0
    for word in words:
        starts.append(text.index(word, at))
        at = starts[-1] + len(word)
    ids, kinds = np.zeros(len(words), dtype=np.int32), np.zeros(len(words), dtype=np.uint8)
    first = np.array(starts, dtype=np.int32)
    return Encoded(ids, kinds, first, first + np.array([len(word) for word in words], dtype=np.int32))


def logits(length, unsure):
    """Sure of everything but the subwords named."""
    scores = np.zeros((length, LABELS), dtype=np.float32)
    scores[:, 0] = 9.0
    scores[list(unsure), 1] = 9.0
    return scores


def stretches(text, unsure, doubt=DOUBT):
    one = encoded(text)
    found = doubtful([text], [one], [logits(len(one), unsure)], doubt)
    assert all(each.paragraph == 0 for each in found)
    return [text[one.starts[each.start] : one.ends[each.end - 1]] for each in found]


def test_nothing_is_read_again_where_the_first_network_is_sure():
    assert stretches(TEXT, []) == []


def test_a_single_unsure_subword_is_no_doubt():
    assert stretches(TEXT, [4]) == []


def test_a_short_paragraph_is_read_again_in_one_piece():
    assert stretches("One two three. Four five six.", [0, 1]) == ["One two three. Four five six."]


def test_of_a_long_paragraph_the_sentences_in_doubt():
    assert stretches(TEXT, [3, 4]) == ["Four five six."]
    assert stretches(TEXT, [0, 9]) == ["One two three.", "Ten eleven twelve."]


def test_neighbouring_sentences_are_read_together():
    assert stretches(TEXT, [4, 6]) == ["Four five six. Seven eight nine."]


def test_paragraphs_without_words():
    empty = encoded("")
    assert doubtful([], [], [], DOUBT) == []
    assert doubtful([""], [empty], [np.zeros((0, LABELS), dtype=np.float32)], DOUBT) == []


@given(st.lists(st.lists(st.integers(0, 11), max_size=6), max_size=5))
def test_a_paragraph_has_the_same_stretches_in_any_company(unsure):
    one = encoded(TEXT)
    given = [logits(len(one), each) for each in unsure]
    together = doubtful([TEXT] * len(unsure), [one] * len(unsure), given, DOUBT)
    for number, scores in enumerate(given):
        alone = doubtful([TEXT], [one], [scores], DOUBT)
        assert [Stretch(number, each.start, each.end) for each in alone] == [
            each for each in together if each.paragraph == number
        ]
