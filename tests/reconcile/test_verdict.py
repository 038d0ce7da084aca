"""Tests of verdict.py: planted faults in our own lines are named with the right cause, sound lines raise no alarm."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import pytest

from attribune.model import Claim, ClaimKind, Document, RecordValue, Reference, Verdict, document_id, text_hash
from attribune.pipeline import Stages, default_stages, understand
from attribune.reconcile import RECORDS, RecordIndex, check, index_records
from attribune.reconcile.verdict import CAUSES, Cause, CauseKind, cause, outdated_since
from tests.reconcile.happenings import RU
from tests.reconcile.planted import LINES, UNCHECKED
from tests.store.builders import make_claim, make_document, make_record


@cache
def stages() -> Stages:
    return default_stages()


@cache
def bundled() -> RecordIndex:
    data = json.loads((files("attribune.demo") / "record.json").read_text(encoding="utf-8"))
    record = RECORDS[data["record"]]
    first = date.fromisoformat(data["first_day"])
    return index_records(
        RecordValue(
            record.name, copy, record.claimant_id, category, record.subject, first + timedelta(days=at), value, "c"
        )
        for copy, categories in data["copies"].items()
        for category, values in categories.items()
        for at, value in enumerate(values)
        if value is not None
    )


def causes_of(published: str, line: str) -> tuple[list[Verdict], list[Cause]]:
    document = Document(document_id(line), line, text_hash(line), published=published, language="en")
    verdicts, causes = [], []
    for claim in stages().claims(document, understand(document, stages())):
        if claim.kind is not ClaimKind.QUANTITY:
            continue
        found = check(claim, bundled())
        if found is not None:
            verdicts.append(found.verdict)
            named = cause(found, bundled())
            if named is not None:
                causes.append(named)
    return verdicts, causes


def test_there_are_enough_lines_of_every_cause() -> None:
    planted = [kind for _, _, kind in LINES if kind is not None]
    assert len(LINES) >= 40
    assert set(planted) == set(CauseKind)
    assert sum(kind is None for _, _, kind in LINES) >= 10


@pytest.mark.parametrize(("published", "line", "expected"), [line for line in LINES if line[2] is not None])
def test_planted_fault_is_named_with_its_cause(published: str, line: str, expected: CauseKind) -> None:
    _, causes = causes_of(published, line)
    assert [found.kind for found in causes] == [expected]


@pytest.mark.parametrize(("published", "line"), [line[:2] for line in LINES if line[2] is None])
def test_sound_line_raises_no_alarm(published: str, line: str) -> None:
    verdicts, causes = causes_of(published, line)
    assert causes == []
    assert verdicts
    assert set(verdicts) <= {Verdict.AGREES, Verdict.COPIES_DISAGREE}


@pytest.mark.parametrize(("published", "line"), UNCHECKED)
def test_what_is_no_total_is_not_checked(published: str, line: str) -> None:
    assert causes_of(published, line) == ([], [])


def test_every_cause_has_a_docstring_that_reads_as_a_reason() -> None:
    for kind, find in CAUSES.items():
        words = (find.__doc__ or "").strip()
        assert words, kind
        assert "\n" not in words
        assert not words.endswith(".")
    assert set(CAUSES) == set(CauseKind)


DOCUMENT = make_document("The General Staff said Russia had lost 812 artillery systems.")


def claim(value: int, **changes: object) -> Claim:
    return replace(make_claim(DOCUMENT, "812 artillery systems", value=value, category="artillery"), **changes)


def test_cause_says_where_the_figure_is_right_and_since_when_it_was_outdated() -> None:
    cells = [
        make_record("orc", "artillery", f"2022-07-{day:02}", value)
        for day, value in enumerate((700, 750, 750, 790, 800, 812), 1)
    ]
    index = index_records(cells)
    old = check(claim(750), index)
    assert old is not None
    found = cause(old, index)
    assert found is not None
    assert (found.kind, found.day, found.copies) == (CauseKind.OTHER_DAY, date(2022, 7, 3), ("orc",))
    assert outdated_since(old, index) == date(2022, 7, 4)
    assert "2022-07-03: orc 750" in found.reason


def test_cause_of_what_agrees_or_has_no_explanation_is_none() -> None:
    index = index_records([make_record("orc", "artillery", "2022-07-06", 812)])
    for value in (812, 461):
        found = check(claim(value), index)
        assert found is not None
        assert cause(found, index) is None


def test_small_numbers_are_no_evidence_of_another_day() -> None:
    index = index_records(
        [make_record("orc", "artillery", "2022-07-06", 15), make_record("orc", "artillery", "2022-06-20", 13)]
    )
    found = check(claim(13), index)
    assert found is not None
    assert cause(found, index) is None


@pytest.mark.parametrize(
    ("value", "claimant", "kind"),
    [
        (1812, RU, CauseKind.CLAIMANT),
        (1811, RU, None),
        (1800, replace(RU, id="x"), None),  # a round number shows nothing
        (1812, replace(RU, country=None), None),
        (1812, replace(RU, id="y", country="UA"), None),
        (1812, Reference("afp", "AFP", "agency", "FR"), None),
    ],
)
def test_figure_of_another_claimant_needs_a_telling_number_of_another_side(
    value: int, claimant: Reference, kind: CauseKind | None
) -> None:
    index = index_records(
        make_record("orc", category, "2022-07-06", number) for category, number in (("artillery", 1812), ("tank", 1800))
    )
    found = check(claim(value, claimant=claimant), index)
    assert (found is None) is (kind is None)
    if found is not None:
        named = cause(found, index)
        assert named is not None
        assert (found.verdict, named.kind, named.copies) == (Verdict.DISAGREES, kind, ("orc",))
        assert "general-staff, 2022-07-06: orc 1,812" in named.reason


def test_figure_of_another_claimant_where_both_have_a_record() -> None:
    own = replace(make_record("site", "artillery", "2022-07-06", 900), record="tally", claimant_id="oryx")
    index = index_records([own, make_record("orc", "artillery", "2022-07-06", 1812)])
    found = check(claim(1812, claimant=Reference("oryx", "Oryx", "monitor", "NL")), index)
    assert found is not None
    named = cause(found, index)
    assert named is not None
    assert (named.kind, named.copies) == (CauseKind.CLAIMANT, ("orc",))
