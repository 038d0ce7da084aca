"""The fit of the weights: it learns what tells the right candidate; what it does not see stays as it was."""

from __future__ import annotations

import pytest

pytest.importorskip("numpy")

from attribune.model import Reference
from attribune.normalize.entity import Entity
from attribune.normalize.salience import Candidate, Choice
from training.salience import PRIOR, Lesson, fitted


def lesson(right: str, wrong: str) -> Lesson:
    """A choice between a candidate with one feature, which is right, and one with another."""
    able = tuple(Candidate(Entity(Reference(None, name, "person"), person=True), "person") for name in "AB")
    return Lesson("d", Choice("person", able, ({right: 1.0}, {wrong: 1.0})), (True, False))


def test_fit_raises_what_tells_the_right_one_and_lowers_the_other() -> None:
    weights = fitted([lesson("quoted", "subject")] * 3)["person"]
    assert weights["quoted"] > 0.5
    assert weights["subject"] < -0.5


def test_fit_leaves_the_prior_where_nothing_speaks_against_it() -> None:
    weights = fitted([lesson("quoted", "subject")] * 3)["person"]
    assert weights["fit institution"] == PRIOR["person"]["fit institution"]


def test_fit_is_the_same_every_time() -> None:
    lessons = [lesson("quoted", "subject"), lesson("many", "quoted")]
    assert fitted(lessons) == fitted(lessons)
