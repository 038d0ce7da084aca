"""Officers without a name, by their post: "its director" is the "Director of Médecins Sans Frontières".

A spokesperson is the body; whoever else holds a post in it is that post, or the person to whom the text gives it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from attribune.model import Reference, Span
from attribune.normalize.entity import Entity, Naming
from attribune.normalize.lexica import singular
from attribune.normalize.scene import WORD, Scene, head_of, head_phrase

__all__ = ["at_facility", "in_post", "served", "serving"]

_STATES = frozenset({"government", "country"})
_PARTED = re.compile(r"[’']s?\s")
_OF = re.compile(r"\s(?:of|for|on|to|in)\s")
# "chief of staff", "head of mission"
_FIELD = re.compile(r"\sof\s(?!the\b|its\b|their\b|this\b|that\b|an?\b)[a-z]+\b(?![’'])")
_CIVIL = re.compile(r"\b(secretary|director|auditor)[\s-]general$", re.IGNORECASE)
_PASSING = frozenset("own new then current acting long-time longtime very sole".split())
_COMMANDING, _COMMANDED = frozenset({"commander", "captain"}), frozenset({"military", "forces", "service"})
_BESIDE = 80  # characters between a name, the post and the body
_SERVING = frozenset({"lawyer", "counsel", "attorney", "barrister", "solicitor", "adviser", "advisor", "deputy"})
_TOWN = r"[A-ZÀ-Þ][\w’'-]*(?:\s[A-ZÀ-Þ][\w’'-]*)*"
_CAPITALS = r"(?:(?:[A-ZÀ-Þ][\w’'.-]*|[ae]l-[A-ZÀ-Þ][\w’'-]*|of|de|du)\s)+"
_RUN = {  # the ending of an office → what its holder's ministry, office or spokesman is
    "-defence-minister": {"ministry": "defence-ministry", "department": "defence-ministry"},
    "-foreign-minister": {"ministry": "foreign-ministry", "department": "foreign-ministry"},
    "-interior-minister": {"ministry": "interior-ministry", "department": "interior-ministry"},
    "-health-minister": {"ministry": "health-ministry", "department": "health-ministry"},
    "-energy-minister": {"ministry": "energy-ministry", "department": "energy-ministry"},
    "-president": {"office": "presidency", "administration": "presidency", "spokesman": "press-secretary"}
    | {"spokeswoman": "press-secretary", "spokesperson": "press-secretary", "secretary": "press-secretary"},
    "-prime-minister": {"office": "prime-minister-office", "spokesman": "prime-minister-office"}
    | {"spokeswoman": "prime-minister-office", "spokesperson": "prime-minister-office"},
    "-governor": {"office": "administration", "administration": "administration"},
}


def in_post(owner: Entity, source: Span, noun: str, scene: Scene) -> Entity | None:
    """The officer of a body; None where the noun is no post, and for what states and groups have their own words for.

    An armed group's leader is only ever somebody whom the text names.
    """
    noun = _post(noun, source, scene)
    if noun not in scene.words.posts or owner.person or owner.reference.kind in _STATES or _is_several(source, scene):
        return None
    if noun in _COMMANDING and owner.reference.kind not in _COMMANDED:
        return None
    role = _role(source, scene)
    held = _holder(owner, noun, role, scene)
    if held is not None or owner.reference.kind == "armed_group" or not role:
        return held
    return _officer(f"{role} of {_with_article(owner.reference.name, scene)}", noun, owner.reference.country, scene)


def at_facility(whose: Span, source: Span, noun: str, scene: Scene) -> Entity | None:
    """The officer of a place of work that the text names by its capitals: "the hospital’s director"."""
    words = WORD.findall(whose.of(scene.text))
    place, noun = words[-1].lower() if words else "", _post(noun, source, scene)
    if place not in scene.words.facilities or noun not in scene.words.posts:
        return None
    named = _facility(place, source, scene)
    role = _role(source, scene)
    return None if named is None or not role else _officer(f"{role} of {named}", noun, None, scene)


def serving(owner: Entity, source: Span, noun: str, scene: Scene) -> Entity | None:
    """Who works for somebody and goes by that: "his counsel", "the minister’s adviser", "her office"."""
    if not owner.person or owner.reference.kind == "unnamed":
        return None
    if noun == "office":
        return _office(owner, scene)
    if noun not in _SERVING:
        return None
    name = f"{_role(source, scene)} of {owner.reference.name}"
    return replace(_officer(name, noun, owner.reference.country, scene), many=_is_several(source, scene))


def served(owner: Entity, noun: str, scene: Scene) -> Entity | None:
    """What a holder of office runs: "her ministry", "his department", "his office"; who speaks for a president."""
    if not owner.person:
        return None
    own = {owner.reference.id or ""} if owner.reference.kind == "office" else set()
    for office in sorted(owner.offices | own):
        for ending, institutions in _RUN.items():
            if office.endswith(ending) and noun in institutions:
                made = scene.institution(office.removesuffix(ending), institutions[noun], noun)
                if made is not None:
                    return made
    return None


def _post(noun: str, source: Span, scene: Scene) -> str:
    """The last word of the post; a secretary general is no general."""
    civil = noun == "general" and _CIVIL.search(head_phrase(source, scene.text).of(scene.text))
    return f"{civil[1].lower()}-general" if civil else noun.split(" ")[-1]


def _office(owner: Entity, scene: Scene) -> Entity:
    """The office of whoever holds a post: "the Office of the Mayor of Kharkiv", else that of the person."""
    held = [*sorted(owner.offices), *([owner.reference.id] if owner.reference.kind == "office" else [])]
    posts = (scene.catalog.parties.get(one or "") for one in held)
    post = next((one for one in posts if one is not None and one.kind == "office"), None)
    name = owner.reference.name if post is None else f"the {post.name}"
    reference = Reference(None, f"Office of {name}", "office", owner.reference.country)
    return Entity(reference, roles=frozenset({"office"}))


def _officer(name: str, noun: str, country: str | None, scene: Scene) -> Entity:
    reference = Reference(None, f"{name[:1].upper()}{name[1:]}", "office", country)
    return Entity(reference, person=True, gender=scene.words.noun_gender.get(noun), roles=frozenset({noun}))


def _with_article(body: str, scene: Scene) -> str:
    """The name as it stands inside another: "the World Health Organization", but "Médecins Sans Frontières"."""
    if body.startswith(("the ", "unnamed ")):
        return body.replace("unnamed ", "the ", 1)
    head = _OF.split(body)[0].split()[-1].lower()
    return f"the {body}" if head in scene.words.articled else body


def _is_several(source: Span, scene: Scene) -> bool:
    """True for "its inspectors": they speak as the body."""
    head = head_of(source, scene.text)
    return head != singular(head)


def _role(source: Span, scene: Scene) -> str:
    """The words of the post alone: "regional director" of "Amnesty’s regional director"."""
    whole = head_phrase(source, scene.text)
    field = _FIELD.match(scene.text, whole.end, source.end)
    phrase = _PARTED.split(scene.text[whole.start : whole.end if field is None else field.end()])[-1]
    return " ".join(word for word in phrase.split() if word.lower() not in _PASSING)


def _holder(owner: Entity, noun: str, role: str, scene: Scene) -> Entity | None:
    """The one person whom the text sets beside the post and the body."""
    nouns = {noun, noun.partition("-")[0]} | scene.words.kin.get(noun, frozenset())
    found = {
        one.entity.key: one.entity
        for one in scene.discourse.namings
        if one.entity.reference.kind == "person" and nouns & one.entity.roles and _of_body(one, owner, role, scene)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _of_body(naming: Naming, owner: Entity, role: str, scene: Scene) -> bool:
    """True if the body stands in the sentence of the name, and the words that narrow the post do as well."""
    start, end = max(0, naming.span.start - _BESIDE), naming.span.end + _BESIDE
    beside = scene.text[start:end].lower()
    if not all(re.search(rf"\b{re.escape(word.lower())}", beside) for word in role.split()[:-1]):
        return False
    if owner.reference.id is not None and naming.entity.group == owner.reference.id:
        return True
    line = scene.ground.line(naming.span.start)
    near = (one.span for one in scene.ground.by_key.get(owner.key, ()))
    return any(scene.ground.line(one.start) == line and start <= one.start and one.end <= end for one in near)


def _facility(noun: str, source: Span, scene: Scene) -> str | None:
    """The name of the last such place before the source, else of the first after it."""
    place = rf"[{noun[0].upper()}{noun[0]}]{noun[1:]}"
    proper = rf"(?P<proper>{_CAPITALS}(?:[a-z]+\s)?{place})\b"
    named = rf"{proper}|\b(?:the|an?)\s(?P<by_town>(?:[a-z-]+\s){{0,2}}?{place}\s(?:of|in|at)\s{_TOWN})"
    found = [one for one in re.finditer(named, scene.text) if not source.overlaps(Span(*one.span()))]
    before = [one for one in found if one.end() <= source.start]
    for one in (*reversed(before), *found):
        if one["proper"] is None:
            return f"the {one['by_town']}"
        words = one["proper"].split()
        while words and (words[0].lower() in scene.words.openers or words[0].lower() in {"of", "de", "du"}):
            words.pop(0)
        if len(words) > 1:
            return " ".join(words)
    return None
