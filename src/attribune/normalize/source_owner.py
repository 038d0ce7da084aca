"""Bodies named by whose they are: "the UN mission", "Netanyahu's office", "the Israeli body for aid, COGAT"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from attribune.catalog.party import Party
from attribune.model import Reference, Span
from attribune.normalize.entity import Entity, Naming
from attribune.normalize.lexica import singular
from attribune.normalize.scene import Scene

__all__ = [
    "SENDERS",
    "TROOPS",
    "belonging",
    "body_of_person",
    "deployed",
    "employer_of",
    "in_apposition",
    "office_of_person",
    "part_of",
]

_SERVING = {"-president": "presidency", "-prime-minister": "prime-minister-office", "-governor": "administration"}
SENDERS = frozenset({"UN", "AU-UNION", "EU", "NATO"})
_SENT = frozenset({"international_body", "military", "monitor", "office"})
_OFFICE_OF = re.compile(r"(?:the )?office of ", re.IGNORECASE)
TROOPS = frozenset({"mission", "force", "peacekeeper", "contingent"})
# The ending of an id → what the body sent to one country is called: its envoy, its panel, its mission there.
_SENT_AS = {
    "-peacekeepers": re.compile(r"\b(?:Mission|Force|Operation|Stabili[sz]ation)\b"),
    "-special-envoy": re.compile(r"\bSpecial (?:Envoy|Coordinator|Representative)\b"),
    "-panel-experts": re.compile(r"\bExperts\b"),
}
_STATES = frozenset({"government", "country"})
_ARMED = re.compile(r"\b(?:armed|military) wing\b", re.IGNORECASE)
_WINGS = frozenset({"wing", "arm", "branch", "outlet"})
_EMPLOYERS = frozenset(
    {"international_body", "ngo", "monitor", "company", "organisation", "service", "agency", "outlet"}
)
_BESIDE = 60  # characters between a name and the body it belongs to


def office_of_person(source: Span, inside: Sequence[Naming], head: str, scene: Scene) -> Entity | None:
    """The office that serves somebody named: "Netanyahu's office" is that of the prime minister."""
    owner = inside[0] if inside else None
    if owner is None or not owner.entity.person or head != "office":
        return None
    if owner.span.start > source.start + 4 and not _OFFICE_OF.match(source.of(scene.text)):
        return None
    for office in sorted(owner.entity.offices):
        for title, serving in _SERVING.items():
            if office.endswith(title):
                made = scene.institution(office.removesuffix(title), serving, "office")
                if made is not None:
                    return made
    return None


def deployed(entity: Entity, source: Span, scene: Scene) -> Entity | None:
    """Whom a body has sent to the country of the text: "UN peacekeepers" in Lebanon are its Interim Force, "the UN
    envoy" in a report from Yemen is the envoy for Yemen."""
    body, own = entity.reference.country, entity.reference.id or ""
    pattern = next((one for ending, one in _SENT_AS.items() if own.endswith(ending)), None)
    if body is None or body not in SENDERS or pattern is None:
        return None
    sender = scene.catalog.parties.countries[body].name
    nearby = [code for offset, code in scene.discourse.countries if source.start <= offset < source.end]
    for code in (*nearby, scene.ground.state):
        country = scene.catalog.parties.countries.get(code or "")
        if country is None or code == body:
            continue
        for party in scene.catalog.parties.listed.values():
            theirs = party.country == body or party.name.startswith(sender)
            sent = theirs and party.kind in _SENT and country.name in party.name
            if sent and pattern.search(party.name) and party.existed_on(scene.day):
                return _as_sent(entity, party, scene)
    return None


def _as_sent(entity: Entity, party: Party, scene: Scene) -> Entity:
    """The entity as who was sent: the holder of a post on the day of the document, where the catalogue knows."""
    holder = scene.catalog.parties.holder(party.id, scene.day) if party.kind == "office" and scene.day else None
    reference = scene.catalog.parties.reference(holder or party)
    return replace(entity, reference=reference, many=False, person=party.kind == "office")


