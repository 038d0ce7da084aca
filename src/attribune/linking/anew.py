"""All links of a ledger, worked out in memory that does not grow with its texts.

First every document gets its marks; then the marks come in order of their keys, block by block, and only what shares a
key is read again: copies pair by pair, claims day by day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from attribune.linking.denials import denials
from attribune.linking.memory import Memory
from attribune.model import ClaimKind, Link, Mark
from attribune.reconcile.agreement import RULE as AGREEMENT
from attribune.reconcile.agreement import link_pairs
from attribune.reconcile.blocking import marks_of as marks_of_claim
from attribune.reconcile.blocking import neighbours
from attribune.reconcile.denial import RULE as DENIAL
from attribune.reconcile.lineage import RULE as LINEAGE
from attribune.reconcile.lineage import Report, candidates, copies
from attribune.reconcile.lineage import marks_of as marks_of_report
from attribune.reconcile.origins import root_of
from attribune.reconcile.scope import situated
from attribune.store import ClaimFilter, Store, View

__all__ = ["all_links", "mark_all"]

_DOCUMENTS = 500  # whose marks are written at once


def mark_all(store: Store, view: View) -> None:
    """Give every document of the view its marks."""
    ids: list[str] = []
    found: list[Mark] = []
    for document_id, marks in _marks(view):
        ids.append(document_id)
        found += marks
        if len(ids) == _DOCUMENTS:
            _put(store, ids, found)
            ids, found = [], []
    _put(store, ids, found)


def all_links(memory: Memory, marked: View) -> dict[str, tuple[Link, ...]]:
    """All links by the rule that decides them, in order of id; `marked` is a view that has the marks."""
    documents = ((key, [mark.member for mark in block]) for key, block in _blocks(marked.marks(documents=True)))
    lineage = copies(candidates(documents), memory.report, memory.text)
    home: dict[str, str] = {}
    found = link_pairs(_pairs(marked, home), lambda claim_id: memory.claim(home[claim_id], claim_id))
    parents = {link.left: link.right for link in lineage}
    denying = ClaimFilter(kinds=(ClaimKind.STATEMENT.value,), stances=("denies",))
    where = dict.fromkeys(stored.claim.document_id for stored in memory.view.claims(denying))
    denied = denials(memory, where, lambda document_id: root_of(document_id, parents.get))
    return {LINEAGE: lineage, AGREEMENT: _each_once(found), DENIAL: _each_once(denied)}


def _marks(view: View) -> Iterator[tuple[str, list[Mark]]]:
    """Every document with its marks and those of its claims."""
    claims = groupby(view.claims(), key=lambda each: each.claim.document_id)
    ahead = next(claims, None)
    for document in view.documents():
        # What a reading says of the time of publication counts only where the document itself says nothing.
        marks = [*marks_of_report(Report(document, None if document.published else view.reading(document.id)))]
        if ahead is not None and ahead[0] == document.id:
            marks += (mark for claim in situated(each.claim for each in ahead[1]) for mark in marks_of_claim(claim))
            ahead = next(claims, None)
        yield document.id, marks


def _put(store: Store, ids: list[str], found: list[Mark]) -> None:
    if ids:
        with store.writer() as writer:
            writer.put_marks(ids, found)


def _pairs(marked: View, home: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of claims day by day; `home` says at each moment where the claims of the pair stand."""
    for _, block in _blocks(marked.marks(documents=False)):
        members = list(block)
        if len(members) > 1:
            home.clear()
            home.update((mark.member, mark.document_id) for mark in members)
            yield from neighbours([mark.member for mark in members])


def _blocks(marks: Iterable[Mark]) -> Iterator[tuple[int, Iterator[Mark]]]:
    return groupby(marks, key=lambda mark: mark.key)


def _each_once(links: Iterable[Link]) -> tuple[Link, ...]:
    by_id = {link.id: link for link in links}
    return tuple(by_id[link_id] for link_id in sorted(by_id))
