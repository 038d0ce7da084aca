"""What an event is done to: the object of a verb, the subject of a passive, what stands behind "on" or "against"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from attribune.model import EventReading, Reference, Span
from attribune.normalize.event_condition import BE, DETERMINERS, PREPOSITIONS, Candidate
from attribune.normalize.event_scene import ACTING, Layers, Line, Named, Token

__all__ = ["AT_TARGET", "UNTARGETED", "is_leaving", "meant", "target_of"]

UNTARGETED = frozenset(
    {"movement", "fortification", "mass_grave_discovery", "conscription", "launch", "crash", "accident"}
)
LINKED_ONLY = frozenset({"meeting", "negotiation", "agreement", "vote"})  # with whom; what is voted is no target
ADDRESSED = ("ask", "warn", "urge", "call")  # a statement has a target where it is addressed
AIMED = frozenset({"at", "on", "against", "towards", "toward", "into"})
AIM_REACH = 10
RELATIVE_REACH = 7
AT_TARGET = frozenset(
    {"invasion", "territory_change", "siege", "strike", "shelling", "remote_explosive", "property_destruction"}
)
PHRASE_WORDS = 5
TARGET_LINKS = frozenset({"on", "against", "of", "at", "to", "with", "for"})
CUT = frozenset(
    "that which who whom where when while after before as because but and or if since until will would"
    " has have had said says told".split()
)
QUANTIFIERS = frozenset("than least about up nearly almost around to not".split())


LEAVING = ("withdr", "pull", "retreat", "fall back", "fell back")
FLINGING = ("thr", "hurl", "lob", "toss", "plant", "detonat", "set")
NOT_OBJECT = frozenset("in near at from around outside inside along beside behind beyond".split())
AROUND = frozenset("in inside near outside beside at under beneath along".split())
HELPING = frozenset("has have had was were been being is are also".split())
ATTACKS = frozenset({"attack", "assault"})
FIGURES = re.compile(r"^(?:[0-9][0-9.,]*(?:\s+|$))+")
SENDING = ("fire", "firing", "launch", "shoot", "shot", "lob", "hurl", "unleash", "dropp", "drop")
# What a name before it describes: the thing is the target, not the one who owns it.
THINGS = frozenset(
    "ship warship vessel tanker boat barrage base airport airfield dam bridge drone missile plane jet helicopter tank"
    " convoy position depot refinery column vehicle troops soldier fighter battery system radar outpost"
    " checkpoint".split()
)


def target_of(candidate: Candidate, line: Line, layers: Layers) -> Reference | None:
    """What the act is done to: the object of a verb, the subject of a passive, what stands behind "on" or "against"."""
    tokens = line.tokens
    if candidate.passive:
        return _phrase_before(candidate, line, layers)
    if candidate.type == "remote_explosive" and candidate.verbal:
        return _blown_up(candidate, line, layers)
    if candidate.verbal and is_leaving(candidate, layers):
        return _left(candidate, line)
    start = candidate.after
    if not candidate.verbal:
        links = TARGET_LINKS - {"of"} if candidate.type in AT_TARGET else TARGET_LINKS
        if start >= len(tokens) or tokens[start].word not in links:
            return None
        start += 1
    if candidate.verbal and (start >= len(tokens) or tokens[start].word in PREPOSITIONS):
        fronted = _fronted(candidate, line)
        if fronted is not None:
            return fronted
    if start >= len(tokens) or (candidate.verbal and tokens[start].word in CUT | NOT_OBJECT):
        return None
    return _phrase_after(start, line, layers, candidate.type)


def _blown_up(candidate: Candidate, line: Line, layers: Layers) -> Reference | None:
    """What a device hurts: who "hit a mine" or "drove over a bomb"; else what it goes off "in", "near" or "outside"."""
    tokens = line.tokens
    charges = layers.words.classes["charge"]
    acted_on = tokens[candidate.after : candidate.after + AIM_REACH // 2]
    if any(token.stem in charges for token in acted_on) and not _is_flung(candidate, layers):
        return _subject_phrase(candidate, line, layers)
    if candidate.after < len(tokens) and tokens[candidate.after].word in AROUND | AIMED:
        return _phrase_after(candidate.after + 1, line, layers, candidate.type)
    if candidate.after < len(tokens) and tokens[candidate.after].word not in PREPOSITIONS | CUT:
        return _phrase_after(candidate.after, line, layers, candidate.type)
    return None


def _is_flung(candidate: Candidate, layers: Layers) -> bool:
    """True for "threw a grenade at", "planted a bomb": who does so is not hurt."""
    return candidate.span.of(layers.document.text).lower().startswith(FLINGING)


def _subject_phrase(candidate: Candidate, line: Line, layers: Layers) -> Reference | None:
    """The noun phrase that opens the trigger's clause, without what hangs on it by a preposition."""
    tokens = line.tokens
    start = candidate.first
    while start > 0 and candidate.first - start < AIM_REACH and tokens[start - 1].word not in CUT | {"by"}:
        if start < candidate.first and tokens[start].span.start - tokens[start - 1].span.end > 1:
            break
        if "time" in tokens[start - 1].labels:
            break
        start -= 1
    end = start
    while end < candidate.first and (tokens[end].word not in PREPOSITIONS | BE | HELPING or end == start):
        end += 1
    while start < end and tokens[start].word in DETERMINERS | QUANTIFIERS | PREPOSITIONS:
        start += 1
    return _named(tokens[start:end], line, layers) or _thing(tokens[start:end])


