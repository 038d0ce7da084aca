"""Who claims a quantity: the innermost statement around it, or the one that introduced its list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from attribune.model import QuantityReading, Span, Statement

__all__ = ["Told", "framing", "home_of", "innermost"]


@dataclass(frozen=True, slots=True)
class Told:
    """A reading with its sentence and side: the list that a later sentence may go on with."""

    reading: QuantityReading
    sentence: int
    party: str | None


def innermost(span: Span, statements: Sequence[Statement]) -> int | None:
    """The place of the smallest statement whose content holds the span, or at least half of it."""
    holding = [
        (sum(len(part) for part in statement.content), place)
        for place, statement in enumerate(statements)
        if any(part.contains(span) for part in statement.content)
    ]
    if holding:
        return min(holding)[1]
    touching = [
        (-shared, place)
        for place, statement in enumerate(statements)
        if (shared := sum(_shared(part, span) for part in statement.content)) * 2 >= len(span)
    ]
    return min(touching)[1] if touching else None


def _shared(left: Span, right: Span) -> int:
    return max(0, min(left.end, right.end) - max(left.start, right.start))


def framing(frame: Span, statements: Sequence[Statement]) -> int | None:
    """The place of the statement that the heading of a list belongs to: its lines go on with what it introduced."""
    for place, statement in enumerate(statements):
        said_here = any(span is not None and frame.contains(span) for span in (statement.source, statement.cue))
        if said_here and any(part.end >= frame.end - 2 for part in statement.content):
            return place
    return None


def home_of(statement: Statement | None) -> str | None:
    """The country of the claimant, or the side that the statement is from."""
    if statement is None:
        return None
    if statement.claimant is not None and statement.claimant.country is not None:
        return statement.claimant.country
    return statement.party
