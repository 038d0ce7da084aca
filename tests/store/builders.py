"""Tiny builders of documents, readings and claims for tests that need values, not meaning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attribune.model import (
    Basis,
    Claim,
    ClaimKind,
    Document,
    DocumentFacts,
    Number,
    Precision,
    Qualifier,
    Quantity,
    Reading,
    RecordValue,
    Reference,
    Slot,
    Span,
    Status,
    Style,
    TimeInterval,
    Verification,
    claim_id,
    document_id,
    text_hash,
)
from attribune.store import Entry

GENERAL_STAFF = Reference("ua-general-staff", "General Staff of the Armed Forces of Ukraine", "military", "UA")


def make_document(text: str, *, source: str | None = "a.txt", title: str | None = None) -> Document:
    return Document(document_id(text), text, text_hash(text), title=title, source=source, language="en")


def day(iso: str) -> TimeInterval:
    on = date.fromisoformat(iso)
    return TimeInterval(on, on, Precision.DAY, Basis.ABSOLUTE)


def exact(value: Number) -> Quantity:
    return Quantity(None, value, None, Qualifier.EXACT)


def make_claim(
    document: Document, words: str, *, value: Number = 5, as_of: str = "2022-07-06", category: str = "tank"
) -> Claim:
    """A cumulative loss figure of the General Staff in `words` of the document."""
    start = document.text.index(words)
    span = Span(start, start + len(words))
    return Claim(
        id=claim_id(document.id, ClaimKind.QUANTITY, (span,)),
        document_id=document.id,
        kind=ClaimKind.QUANTITY,
        spans=(span,),
        text=words,
        claimant=GENERAL_STAFF,
        party="UA",
        stance="asserts",
        status=Status.CLAIMED,
        verification=Verification.NOT_STATED,
        style=Style.INDIRECT,
        quantity=Slot(exact(value), words, span),
        category=category,
        subject="RU",
        cumulative=True,
        period=day(as_of),
    )


def make_entry(document: Document, claims: Sequence[Claim], *, analysis: str = "rules 1") -> Entry:
    return Entry(document, Reading(DocumentFacts(title=document.title)), tuple(claims), analysis)


def make_record(copy: str, category: str, as_of: str, value: Number) -> RecordValue:
    return RecordValue(
        "general-staff", copy, "ua-general-staff", category, "RU", date.fromisoformat(as_of), value, category
    )
