"""Pronouns: whom "he", "she", "it", "they", "who" and "which" stand for where they speak.

The order of preference is the sentence's own subject, then who spoke last, then who was named last. Gender is a filter
where it is known; translated text has "she" for a presidency, so a person that fits nowhere near gives way to the
institution that spoke last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from attribune.model import Attribution, Mentions, Span
from attribune.normalize.discourse import Discourse, Entity, Naming
from attribune.normalize.lexica import SpeakerWords

__all__ = ["Spoken", "antecedent"]


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


def antecedent(
    pronoun: str,
    place: Span,
    mentions: Mentions,
    discourse: Discourse,
    spoken: Sequence[Spoken],
    words: SpeakerWords,
    content: Sequence[Span] = (),
) -> Entity | None:
    """The entity that a pronoun at `place` stands for; None where nothing before it fits.

    Whoever is named inside `content`, which the pronoun's owner says, is not the one who says it.
    """
    if content:
        kept = tuple(one for one in discourse.namings if not any(span.contains(one.span) for span in content))
        discourse = replace(discourse, namings=kept)
    if pronoun in words.relative_pronouns:
        before = discourse.before(place.start)
        return before[0].entity if before else None
    fits = _test(pronoun, words)
    if pronoun in words.first_person:
        last = _last(spoken, place.start, lambda _: True)
        return last.entity if last is not None else None
    line = mentions.sentence_of(place)
    if line is not None:
        same = _in_sentence(line, place, discourse, spoken, fits)
        if same is not None:
            return same
    return _from_before(place, line, mentions, discourse, spoken, fits, person=pronoun in words.person_pronouns)


def _test(pronoun: str, words: SpeakerWords) -> Callable[[Entity], bool]:
    """Whether an entity can be meant by the pronoun."""
    gender = words.gender.get(pronoun)
    if pronoun in words.person_pronouns:
        return lambda entity: (
            entity.person and not entity.many and (gender is None or entity.gender is None or entity.gender == gender)
        )
    if pronoun in words.plural_pronouns:
        return lambda entity: entity.many or not entity.person
    return lambda entity: not entity.person and not (entity.many and entity.reference.kind == "unnamed")


def _in_sentence(
    line: Span, place: Span, discourse: Discourse, spoken: Sequence[Spoken], fits: Callable[[Entity], bool]
) -> Entity | None:
    """The speaker or the first-named (the subject) of the same sentence."""
    for one in reversed(spoken):
        if line.start <= one.anchor.start < place.start and fits(one.entity):
            return one.entity
    for naming in discourse.namings:
        if line.start <= naming.span.start < place.start and fits(naming.entity):
            return naming.entity
    return None


def _from_before(
    place: Span,
    line: Span | None,
    mentions: Mentions,
    discourse: Discourse,
    spoken: Sequence[Spoken],
    fits: Callable[[Entity], bool],
    *,
    person: bool,
) -> Entity | None:
    start = line.start if line is not None else place.start
    nearest = mentions.sentence_before(start)
    last = _last(spoken, start, fits)
    if nearest is not None:
        if last is not None and last.reach.end > nearest.start:
            return last.entity
        subject = _first(discourse.namings, nearest, fits)
        if subject is not None:
            return subject
        voice = _last(spoken, start, lambda _: True)
        if person and voice is not None and voice.reach.end > nearest.start and not voice.entity.person:
            return voice.entity  # "she noted" of a presidency, in translated text
    if last is not None:
        return last.entity
    return next((naming.entity for naming in discourse.before(start) if fits(naming.entity)), None)


def _last(spoken: Sequence[Spoken], before: int, fits: Callable[[Entity], bool]) -> Spoken | None:
    return next((one for one in reversed(spoken) if one.anchor.start < before and fits(one.entity)), None)


def _first(namings: Iterable[Naming], line: Span, fits: Callable[[Entity], bool]) -> Entity | None:
    return next((one.entity for one in namings if line.contains(one.span) and fits(one.entity)), None)
