"""Assessments: what *we* make of a claim. A reviewer's grade is a person's; a derived state is a named rule's.

Neither touches what the outlet says about verification, and neither becomes the other: "single origin" is arithmetic,
"B2" is somebody's judgement.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from attribune.model import Claim
from attribune.reconcile.origins import Support
from attribune.reconcile.scope import identity

__all__ = ["RULE", "SCALES", "Derived", "DerivedState", "Grade", "derived_states", "misp_tags", "read_grade"]

RULE = "assessment 1"

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
AIRWARS = ("confirmed", "fair", "weak", "contested", "discounted")
SCALES = ("admiralty", "airwars", "note")
_ADMIRALTY = re.compile(r"([A-F])\s*-?\s*([1-6])")


class DerivedState(StrEnum):
    """What arithmetic says of an event's claims."""

    SINGLE_ORIGIN = "single origin"
    SEVERAL_ORIGINS = "several origins"
    BOTH_SIDES_AGREE = "both sides agree"
    DENIED_BY = "denied by"
    OWN_FOOTAGE = "claimant's own footage only"


@dataclass(frozen=True, slots=True)
class Grade:
    """A reviewer's grade: the scale, its value as written in it ("B2", "weak"; a note: None), and its meaning."""

    scale: str
    value: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Derived:
    """A state that a rule derives, with whom or what it rests on."""

    state: DerivedState
    reason: str
    claim_ids: tuple[str, ...]


def read_grade(written: str) -> Grade:
    """The grade that "B2", "b-2" or "weak" stands for; ValueError says what can be written."""
    word = " ".join(written.split())
    match = _ADMIRALTY.fullmatch(word.upper())
    if match is not None:
        return Grade("admiralty", match[1] + match[2], f"{RELIABILITY[match[1]]}, {CREDIBILITY[match[2]]}")
    if word.casefold() in AIRWARS:
        return Grade("airwars", word.casefold(), f"{word.casefold()} (Airwars)")
    raise ValueError(f"{written!r} is no grade: write A1 to F6 (Admiralty), or one of {', '.join(AIRWARS)} (Airwars)")


def misp_tags(grade: Grade) -> tuple[str, ...]:
    """An Admiralty grade as MISP taxonomy tags; none for other scales."""
    if grade.scale != "admiralty" or grade.value is None:
        return ()
    return (
        f'admiralty-scale:source-reliability="{grade.value[0].lower()}"',
        f'admiralty-scale:information-credibility="{grade.value[1]}"',
    )


def derived_states(
    supports: Iterable[Support],
    claims: Iterable[Claim] = (),
    footage: Mapping[str, Collection[str]] | None = None,
) -> tuple[Derived, ...]:
    """What follows from who supports and who denies an event.

    `footage` maps documents to the parties that their pictures are credited to (by `identity`).
    """
    rows = tuple(supports)
    told = [row for row in rows if not row.denies]
    return (*_origins(told), *_agreement(told), *_denials(rows), *_footage(told, tuple(claims), footage or {}))


def _origins(told: list[Support]) -> Iterator[Derived]:
    origins = sorted({origin for row in told for origin in row.origins})
    ids = tuple(claim_id for row in told for claim_id in row.claim_ids)
    reports = len({report for row in told for report in row.reports})
    if not origins:
        return
    if len(origins) == 1:
        carried = f"all {reports} reports go back to one" if reports > 1 else "one report"
        yield Derived(DerivedState.SINGLE_ORIGIN, carried, ids)
    else:
        yield Derived(DerivedState.SEVERAL_ORIGINS, f"{len(origins)} independent origins in {reports} reports", ids)


def _agreement(told: list[Support]) -> Iterator[Derived]:
    sides = sorted({row.side for row in told if row.side is not None})
    if len(sides) > 1:
        ids = tuple(claim_id for row in told if row.side is not None for claim_id in row.claim_ids)
        yield Derived(DerivedState.BOTH_SIDES_AGREE, f"said by {' and '.join(sides)}", ids)


def _denials(rows: tuple[Support, ...]) -> Iterator[Derived]:
    for row in rows:
        if row.denies and any(not other.denies and other.side != row.side for other in rows):
            who = row.claimant.name if row.claimant is not None else "an unnamed source"
            yield Derived(DerivedState.DENIED_BY, f"denied by {who}", row.claim_ids)


def _footage(
    told: list[Support], claims: tuple[Claim, ...], footage: Mapping[str, Collection[str]]
) -> Iterator[Derived]:
    """All pictures in the reports that carry the event are its only claimant's own."""
    named = {identity(row.claimant) for row in told if row.claimant is not None}
    documents = sorted({claim.document_id for claim in claims})
    credited = {party for document in documents for party in footage.get(document, ())}
    if len(named) == 1 and credited and credited <= named:
        ids = tuple(claim_id for row in told for claim_id in row.claim_ids)
        who = next(row.claimant.name for row in told if row.claimant is not None)
        yield Derived(DerivedState.OWN_FOOTAGE, f"every picture is credited to {who}", ids)
