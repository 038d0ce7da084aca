from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.ingest.regions import find_regions
from attribune.model import Region, RegionKind

BODY = "The administration said that two bridges had been closed after the strike, and gave no further details of it."


def words(text: str, kind: RegionKind) -> list[str]:
    return [region.span.of(text) for region in find_regions(text) if region.kind is kind]


@pytest.mark.parametrize(
    ("first", "is_title"),
    [
        ("Bridge closed after strike, governor says", True),
        ("LIVE – Fighting reported near the river crossing", True),
        ("“We will hold the town,” says mayor", True),
        ("Was the dam mined?", True),
        ("The governor said the bridge was closed.", False),
        ("KYIV, Ukraine (AP) — A bridge was closed", False),
        ("By Jane Sample in Odesa", False),
        ("Bridge", False),
    ],
)
def test_title_is_a_first_line_that_looks_like_a_headline(first: str, is_title: bool) -> None:
    assert words(f"{first}\n\n{BODY}\n", RegionKind.TITLE) == ([first] if is_title else [])


@pytest.mark.parametrize("above", ["Wednesday, 6 July 2022", "By Jane Sample", "Advertisement"])
def test_title_is_found_below_a_line_of_the_page(above: str) -> None:
    text = f"{above}\n\nBridge closed after strike\n\n{BODY}"
    assert words(text, RegionKind.TITLE) == ["Bridge closed after strike"]


def test_title_printed_twice_is_a_title_once() -> None:
    text = f"Bridge closed after strike\n\nBridge closed after strike\n\n{BODY}"
    assert words(text, RegionKind.TITLE) == ["Bridge closed after strike"]
    assert words(text, RegionKind.BOILERPLATE) == ["Bridge closed after strike"]
    assert [r.span.start for r in find_regions(text) if r.kind is RegionKind.BOILERPLATE] == [28]


@pytest.mark.parametrize(
    ("printed", "agency"),
    [
        ("KYIV, Ukraine (AP) —", "AP"),
        ("MOSCOW, June 2 /TASS/.", "TASS"),
        ("MOSCOW, 2 June /Sample Wire/", "Sample Wire"),
        ("KHARTOUM (Sample Wire) -", "Sample Wire"),
        ("Kyiv, 3 June (Sample Wire) –", "Sample Wire"),
        ("GAZA STRIP/JERUSALEM (Reuters) -", "Reuters"),
        ("(Reuters) -", "Reuters"),
        ("SLOVIANSK, Ukraine —", None),
        ("EL FASHER —", None),
        ("Goma, January 27 –", None),
        ("AL-MUKALLA, Yemen, Jan. 12 --", None),
        ("PORT SUDAN, May 6 -", None),
        ("KYIV, Friday, May 6 -", None),
        ("LAS ANOD / HARGEISA –", None),
        ("BERLIN and WARSAW (Reuters) -", "Reuters"),
    ],
)
def test_dateline_is_found_with_its_agency(printed: str, agency: str | None) -> None:
    text = f"A headline of some words\n\nBy Jane Sample\n\n{printed} {BODY}"
    found = [r for r in find_regions(text) if r.kind is RegionKind.DATELINE]
    assert [(r.span.of(text), r.note) for r in found] == [(printed, agency)]


@pytest.mark.parametrize(
    "line",
    [
        "Russia – which began the war – has denied it.",
        "NATO (the alliance) said that it had no plans.",
        "UPDATE — the figures below were corrected.",
        "He spoke on June 2 — a day after the strike.",
        "Zelensky, June’s guest of the council – said so.",
    ],
)
def test_dateline_is_not_seen_in_prose(line: str) -> None:
    assert words(f"A headline of some words\n\n{line} {BODY}", RegionKind.DATELINE) == []


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Sample",
        "By Jane Sample and Omar al Example in Beirut",
        "BY JANE SAMPLE",
        "Published: 6 July 2022, 14:05",
        "Last updated on July 6, 2022 at 2:05 pm",
        "July 6, 2022",
        "Wednesday, 6 July 2022",
    ],
)
def test_byline_or_printed_date_is_found(line: str) -> None:
    assert words(f"A headline of some words\n\n{line}\n\n{BODY}", RegionKind.BYLINE) == [line]


