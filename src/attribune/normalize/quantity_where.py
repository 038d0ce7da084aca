"""In which country something counted happened: told in the sentence, before it, or in the whole text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from attribune.model import Span
from attribune.normalize.quantity_patterns import context_words
from attribune.normalize.quantity_scene import Scene

__all__ = ["country_of_scene", "country_told", "zone"]

REACH_BACK = 40  # characters before a country's name that can hold its preposition
NEAR_SENTENCES = 3  # a report goes on telling of one place for so many sentences
COUNTRY = "country"

Found = tuple[bool, int, str]  # told second-hand ("from Russia"), how far from the figure, the country


def country_told(scene: Scene, span: Span, place: int, *, anywhere: bool, leaving: bool = False) -> str | None:
    """The country that the sentence puts it in: by name after a preposition of place, else by the nearest place named.

    Outside the conflict's zone only where `anywhere` says so: suppliers and mediators are named everywhere. `leaving`:
    where people fled to is not where they were driven from.
    """
    sentence = scene.chars(place)
    found = min(_named_places(scene, sentence, span, anywhere=anywhere, leaving=leaving), default=None)
    if found is not None and not found[0]:
        return found[2]
    placed = min(_places(scene, sentence, span, anywhere=anywhere, leaving=leaving), default=None)
    return placed[2] if placed is not None else None if found is None else found[2]


def country_of_scene(scene: Scene, place: int) -> str | None:
    """The country told of just before, else the one of the conflict's zone that the text names most places of."""
    start = scene.chars(place).start
    paragraph = next((p for p in scene.paragraphs if p.start <= start < p.end), None)
    anywhere = scene.conflict is None
    for earlier in range(place - 1, max(-1, place - 1 - NEAR_SENTENCES), -1):
        sentence = scene.chars(earlier)
        if paragraph is not None and sentence.start < paragraph.start:
            break
        found = country_told(scene, Span(sentence.end - 1, sentence.end), earlier, anywhere=anywhere)
        if found is not None:
            return found
    members = zone(scene)
    if members:
        return max(members, key=lambda code: (scene.counted.get(code, 0), -members.index(code)))
    return _clear_majority(Counter(scene.counted) if anywhere else Counter())


def zone(scene: Scene) -> tuple[str, ...]:
    """The countries that the conflict is fought in."""
    return () if scene.conflict is None else scene.conflict.zone


def _clear_majority(counted: Counter[str]) -> str | None:
    """The country of more than half of the places that a text without a known conflict names."""
    most = counted.most_common(1)
    return most[0][0] if most and 2 * most[0][1] > counted.total() else None


def _named_places(scene: Scene, sentence: Span, span: Span, *, anywhere: bool, leaving: bool) -> Iterator[Found]:
    """Countries after "in", "near", "across"; a nationality only before its territory ("in Russian villages")."""
    lexicon, text = context_words(scene.language), scene.document.text
    for mention in scene.countries_in(sentence.start, sentence.end):
        if len(mention.code) != 2 or not (anywhere or mention.code in zone(scene)):
            continue
        before = text[max(sentence.start, mention.span.start - REACH_BACK) : mention.span.start]
        if leaving and lexicon.finds("bound_for", before):
            continue
        territory = lexicon.patterns["placed_adjective"].match(text, mention.span.end) is not None
        if lexicon.finds("placed", before) and (territory or not mention.adjective):
            yield lexicon.finds("loosely_placed", before), _apart(mention.span, span), mention.code


def _places(scene: Scene, within: Span, span: Span, *, anywhere: bool, leaving: bool = False) -> Iterator[Found]:
    """The places named inside a span, with their countries; of the zone alone unless `anywhere`.

    Where a source sits ("officials in Pretoria") tells less of what it counts than where something happened.
    """
    members = zone(scene)
    for reading in scene.places_in(within):
        value, where = reading.value.value, reading.value.span
        if value.country is None or value.kind == COUNTRY or not (anywhere or value.country in members):
            continue
        if leaving and context_words(scene.language).finds(
            "bound_for", scene.document.text[: where.start][-REACH_BACK:]
        ):
            continue
        yield scene.sources.holds(where), _apart(where, span), value.country


def _apart(left: Span, right: Span) -> int:
    return max(left.start - right.end, right.start - left.end, 0)
