"""Who claims a quantity: the innermost statement around it, or the one that introduced its list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from attribune.model import QuantityReading, Span, Statement
from attribune.normalize.quantity_draft import Draft
from attribune.normalize.quantity_kinds import LOSSES, PEOPLE_LOST
from attribune.normalize.quantity_patterns import context_words, words_of_sentence
from attribune.normalize.quantity_scene import Scene

__all__ = ["Told", "framing", "going_on", "home_of", "innermost"]

NEXT_SENTENCES = 2  # a list goes on at most so many sentences after its last figure
FEW = 10  # "two more planes" were added; "another 199 planes" are part of the list


@dataclass(frozen=True, slots=True)
class Told:
    """A reading with its sentence and side: the list that a later sentence may go on with."""

    reading: QuantityReading
    sentence: int
    party: str | None
    carried: bool = False  # goes on with the list of an earlier sentence


def innermost(span: Span, statements: Sequence[Statement], near: Sequence[int] | None = None) -> int | None:
    """The place of the smallest statement whose content holds the span, or at least half of it.

    `near` are the places of those whose content touches it, in order, where they are known; no other one can be it.
    """
    told = [(place, statements[place]) for place in (range(len(statements)) if near is None else near)]
    holding = [
        (sum(len(part) for part in statement.content), place)
        for place, statement in told
        if any(part.contains(span) for part in statement.content)
    ]
    if holding:
        return min(holding)[1]
    touching = [
        (-shared, place)
        for place, statement in told
        if (shared := sum(_shared(part, span) for part in statement.content)) * 2 >= len(span)
    ]
    return min(touching)[1] if touching else None


def _shared(left: Span, right: Span) -> int:
    return max(0, min(left.end, right.end) - max(left.start, right.start))


def framing(frame: Span, statements: Sequence[Statement]) -> int | None:
    """The place of the statement that the heading of a list belongs to: its lines go on with what it introduced."""
    for place, statement in enumerate(statements):
        named = [span for span in (statement.source, statement.cue) if span is not None]
        said_here = any(frame.contains(span) for span in named)
        # "The Air Force said it downed:" or "Losses as of 11 June, according to the General Staff:"
        if said_here and any(part.end >= frame.end - 2 for part in (*statement.content, *named)):
            return place
    return None


def going_on(scene: Scene, draft: Draft, told: Sequence[Told], at: int | None) -> Told | None:
    """The figure of a list of losses that the draft's sentence goes on with: "The tally also lists 1,589 tanks, …".

    It does where no other statement holds it and it names the report again or lists two or more things.
    """
    place = scene.sentence(draft.amount.number)
    listed = [each for each in told if each.reading.category in LOSSES and each.reading.cumulative]
    if draft.slug not in LOSSES - PEOPLE_LOST or not listed or place - listed[-1].sentence > NEXT_SENTENCES:
        return None
    last = listed[-1]
    source = None if at is None else scene.statements[at].source  # "are said to have been downed" names nobody
    told_by_another = source is not None and at != last.reading.statement
    if last.reading.period is None or told_by_another or last.sentence == place:
        same = last.sentence == place and last.carried and not told_by_another
        return last if same and not _added(scene, draft) else None
    words = words_of_sentence(scene, place)
    several = len(scene.amounts_in(*scene.sentences[place])) > 1 and source is None
    named_again = context_words(scene.language).any("report", words)
    return last if (named_again or several) and not _added(scene, draft) else None


def _added(scene: Scene, draft: Draft) -> bool:
    """True for "two more planes": what a day added is no total."""
    near = {token.lower for token in scene.tokens[max(0, draft.first - 1) : draft.last]}
    return draft.amount.numeral.value < FEW and not near.isdisjoint(scene.words.pseudo_heads | {"another", "further"})


def home_of(statement: Statement | None) -> str | None:
    """The country of the claimant, or the side that the statement is from."""
    if statement is None:
        return None
    if statement.claimant is not None and statement.claimant.country is not None:
        return statement.claimant.country
    return statement.party