@pytest.mark.parametrize("line", ["By Monday the town had fallen to the other side.", "By noon, all was over"])
def test_byline_is_not_seen_in_prose(line: str) -> None:
    assert words(f"A headline of some words\n\n{line}\n\n{BODY}", RegionKind.BYLINE) == []


@pytest.mark.parametrize(
    ("paragraph", "caption", "credit"),
    [
        (
            "A column burns on the ridge. (41st Mountain Brigade/Sample Wire)",
            "A column burns on the ridge.",
            "(41st Mountain Brigade/Sample Wire)",
        ),
        (
            "A launcher explodes near the wood. (@ridge_notes/Sample)",
            "A launcher explodes near the wood.",
            "(@ridge_notes/Sample)",
        ),
        ("A launcher explodes near the wood. (@ridge_notes)", "A launcher explodes near the wood.", "(@ridge_notes)"),
        (
            "A column on the road. (Ministry of Defence of Russia/Sample Wire)",
            "A column on the road.",
            "(Ministry of Defence of Russia/Sample Wire)",
        ),
        ("A crater by the school.\nState Emergency Service/Sample Wire", "A crater by the school.",
         "State Emergency Service/Sample Wire"),
        ("A crater by the school.\nPhoto: State Emergency Service", "A crater by the school.",
         "Photo: State Emergency Service"),
        ("A crater by the school. [Photo by Jane Sample]", "A crater by the school.", "[Photo by Jane Sample]"),
        ("A crater by the school, May 3. REUTERS/Jane Sample", "A crater by the school, May 3.", "REUTERS/Jane Sample"),
        ("The port at dawn. (Courtesy of the Port Authority)", "The port at dawn.", "(Courtesy of the Port Authority)"),
    ],
)  # fmt: skip
def test_caption_is_found_with_its_credit(paragraph: str, caption: str, credit: str) -> None:
    text = f"A headline of some words\n\n{BODY}\n\n{paragraph}\n\n{BODY} Again."
    assert words(text, RegionKind.CAPTION) == [caption]
    assert words(text, RegionKind.CREDIT) == [credit]


def test_caption_printed_again_is_boilerplate() -> None:
    caption = "A long column of vehicles on the road. (Ministry of Defence/Sample Wire)"
    text = f"A headline of some words\n\n{caption}\n\n{BODY}\n\n{caption}\n"
    assert len(words(text, RegionKind.CAPTION)) == 1
    assert words(text, RegionKind.BOILERPLATE) == [caption]


@pytest.mark.parametrize(
    "paragraph",
    [
        "The missile flew for over 900 kilometres. (560 miles)",
        "He said it was so. (He has said so before.)",
        "The army denied it. (See the statement below)",
        "The ministry would not comment on either/or questions.",
        "Losses were heavy. (About 30/40 vehicles)",
    ],
)
def test_caption_is_not_seen_in_prose(paragraph: str) -> None:
    assert words(f"A headline of some words\n\n{BODY}\n\n{paragraph}", RegionKind.CAPTION) == []


@pytest.mark.parametrize(
    "line",
    [
        "Comments are closed.",
        "Don’t miss Our New Story!",
        "We don't spam! Read our privacy policy for more info.",
        "Related Posts:",
        "Information to remember:",
        "Sign up for our morning newsletter",
        "Follow us on Telegram",
        "Share this article on Facebook",
        "Read more: Bridge reopened a week after the strike",
        "This story was provided to The Sample Courier by Sample Wire.",
        "This website uses cookies to improve your experience.",
        "Already a subscriber? Log in",
        "Facebook | Twitter | Email",
        "© 2024 Sample Wire. All rights reserved.",
    ],
)
def test_page_furniture_is_boilerplate(line: str) -> None:
    text = f"A headline of some words\n\n{BODY}\n\n{line}\n"
    assert words(text, RegionKind.BOILERPLATE) == [line]


def test_titles_below_a_related_heading_are_boilerplate_until_prose_goes_on() -> None:
    titles = "Related Posts:\nGrain ship sails\nTalks end in Sample City"
    text = f"A headline of some words\n\n{BODY}\n\n{titles}\n\n{BODY} Now."
    assert words(text, RegionKind.BOILERPLATE) == ["Related Posts:", "Grain ship sails", "Talks end in Sample City"]


