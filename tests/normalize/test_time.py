from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.model import Basis, Precision, TimeInterval
from tests.normalize.value_builders import seeds, times

WEDNESDAY = "2023-03-15"


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        (
            "From February 24, 2022, to March 12, 2023, losses reached a peak.",
            "From February 24, 2022, to March 12, 2023",
            "2022-02-24",
            "2023-03-12",
        ),
        (
            "Between May 2, 2022, and March 3, 2023, it grew.",
            "Between May 2, 2022, and March 3, 2023",
            "2022-05-02",
            "2023-03-03",
        ),
        ("It was hit in the night of 9 March.", "in the night of 9 March", "2023-03-09", "2023-03-09"),
        ("Four more guns will follow the six promised on 1 February.", "1 February", "2023-02-01", "2023-02-01"),
        ("He left on 24th February.", "24th February", "2023-02-24", "2023-02-24"),
        ("He left on February 24, 2022.", "February 24, 2022", "2022-02-24", "2022-02-24"),
        ("It began on 2022-06-01.", "2022-06-01", "2022-06-01", "2022-06-01"),
        ("It began on 01.06.2022.", "01.06.2022", "2022-06-01", "2022-06-01"),
        ("It began on 31/12/2022.", "31/12/2022", "2022-12-31", "2022-12-31"),
        (
            "From 24th February to 2nd March they lost men.",
            "From 24th February to 2nd March",
            "2023-02-24",
            "2023-03-02",
        ),
        (
            "Between December 20 and January 6 it lost men.",
            "Between December 20 and January 6",
            "2022-12-20",
            "2023-01-06",
        ),
        # Parts of years and months, and runs of days.
        ("In the first quarter of 2022 aid fell.", "the first quarter of 2022", "2022-01-01", "2022-03-31"),
        ("In Q3 2022 exports fell.", "Q3 2022", "2022-07-01", "2022-09-30"),
        ("It fell in the last quarter of last year.", "the last quarter of last year", "2022-10-01", "2022-12-31"),
        (
            "Over the first two months of the year 40 died.",
            "the first two months of the year",
            "2023-01-01",
            "2023-02-28",
        ),
        ("It came in the last week of February.", "the last week of February", "2023-02-22", "2023-02-28"),
        ("During the first week of March he left.", "the first week of March", "2023-03-01", "2023-03-07"),
        ("Between 4 and 6 May last year they fired.", "4 and 6 May last year", "2022-05-04", "2022-05-06"),
        ("On the night of 13/14 March they came.", "the night of 13/14 March", "2023-03-13", "2023-03-14"),
        ("Between January and March they fired.", "Between January and March", "2023-01-01", "2023-03-31"),
        ("It ended half a year ago.", "half a year ago", "2022-09-01", "2022-09-30"),
        ("It will be ready by summer 2025.", "summer 2025", "2025-06-01", "2025-08-31"),
        ("The truce expires on Friday.", "Friday", "2023-03-17", "2023-03-17"),
        (
            "It hit at 4am local time (0200 GMT) on Tuesday.",
            "4am local time (0200 GMT) on Tuesday",
            "2023-03-14",
            "2023-03-14",
        ),
        ("From 24.02 to 06.03 it lost men.", "From 24.02 to 06.03", "2023-02-24", "2023-03-06"),
        (
            "From February 24, 2022 to March 10, 2023 it lost men.",
            "From February 24, 2022 to March 10, 2023",
            "2022-02-24",
            "2023-03-10",
        ),
        ("On March 1-3 they met.", "March 1-3", "2023-03-01", "2023-03-03"),
        ("He said so on Tuesday evening.", "Tuesday evening", "2023-03-14", "2023-03-14"),
        ("He said so on Wednesday.", "Wednesday", "2023-03-15", "2023-03-15"),
        ("He said so on Thursday.", "Thursday", "2023-03-09", "2023-03-09"),
        ("They will meet on Thursday.", "Thursday", "2023-03-16", "2023-03-16"),
        ("He said on Tuesday he will resign.", "Tuesday", "2023-03-14", "2023-03-14"),
        ("Last Friday they met.", "Last Friday", "2023-03-10", "2023-03-10"),
        ("Today he spoke.", "Today", "2023-03-15", "2023-03-15"),
        ("Earlier this morning he spoke.", "Earlier this morning", "2023-03-15", "2023-03-15"),
        ("The city was shelled overnight.", "overnight", "2023-03-14", "2023-03-15"),
        ("He spoke yesterday.", "yesterday", "2023-03-14", "2023-03-14"),
        ("The law was passed in September.", "September", "2022-09-01", "2022-09-30"),
        ("They fell back in early October.", "early October", "2022-10-01", "2022-10-10"),
        ("They fell back in mid-May.", "mid-May", "2022-05-11", "2022-05-20"),
        ("It was annexed in 2014.", "2014", "2014-01-01", "2014-12-31"),
        ("It began in May 2021.", "May 2021", "2021-05-01", "2021-05-31"),
        ("It fell in May last year.", "May last year", "2022-05-01", "2022-05-31"),
        ("The deal was signed last week.", "last week", "2023-03-06", "2023-03-12"),
        ("The deal was signed three days ago.", "three days ago", "2023-03-12", "2023-03-12"),
        ("Over the past 24 hours it lost men.", "Over the past 24 hours", "2023-03-14", "2023-03-15"),
        ("In recent days it grew.", "In recent days", "2023-03-08", "2023-03-15"),
        ("By Friday all must leave.", "Friday", "2023-03-17", "2023-03-17"),
        ("It fell in the winter of 2021.", "in the winter of 2021", "2021-12-01", "2022-02-28"),
        ("On Wednesday, 1st March at 6 AM they flew.", "Wednesday, 1st March at 6 AM", "2023-03-01", "2023-03-01"),
        ("The night of March 5 was calm.", "The night of March 5", "2023-03-05", "2023-03-05"),
        ("It began two years ago it seems.", "two years ago", "2021-01-01", "2021-12-31"),
        ("It rained over the weekend.", "over the weekend", "2023-03-11", "2023-03-12"),
        ("It rained in the early hours of Tuesday.", "in the early hours of Tuesday", "2023-03-14", "2023-03-14"),
        ("It rained overnight into Tuesday.", "overnight into Tuesday", "2023-03-13", "2023-03-14"),
        ("It fell in the first half of 2022.", "the first half of 2022", "2022-01-01", "2022-06-30"),
        ("He resigned at the end of the month.", "the end of the month", "2023-03-21", "2023-03-31"),
    ],
)
def test_find_times_when_published_on_a_wednesday(text: str, words: str, start: str, end: str) -> None:
    found = times(text, WEDNESDAY)
    assert [reading.value.text.removeprefix("at ").removeprefix("In ") for reading in found] == [
        words.removeprefix("In ")
    ]
    value = found[0].value.value
    assert (value.start, value.end) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("It has lost men since Monday.", "2023-03-13"),
        ("It has grown since early September.", "2022-09-01"),
        ("It has grown since 2014.", "2014-01-01"),
    ],
)
def test_find_times_when_the_end_is_open(text: str, start: str) -> None:
    (reading,) = times(text, WEDNESDAY)
    assert reading.value.text.startswith("since")
    assert (reading.value.value.start, reading.value.value.end) == (date.fromisoformat(start), None)


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("Ukraine. Today marks the 99th day of the invasion.", "2022-06-02", "2022-06-02"),
        ("Ukraine. It was the 133rd day of the war.", None, "2022-07-06"),
        ("Ukraine. The two hundred and third day of the full-scale invasion ended.", None, "2022-09-14"),
        ("Gaza. This was day 100 of the war.", None, "2024-01-14"),
        ("Sudan. It was the 10th day of the fighting.", None, "2023-04-24"),
    ],
)
def test_find_times_when_a_day_of_the_campaign_is_told(text: str, published: str | None, day: str) -> None:
    found = [reading for reading in times(text, published) if reading.value.value.basis is Basis.ORDINAL_DAY]
    assert [reading.value.value.start for reading in found] == [date.fromisoformat(day)]


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("They met on Monday. The following day they signed.", "The following day", "2023-03-14"),
        ("They met on Monday.\n\nA week later they signed.", "A week later", "2023-03-20"),
        ("He spoke on Monday; a day earlier he had been silent.", "a day earlier", "2023-03-12"),
        ("It shot at a bus on Monday. It denied an ambush the same day.", "the same day", "2023-03-13"),
        ("He spoke on Tuesday. In the evening he left.", "In the evening", "2023-03-14"),
        ("On Sunday he left. On Monday, the day after the vote, he came back.", "the day after", "2023-03-13"),
    ],
)
def test_find_times_when_told_from_another_day(text: str, words: str, day: str) -> None:
    found = {reading.value.text: reading.value.value for reading in times(text, WEDNESDAY)}
    assert found[words].start == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital in a second column.",
        "The Sunday Times and the Daily Mail reported it.",
        "It was a Black Friday for the army.",
        "The September 11 attacks changed that.",
        "He watched Russia Today.",
        "They sold 2022 tanks.",
        "More than 2000 soldiers stayed.",
        "15:40 The mayor spoke.",
        "The fall of the city was a spring offensive's aim.",
    ],
)
def test_find_times_when_the_words_are_none(text: str) -> None:
    assert times(text, WEDNESDAY) == ()


