"""Links between claims: same event, corroborates, contradicts, or unsure; with the reasons, decided by a named rule.

A false contradiction is worse than none. So numbers contradict each other only where subject, measure and period agree
as stated, and where they cannot both be right; tolls of one happening only across sides, because tolls rise. What is
only close becomes `unsure`, with the reason why it cannot be compared ("scope mismatch").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum

from attribune.model import Claim, ClaimKind, Link, LinkKind, Reference, Status, link_id
from attribune.reconcile.blocking import pairs_of
from attribune.reconcile.compare import Comparison, compare
from attribune.reconcile.scope import days_of, is_asserted, is_denied, is_fine, side_of

__all__ = ["RULE", "Aspect", "aspect_of", "link_claims", "link_pair", "link_pairs"]

RULE = "agreement 2"
"""Decides the links; a new version of the rule retires the links of the old one."""

_REMEMBERED = 200_000  # pairs: some days of news, and a pair meets under keys of at most six days
_SAME_EVENT = 0.6
_WEIGHTS = {"place": 0.30, "days": 0.25, "news": 0.15, "actor": 0.15, "target": 0.30, "weapon": 0.15}
_WITHOUT_DAYS = {name: weight for name, weight in _WEIGHTS.items() if name not in ("days", "news")}
_COARSE_PLACE = 0.10  # "in Ukraine" on the same day names no happening
_ONCE = frozenset({"territory_change", "crash", "agreement", "vote", "appointment", "mass_grave_discovery"})
_DIFFERENT_DAYS_OF_ONE = 7  # days within which two dates of one unrepeatable happening are a contradiction
_BROAD = frozenset(  # kinds of target that can be hit twice in a day
    {"country", "government", "forces", "military", "people", "armed_group", "settlement", "region", "area", "water"}
)


class Aspect(StrEnum):
    """In what two claims contradict each other; `SCOPE` says that they only seem to."""

    NUMERIC = "numeric"
    POLARITY = "polarity"
    ATTRIBUTION = "attribution"
    PLACE = "place"
    TIME = "time"
    SCOPE = "scope mismatch"


def aspect_of(link: Link) -> Aspect | None:
    """The aspect that a link was made for: its first reason names it."""
    if not link.reasons:
        return None
    named = link.reasons[0].partition(":")[0]
    return Aspect(named) if named in set(Aspect) else None


def link_claims(claims: Iterable[Claim]) -> tuple[Link, ...]:
    """All links among claims that fit into memory, in order of id; the same for any order of the claims."""
    by_id = {claim.id: claim for claim in claims}
    found = pairs_of(by_id.values())
    links = {link.id: link for link in link_pairs(found, by_id.__getitem__)}
    return tuple(links[link_id] for link_id in sorted(links))


def link_pairs(found: Iterable[tuple[str, str]], load: Callable[[str], Claim]) -> Iterator[Link]:
    """The links of pairs of claim ids; `load` gives a claim. A pair that comes again much later may give them again."""
    recent: set[tuple[str, str]] = set()
    before: set[tuple[str, str]] = set()
    for pair in found:
        if pair in recent or pair in before:
            continue
        recent.add(pair)
        if len(recent) > _REMEMBERED:
            recent, before = set(), recent
        yield from link_pair(load(pair[0]), load(pair[1]))


def link_pair(left: Claim, right: Claim) -> Iterator[Link]:
    """What two claims are to each other; nothing where they have too little in common."""
    if left.id > right.id:
        left, right = right, left
    if left.kind is not right.kind or not (is_asserted(left) and is_asserted(right)):
        return
    if left.kind is ClaimKind.QUANTITY:
        yield from _figures(compare(left, right))
    elif left.kind in (ClaimKind.EVENT, ClaimKind.CONTROL):
        yield from _happenings(compare(left, right))


def _happenings(found: Comparison) -> Iterator[Link]:
    """Links of two claims about happenings."""
    if found["kind"] is not True:
        return
    if _score(found, _WITHOUT_DAYS) + _WEIGHTS["days"] < _SAME_EVENT and found.left.event_type not in _ONCE:
        return  # whatever their days are: nothing below holds
    score = _score(found)
    for aspect, holds in _ASPECTS.items():
        why = holds(found) if score >= _SAME_EVENT or aspect is Aspect.TIME else None
        if why is None or not _answers_for_itself(found):
            continue
        if aspect in (Aspect.POLARITY, Aspect.ATTRIBUTION):
            yield _link(LinkKind.SAME_EVENT, found, score, found.reasons)
        yield _link(LinkKind.CONTRADICTS, found, max(score, _SAME_EVENT), (f"{aspect.value}: {why}", *found.reasons))
        return
    if score < _SAME_EVENT or any(found[name] is False for name in ("place", "days", "news", "actor", "target")):
        return
    yield _link(LinkKind.SAME_EVENT, found, score, found.reasons)
    if found["polarity"] is True and _independent(found):
        yield _link(LinkKind.CORROBORATES, found, score, found.reasons)


def _score(found: Comparison, features: Mapping[str, float] = _WEIGHTS) -> float:
    """How surely it is one happening: the weights of what agrees."""
    total = sum(weight for name, weight in features.items() if found[name] is True)
    if found["place"] is True and not _at_a_fine_place(found):
        total -= _WEIGHTS["place"] - _COARSE_PLACE
    return round(min(total, 1.0), 2)


def _answers_for_itself(found: Comparison) -> bool:
    """True if two known parties speak that are not of one side: a side that changes its account is history."""
    named = all(claim.claimant is not None for claim in (found.left, found.right))
    return named and found["claimant"] is not True and found["side"] is not True


def _polarity(found: Comparison) -> str | None:
    """One denies what the other says, and nothing that they state differs."""
    if found["polarity"] is True or any(found[name] is False for name in ("place", "days", "news", "actor", "target")):
        return None
    denier, sayer = (found.left, found.right) if is_denied(found.left) else (found.right, found.left)
    return f"{_who(denier)} denies what {_who(sayer)} says happened"


def _attribution(found: Comparison) -> str | None:
    """One thing that there is one of, on one day, done by two parties."""
    if found["polarity"] is False or found["actor"] is not False or not _of_one_thing(found):
        return None
    if found["days"] is not True or found["place"] is False:
        return None
    left, right = found.left, found.right
    return f"{_who(left)} says {_name(left.actor)}, {_who(right)} says {_name(right.actor)}"


def _place(found: Comparison) -> str | None:
    """One thing that there is one of, on one day, in two places far from each other."""
    if found["polarity"] is False or found["actor"] is False or not _of_one_thing(found):
        return None
    if found["days"] is not True or found["place"] is not False:
        return None
    left, right = found.left, found.right
    return f"{_who(left)} says {_name(left.place)}, {_who(right)} says {_name(right.place)}"


def _time(found: Comparison) -> str | None:
    """One party, one settlement, a kind of happening that comes once: on two days of one week."""
    if found["polarity"] is False or found["actor"] is not True or found["target"] is False:
        return None
    if found.left.event_type not in _ONCE or found["place"] is not True or not _at_a_fine_place(found):
        return None
    one, other = days_of(found.left), days_of(found.right)
    if one is None or other is None or not (one.stated and other.stated) or one.overlaps(other):
        return None
    if one.gap(other) > _DIFFERENT_DAYS_OF_ONE:
        return None
    return f"{_who(found.left)} says {one.first}, {_who(found.right)} says {other.first}"


_ASPECTS: dict[Aspect, Callable[[Comparison], str | None]] = {
    Aspect.POLARITY: _polarity,
    Aspect.ATTRIBUTION: _attribution,
    Aspect.PLACE: _place,
    Aspect.TIME: _time,
}
"""The contradictions of claims about happenings; each gives its reason, or None where it does not hold."""


def _at_a_fine_place(found: Comparison) -> bool:
    return all(claim.place is not None and is_fine(claim.place) for claim in (found.left, found.right))


def _of_one_thing(found: Comparison) -> bool:
    """True if both name the same target, and there is one of it: in the catalogue, and no place, army or country."""
    target = found.left.target
    return found["target"] is True and target is not None and target.id is not None and target.kind not in _BROAD


def _figures(found: Comparison) -> Iterator[Link]:
    """Links of two figures."""
    if found["kind"] is not True or found["numbers"] is None:
        return
    left, right = found.left, found.right
    aligned = found["subject"] is True and found["measure"] is True and _same_scope(found)
    if not aligned:
        if found["numbers"] is False and _seems_comparable(found):
            why = f"scope mismatch: {'; '.join(_unaligned(found))}"
            yield _link(LinkKind.UNSURE, found, 0.3, (why, *found.reasons))
        return
    if found["numbers"] is True:
        if _independent(found):
            yield _link(LinkKind.CORROBORATES, found, 0.8, found.reasons)
        return
    said = f"{_who(left)} says {_text(left)}, {_who(right)} says {_text(right)}"
    own_total = bool(left.cumulative) and found["claimant"] is True
    across = side_of(left) is not None and found["side"] is False
    if own_total or across:
        yield _link(LinkKind.CONTRADICTS, found, 0.9 if own_total else 0.8, (f"numeric: {said}", *found.reasons))


def _same_scope(found: Comparison) -> bool:
    """True if both figures state the same period, or are the toll of one place and day."""
    left, right = found.left, found.right
    if (left.place is None) != (right.place is None):
        return False
    if left.cumulative:
        return found["period"] is True and found["place"] is not False
    here = found["place"] is True and left.place is not None and is_fine(left.place) and found["days"] is True
    return here or (left.place is None and found["period"] is True)


def _seems_comparable(found: Comparison) -> bool:
    """True if a reader would set the two against each other: one place and day, two sides, nothing known to differ."""
    here = found["place"] is True and found["days"] is True
    return here and found["side"] is False and found["claimant"] is not True


def _unaligned(found: Comparison) -> Iterator[str]:
    for name, words in (("subject", "not known to be about the same party"), ("measure", "not the same measure")):
        if found[name] is not True:
            yield words
    if not _same_scope(found):
        yield "not known to be for the same period"


def _independent(found: Comparison) -> bool:
    """True if two parties of different sides say it; an outlet in its own voice is no second party."""
    own_voice = Status.REPORTED_AS_FACT in (found.left.status, found.right.status)
    return not own_voice and found["side"] is False and found["claimant"] is False


def _link(kind: LinkKind, found: Comparison, score: float, reasons: tuple[str, ...]) -> Link:
    left, right = found.left.id, found.right.id
    return Link(link_id(kind, left, right), kind, left, right, score, reasons, RULE)


def _who(claim: Claim) -> str:
    return claim.claimant.name if claim.claimant is not None else "an unnamed source"


def _name(reference: Reference | None) -> str:
    return reference.name if reference is not None else "nothing"


def _text(claim: Claim) -> str:
    return " ".join((claim.quantity.text if claim.quantity is not None else claim.text).split())