def test_farewell_to_the_reader_is_boilerplate_at_the_end_only() -> None:
    farewell = "If you have learned something then I ask you to share it with your friends."
    assert words(f"{BODY}\n\n{BODY} Now.\n\n{farewell}", RegionKind.BOILERPLATE) == [farewell]
    assert words(f"{farewell}\n\n{BODY}\n\n{BODY} Now.", RegionKind.BOILERPLATE) == []


@pytest.mark.parametrize(
    "line",
    [
        "Share prices of arms makers rose after the announcement of the new aid.",
        "Follow-up strikes hit the depot on Tuesday, the governor said.",
        "Subscribe was not the word he used; the ministry called it conscription.",
        "Comments by the minister were closed to the press.",
        "Read as a warning, the speech drew protests from Moscow.",
        "“We share it with our friends and allies,” the minister said, “and thank you for taking the time.”",
        "We have given you the weapons; now give us the plan, the general told the assembly.",
        "This story was told by three survivors, none of whom wished to be named.",
        "Sign-up offices opened in six towns, the army said.",
        "Support for the army has grown, a survey found.",
        "Related families were moved to Odesa on Monday, officials said.",
        "Advertisement hoardings burned along the avenue after the shelling, residents said.",
    ],
)
def test_prose_is_never_boilerplate(line: str) -> None:
    text = f"A headline of some words\n\n{BODY}\n\n{line}\n\n{BODY} Now.\n\n{line} Once more."
    assert words(text, RegionKind.BOILERPLATE) == []


def test_posts_of_a_live_blog_carry_their_times() -> None:
    first, second = f"14:05 GMT\nA bridge is closed.\n{BODY}", "13.20 GMT — Sirens in Sample City."
    text = f"Live: the day as it happened\n\n{first}\n\n{second}\n"
    posts = [r for r in find_regions(text) if r.kind is RegionKind.POST]
    assert [r.note for r in posts] == ["14:05 GMT", "13.20 GMT"]
    assert [r.span.of(text).splitlines()[0] for r in posts] == ["14:05 GMT", "13.20 GMT — Sirens in Sample City."]


@pytest.mark.parametrize("clock", ["2:05 p.m. ET", "10.30am GMT", "18:32 Kyiv time", "09:45", "14:05 GMT+3"])
def test_post_begins_with_any_clock_time(clock: str) -> None:
    text = f"Live: the day as it happened\n\n{clock}\n{BODY}\n\n{clock}\n{BODY}"
    assert [r.note for r in find_regions(text) if r.kind is RegionKind.POST] == [clock, clock]


def test_one_clock_time_makes_no_live_blog() -> None:
    assert words(f"A headline of some words\n\n14:05 – {BODY}", RegionKind.POST) == []


LINES = st.sampled_from(
    [
        "",
        "Comments are closed.",
        BODY,
        "By Jane Sample",
        "A crater. (Army/Wire)",
        "14:05",
        "KYIV (AP) —",
        "Related Posts:",
        "x",
    ]
)


@given(st.lists(LINES | st.text(max_size=40), max_size=12), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_regions_lie_in_the_text_and_apart_from_each_other(lines: list[str], newline: str) -> None:
    text = newline.join(lines)
    found: list[Region] = [r for r in find_regions(text) if r.kind is not RegionKind.POST]
    assert all(r.span.end <= len(text) and r.span.of(text) == r.span.of(text).strip("\n\r") for r in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    "line",
    [
        "-".join(["ABC"] * 40),
        " ".join(["ABCDE"] * 60),
        "By " + " ".join(["Abcde"] * 60) + " 1",
        "/".join(["Abc De"] * 60),
    ],
)
def test_long_runs_of_capitals_take_no_time(line: str) -> None:
    started = time.perf_counter()
    find_regions(f"A headline of some words\n\n{BODY}\n{line} x\n\n{BODY}")
    assert time.perf_counter() - started < 1


def test_time_grows_with_the_text_where_every_line_is_a_region() -> None:
    text = "Comments are closed.\n" * 20_000
    started = time.perf_counter()
    assert len(find_regions(text)) == 20_000
    assert time.perf_counter() - started < 10
