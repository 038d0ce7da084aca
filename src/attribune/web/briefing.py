"""The brief: what was reported in some days, by side, with what agrees, what contradicts and what is open.

Every line of it is somebody's: nothing here is said in our own voice but counts and reasons.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from attribune.model import Check, Document, Link, LinkKind, MediaReading, Verdict
from attribune.reconcile.drift import Drift, DriftKind, drifts
from attribune.store import ClaimFilter
from attribune.store.browse import Browser, Facet, Query, page, rows
from attribune.store.listings import LISTINGS, Scope
from attribune.store.operators import Condition
from attribune.web.desk import Desk
from attribune.web.happenings import Told
from attribune.web.marks import Mark, marked
from attribune.web.views import ClaimView, claims_by_id, claims_where

__all__ = ["Briefing", "Contradiction", "CopyDrift", "Picture", "Side", "briefing", "latest_day"]

_MOST_NAMED = 500  # documents that a query names
_PER_SIDE = 6
_MOST_EVENTS = 8
_MOST_FIGURES = 40
_DROPPED = (
    DriftKind.ATTRIBUTION_DROPPED,
    DriftKind.HEDGE_DROPPED,
    DriftKind.DISTANCE_DROPPED,
    DriftKind.VERIFICATION_DROPPED,
)  # worst first
_VERDICTS = (Verdict.DISAGREES, Verdict.COPIES_DISAGREE, Verdict.AGREES, Verdict.NO_RECORD)


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says: how much, and some of it."""

    code: str | None
    count: int
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims that cannot both be right, with the reasons, and the event that they are about."""

    event: str | None
    title: str
    claims: tuple[ClaimView, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopyDrift:
    """A copy that leaves out words by which its origin keeps its distance."""

    link: Link
    copy: Document
    origin: Document
    drifts: tuple[Drift, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A caption with its credit, and the report it stands in."""

    document: Document
    caption: Markup
    media: MediaReading


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything of the days from `since` to `until`."""

    since: date | None
    until: date | None
    documents: int
    claims: int
    unverified: int
    sides: tuple[Side, ...]
    figures: tuple[ClaimView, ...]
    contradictions: tuple[Contradiction, ...]
    drifts: tuple[CopyDrift, ...]
    pictures: tuple[Picture, ...]
    shared: tuple[Told, ...]  # happenings that several reports tell


def latest_day(browser: Browser) -> date | None:
    """The last day on which anything was published."""
    listed = LISTINGS["documents"].listed(Scope(as_of=browser.as_of))
    found = page(browser.connection, listed, Query(sort="day", descending=True, size=1, count=False))
    try:
        return date.fromisoformat(str(found.rows[0]["day"])) if found.rows else None
    except ValueError:
        return None


def briefing(
    browser: Browser, desk: Desk, since: date | None, until: date | None, about: ClaimFilter | None = None
) -> Briefing:  # fmt: skip
    """The brief of what was published from `since` to `until`, of claims that pass `about`."""
    days = _published(since, until)
    scope = Scope(as_of=browser.as_of, facets=about or ClaimFilter())
    listed = LISTINGS["claims"].listed(scope)
    asked = Query(where=days, size=0, facets=("party", "document_id", "verification"), facet_size=2000)
    found = page(browser.connection, listed, asked)
    by_party, by_document, by_verification = found.facets
    ids = [str(each.value) for each in by_document.values]
    if len(ids) <= _MOST_NAMED:
        about = replace(about or ClaimFilter(), documents=tuple(ids) or ("",))  # found by index, not by a look at all
    unverified = [each.count for each in by_verification.values if each.value == "unverified"]
    return Briefing(
        since=since,
        until=until,
        documents=len(ids),
        claims=found.count or 0,
        unverified=sum(unverified),
        sides=_sides(browser, desk, by_party, days, about),
        figures=_figures(browser, desk, days, about),
        contradictions=_contradictions(browser, desk, frozenset(ids)),
        drifts=_drifts(browser, frozenset(ids)),
        pictures=_pictures(browser, ids),
        shared=_shared(browser, desk, frozenset(ids)),
    )


def _published(since: date | None, until: date | None) -> tuple[Condition, ...]:
    first = (Condition("published", "gte", since.isoformat()),) if since is not None else ()
    last = (Condition("published", "lte", until.isoformat() + "T99"),) if until is not None else ()
    return first + last


def _sides(
    browser: Browser, desk: Desk, by_party: Facet, days: tuple[Condition, ...], about: ClaimFilter | None
) -> tuple[Side, ...]:  # fmt: skip
    """Each side's statements; a side is shown by whole statements, since figures and events lie inside them."""
    sides = []
    for each in by_party.values:
        own = Condition("party", "isnull", "1") if each.value is None else Condition("party", "exact", str(each.value))
        kinds = Condition("kind", "exact", "statement")
        shown = _unlike(claims_where(browser, desk, *days, own, kinds, facets=about, size=5 * _PER_SIDE))
        if shown:
            sides.append(Side(None if each.value is None else str(each.value), each.count, tuple(shown[:_PER_SIDE])))
    return tuple(sorted(sides, key=lambda side: (side.code is None, -side.count)))


