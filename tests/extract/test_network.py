"""Windows and batches: every subword gets the logits of its own place, whatever the company."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.errors import FatalError
from attribune.extract.decode import LABELS
from attribune.extract.encode import Encoded
from attribune.extract.network import OVERLAP, Layout, Network, load_network


class Echo:
    """Stands in for a model: each subword's logits are its id, its feature, its mask and its row's length."""

    def __init__(self):
        self.shapes = []

    def run(self, _names, given):
        ids, features, mask = given["ids"], given["features"], given["mask"]
        self.shapes.append(ids.shape)
        logits = np.zeros((*ids.shape, LABELS), dtype=np.float32)
        logits[..., 0], logits[..., 1], logits[..., 2] = ids, features, mask
        return [logits]


def paragraph(length, first=1):
    numbers = np.arange(first, first + length, dtype=np.int32)
    return Encoded(numbers, (numbers % 12).astype(np.uint8), numbers, numbers + 1)


def layout(**changes):
    values = {"file": "echo.onnx", "window": 100, "wrap": None, "pad_to": 1, "fill": 0.8, "tokens": 1000}
    return Layout(**(values | changes))


@given(
    st.lists(st.integers(0, 450), max_size=8),
    st.sampled_from([None, (101, 102)]),
    st.sampled_from([(1, 0.8), (8, 1.0)]),
)
def test_logits_are_those_of_each_subword(lengths, wrap, shape):
    paragraphs = [paragraph(length, first=1000 * i + 1) for i, length in enumerate(lengths)]
    network = Network(layout(wrap=wrap, pad_to=shape[0], fill=shape[1]), Echo())
    for given_one, logits in zip(paragraphs, network.logits(paragraphs), strict=True):
        assert logits[:, 0].tolist() == given_one.ids.tolist()
        assert logits[:, 1].tolist() == given_one.features.tolist()
        assert (logits[:, 2] == 1).all()


@given(st.lists(st.integers(1, 300), min_size=1, max_size=20))
def test_batches_when_lengths_must_agree(lengths):
    echo = Echo()
    Network(layout(pad_to=8, fill=1.0), echo).logits([paragraph(length) for length in lengths])
    assert all(length % 8 == 0 for _, length in echo.shapes)
    assert all(rows * length <= 1000 or rows == 1 for rows, length in echo.shapes)


def test_windows_overlap_when_a_paragraph_is_long():
    echo = Echo()
    Network(layout(fill=1.0), echo).logits([paragraph(100 + 3 * (100 - OVERLAP))])
    assert sum(rows for rows, _ in echo.shapes) == 4


def test_load_network_names_the_file_when_it_is_missing(tmp_path):
    with pytest.raises(FatalError, match=r"echo\.onnx"):
        load_network(layout(), tmp_path, 1)
