"""Claims that are cut up into gatherings meet the same claims as in one ledger, most of them once."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from attribune.model import Claim, Mark
from attribune.reconcile.blocking import blocks_of, gatherings_of, neighbours, pairs_of
from tests.linking.news import entries
from tests.reconcile.happenings import figure, happening

CLAIMS = [claim for entry in entries(60) for claim in entry.claims]


def gathered(claims: list[Claim]) -> dict[str, list[Mark]]:
    found: defaultdict[str, list[Mark]] = defaultdict(list)
    for claim in claims:
        for name, marks in gatherings_of(claim):
            found[name] += marks
    return found


def pairs_in(marks: list[Mark]) -> set[tuple[str, str]]:
    return {pair for _, members in blocks_of(marks) for pair in neighbours(members)}


def test_claims_meet_the_same_claims_as_in_one_ledger() -> None:
    expected = set(pairs_of(CLAIMS))
    met = Counter(pair for marks in gathered(CLAIMS).values() for pair in pairs_in(marks))
    assert set(met) == expected
    assert len(expected) > 500
    assert sum(met.values()) < 1.5 * len(expected) < sum(1 for _ in pairs_of(CLAIMS)) / 2


def test_a_happening_with_a_number_gathers_as_a_happening() -> None:
    one = happening("d1")
    other = replace(happening("d2"), quantity=figure(5, "d2").quantity)
    assert set(pairs_of([one, other])) == {tuple(sorted((one.id, other.id)))}
    assert {name for name, _ in gatherings_of(one)} == {name for name, _ in gatherings_of(other)}


def test_a_claim_has_each_mark_once_and_none_without_a_day() -> None:
    for claim in CLAIMS:
        marks = [mark for _, found in gatherings_of(claim) for mark in found]
        assert len({mark.key for mark in marks}) == len(marks)
    assert not list(gatherings_of(happening("d1", on=None, published=None)))
