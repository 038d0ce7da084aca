"""Bring the links of a ledger up to date: around the documents that have changed, or all of them anew.

Invariant: both ways give the same rows. What a document's neighbours are depends on the keys that it shares with them,
so a change reaches only the blocks under these keys; `touched` works these out again, `anew` all of them.

Links are worked out from a view and written afterwards. If another process has written links in between, everything is
worked out once more: a number that each writing of links counts up says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice

from attribune.errors import RetriableError
from attribune.linking.anew import all_links, mark_all
from attribune.linking.memory import Memory, MovedError
from attribune.linking.touched import touched_links
from attribune.model import Link, Mark
from attribune.reconcile.agreement import RULE as AGREEMENT
from attribune.reconcile.denial import RULE as DENIAL
from attribune.reconcile.lineage import RULE as LINEAGE
from attribune.store import Change, LinkScope, Store, Touched, View, Writer

__all__ = ["RULES", "reconcile", "take_over"]

RULES = (LINEAGE, AGREEMENT, DENIAL)
"""The rules whose links are worked out here."""

_MADE_BY = "links"  # the ledger's note of the rules that made its links, "" while they are worked out anew
_COUNT = "links written"
_TRIES = 20
_LINKS = 2_000  # of one write
_FEW = 200  # changed documents that are never worth working out everything
_SHARE = 0.3  # of all documents; from there on that is quicker


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to write: links by rule, each within a scope (None: all of the rule's), and new marks of documents."""

    links: Mapping[str, tuple[Sequence[Link], LinkScope | None]]
    touched: Touched
    count: str | None
    marked: tuple[str, ...] = ()
    marks: Sequence[Mark] = ()
    older: tuple[str, ...] = field(default=())


def reconcile(store: Store, *, anew: bool = False) -> Change:
    """Bring links between documents, then between claims, up to date; what has not changed is left alone.

    `anew` works everything out again: over the same documents that changes no row. RetriableError where other processes
    write links all the time.
    """
    for _ in range(_TRIES):
        try:
            outcome = _worked_out(store, anew)
        except MovedError:
            continue
        if outcome is None:
            return Change()
        change = _write(store, outcome)
        if change is not None:
            return change
    raise RetriableError("links could not be written: others write all the time", "run `attribune reconcile` later")


def _worked_out(store: Store, anew: bool) -> Outcome | None:
    """What to write; None where nothing has changed."""
    with store.view() as view:
        touched, count = view.touched(), view.noted(_COUNT)
        if not anew and view.noted(_MADE_BY) == _rules() and not _is_most(view, touched):
            if not touched.documents:
                return None
            found = touched_links(Memory(view), touched.documents)
            return Outcome(found.links, touched, count, touched.documents, found.marks)
        with store.writer() as writer:
            writer.note(_MADE_BY, "")  # cut off from here on, everything is to be done again
        mark_all(store, view)
        with store.view() as marked:
            links = all_links(Memory(view), marked)
        return Outcome({rule: (found, None) for rule, found in links.items()}, touched, count, older=_older(view))


def _write(store: Store, outcome: Outcome) -> Change | None:
    """Write links and marks; None where somebody else has written links meanwhile."""
    change = Change()
    with store.writer() as writer:
        if writer.noted(_COUNT) != outcome.count:
            return None
        for rule, (links, scope) in outcome.links.items():
            change += writer.put_links(rule, links, scope)
        for rule in outcome.older:
            change += writer.put_links(rule, ())
        if outcome.marked:
            writer.put_marks(outcome.marked, outcome.marks)
        settled(writer, outcome.touched, outcome.count)
    return change


def settled(writer: Writer, touched: Touched, count: str | None) -> None:
    """Note that the links of a ledger are worked out."""
    writer.settle(touched.last)
    writer.note(_MADE_BY, _rules())
    writer.note(_COUNT, str(int(count or 0) + 1))


def take_over(store: Store, links: Iterable[Link]) -> Change:
    """Make links that were worked out elsewhere, over exactly the documents of this ledger, its links.

    Only for a ledger that has none of these rules' links. RetriableError where others write links meanwhile.
    """
    change = Change()
    with store.view() as view:
        touched, count = view.touched(), view.noted(_COUNT)
        mark_all(store, view)
    with store.writer() as writer:
        if writer.noted(_COUNT) != count:
            raise RetriableError("links could not be written: others write them too", "run `attribune reconcile`")
        for rule, found in groupby(links, key=lambda link: link.decided_by):
            while batch := list(islice(found, _LINKS)):
                change += writer.put_links(rule, batch, LinkScope())
        settled(writer, touched, count)
    return change


def _rules() -> str:
    return "; ".join(RULES)


def _is_most(view: View, touched: Touched) -> bool:
    many = len(touched.documents)
    return many > _FEW and many > _SHARE * int(view.fingerprint().partition("-")[0])


def _older(view: View) -> tuple[str, ...]:
    """Earlier versions of these rules ("lineage 1") that still decide links: those are retired."""
    families = {rule.rpartition(" ")[0] for rule in RULES}
    deciding = {link.decided_by for link in view.links()} - set(RULES)
    return tuple(sorted(rule for rule in deciding if rule.rpartition(" ")[0] in families))
