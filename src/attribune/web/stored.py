"""Rows of listings to whole claims and documents, and the 404 for what is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Any

from starlette.exceptions import HTTPException

from attribune.model import Document
from attribune.store import ClaimFilter, StoredClaim
from attribune.store.browse import Browser
from attribune.web.rows import coarse_claim
from attribune.web.settings import PlacePrecision

__all__ = ["StoredRow", "claim_or_404", "claim_rows", "document_or_404", "document_rows"]

StoredRow = tuple[StoredClaim, Document | None]
_BATCH = 200  # rows looked up at once: SQLite takes 999 variables in its oldest builds


def claim_rows(
    browser: Browser, rows: Iterable[Mapping[str, Any]], precision: PlacePrecision
) -> Iterator[StoredRow]:  # fmt: skip
    """The whole claims of rows of the listing `claims`, in the same order, with their documents."""
    load = lru_cache(maxsize=64)(browser.document)
    remaining = iter(rows)
    while batch := [int(row["row"]) for row in islice(remaining, _BATCH)]:
        for stored in browser.stored(batch):
            coarse = replace(stored, claim=coarse_claim(stored.claim, precision))
            yield coarse, load(stored.claim.document_id)


def claim_or_404(browser: Browser, claim_id: str) -> StoredClaim:
    """The claim with this id: the current version, or the last one of a claim that was withdrawn."""
    current = next(browser.claims(ClaimFilter(ids=(claim_id,))), None)
    if current is not None:
        return current
    history = browser.history(claim_id)
    if not history or browser.as_of is not None:
        raise HTTPException(404, f"no claim {claim_id!r} in this ledger")
    return history[-1]


def document_or_404(browser: Browser, document_id: str) -> Document:
    """The document with this id."""
    found = browser.document(document_id)
    if found is None:
        raise HTTPException(404, f"no document {document_id!r} in this ledger")
    return found


def document_rows(browser: Browser, document_id: str) -> tuple[StoredClaim, ...]:
    """The claims of a document, in order of the text."""
    return tuple(browser.claims(ClaimFilter(documents=(document_id,))))