def is_leaving(candidate: Candidate, layers: Layers) -> bool:
    """True for "withdrew", "pulled out": the place lies behind "from", and who is withdrawn acts."""
    words = candidate.span.of(layers.document.text).lower()
    return candidate.type == "territory_change" and words.startswith(LEAVING)


def _left(candidate: Candidate, line: Line) -> Reference | None:
    """The place that forces leave: behind "from" or "out of"."""
    tokens = line.tokens
    for at in range(candidate.after, min(candidate.after + AIM_REACH, len(tokens))):
        if tokens[at].word in CUT:
            return None
        if tokens[at].word in {"from", "of"}:
            limit = tokens[min(at + PHRASE_WORDS, len(tokens) - 1)].span.end
            inside = (
                one for one in line.named if tokens[at].span.end <= one.span.start < limit and one.label == "place"
            )
            return next((one.reference for one in inside), None)
    return None


def _named(tokens: Sequence[Token], line: Line, layers: Layers) -> Reference | None:
    """The forces that a phrase means: "5,000 Russian soldiers", "Ukrainian assaults"."""
    if not tokens or tokens[-1].stem not in layers.words.classes["soldier"] | ATTACKS:
        return None
    whole = Span(tokens[0].span.start, tokens[-1].span.end)
    for one in line.named:
        if whole.contains(one.span) and one.label in {"adjective", "forces"} and one.reference is not None:
            code = one.reference.country
            if one.reference.kind == "armed_group" or code not in layers.catalog.parties.countries:
                return one.reference
            forces = layers.catalog.parties.institution(code or "", "forces")
            return one.reference if forces is None else layers.catalog.parties.reference(forces)
    return None


def _fronted(candidate: Candidate, line: Line) -> Reference | None:
    """The object that stands before its clause: "the presidential palace, which the army had retaken on Friday"."""
    tokens = line.tokens
    floor = max(candidate.first - RELATIVE_REACH, 1)
    end = next((at for at in range(candidate.first - 1, floor - 1, -1) if tokens[at].word in {"which", "that"}), None)
    if end is None or candidate.first - end < 2:  # "the missile that hit …": its subject, not its object
        return None
    named = [one for one in line.named if one.span.end == tokens[end - 1].span.end and one.reference is not None]
    if named:
        return named[-1].reference if named[-1].label in ACTING | {"place"} else None
    start = end
    while start > 0 and end - start < PHRASE_WORDS and tokens[start - 1].word not in DETERMINERS | PREPOSITIONS | BE:
        start -= 1
    return _thing(tokens[start:end]) if start and tokens[start - 1].word in DETERMINERS else None


def meant(event: EventReading, line: Line, layers: Layers) -> Reference | None:
    """The target as the ledger keeps it: figures dropped, and None for words that name nobody and nothing.

    Apart from `target_of`, whose words tell events of one sentence from one another.
    """
    target, text = event.target, layers.document.text
    said = event.trigger.of(text).lower()
    if target is not None and target.kind == "thing" and event.type in {"strike", "shelling"}:
        target = _aimed_at(event.trigger, line, layers, event.type) if said.startswith(SENDING) else target
    if target is None or (event.type == "statement" and not said.startswith(ADDRESSED)):
        return None
    beside = text[event.trigger.end :].lstrip().startswith("with ")
    if event.type in LINKED_ONLY and target.kind != "person" and not beside:
        return None
    if target.kind != "thing":
        return target
    name = FIGURES.sub("", target.name)
    if not name or name.lower().split()[-1] in layers.words.classes["anybody"]:
        return None
    return replace(target, name=name)


