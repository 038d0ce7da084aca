"""Floors under the shipped models: on our own held-out dispatches, and on PolNeAR dev where it is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from attribune.extract.tagger import load_tagger
from tools.eval_who import measure as measure_who
from tools.eval_who import shares
from training.apply import measure
from training.corpus import read_polnear
from training.markup import read_folder

ROOT = Path(__file__).resolve().parents[2]
POLNEAR = Path(os.environ.get("ATTRIBUNE_POLNEAR", ROOT.parent / "shared" / "data" / "polnear"))

# content overlap F1, whole attribution F1
HELD_OUT = {"fast": (0.82, 0.69), "accurate": (0.85, 0.735)}
CLAIMANTS = {"claimant right": 0.79, "  named inside": 0.85, "  named outside": 0.72}
DEV = {"fast": (0.765, 0.635), "accurate": (0.79, 0.67)}


@pytest.mark.parametrize("name", HELD_OUT)
def test_models_keep_their_floor_on_held_out_dispatches(name):
    dispatches = [dispatch.annotated() for dispatch in read_folder(ROOT / "training" / "corpus" / "heldout")]
    score = measure(load_tagger(name), dispatches)
    assert score.overlap.f1 >= HELD_OUT[name][0]
    assert score.triple.f1 >= HELD_OUT[name][1]


def test_claimants_keep_their_floor_on_held_out_dispatches():
    found = shares(measure_who(ROOT / "training" / "corpus" / "heldout", None))
    assert {
        name: round(right / of, 3) for name, (right, of) in found.items() if right / of < CLAIMANTS.get(name, 0)
    } == {}


@pytest.mark.skipif(not POLNEAR.is_dir(), reason="PolNeAR is not at hand (ATTRIBUNE_POLNEAR)")
@pytest.mark.parametrize("name", DEV)
def test_models_keep_their_floor_on_polnear_dev(name):
    score = measure(load_tagger(name), read_polnear(POLNEAR, "dev"))
    assert score.overlap.f1 >= DEV[name][0]
    assert score.triple.f1 >= DEV[name][1]
