"""Tests of model/codec.py: lossless over every model dataclass."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import attribune.model as model
from attribune.model.codec import dumps, from_json, loads, to_json
from tests.model import strategies

strategies.register()

DATACLASSES = [getattr(model, name) for name in model.__all__ if dataclasses.is_dataclass(getattr(model, name))]


@pytest.mark.parametrize("kind", [k for k in DATACLASSES if k is not model.Slot], ids=lambda k: k.__name__)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_round_trip_of_any_value(kind: type, data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))
    assert from_json(kind, to_json(value)) == value
    assert loads(kind, dumps(value)) == value


@given(st.from_type(model.Quantity), st.text())
def test_round_trip_of_a_generic_slot(quantity: model.Quantity, words: str) -> None:
    slot = model.Slot(quantity, words, model.Span(0, 4))
    assert loads(model.Slot[model.Quantity], dumps(slot)) == slot


@given(st.from_type(model.Claim))
def test_dumps_when_written_twice_is_the_same_text(claim: model.Claim) -> None:
    assert dumps(loads(model.Claim, dumps(claim))) == dumps(claim)


def test_whole_and_broken_numbers_stay_what_they_are() -> None:
    for number in (0, 7, 12.5, -3):
        quantity = model.Quantity(None, number, None, model.Qualifier.EXACT)
        again = loads(model.Quantity, dumps(quantity))
        assert again.best == number
        assert type(again.best) is type(number)


def test_missing_optional_field_takes_its_default() -> None:
    data = to_json(model.Quantity(None, 7, None, model.Qualifier.EXACT))
    del data["vague"]
    assert from_json(model.Quantity, data).vague is False


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red"}, "has no field colour"),
        ({"qualifier": "roughly"}, "roughly"),
        ({"vague": 1}, "expected bool"),
        ({"unit": 5}, "expected str"),
        ({"best": "seven"}, "expected int"),
    ],
)
def test_wrong_json_is_refused(change: dict[str, object], message: str) -> None:
    data = to_json(model.Quantity(None, 7, None, model.Qualifier.EXACT)) | change
    with pytest.raises(ValueError, match=message):
        from_json(model.Quantity, data)


def test_missing_required_field_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks qualifier"):
        from_json(model.Quantity, {"low": None, "best": 1, "high": None})


def test_to_json_of_something_else_is_refused() -> None:
    with pytest.raises(TypeError):
        to_json(object())


def test_json_is_plain() -> None:
    text = dumps(model.Region(model.RegionKind.POST, model.Span(3, 9), "10:15"))
    assert json.loads(text) == {"kind": "post", "span": [3, 9], "note": "10:15"}
