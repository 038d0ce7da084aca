"""Tests of versions.py: what becomes of claims when their article is corrected."""

from __future__ import annotations

from dataclasses import replace

from attribune.model import (
    Claim,
    ClaimKind,
    Document,
    Qualifier,
    Quantity,
    Slot,
    Span,
    claim_id,
    document_id,
    text_hash,
)
from attribune.reconcile.versions import Fate, is_version_of, successions
from tests.reconcile.happenings import figure, happening

URL = "https://wire.example/a"
FIRST = (
    "Shells killed 12 people in the market of Verkhne on Tuesday, the regional governor said. "
    "The army struck the railway yard at dawn with two missiles, according to its spokesman. "
    "Schools in the town stayed closed and residents were asked to keep away from the centre."
)


def document(text: str, url: str | None = URL) -> Document:
    return Document(document_id(text, url=url), text, text_hash(text), url=url)


def number(doc: Document, words: str, value: int) -> Claim:
    span = Span(doc.text.index(words), doc.text.index(words) + len(words))
    made = figure(value, doc.id)
    quantity = Slot(Quantity(None, value, None, Qualifier.EXACT), words, span)
    return replace(made, id=claim_id(doc.id, ClaimKind.QUANTITY, (span,)), spans=(span,), text=words, quantity=quantity)


def struck(doc: Document) -> Claim:
    return happening(doc.id, doc.text.index("struck"))


def test_claims_go_on_change_or_vanish_with_a_reason() -> None:
    old = document(FIRST)
    new = document(FIRST.replace("12 people", "14 people").replace(" The army struck", " Later, the army struck"))
    before, after = [number(old, "12 people", 12), struck(old)], [number(new, "14 people", 14), struck(new)]
    changed, continued = successions(old, before, new, after)
    assert (changed.fate, changed.successor) == (Fate.CHANGED, after[0].id)
    assert "12 people" in changed.reason
    assert "14 people" in changed.reason
    assert (continued.fate, continued.successor) == (Fate.CONTINUED, after[1].id)


def test_claim_whose_sentence_is_gone_vanishes_and_one_no_longer_understood_is_an_orphan() -> None:
    old = document(FIRST)
    first, _, third = FIRST.split(". ")
    new = document(f"{first}. {third}")
    orphan, vanished = successions(old, [number(old, "12 people", 12), struck(old)], new, [])
    assert (orphan.fate, orphan.successor) == (Fate.ORPHANED, None)
    assert (vanished.fate, vanished.reason) == (Fate.VANISHED, "its sentence is not in the new version")


def test_version_needs_the_address_and_most_of_the_text() -> None:
    old = document(FIRST)
    edited = FIRST.replace("12", "14")
    assert is_version_of(document(edited), old)
    assert not is_version_of(document(edited, "https://other.example/b"), old)
    assert not is_version_of(document(edited, None), document(FIRST, None))
    assert not is_version_of(document("Quite another story stands on this page today, of farmers and of rain."), old)
    assert not is_version_of(old, old)
