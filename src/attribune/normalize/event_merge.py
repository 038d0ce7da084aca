"""One event told again is one event: which readings of a document are the same happening.

Rules, each for a class of text: a consequence belongs to the act told beside it; two triggers of one type in one
sentence are one event unless their places or targets differ; a definite mention ("the attack") takes up the last event
of its family; further on, type and at least one shared role without a conflicting one make two readings one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from attribune.catalog.names import keys_of
from attribune.model import EventReading, Reference, Span, Status, TimeInterval
from attribune.normalize.event_condition import PREPOSITIONS, Candidate
from attribune.normalize.event_scene import Line
from attribune.normalize.event_words import Form

__all__ = ["Told", "is_definite", "merge"]

ACTS = frozenset({"strike", "shelling", "remote_explosive", "armed_clash", "launch"})
FAMILIES = (
    ACTS,
    ACTS | {"property_destruction"},
    frozenset({"pledge", "arms_delivery"}),
    frozenset({"military_death", "civilian_death"}),
    frozenset({"negotiation", "meeting"}),
    frozenset({"territory_change", "movement"}),
    frozenset({"conscription", "recruitment"}),
    frozenset({"agreement", "training"}),
)
LEADING = ACTS | {"civilian_death", "military_death", "crash", "accident"}  # what consequences follow from
TAKING = frozenset({"territory_change", "movement", "siege"})
BROKERED = frozenset({"negotiation", "agreement"})  # "brokered a ceasefire"
SHOT_DOWN = ("interception", "launch")  # "shot down a missile fired from Yemen": not where it came down
NESTED = 3
ONCE = frozenset({"invasion", "conscription", "vote", "mass_grave_discovery", "exhumation"})
TAKES_UP = frozenset({"the", "this", "these", "that", "those", "such", "its", "their"})
GIVING = frozenset({"pledge", "arms_delivery"})
MODEL = re.compile(r"\d|[A-Z]")  # a model's name, as against "air defence systems"
PLANS = frozenset({Status.PLANNED, Status.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Told:
    """An event with the sentences and paragraphs that tell it."""

    event: EventReading
    candidate: Candidate
    lines: frozenset[int]
    paragraphs: frozenset[int]
    definite: bool
    heading: bool
    caption: bool
    last: tuple[int, int]  # the sentence of the latest telling, and the word after its trigger
    clause: int = 0  # how many words of its sentence before it open a clause

    def beside(self, other: Told) -> bool:
        """True if the two are told in one sentence."""
        return not self.lines.isdisjoint(other.lines)

    def near(self, other: Told, paragraphs: int) -> bool:
        """True if `other` is told at most so many paragraphs further on."""
        return min(other.paragraphs) - max(self.paragraphs) <= paragraphs


def merge(told: Sequence[Told]) -> list[EventReading]:
    """The distinct events of a document in text order, each with its further mentions."""
    kept: list[Told] = []
    for one in told:
        same = _earlier(one, kept)
        if same is None:
            kept.append(one)
            continue
        position = kept.index(same)
        kept[position] = _joined(same, one)
    return [one.event for one in kept if not _is_background(one)]


def _is_background(one: Told) -> bool:
    return one.candidate.row.background


def _earlier(one: Told, kept: Sequence[Told]) -> Told | None:
    """The event told before that this one tells again, nearest first."""
    for other in reversed(kept):
        if _can_meet(other.event.type, one.event.type) and _same(other, one):
            return other
    return _only(one, kept)


@cache
def _can_meet(old: str, new: str) -> bool:
    """False for types that no rule joins: most pairs of a long text."""
    if {old, new} == BROKERED or _related(old, new) or old in LEADING or new in ACTS:
        return True
    return new == "launch" and old == "interception"


def _only(one: Told, kept: Sequence[Told]) -> Told | None:
    """The one earlier event that words without place and target can mean, if there is only one."""
    if not _bare(one.event) or one.event.type == "statement":
        return None
    others = [other for other in kept if _may_mean(one, other)]
    if one.candidate.row.assault and one.event.actor is not None:  # "it had attacked the village": the first told
        others = [other for other in others if _same_actor(other.event, one.event)][:1]
    return others[0] if len(others) == 1 else None


def _may_mean(one: Told, other: Told) -> bool:
    vague = one.candidate.row.assault or other.candidate.row.assault
    if one.event.type != other.event.type and not (vague and {one.event.type, other.event.type} <= ACTS):
        return False
    if (one.event.status in PLANS) != (other.event.status in PLANS) or one.beside(other):
        return False
    return one.event.actor is None or other.event.actor is None or _same_actor(one.event, other.event)


def _same(old: Told, new: Told) -> bool:
    if new.candidate.row.consequence and not _is_act(old, new) and _leads_to(old, new):
        return True
    if old.candidate.row.consequence and old.event.type != "launch" and old.beside(new) and new.event.type in ACTS:
        return True
    if old.event.type == new.event.type in ONCE:
        return True
    launched = new.event.type == "launch" and old.beside(new)
    if launched and new.event.actor is None and old.event.type in ACTS | {"interception"}:
        return True
    if launched and new.candidate.passive and old.event.type == "interception":  # "shot down missiles fired by X"
        return True
    if old.beside(new) and {old.event.type, new.event.type} == BROKERED:
        return True
    if not _related(old.event.type, new.event.type) or _differ(old.event.place, new.event.place):
        return False
    if old.beside(new):
        if old.candidate.row.country_acts != new.candidate.row.country_acts:  # "withdrew a day after the annexation"
            return False
        close = old.last[0] == new.last[0] and new.candidate.first - old.last[1] <= NESTED
        nested = close and old.clause == new.clause  # "fired a barrage of"
        return _same_in_sentence(old.event, new.event, nested=nested)
    if new.caption and old.event.type == new.event.type:  # a picture shows what the text tells
        return True
    near = old.near(new, 1)
    if (new.definite and near and _takes_up(old, new)) or (old.heading and _continues(old, new, near=old.near(new, 2))):
        return True
    if _contested(old.event, new.event):
        return True
    if _conflict(old.event, new.event) or (old.paragraphs & new.paragraphs and _other_arms(old.event, new.event)):
        return False
    if old.event.type == new.event.type and _bare(new.event) and not new.candidate.verbal:
        return near or _same_actor(old.event, new.event)
    alike = old.event.type == new.event.type or new.event.type in ACTS | GIVING | {"property_destruction"}
    if alike and _shared(old.event, new.event, near=near):
        return True
    return near and old.event.type == new.event.type and (_bare(old.event) or _bare(new.event))


def _takes_up(old: Told, new: Told) -> bool:
    """True if "the attack" can mean the event before; "the annexation" is not "the withdrawal" of somebody else."""
    if new.event.type not in TAKING:
        return True
    if old.candidate.row.country_acts != new.candidate.row.country_acts:
        return False
    return _same_actor(old.event, new.event) or _shared(old.event, new.event, near=True)


def _continues(title: Told, text: Told, *, near: bool) -> bool:
    """True if the text under a heading tells what the heading told."""
    heading, body = title.event, text.event
    if "statement" in {heading.type, body.type}:
        return _same_words(heading.target, body.target)
    if _same_actor(heading, body):
        return (near and _alike(title, text)) or heading.type == body.type
    return near and heading.type == body.type and (heading.actor is None or body.actor is None)


def _alike(left: Told, right: Told) -> bool:
    """False for fighting on the ground beside a strike or shelling; "attacked" may be either."""
    types = {left.event.type, right.event.type}
    vague = left.candidate.row.assault or right.candidate.row.assault
    return vague or len(types) == 1 or not types <= ACTS or "armed_clash" not in types


def _same_in_sentence(old: EventReading, new: EventReading, *, nested: bool) -> bool:
    """True unless two targets tell two triggers of one sentence apart."""
    if old.type != new.type and not {old.type, new.type} <= ACTS:
        return nested
    if old.type in GIVING and (old.status in PLANS) != (new.status in PLANS):
        return False
    if nested or old.target is None or new.target is None or old.type in GIVING:
        return True
    return _same_words(old.target, new.target)


def _same_actor(old: EventReading, new: EventReading) -> bool:
    return old.actor is not None and new.actor is not None and _country(old.actor) == _country(new.actor)


def _bare(event: EventReading) -> bool:
    """True for an event told without place and target: more likely a repetition than another one."""
    return event.place is None and event.target is None


def _leads_to(act: Told, consequence: Told) -> bool:
    """True if the act stands in the same sentence, or just before in the same paragraph and nowhere else."""
    if act.event.type not in LEADING:
        return False
    if act.candidate.row.assault and consequence.event.type == "civilian_death":
        return consequence.event.target is None  # who was killed, if told, is an attack on civilians of its own
    if act.beside(consequence):
        return True
    blown = act.event.type in {"strike", "shelling", "remote_explosive"}
    bare = consequence.event.place is None and consequence.candidate.passive  # "At least 80 people were injured, …"
    near = act.near(consequence, int(bare and blown)) and min(consequence.lines) - max(act.lines) <= 2
    return near and not _differ(act.event.place, consequence.event.place) and act.event.status not in PLANS


def _is_act(old: Told, new: Told) -> bool:
    """True for "soldiers burned 40 houses": somebody else's act in a sentence of its own, not what another act left."""
    if old.beside(new) or new.candidate.passive or not new.candidate.verbal or new.candidate.form is Form.GERUND:
        return False
    if new.event.actor is None or old.event.actor is None:
        return False
    return new.event.actor.name != old.event.actor.name or _differ(old.event.place, new.event.place)


