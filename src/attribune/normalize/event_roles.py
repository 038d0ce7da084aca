"""Who acts on whom, where, when and with what: the roles around a trigger."""

from __future__ import annotations

from dataclasses import dataclass, replace

from attribune.catalog import Catalog
from attribune.catalog.party import Form
from attribune.model import Reference, Span, Statement, TimeInterval
from attribune.normalize.event_condition import BE, DETERMINERS, PREPOSITIONS, Candidate
from attribune.normalize.event_place import SETTLED, place_of, word_before
from attribune.normalize.event_scene import ACTING, Layers, Line, Named
from attribune.normalize.event_side import WATCHING, enemy_of, known, opponent_of, own_forces, speaks_of_own
from attribune.normalize.event_status import cue_of
from attribune.normalize.event_target import AT_TARGET, UNTARGETED, is_leaving, target_of
from attribune.normalize.event_words import EventWords
from attribune.normalize.lexica import singular

__all__ = ["AID", "Roles", "is_carried", "roles_of"]

STATE = frozenset({"country", "government", "ministry", "military", "office", "person"})
OF_STATE = frozenset({"forces", "air-force", "navy", "artillery", "airborne", "special-forces"})
SELF = frozenset({"it", "they", "he", "she", "we"})
LIGHT_REACH = 5
FORCES_ACT = frozenset(
    "armed_clash territory_change movement strike shelling interception launch remote_explosive siege invasion"
    " fortification military_death civilian_death capture_prisoners property_destruction looting".split()
)
AID = frozenset({"pledge", "arms_delivery"})
OPENERS = frozenset({"after", "before", "since"})  # of a clause, where a subject and its verb follow
FARTHEST = 9
ASSAULTS = frozenset("attack attacks assault assaults offensive offensives advance advances attempts".split())
SETTLEMENTS = frozenset(
    "town towns village villages city cities settlement settlements area areas region district territory capital"
    " locality neighbourhood heart centre control outskirts km kilometres kilometers miles metres".split()
)
JOINED = 4  # words between two parties joined by "and"
BEHIND = 60
DESCRIBED = frozenset("country member ally nation state territory border war conflict summit standard soil".split())


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles that the words fill."""

    actor: Reference | None = None
    target: Reference | None = None
    place: Reference | None = None
    time: TimeInterval | None = None
    equipment: tuple[Reference, ...] = ()


def roles_of(candidate: Candidate, line: Line, layers: Layers, statement: int | None) -> Roles:
    """The roles of a trigger, read from its own sentence; `statement` is the position of the one it belongs to."""
    said = None if statement is None else layers.statements[statement]
    if candidate.passive and is_leaving(candidate, layers) and _agent(candidate, line) is None:
        candidate = replace(candidate, passive=False)  # "the troops were withdrawn": who leaves acts
    actor = _actor(candidate, line, layers, said)
    target = None if candidate.type in UNTARGETED else target_of(candidate, line, layers)
    if candidate.type == "armed_clash":
        actor, target = _sides(candidate, line, layers, actor, target)
    place = place_of(candidate, line, target)
    if candidate.type in AID:
        giver, receiver = _giver_and_receiver(candidate, line, layers, actor)
        time, equipment = _time(candidate, line), _equipment(candidate, line)
        return Roles(giver, receiver, receiver, time, equipment)
    if place is not None and candidate.type in AT_TARGET and place.kind in SETTLED and _is_vague(target, candidate):
        target = place
    if candidate.type == "siege" and actor is not None and target is not None and target.kind == "thing":
        head = singular(target.name.lower().split()[-1])  # "surrounded several thousand soldiers"
        target = (opponent_of(actor, layers) or target) if head in layers.words.classes["soldier"] else target
    if target is not None and actor is not None and target.name == actor.name:
        target = None
    return Roles(actor, target, place, _time(candidate, line), _equipment(candidate, line))


def _sides(
    candidate: Candidate, line: Line, layers: Layers, actor: Reference | None, target: Reference | None
) -> tuple[Reference | None, Reference | None]:
    """Who fights whom: "clashes between X and Y", "X and Y clashed"; else the other side of a conflict of two."""
    pair = _pair(candidate, line)
    if pair is not None and (target is None or target.kind == "thing"):
        return tuple(_acting(one, candidate, layers.catalog) for one in pair)  # type: ignore[return-value]
    vague = target is None or (target.kind == "thing" and target.name.lower().split()[-1] in ASSAULTS)
    if actor is not None and vague:
        return actor, opponent_of(actor, layers) or target
    return actor, target


def _pair(candidate: Candidate, line: Line) -> tuple[Reference, Reference] | None:
    """The two parties joined by "and" before a verb of fighting, or behind "between"."""
    after = line.tokens[candidate.after : candidate.after + 1]
    between = bool(after) and after[0].word == "between"
    if not between and (not candidate.verbal or candidate.passive):
        return None
    parties = [one for one in line.named if one.label in {"body", "forces"} and one.reference is not None]
    near = [one for one in parties if one.span.start >= candidate.span.end] if between else []
    if not between:
        near = [one for one in parties if one.span.end <= candidate.span.start][-2:]
    if len(near) < 2:
        return None
    left, right = near[0], near[1]
    joined = [token.word for token in line.tokens if left.span.end <= token.span.start < right.span.start]
    closes = between or _is_next(right, candidate, line)
    if "and" not in joined or len(joined) > JOINED or not closes or left.reference is None or right.reference is None:
        return None
    return left.reference, right.reference


def _is_vague(target: Reference | None, candidate: Candidate) -> bool:
    """True if the place says better what was hit or taken: no target, or just "the town"."""
    if target is None:
        return True
    plain = target.kind == "thing" and target.name.lower().split()[-1] in SETTLEMENTS
    return plain and candidate.type in {"territory_change", "siege"}


def _actor(candidate: Candidate, line: Line, layers: Layers, said: Statement | None) -> Reference | None:
    found: Named | None = None
    if candidate.verbal and not candidate.passive:
        found = _subject(candidate, line, said, layers.words)
        if found is None and said is not None and said.claimant is not None and _speaks_of_self(candidate, line, said):
            return _acting(said.claimant, candidate, layers.catalog)
    else:
        found = _agent(candidate, line)
        if found is None and not candidate.verbal:
            found = _owner(candidate, line) or (
                _subject(candidate, line, said, layers.words) if is_carried(candidate, line, layers) else None
            )
    if found is None and candidate.type in FORCES_ACT and speaks_of_own(candidate, line, layers, said):
        own = own_forces(said, layers)
        if own is not None:
            return own
    if found is None:
        cue = cue_of(layers.statements, line.statements, candidate.span) if candidate.type == "statement" else None
        return None if cue is None else layers.statements[cue].claimant  # "he accused": whoever the source is
    if found.label == "enemy":
        return enemy_of(said, layers)
    if found.reference is None:
        return _generic_forces(found, line, layers, said) if found.label == "forces" else None
    described = found.label == "adjective" or _is_craft(found, layers)
    return _acting(found.reference, candidate, layers.catalog, adjective=described)


def _is_craft(named: Named, layers: Layers) -> bool:
    """True for "Israeli jets": they belong to the country's forces, whichever branch flies them."""
    branch = named.match is not None and named.match.institution == "air-force"
    return branch and "force" not in named.span.of(layers.document.text).lower()