def _unlike(found: list[ClaimView]) -> list[ClaimView]:
    """The claims without those that repeat another word by word: copies would fill the page."""
    seen: dict[tuple[str, str], ClaimView] = {}
    for view in found:
        seen.setdefault((view.who, " ".join(view.claim.text.split())), view)
    return list(seen.values())


def _figures(
    browser: Browser, desk: Desk, days: tuple[Condition, ...], about: ClaimFilter | None
) -> tuple[ClaimView, ...]:  # fmt: skip
    """Figures that were held against a record, those that disagree first."""
    kinds = (Condition("kind", "exact", "quantity"), Condition("cumulative", "exact", "1"))
    found = claims_where(browser, desk, *days, *kinds, facets=about, size=200)
    checked = [view for view in found if view.check is not None]
    return tuple(sorted(checked, key=_by_verdict)[:_MOST_FIGURES])


def _by_verdict(view: ClaimView) -> tuple[int, str]:
    check: Check | None = view.check
    return (_VERDICTS.index(check.verdict), check.category) if check is not None else (len(_VERDICTS), "")


def _contradictions(browser: Browser, desk: Desk, ids: frozenset[str]) -> tuple[Contradiction, ...]:
    """What links say cannot both be right, where one of the two was published in these days."""
    wanted = (Condition("kind", "exact", LinkKind.CONTRADICTS.value),)
    listed = LISTINGS["links"].listed(Scope(as_of=browser.as_of))
    events = desk.events.of(browser)
    found: list[Contradiction] = []
    shown: set[str] = set()
    for row in rows(browser.connection, listed, Query(where=wanted, sort="score", descending=True, size=500)):
        ends = claims_by_id(browser, desk, (str(row["left"]), str(row["right"])))
        told = events.by_id.get(events.by_claim.get(ends[0].claim.id, "")) if ends else None
        if told is not None and told.event.id in shown:
            continue  # copies repeat a contradiction: the event's own page has them all
        if len(ends) == 2 and any(view.claim.document_id in ids for view in ends):
            reasons = tuple(json.loads(str(row["reasons"])))
            shown |= {told.event.id} if told is not None else set()
            found.append(
                Contradiction(told.event.id if told is not None else None, _title(told, ends), tuple(ends), reasons)
            )
        if len(found) == _MOST_EVENTS:
            break
    return tuple(found)


def _title(told: Told | None, ends: list[ClaimView]) -> str:
    if told is None:
        return " and ".join(dict.fromkeys(view.who for view in ends))
    kind = told.event.type.replace("_", " ").capitalize()
    return f"{kind} in {told.event.place.name}" if told.event.place is not None else kind


def _drifts(browser: Browser, ids: frozenset[str]) -> tuple[CopyDrift, ...]:
    links = [
        link for link in browser.links_of(tuple(sorted(ids))) if link.kind is LinkKind.COPY_OF and link.left in ids
    ]
    found = []
    for link in links[:_MOST_EVENTS]:
        copy, origin = browser.document(link.left), browser.document(link.right)
        if copy is not None and origin is not None:
            changed = drifts(origin, browser.reading(origin.id), copy, browser.reading(copy.id))
            dropped = sorted(
                (drift for drift in changed if drift.kind in _DROPPED), key=lambda d: _DROPPED.index(d.kind)
            )
            if dropped:
                found.append(CopyDrift(link, copy, origin, tuple(dropped)))
    return tuple(found)


def _pictures(browser: Browser, ids: list[str]) -> tuple[Picture, ...]:
    found = []
    for document_id in ids[:200]:
        reading, document = browser.reading(document_id), browser.document(document_id)
        if reading is None or document is None:
            continue
        for media in reading.media:
            marks = [] if media.credit is None else [Mark(media.credit, "credit")]
            found.append(Picture(document, marked(document.text, media.caption, marks), media))
    return tuple(found)


def _shared(browser: Browser, desk: Desk, ids: frozenset[str]) -> tuple[Told, ...]:
    """Happenings that several of these reports tell, those with most origins first."""
    found = [
        told
        for told in desk.events.of(browser).by_id.values()
        if len({claim.document_id for claim in told.claims}) > 1
        and any(claim.document_id in ids for claim in told.claims)
    ]
    return tuple(sorted(found, key=lambda told: (-len(told.claims), told.event.id))[:_MOST_EVENTS])
