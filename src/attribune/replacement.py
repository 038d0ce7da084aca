"""Corrected articles: the earlier version keeps its text and loses its claims, each with a reason in the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from attribune.model import Claim, Document
from attribune.reconcile.versions import Fate, Succession, is_version_of, successions
from attribune.store import AuditEntry, ClaimFilter, Entry, View

__all__ = ["Replacement", "is_replaced", "replacements", "takes_place_of"]

_BY = "versions 1"  # the rule that signs
_REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Replacement:
    """What to write about an earlier version: its entry without claims, and what the log says of it and them."""

    emptied: Entry
    log: tuple[AuditEntry, ...]


def is_replaced(view: View, document_id: str) -> bool:
    """True if a later version of the document is in the ledger: its claims stay closed."""
    return any(entry.action == _REPLACE for entry in view.audit(document_id))


def takes_place_of(new: Document, old: Document) -> bool:
    """True if a new document is a later version of one that is stored."""
    return is_version_of(new, old) and not _is_later(old, new)


def replacements(view: View, entry: Entry) -> tuple[Replacement, ...]:
    """The earlier versions that a new document takes the place of; none for one without an address."""
    return tuple(_replacements(view, entry))


def _replacements(view: View, entry: Entry) -> Iterator[Replacement]:
    new = entry.document
    for document_id in view.addressed(new.url) if new.url is not None else ():
        old, analysis, reading = view.document(document_id), view.analysis_of(document_id), view.reading(document_id)
        if old is None or analysis is None or reading is None or not takes_place_of(new, old):
            continue
        if is_replaced(view, document_id):
            continue
        claims = tuple(stored.claim for stored in view.claims(ClaimFilter(documents=(document_id,))))
        yield Replacement(Entry(old, reading, (), analysis), tuple(_log(old, claims, entry)))


def _log(old: Document, claims: tuple[Claim, ...], entry: Entry) -> Iterator[AuditEntry]:
    yield AuditEntry(_BY, _REPLACE, old.id, None, old.id, entry.document.id, "a later version of the same article")
    for found in successions(old, claims, entry.document, entry.claims):
        yield replace(_of_claim(found), why=found.reason)
    # Judgements of people are not carried over: whoever made them decides whether they hold for the new words.


def _of_claim(found: Succession) -> AuditEntry:
    action = "orphan" if found.fate is Fate.ORPHANED else "close"
    return AuditEntry(_BY, action, found.claim_id, None, found.claim_id, found.successor)


def _is_later(old: Document, new: Document) -> bool:
    """True if the stored version was published after the incoming one: then an old copy was read late."""
    return old.published is not None and new.published is not None and old.published > new.published
