"""Independent origins: from how many sources, that do not copy each other, a claim comes. Reports are not sources.

Two reports have one origin if one is a copy of the other, if both are copies of a third, if both credit one agency, or
if both have the claim from one relay. What is not known is not joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from attribune.model import Claim, Link, LinkKind, Reference
from attribune.reconcile.scope import identity, is_denied, side_of

__all__ = ["Support", "origins", "root_of", "roots", "supports"]

_RELAYS = frozenset({"agency", "outlet", "media"})


@dataclass(frozen=True, slots=True)
class Support:
    """One claimant's part in an event: what it says, in how many reports, of how many independent origins."""

    claimant: Reference | None
    side: str | None
    denies: bool
    claim_ids: tuple[str, ...]
    reports: tuple[str, ...]
    origins: tuple[str, ...]  # one document (the earliest origin known) for each independent origin


def roots(links: Iterable[Link]) -> dict[str, str]:
    """For every copy the document at the root of its tree."""
    parent = {link.left: link.right for link in links if link.kind is LinkKind.COPY_OF}
    return {document: root_of(document, parent.get) for document in parent}


def root_of(document: str, parent: Callable[[str], str | None]) -> str:
    """The root of a document's tree, itself where it is no copy; `parent` gives what a copy is a copy of."""
    seen = {document}
    while (above := parent(document)) is not None and above not in seen:
        seen.add(above)
        document = above
    return document


def origins(claims: Iterable[Claim], root_of: Mapping[str, str], credited: Mapping[str, str]) -> tuple[str, ...]:
    """One document for each independent origin of these claims, in order of id.

    `root_of` maps copies to their origin, `credited` documents to the agency that their text credits.
    """
    groups: dict[str, str] = {}  # document or agency -> its group's first member
    listed = sorted(claims, key=lambda claim: (claim.document_id, claim.id))
    for claim in listed:
        root = root_of.get(claim.document_id, claim.document_id)
        names = [root, *(f"relay {identity(relay)}" for relay in claim.relay[:1] if relay.kind in _RELAYS)]
        names += [f"credit {credited[name].casefold()}" for name in {claim.document_id, root} if name in credited]
        _join(groups, names)
    heads = {_head(groups, root_of.get(claim.document_id, claim.document_id)) for claim in listed}
    by_head: dict[str, list[str]] = {head: [] for head in heads}
    for claim in listed:
        root = root_of.get(claim.document_id, claim.document_id)
        by_head[_head(groups, root)].append(root)
    return tuple(sorted(min(found) for found in by_head.values()))


def supports(
    claims: Iterable[Claim],
    root_of: Mapping[str, str],
    credited: Mapping[str, str],
    carried: Mapping[str, Claim] | None = None,
) -> tuple[Support, ...]:
    """Who says what of one event: a row for each claimant and polarity, most reports first.

    `carried` maps claims of copies to the claim of the origin that they carry: where a copy tells in its own voice what
    its origin attributes, the claim is still the origin's claimant's.
    """
    groups: dict[tuple[str, bool], list[Claim]] = {}
    speakers: dict[tuple[str, bool], Claim] = {}
    for claim in sorted(claims, key=lambda claim: (claim.published or "9999", claim.document_id, claim.id)):
        spoken = (carried or {}).get(claim.id, claim)
        name = identity(spoken.claimant) if spoken.claimant is not None else ""
        key = (name, is_denied(spoken))
        speakers.setdefault(key, spoken)
        groups.setdefault(key, []).append(claim)
    rows = [
        Support(
            claimant=speakers[key].claimant,
            side=side_of(speakers[key]),
            denies=key[1],
            claim_ids=tuple(claim.id for claim in found),
            reports=tuple(sorted({claim.document_id for claim in found})),
            origins=origins(found, root_of, credited),
        )
        for key, found in groups.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-len(row.reports), row.denies, row.claim_ids)))


def _head(groups: dict[str, str], name: str) -> str:
    while groups.setdefault(name, name) != name:
        name = groups[name]
    return name


def _join(groups: dict[str, str], names: list[str]) -> None:
    heads = sorted({_head(groups, name) for name in names})
    for head in heads[1:]:
        groups[head] = heads[0]
