"""Hedge drift: what happened to "claimed", "allegedly" and "not verified" on the way from an origin to its copy.

Only passages that both texts have are compared, and only where both were read; each drift shows both texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from attribune.model import Claim, Document, Reading, Span, Statement, Verification
from attribune.reconcile.passages import Passage, passages
from attribune.reconcile.scope import family_of

__all__ = ["Drift", "DriftKind", "carried", "drifts"]


class DriftKind(StrEnum):
    """What was lost or gained between origin and copy."""

    ATTRIBUTION_DROPPED = "attribution dropped"
    ATTRIBUTION_ADDED = "attribution added"
    DISTANCE_DROPPED = "claim verb made neutral"  # "claimed" became "said"
    DISTANCE_ADDED = "neutral verb made a claim verb"
    HEDGE_DROPPED = "hedge dropped"
    HEDGE_ADDED = "hedge added"
    VERIFICATION_DROPPED = "“not verified” dropped"
    VERIFICATION_ADDED = "“not verified” added"


@dataclass(frozen=True, slots=True)
class Drift:
    """One change in one passage: the words lost (of the origin) or gained (of the copy), and both texts."""

    kind: DriftKind
    words: tuple[str, ...]
    passage: Passage
    origin_text: str
    copy_text: str


@dataclass(frozen=True, slots=True)
class _Voice:
    """How one passage of one text is put."""

    text: str
    cues: tuple[str, ...]
    distancing: tuple[str, ...]
    hedges: tuple[str, ...]
    unverified: bool
    contested: bool

    @property
    def reserved(self) -> bool:
        """True if the outlet does not let the passage stand as it is."""
        return self.unverified or self.contested


def drifts(
    origin: Document, reading: Reading | None, copy: Document, copy_reading: Reading | None
) -> tuple[Drift, ...]:
    """Every drift between an origin and its copy, in the order of the copy; none where one of them was not read."""
    if reading is None or copy_reading is None:
        return ()
    return tuple(
        drift
        for passage in passages(origin.text, copy.text)
        for drift in _between(
            passage,
            _voice(origin.text, passage.origin, reading.statements),
            _voice(copy.text, passage.copy, copy_reading.statements),
        )
    )


def carried(
    shared: Sequence[Passage], origin_claims: Sequence[Claim], copy_claims: Sequence[Claim]
) -> Iterator[tuple[str, Claim]]:
    """Claims of the copy (by id) with the claim of the origin that they carry: same kind, in the same passage.

    Where a passage has several claims of a kind, they are matched in order, and only if it has as many in both texts.
    """
    for passage in shared:
        here = _within(copy_claims, passage.copy)
        there = _within(origin_claims, passage.origin)
        for kind in sorted({_kind(claim) for claim in here}):
            ours = [claim for claim in here if _kind(claim) == kind]
            theirs = [claim for claim in there if _kind(claim) == kind]
            if len(ours) == len(theirs):
                yield from ((one.id, other) for one, other in zip(ours, theirs, strict=True))


def _between(passage: Passage, origin: _Voice, copy: _Voice) -> Iterator[Drift]:
    def drift(kind: DriftKind, words: tuple[str, ...]) -> Drift:
        return Drift(kind, words, passage, origin.text, copy.text)

    attributed, still = bool(origin.cues), bool(copy.cues)
    if attributed and not still and not _any_in(origin.cues, copy.text):
        yield drift(DriftKind.ATTRIBUTION_DROPPED, origin.cues)
    elif still and not attributed and not _any_in(copy.cues, origin.text):
        yield drift(DriftKind.ATTRIBUTION_ADDED, copy.cues)
    elif attributed and still:
        yield from _lost(drift, DriftKind.DISTANCE_DROPPED, origin.distancing, copy)
        yield from _lost(drift, DriftKind.DISTANCE_ADDED, copy.distancing, origin)
    yield from _lost(drift, DriftKind.HEDGE_DROPPED, origin.hedges, copy)
    yield from _lost(drift, DriftKind.HEDGE_ADDED, copy.hedges, origin)
    # A copy that sets the accounts against each other has not lost the reserve.
    if attributed and still and not (origin.reserved and copy.reserved) and origin.unverified != copy.unverified:
        yield drift(DriftKind.VERIFICATION_DROPPED if origin.unverified else DriftKind.VERIFICATION_ADDED, ())


def _lost(
    drift: Callable[[DriftKind, tuple[str, ...]], Drift], kind: DriftKind, words: tuple[str, ...], other: _Voice
) -> Iterator[Drift]:
    """One drift for the words that the other text of the passage no longer has."""
    gone = tuple(word for word in words if not _any_in((word,), other.text))
    if gone:
        yield drift(kind, gone)


def _voice(text: str, sentence: Span, statements: Sequence[Statement]) -> _Voice:
    """How a passage is put: the statements whose cue stands in it, and those that reach into it from outside."""
    here = [
        statement
        for statement in statements
        if (statement.cue is not None and sentence.contains(statement.cue))
        or any(span.overlaps(sentence) for span in statement.content)
    ]
    cues = tuple(statement.cue.of(text) for statement in here if statement.cue is not None)
    distancing = tuple(
        statement.cue.of(text) for statement in here if statement.cue is not None and statement.stance == "alleges"
    )
    hedges = {span for statement in here for span in statement.hedges if sentence.contains(span)}
    return _Voice(
        sentence.of(text),
        tuple(dict.fromkeys(cues)),
        tuple(dict.fromkeys(distancing)),
        tuple(span.of(text) for span in sorted(hedges)),
        any(statement.verification is Verification.UNVERIFIED for statement in here),
        any(statement.verification is Verification.CONTESTED for statement in here),
    )


def _any_in(words: Sequence[str], text: str) -> bool:
    folded = f" {' '.join(text.casefold().split())} "
    return any(" ".join(word.casefold().split()) in folded for word in words)


def _within(claims: Sequence[Claim], sentence: Span) -> list[Claim]:
    return sorted(
        (claim for claim in claims if sentence.contains(claim.spans[0])),
        key=lambda claim: (claim.spans[0], claim.id),
    )


def _kind(claim: Claim) -> tuple[str, str]:
    return claim.kind.value, family_of(claim) or claim.category or ""
