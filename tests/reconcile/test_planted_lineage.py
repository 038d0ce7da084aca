"""Tests of lineage on the planted corpus: copies are found however they were made, look-alikes are left alone."""

from __future__ import annotations

from attribune.reconcile import link_reports
from attribune.reconcile.origins import roots
from bench.lineage_corpus import plant


def test_planted_copies_are_found_and_look_alikes_are_not() -> None:
    corpus = plant(30)
    by_id = {planted.report.document.id: planted for planted in corpus}
    links = link_reports(planted.report for planted in corpus)
    right = [link for link in links if by_id[link.left].root == by_id[link.right].root]
    planted_copies = [planted for planted in corpus if planted.report.document.outlet.startswith("Outlet")]
    assert len(planted_copies) == 120
    assert len(right) >= 0.97 * len(planted_copies)
    assert len(right) >= 0.97 * len(links)
    assert not any("bulletin" in by_id[link.left].kind for link in links)
    root_of = roots(links)
    assert all(by_id[root_of[link.left]].kind == "original" for link in right)


def test_planted_corpus_is_the_same_for_the_same_seed() -> None:
    assert [each.report.document.id for each in plant(3)] == [each.report.document.id for each in plant(3)]
    assert plant(3, seed=1) != plant(3, seed=2)