def is_carried(candidate: Candidate, line: Line, layers: Layers) -> bool:
    """True if a light verb before the noun has its subject act: "carried out strikes"."""
    before = line.tokens[max(candidate.first - LIGHT_REACH, 0) : candidate.first]
    return any(token.word in layers.words.light for token in before)


def _speaks_of_self(candidate: Candidate, line: Line, said: Statement) -> bool:
    """True if the source says it of itself: "it would deliver", "to deliver"; who watches or reports a war does not."""
    if candidate.type in FORCES_ACT and said.claimant is not None and said.claimant.kind in WATCHING:
        return False
    inside = [
        token
        for token in line.tokens[: candidate.first]
        if any(content.overlaps(token.span) for content in said.content)
    ]
    return any(token.word in SELF for token in inside) or [token.word for token in inside][:1] == ["to"]


def _subject(candidate: Candidate, line: Line, said: Statement | None, words: EventWords) -> Named | None:
    """The nearest party before the trigger that no preposition governs, inside the statement that holds the trigger."""
    fallback = None
    content = None if said is None else next((one for one in said.content if one.contains(candidate.span)), None)
    for named in reversed([one for one in line.named if one.span.end <= candidate.span.start]):
        wielded = candidate.type in FORCES_ACT and named.label == "adjective" and _describes_arms(named, line, words)
        if not wielded and (named.label not in ACTING | {"enemy"} or not _can_act(named, candidate, line)):
            continue
        if content is not None and not content.overlaps(named.span):
            break
        if _modifies(named, line) or _is_object(named, candidate, line, words):
            continue
        governor = word_before(line, named.span)
        if governor not in PREPOSITIONS | {"to"} or (governor in OPENERS and _is_next(named, candidate, line)):
            return named
        if governor == "of":  # "the 27 members of the European Union agreed"
            fallback = fallback or named
    return fallback if candidate.verbal else None


