"""Whom a pronoun or a description goes back to: every entity that fits, weighed by how present it is in the text.

What counts is where somebody was named and where they spoke last, how often, as the subject of a sentence or inside
somebody's quotation, and whether their country is the one that the passage is about. The weights are fitted on the
training dispatches by `training/salience.py` and stand in `resources/lang/<code>/salience.yaml`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import log1p

from attribune.catalog.lexicon import load_language
from attribune.model import Attribution, Mentions, Span
from attribune.normalize.discourse import Discourse
from attribune.normalize.entity import Entity, Naming

__all__ = ["Candidate", "Choice", "Ground", "Place", "Spoken", "Weights", "chosen", "load_weights"]

Weights = Mapping[str, Mapping[str, float]]
_BODIES = frozenset({"UN", "EU", "NATO", "AU-UNION"})
_NEAR, _SOON = 5, 2  # sentences
_STATES = frozenset({"government", "country"})
_CARRIERS = frozenset({"agency", "outlet", "media"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """An attribution that is already resolved: where it stands, and who speaks."""

    anchor: Span
    attribution: Attribution
    entity: Entity

    @property
    def reach(self) -> Span:
        """All words of the attribution."""
        return Span.cover([self.anchor, *self.attribution.content])


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that may be meant. `fit` says by what it can be called so (exact, office, role, composed …)."""

    entity: Entity
    fit: str
    owner: int | None = None  # where the country or region stands that it was composed with
    agrees: bool | None = None  # with the country that the words themselves give


@dataclass(frozen=True, slots=True)
class Place:
    """The words to be resolved, and what their owner says: whoever is named only there is not who speaks."""

    span: Span
    content: tuple[Span, ...] = ()

    def quotes(self, span: Span) -> bool:
        """True for words inside what is said here: who stands there is spoken of, and speaks at second hand."""
        return any(one.contains(span) for one in self.content)


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision with its features, as the fitting tool wants it."""

    kind: str
    candidates: tuple[Candidate, ...]
    features: tuple[Mapping[str, float], ...]


@dataclass(frozen=True)
class Ground:
    """The text as sentences, paragraphs and quotations, with every naming put in its sentence."""

    mentions: Mentions
    discourse: Discourse

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.mentions.sentences]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [one.start for one in self.mentions.paragraphs]

    @cached_property
    def _quotes(self) -> tuple[list[int], list[int]]:
        spans = [one.span for one in self.mentions.quotations]
        return [one.start for one in spans], [one.end for one in spans]

    @cached_property
    def _first(self) -> dict[int, int]:
        """Sentence → where its first naming starts: its subject, as a rule."""
        first: dict[int, int] = {}
        for naming in self.discourse.namings:
            first.setdefault(self.line(naming.span.start), naming.span.start)
        return first

    @cached_property
    def by_key(self) -> Mapping[str, Sequence[Naming]]:
        """The namings of each entity, in text order."""
        found: dict[str, list[Naming]] = {}
        for naming in self.discourse.namings:
            found.setdefault(naming.entity.key, []).append(naming)
        return found

    @cached_property
    def countries(self) -> Mapping[str, Sequence[int]]:
        """Country → the sentences that speak of it."""
        found: dict[str, list[int]] = {}
        for offset, code in self.discourse.countries:
            found.setdefault(code, []).append(self.line(offset))
        return found

    @cached_property
    def home(self) -> str | None:
        """The country that the document speaks of most."""
        counted = Counter(code for _, code in self.discourse.countries)
        return counted.most_common(1)[0][0] if counted else None

    @cached_property
    def state(self) -> str | None:
        """The state that the document speaks of most, whatever it says of the United Nations."""
        counted = Counter(code for _, code in self.discourse.countries if code not in _BODIES)
        return counted.most_common(1)[0][0] if counted else None

    def line(self, offset: int) -> int:
        """The number of the sentence at an offset."""
        return bisect_right(self._starts, offset) - 1

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph at an offset."""
        return bisect_right(self._paragraph_starts, offset) - 1

    def is_subject(self, naming: Naming) -> bool:
        """True for the first naming of its sentence."""
        line = self.line(naming.span.start)
        return self._first.get(line) == naming.span.start or self._starts[line] == naming.span.start

    def share_quotation(self, naming: Naming, place: Span) -> bool:
        """True if a naming stands inside the quotation that a place is in."""
        starts, ends = self._quotes
        index = bisect_right(starts, place.start) - 1
        return index >= 0 and place.end <= ends[index] and starts[index] <= naming.span.start < ends[index]

    def is_quoted(self, naming: Naming) -> bool:
        """True inside quotation marks."""
        starts, ends = self._quotes
        index = bisect_right(starts, naming.span.start) - 1
        return index >= 0 and naming.span.end <= ends[index]


