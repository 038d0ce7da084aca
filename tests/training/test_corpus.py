"""Reading PolNeAR's standoff files, and the labels that are made of them."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from attribune.extract.encode import Encoded
from training.corpus import AnnotatedText, GoldAttribution, read_polnear
from training.examples import batches, label

TEXT = "The army said\nit had withdrawn. So he claims.\n"
STANDOFF = (
    "T1\tSource 0 8\tThe army\n"
    "T2\tCue 9 14\tsaid\n"
    "\n"  # the text of a line can run on over the next
    "T3\tContent 14 20;21 30\tit had withdrawn\n"
    "T4\tDiscuss 32 34\tSo\n"
    "T5\tCue 38 44\tclaims\n"
    "T6\tSource 35 37\the\n"
    "E1\tAttribution:T2 Content:T3 Cue:T2 Source:T1\n"
    "E2\tAttribution:T5 Cue:T5 Source:T6\n"
)


def test_read_polnear(tmp_path):
    data = tmp_path / "data"
    for folder in ("text", "attributions"):
        (data / "train" / folder).mkdir(parents=True)
    (data / "metadata.tsv").write_text("filename\tcompartment\tannotators\na\ttrain\tx|y\n", encoding="utf-8")
    (data / "train" / "text" / "a.txt").write_text(TEXT, encoding="utf-8")
    (data / "train" / "attributions" / "a_x.ann").write_text(STANDOFF, encoding="utf-8")
    (article,) = read_polnear(tmp_path, "train")
    # White space at the ends is cut off; what has no content is left out.
    assert article == AnnotatedText(
        "a", TEXT, (GoldAttribution(source=((0, 8),), cue=((9, 13),), content=((14, 20), (21, 30))),)
    )


def subwords(*bounds):
    starts, ends = np.array(bounds, dtype=np.int32).T
    return Encoded(starts, starts.astype(np.uint8), starts, ends)


def test_label_when_a_paragraph_begins_later_in_the_text():
    attribution = GoldAttribution(source=((10, 14),), cue=((15, 19),), content=((20, 26), (30, 34)))
    encoded = subwords((0, 4), (5, 9), (10, 13), (13, 16), (17, 19), (20, 24))
    assert label(encoded, 10, [attribution]).tolist() == [1, 3, 5, 6, 0, 5]


def test_label_when_attributions_nest():
    outer = GoldAttribution(content=((0, 20),))
    inner = GoldAttribution(source=((5, 7),), cue=((8, 12),), content=((13, 20),))
    encoded = subwords((0, 4), (5, 7), (8, 12), (13, 16), (17, 20))
    assert label(encoded, 0, [outer, inner]).tolist() == [5, 1, 3, 5, 6]


@given(st.lists(st.integers(1, 60), max_size=50), st.booleans(), st.integers(0, 99))
def test_batches_hold_every_example_once(lengths, alike, seed):
    made = list(batches(lengths, 100, random.Random(seed), alike=alike))
    assert sorted(index for batch in made for index in batch) == list(range(len(lengths)))
    for batch in made:
        of_batch = [lengths[index] for index in batch]
        assert max(of_batch) * len(batch) <= 100
        assert len(set(of_batch)) == 1 or not alike
