"""Quotations that are paragraphs of their own: bare ones that the tagger passed over, and ones that run on.

A quotation that runs on over paragraphs (each opens it again, only the last closes it) is one content of one
attribution. Whose a bare one is, the paragraphs around it say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from attribune.model import Attribution, Quotation, Span

__all__ = ["with_running"]

_FEWEST_WORDS = 3


def with_running(
    text: str, blocks: Sequence[Span], quoted: Sequence[Quotation], found: Sequence[Attribution]
) -> list[Attribution]:
    """The attributions with bare quotations of whole paragraphs, those that run on joined to what they go on with."""
    made = list(found)
    before: Quotation | None = None
    for quotation in quoted:
        block = next((one for one in blocks if one.contains(quotation.span)), None)
        if block is not None and _is_all(text, quotation, block):
            made = _with(quotation, before if quotation.continues else None, made)
        before = quotation
    return made


def _is_all(text: str, quotation: Quotation, block: Span) -> bool:
    """True if the quotation opens the paragraph and nothing but a stop stands behind it."""
    if quotation.span.start != block.start or len(quotation.span.of(text).split()) < _FEWEST_WORDS:
        return False
    return not text[quotation.span.end : block.end].strip(" .,…")


def _with(quotation: Quotation, before: Quotation | None, found: Sequence[Attribution]) -> list[Attribution]:
    own = [one for one in found if any(span.overlaps(quotation.span) for span in one.content)]
    if any(one.cue is not None or one.source is not None for one in own):
        return list(found)
    earlier = _that_holds(before, found)
    if earlier is None:
        return list(found) if own else [*found, Attribution((quotation.span,))]
    kept = [one for one in found if one not in own and one is not earlier]
    return [*kept, replace(earlier, content=(*earlier.content, quotation.span))]


def _that_holds(quotation: Quotation | None, found: Sequence[Attribution]) -> Attribution | None:
    """The attribution whose content holds the end of a quotation."""
    if quotation is None:
        return None
    end = Span(quotation.span.end - 1, quotation.span.end)
    holding = [one for one in found if any(span.start < end.end and span.end >= end.start for span in one.content)]
    return min(holding, key=lambda one: sum(map(len, one.content)), default=None)
