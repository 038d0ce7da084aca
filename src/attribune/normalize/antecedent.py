"""Pronouns: whom "he", "she", "it", "they", "who" and "which" stand for where they speak.

Number and gender filter where they are known; what is left is weighed (`salience`). Translated text has "she" for a
presidency and "it" for a minister, so an entity of the other sort is a candidate too, one that needs more for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from attribune.model import Span
from attribune.normalize.entity import Entity
from attribune.normalize.salience import Candidate, Place
from attribune.normalize.scene import Scene

__all__ = ["agrees", "antecedent"]

_PERSONAL = frozenset({"gender", "person"})
_MUTE = frozenset({"government", "country", "agency", "outlet", "media"})  # no "he" or "she" where a person is near
_RECENT = 8  # candidates


def antecedent(
    pronoun: str, place: Span, scene: Scene, content: Sequence[Span] = (), *, owning: bool = False
) -> Entity | None:
    """The entity that a pronoun at `place` stands for; None where nothing before it fits.

    Whoever is named inside `content`, which the pronoun's owner says, is not the one who says it. With `owning` it is a
    possessive, which stays with the subject of its sentence more than a pronoun that speaks.
    """
    words = scene.words
    if pronoun in words.relative_pronouns:
        return _relative(pronoun, place, scene)
    if pronoun in words.first_person:
        earlier = [one for one in scene.spoken if one.anchor.start < place.start]
        return earlier[-1].entity if earlier else None
    person = pronoun in words.person_pronouns or pronoun == "he or she"
    kind = "person" if person else "many" if pronoun in words.plural_pronouns else "thing"
    where = Place(place, tuple(content))
    weighed_as = "owner" if owning and not person else kind
    return scene.choose(weighed_as, _candidates(pronoun, kind, where, scene), where)


def agrees(pronoun: str, entity: Entity, scene: Scene) -> bool:
    """True if a pronoun fits an entity in number and gender."""
    if pronoun in scene.words.person_pronouns:
        return _fit("person", scene.words.gender.get(pronoun), entity, scene, voiced=False) in {"gender", "person"}
    if pronoun in scene.words.plural_pronouns:
        return not entity.person or entity.many
    return pronoun == "it" and not entity.person


def _relative(pronoun: str, place: Span, scene: Scene) -> Entity | None:
    """The last that was named; for "who" the last person or group."""
    before = scene.discourse.before(place.start)
    if pronoun in {"who", "whom"}:
        line = scene.mentions.sentence_of(place)
        near = [one for one in before if line is None or one.span.start >= line.start]
        before = [one for one in near if one.entity.person or one.entity.many] or before
    return before[0].entity if before else None


def _candidates(pronoun: str, kind: str, place: Place, scene: Scene) -> list[Candidate]:
    gender = scene.words.gender.get(pronoun)
    able: list[Candidate] = []
    for entity in scene.entities_before(place):
        fit = _fit(kind, gender, entity, scene, voiced=bool(scene.voices.get(entity.key)))
        if fit is not None:
            able.append(Candidate(entity, fit))
    somebody = kind == "person" and any(one.fit in _PERSONAL for one in able[:_RECENT])
    return [one for one in able if not (somebody and one.fit == "institution" and one.entity.reference.kind in _MUTE)]


def _fit(kind: str, gender: str | None, entity: Entity, scene: Scene, *, voiced: bool) -> str | None:
    """How an entity agrees with a pronoun; None where it cannot be meant."""
    if kind == "person":
        known = scene.gender_of(entity)
        if gender is not None and known is not None and known != gender:
            return None
        if entity.person and not entity.many:
            return "person" if gender is None or known is None else "gender"
        return "voice" if voiced else None if entity.many else "institution"
    if kind == "many":
        return "many" if entity.many else "institution" if not entity.person else None
    if entity.person:
        return "person"
    if entity.many and entity.reference.kind == "unnamed" and entity.roles & (scene.words.person | scene.words.unnamed):
        return None  # "the judges"
    return "many" if entity.many else "institution"
