"""Who acts on whom, where, when and with what: the roles around a trigger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from attribune.catalog import Catalog
from attribune.catalog.party import Form
from attribune.model import Reference, Span, Statement, TimeInterval
from attribune.normalize.event_scene import Layers, Line, Named, Token
from attribune.normalize.event_trigger import BE, DETERMINERS, PREPOSITIONS, Candidate

__all__ = ["AID", "Roles", "roles_of"]

STATE = frozenset({"country", "government", "ministry", "military", "office", "person"})
SETTLED = frozenset({"settlement", "region", "site", "area"})
OF_STATE = frozenset({"forces", "air-force", "navy", "artillery", "airborne", "special-forces"})
SELF = frozenset({"it", "they", "he", "she", "we"})
LIGHT_REACH = 5
ACTING = frozenset({"forces", "body", "person"})
FORCES_ACT = frozenset(
    "armed_clash territory_change movement strike shelling interception launch remote_explosive siege invasion"
    " fortification military_death civilian_death capture_prisoners property_destruction looting".split()
)
UNTARGETED = frozenset(
    {"movement", "fortification", "mass_grave_discovery", "conscription", "launch", "crash", "accident"}
)
AT_TARGET = frozenset({"territory_change", "siege", "strike", "shelling", "remote_explosive", "property_destruction"})
AID = frozenset({"pledge", "arms_delivery"})
FARTHEST = 9
BEHIND = 60
OPENING = 25
EDGES = frozenset("that which who whom while after before because although but following amid saying adding".split())
PHRASE_WORDS = 5
TARGET_LINKS = frozenset({"on", "against", "of", "at", "to", "with", "for"})
CUT = frozenset(
    "that which who whom where when while after before as because but and or if since until will would"
    " has have had".split()
)
SKIPPED = frozenset("the a an eastern western northern southern occupied city town".split())
DESCRIBED = frozenset("country member ally nation state territory border war conflict summit standard soil".split())
QUANTIFIERS = frozenset("than least about up nearly almost around to not".split())


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
    actor = _actor(candidate, line, layers, said)
    target = None if candidate.type in UNTARGETED else _target(candidate, line, layers)
    place = _place(candidate, line, target)
    if candidate.type in AID:
        giver, receiver = _giver_and_receiver(candidate, line, layers, actor)
        time, equipment = _time(candidate, line, layers), _equipment(candidate, line, layers)
        return Roles(giver, receiver, receiver, time, equipment)
    if place is not None and candidate.type in AT_TARGET and place.kind in SETTLED and _is_vague(target, candidate):
        target = place
    if target is not None and actor is not None and target.name == actor.name:
        target = None
    return Roles(actor, target, place, _time(candidate, line, layers), _equipment(candidate, line, layers))


def _is_vague(target: Reference | None, candidate: Candidate) -> bool:
    """True if the place says better what was hit or taken: no target, or just "the town"."""
    return target is None or (target.kind == "thing" and candidate.type in {"territory_change", "siege"})


def _actor(candidate: Candidate, line: Line, layers: Layers, said: Statement | None) -> Reference | None:
    found: Named | None = None
    if candidate.verbal and not candidate.passive:
        found = _subject(candidate, line, said)
        if found is None and said is not None and said.claimant is not None and _speaks_of_self(candidate, line, said):
            return _acting(said.claimant, candidate, layers.catalog)
    else:
        found = _agent(candidate, line)
        if found is None and not candidate.verbal:
            found = _owner(candidate, line) or (
                _subject(candidate, line, said) if _is_carried(candidate, line, layers) else None
            )
    if found is None:
        return None
    if found.reference is None:
        return _generic_forces(found, line, layers) if found.label == "forces" else None
    return _acting(found.reference, candidate, layers.catalog, adjective=found.label == "adjective")


def _is_carried(candidate: Candidate, line: Line, layers: Layers) -> bool:
    """True if a light verb before the noun has its subject act: "carried out strikes"."""
    before = line.tokens[max(candidate.first - LIGHT_REACH, 0) : candidate.first]
    return any(token.word in layers.words.light for token in before)


def _speaks_of_self(candidate: Candidate, line: Line, said: Statement) -> bool:
    """True if the source says it of itself: "it would deliver", "to deliver"."""
    inside = [
        token
        for token in line.tokens[: candidate.first]
        if any(content.overlaps(token.span) for content in said.content)
    ]
    return any(token.word in SELF for token in inside) or [token.word for token in inside][:1] == ["to"]


def _subject(candidate: Candidate, line: Line, said: Statement | None) -> Named | None:
    """The nearest party before the trigger that no preposition governs, inside the statement that holds the trigger."""
    fallback = None
    content = None if said is None else next((one for one in said.content if one.contains(candidate.span)), None)
    for named in reversed([one for one in line.named if one.span.end <= candidate.span.start]):
        if named.label not in ACTING or (named.match is not None and named.match.form is Form.PEOPLE):
            continue
        if content is not None and not content.overlaps(named.span):
            break
        if _modifies(named, line):
            continue
        governor = _before(line, named.span)
        if governor not in PREPOSITIONS | {"to"}:
            return named
        if governor == "of":  # "the 27 members of the European Union agreed"
            fallback = fallback or named
    return fallback if candidate.verbal else None


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
    if code is None or code not in catalog.parties.countries:
        return reference
    combat = candidate.type in FORCES_ACT and not candidate.row.country_acts
    if combat and (adjective or reference.kind in STATE):
        return _known(catalog, f"{code.lower()}-forces") or reference
    if candidate.type == "statement" and reference.kind == "country":
        voice = catalog.parties.voice(code)
        return reference if voice is None else catalog.parties.reference(voice)
    if (
        adjective
        or reference.kind == "country"
        or (candidate.type in AID | {"territory_change"} and reference.kind in STATE)
    ):
        return _known(catalog, code.lower()) or reference
    return reference


def _known(catalog: Catalog, party_id: str) -> Reference | None:
    party = catalog.parties.get(party_id)
    return None if party is None else catalog.parties.reference(party)


def _generic_forces(named: Named, line: Line, layers: Layers) -> Reference | None:
    """The forces of the country last named before: "his forces", "invading forces", "the army"."""
    if named.match is not None and named.match.institution not in OF_STATE:  # "rebels": nobody's forces
        return None
    earlier = [one for one in line.named if one.span.end <= named.span.start and one.reference is not None]
    for one in reversed(earlier):
        if one.reference is not None and one.reference.country in layers.catalog.parties.countries:
            institution = named.match.institution if named.match is not None else None
            forces = layers.catalog.parties.institution(one.reference.country, institution or "forces")
            return None if forces is None else layers.catalog.parties.reference(forces)
    return None


def _target(candidate: Candidate, line: Line, layers: Layers) -> Reference | None:
    """What the act is done to: the object of a verb, the subject of a passive, what stands behind "on" or "against"."""
    tokens = line.tokens
    if candidate.passive:
        return _phrase_before(candidate, line)
    start = candidate.after
    if not candidate.verbal:
        links = TARGET_LINKS - {"of"} if candidate.type in AT_TARGET else TARGET_LINKS
        if start >= len(tokens) or tokens[start].word not in links:
            return None
        start += 1
    if start >= len(tokens) or (candidate.verbal and tokens[start].word in CUT | {"in", "near", "at", "from"}):
        return None
    return _phrase_after(start, line, layers.catalog, candidate)


def _phrase_after(start: int, line: Line, catalog: Catalog, candidate: Candidate) -> Reference | None:
    """The noun phrase at a position: the party or place that it is, or its words."""
    tokens = line.tokens
    while start < len(tokens) and tokens[start].word in DETERMINERS | TARGET_LINKS | QUANTIFIERS:
        start += 1
    if start >= len(tokens):
        return None
    for named in line.named:
        if (
            named.span.overlaps(tokens[start].span)
            and named.label in ACTING | {"place"}
            and named.reference is not None
        ):
            if named.reference.kind in {"country", "government"} and candidate.type == "armed_clash":
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
    return _thing(tokens[start:end])


def _phrase_before(candidate: Candidate, line: Line) -> Reference | None:
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
    return _thing(tokens[start:end])


def _thing(tokens: Sequence[Token]) -> Reference | None:
    """Something that only the text names."""
    if not tokens or "pronoun" in tokens[0].labels or len(tokens[-1].word) < 3:
        return None
    return Reference(None, " ".join(token.surface for token in tokens), "thing")


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
            if one.reference is not None and (one.label == "adjective" or _before(line, one.span) == "from"):
                actor = _known(catalog, (one.reference.country or "").lower()) or actor
                break
    for one in later:
        country = _known(catalog, (one.reference.country or "").lower()) if one.reference is not None else None
        given = _before(line, one.span) in {"to", "for"} or one.span.start - candidate.span.end <= 2
        if one.label == "body" and country is not None and given and (actor is None or country.id != actor.id):
            return actor, country
    return actor, None


def _place(candidate: Candidate, line: Line, target: Reference | None) -> Reference | None:
    """Where it happened: the target if that is a place, else the place after the trigger, else the one before it."""
    if target is not None and target.lat is not None and candidate.type in AT_TARGET:
        return target
    places = [
        one
        for one in line.named
        if one.label == "place" and one.reference is not None and _within(one, candidate, line)
    ]
    local = [one for one in places if _is_located(one, line)]
    speaking = [one.span for one in line.named if one.label == "body" and one.match is not None]
    free = [one for one in places if not any(one.span.overlaps(span) for span in speaking)]
    for chosen in (local, free):
        after = [one for one in chosen if one.span.start >= candidate.span.end]
        before = [one for one in chosen if one.span.end <= candidate.span.start]
        nearest = [*after[:1], *before[-1:]]
        finer = [one for one in nearest if one.reference is None or one.reference.kind != "country"]
        if finer or (nearest and chosen is local):
            return (finer or nearest)[0].reference
    return None


def _is_located(named: Named, line: Line) -> bool:
    """True if the words put something there: "in Kherson", "to Kyiv", but not "according to Moscow"."""
    governor = _before(line, named.span)
    if governor == "to":
        return not any(one.label == "body" and one.span.overlaps(named.span) for one in line.named)
    return governor in PREPOSITIONS | {"region"}


def _within(named: Named, candidate: Candidate, line: Line) -> bool:
    """True if the place stands in the trigger's clause, or opens the sentence ("In Kherson, …")."""
    start, end = sorted((named.span, candidate.span))
    if not any(token.word in EDGES for token in line.tokens if start.end <= token.span.start < end.start):
        return True
    return named.span.end <= candidate.span.start and named.span.start - line.span.start <= OPENING


def _time(candidate: Candidate, line: Line, layers: Layers) -> TimeInterval | None:
    """The time expression nearest to the trigger in its sentence; for "in the attack" only one right behind it."""
    inside = [one.value for one in layers.times if line.span.contains(one.value.span)]
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


def _equipment(candidate: Candidate, line: Line, layers: Layers) -> tuple[Reference, ...]:
    """Weapons and platforms named in the sentence, nearest first."""
    inside = [one.value for one in layers.equipment if line.span.contains(one.value.span)]
    ordered = sorted(inside, key=lambda slot: _distance(slot.span, candidate.span))
    return tuple(dict.fromkeys(replace(slot.value) for slot in ordered[:3]))


def _distance(left: Span, right: Span) -> int:
    return max(left.start, right.start) - min(left.end, right.end)


def _before(line: Line, span: Span) -> str:
    """The word before a span, articles and adjectives of place left out."""
    word = ""
    for token in line.tokens:
        if token.span.start >= span.start:
            break
        if token.word not in SKIPPED:
            word = token.word
    return word
