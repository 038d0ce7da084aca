"""Variants: whole words give way to near ones, everything else stays."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("safetensors", reason="the train extra is not installed")

from attribune.extract.encode import Encoded
from training.examples import Example
from training.variation import variants

GOES_ON = np.array([False] * 8 + [True, True])
NEAR = np.array([[(i + 1) % 8] for i in range(8)] + [[8], [9]], dtype=np.int32)


def example(ids):
    numbers = np.array(ids, dtype=np.int32)
    encoded = Encoded(numbers, np.zeros(len(ids), np.uint8), numbers, numbers + 1)
    return Example(encoded, np.arange(len(ids)))


def test_variants_exchange_whole_words_only():
    (varied,) = variants([example([1, 2, 8, 3])], NEAR, 1.0, GOES_ON, seed=1)
    assert varied.encoded.ids.tolist() == [2, 2, 8, 4]
    assert varied.labels.tolist() == [0, 1, 2, 3]
    assert varied.encoded.starts.tolist() == [1, 2, 8, 3]


def test_variants_are_the_same_for_the_same_seed_and_near_the_share():
    given = [example([1] * 1000)]
    first, again = (variants(given, NEAR, 0.15, GOES_ON, seed=4)[0].encoded.ids for _ in range(2))
    assert np.array_equal(first, again)
    assert 100 < (first == 2).sum() < 200
