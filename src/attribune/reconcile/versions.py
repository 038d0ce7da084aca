"""A corrected article: which claims of its earlier version go on in the new one, and which do not, with the reason.

Claims are never moved in silence: one that goes on is a new claim of the new document, with its own spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from attribune.model import Claim, Document
from attribune.reconcile.drift import carried
from attribune.reconcile.passages import Passage, passages

__all__ = ["Fate", "Succession", "is_version_of", "successions"]

_SAME_ARTICLE = 0.5  # share of the shorter version's sentences that the other has too


class Fate(StrEnum):
    """What becomes of a claim in the new version of its document."""

    CONTINUED = "continued"
    CHANGED = "changed"
    ORPHANED = "orphaned"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True)
class Succession:
    """An earlier claim, the claim that it goes on as (None: none), and why."""

    claim_id: str
    fate: Fate
    successor: str | None
    reason: str


def is_version_of(new: Document, old: Document) -> bool:
    """True for two texts of one article: the same address, and most of the shorter one's sentences in both.

    A page that carries something else every day (a front page, a live blog cut into posts) has one address too.
    """
    if new.url is None or new.url != old.url or new.id == old.id:
        return False
    shared = sum(len(passage.origin) for passage in passages(old.text, new.text))
    return shared >= _SAME_ARTICLE * min(len(old.text), len(new.text))


def successions(
    old: Document, old_claims: Sequence[Claim], new: Document, new_claims: Sequence[Claim]
) -> tuple[Succession, ...]:
    """What becomes of each claim of the earlier version, in text order."""
    shared = passages(old.text, new.text)
    following = {before.id: after for after, before in carried(shared, old_claims, new_claims)}
    by_id = {claim.id: claim for claim in new_claims}
    return tuple(
        _succession(claim, by_id.get(following.get(claim.id, "")), shared, new)
        for claim in sorted(old_claims, key=lambda claim: (claim.spans[0], claim.id))
    )


def _succession(claim: Claim, successor: Claim | None, shared: Sequence[Passage], new: Document) -> Succession:
    if successor is not None:
        before, after = _stated(claim), _stated(successor)
        if before == after:
            return Succession(claim.id, Fate.CONTINUED, successor.id, "its sentence stands in the new version")
        return Succession(claim.id, Fate.CHANGED, successor.id, f"it was “{before}” and is “{after}”")
    passage = next((each for each in shared if each.origin.contains(claim.spans[0])), None)
    if passage is None:
        return Succession(claim.id, Fate.VANISHED, None, "its sentence is not in the new version")
    if _flat(claim.text) in _flat(passage.copy.of(new.text)):
        return Succession(claim.id, Fate.ORPHANED, None, "its words still stand, but are no such claim any more")
    return Succession(claim.id, Fate.VANISHED, None, "its words are not in its sentence any more")


def _stated(claim: Claim) -> str:
    who = claim.claimant.name if claim.claimant is not None else "unnamed"
    words = claim.quantity.text if claim.quantity is not None else claim.text
    return f"{who}: {_flat(words)}"


def _flat(text: str) -> str:
    return " ".join(text.split())
