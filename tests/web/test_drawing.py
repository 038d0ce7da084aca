"""What is drawn on the server: charts, the basemap, two texts side by side, the brief as Markdown."""

from __future__ import annotations

import itertools
import math
import re
from datetime import date
from html import unescape
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from attribune.web.basemap import basemap_json, load_basemap
from attribune.web.brief_page import _escaped
from attribune.web.chart import Dot, Line, chart, ticks
from attribune.web.lineage_page import aligned
from attribune.web.map_page import Pin, drawn_map

finite = st.integers(-(10**12), 10**12) | st.decimals(-1000, 1000, places=2).map(float)


@given(finite, finite)
def test_ticks_enclose_the_values_evenly(one: float, other: float) -> None:
    low, high = sorted((one, other))
    marks = ticks(low, high)
    slack = 1e-9 * max(abs(low), abs(high), 1)
    assert marks[0] <= low + slack
    assert marks[-1] >= high - slack
    assert 2 <= len(marks) <= 12
    steps = {round(math.log10(b - a), 3) for a, b in itertools.pairwise(marks)}
    assert len(steps) == 1


@given(st.lists(st.tuples(st.dates(date(2000, 1, 1), date(2100, 1, 1)), finite), max_size=20))
def test_chart_is_well_formed_and_holds_every_dot(points: list[tuple[date, float]]) -> None:
    dots = [Dot(day, value, None, None, f'<{value}> & "{day}"', "/claims/c1", "disagrees") for day, value in points]
    drawn = chart([Line("a <b>", tuple(sorted(points)))] if points else [], dots, 'title "x"')
    if not points:
        assert drawn is None
        return
    tree = ElementTree.fromstring(str(drawn))
    assert len([each for each in tree.iter() if each.get("class") == "dot"]) == len(points)
    for each in tree.iter():
        for name in ("cx", "x", "cy", "y"):
            assert each.get(name) is None or math.isfinite(float(str(each.get(name))))


def test_chart_rings_only_what_disagrees() -> None:
    day = date(2022, 7, 6)
    dots = [Dot(day, 812, None, None, "a", "/", "copies_disagree"), Dot(day, 800, None, None, "b", "/")]
    assert str(chart([], dots, "t")).count('class="ring') == 1


@given(st.text(max_size=80), st.text(max_size=80))
def test_aligned_keeps_both_texts_and_marks_only_differences(origin: str, copy: str) -> None:
    left, right = aligned(origin, copy)
    for html, text in ((left, origin), (right, copy)):
        words = re.sub(r"</?(del|ins)>", "", html)
        assert "<" not in words
        assert unescape(words) == text
    if origin == copy:
        assert "<del>" not in left
        assert "<ins>" not in right


def test_aligned_shows_the_dropped_word() -> None:
    left, right = aligned("Ukraine claimed it shot down six.", "Ukraine shot down six.")
    assert "<del>" in left
    assert "claimed" in str(left)
    assert "<ins>" not in right


@pytest.mark.skipif(load_basemap() is None, reason="the basemap is not installed: python -m tools.build_assets")
def test_basemap_follows_the_policy() -> None:
    base = load_basemap()
    assert base is not None
    isthmus = [ring for ring in base.disputed if all(33 < x < 36 and 45 < y < 47 for x, y in ring)]
    assert isthmus, "the line between Crimea and the mainland is dashed"
    assert not any(all(33 < x < 36 and 45 < y < 46.3 for x, y in ring) for ring in base.borders)
    assert any(-9 < x < -8 and 27 < y < 28 for ring in base.disputed for x, y in ring), "Western Sahara is dashed"
    assert any(35.6 < x < 36 and 32.8 < y < 33.3 for ring in base.disputed for x, y in ring), (
        "the line of 1974 is dashed"
    )
    assert len(base.land) > 500
    assert basemap_json() is not None


def test_map_is_drawn_around_its_pins_and_escapes_names() -> None:
    pin = Pin("k", "<b>Kyiv", "UA", 50.45, 30.52, 5.0, 3, {"UA": 2, "": 1}, {"event": 3}, None, None)
    drawn = drawn_map([pin])
    tree = ElementTree.fromstring(str(drawn))
    circles = [each for each in tree.iter() if "pin" in str(each.get("class"))]
    assert len(circles) == 1
    assert drawn_map([]) is None
    assert pin.side == "UA"


def test_brief_in_markdown_names_who_says_each_line(client: TestClient) -> None:
    text = client.get("/brief.md?_since=2023-05-16&_until=2023-05-16").text
    lines = [line for line in text.splitlines() if "[claim](" in line]
    assert len(lines) > 5
    for line in lines:
        assert re.search(r"\(http://testserver/claims/c[0-9a-f]{16}\)", line)
        assert re.match(r"\s*- \S", line)


@given(st.text())
def test_words_of_reports_are_no_markdown(words: str) -> None:
    assert not re.search(r"(?<!\\)[*_`\[\]<>#|]", _escaped(words).replace("\\\\", ""))
