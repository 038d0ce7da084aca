from __future__ import annotations

from datetime import date

import pytest

from attribune.model import Basis, Region, RegionKind, Span
from tests.normalize.value_builders import boilerplate, facts, seeds

UKRAINE = "Ukraine says it held the line\n\n"


@pytest.mark.parametrize(
    ("text", "day", "basis"),
    [
        (UKRAINE + "Today marks the 99th day of the invasion of Ukraine.", "2022-06-02", "99th day"),
        ("Ukraine war: what we know on day 1,000\n\nRussia struck Sumy.", "2024-11-19", "day 1,000"),
        (UKRAINE + "Wednesday marks the 133rd day of the invasion.", "2022-07-06", "the weekday agrees"),
        (
            UKRAINE + "Russia’s losses stood at 30,700 on Wednesday, the 98th day of the invasion.",
            "2022-06-01",
            "98th day",
        ),
        (UKRAINE + "Between February 24 and July 6, Russia lost 36,500 men.", "2022-07-06", "figures run to this day"),
        (UKRAINE + "KYIV, June 3 (Reuters) – Russia has lost 30,950 men since February 24.", "2022-06-03", "dateline"),
        (
            UKRAINE + "June 3 was the 100th day of the invasion; Russia lost 30,950 men by then.",
            "2022-06-03",
            "100th day",
        ),
        (UKRAINE + "As of June 3, Russia had lost 30,950 men since February 24.", "2022-06-03", "figures run to"),
        (UKRAINE + "As of March 5, 2023, Russia had lost 3,400 tanks.", "2023-03-05", "figures run to this day"),
        (UKRAINE + "Russia lost 30,850 men in 99 days, Kyiv said on Thursday.", "2022-06-02", "in 99 days"),
        (UKRAINE + "Published: 6 July 2022, 14:05\n\nThe army said so.", "2022-07-06", "the date printed"),
        (UKRAINE + "GENEVA/KYIV, 6 July 2022 - The army said so.", "2022-07-06", "the date printed"),
        (UKRAINE + "July 6, 2022\n\nThe army said so.", "2022-07-06", "the date printed"),
        (
            UKRAINE
            + "KYIV, August 12 (Reuters) – The army said on Monday that it had lost men since February 24, 2022.",
            "2024-08-12",
            "dateline",
        ),
        (
            UKRAINE
            + "On Wednesday the army moved, it said on Thursday. The blast damaged the Crimean bridge on Saturday. "
            "On Wednesday it was repaired.",
            "2022-10-13",
            "the other weekdays",
        ),
        ("Strike kills 20 in Gaza\n\nToday is the 100th day of the war.", "2024-01-14", "100th day"),
        (UKRAINE + "The statement of Wednesday, 1st June at 6 AM was denied.", "2022-06-01", "not before"),
    ],
)
def test_published_when_the_text_fixes_it(text: str, day: str, basis: str) -> None:
    found = facts(text)
    assert found.published is not None
    assert found.published.start == date.fromisoformat(day)
    assert basis in (found.published_basis or "")


@pytest.mark.parametrize(
    "text",
    [
        UKRAINE + "The army said on Wednesday that it had held the line.",
        UKRAINE + "Russia invaded Ukraine on February 24, 2022.",
        "Two men met\n\nThey spoke for an hour.",
        "",
    ],
)
def test_published_when_nothing_fixes_it_is_none(text: str) -> None:
    found = facts(text)
    assert (found.published, found.published_basis) == (None, None)


def test_published_when_metadata_give_it_wins_over_the_text() -> None:
    found = facts(
        UKRAINE + "Today marks the 99th day of the invasion.",
        published="2022-06-05T10:00:00+00:00",
        published_basis="meta",
    )
    assert found.published is not None
    assert (found.published.start, found.published.basis, found.published_basis) == (
        date(2022, 6, 5),
        Basis.ABSOLUTE,
        "meta",
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Army says it held the line\n\nThe army said so.", "Army says it held the line"),
        (
            "\n\nArmy says it held the line\nArmy says it held the line\n\nThe army said so.",
            "Army says it held the line",
        ),
        ("The army said on Monday that it had held the line. It lost men.\n\nMore followed.", None),
        ("", None),
    ],
)
def test_title_when_read_from_the_text(text: str, title: str | None) -> None:
    found = facts(text)
    assert found.title == title
    assert found.title_span is None or found.title_span.of(text) == title


def test_title_when_metadata_give_it_wins() -> None:
    assert facts("A headline\n\nText.", title="Another").title == "Another"


@pytest.mark.parametrize(
    ("text", "publisher", "origin"),
    [
        ("T\n\nThe army moved.\n\nThis story was provided to Newsweek by Zenger News.", "Newsweek", "Zenger News"),
        ("T\n\nA column moves. (Ministry of Defense of Russia/Newsflash)\n\nThe army moved.", None, "Newsflash"),
        ("T\n\nKYIV, June 2 (Reuters) - The army moved.", None, "Reuters"),
        ("T\n\nKYIV, Ukraine (AP) — The army moved.", None, "Associated Press"),
        ("T\n\nAn AFP journalist saw the army move.", None, "Agence France-Presse"),
        ("T\n\nKYIV, June 2 (Sample Wire) – The army moved.", None, "Sample Wire"),
        ("T\n\nThe army moved. It stopped.\n\n(AFP)", None, "Agence France-Presse"),
        ("T\n\nReuters\n\nThe army moved. It stopped.", None, "Reuters"),
        ("T\n\nThe army moved, Reuters reported.", None, None),
        ("T\n\nThe army moved.", None, None),
    ],
)
def test_provenance_when_the_text_tells_it(text: str, publisher: str | None, origin: str | None) -> None:
    found = facts(text)
    assert (found.publisher.name if found.publisher else None) == publisher
    assert (found.origin.name if found.origin else None) == origin


def test_provenance_when_metadata_name_the_outlet_is_its_publisher() -> None:
    found = facts("T\n\nKYIV, June 2 (Reuters) - The army moved.", outlet="The Guardian")
    assert found.publisher is not None
    assert found.origin is not None
    assert (found.publisher.name, found.origin.name) == ("The Guardian", "Reuters")


def test_published_when_a_byline_prints_it_reads_the_byline() -> None:
    text = "Title here\nBy Jane Doe, 4 July 2022, for the desk\n\nIn 2014 and on 3 May 2022 it was calm."
    line = Region(RegionKind.BYLINE, Span(text.index("By"), text.index("\n\n")))
    found = facts(text, regions=(line,))
    assert found.published is not None
    assert found.published.start == date(2022, 7, 4)


def test_facts_when_on_the_annotated_articles_are_all_right() -> None:
    for gold, text in seeds():
        found = facts(text, regions=boilerplate(gold))
        doc = gold["doc"]
        assert found.title == doc["title"]  # type: ignore[index]
        assert found.published is not None
        assert found.published.start == date.fromisoformat(doc["published"])  # type: ignore[index]
        assert (found.publisher.name if found.publisher else None) == doc["publisher"]  # type: ignore[index]
        assert (found.origin.name if found.origin else None) in {doc["origin"], *doc.get("origin_accept", [])}  # type: ignore[index]
