"""Tests of reconcile/lineage.py and hedging.py: copies, their origin, and what they drop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from attribune.model import (
    Document,
    DocumentFacts,
    Reading,
    Reference,
    Span,
    Statement,
    Style,
    document_id,
    text_hash,
)
from attribune.reconcile import Report, link_reports
from bench.lineage_fresh import measure

WIRE = (
    "The ministry claimed that its troops had taken full control of the river port after two days of fighting. "
    "Residents reached by telephone described shelling through the night and a long column of cars leaving by the "
    "northern road, while the regional governor asked people to stay in shelters until further notice. "
    "Neither account could be checked. Power was cut in most of the town and the railway bridge was closed."
)
OTHER = (
    "Farmers in the delta began to bring in the first wheat of the season on Tuesday, helped by dry weather and a late "
    "delivery of diesel. The cooperative expects a smaller harvest than last year, mostly because mines still lie in a "
    "third of its fields, and has asked for clearing teams to return before the autumn sowing begins in earnest."
)


def report(text: str, *, outlet: str, published: str | None = None, origin: str | None = None) -> Report:
    document = Document(document_id(text, outlet=outlet), text, text_hash(text), outlet=outlet, published=published)
    facts = DocumentFacts(origin=Reference(None, origin, "agency") if origin else None)
    return Report(document, Reading(facts, statements=claimed(text)))


def claimed(text: str) -> tuple[Statement, ...]:
    """The attribution of the first sentence, where the text has it."""
    at = text.find("claimed that ")
    if at < 0:
        return ()
    content = Span(at + len("claimed that "), text.index(".", at))
    return (Statement((content,), None, Span(at, at + 7), Style.INDIRECT, None, None, "alleges"),)


def link_all(reports: Sequence[Report]):
    return link_reports(reports)


def test_copy_when_published_later_points_at_the_earlier() -> None:
    early = report(WIRE, outlet="Wire One", published="2024-05-02T08:00:00+00:00")
    late = report("EXCLUSIVE\n\n" + WIRE, outlet="Courier", published="2024-05-02T11:00:00+00:00")
    (link,) = link_all([late, early])
    assert (link.left, link.right) == (late.document.id, early.document.id)
    assert link.score > 0.95
    assert any("published earlier" in reason for reason in link.reasons)


def test_copy_when_it_credits_the_other_points_at_it_whatever_the_time() -> None:
    wire = report(WIRE, outlet="Wire One", published="2024-05-03")
    copy = report(WIRE + " (Wire One)", outlet="Courier", published="2024-05-02", origin="Wire One")
    (link,) = link_all([wire, copy])
    assert (link.left, link.right) == (copy.document.id, wire.document.id)
    assert any("credits Wire One" in reason for reason in link.reasons)


def test_copies_of_one_wire_all_point_at_the_earliest() -> None:
    reports = [report(WIRE + f" More at {name}.", outlet=name, published=day) for name, day in
               (("A", "2024-05-03"), ("B", "2024-05-01"), ("C", "2024-05-02"))]  # fmt: skip
    links = link_all(reports)
    assert {link.left for link in links} == {reports[0].document.id, reports[2].document.id}
    assert {link.right for link in links} == {reports[1].document.id}


def test_copy_that_tells_a_claim_as_fact_drops_the_hedge() -> None:
    origin = report(WIRE, outlet="Wire One", published="2024-05-02")
    bare = WIRE.replace("The ministry claimed that its troops", "In a surprise attack its troops")
    (link,) = link_all([origin, report(bare, outlet="Courier", published="2024-05-03")])
    assert any(reason.startswith("drops “claimed”") and "its troops had taken" in reason for reason in link.reasons)


def test_copy_that_rewords_a_claim_into_a_fact_drops_the_hedge() -> None:
    origin = report(WIRE, outlet="Wire One", published="2024-05-02")
    reworded = WIRE.replace(
        "The ministry claimed that its troops had taken full control", "Government troops took full control"
    )
    (link,) = link_all([origin, report(reworded, outlet="Courier", published="2024-05-03")])
    assert any(reason.startswith("drops “claimed”") for reason in link.reasons)


def test_copy_that_keeps_the_claim_drops_nothing() -> None:
    origin = report(WIRE, outlet="Wire One", published="2024-05-02")
    (link,) = link_all([origin, report(WIRE, outlet="Courier", published="2024-05-03")])
    assert not any(reason.startswith("drops") for reason in link.reasons)


def test_different_stories_are_no_copies() -> None:
    assert link_all([report(WIRE, outlet="A"), report(OTHER, outlet="B")]) == ()


def test_links_do_not_depend_on_the_order_of_documents() -> None:
    reports = [report(WIRE + f" More at {name}.", outlet=name) for name in "ABCDE"] + [report(OTHER, outlet="F")]
    assert link_all(reports) == link_all(reports[::-1])
    assert len(link_all(reports)) == 4


BACKGROUND = (
    "The town has changed hands twice since the war began and most of its industry moved away in the first year. Its "
    "port is the only one on this coast with a deep basin, which is why both sides have tried to keep it working."
)


def test_background_that_a_desk_repeats_makes_no_copy_and_a_text_that_it_prints_again_is_one() -> None:
    monday, tuesday = (
        report(f"{news} {BACKGROUND}", outlet="Daily", published=day)
        for news, day in (
            (
                "Firefighters put out a blaze in the eastern sheds before noon and the harbour master said that nobody "
                "had been hurt this time in any of them.",
                "2024-05-06",
            ),
            (
                "Brokers said that cover for ships on the route had become dearer overnight, while nine freighters "
                "waited outside in the roads for better news.",
                "2024-05-07",
            ),
        )
    )
    elsewhere = report(tuesday.document.text, outlet="Courier", published="2024-05-08")
    again = report(f"{monday.document.text} Updated.", outlet="Daily", published="2024-05-09")
    assert link_all([monday, tuesday]) == ()
    assert {link.left for link in link_all([monday, elsewhere])} == {elsewhere.document.id}
    assert {link.left for link in link_all([monday, again])} == {again.document.id}


def test_version_of_an_article_at_its_own_address_is_no_copy() -> None:
    first = report(WIRE, outlet="Daily", published="2024-05-06")
    second = report(f"{WIRE} This article has been corrected.", outlet="Daily", published="2024-05-06T12:00:00+00:00")
    assert len(link_all([first, second])) == 1
    at_one = [replace(each, document=replace(each.document, url="https://daily.example/1")) for each in (first, second)]
    assert link_all(at_one) == ()


def test_fresh_planted_corpus_keeps_its_floors() -> None:
    planted, found, false, home = measure(25, 3)
    assert sum(found.values()) >= 0.95 * sum(planted.values())
    assert sum(false.values()) <= 0.05 * sum(found.values())
    assert home == 1.0