def belonging(owner: Naming, whole: Span, noun: str, scene: Scene) -> Entity:
    """A body that the catalogue does not compose, by whose it is: "the UN mission", "Russia's prison service".

    One of that owner that was named before and is called so, else the body under the words that the text has for it.
    """
    country, kind = owner.entity.reference.country, owner.entity.reference.kind
    rest = scene.text[owner.span.end : whole.end]
    bare = re.sub(r"^[’']s?\s+|^-(?:run|led|backed|held|controlled|administered|aligned)\s", "", rest).strip()
    for entity in (*(one.entity for one in reversed(scene.spoken)), *(one.entity for one in scene.discourse.namings)):
        same = noun in entity.roles and entity.reference.country == country and entity.key != owner.entity.key
        if same and bare == noun and entity.reference.kind not in _STATES and not entity.person:
            return entity
    if kind not in {"government", "country", "international_body"} or country is None:
        return owner.entity
    if bare.endswith("s") and singular(bare.split()[-1].lower()) == "agency":
        return owner.entity  # "UN agencies": not one of them
    if noun in TROOPS:
        troops = scene.institution(country, "peacekeepers", noun)
        mission = None if troops is None else deployed(troops, whole, scene)
        if mission is not None:
            return replace(mission, roles=mission.roles | {noun})
    known = scene.catalog.parties.countries.get(country)
    lead = known.adjective if known is not None and bare != rest.strip() else owner.span.of(scene.text)
    reference = Reference(None, f"{lead} {bare}", "organisation", country)
    return Entity(reference, roles=frozenset({noun}))


def in_apposition(source: Span, whole: Span, inside: Sequence[Naming], scene: Scene) -> Entity | None:
    """The organisation that a comma sets beside what it is: "the Israeli body that coordinates aid, COGAT"."""
    for one in inside:
        before = scene.text[source.start : one.span.start].rstrip()
        ends = one.span.end >= source.end or scene.text.startswith((",", " ("), one.span.end)
        apart = one.span.start > whole.end and re.search(r",(?: the)?$", before) and ends
        if apart and one.entity.reference.kind not in _STATES:
            return one.entity
    return None


def part_of(owner: Entity, noun: str, words: str, scene: Scene) -> Entity | None:
    """The wing of a body that the text named last: "the military’s media wing" after that wing’s own name."""
    if noun.split(" ")[-1] not in _WINGS or owner.reference.id is None:
        return None
    if owner.reference.kind == "armed_group" and _ARMED.search(words):
        wings = (one for one in scene.catalog.parties.listed.values() if one.parent == owner.reference.id)
        wing = next((one for one in wings if one.kind == "armed_group"), None)
        return (
            None if wing is None else Entity(scene.catalog.parties.reference(wing), many=True, roles=frozenset({noun}))
        )
    for one in (*(one.entity for one in reversed(scene.spoken)), *(one.entity for one in scene.discourse.namings)):
        party = None if one.reference.id is None else scene.catalog.parties.get(one.reference.id)
        if party is not None and party.parent == owner.reference.id and party.kind not in {"person", "office"}:
            return one
    return None


def employer_of(owner: Entity, noun: str, scene: Scene) -> Entity | None:
    """The body of somebody, by what stands beside the name: "her agency" of "Unesco’s director general, X Y"."""
    if not owner.person or noun not in scene.words.institution:
        return None
    for person in scene.ground.by_key.get(owner.key, ()):
        line = scene.mentions.sentence_of(person.span) or person.span
        for one in scene.discourse.within(line):
            gap = max(one.span.start - person.span.end, person.span.start - one.span.end)
            if gap <= _BESIDE and one.entity.reference.kind in _EMPLOYERS and noun in one.entity.roles:
                return one.entity
    return None


def body_of_person(owner: Naming, source: Span, noun: str, scene: Scene) -> Entity | None:
    """The institution that goes by the name of who leads it: "Assad’s forces", "Goita’s junta"."""
    country = owner.entity.reference.country
    generic = next((one for one in scene.discourse.generic if source.contains(one.span)), None)
    if country is None or generic is None or generic.institution is None or generic.span.start < owner.span.end:
        return None
    if owner.entity.group is not None:
        party = scene.catalog.parties.get(owner.entity.group)
        if party is not None and party.kind == "armed_group":
            return Entity(scene.catalog.parties.reference(party), many=True, roles=frozenset({noun}))
    return scene.institution(country, generic.institution, noun)
