"""The quantities of a document: `find_quantities`.

Invariant: a quantity's value is the number as printed, never converted or added up; what bounds it is its qualifier.
"""

from __future__ import annotations

from dataclasses import replace

from attribune.catalog import Catalog
from attribune.model import (
    Document,
    DocumentFacts,
    Mentions,
    Number,
    Quantity,
    QuantityReading,
    Reference,
    Slot,
    Span,
)
from attribune.normalize.quantity_context import Told, framing, going_on, innermost
from attribune.normalize.quantity_draft import Draft, draft_quantities
from attribune.normalize.quantity_kinds import LOSSES, VOTES
from attribune.normalize.quantity_period import period_of
from attribune.normalize.quantity_scene import Around, Scene, scene_of
from attribune.normalize.quantity_subject import subject_of

__all__ = ["Around", "find_quantities"]

TOTAL = 1000  # so many are lost in a war, not in an attack


def find_quantities(
    document: Document, mentions: Mentions, around: Around, facts: DocumentFacts, catalog: Catalog
) -> tuple[QuantityReading, ...]:
    """Every number that counts something a report claims, with what it counts, whose it is, and who says so.

    Numbers inside the words that name a source ("two diplomats said") and in boilerplate are left out.
    """
    scene = scene_of(document, mentions, around, facts, catalog)
    told: list[Told] = []
    for draft in draft_quantities(scene):
        span = draft.span(scene)
        if draft.slug not in VOTES and scene.sources.holds(span):
            continue
        told.append(_read(scene, draft, span, told))
    return _with_headline(tuple(each.reading for each in told), facts)


def _with_headline(readings: tuple[QuantityReading, ...], facts: DocumentFacts) -> tuple[QuantityReading, ...]:
    """The readings; a figure of the headline takes period and subject from the figure of the text that it rounds.

    So does a total told again elsewhere in the text, without its period.
    """
    title = facts.title_span
    done = []
    for reading in readings:
        in_title = title is not None and title.contains(reading.value.span)
        if (in_title or _again(reading)) and reading.period is None:
            told = next((other for other in readings if _rounds(reading, other)), None)
            if told is not None:
                reading = replace(reading, period=told.period, cumulative=told.cumulative, subject=told.subject)
        done.append(reading)
    return tuple(done)


def _again(reading: QuantityReading) -> bool:
    """True for a number of losses that is too large to be of one incident."""
    number = _number(reading.value.value)
    return reading.category in LOSSES and number is not None and number >= TOTAL


def _rounds(headline: QuantityReading, told: QuantityReading) -> bool:
    """True if the headline's figure is the text's, rounded: the same thing, at most a twentieth apart."""
    if headline is told or headline.category != told.category or told.period is None or not told.cumulative:
        return False
    left, right = _number(headline.value.value), _number(told.value.value)
    return left is not None and right is not None and abs(left - right) * 20 <= right


def _number(quantity: Quantity) -> Number | None:
    return next((bound for bound in (quantity.best, quantity.low, quantity.high) if bound is not None), None)


def _read(scene: Scene, draft: Draft, span: Span, told: list[Told]) -> Told:
    """The reading of one draft, in the light of those before it."""
    place = scene.sentence(draft.amount.number)
    at = innermost(span, scene.statements, scene.told_at(span))
    if at is None and (frame := scene.frame(place)) is not None:
        at = framing(scene.chars(frame), scene.statements)
    if at is None and draft.lead is not None and told:
        at = told[-1].reading.statement  # the lines of a bulletin go on with what was told before
    goes_on = going_on(scene, draft, told, at)
    at = goes_on.reading.statement if goes_on is not None else at
    statement = None if at is None else scene.statements[at]
    claimant: Reference | None = None if statement is None else statement.claimant
    party = None if statement is None else statement.party
    subject = subject_of(scene, draft, statement, told, goes_on)
    period, cumulative = period_of(scene, draft, told, party, goes_on)
    quantity = _with_rate(scene, draft)
    reading = QuantityReading(
        value=Slot(quantity, span.of(scene.document.text), span),
        category=draft.slug,
        subject=subject,
        claimant=claimant,
        period=period,
        cumulative=cumulative,
        statement=at,
        unit_text=_unit_text(scene, draft),
    )
    return Told(reading, place, party, carried=goes_on is not None)


def _with_rate(scene: Scene, draft: Draft) -> Quantity:
    """The quantity with its rate as unit: "100 soldiers a day"."""
    quantity = draft.amount.quantity
    rate = scene.words.rates.at(scene.tokens, draft.last)
    ago = (
        rate is not None and rate[1] < len(scene.tokens) and scene.tokens[rate[1]].lower in {"ago", "earlier", "before"}
    )
    if rate is None or ago or quantity.unit is not None:
        return quantity
    return Quantity(quantity.low, quantity.best, quantity.high, quantity.qualifier, rate[0], quantity.vague)


def _unit_text(scene: Scene, draft: Draft) -> str | None:
    """The words after the number: the noun or the measure."""
    start = scene.tokens[draft.amount.after - 1].end
    end = scene.tokens[draft.last - 1].end
    return scene.document.text[start:end].strip(" -‐‑") or None if end > start else None
