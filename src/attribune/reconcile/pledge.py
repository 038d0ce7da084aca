"""Pledges: announced → committed → delivered, by giver, receiver and item, and how the numbers add up.

A number is a new pledge on top of others only where its words say so ("in addition to the 18 already delivered",
"another six"). Otherwise a later, larger number is taken as the same promise told again, because reports repeat totals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from attribune.model import Claim, ClaimKind, Number, Span
from attribune.reconcile.passages import sentences
from attribune.reconcile.scope import published_on
from attribune.reconcile.wording import Wording

__all__ = ["Account", "Pledge", "Stage", "accounts", "pledges"]

_MATERIAL = frozenset(
    "tank armoured_vehicle artillery howitzer mlrs air_defence fixed_wing_aircraft helicopter uav missile "
    "cruise_missile ballistic_missile aerial_bomb vehicle vessel submarine special_equipment ammunition "
    "aid_value".split()
)
_BACK = 600  # characters back to the giver that a sentence leaves out
_RETOLD = timedelta(days=30)
_BASE = re.compile(r"\s*(?:the|its|their|some|about)?\s*([\d,]+|[a-z]+(?:-[a-z]+)?)\b", re.I)


class Stage(StrEnum):
    """How far a pledge has come."""

    ANNOUNCED = "announced"
    COMMITTED = "committed"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class Pledge:
    """One number promised or given. `base` is what it comes on top of; `additional`: it is more of the same."""

    giver: str
    receiver: str
    item: str
    unit: str | None
    stage: Stage
    number: Number
    base: Number | None
    base_stage: Stage | None
    additional: bool
    on: date | None
    claim_id: str
    document_id: str

    @property
    def in_all(self) -> Number:
        """The number with what it comes on top of."""
        return self.number + (self.base or 0)


@dataclass(frozen=True, slots=True)
class Account:
    """A giver's pledges of one item to one receiver: numbers by stage (None: none told), and all of it together."""

    giver: str
    receiver: str
    item: str
    unit: str | None
    announced: Number | None
    committed: Number | None
    delivered: Number | None
    in_all: Number
    pledges: tuple[Pledge, ...]


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts of promising and giving in a figure's sentence, and in its whole document."""

    here: tuple[Claim, ...]
    all: tuple[Claim, ...]


def pledges(text: str, claims: Sequence[Claim], words: Wording) -> Iterator[Pledge]:
    """The pledges of one document: figures in sentences that promise or give, with giver, receiver and stage."""
    acts = [claim for claim in claims if claim.kind is ClaimKind.PLEDGE]
    figures = [claim for claim in claims if claim.kind is ClaimKind.QUANTITY and claim.category in _MATERIAL]
    for sentence in sentences(text):
        here = [claim for claim in acts if sentence.contains(claim.spans[0])]
        for figure in figures:
            if sentence.contains(figure.spans[0]):
                found = _pledge(text, sentence, figure, Acts(tuple(here), tuple(acts)), words)
                if found is not None:
                    yield found


def accounts(found: Iterable[Pledge]) -> tuple[Account, ...]:
    """The ledger: one account for each giver, receiver and item, whatever the order of the pledges."""
    groups: dict[tuple[str, str, str, str | None], list[Pledge]] = {}
    for pledge in found:
        groups.setdefault((pledge.giver, pledge.receiver, pledge.item, pledge.unit), []).append(pledge)
    return tuple(_account(groups[key]) for key in sorted(groups, key=lambda key: tuple(map(str, key))))


def _account(group: Sequence[Pledge]) -> Account:
    ordered = sorted(group, key=lambda each: (each.on or date.min, _is_bare(each), each.document_id, each.claim_id))
    first = ordered[0]
    in_all: Number = 0
    told: list[Pledge] = []
    for pledge in ordered:
        if not _is_bare(pledge):
            in_all = max(in_all, pledge.in_all)
        elif not any(_is_retold(pledge, before) for before in told):
            in_all += pledge.number
        told.append(pledge)
    return Account(
        giver=first.giver,
        receiver=first.receiver,
        item=first.item,
        unit=first.unit,
        announced=_most(ordered, Stage.ANNOUNCED),
        committed=_most(ordered, Stage.COMMITTED),
        delivered=_most(ordered, Stage.DELIVERED),
        in_all=in_all,
        pledges=tuple(ordered),
    )


def _is_bare(pledge: Pledge) -> bool:
    """True for "another six", which says only that it is more and not of how many."""
    return pledge.additional and pledge.base is None


