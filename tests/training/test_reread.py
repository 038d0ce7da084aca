"""The shipped networks, read back into models that can be trained on."""

from __future__ import annotations

import json

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the train extra is not installed")

from tokenizers import Tokenizer  # noqa: E402

from attribune.extract.encode import encode  # noqa: E402
from attribune.extract.network import load_network  # noqa: E402
from attribune.extract.tagger import WEIGHTS, layout_of  # noqa: E402
from training.examples import Example  # noqa: E402
from training.fit import predict  # noqa: E402
from training.reread import read_student, read_teacher  # noqa: E402

TEXTS = (
    "The ministry said on Monday that it had shot down nine drones, “all of them” over the sea.",
    "“We have nowhere to go,” the woman added, according to the agency.",
)


@pytest.mark.parametrize(("name", "read", "wrap"), [("teacher", read_teacher, True), ("student", read_student, False)])
def test_network_when_it_is_read_back(name, read, wrap):
    directory = WEIGHTS / "en"
    layout = layout_of(json.loads((directory / "model.json").read_text())["networks"][name])
    encoded = encode(Tokenizer.from_file(str(directory / "tokenizer.json")), TEXTS, {})
    shipped = load_network(layout, directory, 1).logits(encoded)
    again = predict(read(directory / layout.file), [Example(one, np.zeros(len(one))) for one in encoded], wrap=wrap)
    for left, right in zip(shipped, again, strict=True):
        assert np.abs(left - right).mean() < 0.2  # of logits between -5 and 10: eight-bit arithmetic is not exact
