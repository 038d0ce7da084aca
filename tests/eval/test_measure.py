"""The scorer itself: a perfect reading scores 1, and each kind of error costs what it should."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from attribune.model import (
    Basis,
    Document,
    DocumentFacts,
    PlaceReading,
    Precision,
    Qualifier,
    Quantity,
    QuantityReading,
    Reading,
    Reference,
    Slot,
    Span,
    Statement,
    Style,
    TimeInterval,
    TimeReading,
)
from tests.eval.items import GoldAttribution, GoldDocument, GoldPlace, GoldQuantity, GoldTime
from tests.eval.measure import score_document
from tests.eval.names import same_name, same_party

TEXT = "The General Staff said on Monday that about 30 tanks were lost near Kharkiv. Comments are closed."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def gold(**changes: object) -> GoldDocument:
    source, cue, content = at("The General Staff"), at("said"), (at("that about 30 tanks were lost near Kharkiv"),)
    said = GoldAttribution(content, source, "General Staff", "UA", cue, "indirect", "asserts", (), None, "not stated")
    tanks = GoldQuantity(
        at("about 30 tanks"), "tank", 30, None, "about", None, "RU", "General Staff", None, None, False, False
    )
    base = GoldDocument(
        name="a",
        document=Document("d", TEXT, "0"),
        title=None,
        published="2022-06-06",
        publisher=None,
        origins=(None,),
        boilerplate=(at("Comments are closed."),),
        attributions=(said,),
        quantities=(tanks,),
        events=(),
        places=(GoldPlace(at("Kharkiv"), "Kharkiv", "UA", "settlement", 49.99, 36.23),),
        times=(GoldTime(at("Monday"), "2022-06-06", None, "relative", False),),
        equipment=(),
        media=(),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


STAFF = Reference("general-staff", "General Staff", "military", "UA")
DAY = TimeInterval(date(2022, 6, 6), date(2022, 6, 6), Precision.DAY, Basis.RELATIVE)


def tanks(span: Span, value: Quantity) -> QuantityReading:
    return QuantityReading(Slot(value, span.of(TEXT), span), "tank", "RU", STAFF)


def perfect() -> Reading:
    content = at("that about 30 tanks were lost near Kharkiv")
    kharkiv = Reference("1", "Kharkiv", "settlement", "UA", 49.98, 36.25)
    return Reading(
        DocumentFacts(published=DAY),
        statements=(
            Statement(
                (content,), at("The General Staff"), at("said"), Style.INDIRECT, STAFF, "UA", "asserts", basis="named"
            ),
        ),
        quantities=(tanks(at("about 30 tanks"), Quantity(None, 30, None, Qualifier.ABOUT)),),
        places=(PlaceReading(Slot(kharkiv, "Kharkiv", at("Kharkiv"))),),
        times=(TimeReading(Slot(DAY, "Monday", at("Monday"))),),
    )


def test_perfect_reading_has_everything_right() -> None:
    for name, counts in score_document(gold(), perfect()).items():
        assert (counts.found, counts.right) == (counts.gold, counts.gold), name
        assert counts.misses == [], name
        assert all(right == of for right, of in counts.fields.values()), name


def test_empty_reading_misses_everything() -> None:
    counts = score_document(gold(), Reading(DocumentFacts()))
    assert [counts[name].f1(counts[name].right) for name in ("attributions", "quantities", "places", "times")] == [
        0
    ] * 4
    assert counts["media"].f1(0) == 1.0
    assert counts["document"].right == 3


@pytest.mark.parametrize(
    ("value", "right"),
    [
        (Quantity(None, 30, None, Qualifier.EXACT), True),
        (Quantity(30, None, None, Qualifier.AT_LEAST), False),
        (Quantity(None, 31, None, Qualifier.ABOUT), False),
    ],
)
def test_value_is_right_in_the_slot_that_the_gold_asks_for(value: Quantity, right: bool) -> None:
    reading = replace(perfect(), quantities=(tanks(at("30 tanks"), value),))
    counts = score_document(gold(), reading)["quantities"]
    assert (counts.found, counts.right) == (1, int(right))
    assert [miss.kind for miss in counts.misses] == ([] if right else ["wrong"])


def test_prediction_in_boilerplate_or_on_an_optional_item_counts_neither_way() -> None:
    where = at("Comments are closed.")
    extra = TimeReading(Slot(DAY, where.of(TEXT), where))
    reading = replace(perfect(), times=(*perfect().times, extra))
    assert score_document(gold(), reading)["times"].predicted == 1
    optional = gold(times=(replace(gold().times[0], neutral=True),))
    counts = score_document(optional, perfect())["times"]
    assert (counts.gold, counts.predicted) == (0, 0)


def test_false_alarm_costs_precision_and_a_second_pair_is_one() -> None:
    twice = replace(perfect(), times=perfect().times * 2)
    counts = score_document(gold(), twice)["times"]
    assert (counts.found, counts.predicted) == (1, 2)
    assert [miss.kind for miss in counts.misses] == ["false alarm"]


def test_place_in_the_wrong_part_of_the_country_is_found_and_not_right() -> None:
    far = Reference("2", "Kharkiv", "settlement", "UA", 47.0, 31.0)
    reading = replace(perfect(), places=(PlaceReading(Slot(far, "Kharkiv", at("Kharkiv"))),))
    counts = score_document(gold(), reading)["places"]
    assert (counts.found, counts.right, counts.fields["distance"]) == (1, 0, [0, 1])


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", True),
        ("Luhansk Oblast", "Lugansk region", True),
        ("Ministry of Defence of the Russian Federation", "Russian Ministry of Defense", True),
        ("Ministry of Defence of the Russian Federation", "Ministry of Defence of Ukraine", False),
        ("unnamed analysts", "analysts", True),
        ("General Staff of the Armed Forces of Ukraine", "Armed Forces of Ukraine", True),
        ("Serhii Haidai", "Volodymyr Zelenskyy", False),
        (None, None, True),
        ("Kyiv", None, False),
    ],
)
def test_same_name(a: str | None, b: str | None, same: bool) -> None:
    assert same_name(a, b) is same
    assert same_name(b, a) is same


@pytest.mark.parametrize(("a", "b", "same"), [("RU", "Russia", True), ("RU", "UA", False), (None, "RU", False)])
def test_same_party(a: str | None, b: str | None, same: bool) -> None:
    assert same_party(a, b) is same
