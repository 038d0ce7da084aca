"""Series as SVG, drawn here: lines for records, points for reports, rings where they disagree. Needs no scripts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

__all__ = ["Dot", "Line", "chart", "ticks"]

WIDTH, HEIGHT = 960, 440
LEFT, RIGHT, TOP, BOTTOM = 76, 28, 16, 44


@dataclass(frozen=True, slots=True)
class Line:
    """A copy of a record: its name and its values by day."""

    name: str
    values: tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A reported figure. `low` and `high` are set where it is a bound or range; `ring` marks disagreement."""

    day: date
    value: float
    low: float | None
    high: float | None
    label: str
    href: str
    ring: str | None = None  # the verdict that earns a ring


@dataclass(frozen=True, slots=True)
class _Frame:
    """Days and values to pixels."""

    first: date
    last: date
    low: float
    high: float

    def x(self, day: date) -> float:
        days = max((self.last - self.first).days, 1)
        return LEFT + (day - self.first).days / days * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - (value - self.low) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM)


def chart(lines: Sequence[Line], dots: Sequence[Dot], title: str) -> Markup | None:
    """The chart of a series; None where there is nothing to draw."""
    frame = _frame(lines, dots)
    if frame is None:
        return None
    parts = [
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{escape(title)}" '
        f'data-first="{frame.first}" data-last="{frame.last}" data-left="{LEFT}" data-right="{WIDTH - RIGHT}">',
        *_axes(frame),
        *(part for at, line in enumerate(lines) for part in _line(line, at, frame)),
        *(part for dot in dots for part in _dot(dot, frame)),
        "</svg>",
    ]
    return Markup("\n".join(parts))


def _frame(lines: Sequence[Line], dots: Sequence[Dot]) -> _Frame | None:
    days = [day for line in lines for day, _ in line.values] + [dot.day for dot in dots]
    values = [value for line in lines for _, value in line.values]
    values += [each for dot in dots for each in (dot.value, dot.low, dot.high) if each is not None]
    if not days:
        return None
    marks = ticks(min(values), max(values))
    first, last = min(days), max(days)
    if first == last:
        first, last = first - timedelta(days=3), last + timedelta(days=3)
    return _Frame(first, last, marks[0], marks[-1])


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round values from below `low` to above `high`, at most about `most` of them, evenly apart."""
    if high - low <= 1e-6 * max(abs(low), abs(high)):  # one value, as far as a drawing can tell
        low, high = low - max(abs(low) * 0.05, 1), high + max(abs(high) * 0.05, 1)
    rough = (high - low) / (most - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [at * step for at in range(first, last + 1)]


def _axes(frame: _Frame) -> Iterator[str]:
    for value in ticks(frame.low, frame.high):
        if not frame.low <= value <= frame.high:
            continue
        y = frame.y(value)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="tick" x="{LEFT - 10}" y="{y + 4:.1f}" text-anchor="end">{_number(value)}</text>'
    for day, label in _days(frame.first, frame.last):
        x = frame.x(day)
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{HEIGHT - BOTTOM}" y2="{HEIGHT - BOTTOM + 6}"/>'
        yield f'<text class="tick" x="{x:.1f}" y="{HEIGHT - BOTTOM + 22}" text-anchor="middle">{label}</text>'


def _days(first: date, last: date) -> Iterator[tuple[date, str]]:
    """Days to label: every so many days, first days of months, or of years."""
    length = (last - first).days
    if length <= 60:
        step = max(1, round(length / 7))
        for offset in range(0, length + 1, step):
            day = first + timedelta(days=offset)
            yield day, f"{day.day} {day:%b}" + (f" {day.year}" if offset == 0 else "")
        return
    months = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 240, 1200) if length / 30.4 / step <= 9)
    month = first.year * 12 + first.month - 1
    while (day := date(month // 12, month % 12 + 1, 1)) <= last:
        if day >= first and month % months == 0:
            yield day, f"{day.year}" if months >= 12 else f"{day:%b} {day.year}"
        month += 1


def _line(line: Line, at: int, frame: _Frame) -> Iterator[str]:
    points = " ".join(f"{frame.x(day):.1f},{frame.y(value):.1f}" for day, value in line.values)
    name = f"<title>record, copy {escape(line.name)}</title>"
    yield f'<polyline class="record record-{at % 3}" points="{points}">{name}</polyline>'


def _dot(dot: Dot, frame: _Frame) -> Iterator[str]:
    x, y = frame.x(dot.day), frame.y(dot.value)
    yield f'<a href="{escape(dot.href)}" aria-label="{escape(dot.label)}">'
    yield f"<title>{escape(dot.label)}</title>"
    if dot.low is not None and dot.high is not None:
        low, high = frame.y(dot.low), frame.y(dot.high)
        yield f'<line class="range" x1="{x:.1f}" x2="{x:.1f}" y1="{low:.1f}" y2="{high:.1f}"/>'
    if dot.ring is not None:
        yield f'<circle class="ring ring-{escape(dot.ring)}" cx="{x:.1f}" cy="{y:.1f}" r="10"/>'
    yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="5"/></a>'


def _number(value: float) -> str:
    return f"{round(value, 6):,.10g}"
