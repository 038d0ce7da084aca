"""Whole sentences through the pipeline: every figure with what it counts, whose it is and when; nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from attribune.model import Document, Quantity, QuantityReading, Reading, document_id, text_hash
from attribune.pipeline import Stages, default_stages, understand

CASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "figures.yaml").read_text(encoding="utf-8"))


@cache
def stages() -> Stages:
    """The stages as users have them, loaded once."""
    return default_stages(None)


def read(text: str, published: str) -> Reading:
    """What the pipeline makes of a text of that day."""
    document = Document(document_id(text), text, text_hash(text), published=published, language="en")
    reading = understand(document, stages())
    assert isinstance(reading, Reading)
    return reading


def number(value: Quantity) -> object:
    """The number or numbers that the qualifier asks for."""
    if value.low is not None and value.high is not None:
        return [value.low, value.high]
    return next(bound for bound in (value.best, value.low, value.high) if bound is not None)


def shown(found: QuantityReading, asked: dict[str, Any]) -> dict[str, object]:
    """What was read, as far as the case says what it should be."""
    period = found.period
    values: dict[str, object] = {
        "category": found.category,
        "value": number(found.value.value),
        "qualifier": found.value.value.qualifier.value,
        "subject": found.subject,
        "unit": found.value.value.unit,
        "period": None if period is None else f"{period.start or ''}/{period.end or ''}",
        "total": found.cumulative,
    }
    if asked.get("total") == "any":
        values["total"] = "any"
    return {name: value for name, value in values.items() if name in asked or name == "total"}


def overlapping(reading: Reading, text: str, words: str) -> list[QuantityReading]:
    """The figures that share words with these; figures of one digit stand by themselves."""
    starts = [at for at in range(len(text)) if text.startswith(words, at)]
    return [
        each
        for each in reading.quantities
        if any(at < each.value.span.end and each.value.span.start < at + len(words) for at in starts)
    ]


@pytest.mark.parametrize("case", CASES["documents"], ids=lambda case: str(case["text"])[:40])
def test_every_figure_of_a_sentence_is_read_and_nothing_else(case: dict[str, Any]) -> None:
    reading = read(case["text"], str(case["published"]))
    for asked in case["figures"]:
        wanted = {"total": False} | {name: value for name, value in asked.items() if name != "words"}
        candidates = [shown(found, asked) for found in overlapping(reading, case["text"], asked["words"])]
        allowed = str(wanted["category"]).split("|")
        assert any({**wanted, "category": name} in candidates for name in allowed), (asked["words"], candidates)
    assert len(reading.quantities) == len(case["figures"]), [found.value.text for found in reading.quantities]


@pytest.mark.parametrize("text", CASES["nothing"])
def test_numbers_that_count_nothing_are_left_alone(text: str) -> None:
    assert [found.value.text for found in read(text, "2017-05-01").quantities] == []
