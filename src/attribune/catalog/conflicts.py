"""Conflicts: their day 1, the words that name them, and who stands on which side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

__all__ = ["Conflict", "conflicts_from"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One war or campaign. Days are counted from `day_one`, which is day 1.

    `names` are words that name the conflict itself ("the invasion", "special military operation"); `zone` lists the
    countries it is fought in; `sides` the country codes and party ids of each side, and `allies` those that support it.
    """

    id: str
    name: str
    day_one: date | None
    names: tuple[str, ...]
    zone: tuple[str, ...]
    sides: tuple[tuple[str, tuple[str, ...]], ...]
    allies: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ended: date | None = None

    def date_of_day(self, ordinal: int) -> date | None:
        """The date of the conflict's n-th day; None where its days are not counted."""
        if self.day_one is None or ordinal < 1:
            return None
        return date.fromordinal(self.day_one.toordinal() + ordinal - 1)

    def side_of(self, member: str) -> str | None:
        """The side that a country code or party id fights on; None for anybody else."""
        return next((side for side, members in self.sides if member in members), None)

    def role_of(self, member: str) -> str | None:
        """`belligerent`, `ally` or None."""
        if self.side_of(member) is not None:
            return "belligerent"
        return "ally" if any(member in members for _, members in self.allies) else None


def conflicts_from(rows: list[Mapping[str, Any]]) -> tuple[Conflict, ...]:
    """The conflicts of compiled data."""
    return tuple(
        Conflict(
            id=row["id"],
            name=row["name"],
            day_one=_day(row.get("day_one")),
            names=tuple(row.get("names", ())),
            zone=tuple(row["zone"]),
            sides=tuple((side, tuple(members)) for side, members in row["sides"].items()),
            allies=tuple((side, tuple(members)) for side, members in row.get("allies", {}).items()),
            ended=_day(row.get("ended")),
        )
        for row in rows
    )


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
