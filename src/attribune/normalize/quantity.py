"""The quantities of a document: `find_quantities`.

Invariant: a quantity's value is the number as printed, never converted or added up; what bounds it is its qualifier.
"""

from __future__ import annotations

from attribune.catalog import Catalog
from attribune.model import (
    Document,
    DocumentFacts,
    Mentions,
    Quantity,
    QuantityReading,
    Reference,
    Slot,
    Span,
    Statement,
    TimeReading,
)
from attribune.normalize.quantity_context import Told, innermost, period_of, subject_of
from attribune.normalize.quantity_draft import Draft, draft_quantities
from attribune.normalize.quantity_scene import Scene, scene_of

__all__ = ["find_quantities"]


def find_quantities(
    document: Document,
    mentions: Mentions,
    statements: tuple[Statement, ...],
    times: tuple[TimeReading, ...],
    facts: DocumentFacts,
    catalog: Catalog,
) -> tuple[QuantityReading, ...]:
    """Every number that counts something a report claims, with what it counts, whose it is, and who says so.

    Numbers inside the words that name a source ("two diplomats said") and in boilerplate are left out.
    """
    scene = scene_of(document, mentions, statements, times, facts, catalog)
    sources = [statement.source for statement in statements if statement.source is not None]
    told: list[Told] = []
    for draft in draft_quantities(scene):
        span = draft.span(scene)
        if any(source.contains(span) for source in sources):
            continue
        told.append(_read(scene, draft, span, told))
    return tuple(each.reading for each in told)


def _read(scene: Scene, draft: Draft, span: Span, told: list[Told]) -> Told:
    """The reading of one draft, in the light of those before it."""
    place = scene.sentence(draft.amount.number)
    at = innermost(span, scene.statements)
    statement = None if at is None else scene.statements[at]
    claimant: Reference | None = None if statement is None else statement.claimant
    party = None if statement is None else statement.party
    if statement is None and draft.lead is not None and told and told[-1].reading.statement is not None:
        # The lines of a bulletin go on with the statement that introduced them.
        at, claimant, party = told[-1].reading.statement, told[-1].reading.claimant, told[-1].party
    subject = subject_of(scene, draft, statement, told)
    period, cumulative = period_of(scene, draft, told, party)
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
    return Told(reading, place, party)


def _with_rate(scene: Scene, draft: Draft) -> Quantity:
    """The quantity with its rate as unit: "100 soldiers a day"."""
    quantity = draft.amount.quantity
    rate = scene.words.rates.at(scene.tokens, draft.last)
    if rate is None or quantity.unit is not None:
        return quantity
    return Quantity(quantity.low, quantity.best, quantity.high, quantity.qualifier, rate[0], quantity.vague)


def _unit_text(scene: Scene, draft: Draft) -> str | None:
    """The words after the number: the noun or the measure."""
    start = scene.tokens[draft.amount.after - 1].end
    end = scene.tokens[draft.last - 1].end
    return scene.document.text[start:end].strip(" -‐‑") or None if end > start else None