@pytest.mark.parametrize(
    "text",
    [
        "He spoke on Tuesday.",
        "He spoke yesterday.",
        "They left in September.",
        "It fell last week.",
        "It fell on 5 July.",
    ],
)
def test_find_times_when_publication_is_unknown_keeps_none(text: str) -> None:
    (reading,) = times(text, None)
    assert (reading.value.value.start, reading.value.value.end) == (None, None)


@pytest.mark.parametrize(
    "text", ["A day earlier they had met.", "Two weeks later it fell.", "The following day it fell."]
)
def test_find_times_when_no_other_day_was_named_keeps_none(text: str) -> None:
    (reading,) = times(text, WEDNESDAY)
    assert (reading.value.value.start, reading.value.value.end) == (None, None)


def test_find_times_when_a_clock_time_is_part_of_it_keeps_it() -> None:
    (reading,) = times("He spoke on Monday at 3:40 p.m. local time.", WEDNESDAY)
    assert reading.value.value == TimeInterval(
        date(2023, 3, 13), date(2023, 3, 13), Precision.MINUTE, Basis.RELATIVE, at="15:40"
    )


@given(
    st.dates(date(1901, 1, 1), date(2098, 12, 31)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y"])
)
def test_find_times_reads_back_any_printed_day(day: date, pattern: str) -> None:
    (reading,) = times(f"It was on {day.strftime(pattern)}.", None)
    assert (reading.value.value.start, reading.value.value.end) == (day, day)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_find_times_reads_back_any_weekday_of_the_last_seven_days(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    (reading,) = times(f"He said so on {day:%A}.", published.isoformat())
    assert reading.value.value.start == day


@given(st.dates(date(1990, 1, 2), date(2090, 1, 1)), st.integers(1, 300))
def test_find_times_reads_back_any_interval(end: date, length: int) -> None:
    start = end - timedelta(days=length)
    (reading,) = times(f"From {start:%d %B %Y} to {end:%d %B %Y} it lost men.", None)
    assert (reading.value.value.start, reading.value.value.end) == (start, end)


def test_find_times_when_on_the_annotated_articles_finds_every_span() -> None:
    missed = []
    for gold, text in seeds():
        found = times(text, gold["doc"]["published"])  # type: ignore[index]
        spans = [reading.value.span for reading in found]
        for item in gold["dates"]:  # type: ignore[attr-defined]
            start, end, _ = item["span"]
            if not item.get("optional") and not any(span.start < end and start < span.end for span in spans):
                missed.append(text[start:end])
    assert missed == []
