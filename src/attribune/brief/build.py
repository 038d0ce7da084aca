"""A brief as data: sections of lines, each line attributed and pointing at the words that it rests on.

Nothing is said in our own voice but counts and named rules; a line without words of somebody is not written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from attribune.catalog import load_catalog
from attribune.inquiry import CopyDrift, EventAccount, Inquiry
from attribune.model import Check, Claim, ClaimKind, Document, Span, Verdict, Verification
from attribune.reconcile import check, index_records
from attribune.reconcile.assessment import DerivedState
from attribune.reconcile.drift import DriftKind
from attribune.reconcile.scope import is_asserted, is_denied, side_of
from attribune.reconcile.verdict import Cause, cause
from attribune.store import ClaimFilter, View

__all__ = ["Brief", "Line", "Section", "build_brief"]

_PER_SIDE = 25
_DROPPED = frozenset(
    {
        DriftKind.ATTRIBUTION_DROPPED,
        DriftKind.DISTANCE_DROPPED,
        DriftKind.HEDGE_DROPPED,
        DriftKind.VERIFICATION_DROPPED,
    }
)
_TOLD = frozenset({ClaimKind.EVENT, ClaimKind.CONTROL, ClaimKind.PLEDGE, ClaimKind.QUANTITY})


@dataclass(frozen=True, slots=True)
class Line:
    """One line: who, how it is put, the words, a note of ours, and where the words stand."""

    who: str
    put: str
    words: str
    note: str | None
    document_id: str
    source: str  # outlet and title, or the file, as people cite it
    url: str | None
    span: Span
    claim_id: str | None = None
    details: tuple[str, ...] = ()  # notes on several figures of the same words


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines; `left_out` says how many more there are."""

    heading: str
    lines: tuple[Line, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief of some days and, where asked, of one subject."""

    since: date | None
    until: date | None
    about: str | None
    documents: int
    claims: int
    sections: tuple[Section, ...]


def build_brief(view: View, wanted: ClaimFilter, *, about: str | None = None) -> Brief:
    """The brief of the claims that pass a filter. Sections without a line are left out."""
    inquiry = Inquiry(view)
    claims = tuple(inquiry.claim(stored.claim.id) for stored in view.claims(wanted))
    documents = {claim.document_id for claim in claims}
    events = tuple(inquiry.events(wanted))
    ids = {claim.id for claim in claims} | {claim.id for account in events for claim in account.claims}
    index = index_records(view.records())
    checked = [(claim, found) for claim in claims if (found := check(claim, index)) is not None]
    figures = _figures(inquiry, [(claim, found, cause(found, index)) for claim, found in checked])
    drifts = [each for each in inquiry.drifts() if each.copy.id in documents and each.drift.kind in _DROPPED]
    sections = [
        *_by_side(inquiry, claims),
        Section("Corroborated by independent origins", tuple(_corroborated(inquiry, events))),
        Section("Contradicted", tuple(_contradicted(inquiry, ids))),
        Section("Figures and their records", figures),
        Section("Hedges dropped on the way", tuple(_dropped(each) for each in drifts)),
        Section("Open questions", tuple(_open(inquiry, claims, events, checked))),
    ]
    kept = tuple(section for section in sections if section.lines)
    return Brief(wanted.since, wanted.until, about, len(documents), len(claims), kept)


def _by_side(inquiry: Inquiry, claims: Iterable[Claim]) -> Iterator[Section]:
    """What each side claims: its own words once, not again for every copy."""
    sides: dict[str, list[Claim]] = {}
    for claim in claims:
        side = side_of(claim)
        own = claim.document_id not in inquiry.root_of
        if side is not None and own and claim.kind in _TOLD and is_asserted(claim):
            sides.setdefault(side, []).append(claim)
    countries = load_catalog().parties.countries
    for side, told in sorted(sides.items(), key=lambda item: (-len(item[1]), item[0])):
        lines: dict[tuple[str, str], Line] = {}
        for claim in told:
            line = _line(inquiry, claim)
            lines.setdefault((line.who, line.words), line)
        shown = tuple(lines.values())
        country = countries.get(side)
        name = side if country is None else country.name
        yield Section(f"What {name} claims", shown[:_PER_SIDE], max(0, len(shown) - _PER_SIDE))


def _corroborated(inquiry: Inquiry, events: Iterable[EventAccount]) -> Iterator[Line]:
    for account in events:
        states = {state.state: state.reason for state in account.states}
        several = states.get(DerivedState.SEVERAL_ORIGINS)
        both = states.get(DerivedState.BOTH_SIDES_AGREE)
        if several is None or DerivedState.DENIED_BY in states:
            continue
        note = "; ".join(part for part in (several, both) if part is not None)
        yield _line(inquiry, _first_told(account), note)


def _contradicted(inquiry: Inquiry, ids: Collection[str]) -> Iterator[Line]:
    """Every contradiction that one of these claims is part of, with the words of both."""
    for found in inquiry.contradictions():
        link = found.links[0]
        if link.left not in ids and link.right not in ids:
            continue
        for claim in sorted(
            (inquiry.claim(link.left), inquiry.claim(link.right)), key=lambda each: (is_denied(each), each.id)
        ):
            yield _line(inquiry, claim, f"{found.aspect.value}: {found.reason}")


def _figures(inquiry: Inquiry, checked: Iterable[tuple[Claim, Check, Cause | None]]) -> tuple[Line, ...]:
    """One line for the words that hold one or more figures, with what each copy of the record has for them."""
    grouped: dict[tuple[str, str, str], tuple[Line, list[str], list[str]]] = {}
    for claim, found, why in checked:
        if found.verdict is Verdict.NO_RECORD:
            continue
        line = _line(inquiry, claim)
        _, agreeing, others = grouped.setdefault((line.document_id, line.who, line.words), (line, [], []))
        if found.verdict is Verdict.AGREES:
            agreeing.append(_flat(claim.text))
        else:
            others.append(_held(claim, found, why))
    return tuple(
        replace(line, details=(*others, *([f"agree with every copy: {', '.join(agreeing)}"] if agreeing else ())))
        for line, agreeing, others in grouped.values()
    )


def _held(claim: Claim, found: Check, why: Cause | None) -> str:
    """A figure that not every copy agrees with: its words, what the copies have, and why."""
    copies = ", ".join(f"{copy.copy} {copy.value:,}" for copy in found.records if copy.value is not None)
    told = f"{_flat(claim.text)}: {found.verdict.value.replace('_', ' ')}, {copies or found.reason}"
    return f"{told}; {why.reason}" if why is not None else told


def _dropped(found: CopyDrift) -> Line:
    words = ", ".join(f"“{word}”" for word in found.drift.words)
    lost = f"{found.drift.kind.value} ({words})" if words else found.drift.kind.value
    note = f"{lost}; {_cited(found.origin)} has: “{_flat(found.drift.origin_text)}”"
    passage = found.drift.passage.copy
    return Line(
        who=found.copy.outlet or _cited(found.copy),
        put="prints",
        words=_flat(found.drift.copy_text),
        note=note,
        document_id=found.copy.id,
        source=_cited(found.copy),
        url=found.copy.url,
        span=passage,
    )


def _open(
    inquiry: Inquiry,
    claims: Iterable[Claim],
    events: Iterable[EventAccount],
    checked: Iterable[tuple[Claim, Check]],
) -> Iterator[Line]:
    """What somebody should look at next: denied with one origin, unverified, and figures that no cause explains."""
    for account in events:
        states = {state.state: state.reason for state in account.states}
        if DerivedState.SINGLE_ORIGIN in states and DerivedState.DENIED_BY in states:
            note = f"{states[DerivedState.SINGLE_ORIGIN]}; {states[DerivedState.DENIED_BY]}"
            yield _line(inquiry, _first_told(account), note)
    for claim, found in checked:
        if found.verdict is Verdict.NO_RECORD:
            yield _line(inquiry, claim, "no copy of the record has a figure for this day")
    seen: set[tuple[str, str]] = set()
    for claim in claims:
        unverified = claim.verification is Verification.UNVERIFIED and claim.kind is ClaimKind.EVENT
        if unverified and claim.document_id not in inquiry.root_of and (claim.document_id, claim.text) not in seen:
            seen.add((claim.document_id, claim.text))
            yield _line(inquiry, claim, "the outlet could not verify it")


def _first_told(account: EventAccount) -> Claim:
    return next((claim for claim in account.claims if not is_denied(claim)), account.claims[0])


def _line(inquiry: Inquiry, claim: Claim, note: str | None = None) -> Line:
    document = inquiry.document(claim.document_id)
    return Line(
        who=claim.claimant.name if claim.claimant is not None else "an unnamed source",
        put=_put(claim),
        words=_sentence(document, claim.spans[0]),
        note=note,
        document_id=document.id,
        source=_cited(document),
        url=document.url,
        span=claim.spans[0],
        claim_id=claim.id,
    )


def _put(claim: Claim) -> str:
    if is_denied(claim):
        return "denies"
    return {"alleges": "claims", "asserts": "says"}.get(claim.stance or "", claim.stance or "says")


def _sentence(document: Document, span: Span) -> str:
    """The sentence around a span, on one line."""
    before = [
        at + len(mark) for mark in (". ", "? ", "! ", "\n") if (at := document.text.rfind(mark, 0, span.start)) >= 0
    ]
    start = max(before, default=0)
    ends = [at for mark in (". ", "? ", "! ", "\n") if (at := document.text.find(mark, span.end)) >= 0]
    end = min(ends, default=len(document.text) - 1) + 1
    return _flat(document.text[start:end])


def _cited(document: Document) -> str:
    parts = [part for part in (document.outlet, document.title) if part]
    return ", ".join(parts) or document.source or document.id


def _flat(text: str) -> str:
    return " ".join(text.split())