def _describes_arms(named: Named, line: Line, words: EventWords) -> bool:
    """True for "Russian missiles", "a Houthi drone", "Israeli artillery fire": what its owner's forces act with."""
    after = [token for token in line.tokens if token.span.start >= named.span.end][:3]
    for token in after:
        if token.word in PREPOSITIONS | DETERMINERS | BE or "possessive" in token.labels:
            return False
        if any(token.stem in words.classes[name] for name in ("aerial", "tube", "projectile", "arms", "soldier")):
            return True
    return False


def _is_next(named: Named, candidate: Candidate, line: Line) -> bool:
    """True if only helping words part a name from the trigger: "after Russia had fired"."""
    between = [t.word for t in line.tokens[: candidate.first] if t.span.start >= named.span.end]
    return all(word in BE | {"has", "have", "had", "also"} or word.endswith("ly") for word in between)


def _can_act(named: Named, candidate: Candidate, line: Line) -> bool:
    """True but for peoples: "Russians fled" tells of people, "the Russians shelled" of their forces."""
    if named.match is None or named.match.form is not Form.PEOPLE:
        return True
    articled = any(token.word == "the" and token.span.end + 1 == named.span.start for token in line.tokens)
    return articled and candidate.type in FORCES_ACT


def _is_object(named: Named, candidate: Candidate, line: Line, words: EventWords) -> bool:
    """True for what an earlier verb of the sentence acts on: "have captured 594 Russian servicemen, advanced"."""
    at = next((place for place, token in enumerate(line.tokens) if token.span.start >= named.span.start), 0) - 1
    while at >= 0 and (line.tokens[at].word in DETERMINERS or line.tokens[at].word[0].isdigit()):
        at -= 1
    if at < 1 or not line.tokens[at].word.endswith(("ed", "captured")) or at >= candidate.first:
        return False
    return line.tokens[at].word in words.triggers and line.tokens[at + 1].word[0].isdigit()


def _modifies(named: Named, line: Line) -> bool:
    """True for "the first NATO country": a name that only describes the noun behind it."""
    following = next((token for token in line.tokens if token.span.start >= named.span.end), None)
    return following is not None and following.stem in DESCRIBED and following.span.start - named.span.end == 1


def _owner(candidate: Candidate, line: Line) -> Named | None:
    """Whose act a noun says it is: "Russian strikes", "Israel's intense bombing"."""
    for named in reversed(line.named):
        between = candidate.span.start - named.span.end
        if 0 <= between <= 30 and named.label in ACTING | {"adjective"}:
            gap = [token for token in line.tokens if named.span.end <= token.span.start < candidate.span.start]
            if len(gap) <= 2 and not any(token.word in PREPOSITIONS | DETERMINERS | BE for token in gap):
                return named
    return None


def _agent(candidate: Candidate, line: Line) -> Named | None:
    """Who stands behind "by"."""
    tokens = line.tokens
    for place in range(candidate.after, min(candidate.after + FARTHEST, len(tokens))):
        if tokens[place].word == "by":
            limit = tokens[min(place + 5, len(tokens) - 1)].span.end
            start = tokens[place].span.end
            wanted = ACTING | {"adjective"}
            return next((one for one in line.named if start <= one.span.start < limit and one.label in wanted), None)
    return None