def chosen(
    kind: str,
    candidates: Iterable[Candidate],
    place: Place,
    ground: Ground,
    heard_and_called: tuple[Sequence[Spoken], Sequence[Naming]],
    weights: Weights,
    record: Callable[[Choice], None] | None = None,
) -> Entity | None:
    """The likeliest of the candidates; None where there is none. At equal weight the one offered first.

    Besides the namings of the ground, who spoke before counts, and who was called by a description.
    """
    spoken, called = heard_and_called
    spoken = [one for one in spoken if not place.quotes(one.anchor)] if place.content else spoken
    able = tuple(candidates)
    if not able:
        return None
    heard: dict[str, list[Spoken]] = {}
    for one in spoken:
        if one.anchor.start < place.span.start:
            heard.setdefault(one.entity.key, []).append(one)
    last = spoken[-1] if spoken else None
    present = {one.entity.key: _present(one.entity, ground, called) for one in able}
    features = tuple(
        _features(one, place, ground, (present[one.entity.key], heard.get(one.entity.key, ())), last) for one in able
    )
    if record is not None:
        record(Choice(kind, able, features))
    weight = weights[kind]
    weighed = [sum(weight.get(name, 0.0) * value for name, value in row.items()) for row in features]
    return able[max(range(len(able)), key=lambda index: (weighed[index], -index))].entity


def _present(entity: Entity, ground: Ground, called: Sequence[Naming]) -> Sequence[Naming]:
    """Where an entity is named, or called by a description, in text order."""
    namings = ground.by_key.get(entity.key, ())
    more = [one for one in called if one.entity.key == entity.key]
    return sorted([*namings, *more], key=_end) if more else namings


def _features(
    candidate: Candidate,
    place: Place,
    ground: Ground,
    presence: tuple[Sequence[Naming], Sequence[Spoken]],
    last: Spoken | None,
) -> dict[str, float]:
    """What speaks for a candidate, by where it is named and what it said before; `last` is what anybody said last."""
    entity = candidate.entity
    namings, earlier = presence
    row = {f"fit {candidate.fit}": 1.0}
    here = ground.line(place.span.start)
    _of_namings(row, namings, place, here, ground)
    if _is_brought_in(namings, place, ground, last):
        row["brought in"] = 1.0
    _of_speech(row, place, here, ground, earlier, last)
    if candidate.owner is not None:
        row[f"owner {_distance(here - ground.line(candidate.owner))}"] = 1.0
    if candidate.agrees is not None:
        row["its country" if candidate.agrees else "other country"] = 1.0
    country = entity.reference.country
    if country is not None:
        lines = ground.countries.get(country, ())
        told = bisect_right(lines, here)
        if told:
            row[f"country {_distance(here - lines[told - 1])}"] = 1.0
        total = len(ground.discourse.countries)
        row["country share"] = len(lines) / total if total else 0.0
        row["home"] = float(country == ground.home)
    if entity.reference.kind == "unnamed":
        row["unnamed"] = 1.0
    if entity.gender is not None:
        row["gender known"] = 1.0
    if entity.reference.kind in _STATES:
        row["state"] = 1.0
    if entity.reference.kind in _CARRIERS:
        row["carrier"] = 1.0
    row["many"] = float(entity.many)
    row["person"] = float(entity.person)
    return row


def _of_namings(row: dict[str, float], namings: Sequence[Naming], place: Place, here: int, ground: Ground) -> None:
    """How near the entity was named last, and how."""
    before = namings[: bisect_right(namings, place.span.start, key=_end)]
    content = [span for span in place.content if span.start < place.span.start]
    if content:
        before = [one for one in before if not any(span.contains(one.span) for span in content)]
    row["named"] = log1p(len(before))
    if not before:
        row["named later" if namings else "not named"] = 1.0
        return
    last = before[-1]
    gap = here - ground.line(last.span.start)
    row[f"named {_distance(gap)}"] = 1.0
    row["named gap"] = min(gap, 20) / 10
    if ground.is_subject(last):
        row["subject"] = 1.0
        row[f"subject {_distance(gap)}"] = 1.0
    if ground.is_quoted(last):
        row["quoted"] = 1.0
    if ground.paragraph(last.span.start) == ground.paragraph(place.span.start):
        row["same paragraph"] = 1.0


def _is_brought_in(namings: Sequence[Naming], place: Place, ground: Ground, last: Spoken | None) -> bool:
    """True for the subject of a sentence of the outlet's own since anybody spoke: the passage is now about them."""
    since = last.reach.end if last is not None else 0
    before = [one for one in namings if since <= one.span.start and one.span.end <= place.span.start]
    return any(ground.is_subject(one) and not ground.is_quoted(one) for one in before)


def _end(naming: Naming) -> int:
    return naming.span.end


def _of_speech(
    row: dict[str, float], place: Place, here: int, ground: Ground, earlier: Sequence[Spoken], latest: Spoken | None
) -> None:
    """How near the entity spoke last."""
    row["spoke"] = log1p(len(earlier))
    if not earlier:
        return
    last = earlier[-1]
    gap = here - ground.line(max(last.anchor.start, min(last.reach.end - 1, place.span.start)))
    row[f"spoke {_distance(gap)}"] = 1.0
    row["spoke gap"] = min(gap, 20) / 10
    if last is latest:
        row["last to speak"] = 1.0
    if ground.paragraph(last.anchor.start) == ground.paragraph(place.span.start):
        row["spoke in paragraph"] = 1.0


def _distance(gap: int) -> str:
    """A number of sentences as a step."""
    if gap <= 0:
        return "here"
    return "before" if gap == 1 else "soon" if gap <= _SOON else "near" if gap <= _NEAR else "far"


@cache
def load_weights(language: str = "en") -> Weights:
    """The fitted weights of a language: kind of words → feature → weight."""
    weights: Weights = load_language(language)["salience"]["weights"]
    return weights