@cache
def _related(left: str, right: str) -> bool:
    return left == right or any({left, right} <= family for family in FAMILIES)


def _conflict(left: EventReading, right: EventReading) -> bool:
    """True if a role that both fill tells them apart."""
    if _differ(left.place, right.place) or (left.type not in GIVING and _apart(left.time, right.time)):
        return True
    actors = left.actor, right.actor
    if actors[0] is not None and actors[1] is not None and _country(actors[0]) != _country(actors[1]):
        return True
    if left.type in GIVING and left.equipment and right.equipment:
        models = [{one.name for one in event.equipment if MODEL.search(one.name)} for event in (left, right)]
        if all(models) and models[0].isdisjoint(models[1]):
            return True
    return (left.status in PLANS) != (right.status in PLANS)


def _other_arms(left: EventReading, right: EventReading) -> bool:
    """True for two gifts of different arms: sentences of one paragraph list them."""
    names = {one.name for one in left.equipment}, {one.name for one in right.equipment}
    return left.type in GIVING and all(names) and names[0].isdisjoint(names[1])


def _contested(left: EventReading, right: EventReading) -> bool:
    """True for one act that each side lays at the other's door: the same thing struck or blown up, told by parties."""
    if left.type != right.type or left.type not in ACTS | {"property_destruction"} or _apart(left.time, right.time):
        return False
    said = {left.status, right.status} & {Status.CLAIMED, Status.DENIED}
    return (
        bool(said)
        and left.target is not None
        and left.target.kind != "country"
        and _same_words(left.target, right.target)
    )


