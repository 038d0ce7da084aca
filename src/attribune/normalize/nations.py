"""Countries under the words for what they are: "the kingdom", "the emirate", "the country"."""

from __future__ import annotations

from collections.abc import Iterator

from attribune.model import Span
from attribune.normalize.entity import Entity
from attribune.normalize.scene import Scene

__all__ = ["called_so", "countries_before", "style_of"]

_SPEAKING = frozenset({"government", "country"})
_NEAR = 2  # sentences


def style_of(noun: str, words: str, scene: Scene) -> frozenset[str] | None:
    """The countries that a noun of state fits ("kingdom", "Islamic republic"); None for one that fits any."""
    lower = words.lower()
    named = (codes for name, codes in scene.words.styles.items() if name.endswith(f" {noun}") and name in lower)
    longer = next(named, None)
    return longer if longer is not None else scene.words.styles.get(noun)


def countries_before(place: Span, able: frozenset[str] | None, scene: Scene) -> Iterator[str]:
    """The countries that a noun of state may stand for at a place, likeliest first: whose government spoke just
    before, then as named, last first; `able` are those that it fits."""
    last = scene.spoken[-1] if scene.spoken else None
    if last is not None and last.entity.reference.kind in _SPEAKING and last.anchor.start < place.start:
        code = last.entity.reference.country
        near = scene.ground.line(place.start) - scene.ground.line(last.reach.end - 1) <= _NEAR
        if near and code is not None and (able is None or code in able):
            yield code
    for offset, code in reversed(scene.discourse.countries):
        if offset < place.start and (able is None or code in able):
            yield code


def called_so(noun: str, source: Span, scene: Scene) -> Entity | None:
    """The government of the country that "the kingdom" or "the Ukrainian side" is; None for other nouns."""
    if noun == "side":
        code = next((one for at, one in scene.discourse.countries if source.start <= at < source.end), None)
    else:
        able = style_of(noun, source.of(scene.text), scene)
        code = None if able is None else next(countries_before(source, able, scene), None)
    party = None if code is None else scene.catalog.parties.voice(code)
    if party is None:
        return None
    return Entity(scene.catalog.parties.reference(party), roles=frozenset({"government", "country", noun}))
