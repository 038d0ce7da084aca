"""Whether a person fits a description that says of what: "the energy minister", "the leader of the Unionists".

Whoever is only known as the minister of something else, or as the leader of somebody else, is not meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attribune.catalog.names import key_of
from attribune.model import Span
from attribune.normalize.entity import Entity
from attribune.normalize.lexica import singular
from attribune.normalize.scene import WORD, Scene, head_phrase

__all__ = ["agrees_in_portfolio", "portfolio_of"]

_MINISTERS = frozenset({"minister", "secretary"})
_COMPLEMENT = re.compile(r"\s(?:of|for)\s+(?:the\s+)?([^,;:]+)")
_HOUSES = frozenset({"presidency", "cabinet", "parliament", "party", "senate"})
_STOP = re.compile(r"\s(?:who|which|that|in|at|on|from|said|and)\s")
_BEFORE, _AFTER = 90, 120  # characters beside a name that say what its bearer is


def portfolio_of(noun: str, source: Span, scene: Scene) -> frozenset[str]:
    """What a description says that its bearer is of; empty where it says nothing."""
    return frozenset((*_portfolio(noun, source, scene), *_named(noun, source, scene)))


def agrees_in_portfolio(entity: Entity, told: frozenset[str], source: Span, scene: Scene) -> bool:
    """False for a person of whom neither the text nor the catalogue says what the description says of its bearer."""
    if not told:
        return True
    known = {*_of_offices(entity, scene), *_of_text(entity, source, scene)}
    return bool(told & known)


def _portfolio(noun: str, source: Span, scene: Scene) -> Iterator[str]:
    """The matters of a minister: "energy", "communication"."""
    if noun not in _MINISTERS:
        return
    head = head_phrase(source, scene.text)
    behind = _COMPLEMENT.match(scene.text, head.end, source.end)
    words = f"{head.of(scene.text)} {behind[1] if behind is not None else ''}"
    for word in WORD.findall(words.lower()):
        if singular(word) in scene.words.portfolios:
            yield _stem(word)


def _named(noun: str, source: Span, scene: Scene) -> Iterator[str]:
    """The capitals behind "of", apart from countries, which are weighed by themselves; a house with its secretary."""
    head = head_phrase(source, scene.text)
    behind = _COMPLEMENT.match(scene.text, head.end, source.end)
    if behind is None:
        return
    phrase = _STOP.split(f"{behind[1]} ")[0]
    places = {offset for offset, _ in (*scene.discourse.countries, *scene.discourse.regions)}
    for word in WORD.finditer(scene.text, behind.start(1), behind.start(1) + len(phrase)):
        house = noun == "secretary" and word.group() in _HOUSES
        if house or (word.group()[:1].isupper() and word.start() not in places):
            yield _stem(word.group())


def _of_offices(entity: Entity, scene: Scene) -> Iterator[str]:
    """The words of the offices that the catalogue knows of, and of the body that somebody belongs to."""
    parties = (scene.catalog.parties.get(one) for one in (*sorted(entity.offices), entity.group) if one is not None)
    for party in parties:
        if party is not None:
            yield from map(_stem, WORD.findall(" ".join((party.name, *party.aliases))))


def _of_text(entity: Entity, source: Span, scene: Scene) -> Iterator[str]:
    """The words beside the names of somebody, in the sentence."""
    spans = [one.span for one in scene.ground.by_key.get(entity.key, ())]
    spans += [one.anchor for one in scene.spoken if one.entity.key == entity.key]
    for span in spans:
        line = scene.mentions.sentence_of(span)
        if line is None or span.overlaps(source):
            continue
        start, end = max(line.start, span.start - _BEFORE), min(line.end, span.end + _AFTER)
        yield from (_stem(word.group()) for word in WORD.finditer(scene.text, start, end))


def _stem(word: str) -> str:
    """What "defence" and "defense", "communication" and "communications" have in common."""
    return key_of(singular(word.lower()))[:6]
