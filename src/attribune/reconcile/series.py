"""Series: what one claimant's running totals became over time, as reports carried them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attribune.model import Claim, Reference, Series, SeriesPoint

__all__ = ["series"]

Key = tuple[str, str, str | None]


def series(claims: Iterable[Claim]) -> tuple[Series, ...]:
    """One series per claimant, category and subject of the cumulative figures; points by day.

    Numbers of different claimants are never put together. A point's day is the end of the figure's period, else the
    day of publication; a figure without either is in no series. Reports that differ for one day are two points.
    """
    claimants: dict[Key, Reference] = {}
    points: dict[Key, list[SeriesPoint]] = {}
    for claim in claims:
        day = _day(claim)
        if claim.quantity is None or not claim.cumulative or claim.claimant is None or day is None:
            continue
        if claim.category is None or claim.quantity.value.unit is not None:
            continue
        key = (claim.claimant.id or claim.claimant.name, claim.category, claim.subject)
        claimants.setdefault(key, claim.claimant)
        points.setdefault(key, []).append(SeriesPoint(day, claim.quantity.value, claim.id, claim.document_id))
    return tuple(
        Series(claimants[key], key[1], key[2], tuple(sorted(found, key=lambda point: (point.as_of, point.claim_id))))
        for key, found in sorted(points.items(), key=lambda item: (item[0][0], item[0][1], item[0][2] or ""))
    )


def _day(claim: Claim) -> date | None:
    if claim.period is not None and claim.period.end is not None:
        return claim.period.end
    try:
        return None if claim.published is None else date.fromisoformat(claim.published[:10])
    except ValueError:
        return None
