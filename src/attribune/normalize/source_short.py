"""Sources that the catalogue does not know: surnames, first names, names behind a comma or behind what they name."""

from __future__ import annotations

import re

from attribune.catalog.names import key_of
from attribune.model import Reference, Span
from attribune.normalize.entity import Entity, entity_of_person
from attribune.normalize.lexica import singular
from attribune.normalize.name_shape import without_lead
from attribune.normalize.scene import WORD, Scene, Speaker

__all__ = ["by_calling", "by_short_name"]

_LAST_NAME = re.compile(r",\s+((?:[A-ZÀ-Þ][\w’'-]{3,})(?: (?:al-|the |of )?[A-ZÀ-Þ][\w’'-]+){0,4})$")
_CALLED = re.compile(
    r"\b(?:gave (?:only )?(?:his|her|their|the)(?: first)? names? (?:only )?as|named(?: only)? as|named|called"
    r"|goes by|known as|call ?-?sign (?:is|was)"
    r"|(?:identified|identifying (?:himself|herself)) (?:only )?(?:as|by (?:his|her|their) first name,?)"
    r"|\d{1,3}-year-old"
    r"|asked to be (?:named|identified|called) only as)\s+([A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?)"
)
_KIND_AND_NAME = re.compile(r"\b([a-z]+) ([A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,3})$")
_THE_WORD = re.compile(r"[Tt]he ([A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?)$")
_STATES = frozenset({"government", "country", "unnamed", "several"})
_PARTICLE = "(?:al|el|de|da|di|van|von|bin|ibn|abu|ben|del|dos)"
_KINDS = frozenset("daily website portal firm charity weekly radio monitor channel".split())
_FIRST_NAME = re.compile(r"([A-ZÀ-Þ][\w’'-]{2,}),\s+(?:\d{1,3}\b|an?\s|who\b|the\s|whose\b)")


def by_calling(source: Span, scene: Scene) -> Speaker | None:
    """The name by which the text says that somebody goes: "a rescuer who gave his name as Taras"."""
    called = _CALLED.search(source.of(scene.text))
    if called is None:
        return None
    whole = Span(source.start + called.start(1), source.start + called.end(1))
    span = without_lead(scene.text, whole, scene.words) or whole
    reference = Reference(None, span.of(scene.text), "person")
    return Speaker(entity_of_person(reference, scene.text, span, scene.words), "named")


def _by_last_word(source: Span, scene: Scene) -> Speaker | None:
    """A body by a word of its name: "the Guard" of the Revolutionary Guard, "the Observatory"."""
    match = _THE_WORD.match(source.of(scene.text))
    if match is None:
        return None
    keys = {key_of(word) for word in match[1].split()}
    for naming in scene.discourse.before(source.start):
        words = naming.span.of(scene.text).split()
        named = {key_of(word) for word in (*words, *naming.entity.reference.name.split())}
        if (
            len(words) > 1
            and not naming.entity.person
            and keys <= named
            and naming.entity.reference.kind not in _STATES
        ):
            return Speaker(naming.entity, "short name")
    return None


def by_short_name(source: Span, scene: Scene) -> Speaker | None:
    """The source by a name that no catalogue holds."""
    for finder in (_by_last_word, _by_surname, _by_first_name, _by_apposition, _by_kind):
        speaker = finder(source, scene)
        if speaker is not None:
            return speaker
    return None


def _by_surname(source: Span, scene: Scene) -> Speaker | None:
    """A short name that an entity named before, or anywhere in the document, is known by."""
    keys = {key_of(word) for word in WORD.findall(source.of(scene.text)) if word[:1].isupper()}
    nearest = [*scene.discourse.before(source.start), *scene.discourse.namings]
    for naming in nearest:
        if naming.entity.person and naming.entity.names & keys:
            return Speaker(naming.entity, "short name")
    word = source.of(scene.text).strip()
    if (
        not re.fullmatch(r"[A-ZÀ-Þ][\w’'-]{2,}", word)
        or singular(word) in scene.words.institution | scene.words.unnamed
    ):
        return None
    for match in re.finditer(rf"\b([A-ZÀ-Þ][\w’'-]+) (?:{_PARTICLE} )?{re.escape(word)}\b", scene.text):
        if match[1].lower() not in scene.words.titles | scene.words.person | {"the", "for", "in", "but", "and"}:
            span = Span(match.start(), match.end())
            reference = Reference(None, match.group(), "person")
            return Speaker(entity_of_person(reference, scene.text, span, scene.words), "short name")
    return None


def _by_first_name(source: Span, scene: Scene) -> Speaker | None:
    """A person known by one name, with an apposition or age behind it ("Olena, 53", "Arayik, a beekeeper")."""
    match = _FIRST_NAME.match(source.of(scene.text))
    if match is None or match[1].lower() in (
        scene.words.titles | scene.words.unnamed | scene.words.institution | scene.words.openers
    ):
        return None
    span = Span(source.start, source.start + match.end(1))
    return Speaker(entity_of_person(Reference(None, match[1], "person"), scene.text, span, scene.words), "named")


def _by_apposition(source: Span, scene: Scene) -> Speaker | None:
    """A name behind a comma ("the Bulgarian owner, Navibulgar")."""
    match = _LAST_NAME.search(source.of(scene.text))
    if match is None or match[1].lower() in scene.words.titles:
        return None
    return Speaker(Entity(Reference(None, match[1], "organisation"), names=frozenset({key_of(match[1])})), "named")


def _by_kind(source: Span, scene: Scene) -> Speaker | None:
    """A capitalised name behind the kind of body it is: "the state news agency Telam", "the charity Mercy Corps"."""
    match = _KIND_AND_NAME.search(source.of(scene.text))
    if match is None or singular(match[1]) not in scene.words.institution | _KINDS:
        return None
    name = match[2]
    entity = Entity(
        Reference(None, name, "organisation"), names=frozenset({key_of(name)}), roles=frozenset({singular(match[1])})
    )
    return Speaker(entity, "named")
