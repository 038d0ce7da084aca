"""The gate: no layer falls under its floor, and nobody changes the corpus without recording it."""

from __future__ import annotations

import pytest

from tests.eval import report
from tests.eval.corpus import corpus_hash


def test_floors_belong_to_this_corpus() -> None:
    baseline = report.load_baseline()
    if not baseline:
        pytest.skip("no floors are recorded yet: tools/eval.py --record")
    assert baseline["corpus"] == corpus_hash()


def test_no_layer_is_under_its_floor() -> None:
    baseline = report.load_baseline()
    if not baseline:
        pytest.skip("no floors are recorded yet: tools/eval.py --record")
    now = report.figures(report.sides(report.read_corpus()))
    assert report.compare(now, baseline) == []


FIGURES = {
    "develop": {"times": {"found": 0.9, "headline": 0.8}},
    "held_out": {"times": {"found": 0.7, "headline": 0.6}},
}


def baseline(floor: float, corpus: str | None = None) -> dict[str, object]:
    floors = {"develop": {"times": {"found": floor}}}
    return {"corpus": corpus if corpus is not None else corpus_hash(), "floors": floors}


@pytest.mark.parametrize(("floor", "wrong"), [(0.9, 0), (0.89, 0), (0.91, 1)])
def test_compare_names_a_floor_that_is_not_held(floor: float, wrong: int) -> None:
    found = report.compare(FIGURES, baseline(floor))
    assert len(found) == wrong
    assert all("times" in line for line in found)


def test_compare_tells_a_changed_corpus() -> None:
    assert "changed" in report.compare(FIGURES, baseline(0.1, corpus="other"))[0]


@pytest.mark.parametrize(("floor", "lower"), [(0.95, 1), (0.895, 0), (0.5, 0)])
def test_lowered_names_a_floor_that_recording_would_lower(floor: float, lower: int) -> None:
    assert len(report.lowered(FIGURES, baseline(floor))) == lower


def test_record_keeps_a_higher_floor(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(report, "BASELINE", tmp_path / "baseline.json")
    report.record(FIGURES, baseline(0.895), keep_higher=True)
    floors = report.load_baseline()["floors"]
    assert floors["develop"]["times"] == {"found": 0.895, "headline": 0.79}  # type: ignore[index]
