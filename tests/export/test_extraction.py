"""Tests of export/extraction.py: every layer under the names that the scorers read."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.export import to_extraction
from attribune.model import (
    Basis,
    DocumentFacts,
    EquipmentReading,
    EventReading,
    MediaReading,
    PlaceReading,
    Precision,
    QuantityReading,
    Reading,
    Reference,
    Slot,
    Span,
    Statement,
    Status,
    Style,
    TimeInterval,
    TimeReading,
    Verification,
)
from tests.model import strategies
from tests.store.builders import GENERAL_STAFF, day, exact, make_document

strategies.register()

TEXT = "On 6 July the General Staff allegedly said Russia lost 1,600 tanks near Lysychansk, TASS reported."
DOCUMENT = make_document(TEXT, source="folder/report.txt")


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def slot(value: object, words: str) -> Slot:
    return Slot(value, words, span(words))


READING = Reading(
    DocumentFacts(
        title="Losses",
        published=day("2022-07-06"),
        publisher=Reference(None, "The Courier", "outlet"),
        origin=Reference("tass", "TASS", "agency", "RU"),
    ),
    statements=(
        Statement(
            (span("Russia lost 1,600 tanks"),), span("the General Staff"), span("said"), Style.INDIRECT, GENERAL_STAFF,
            "UA", "asserts", (span("allegedly"),), (Reference("tass", "TASS", "agency"),), Verification.UNVERIFIED,
        ),
    ),
    quantities=(
        QuantityReading(slot(exact(1600), "1,600 tanks"), "tank", "RU", GENERAL_STAFF, day("2022-07-06"), True, 0),
    ),
    events=(
        EventReading(
            span("lost"), "property_destruction", None, Reference("ru-forces", "Armed Forces of the Russian Federation",
            "forces"), Reference("1", "Lysychansk", "settlement"), day("2022-07-06"), Status.CLAIMED, GENERAL_STAFF,
            (Reference("tank", "tank", "mbt"),),
        ),
    ),
    places=(PlaceReading(slot(Reference("1", "Lysychansk", "settlement", "UA", 48.9, 38.43), "Lysychansk")),),
    times=(
        TimeReading(slot(TimeInterval(date(2022, 7, 6), None, Precision.DAY, Basis.RELATIVE), "6 July")),
    ),
    equipment=(EquipmentReading(slot(Reference("tank", "tank", "mbt"), "tanks"), "RU"),),
    media=(MediaReading(span("Russia lost"), None, (Reference("tass", "TASS", "agency"),)),),
)  # fmt: skip


def test_extraction_has_every_layer_under_the_agreed_names() -> None:
    assert to_extraction(DOCUMENT, READING) == {
        "document": {
            "file": "report.txt", "sha256": DOCUMENT.sha256, "id": DOCUMENT.id, "title": "Losses",
            "published": "2022-07-06", "published_basis": None, "publisher": "The Courier", "origin": "TASS",
            "language": None,
        },
        "attributions": [{
            "source": [10, 27], "claimant": GENERAL_STAFF.name, "party": "UA", "cue": [38, 42], "content": [[43, 66]],
            "style": "indirect", "stance": "asserts", "hedges": [[28, 37]], "relay": ["TASS"],
            "published_verification": "unverified",
        }],
        "quantities": [{
            "span": [55, 66], "category": "tank", "low": None, "best": 1600, "high": None, "qualifier": "exact",
            "unit": None, "subject": "RU", "claimant": GENERAL_STAFF.name, "period_start": "2022-07-06",
            "period_end": "2022-07-06", "cumulative": True,
        }],
        "events": [{
            "trigger": [50, 54], "mentions": [], "type": "property_destruction", "actor": None,
            "target": "Armed Forces of the Russian Federation", "equipment": ["tank"], "place": "Lysychansk",
            "start": "2022-07-06", "end": "2022-07-06", "status": "claimed", "claimant": GENERAL_STAFF.name,
        }],
        "places": [{
            "span": [72, 82], "name": "Lysychansk", "country": "UA", "kind": "settlement", "lat": 48.9, "lon": 38.43,
        }],
        "times": [{"span": [3, 9], "start": "2022-07-06", "end": None, "basis": "relative"}],
        "equipment": [{"span": [61, 66], "name": "tank", "class": "mbt", "operator": "RU"}],
        "media": [{"caption": [43, 54], "credit": None, "credited_to": ["TASS"]}],
    }  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.from_type(Reading))
def test_extraction_of_any_reading_is_json(reading: Reading) -> None:
    found = to_extraction(DOCUMENT, reading)
    assert json.loads(json.dumps(found)) == found


def test_extraction_of_what_came_from_no_file_names_none() -> None:
    assert to_extraction(make_document("x", source="-"), READING)["document"]["file"] is None
    assert to_extraction(make_document("x", source=None), READING)["document"]["file"] is None
