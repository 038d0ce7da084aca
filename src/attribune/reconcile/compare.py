"""Features: what two claims have in common, each a function whose docstring is the reason that people are shown.

A feature gives True (they agree), False (they differ) or None (one of them does not say, or says it too coarsely). None
is evidence of nothing. `compare` runs all of them; the decision is made from its answer in `agreement`.
"""

from __future__ import annotations

from collections.abc import Callable

from attribune.model import Claim, Qualifier, Quantity, Reference
from attribune.reconcile.check import leeway
from attribune.reconcile.scope import days_of, distance_km, family_of, identity, is_denied, is_fine, side_of, standing

__all__ = ["FEATURES", "Comparison", "Feature", "bounds", "compare", "same_reference"]

Feature = Callable[[Claim, Claim], bool | None]

_NEAR_KM, _FAR_KM = 10.0, 50.0
_OPEN_END = float("inf")


class Comparison:
    """The answer of every feature by its name, worked out when it is asked for: most pairs are told apart by a few."""

    __slots__ = ("_answers", "left", "right")

    def __init__(self, left: Claim, right: Claim) -> None:
        self.left = left
        self.right = right
        self._answers: dict[str, bool | None] = {}

    def __getitem__(self, feature: str) -> bool | None:
        if feature not in self._answers:
            self._answers[feature] = FEATURES[feature](self.left, self.right)
        return self._answers[feature]

    @property
    def reasons(self) -> tuple[str, ...]:
        """In words, what agrees, then what differs."""
        agreeing = tuple(_said(name) for name in FEATURES if self[name] is True)
        differing = tuple(f"not {_said(name)}" for name in FEATURES if self[name] is False)
        return agreeing + differing


def compare(left: Claim, right: Claim) -> Comparison:
    """Two claims under every feature."""
    return Comparison(left, right)


def _same_kind(left: Claim, right: Claim) -> bool | None:
    """the same kind of happening or figure"""
    if left.kind is not right.kind:
        return False
    if left.quantity is not None or right.quantity is not None:
        return None if left.category is None or right.category is None else left.category == right.category
    one, other = family_of(left), family_of(right)
    return None if one is None or other is None else one == other


def _same_place(left: Claim, right: Claim) -> bool | None:
    """the same place, or settlements and sites within 10 km of each other"""
    one, other = left.place, right.place
    if one is None or other is None:
        return None
    if same_reference(one, other):
        return True
    if one.country is not None and other.country is not None and one.country != other.country:
        return False
    if not (is_fine(one) and is_fine(other)):
        return None  # a village and its region are no disagreement
    apart = distance_km(one, other)
    if apart is None:
        return None
    return True if apart <= _NEAR_KM else False if apart > _FAR_KM else None


def _same_days(left: Claim, right: Claim) -> bool | None:
    """days that overlap, as both reports state them"""
    one, other = days_of(left), days_of(right)
    if one is None or other is None:
        return None
    if one.stated and other.stated:
        return one.overlaps(other)
    return None if one.overlaps(other) else False


def _same_news(left: Claim, right: Claim) -> bool | None:
    """days that overlap, where a report gives none and is news of the days before its publication"""
    one, other = days_of(left), days_of(right)
    return None if one is None or other is None or (one.stated and other.stated) else one.overlaps(other)


def _same_actor(left: Claim, right: Claim) -> bool | None:
    """the same party acting"""
    return _same_party(left.actor, right.actor)


def _same_target(left: Claim, right: Claim) -> bool | None:
    """the same person, thing or party acted upon"""
    one, other = left.target, right.target
    if one is None or other is None:
        return None
    if same_reference(one, other):
        return True
    if one.country is not None and other.country is not None and one.country != other.country:
        return False
    return False if one.id is not None and other.id is not None and one.kind == other.kind else None


def _shared_weapon(left: Claim, right: Claim) -> bool | None:
    """the same weapon or vehicle named"""
    ours = {identity(reference) for reference in left.equipment}
    theirs = {identity(reference) for reference in right.equipment}
    return True if ours & theirs else None  # each may name another of several


def _same_subject(left: Claim, right: Claim) -> bool | None:
    """figures about the same party"""
    return None if left.subject is None or right.subject is None else left.subject == right.subject


def _same_measure(left: Claim, right: Claim) -> bool | None:
    """figures of the same measure: the same unit, both running totals or both increments"""
    if left.quantity is None or right.quantity is None:
        return None
    units = left.quantity.value.unit == right.quantity.value.unit
    return units and bool(left.cumulative) == bool(right.cumulative)


def _same_period(left: Claim, right: Claim) -> bool | None:
    """figures for the same period, as both reports state it"""
    one, other = left.period, right.period
    if one is None or other is None or one.end is None or other.end is None or one.vague or other.vague:
        return None
    starts = one.start == other.start or one.start is None or other.start is None
    return starts and one.end == other.end


def _numbers_meet(left: Claim, right: Claim) -> bool | None:
    """numbers that can both be right, as far as their words bind them"""
    if left.quantity is None or right.quantity is None:
        return None
    one, other = bounds(left.quantity.value), bounds(right.quantity.value)
    return None if one is None or other is None else one[0] <= other[1] and other[0] <= one[1]


def _same_polarity(left: Claim, right: Claim) -> bool | None:
    """both say that it happened, or both that it did not"""
    return is_denied(left) == is_denied(right)


def _same_claimant(left: Claim, right: Claim) -> bool | None:
    """the same claimant"""
    if left.claimant is None or right.claimant is None:
        return None
    return same_reference(left.claimant, right.claimant)


def _same_side(left: Claim, right: Claim) -> bool | None:
    """claimants of the same side"""
    one, other = side_of(left), side_of(right)
    return None if one is None or other is None else one == other


FEATURES: dict[str, Feature] = {
    "kind": _same_kind,
    "place": _same_place,
    "days": _same_days,
    "news": _same_news,
    "actor": _same_actor,
    "target": _same_target,
    "weapon": _shared_weapon,
    "subject": _same_subject,
    "measure": _same_measure,
    "period": _same_period,
    "numbers": _numbers_meet,
    "polarity": _same_polarity,
    "claimant": _same_claimant,
    "side": _same_side,
}
"""Every feature by name, in the order in which reasons are given."""


def same_reference(one: Reference, other: Reference) -> bool:
    """True if two references stand for the same: by the catalogue where both are in it, else by name."""
    if one.id is not None and other.id is not None:
        return one.id == other.id
    return one.name.casefold() == other.name.casefold()


def bounds(quantity: Quantity) -> tuple[float, float] | None:
    """The least and greatest number that the words allow; None where they give no number."""
    low, best, high = quantity.low, quantity.best, quantity.high
    if quantity.vague:
        floor = low if low is not None else best
        return None if floor is None else (floor, 10 * floor)
    if quantity.qualifier is Qualifier.ABOUT and best is not None:
        return best - leeway(best), best + leeway(best)
    if best is not None:
        return best, best
    if low is None and high is None:
        return None
    least = -_OPEN_END if low is None else low + (quantity.qualifier is Qualifier.MORE_THAN)
    most = _OPEN_END if high is None else high - (quantity.qualifier is Qualifier.FEWER_THAN)
    return least, most


def _same_party(one: Reference | None, other: Reference | None) -> bool | None:
    """The same party, or both of one side: an army and its air force are one actor, an army and its rebels are not."""
    if one is None or other is None:
        return None
    if same_reference(one, other):
        return True
    left, right = standing(one), standing(other)
    return None if left is None or right is None else left == right


def _said(name: str) -> str:
    return (FEATURES[name].__doc__ or name).strip()
