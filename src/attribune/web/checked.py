"""Checks for the page: every figure held against the records, worked out once for each state of the ledger.

They are kept in a database in memory, so that checks are listed, filtered and counted like everything else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import REAL, Column, MetaData, Table, Text

from attribune.model import Check
from attribune.reconcile import checks, index_records
from attribune.reconcile.records import RECORDS
from attribune.store import ClaimFilter, PartyFilter
from attribune.store.browse import Browser
from attribune.web.memory import MemoryListing, in_memory

__all__ = ["CHECK_FACETS", "Book", "CheckBook", "check_row"]

CHECK_FACETS = ("verdict", "claimant", "category")

_table = Table(
    "checks",
    MetaData(),
    *(Column(name, Text) for name in "claim_id document_id document outlet claimant_id claimant".split()),
    *(Column(name, Text) for name in "category subject as_of".split()),
    *(Column(name, REAL) for name in ("low", "best", "high")),
    *(Column(name, Text) for name in "qualifier verdict reason records".split()),
)


@dataclass(frozen=True, slots=True)
class Book:
    """All checks of one state of the ledger, by claim and as a listing."""

    version: str
    by_claim: Mapping[str, Check]
    listing: MemoryListing


class CheckBook:
    """Hands out the checks of the ledger as it is now; works them out again when it has changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._book: Book | None = None

    def of(self, browser: Browser) -> Book:
        """The checks of what the browser sees. Past moments are worked out each time."""
        version = f"{browser.version()} {browser.as_of}"
        with self._lock:
            if self._book is None or self._book.version != version:
                self._book = _work_out(browser, version)
            return self._book


def _work_out(browser: Browser, version: str) -> Book:
    index = index_records(browser.records())
    recorded = [record for record in RECORDS.values() if record.name in index.copies]
    ids = frozenset(claimant for record in recorded for claimant in record.claimants)
    names = frozenset(name for record in recorded for name in record.names)
    facets = ClaimFilter(kinds=("quantity",), cumulative=True, by=PartyFilter("claimants of records", ids, names))
    figures = (stored.claim for stored in browser.claims(facets)) if recorded else iter(())
    by_claim = {check.claim_id: check for check in checks(figures, index)}
    titles = {document.id: (document.title, document.outlet) for document in browser.documents()} if by_claim else {}
    rows = [check_row(check, *titles.get(check.document_id, (None, None))) for check in by_claim.values()]
    return Book(version, by_claim, in_memory(_table, rows, key="claim_id", sort="as_of"))


def check_row(check: Check, title: str | None, outlet: str | None) -> dict[str, Any]:
    """A check as a flat row; `records` is JSON: a list of copy and value."""
    reported = check.reported
    return {
        "claim_id": check.claim_id,
        "document_id": check.document_id,
        "document": title,
        "outlet": outlet,
        "claimant_id": check.claimant.id,
        "claimant": check.claimant.name,
        "category": check.category,
        "subject": check.subject,
        "as_of": check.as_of.isoformat() if check.as_of is not None else None,
        "low": reported.low,
        "best": reported.best,
        "high": reported.high,
        "qualifier": reported.qualifier.value,
        "verdict": check.verdict.value,
        "reason": check.reason,
        "records": json.dumps([{"copy": copy.copy, "value": copy.value} for copy in check.records]),
    }
