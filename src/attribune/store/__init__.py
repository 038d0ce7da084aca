"""The ledger: Store, Writer and View protocols, and the SQL implementation behind `open_ledger`."""

from attribune.store.protocols import (
    AuditEntry,
    Change,
    ClaimFilter,
    Entry,
    Failure,
    LinkScope,
    Outcome,
    PartyCount,
    PartyFilter,
    Problem,
    Run,
    Store,
    StoredClaim,
    Touched,
    View,
    Words,
    Writer,
)
from attribune.store.sql import open_ledger

__all__ = [
    "AuditEntry",
    "Change",
    "ClaimFilter",
    "Entry",
    "Failure",
    "LinkScope",
    "Outcome",
    "PartyCount",
    "PartyFilter",
    "Problem",
    "Run",
    "Store",
    "StoredClaim",
    "Touched",
    "View",
    "Words",
    "Writer",
    "open_ledger",
]
