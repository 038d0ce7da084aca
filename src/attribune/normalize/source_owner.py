"""Bodies named by whose they are: "the UN mission", "Netanyahu's office", "the Israeli body for aid, COGAT"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from attribune.model import Reference, Span
from attribune.normalize.entity import Entity, Naming
from attribune.normalize.lexica import singular
from attribune.normalize.scene import Scene

__all__ = ["belonging", "deployed", "in_apposition", "office_of_person"]

_SERVING = {"-president": "presidency", "-prime-minister": "prime-minister-office", "-governor": "administration"}
_SENDERS = frozenset({"UN", "AU", "EU", "NATO"})
_SENT = frozenset({"international_body", "military", "monitor"})
_OFFICE_OF = re.compile(r"(?:the )?office of ", re.IGNORECASE)
_TROOPS = frozenset({"mission", "force", "peacekeeper", "contingent"})
_MISSION = re.compile(r"\b(?:Mission|Force|Operation|Stabili[sz]ation)\b")
_STATES = frozenset({"government", "country"})


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
    """The mission that a body has in the country of the text: "UN peacekeepers" in Lebanon are its Interim Force."""
    body = entity.reference.country
    if body not in _SENDERS or not (entity.reference.id or "").endswith("-peacekeepers"):
        return None
    nearby = [code for offset, code in scene.discourse.countries if source.start <= offset < source.end]
    for code in (*nearby, scene.ground.home):
        country = scene.catalog.parties.countries.get(code or "")
        if country is None or code == body:
            continue
        for party in scene.catalog.parties.listed.values():
            sent = party.country == body and party.kind in _SENT and country.name in party.name
            if sent and _MISSION.search(party.name) and party.existed_on(scene.day):
                return replace(entity, reference=scene.catalog.parties.reference(party), many=False)
    return None


def belonging(owner: Naming, whole: Span, noun: str, scene: Scene) -> Entity:
    """A body that the catalogue does not compose, by whose it is: "the UN mission", "Russia's prison service".

    One of that owner that was named before and is called so, else the body under the words that the text has for it.
    """
    country, kind = owner.entity.reference.country, owner.entity.reference.kind
    rest = scene.text[owner.span.end : whole.end]
    bare = re.sub(r"^[’']s?\s+", "", rest).strip()
    for entity in (*(one.entity for one in reversed(scene.spoken)), *(one.entity for one in scene.discourse.namings)):
        same = noun in entity.roles and entity.reference.country == country and entity.key != owner.entity.key
        if same and bare == noun and entity.reference.kind not in _STATES and not entity.person:
            return entity
    if kind not in {"government", "country", "international_body"} or country is None:
        return owner.entity
    if bare.endswith("s") and singular(bare.split()[-1].lower()) == "agency":
        return owner.entity  # "UN agencies": not one of them
    if noun in _TROOPS:
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
        ends = one.span.end >= source.end or scene.text[one.span.end] == ","
        apart = one.span.start > whole.end and re.search(r",(?: the)?$", before) and ends
        if apart and one.entity.reference.kind not in _STATES:
            return one.entity
    return None
