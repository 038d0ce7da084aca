"""The review queue: which claims need eyes first, as one SELECT, with the reasons in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, inspect, literal, or_, select

from attribune.model import LinkKind, Verdict
from attribune.store.audit import audit
from attribune.store.browse import Browser, Listed
from attribune.store.tables import claims, links
from attribune.web.checked import Book

__all__ = ["WEIGHTS", "queue", "reasons_for"]

_MOST_CHECKS = 5000
_HARM = ("strike", "shelling", "attack", "remote_explosive", "military_death", "civilian_death", "mass_grave_discovery")
_COUNTS = ("killed", "injured", "missing", "personnel", "prisoner", "displaced", "body_exhumed", "mass_grave")
_LARGE = 100

WEIGHTS: Mapping[str, tuple[int, str]] = {
    "contradicted": (5, "another claim contradicts it"),
    "checked": (5, "the claimant’s own record says otherwise"),
    "unsure": (3, "a link that a rule was not sure of"),
    "harm": (2, "people are said to be harmed, or the number is large"),
    "nobody": (2, "nobody is named as claimant"),
    "unverified": (1, "the outlet calls it unverified or contested"),
    "alone": (1, "no other claim is linked to it"),
}
"""What puts a claim forward, by how much, and how that is said."""


def queue(browser: Browser, book: Book) -> Listed:
    """Claims that nobody has judged, most pressing first: a listing with one column for each weight."""
    conditions = _conditions(book)
    found = [case((condition, 1), else_=0).label(name) for name, condition in conditions.items()]
    score: ColumnElement[Any] = literal(0)
    for name, condition in conditions.items():
        score = score + case((condition, WEIGHTS[name][0]), else_=0)
    chosen = select(claims.c.row, claims.c.id, *found, score.label("score")).where(
        claims.c.recorded_to.is_(None), or_(claims.c.kind != "statement", claims.c.verification != "not stated")
    )
    if audit.name in inspect(browser.connection).get_table_names():
        chosen = chosen.where(claims.c.id.not_in(_judged()))
    return Listed(chosen, "row", "score", True)


def _judged() -> Select[Any]:
    """Claims whose reading somebody has judged and not taken back: the last word of each person counts."""
    later = audit.alias("later")
    taken_over = select(later.c.row).where(
        later.c.subject == audit.c.subject, later.c.by == audit.c.by, later.c.scale == "reading",
        later.c.action == "assess", later.c.row > audit.c.row,
    )  # fmt: skip
    mine = select(audit.c.subject).where(
        audit.c.action == "assess", audit.c.scale == "reading", audit.c.new.is_not(None)
    )
    return mine.where(~taken_over.exists())


def _conditions(book: Book) -> dict[str, ColumnElement[bool]]:
    wrong = [
        claim_id
        for claim_id, check in book.by_claim.items()
        if check.verdict in (Verdict.DISAGREES, Verdict.COPIES_DISAGREE)
    ][:_MOST_CHECKS]
    size = func.coalesce(claims.c.best, claims.c.low, claims.c.high, 0)
    large = and_(size >= _LARGE, or_(claims.c.cumulative.is_(None), claims.c.cumulative == 0), claims.c.unit.is_(None))
    return {
        "contradicted": _linked(LinkKind.CONTRADICTS),
        "checked": claims.c.id.in_(wrong),
        "unsure": _linked(LinkKind.UNSURE),
        "harm": or_(claims.c.event_type.in_(_HARM), claims.c.category.in_(_COUNTS), large),
        "nobody": claims.c.claimant.is_(None),
        "unverified": claims.c.verification.in_(("unverified", "contested")),
        "alone": ~_linked(LinkKind.SAME_EVENT, LinkKind.CORROBORATES),
    }


def _linked(*kinds: LinkKind) -> ColumnElement[bool]:
    """True for a claim at either end of a current link of these kinds."""
    current = and_(links.c.recorded_to.is_(None), links.c.kind.in_([kind.value for kind in kinds]))
    return or_(
        claims.c.id.in_(select(links.c.left).where(current)), claims.c.id.in_(select(links.c.right).where(current))
    )  # fmt: skip


def reasons_for(row: Mapping[str, Any]) -> Iterable[str]:
    """Why a row of the queue stands where it does."""
    return [words for name, (_, words) in WEIGHTS.items() if row[name]]
