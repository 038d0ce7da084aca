"""Bare denials: "The ministry denied it." What is denied is the last thing that the other side claimed before.

Narrow on purpose: the denial has no happening of its own, its words only point back, and what they point at was claimed
by another side shortly before in the same report. "Denied any involvement" denies who did it, not that it happened: it
contradicts only a claim that names the denier's side as the one who acted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from attribune.model import Claim, ClaimKind, Link, LinkKind, link_id
from attribune.reconcile.drift import carried
from attribune.reconcile.passages import passages
from attribune.reconcile.scope import is_asserted, is_denied, side_of, standing
from attribune.reconcile.wording import Wording

__all__ = ["RULE", "Told", "bare_denials", "denial_links", "denials_in", "denied_pairs"]

RULE = "bare denial 2"

_HAPPENINGS = (ClaimKind.EVENT, ClaimKind.CONTROL)
_BACK = 900  # characters: two or three paragraphs
_SCORE = 0.7
_DENIED_IT = re.compile(r"\bden(?:ied|ies|y)\s+(?:it|this|that|them|these|those)\s*[.;:!]\s*$")
_PRONOUN = re.compile(r"\s+(?:it|this|that|them|these|those)\s*[.;:!]")


@dataclass(frozen=True, slots=True)
class Told:
    """A text with the claims that stand in it, with place and time of their statements."""

    text: str
    claims: tuple[Claim, ...]


def denials_in(here: Told, origin: Told | None, words: Wording) -> Iterator[Link]:
    """The links of the bare denials of one text; one that is a copy denies what its origin denies."""
    if origin is None:
        yield from bare_denials(here.claims, words, here.text)
        return
    by_id = {claim.id: claim for claim in here.claims}
    shared = passages(origin.text, here.text)
    ours = {theirs.id: by_id[one] for one, theirs in carried(shared, origin.claims, here.claims)}
    for denial, denied in denied_pairs(origin.claims, words, origin.text):
        if denial.id in ours and denied.id in ours:
            yield from denial_links(ours[denial.id], ours[denied.id], words)


def bare_denials(claims: Iterable[Claim], words: Wording, text: str = "") -> Iterator[Link]:
    """A same-event and a contradicts link for every bare denial among the claims of one document."""
    for denial, denied in denied_pairs(claims, words, text):
        yield from denial_links(denial, denied, words)


def denied_pairs(claims: Iterable[Claim], words: Wording, text: str = "") -> Iterator[tuple[Claim, Claim]]:
    """Every bare denial of one document with the claim that it denies; `text` shows what follows the verb."""
    listed = sorted(claims, key=lambda claim: (claim.spans[0], claim.id))
    happenings = [claim for claim in listed if claim.kind in _HAPPENINGS and is_asserted(claim)]
    for denial in listed:
        if denial.kind is not ClaimKind.STATEMENT or denial.stance != "denies":
            continue
        bare = _is_bare(denial, text)
        if not bare and not _points_back(denial, words):
            continue
        inside = not bare and any(span.overlaps(claim.spans[0]) for claim in happenings for span in denial.spans)
        denied = None if inside else _denied_by(denial, happenings)
        if denied is not None and (bare or _said(denial) in words.anaphor or _is_blamed(denial, denied)):
            yield denial, denied


def _is_bare(denial: Claim, text: str) -> bool:
    """True where the verb's object is a bare pronoun and the sentence ends: what follows it explains the denial."""
    if denial.cue is not None and _PRONOUN.match(text, denial.cue.end) is not None:
        return True
    start = denial.spans[0].start  # "… denied it. Russia had not, he told": the content is what explains the denial
    return _DENIED_IT.search(text[max(0, start - 40) : start]) is not None


def _points_back(denial: Claim, words: Wording) -> bool:
    return _said(denial) in words.anaphor | words.blame


def _said(denial: Claim) -> str:
    return " ".join(denial.text.casefold().split()).strip(" .,;:“”\"'’")


def _denied_by(denial: Claim, happenings: list[Claim]) -> Claim | None:
    """The nearest happening before that another side claims; one put as a claim before one merely said."""
    side = side_of(denial)
    before = [
        claim
        for claim in happenings
        if 0 < denial.spans[0].start - claim.spans[0].start <= _BACK
        and not is_denied(claim)
        and claim.claimant is not None
        and side is not None
        and side_of(claim) not in (None, side)
    ]
    return max(before, key=lambda claim: (claim.stance == "alleges", claim.spans[0], claim.id), default=None)


def _is_blamed(denial: Claim, denied: Claim) -> bool:
    """True if the claim says that the denier's own side did it."""
    side = side_of(denial)
    return side is not None and denied.actor is not None and standing(denied.actor) == side


def denial_links(denial: Claim, denied: Claim, words: Wording) -> Iterator[Link]:
    """The links of a denial that points back to a claim."""
    left, right = sorted((denial.id, denied.id))
    denier = denial.claimant.name if denial.claimant is not None else "an unnamed source"
    sayer = denied.claimant.name if denied.claimant is not None else "an unnamed source"
    pointing = f"“{denial.text}” points back to what {sayer} claims before in the same report"
    if _said(denial) in words.blame:
        reasons = (f"attribution: {denier} denies having done what {sayer} says", pointing)
    else:
        kind = LinkKind.SAME_EVENT
        yield Link(link_id(kind, left, right), kind, left, right, _SCORE, (pointing,), RULE)
        reasons = (f"polarity: {denier} denies what {sayer} says happened", pointing)
    kind = LinkKind.CONTRADICTS
    yield Link(link_id(kind, left, right), kind, left, right, _SCORE, reasons, RULE)