def _shared(left: EventReading, right: EventReading, *, near: bool) -> bool:
    """True if the two share a place, a target or a weapon."""
    if left.type in GIVING and (near or (left.actor is not None and right.actor is not None)):
        return left.target is None or right.target is None or left.target == right.target
    if left.place is not None and right.place is not None and left.place.name == right.place.name:
        return left.place.kind != "country" or _same_words(left.target, right.target)
    if _same_words(left.target, right.target):
        return True
    return bool({one.name for one in left.equipment} & {one.name for one in right.equipment})


def _start(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _same_words(left: Reference | None, right: Reference | None) -> bool:
    if left is None or right is None:
        return False
    if left.id is not None and left.id == right.id:
        return True
    one, two = set(keys_of(left.name)), set(keys_of(right.name))
    return bool(one and two) and (one <= two or two <= one or 2 * len(one & two) >= len(one | two))


def _differ(left: Reference | None, right: Reference | None) -> bool:
    """True for two places of which neither is a country that may hold the other."""
    if left is None or right is None or left.name == right.name:
        return False
    if left.country == right.country and "country" in {left.kind, right.kind}:
        return False
    return not (left.country == right.country and {left.kind, right.kind} & {"area"})


def _apart(left: TimeInterval | None, right: TimeInterval | None) -> bool:
    if left is None or right is None or left.start is None or right.start is None:
        return False
    left_end, right_end = left.end or left.start, right.end or right.start
    return left_end < right.start or right_end < left.start


def _country(reference: Reference) -> str:
    return reference.country or reference.name


def _joined(old: Told, new: Told) -> Told:
    """The earlier event with the later words as a mention, and the roles that only the later words fill."""
    swapped = old.candidate.row.background or (old.candidate.row.consequence and not new.candidate.row.consequence)
    first, second = (new.event, old.event) if swapped else (old.event, new.event)
    if old.heading and not new.heading and not swapped:  # the text says whose claim it is, a heading does not
        kind = second.type if first.type in GIVING else first.type
        first = replace(first, type=kind, status=second.status, claimant=second.claimant, statement=second.statement)
    event = replace(
        first,
        type=second.type if second.type in ACTS and _is_vague(new if swapped else old) else first.type,
        actor=first.actor or (None if first.type == "interception" or old.candidate.row.defends else second.actor),
        target=_told_target(old, new, first, second),
        place=first.place if (first.type, second.type) == SHOT_DOWN else _finer(first.place, second.place),
        time=first.time or second.time,
        equipment=first.equipment or second.equipment,
        mentions=tuple(sorted({*first.mentions, *second.mentions, second.trigger} - {first.trigger}, key=_start)),
    )
    return replace(
        new if swapped else old,
        event=event,
        lines=old.lines | new.lines,
        paragraphs=old.paragraphs | new.paragraphs,
        heading=old.heading and new.heading,
        last=new.last,
    )


def _told_target(old: Told, new: Told, first: EventReading, second: EventReading) -> Reference | None:
    """The target of the two: a text tells it better than its heading."""
    if old.candidate.row.defends and old.beside(new) and second.actor is not None and second.actor != first.actor:
        return second.actor  # "repelled an attack by the army"
    if old.heading and not new.heading and new.event.target is not None and new.event.type == old.event.type:
        return new.event.target
    return first.target or (second.target if second.target != first.actor else None)


def _is_vague(told: Told) -> bool:
    """True for "attacked" and "destroyed", until another mention says by what."""
    return told.candidate.row.assault or told.event.type == "property_destruction"


def _finer(left: Reference | None, right: Reference | None) -> Reference | None:
    if left is None or (left.kind == "country" and right is not None):
        return right if right is not None else left
    return left


def is_definite(line: Line, candidate: Candidate) -> bool:
    """True for "the attack", "the 26th Houthi attack": words that take up an event told before."""
    if candidate.verbal:
        return False
    before = [token.word for token in line.tokens[max(candidate.first - 3, 0) : candidate.first]]
    start = next((place for place in range(len(before) - 1, -1, -1) if before[place] in TAKES_UP), None)
    return start is not None and not PREPOSITIONS.intersection(before[start:])
