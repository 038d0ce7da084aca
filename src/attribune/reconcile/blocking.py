"""Blocking: keys under which two claims must meet before they are compared, so that no ledger is compared all to all.

Every key begins with a day, so keys in order go through the ledger day by day and only a few days of claims are ever
in memory. Two claims at most one day apart share a key, because each stands under its days and the day after.

Invariant: the pairs that come out depend on the claims and not on their order, and their number grows with the number
of claims: within a block each claim meets its next `WINDOW` neighbours only, in an order that puts like beside like.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from itertools import groupby

from attribune.model import Claim, ClaimKind, Mark, Reference
from attribune.reconcile.scope import days_of, family_of, identity, is_asserted, is_fine

__all__ = ["WINDOW", "blocks_of", "gatherings_of", "keys_of", "marks_of", "neighbours", "pairs_of"]

WINDOW = 25
"""Neighbours in a block that a claim is compared with: news of one place and day has fewer distinct happenings."""

_COMPARED = frozenset({ClaimKind.QUANTITY, ClaimKind.EVENT, ClaimKind.CONTROL})
_REACH = 0.1  # degrees of latitude, 11 km; twice that in longitude holds up to 60 degrees north
_CELL = 0.4  # not less than twice the greater reach
_DAYS_TOGETHER = 3  # of a gathering: more would make it large, fewer would compare more pairs in two of them
_DAY_BITS, _REST_BITS = 23, 40  # 63 bits in all: keys of claims are never negative


def marks_of(claim: Claim) -> tuple[Mark, ...]:
    """One claim under each of its keys; none for a claim that is compared with nothing."""
    if claim.kind not in _COMPARED or not is_asserted(claim):
        return ()
    keys = keys_of(claim)
    beside = _number(_beside(claim)) >> 1
    return tuple(Mark(key, beside, claim.id, claim.document_id) for key in sorted({_packed(*key) for key in keys}))


def gatherings_of(claim: Claim) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """One claim's marks by where they meet others when a ledger is cut up: a few days of what must be common anyway.

    A pair that meets under eight keys meets in one gathering, seldom in two, and is compared there once.
    """
    for days, found in groupby(marks_of(claim), key=lambda mark: (mark.key >> _REST_BITS) // _DAYS_TOGETHER):
        yield f"{days}|{_common_to_all(claim)}", tuple(found)


def blocks_of(marks: Iterable[Mark]) -> Iterator[tuple[int, list[str]]]:
    """Every key with its members, in order; the marks may come in any order, and have to fit into memory."""
    for key, found in groupby(sorted(marks), key=lambda mark: mark.key):
        yield key, [mark.member for mark in found]


def neighbours(members: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pairs of one block of claims, the smaller id first."""
    for at, one in enumerate(members):
        for other in members[at + 1 : at + 1 + WINDOW]:
            yield (one, other) if one < other else (other, one)


def pairs_of(claims: Iterable[Claim]) -> Iterator[tuple[str, str]]:
    """Pairs of claims that share a key, day by day; a pair may come more than once."""
    for _, members in blocks_of(mark for claim in claims for mark in marks_of(claim)):
        yield from neighbours(members)


def keys_of(claim: Claim) -> tuple[tuple[date, str], ...]:
    """The keys of a claim as (day, what); none where nothing could be compared."""
    days = days_of(claim)
    if days is None:
        return ()
    length = (days.last - days.first).days
    on = [days.first + timedelta(days=after) for after in range(length + 2)]
    if claim.kind is ClaimKind.QUANTITY:
        what = tuple(_of_figure(claim))
    elif claim.kind is ClaimKind.STATEMENT:
        what = ()
    else:
        what = tuple(_of_happening(claim))
    return tuple((day, name) for day in on for name in what)


def _of_happening(claim: Claim) -> Iterator[str]:
    """Kind of happening with place, with target, and with weapon: sharing one of them is enough to be compared."""
    family = family_of(claim)
    if family is None:
        return
    if claim.place is not None:
        for cell in _cells(claim.place):
            yield f"{family}|place {cell}"
    if claim.target is not None:
        yield f"{family}|target {identity(claim.target)}"
    for equipment in claim.equipment:
        yield f"{family}|weapon {identity(equipment)}"


def _of_figure(claim: Claim) -> Iterator[str]:
    """Category, whose it is, total or increment; an increment also by its place."""
    if claim.quantity is None or claim.category in (None, "other"):
        return
    scope = _common_to_all(claim)
    if claim.place is None:
        yield f"{scope}|anywhere"
        return
    for cell in _cells(claim.place):
        yield f"{scope}|place {cell}"


def _common_to_all(claim: Claim) -> str | None:
    """What two claims must have in common under any key: the kind of happening, or whose what is counted how."""
    if claim.kind is not ClaimKind.QUANTITY or claim.quantity is None:
        return family_of(claim)
    return f"{claim.category}|{claim.subject}|{claim.quantity.value.unit}|{bool(claim.cumulative)}"


def _cells(place: Reference) -> tuple[str, ...]:
    """The place itself and, for settlements and sites, every cell within reach: near ones share at least one."""
    named = (identity(place),)
    if place.lat is None or place.lon is None or not is_fine(place):
        return named
    rows = {(place.lat + by) // _CELL for by in (-_REACH, _REACH)}
    columns = {(place.lon + by) // _CELL for by in (-2 * _REACH, 2 * _REACH)}
    return named + tuple(f"{row:.0f}/{column:.0f}" for row in sorted(rows) for column in sorted(columns))


def _beside(claim: Claim) -> str:
    """Puts claims about one thing side by side in a block, in an order that only their content decides."""
    of = [claim.target, claim.actor, claim.place]
    return "|".join(identity(reference) if reference is not None else "~" for reference in of)


def _packed(day: date, what: str) -> int:
    """A key as one 64-bit number that sorts by day; a collision costs one needless comparison."""
    return (day.toordinal() % (1 << _DAY_BITS)) << _REST_BITS | _number(what) >> (64 - _REST_BITS)


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
