"""Rows to the terminal or to a program: tables that fit the width, JSON with all there is, CSV.

Piped output is plain: no colours (nor with NO_COLOR set), no boxes.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

__all__ = ["Column", "console", "emit", "errors", "number", "print_json", "table"]

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, the cell of a row, and how it shares the width."""

    heading: str
    cell: str | Callable[[Row], object]
    style: str | None = None
    right: bool = False
    ratio: int | None = None  # its share of what is left after the columns without one
    width: int | None = None  # at least and at most so wide
    fixed: bool = False  # never wrapped: ids and dates

    def of(self, row: Row) -> Text:
        """The cell's text; unknown is empty."""
        value = row.get(self.cell) if isinstance(self.cell, str) else self.cell(row)
        if isinstance(value, Text):
            return value
        if isinstance(value, list | tuple):
            value = ", ".join(map(str, value))
        return Text("" if value is None else str(value))


def console() -> Console:
    """Standard output."""
    return Console(highlight=False, soft_wrap=False)


def errors() -> Console:
    """Standard error, where progress and remarks go."""
    return Console(stderr=True, highlight=False)


def emit(form: str | None, rows: Iterable[Row], columns: Sequence[Column], *, title: str | None = None) -> None:
    """Print rows as asked: `columns` make the table, JSON and CSV have every key of the rows."""
    if form == "json":
        print_json({"rows": list(rows)})
    elif form == "csv":
        _print_csv(rows)
    else:
        table(list(rows), columns, title=title)


def table(rows: Sequence[Row], columns: Sequence[Column], *, title: str | None = None) -> None:
    """A table on standard output, or a line that says that there is nothing."""
    out = console()
    if not rows:
        out.print("nothing found", style="dim")
        return
    drawn = Table(
        box=box.SIMPLE_HEAD if out.is_terminal else None,
        title=title,
        title_justify="left",
        title_style="bold",
        header_style="bold",
        pad_edge=False,
        padding=(0, 1),
        expand=any(column.ratio for column in columns),
    )
    for column in columns:
        drawn.add_column(
            column.heading,
            style=column.style,
            justify="right" if column.right else "left",
            ratio=column.ratio,
            width=column.width,
            min_width=10 if column.ratio is not None else None,
            no_wrap=column.fixed,
            overflow="fold",
        )
    for row in rows:
        drawn.add_row(*(column.of(row) for column in columns))
    out.print(drawn)


def print_json(value: object) -> None:
    """A value as indented JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def number(value: object) -> str:
    """A number as people read it: 30,850."""
    return f"{value:,}" if isinstance(value, int | float) else ""


def _print_csv(rows: Iterable[Row]) -> None:
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(sys.stdout, list(row))
            writer.writeheader()
        writer.writerow({key: _cell(value) for key, value in row.items()})


def _cell(value: object) -> object:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return value
