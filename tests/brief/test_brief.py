"""Tests of briefs: every line attributed, pointing at its words, safe to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from attribune.brief import Brief, Line, Section, as_html, as_markdown, build_brief
from attribune.model import Span
from attribune.pipeline import default_stages, run
from attribune.store import ClaimFilter, Store, View
from tests.store.builders import make_record
from tests.store.ledgers import opened_ledger

STORY = Path(__file__).resolve().parents[2] / "src" / "attribune" / "demo" / "dispatches" / "wires.jsonl"


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with opened_ledger(tmp_path_factory.mktemp("brief"), "l") as store:
        fill(store)
        with store.view() as opened:
            yield opened


def fill(store: Store) -> None:
    run([str(STORY)], store, default_stages())


def test_brief_has_its_sections_in_order(view: View) -> None:
    brief = build_brief(view, ClaimFilter(since=date(2023, 5, 15), until=date(2023, 5, 17)), about=None)
    headings = [section.heading for section in brief.sections]
    assert headings[:2] in (
        ["What Russia claims", "What Ukraine claims"],
        ["What Ukraine claims", "What Russia claims"],
    )
    assert headings[2:] == ["Contradicted", "Hedges dropped on the way", "Open questions"]
    assert brief.documents == 3


def test_every_line_is_attributed_and_points_at_its_words(view: View) -> None:
    brief = build_brief(view, ClaimFilter())
    lines = [line for section in brief.sections for line in section.lines]
    assert len(lines) > 10
    for line in lines:
        document = view.document(line.document_id)
        assert document is not None
        assert line.who
        assert " ".join(line.span.of(document.text).split()) in line.words
        assert line.words in " ".join(document.text.split())


def test_copies_do_not_tell_a_sides_claims_again(view: View) -> None:
    brief = build_brief(view, ClaimFilter(since=date(2023, 5, 15), until=date(2023, 5, 17)))
    telling = {line.source.partition(",")[0] for section in brief.sections[:2] for line in section.lines}
    assert telling == {"Sample Wire"}


def test_brief_of_no_claims_has_no_sections(view: View) -> None:
    brief = build_brief(view, ClaimFilter(since=date(1999, 1, 1), until=date(1999, 1, 2)))
    assert (brief.sections, brief.claims) == ((), 0)
    assert "1999-01-01 to 1999-01-02" in as_markdown(brief)


HOSTILE = Line(
    who="<b>Anna</b> *",
    put="says",
    words="“x” <script>alert(1)</script> [a](javascript:b) a-b",
    note="a | b",
    document_id="d1",
    source="Outlet](http://evil.example)",
    url="https://wire.example/a(b)",
    span=Span(3, 9),
    claim_id="c1",
)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]


def hostile(url: str | None = HOSTILE.url) -> Brief:
    return Brief(None, None, "<i>", 1, 1, (Section("A & B", (replace(HOSTILE, url=url),), 3),))


def test_html_escapes_what_reports_and_people_wrote() -> None:
    page = as_html(hostile())
    parser = _Tags()
    parser.feed(page)
    assert "script" not in parser.tags
    assert "b" not in parser.tags
    assert parser.links == [
        "https://wire.example/a%28b%29#:~:text=%E2%80%9Cx%E2%80%9D%20%3Cscript%3Ealert%281%29%3C%2Fscript%3E%20"
        "%5Ba%5D%28javascript%3Ab%29%20a%2Db"
    ]
    assert "A &amp; B" in page
    assert "and 3 more" in page


def test_markdown_escapes_what_would_be_markup() -> None:
    text = as_markdown(hostile())
    assert "\\<script\\>" in text
    assert "\\[a\\](javascript" in text
    assert "[Outlet\\](http://evil.example)](https://wire.example/a%28b%29#" in text


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    parser = _Tags()
    parser.feed(as_html(hostile("javascript:alert(1)")))
    assert parser.links == ["#"]
    parser.feed(as_html(hostile(None)))
    assert parser.links == ["#"]


def test_figures_of_one_sentence_are_one_line_with_what_each_copy_has(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "Published: 6 July 2022\n\nRussia has lost 1,600 tanks and 812 artillery systems since February 24, "
        "the General Staff of the Armed Forces of Ukraine said.",
        encoding="utf-8",
    )
    with opened_ledger(tmp_path, "l") as store:
        run([str(report)], store, default_stages())
        with store.writer() as writer:
            writer.put_records(
                make_record(copy, category, "2022-07-06", value)
                for copy, category, value in (("orc", "tank", 1600), ("orc", "artillery", 821))
            )
        with store.view() as opened:
            brief = build_brief(opened, ClaimFilter())
    (figures,) = [section for section in brief.sections if section.heading == "Figures and their records"]
    (line,) = figures.lines
    assert line.details == (
        "812 artillery systems: disagrees, orc 821; two neighbouring digits of the record's figure changed places "
        "(2022-07-06: orc 821)",
        "agree with every copy: 1,600 tanks",
    )
    assert "\n  - agree with every copy: 1,600 tanks" in as_markdown(brief)
    assert '<li class="note">agree with every copy: 1,600 tanks</li>' in as_html(brief)
