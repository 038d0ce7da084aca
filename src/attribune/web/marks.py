"""Marked text: spans of several layers drawn into one piece of HTML, whatever way they overlap."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from attribune.model import Claim, Document, Reading, RegionKind, Span

__all__ = ["LAYERS", "Mark", "claim_marks", "highlighted", "marked", "paragraphs", "reading_marks", "sentence_around"]

LAYERS = tuple("boilerplate caption credit content event hedge source cue quantity place time equipment".split())
"""Every layer, outermost first: where two cover the same words, the earlier one encloses the later."""

_RANK = {layer: rank for rank, layer in enumerate(LAYERS)} | {"hit": len(LAYERS)}
_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9А-ЯЁІЇЄ])|\n+")
_AROUND = 400  # characters to either side in which a sentence is looked for


@dataclass(frozen=True, slots=True)
class Mark:
    """A layer over some words; `note` is what they stand for."""

    span: Span
    layer: str
    note: str | None = None


def marked(text: str, window: Span, marks: Iterable[Mark]) -> Markup:
    """The words of the window as HTML. Marks that cross are split, so that elements nest."""
    cut = [
        Mark(Span(max(mark.span.start, window.start), min(mark.span.end, window.end)), mark.layer, mark.note)
        for mark in marks
        if mark.span.overlaps(window)
    ]
    ordered = sorted(set(cut), key=lambda mark: (mark.span.start, -mark.span.end, _RANK[mark.layer], mark.note or ""))
    return Markup("".join(_drawn(text, window, ordered)))


def _drawn(text: str, window: Span, ordered: Sequence[Mark]) -> Iterator[str]:
    edges = sorted({window.start, window.end, *(edge for mark in ordered for edge in mark.span)})
    open_marks: list[Mark] = []
    waiting = list(ordered)
    for start, end in itertools.pairwise(edges):
        kept = [mark for mark in open_marks if mark.span.end > start]
        # Everything from the first mark that ends here is closed; what goes on is opened again inside.
        same = next((at for at, mark in enumerate(open_marks) if mark.span.end <= start), len(open_marks))
        yield "</span>" * (len(open_marks) - same)
        again = kept[same:]
        while waiting and waiting[0].span.start == start:
            again.append(waiting.pop(0))
        yield from (_opening(mark) for mark in again)
        open_marks = kept[:same] + again
        yield str(escape(text[start:end]))
    yield "</span>" * len(open_marks)


def _opening(mark: Mark) -> str:
    note = "" if mark.note is None else f' title="{escape(mark.note)}"'
    return f'<span class="m m-{mark.layer}"{note}>'


def paragraphs(text: str) -> tuple[Span, ...]:
    """The runs of text between line breaks that hold anything."""
    return tuple(Span(*match.span()) for match in re.finditer(r"[^\n]*\S[^\n]*", text))


def sentence_around(text: str, span: Span) -> Span:
    """The sentence, or sentences, that hold the span."""
    low, high = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    ends = [match.end() for match in _END.finditer(text, low, span.start + 1)]
    start = max((end for end in ends if end <= span.start), default=low)
    after = _END.search(text, max(span.end - 1, 0), high)
    end = after.end() if after is not None else high
    words = text[start:end]
    start = min(start + len(words) - len(words.lstrip()), span.start)
    return Span(start, max(span.end, len(words.rstrip()) + end - len(words)))


def highlighted(phrase: str | None, text: str, window: Span) -> list[Mark]:
    """Marks on the words of a search."""
    words = [re.escape(word) for word in (phrase or "").split()]
    if not words:
        return []
    found = re.finditer("|".join(words), text[window.start : window.end], re.IGNORECASE)
    return [Mark(Span(*match.span()).shift(window.start), "hit") for match in found]


def claim_marks(claim: Claim) -> list[Mark]:
    """The words a claim stands on: source, cue, content, hedges, figure."""
    marks = [Mark(span, "content") for span in claim.spans]
    if claim.source is not None:
        marks.append(Mark(claim.source, "source", claim.claimant.name if claim.claimant is not None else None))
    if claim.cue is not None:
        marks.append(Mark(claim.cue, "cue", claim.stance))
    marks += [Mark(span, "hedge") for span in claim.hedges]
    if claim.quantity is not None:
        marks.append(Mark(claim.quantity.span, "quantity", claim.category))
    return marks


def reading_marks(document: Document, reading: Reading | None, layers: frozenset[str]) -> list[Mark]:
    """Every mark of a document that is in one of the layers."""
    marks = [Mark(span, "boilerplate") for span in document.spans_of(RegionKind.BOILERPLATE)]
    if reading is not None:
        marks += [*_statement_marks(reading), *_value_marks(reading)]
    return [mark for mark in marks if mark.layer in layers]


def _statement_marks(reading: Reading) -> Iterator[Mark]:
    for statement in reading.statements:
        who = statement.claimant.name if statement.claimant is not None else "nobody named"
        yield from (Mark(span, "content", f"{who} {statement.stance or 'withholds'}") for span in statement.content)
        yield from (Mark(span, "hedge", "hedge") for span in statement.hedges)
        if statement.source is not None:
            yield Mark(statement.source, "source", who)
        if statement.cue is not None:
            yield Mark(statement.cue, "cue", statement.stance or "withholds")
    for media in reading.media:
        yield Mark(media.caption, "caption", "caption")
        if media.credit is not None:
            yield Mark(media.credit, "credit", ", ".join(each.name for each in media.credited_to) or "credit")


def _value_marks(reading: Reading) -> Iterator[Mark]:
    for quantity in reading.quantities:
        yield Mark(quantity.value.span, "quantity", quantity.category.replace("_", " "))
    for event in reading.events:
        note = f"{event.type.replace('_', ' ')}, {event.status.value.replace('_', ' ')}"
        yield from (Mark(span, "event", note) for span in dict.fromkeys((event.trigger, *event.mentions)))
    for place in reading.places:
        where = place.value.value
        yield Mark(place.value.span, "place", ", ".join(filter(None, (where.name, where.country))))
    for time in reading.times:
        when = time.value.value
        days = [day.isoformat() for day in dict.fromkeys((when.start, when.end)) if day is not None]
        yield Mark(time.value.span, "time", f"{' to '.join(days)} ({when.basis.value.replace('_', ' ')})")
    for equipment in reading.equipment:
        yield Mark(equipment.value.span, "equipment", f"{equipment.value.value.name} ({equipment.value.value.kind})")
