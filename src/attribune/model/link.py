"""Links between documents or claims: decisions as stored edges, retired but never deleted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Link", "LinkKind", "link_id"]


class LinkKind(StrEnum):
    """What the two ends are to each other."""

    CORROBORATES = "corroborates"
    CONTRADICTS = "contradicts"
    SAME_EVENT = "same-event"
    DISTINCT = "distinct"
    UNSURE = "unsure"
    COPY_OF = "copy-of"  # left is a copy of right


@dataclass(frozen=True, slots=True)
class Link:
    """One edge with its score (0 to 1), the reasons in words, and the rule or person that decided it."""

    id: str
    kind: LinkKind
    left: str
    right: str
    score: float
    reasons: tuple[str, ...]
    decided_by: str


def link_id(kind: LinkKind, left: str, right: str) -> str:
    """An id from kind and ends: the same decision is the same row."""
    return "l" + hashlib.sha256(f"{kind}\x1f{left}\x1f{right}".encode()).hexdigest()[:16]
