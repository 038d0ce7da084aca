"""Loss categories: our slugs, and which column of which public record holds them on which days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

__all__ = ["Categories", "Category", "Column", "categories_from"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of one copy of a record. It holds the category from `valid_from` to `valid_to`, both inclusive."""

    record: str  # the series as its claimant publishes it: "general-staff"
    copy: str  # the compilation read: "petroivaniuk"
    column: str
    category: str
    cumulative: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    adds: bool = False  # a part: the category is the sum of all such columns of the day

    def holds_on(self, day: date) -> bool:
        """True if the column means this category on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Category:
    """What is counted: our slug, and labels for people."""

    slug: str
    label: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Categories:
    """All categories, and the crosswalk to the columns of each record."""

    rows: tuple[Category, ...]
    columns: tuple[Column, ...]

    @cached_property
    def _by_slug(self) -> dict[str, Category]:
        return {row.slug: row for row in self.rows}

    def get(self, slug: str) -> Category | None:
        """The category with this slug."""
        return self._by_slug.get(slug)

    def copies(self, record: str) -> tuple[str, ...]:
        """The copies that we know of a record, sorted."""
        return tuple(sorted({column.copy for column in self.columns if column.record == record}))

    def column(self, copy: str, column: str, on: date) -> Column | None:
        """What a column of a copy means on a day; None where it then has no meaning of ours."""
        rows = (row for row in self.columns if row.copy == copy and row.column == column)
        return next((row for row in rows if row.holds_on(on)), None)

    def columns_for(self, copy: str, category: str, on: date) -> tuple[Column, ...]:
        """The columns of a copy that hold (or together add up to) a category on a day."""
        return tuple(row for row in self.columns if row.copy == copy and row.category == category and row.holds_on(on))


def categories_from(data: Mapping[str, Any]) -> Categories:
    """The categories of compiled data."""
    rows = tuple(
        Category(slug, entry["label"], tuple(entry.get("labels", ()))) for slug, entry in data["categories"].items()
    )
    columns = tuple(
        Column(
            record=crosswalk["record"],
            copy=crosswalk["copy"],
            column=entry["column"],
            category=entry["category"],
            cumulative=bool(entry.get("cumulative", True)),
            valid_from=_day(entry.get("from")),
            valid_to=_day(entry.get("to")),
            adds=bool(entry.get("adds", False)),
        )
        for crosswalk in data["crosswalks"]
        for entry in crosswalk["columns"]
    )
    return Categories(rows, columns)


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
