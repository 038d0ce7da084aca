"""Many spans, indexed once: which of them hold or touch another is answered without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import Generic, TypeVar

from attribune.model.document import Span

__all__ = ["SpanIndex", "Spans", "overlapping"]

T = TypeVar("T")


def overlapping(ordered: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of some spans that share a character with one; they are in text order and do not overlap."""
    first = bisect_right(ordered, span.start, key=attrgetter("end"))
    last = bisect_left(ordered, span.end, first, key=attrgetter("start"))
    return ordered[first:last]


class Spans:
    """A set of spans in any order, which may overlap."""

    __slots__ = ("_reach", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted((span.start, span.end) for span in spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))  # the furthest end up to each start

    def holds(self, span: Span) -> bool:
        """True if one of the spans contains this one."""
        at = bisect_right(self._starts, span.start)
        return at > 0 and self._reach[at - 1] >= span.end

    def touches(self, span: Span) -> bool:
        """True if one of the spans overlaps this one."""
        at = bisect_left(self._starts, span.end)
        return at > 0 and self._reach[at - 1] > span.start


class SpanIndex(Generic[T]):
    """Things at spans, which may overlap."""

    __slots__ = ("_items", "_reach", "_starts")

    def __init__(self, items: Iterable[tuple[Span, T]]) -> None:
        self._items = sorted(items, key=lambda item: item[0].start)
        self._starts = [span.start for span, _ in self._items]
        self._reach = list(accumulate((span.end for span, _ in self._items), max))

    def at(self, span: Span) -> list[T]:
        """The things whose spans overlap this one, by where they start, else in the order given."""
        last = bisect_left(self._starts, span.end)
        first = bisect_right(self._reach, span.start, 0, last)  # before it, nothing reaches so far
        return [thing for place, thing in self._items[first:last] if place.end > span.start]
