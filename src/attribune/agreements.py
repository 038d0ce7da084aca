"""Links between the claims of a ledger, worked out in memory that does not grow with its texts.

One pass puts every claim under its keys; then only the claims of documents that share a key are read again, day by day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby

from attribune.model import Claim, ClaimKind, Link
from attribune.reconcile.agreement import RULE as AGREEMENT
from attribune.reconcile.agreement import link_pairs
from attribune.reconcile.blocking import Blocks
from attribune.reconcile.denial import RULE as DENIAL
from attribune.reconcile.denial import bare_denials, denial_links, denied_pairs
from attribune.reconcile.drift import carried
from attribune.reconcile.origins import roots
from attribune.reconcile.passages import passages
from attribune.reconcile.scope import situated
from attribune.reconcile.wording import load_wording
from attribune.store import ClaimFilter, View

__all__ = ["RULES", "agreements"]

RULES = (AGREEMENT, DENIAL)
"""The rules whose links this module decides."""

_KEPT = 4_000  # documents whose claims are kept at hand: a few busy days of news


def agreements(view: View) -> dict[str, tuple[Link, ...]]:
    """All links between claims by the rule that decides them, in order of id."""
    blocks, home = Blocks(), {}
    for document_id, claims in _by_document(view):
        for claim in claims:
            blocks.add(claim)
            home[claim.id] = document_id

    @lru_cache(_KEPT)
    def claims_of(document_id: str) -> dict[str, Claim]:
        stored = view.claims(ClaimFilter(documents=(document_id,)))
        return {claim.id: claim for claim in situated(each.claim for each in stored)}

    found = link_pairs(blocks.pairs(), lambda claim_id: claims_of(home[claim_id])[claim_id])
    return {AGREEMENT: _sorted(found), DENIAL: _sorted(_denials(view, claims_of))}


def _denials(view: View, claims_of: Callable[[str], dict[str, Claim]]) -> Iterator[Link]:
    """The links of bare denials. In a copy, "it" is what it was in the origin, whatever the copy made of the rest."""
    words = load_wording()
    root_of = roots(view.links())
    denying = ClaimFilter(kinds=(ClaimKind.STATEMENT.value,), stances=("denies",))
    for document_id in dict.fromkeys(stored.claim.document_id for stored in view.claims(denying)):
        here = claims_of(document_id)
        origin = root_of.get(document_id)
        if origin is None:
            yield from bare_denials(here.values(), words, _text(view, document_id))
            continue
        there = claims_of(origin)
        shared = passages(_text(view, origin), _text(view, document_id))
        ours = {theirs.id: here[one] for one, theirs in carried(shared, list(there.values()), list(here.values()))}
        for denial, denied in denied_pairs(there.values(), words, _text(view, origin)):
            if denial.id in ours and denied.id in ours:
                yield from denial_links(ours[denial.id], ours[denied.id], words)


def _text(view: View, document_id: str) -> str:
    document = view.document(document_id)
    return document.text if document is not None else ""


def _by_document(view: View) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """The claims of each document, with the place and time of their statements."""
    for document_id, stored in groupby(view.claims(), key=lambda each: each.claim.document_id):
        yield document_id, situated(each.claim for each in stored)


def _sorted(links: Iterator[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: link.id))