def _acting(reference: Reference, candidate: Candidate, catalog: Catalog, *, adjective: bool = False) -> Reference:
    """The party as it acts: in combat a state is its armed forces; what it gives, the country gives."""
    code = reference.country
    if code is None or code not in catalog.parties.countries or reference.kind == "armed_group":
        return reference
    combat = candidate.type in FORCES_ACT and not candidate.row.country_acts
    if combat and (adjective or reference.kind in STATE):
        return known(catalog, f"{code.lower()}-forces") or reference
    if candidate.type == "statement" and reference.kind == "country":
        voice = catalog.parties.voice(code)
        return reference if voice is None else catalog.parties.reference(voice)
    if (
        adjective
        or reference.kind == "country"
        or (candidate.type in AID | {"territory_change"} and reference.kind in STATE)
    ):
        return known(catalog, code.lower()) or reference
    return reference


def _generic_forces(named: Named, line: Line, layers: Layers, said: Statement | None) -> Reference | None:
    """The forces of the country last named before: "his forces", "the army"; else the source's own."""
    if named.match is not None and named.match.institution not in OF_STATE:  # "rebels": nobody's forces
        return own_forces(said, layers) if word_before(line, named.span) in {"its", "our", "his"} else None
    earlier = [one for one in line.named if one.span.end <= named.span.start and one.reference is not None]
    for one in reversed(earlier):
        if one.reference is not None and one.reference.kind == "armed_group":  # "the RSF said its forces had …"
            return one.reference
        if one.reference is not None and one.reference.country in layers.catalog.parties.countries:
            institution = named.match.institution if named.match is not None else None
            forces = layers.catalog.parties.institution(one.reference.country, institution or "forces")
            return None if forces is None else layers.catalog.parties.reference(forces)
    return own_forces(said, layers)


def _giver_and_receiver(
    candidate: Candidate, line: Line, layers: Layers, actor: Reference | None
) -> tuple[Reference | None, Reference | None]:
    """Who gives, and the country that is given: named after the trigger, or the subject of "receive"."""
    catalog = layers.catalog
    if candidate.row.receives:
        return None, actor
    later = [one for one in line.named if one.span.start >= candidate.span.end and one.reference is not None]
    if not candidate.verbal:  # "the arrival of the Iris-T from Germany", "the delivery of the American NASAMS"
        for one in later:
            if one.reference is not None and (one.label == "adjective" or word_before(line, one.span) == "from"):
                actor = known(catalog, (one.reference.country or "").lower()) or actor
                break
    for one in later:
        country = known(catalog, (one.reference.country or "").lower()) if one.reference is not None else None
        given = word_before(line, one.span) in {"to", "for"} or one.span.start - candidate.span.end <= 2
        if one.label == "body" and country is not None and given and (actor is None or country.id != actor.id):
            return actor, country
    return actor, None


def _time(candidate: Candidate, line: Line) -> TimeInterval | None:
    """The time expression nearest to the trigger in its sentence; for "in the attack" only one right behind it."""
    inside = [slot for slot in line.times if line.span.contains(slot.span)]
    if not candidate.verbal and _governed(candidate, line):
        limit = candidate.span.end + BEHIND
        inside = [slot for slot in inside if candidate.span.end <= slot.span.start <= limit]
    return min(inside, key=lambda slot: _distance(slot.span, candidate.span)).value if inside else None


def _governed(candidate: Candidate, line: Line) -> bool:
    """True for a noun that hangs on a preposition: "for the attack", "in these strikes"."""
    position = candidate.first - 1
    while position >= 0 and line.tokens[position].word in DETERMINERS:
        position -= 1
    return position >= 0 and line.tokens[position].word in PREPOSITIONS


def _equipment(candidate: Candidate, line: Line) -> tuple[Reference, ...]:
    """Weapons and platforms named in the sentence, nearest first."""
    inside = [slot for slot in line.arms if line.span.contains(slot.span)]
    ordered = sorted(inside, key=lambda slot: _distance(slot.span, candidate.span))
    return tuple(dict.fromkeys(replace(slot.value) for slot in ordered[:3]))


def _distance(left: Span, right: Span) -> int:
    return max(left.start, right.start) - min(left.end, right.end)
