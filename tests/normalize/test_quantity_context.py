from __future__ import annotations

from datetime import date

import pytest

from attribune.catalog import load_catalog
from attribune.model import QuantityReading, Reference, Span, Statement, Style
from attribune.normalize.facts import find_facts
from attribune.normalize.quantity import Around, find_quantities
from attribune.normalize.time import find_times
from tests.normalize.value_builders import boilerplate, document, mentions, quantities, seeds, statement

LISTS = (
    "From 24th February to 2nd June, the total combat losses of Russian troops in Ukraine stand at around 30,850 "
    "personnel, "
    "according to the General Staff.\n\n"
    "The Ukrainian military also claims that Russia has lost 1,363 tanks, 661 artillery systems, 175 helicopters "
    "and 13 vessels."
)
BULLETIN = (
    "Ukraine's General Staff reported the losses of the enemy.\n\n"
    "The total combat losses of the enemy from 24.02 to 08.06 were approximately:\n"
    "personnel ‒ about 31500 (+140) persons were liquidated,\n"
    "tanks ‒ 1393 (+7),\n"
    "MLRS - 213 (+0),\n"
    "warships / boats ‒ 13 (+0).\n"
)


def period(reading: QuantityReading) -> tuple[str | None, str | None, bool]:
    """First and last day in ISO, and whether the figure is a total."""
    value = reading.period
    start = None if value is None or value.start is None else value.start.isoformat()
    end = None if value is None or value.end is None else value.end.isoformat()
    return start, end, reading.cumulative


def test_period_when_a_list_goes_on_is_that_of_the_sentence_before() -> None:
    said = (
        statement(LISTS, LISTS[: LISTS.index(", according")], "General Staff"),
        statement(
            LISTS,
            "that Russia has lost 1,363 tanks, 661 artillery systems, 175 helicopters and 13 vessels",
            "General Staff",
        ),
    )
    found = quantities(LISTS, "2022-06-02", said)
    assert [period(reading) for reading in found] == [("2022-02-24", "2022-06-02", True)] * 5
    assert {reading.subject for reading in found} == {"RU"}
    assert {reading.claimant.name for reading in found if reading.claimant} == {"General Staff"}


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (
            "Between 24th February 2022 and 12th March 2023 Russia lost 158,000 men in Ukraine, which includes "
            "990 eliminated in the past 24 hours, 3,474 tanks and 304 planes.",
            "2023-03-12",
            [
                ("2022-02-24", "2023-03-12", True),
                ("2023-03-11", "2023-03-12", False),
                ("2022-02-24", "2023-03-12", True),
                ("2022-02-24", "2023-03-12", True),
            ],
        ),
        (
            "In Syria 612 people have been killed since the offensive began on November 27.",
            "2024-12-05",
            [("2024-11-27", "2024-12-05", True)],
        ),
    ],
)
def test_period_when_an_aside_or_a_beginning_is_dated(
    text: str, published: str, expected: list[tuple[str | None, str | None, bool]]
) -> None:
    assert [period(reading) for reading in quantities(text, published)] == expected


def test_period_when_lines_give_the_noun_after_the_increment_is_that_of_the_heading() -> None:
    text = (
        "In total, Russia's combat losses in Ukraine in the period from 24 February 2022 to 9 June 2024 are as follows "
        "(in brackets the increase over the last 24 hours):\n\n7,846 (+14) tanks;\n15,094 (+33) armoured combat "
        "vehicles;\n13,600 (+51) artillery systems.\n"
    )
    total, added = ("2022-02-24", "2024-06-09", True), ("2024-06-09", "2024-06-09", False)
    assert [period(reading) for reading in quantities(text, "2024-06-09")] == [total, added] * 3


@pytest.mark.parametrize("whose", ["the enemy's losses", "the losses of the enemy"])
def test_subject_when_losses_are_the_enemys_is_the_other_side(whose: str) -> None:
    text = f"Ukraine held its line, and there {whose} amounted to 94 killed and wounded, one tank and 21 drones."
    assert {reading.subject for reading in quantities(text, "2024-06-09")} == {"RU"}


def test_bulletin_when_lines_follow_a_heading_have_its_period_and_increments_have_the_day() -> None:
    found = quantities(BULLETIN, "2022-06-08")
    totals = [reading for reading in found if not reading.value.text.startswith("+")]
    assert [(reading.value.text, reading.category) for reading in totals] == [
        ("personnel ‒ about 31500", "personnel"),
        ("tanks ‒ 1393", "tank"),
        ("MLRS - 213", "mlrs"),
        ("warships / boats ‒ 13", "vessel"),
    ]
    assert {period(reading) for reading in totals} == {("2022-02-24", "2022-06-08", True)}
    assert {period(reading) for reading in found if reading.value.text.startswith("+")} == {
        ("2022-06-08", "2022-06-08", False)
    }
    assert {reading.subject for reading in found} == {"RU"}
    assert [reading.value.value.best for reading in found if reading.value.text == "+0"] == [0, 0]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (
            "Gaza. In all 18,412 people have been killed since October 7.",
            "2023-12-12",
            ("2023-10-07", "2023-12-12", True),
        ),
        ("Gaza. Some 81 people were killed in the past 24 hours.", "2024-02-29", ("2024-02-28", "2024-02-29", False)),
        ("Ukraine. Five people were killed on Tuesday.", "2022-07-06", (None, None, False)),
        ("Ukraine. Shelling overnight killed five people.", "2022-07-06", (None, None, False)),
        (
            "Ukraine. Some 31,000 soldiers have been killed since the full-scale invasion began.",
            "2024-02-25",
            ("2022-02-24", "2024-02-25", True),
        ),
        ("Ukraine. It was the largest swap since 2020: 50 prisoners came home.", "2024-02-25", (None, None, False)),
        ("Ukraine. Up to 70 per cent of the city is now in Russian hands.", "2022-06-02", (None, "2022-06-02", False)),
        ("Ukraine. As of June 6, 1,390 tanks were lost.", "2022-06-07", (None, "2022-06-06", True)),
        ("Ukraine. Poland pledged 14 tanks this month.", "2023-01-25", (None, None, False)),
        ("Ukraine. The toll has reached 45.", "2022-06-07", (None, None, True)),
    ],
)
def test_period_when_told_in_the_sentence(
    text: str, published: str, expected: tuple[str | None, str | None, bool]
) -> None:
    assert period(quantities(text, published)[-1]) == expected


