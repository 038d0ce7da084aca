"""The claim: one claimant's commitment to one proposition, and the ledger's unit.

Invariant: a claim's id hashes where it stands and of what kind it is (document, kind, spans), never its values. A
better normaliser therefore revises a claim and does not duplicate it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from attribune.model.document import Span
from attribune.model.mention import Style
from attribune.model.reading import Status, Verification
from attribune.model.value import Quantity, Reference, Slot, TimeInterval

__all__ = ["Claim", "ClaimKind", "claim_id"]


class ClaimKind(StrEnum):
    """What sort of proposition is claimed."""

    STATEMENT = "statement"
    QUANTITY = "quantity"
    EVENT = "event"
    CONTROL = "control"
    PLEDGE = "pledge"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claimant's commitment to one proposition, with the words for every value.

    `claimant` is None where the text names nobody; it is the outlet where the article speaks in its own voice
    (`status` reported_as_fact). `spans` are the words that state the proposition; `source` and `cue` the words
    that attribute it. `published` is the document's day (ISO), None where nothing fixes it.
    """

    id: str
    document_id: str
    kind: ClaimKind
    spans: tuple[Span, ...]
    text: str
    claimant: Reference | None
    party: str | None
    stance: str | None
    status: Status
    verification: Verification
    style: Style | None = None
    source: Span | None = None
    cue: Span | None = None
    hedges: tuple[Span, ...] = ()
    relay: tuple[Reference, ...] = ()
    quantity: Slot[Quantity] | None = None
    category: str | None = None
    subject: str | None = None
    cumulative: bool | None = None
    period: TimeInterval | None = None
    event_type: str | None = None
    actor: Reference | None = None
    target: Reference | None = None
    place: Reference | None = None
    time: TimeInterval | None = None
    equipment: tuple[Reference, ...] = ()
    published: str | None = None


def claim_id(document_id: str, kind: ClaimKind, spans: Sequence[Span]) -> str:
    """An id from document, kind and spans: the same on every run and machine."""
    where = ";".join(f"{span.start}-{span.end}" for span in spans)
    return "c" + hashlib.sha256(f"{document_id}\x1f{kind}\x1f{where}".encode()).hexdigest()[:16]
