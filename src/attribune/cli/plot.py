"""A line chart in characters: days across, numbers up. Pure text, so that it can be piped, diffed and tested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from attribune.model import Number

__all__ = ["Line", "plot"]


@dataclass(frozen=True, slots=True)
class Line:
    """One series of a chart with the character that draws it."""

    label: str
    mark: str
    points: tuple[tuple[date, Number], ...]


def plot(lines: Sequence[Line], *, width: int = 78, height: int = 16) -> str:
    """The chart of all lines, later ones on top, with a legend. Empty where there is no point."""
    points = [point for line in lines for point in line.points]
    if not points:
        return ""
    days = [day for day, _ in points]
    values = [value for _, value in points]
    low, high = min(values), max(values)
    margin = max(len(_label(low)), len(_label(high))) + 2
    columns = max(width - margin, 10)
    grid = [[" "] * columns for _ in range(height)]
    for line in lines:
        for day, value in line.points:
            column = _at((day - min(days)).days, (max(days) - min(days)).days, columns)
            row = height - 1 - _at(value - low, high - low, height)
            grid[row][column] = line.mark
    labels = (
        {(height - 1) - (height - 1) // 2: _label(low)} if low == high else {0: _label(high), height - 1: _label(low)}
    )
    drawn = []
    for at, row_of_marks in enumerate(grid):
        label = labels.get(at, "")
        drawn.append(f"{label:>{margin - 2}} ┤{''.join(row_of_marks)}".rstrip())
    first, last = min(days).isoformat(), max(days).isoformat()
    axis = first if first == last else f"{first}{last:>{max(columns - len(first), len(last) + 1)}}"
    legend = "   ".join(f"{line.mark} {line.label}" for line in lines)
    return "\n".join([*drawn, " " * (margin - 1) + "└" + "─" * columns, " " * margin + axis, " " * margin + legend])


def _at(distance: Number, span: Number, cells: int) -> int:
    """The cell of `distance` on an axis of `span` that has so many cells; the middle where the axis has no length."""
    return (cells - 1) // 2 if span == 0 else round(distance / span * (cells - 1))


def _label(value: Number) -> str:
    return f"{value:,}"