def test_period_when_the_headline_rounds_a_figure_is_that_of_the_figure() -> None:
    text = (
        "Russia has lost more than 1,360 tanks, Ukraine says\n\n"
        "The Russian army lost 1,363 tanks and 175 helicopters between February 24 and June 2."
    )
    doc, said = document(text, "2022-06-02"), mentions(text)
    facts = find_facts(doc, said, load_catalog())
    found = find_quantities(doc, said, Around((), find_times(doc, said, facts, load_catalog())), facts, load_catalog())
    assert [period(reading) for reading in found] == [("2022-02-24", "2022-06-02", True)] * 3


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Russia has lost 40 tanks in Ukraine.", "RU"),
        ("The losses of Ukrainian troops reached 40 tanks.", "UA"),
        ("Three other Russian vessels left a port of Ukraine.", "RU"),
        ("Poland will send Ukraine 14 tanks.", "UA"),
        ("Shelling killed five civilians in Ukraine.", "UA"),
        ("A drone killed five civilians in Russian territory near the border with Ukraine.", "RU"),
        ("Russia launched 36 drones at Ukraine.", "RU"),
        ("Air defence in Ukraine shot down 36 drones.", "RU"),
        ("NATO says its 30 member nations back Ukraine.", "NATO"),
        ("Some 143 nations voted in favour; Ukraine thanked them.", None),
        ("Ukraine said eight people were arrested.", None),
        ("Up to 70 per cent of the city in Ukraine is controlled by Russian forces.", "RU"),
        ("The war in Sudan killed 30 civilians.", "SD"),
        ("In Gaza 12 civilians died.", "PS"),
    ],
)
def test_subject_when_told_in_the_sentence(text: str, subject: str | None) -> None:
    assert (
        quantities(text, "2022-07-06")[-1].subject == subject
        if "Gaza" not in text and "Sudan" not in text
        else quantities(text, "2024-01-06")[-1].subject == subject
    )


def test_claimant_when_statements_nest_is_that_of_the_innermost() -> None:
    text = "The ministry said the mayor had told it that five people were killed."
    outer, inner = statement(text, text[17:-1], "Ministry"), statement(text, "that five people were killed", "Mayor")
    (reading,) = quantities(text, None, (outer, inner))
    assert (reading.statement, reading.claimant) == (1, inner.claimant)


def test_claimant_when_nobody_is_said_to_claim_it_is_none() -> None:
    (reading,) = quantities("Five people were killed.")
    assert (reading.statement, reading.claimant) == (None, None)


def test_find_quantities_when_the_number_counts_the_speakers_leaves_it_out() -> None:
    text = "According to 12 officers, 40 tanks were lost."
    said = statement(text, "40 tanks were lost", "unnamed officers", source="12 officers")
    assert [reading.value.text for reading in quantities(text, None, (said,))] == ["40 tanks"]


def test_find_quantities_when_on_the_annotated_articles_reaches_the_floor() -> None:
    right = wanted = predicted = 0
    for gold, text in seeds():
        doc = document(text, regions=boilerplate(gold))
        said = mentions(text)
        facts = find_facts(doc, said, load_catalog())
        statements = tuple(
            Statement(
                tuple(Span(part[0], part[1]) for part in each["content"]),
                None if each["source"] is None else Span(each["source"][0], each["source"][1]),
                None,
                Style(each["kind"]),
                Reference(None, each["source_canonical"], "party") if each["source_canonical"] else None,
                each["party"],
                each["stance"],
            )
            for each in gold["attributions"]  # type: ignore[attr-defined]
        )
        found = find_quantities(
            doc, said, Around(statements, find_times(doc, said, facts, load_catalog())), facts, load_catalog()
        )
        items = [item for item in gold["tallies"] if not item.get("optional")]  # type: ignore[attr-defined]
        optional = [item for item in gold["tallies"] if item.get("optional")]  # type: ignore[attr-defined]
        wanted += len(items)
        predicted += sum(not any(_same(reading, item) for item in optional) for reading in found)
        right += sum(any(_same(reading, item) and _right(reading, item) for reading in found) for item in items)
    assert 2 * right / (wanted + predicted) >= 0.92


def _same(reading: QuantityReading, item: dict[str, object]) -> bool:
    start, end = item["span"][:2]  # type: ignore[index]
    span = reading.value.span
    return 2 * (min(span.end, end) - max(span.start, start)) >= max(len(span), end - start)


def _right(reading: QuantityReading, item: dict[str, object]) -> bool:
    value = reading.value.value
    return item["value"] in {value.low, value.best, value.high} and reading.category in {
        item["category"],
        *item.get("also_accept_category", []),
    }  # type: ignore[misc]


def test_reading_when_the_day_one_is_told_matches_the_catalogue() -> None:
    (reading,) = quantities(
        "Ukraine. Some 2,000 soldiers have been killed since the start of the invasion.", "2022-03-03"
    )
    assert reading.period is not None
    assert reading.period.start == date(2022, 2, 24)
