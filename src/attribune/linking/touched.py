"""The links around documents that have changed: what is worked out depends on their blocks, not on the ledger's size.

For every key that a changed document has or had, the block before and after is known. Pairs with a changed end are
decided anew; so are those that only came into reach of each other. Pairs that got out of reach under one key may still
meet under another, and are looked up. Copies are worked out again for every document whose pairs have changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from attribune.linking.denials import denials
from attribune.linking.memory import Memory
from attribune.model import ClaimKind, Link, LinkKind, Mark
from attribune.reconcile.agreement import RULE as AGREEMENT
from attribune.reconcile.agreement import link_pairs
from attribune.reconcile.blocking import neighbours
from attribune.reconcile.denial import RULE as DENIAL
from attribune.reconcile.lineage import RULE as LINEAGE
from attribune.reconcile.lineage import copies, is_band, is_candidate, meetings
from attribune.reconcile.origins import root_of
from attribune.store import LinkScope, View

__all__ = ["TouchedLinks", "touched_links"]

Pair = tuple[str, str]
Blocks = Mapping[int, Sequence[Mark]]


@dataclass(frozen=True, slots=True)
class TouchedLinks:
    """The links around the changed documents by rule, each with the scope that they are all links of; the new marks."""

    links: Mapping[str, tuple[tuple[Link, ...], LinkScope]]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    """The blocks under the keys of the changed documents, before and after."""

    documents: frozenset[str]
    marks: tuple[Mark, ...]
    before: Blocks
    after: Blocks

    def keys(self, *, documents: bool) -> list[int]:
        """The keys of documents, or of claims."""
        return sorted(key for key in {*self.before, *self.after} if (key < 0) == documents)


def touched_links(memory: Memory, documents: Sequence[str]) -> TouchedLinks:
    """What the change of these documents makes of the links of the ledger."""
    change = _change(memory, documents)
    lineage, moved = _lineage(memory, change)
    agreement, agreeing = _agreement(memory, change)
    denied, denying = _denials(memory, change, {link.left: link.right for link in lineage}, moved)
    return TouchedLinks(
        {
            LINEAGE: (lineage, LinkScope(left=frozenset(moved))),
            AGREEMENT: (agreement, agreeing),
            DENIAL: (denied, denying),
        },
        change.marks,
    )


def _change(memory: Memory, documents: Sequence[str]) -> _Change:
    touched = frozenset(documents)
    marks = tuple(mark for document_id in documents for mark in memory.marks(document_id))
    keys = {mark.key for mark in marks} | {mark.key for mark in memory.view.marks_of(documents)}
    before = _blocks(memory.view.marks_under(sorted(keys)))
    return _Change(touched, marks, before, _replaced(before, touched, marks))


def _blocks(marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    return {key: list(found) for key, found in groupby(marks, key=lambda mark: mark.key)}


def _replaced(blocks: Blocks, documents: frozenset[str], marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    """The blocks with the marks of these documents replaced."""
    kept = defaultdict(
        list, {key: [m for m in found if m.document_id not in documents] for key, found in blocks.items()}
    )
    for mark in marks:
        kept[mark.key].append(mark)
    return {key: sorted(found) for key, found in kept.items()}


def _members(block: Iterable[Mark]) -> list[str]:
    return [mark.member for mark in block]


def _lineage(memory: Memory, change: _Change) -> tuple[tuple[Link, ...], set[str]]:
    """The copies among the documents whose pairs have changed, and these documents."""
    moved = set(change.documents)
    for key in change.keys(documents=True):
        before = set(meetings(key, _members(change.before.get(key, ()))))
        after = set(meetings(key, _members(change.after.get(key, ()))))
        for pair in before | after:
            if (pair in before) != (pair in after) or not change.documents.isdisjoint(pair):
                moved.update(pair)
    own = [mark for mark in change.marks if mark.key < 0]
    others = [m for m in memory.view.marks_of(sorted(moved - change.documents)) if m.key < 0]
    keys = {mark.key for mark in (*own, *others)}
    blocks = _replaced(_blocks(memory.view.marks_under(sorted(keys))), change.documents, own)
    links = copies(_candidates(blocks, moved), memory.report, memory.text)
    return tuple(link for link in links if link.left in moved), moved


def _candidates(blocks: Blocks, wanted: set[str]) -> list[Pair]:
    """The candidates among the blocks that have one of the wanted documents, in order."""
    bands, shared = Counter[Pair](), Counter[Pair]()
    for key, block in blocks.items():
        found = bands if is_band(key) else shared
        found.update(pair for pair in meetings(key, _members(block)) if not wanted.isdisjoint(pair))
    return sorted(pair for pair in {*bands, *shared} if is_candidate(bands[pair], shared[pair]))


def _agreement(memory: Memory, change: _Change) -> tuple[tuple[Link, ...], LinkScope]:
    """The links of claims that are decided anew; their scope: claims of changed documents, and pairs out of reach."""
    home = {mark.member: mark.document_id for block in change.after.values() for mark in block}
    decide: set[Pair] = set()
    lost: set[Pair] = set()
    for key in change.keys(documents=False):
        before = set(neighbours(_members(change.before.get(key, ()))))
        after = set(neighbours(_members(change.after.get(key, ()))))
        decide |= after - before
        decide |= {pair for pair in after & before if _of(change, home, pair)}
        lost |= {pair for pair in before - after if not _of(change, home, pair)}
    memory.prepare({home[claim_id] for pair in decide for claim_id in pair})
    found = link_pairs(sorted(decide), lambda claim_id: memory.claim(home[claim_id], claim_id))
    links = {link.id: link for link in found}
    ended = _ended(memory.view, change, home, lost - decide)
    ends = frozenset(memory.view.claims_ever(sorted(change.documents)))
    return tuple(links[each] for each in sorted(links)), LinkScope(ends=ends, ids=frozenset(ended) - set(links))


def _of(change: _Change, home: Mapping[str, str], pair: Pair) -> bool:
    """True if one of two claims is of a changed document, or was and is no more."""
    return any(home.get(claim_id) is None or home[claim_id] in change.documents for claim_id in pair)


def _ended(view: View, change: _Change, home: Mapping[str, str], lost: set[Pair]) -> Iterator[str]:
    """The links of pairs that are out of reach under every key, of claims that have not changed."""
    linked = [
        link
        for link in view.links_at({one for one, _ in lost})
        if link.decided_by == AGREEMENT and (link.left, link.right) in lost
    ]
    if not linked:
        return
    documents = sorted({home[end] for link in linked for end in (link.left, link.right)})
    keys: dict[str, set[int]] = defaultdict(set)
    for mark in view.marks_of(documents):
        keys[mark.member].add(mark.key)
    common = {link.id: keys[link.left] & keys[link.right] for link in linked}
    blocks = dict(change.after)
    blocks |= _blocks(view.marks_under(sorted({key for each in common.values() for key in each} - set(blocks))))
    reach: dict[int, set[Pair]] = {}
    for link in linked:
        for key in common[link.id]:
            if key not in reach:
                reach[key] = set(neighbours(_members(blocks[key])))
        if not any((link.left, link.right) in reach[key] for key in common[link.id]):
            yield link.id


def _denials(
    memory: Memory, change: _Change, parents: Mapping[str, str], moved: set[str]
) -> tuple[tuple[Link, ...], LinkScope]:
    """The links of bare denials in changed documents and in those whose origin, or its text, has changed."""
    view = memory.view
    before = {link.left: link.right for link in view.links_at(moved) if _is_copy(link)}
    changed = set(change.documents) | {each for each in moved if before.get(each) != parents.get(each)}
    documents = changed | _descendants(view, changed)
    parent = _parents(view, moved, parents)
    where = [each for each in sorted(documents) if _denies(memory, each)]
    links = {link.id: link for link in denials(memory, where, lambda each: root_of(each, parent))}
    scope = LinkScope(left=frozenset(view.claims_ever(sorted(documents))))
    return tuple(links[each] for each in sorted(links)), scope


def _denies(memory: Memory, document_id: str) -> bool:
    claims = memory.claims_of(document_id).values()
    return any(claim.kind is ClaimKind.STATEMENT and claim.stance == "denies" for claim in claims)


def _descendants(view: View, documents: set[str]) -> set[str]:
    """All copies of these documents, and copies of copies."""
    found: set[str] = set()
    above = documents
    while above:
        below = {link.left for link in view.links_at(above) if _is_copy(link) and link.right in above}
        above = below - found - documents
        found |= above
    return found


def _parents(view: View, moved: set[str], parents: Mapping[str, str]) -> Callable[[str], str | None]:
    """What a document is a copy of: as just worked out, else as the ledger has it."""

    def parent(document_id: str) -> str | None:
        if document_id in moved:
            return parents.get(document_id)
        return next((link.right for link in view.links_at([document_id]) if _is_copy(link, document_id)), None)

    return parent


def _is_copy(link: Link, left: str | None = None) -> bool:
    return link.kind is LinkKind.COPY_OF and link.decided_by == LINEAGE and left in (None, link.left)
