"""Tests of passages.py and drift.py: which sentences two texts share, and what their hedges became."""

from __future__ import annotations

from dataclasses import replace

import pytest

from attribune.model import (
    Claim,
    Document,
    DocumentFacts,
    Reading,
    Span,
    Statement,
    Style,
    Verification,
    document_id,
    text_hash,
)
from attribune.reconcile.drift import DriftKind, carried, drifts
from attribune.reconcile.passages import passages, sentences
from tests.reconcile.happenings import OUTLET, UA, happening

CLAIMED = "The ministry claimed on Tuesday that its gunners had destroyed the pontoon bridge at Verkhne."
BARE = "On Tuesday gunners destroyed the pontoon bridge at Verkhne."
QUIET = "Residents of the nearby villages described a night of shelling that ended shortly before dawn."


def document(text: str) -> Document:
    return Document(document_id(text), text, text_hash(text))


def reading(
    text: str, *cues: str, stance: str = "alleges", hedge: str | None = None, unverified: bool = False
) -> Reading:
    """A reading with one statement for each cue: everything after it in its sentence is claimed."""
    statements = []
    for cue in cues:
        at = text.index(cue)
        content = Span(at + len(cue) + 1, text.index(".", at))
        hedges = (Span(text.index(hedge), text.index(hedge) + len(hedge)),) if hedge else ()
        statements.append(
            Statement(
                (content,), None, Span(at, at + len(cue)), Style.INDIRECT, UA, "UA", stance, hedges,
                verification=Verification.UNVERIFIED if unverified else Verification.NOT_STATED,
            )
        )  # fmt: skip
    return Reading(DocumentFacts(), tuple(statements))


def found(origin: tuple[str, Reading], copy: tuple[str, Reading]) -> list[tuple[DriftKind, tuple[str, ...]]]:
    return [(drift.kind, drift.words) for drift in drifts(document(origin[0]), origin[1], document(copy[0]), copy[1])]


def test_sentences_are_cut_at_full_stops_and_lines_and_keep_their_place() -> None:
    text = f"{CLAIMED}\n\n“{QUIET}” Too short. {BARE}"
    cut = [span.of(text) for span in sentences(text)]
    assert cut[0] == CLAIMED
    assert cut[1].startswith("“Residents")
    assert cut[-1] == BARE
    assert not any(words.startswith("Too") for words in cut)


def test_passages_find_edited_sentences_in_another_order() -> None:
    origin, copy = f"{CLAIMED} {QUIET}", f"{QUIET.replace('shortly ', '')}\n{CLAIMED}"
    pairs = [(passage.origin.of(origin), passage.copy.of(copy)) for passage in passages(origin, copy)]
    assert pairs == [(QUIET, QUIET.replace("shortly ", "")), (CLAIMED, CLAIMED)]


def test_passages_of_different_stories_are_none() -> None:
    assert passages(CLAIMED, QUIET) == ()


SAID = CLAIMED.replace("claimed", "said")
HEDGED = CLAIMED.replace("destroyed", "allegedly destroyed")


@pytest.mark.parametrize(
    ("origin", "copy", "expected"),
    [
        (
            (CLAIMED, reading(CLAIMED, "claimed")),
            (BARE, reading(BARE)),
            [(DriftKind.ATTRIBUTION_DROPPED, ("claimed",))],
        ),
        ((BARE, reading(BARE)), (CLAIMED, reading(CLAIMED, "claimed")), [(DriftKind.ATTRIBUTION_ADDED, ("claimed",))]),
        (
            (CLAIMED, reading(CLAIMED, "claimed")),
            (SAID, reading(SAID, "said", stance="asserts")),
            [(DriftKind.DISTANCE_DROPPED, ("claimed",))],
        ),
        (
            (HEDGED, reading(HEDGED, "claimed", hedge="allegedly")),
            (CLAIMED, reading(CLAIMED, "claimed")),
            [(DriftKind.HEDGE_DROPPED, ("allegedly",))],
        ),
        (
            (CLAIMED, reading(CLAIMED, "claimed", unverified=True)),
            (CLAIMED, reading(CLAIMED, "claimed")),
            [(DriftKind.VERIFICATION_DROPPED, ())],
        ),
        ((CLAIMED, reading(CLAIMED, "claimed")), (CLAIMED, reading(CLAIMED, "claimed")), []),
        # the copy's reader missed the cue, but its words are there: no drift
        ((CLAIMED, reading(CLAIMED, "claimed")), (CLAIMED, reading(CLAIMED)), []),
        ((CLAIMED, reading(CLAIMED, "claimed")), (QUIET, reading(QUIET)), []),
    ],
)
def test_drift_names_what_was_lost_or_gained(origin, copy, expected) -> None:
    assert found(origin, copy) == expected


def test_drift_shows_both_texts() -> None:
    (drift,) = drifts(document(CLAIMED), reading(CLAIMED, "claimed"), document(BARE), reading(BARE))
    assert (drift.origin_text, drift.copy_text) == (CLAIMED, BARE)
    assert drift.passage.copy.of(BARE) == BARE


def test_drift_when_one_was_not_read_is_unknown() -> None:
    assert drifts(document(CLAIMED), None, document(BARE), reading(BARE)) == ()


def claim_at(text: str, document_name: str, **changes: object) -> Claim:
    return happening(document_name, text.index("destroyed"), **changes)


def test_carried_pairs_the_claims_of_a_passage() -> None:
    ours, theirs = claim_at(BARE, "copy", by=OUTLET), claim_at(CLAIMED, "wire")
    assert dict(carried(passages(CLAIMED, BARE), [theirs], [ours])) == {ours.id: theirs}
    second = happening("wire", CLAIMED.index("claimed"))
    assert dict(carried(passages(CLAIMED, BARE), [theirs, second], [ours])) == {}


def test_copy_that_sets_accounts_against_each_other_has_not_lost_the_reserve() -> None:
    origin = reading(CLAIMED, "claimed", unverified=True)
    (statement,) = origin.statements
    contested = replace(origin, statements=(replace(statement, verification=Verification.CONTESTED),))
    bare = replace(origin, statements=(replace(statement, verification=Verification.NOT_STATED),))
    assert found((CLAIMED, origin), (CLAIMED, contested)) == []
    assert found((CLAIMED, origin), (CLAIMED, bare)) == [(DriftKind.VERIFICATION_DROPPED, ())]