def _is_retold(pledge: Pledge, before: Pledge) -> bool:
    """True if an earlier report of the same weeks has the number already: news is told for days."""
    if pledge.number != before.number or pledge.on is None or before.on is None:
        return pledge.number == before.number
    return abs(pledge.on - before.on) <= _RETOLD


def _most(group: Sequence[Pledge], stage: Stage) -> Number | None:
    """The largest number told for a stage, bases included."""
    told = [pledge.number for pledge in group if pledge.stage is stage]
    told += [pledge.base for pledge in group if pledge.base is not None and pledge.base_stage is stage]
    return max(told, default=None)


def _pledge(text: str, sentence: Span, figure: Claim, acts: Acts, words: Wording) -> Pledge | None:
    span = figure.spans[0]
    clauses = _clauses(text, sentence, words)
    clause = next((each for each in clauses if each.contains(span)), sentence)
    stage = _stage(text, clause, span, words) or _stage_of(acts.here)
    giver, number = _giver(figure, acts), _number(figure)
    receiver = figure.subject or next(
        (act.target.country for act in acts.here if act.target and act.target.country), None
    )
    if stage is None or giver is None or receiver is None or number is None or giver == receiver:
        return None
    base, base_stage = _base(text, clause, clauses, words)
    lead = text[max(sentence.start, span.start - 12) : span.end]
    return Pledge(
        giver=giver,
        receiver=receiver,
        item=figure.category or "other",
        unit=figure.quantity.value.unit if figure.quantity is not None else None,
        stage=stage,
        number=number,
        base=base,
        base_stage=base_stage,
        additional=base is not None or words.additional.search(lead) is not None,
        on=published_on(figure),
        claim_id=figure.id,
        document_id=figure.document_id,
    )


def _clauses(text: str, sentence: Span, words: Wording) -> tuple[Span, ...]:
    """The sentence cut before each "in addition to", so that each number keeps the verbs of its own clause."""
    whole = sentence.of(text)
    cuts = [0, *(match.start() for match in words.additional.finditer(whole) if " to" in match[0] or " of" in match[0])]
    ends = [*cuts[1:], len(whole)]
    return tuple(
        Span(sentence.start + start, sentence.start + end) for start, end in zip(cuts, ends, strict=True) if start < end
    )


def _stage(text: str, clause: Span, number: Span, words: Wording) -> Stage | None:
    """The stage whose words stand nearest to the number in its clause."""
    kinds = ((Stage.DELIVERED, words.delivered), (Stage.COMMITTED, words.committed), (Stage.ANNOUNCED, words.announced))
    at = number.start - clause.start
    found = [
        (abs(match.start() - at), rank, stage)
        for rank, (stage, pattern) in enumerate(kinds)
        for match in pattern.finditer(clause.of(text))
    ]
    return min(found)[2] if found else None


def _stage_of(acts: Sequence[Claim]) -> Stage | None:
    if not acts:
        return None
    given = all(act.event_type == "arms_delivery" and act.status.value != "planned" for act in acts)
    return Stage.DELIVERED if given else Stage.ANNOUNCED


def _giver(figure: Claim, acts: Acts) -> str | None:
    """The country of who gives: the actor of the nearest act, else the side that speaks, else the giver named last."""
    at = figure.spans[0].start
    near = sorted(acts.here, key=lambda act: (abs(act.spans[0].start - at), act.id))
    before = sorted(
        (act for act in acts.all if 0 <= at - act.spans[0].start <= _BACK), key=lambda act: -act.spans[0].start
    )
    named = [act.actor.country for act in near if act.actor is not None]
    spoken = [figure.party] if acts.here else []
    last = [act.actor.country for act in before if act.actor is not None] if acts.here else []
    return next((country for country in (*named, *spoken, *last) if country not in (None, figure.subject)), None)


def _number(figure: Claim) -> Number | None:
    if figure.quantity is None:
        return None
    value = figure.quantity.value
    return next((number for number in (value.best, value.low, value.high) if number is not None), None)


def _base(text: str, clause: Span, clauses: Sequence[Span], words: Wording) -> tuple[Number | None, Stage | None]:
    """The number that the next clause puts this one on top of, and its stage: "… in addition to the 18 delivered"."""
    following = next((each for each in clauses if each.start == clause.end), None)
    if following is None:
        return None, None
    lead = words.additional.match(following.of(text))
    match = _BASE.match(following.of(text), lead.end()) if lead is not None else None
    if match is None:
        return None, None
    number = words.number(match[1])
    if number is None:
        return None, None
    where = Span(following.start + match.start(1), following.start + match.end(1))
    return number, _stage(text, following, where, words)