def _aimed_at(trigger: Span, line: Line, layers: Layers, kind: str) -> Reference | None:
    """What stands behind "at" where a weapon is the object: "fired seven S-300 missiles at the city"."""
    tokens = line.tokens
    start = next((at for at, token in enumerate(tokens) if token.span.start >= trigger.end), len(tokens))
    if not _is_weapon(start, line, layers):
        return _phrase_after(start, line, layers, kind)
    aimed = (at for at in range(start, min(start + AIM_REACH, len(tokens))) if tokens[at].word in AIMED)
    start = next(aimed, len(tokens)) + 1
    return _phrase_after(start, line, layers, kind) if start < len(tokens) else None


def _is_weapon(start: int, line: Line, layers: Layers) -> bool:
    """True if what is fired or launched follows: "fired seven S-300 missiles at the city"."""
    for token in line.tokens[start : start + AIM_REACH]:
        if token.word in PREPOSITIONS | CUT:
            return False
        if "weapon" in token.labels or token.stem in layers.words.classes["arms"]:
            return True
    return False


def _phrase_after(start: int, line: Line, layers: Layers, kind: str) -> Reference | None:
    """The noun phrase at a position: the party or place that it is, or its words."""
    tokens, catalog = line.tokens, layers.catalog
    while start < len(tokens) and (
        tokens[start].word in DETERMINERS | TARGET_LINKS | QUANTIFIERS or tokens[start].word.endswith("ly")
    ):
        start += 1
    start = _past_owner(start, line)
    if start >= len(tokens) or "time" in tokens[start].labels:
        return None
    for named in line.named:
        if (
            named.span.overlaps(tokens[start].span)
            and named.label in ACTING | {"place"}
            and named.reference is not None
            and not _describes(named, start, line)
        ):
            if named.reference.kind in {"country", "government"} and kind == "armed_clash":
                forces = catalog.parties.institution(named.reference.country or "", "forces")
                return named.reference if forces is None else catalog.parties.reference(forces)
            return named.reference
    end = start
    while end < len(tokens) and end - start < PHRASE_WORDS and tokens[end].word not in PREPOSITIONS | CUT | BE | {"to"}:
        later = end > start
        if later and (tokens[end].span.start - tokens[end - 1].span.end > 1 or tokens[end].labels & {"pronoun"}):
            break
        if later and tokens[end].word.endswith(("ing", "ed")):
            break
        end += 1
    return _named(tokens[start:end], line, layers) or _thing(tokens[start:end])


def _past_owner(start: int, line: Line) -> int:
    """Past "Russia's" where a place or party follows: "pushed into Russia's Kursk region"."""
    tokens = line.tokens
    last = start
    while last + 1 < len(tokens) and last - start < 2 and "possessive" not in tokens[last].labels:
        last += 1
    if last + 1 >= len(tokens) or "possessive" not in tokens[last].labels or not tokens[start].labels:
        return start
    return last + 1 if tokens[last + 1].labels & {"place", "party"} else start


def _describes(named: Named, start: int, line: Line) -> bool:
    """True for the name before a thing: "a US ship", "Houthi barrage", "the Kakhovka dam"."""
    tokens = line.tokens
    after = next((at for at in range(start, len(tokens)) if tokens[at].span.start >= named.span.end), len(tokens))
    if after >= len(tokens) or tokens[after].span.start - named.span.end != 1 or named.label == "person":
        return False
    following = tokens[after]
    return not following.labels and following.stem in THINGS


def _phrase_before(candidate: Candidate, line: Line, layers: Layers) -> Reference | None:
    """The subject of a passive: the nearest place or party before it, else the words before its auxiliary."""
    tokens, end = line.tokens, candidate.first
    while end > 0 and (
        tokens[end - 1].word in BE | {"has", "have", "had", "also"} or tokens[end - 1].word.endswith("ly")
    ):
        end -= 1
    start = end
    while start > 0 and end - start < PHRASE_WORDS and tokens[start - 1].word not in CUT | BE:
        if start < end and tokens[start].span.start - tokens[start - 1].span.end > 1:
            break
        start -= 1
    span = None if start == end else Span(tokens[start].span.start, tokens[end - 1].span.end)
    if span is None:
        return None
    for named in line.named:
        if span.contains(named.span) and named.label in ACTING | {"place"} and named.span.end == span.end:
            return named.reference
    while start < end and tokens[start].word in DETERMINERS | PREPOSITIONS | QUANTIFIERS:
        start += 1
    return _named(tokens[start:end], line, layers) or _thing(tokens[start:end])


def _thing(tokens: Sequence[Token]) -> Reference | None:
    """Something that only the text names."""
    if not tokens or "pronoun" in tokens[0].labels or len(tokens[-1].word) < 3:
        return None
    return Reference(None, " ".join(token.surface for token in tokens), "thing")
