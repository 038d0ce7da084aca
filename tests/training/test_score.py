"""The score that the model card gives."""

from __future__ import annotations

from training.corpus import GoldAttribution
from training.score import Counts, score, total

TEXT = "The army said it had withdrawn. He denied it."
GOLD = [
    GoldAttribution(((0, 8),), ((9, 13),), ((14, 30),)),
    GoldAttribution(((32, 34),), ((35, 41),), ((42, 44),)),
]


def test_score_when_all_is_right():
    found = score(TEXT, GOLD, GOLD)
    assert found.overlap == found.triple == Counts(2, 2, 2)
    assert found.triple.f1 == 1.0


def test_score_when_a_source_is_wrong():
    wrong = [GOLD[0], GoldAttribution(((0, 8),), ((35, 41),), ((42, 44),))]
    found = score(TEXT, GOLD, wrong)
    assert found.overlap.matched == 2
    assert found.triple.matched == 1


def test_score_when_a_source_is_missing_on_one_side():
    wrong = [GOLD[0], GoldAttribution((), ((35, 41),), ((42, 44),))]
    assert score(TEXT, GOLD, wrong).triple.matched == 1


def test_score_when_less_than_half_of_the_content_is_found():
    short = [GoldAttribution(((0, 8),), ((9, 13),), ((14, 20),))]
    assert score(TEXT, GOLD[:1], short).overlap == Counts(0, 1, 1)


def test_score_pairs_the_larger_overlap_first():
    twice = [GoldAttribution(content=((14, 26),)), GoldAttribution(content=((14, 30),))]
    assert score(TEXT, GOLD[:1], twice).overlap == Counts(1, 2, 1)


def test_total_when_there_is_nothing_to_find():
    assert total([]).overlap.f1 == 0.0
    assert total([score(TEXT, GOLD, [])] * 2).overlap == Counts(0, 0, 4)
