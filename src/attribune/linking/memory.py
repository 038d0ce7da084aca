"""What of a ledger is at hand while its links are worked out: a bounded number of documents and their claims."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from attribune.model import Claim, Mark
from attribune.reconcile.blocking import marks_of as marks_of_claim
from attribune.reconcile.lineage import Report
from attribune.reconcile.lineage import marks_of as marks_of_report
from attribune.reconcile.scope import situated
from attribune.store import ClaimFilter, View

__all__ = ["Memory", "MovedError"]

_CLAIMED = 4_000  # documents whose claims are kept: a few busy days of news
_TOGETHER = 200  # documents whose claims one query reads
_READ = 500  # documents that are kept with their readings


class MovedError(Exception):
    """The ledger is not what it was when its marks were made: start again."""


class Memory:
    """Documents and claims of one moment of a ledger."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._claims: dict[str, dict[str, Claim]] = {}
        self.report = lru_cache(_READ)(self._report)

    def claim(self, document_id: str, claim_id: str) -> Claim:
        """One claim, with the place and time of its statement."""
        found = self.claims_of(document_id).get(claim_id)
        if found is None:
            raise MovedError(claim_id)
        return found

    def text(self, document_id: str) -> str:
        """The text of a document."""
        document = self.view.document(document_id)
        if document is None:
            raise MovedError(document_id)
        return document.text

    def marks(self, document_id: str) -> tuple[Mark, ...]:
        """The marks of a document and of its claims, as they are now."""
        claims = self.claims_of(document_id).values()
        return marks_of_report(self.report(document_id)) + tuple(m for claim in claims for m in marks_of_claim(claim))

    def claims_of(self, document_id: str) -> dict[str, Claim]:
        """The claims of a document by id, with the place and time of their statements."""
        if document_id not in self._claims:
            self.prepare([document_id])
        return self._claims[document_id]

    def prepare(self, documents: Iterable[str]) -> None:
        """Read the claims of these documents together: many small queries take longer than few."""
        missing = sorted({each for each in documents if each not in self._claims})
        for at in range(0, len(missing), _TOGETHER):
            batch = missing[at : at + _TOGETHER]
            while len(self._claims) > _CLAIMED:
                del self._claims[next(iter(self._claims))]  # the one that has been there longest
            self._claims |= {document_id: {} for document_id in batch}
            found = self.view.claims(ClaimFilter(documents=tuple(batch)))
            for document_id, stored in groupby(found, key=lambda each: each.claim.document_id):
                self._claims[document_id] = {claim.id: claim for claim in situated(each.claim for each in stored)}

    def _report(self, document_id: str) -> Report:
        document = self.view.document(document_id)
        if document is None:
            raise MovedError(document_id)
        return Report(document, self.view.reading(document_id))
