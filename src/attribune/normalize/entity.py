"""Entities: who can speak, and what they may be called. Made of outlets, people, and those whom nobody names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from attribune.catalog.names import key_of
from attribune.catalog.outlets import Outlet
from attribune.model import Reference, Span
from attribune.normalize.lexica import SpeakerWords, singular
from attribune.normalize.person_role import roles_beside

__all__ = [
    "FOREIGN",
    "Entity",
    "Naming",
    "bare_surname",
    "entity_of_outlet",
    "entity_of_person",
    "entity_unnamed",
    "reference_of_outlet",
    "unnamed",
]

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_APPOSED = re.compile(r",\s((?:an?|the|now an?|then an?)\s[^,;.:\n]+)")
_COUNTED = re.compile(
    r"^(?:(?:an?|one|another|the|some|several|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty"
    r"|forty|fifty|dozens of|scores of|hundreds of|thousands of|about|around|nearly|almost|roughly|over|at least"
    r"|more than|up to|\d[\d,.]*)\s+)+(?=\D)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:al|el|ul|as|ash|at|an|ad|ar|az|es|ed|er)-(?=[A-Z]\w{2})", re.IGNORECASE)
# Adjectives of no one country: "Western officials" belong to none.
FOREIGN = re.compile(r"(?:Western|European|Arab|African|Asian|Gulf|Latin|Kurdish|Nordic|Baltic)(?![\w])")


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody who can speak. `names` are the keys of words that name it alone; `roles` the nouns it may be called."""

    reference: Reference
    person: bool = False
    many: bool = False
    gender: str | None = None
    names: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()  # ids of the offices that a person holds or is introduced with
    group: str | None = None  # id of the group that a person belongs to

    @property
    def key(self) -> str:
        """What tells two entities apart."""
        return self.reference.id or self.reference.name


@dataclass(frozen=True, slots=True)
class Naming:
    """Where a text names an entity."""

    span: Span
    entity: Entity
    office: str | None = None  # id of the office, where that is what the text names


def entity_of_outlet(outlet: Outlet) -> Entity:
    """An outlet or agency as an entity that speaks or passes on."""
    return Entity(
        reference_of_outlet(outlet),
        roles=frozenset({"agency", "outlet", "newspaper", "channel", "broadcaster", "network"}),
    )


def reference_of_outlet(outlet: Outlet) -> Reference:
    """An outlet as values refer to it: kind is agency or outlet."""
    return Reference(outlet.id, outlet.name, "agency" if outlet.agency else "outlet", outlet.country)


def entity_of_person(reference: Reference, text: str, span: Span, words: SpeakerWords) -> Entity:
    """A person as an entity, with the roles that stand beside the name ("governor X Y", "X Y, the governor of Z,")."""
    parts = [part for part in reference.name.split() if len(part) > 2]
    last = [*parts[1:], *span.of(text).split()[-1:]]
    surnames = {key_of(part) for part in (*last, *map(bare_surname, last))}
    return Entity(
        reference,
        person=True,
        gender=_gender(reference.name, text, span, words),
        names=frozenset(surnames),
        roles=roles_beside(text, span, words),
    )


def _gender(name: str, text: str, span: Span, words: SpeakerWords) -> str | None:
    """The gender by the noun or honorific right beside a name, else by the given name."""
    before = _WORD.findall(text[max(0, span.start - 30) : span.start])[-2:]
    beside = _APPOSED.match(text, span.end)
    after = _WORD.findall(beside[1])[:6] if beside is not None else []
    told = (words.noun_gender.get(word.lower()) for word in (*reversed(before), *after))
    return next((gender for gender in told if gender is not None), None) or words.given.gender_of(name)


def entity_unnamed(
    name: str, head: str, words: SpeakerWords, *, person: bool, many: bool, country: str | None
) -> Entity:
    """A speaker the text does not name, under the words it gives."""
    roles = frozenset({singular(head)})
    gender = words.noun_gender.get(singular(head.lower())) if person else None
    return Entity(Reference(None, name, "unnamed", country), person, many, gender, frozenset(), roles)


def bare_surname(part: str) -> str:
    """A surname without its article: "al-Farhan" is "Farhan" the next time."""
    return _ARTICLE.sub("", part)


def unnamed(words: str) -> str:
    """The name under which somebody stands whom the text does not name: "unnamed analysts", "unnamed Thai diplomat".

    How many they are is not part of it: whoever counts two today quotes one of them tomorrow.
    """
    rest = _COUNTED.sub("", words)
    opens = rest == words and not FOREIGN.match(rest)  # nothing stood before it: the capital is the sentence's
    return f"unnamed {rest[:1].lower()}{rest[1:]}" if opens and rest[1:2].islower() else f"unnamed {rest}"
