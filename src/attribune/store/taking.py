"""Claims that another ledger exported, taken into this one with the documents that they stand in.

A document that the ledger holds is left as it is: its own reading is not overruled by somebody else's. One that it
lacks comes in with its claims, each value as it was; the times are this ledger's, because it learnt of them now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from attribune.model import Claim, Document, DocumentFacts, Reading, text_hash
from attribune.store.protocols import ClaimFilter, Entry
from attribune.store.sql import SqlStore
from attribune.store.view import SqlView

__all__ = ["IMPORTED", "Carried", "Taken", "take_claims"]

IMPORTED = "imported"
"""The analysis of documents that came in this way: `attribune add` reads them again."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Claims of one document, and the document if the file has its text here."""

    document_id: str
    document: Document | None
    claims: tuple[Claim, ...]


@dataclass(slots=True)
class Taken:
    """What became of the claims of a file: taken in, of documents that are here already, or without a text."""

    added: int = 0
    known: int = 0
    skipped: int = 0
    documents: int = 0


def take_claims(store: SqlStore, carried: Iterable[Carried]) -> Taken:
    """Take in what is new, each document in one transaction."""
    taken = Taken()
    for each in carried:
        with store.writer() as writer:
            view = SqlView(writer._connection)
            held = view.document(each.document_id)
            if held is not None and view.analysis_of(each.document_id) != IMPORTED:
                taken.known += len(each.claims)
                continue
            document = held or each.document
            if document is None or not _fits(document, each):
                taken.skipped += len(each.claims)
                continue
            before = {stored.claim.id: stored.claim for stored in view.claims(ClaimFilter(documents=(document.id,)))}
            new = {claim.id: claim for claim in each.claims if before.get(claim.id) != claim}
            facts = DocumentFacts(title=document.title, language=document.language)
            writer.put(Entry(document, Reading(facts), tuple((before | new).values()), IMPORTED))
        taken.documents += held is None
        taken.added += len(new)
        taken.known += len(each.claims) - len(new)
    return taken


def _fits(document: Document, carried: Carried) -> bool:
    """The text is the one that was hashed, and the claims point into it."""
    size = len(document.text)
    inside = all(span.end <= size for claim in carried.claims for span in claim.spans)
    return document.id == carried.document_id and document.sha256 == text_hash(document.text) and inside
