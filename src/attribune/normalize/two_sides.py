"""Who "both sides", "each army", "neither ministry" are: the two parties of a text, or the body that each of them has.

A pair of states at war is told by their names, parties inside one country by what they are; where the words say which
body of theirs speaks, it is that body of each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from attribune.catalog import side
from attribune.model import Reference, Span
from attribune.normalize.entity import Entity
from attribune.normalize.lexica import singular
from attribune.normalize.scene import WORD, Scene

__all__ = ["are_sides", "pair"]

_ONE = r"(?:side|party|camp|capital|country|state|nation|neighbou?r|delegation|army|military|government|ministry|group)"
_SEVERAL = (
    r"(?:sides|parties|camps|capitals|countries|delegations|organi[sz]ations|belligerents|combatants|armies"
    r"|militaries|governments)"
)
_MORE = r"(?:states|nations|neighbou?rs|ministries|groups|forces|men|of them)"
_SIDES = re.compile(
    rf"(?:(?:each|either|neither)\s(?:of the\s)?(?:\w+\s)?(?:{_ONE}|{_SEVERAL})"
    rf"|(?:both|the two|the warring|the rival)\s(?:\w+\s)?(?:{_SEVERAL}|{_MORE})|the\s(?:\w+\s)?{_SEVERAL})$",
    re.IGNORECASE,
)
_BELLIGERENT = frozenset({"government", "country", "forces", "military", "armed_group", "ministry"})
_FIGHTING = frozenset({"forces", "military", "armed_group"})
_BARE = frozenset({"both", "each", "neither"})
_CALLED = frozenset({"organisation", "organization", "group"})
_ARMIES = frozenset({"army", "military", "force"})
_VOICES = frozenset({"government", "capital", "country", "state", "nation"})


def are_sides(phrase: str) -> bool:
    """True for words that mean two at once: "both sides", "each army"; not for "the army"."""
    return _SIDES.match(phrase) is not None or _OF_BOTH.match(phrase) is not None


_OF_BOTH = re.compile(r"(.*)\sof\s(?:both|the two)\s(?:countries|states|nations|sides|neighbou?rs)$", re.IGNORECASE)


def pair(source: Span, scene: Scene) -> Entity | None:
    """The two that the words at `source` stand for; None where the text has no two parties."""
    last = scene.spoken[-1] if scene.spoken else None
    noun = singular(WORD.findall(source.of(scene.text))[-1])
    if noun in _BARE and last is not None and last.entity.many and last.entity.reference.kind == "unnamed":
        return last.entity  # "Two diplomats hinted at a call; neither would say more"
    if noun in _CALLED:
        return _last_two(noun, scene)
    counted, entities = _parties(scene)
    institution = _of_both(source.of(scene.text), scene)
    states = noun in _VOICES | {"ministry"} or institution is not None
    top = [one for one, _ in counted.most_common() if not states or one in scene.catalog.parties.countries][:2]
    if len(top) < 2:
        return None
    if institution is not None:
        made = [scene.institution(one, institution, institution) for one in top]
        if all(made):
            return _several(" and ".join(one.reference.name for one in made if one is not None))
    name = " and ".join(_name(one, noun, entities[one], top, scene) for one in top)
    return _several(name)


def _of_both(words: str, scene: Scene) -> str | None:
    """The institution that each of the two has: "the foreign ministries of both countries"."""
    match = _OF_BOTH.match(words)
    if match is None:
        return None
    one = re.sub(r"ies\b", "y", match[1])
    found = scene.catalog.parties.find(re.sub(r"(?<=[a-z])s\b", "", one) if one == match[1] else one)
    return next((each.institution for each in found if each.institution is not None), None)


def _several(name: str) -> Entity:
    return Entity(Reference(None, name, "several"), many=True, roles=frozenset({"side", "party"}))


def _last_two(noun: str, scene: Scene) -> Entity | None:
    """The last two bodies to speak that can be called so: "both organisations"."""
    heard = {one.entity.key: one.entity for one in scene.spoken if noun in one.entity.roles and not one.entity.person}
    last = list(heard.values())[-2:]
    return _several(" and ".join(one.reference.name for one in last)) if len(last) == 2 else None


def _parties(scene: Scene) -> tuple[Counter[str], Mapping[str, Sequence[Entity]]]:
    """The sides of a text with how often they are named, and who was named for each, those who spoke last first."""
    counted: Counter[str] = Counter()
    entities: dict[str, list[Entity]] = {}
    spoken, named = [one.entity for one in scene.spoken], [one.entity for one in scene.discourse.namings]
    for entity in (*spoken, *named):
        for_whom = None if entity.person else side(entity.reference, scene.catalog)
        if for_whom is not None and entity.reference.kind in _BELLIGERENT:
            counted[for_whom] += 2 if entity.reference.kind in _FIGHTING else 1
            entities.setdefault(for_whom, []).append(entity)
    latest = {entity.key: place for place, entity in enumerate(spoken)}
    return counted, {
        party: sorted(those, key=lambda one: -latest.get(one.key, -1)) for party, those in entities.items()
    }


def _name(party: str, noun: str, named: Sequence[Entity], both: Sequence[str], scene: Scene) -> str:
    """What a side is called: its army or government where the words say so, a state among states by its name."""
    country = scene.catalog.parties.countries.get(party)
    if noun in _ARMIES:
        return _body(party, "forces", named, scene)
    if noun == "ministry":
        ministry = next((one for one in named if one.reference.kind == "ministry"), None)
        return named[0].reference.name if ministry is None else ministry.reference.name
    if country is not None and noun in _VOICES:
        voice = scene.catalog.parties.get(country.voice)
        return country.name if voice is None else voice.name
    if country is not None and all(one in scene.catalog.parties.countries for one in both):
        return country.name
    told = [one.reference.name for one in named if one.reference.kind != "ministry"] or [named[0].reference.name]
    return Counter(told).most_common(1)[0][0]


def _body(party: str, institution: str, named: Sequence[Entity], scene: Scene) -> str:
    """A body of a side by its name; an armed group is its own army."""
    known = next((one for one in named if one.reference.kind in _FIGHTING), None)
    made = scene.institution(party, institution, institution) if party in scene.catalog.parties.countries else None
    one = made or known or named[0]
    return one.reference.name
