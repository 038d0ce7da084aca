"""What a filter on a column can ask, by the suffix of its parameter (`low__gte=5`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, cast, func, not_, or_
from sqlalchemy import Text as SqlText

from attribune.errors import AttribuneError
from attribune.store.dialect import glob

__all__ = ["OPERATORS", "Condition", "ListingError", "bindable", "condition_on", "contains", "fits"]

Column = ColumnElement[Any]


class ListingError(AttribuneError):
    """A question that a listing cannot be asked: no such column, operator or page."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter on one column; `operator` is a key of OPERATORS."""

    column: str
    operator: str
    value: str


def bindable(value: object) -> bool:
    """True if a database takes the value as it is."""
    if isinstance(value, int):
        return not isinstance(value, bool) and -(2**63) <= value < 2**63
    return value is None or isinstance(value, str | float)


def condition_on(table: Subquery, condition: Condition) -> ColumnElement[bool]:
    """The filter as SQL. ListingError where there is no such operator."""
    if condition.operator not in OPERATORS:
        raise ListingError(f"no operator {condition.operator!r}", f"choose one of {', '.join(OPERATORS)}")
    return OPERATORS[condition.operator](table.c[condition.column], condition.value)


def fits(column: Column, value: object) -> bool:
    """True if the column can hold the value: PostgreSQL compares no text with numbers."""
    return value is None or isinstance(value, str) == isinstance(column.type, SqlText)


def contains(column: Column, words: str) -> ColumnElement[bool]:
    """The words stand in the column, in any case of letters."""
    return _like("%", "%")(column, words)


def _typed(column: Column, value: str) -> Any:
    """The value as the column's type, so that 9 < 10 and not "9" > "10"."""
    if isinstance(column.type, SqlText):
        return value
    for kind in (int, float):
        try:
            number = kind(value)
        except ValueError:
            continue
        if bindable(number) and isfinite(number):
            return number
    raise ListingError(f"{column.name}: {value!r} is not a number", "write digits, as in 812 or 7.5")


def _like(before: str, after: str) -> Callable[[Column, str], Column]:
    def matches(column: Column, value: str) -> Column:
        escaped = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return cast(column, SqlText).ilike(f"{before}{escaped}{after}", escape="\\")

    return matches


def _listed_values(value: str) -> Sequence[str]:
    """The values of `in`: a JSON list, or words between commas."""
    if value.startswith("["):
        try:
            found = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise ListingError(f"{value!r} is no JSON list", 'write ["a", "b"], or a,b') from error
        return [str(each) for each in found]
    return [each.strip() for each in value.split(",")]


OPERATORS: dict[str, Callable[[Column, str], Column]] = {
    "exact": lambda column, value: column == _typed(column, value),
    "not": lambda column, value: column != _typed(column, value),
    "contains": _like("%", "%"),
    "notcontains": lambda column, value: or_(column.is_(None), not_(_like("%", "%")(column, value))),
    "startswith": _like("", "%"),
    "endswith": _like("%", ""),
    "gt": lambda column, value: column > _typed(column, value),
    "gte": lambda column, value: column >= _typed(column, value),
    "lt": lambda column, value: column < _typed(column, value),
    "lte": lambda column, value: column <= _typed(column, value),
    "like": lambda column, value: cast(column, SqlText).ilike(value),
    "notlike": lambda column, value: cast(column, SqlText).not_ilike(value),
    "glob": lambda column, value: glob(cast(column, SqlText), value),
    "in": lambda column, value: column.in_([_typed(column, each) for each in _listed_values(value)]),
    "notin": lambda column, value: column.not_in([_typed(column, each) for each in _listed_values(value)]),
    "date": lambda column, value: func.substr(cast(column, SqlText), 1, 10) == value,
    "isnull": lambda column, _: column.is_(None),
    "notnull": lambda column, _: column.is_not(None),
    "isblank": lambda column, _: or_(column.is_(None), cast(column, SqlText) == ""),
    "notblank": lambda column, _: and_(column.is_not(None), cast(column, SqlText) != ""),
}
"""What a filter can ask, by the suffix of its parameter (`low__gte=5`): the names are Datasette's."""
