"""The brief: what was reported in some days, by side, with what agrees, what contradicts and what is open.

Every line of it is somebody's: nothing here is said in our own voice but counts and reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from attribune.model import Check, Document, Link, LinkKind, MediaReading, Verdict
from attribune.store import ClaimFilter
from attribune.store.browse import Browser, Facet, Query, page, rows
from attribune.store.listings import LISTINGS, Scope
from attribune.store.operators import Condition
from attribune.web.desk import Desk
from attribune.web.marks import Mark, marked
from attribune.web.views import ClaimView, claims_where, event_claims

__all__ = ["Briefing", "Contradiction", "Drift", "Picture", "Side", "briefing", "latest_day"]

_PER_SIDE = 6
_MOST_EVENTS = 8
_MOST_FIGURES = 40
_VERDICTS = (Verdict.DISAGREES, Verdict.COPIES_DISAGREE, Verdict.AGREES, Verdict.NO_RECORD)


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says: how much, and some of it."""

    code: str | None
    count: int
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A happening that one claimant states and another denies, or two claims linked as contradicting."""

    event: str | None
    title: str
    stated: tuple[ClaimView, ...]
    denied: tuple[ClaimView, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Drift:
    """A copy that leaves out the words by which its origin keeps its distance."""

    link: Link
    copy: Document | None
    origin: Document | None
    reasons: tuple[str, ...]


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
    drifts: tuple[Drift, ...]
    pictures: tuple[Picture, ...]
    shared: tuple[Mapping[str, Any], ...]  # happenings that several reports tell: rows of the listing `events`


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
    unverified = [each.count for each in by_verification.values if each.value == "unverified"]
    return Briefing(
        since=since,
        until=until,
        documents=len(ids),
        claims=found.count or 0,
        unverified=sum(unverified),
        sides=_sides(browser, desk, by_party, days, about),
        figures=_figures(browser, desk, days, about),
        contradictions=_contradictions(browser, desk, scope, days),
        drifts=_drifts(browser, set(ids)),
        pictures=_pictures(browser, ids),
        shared=_shared(browser, scope, days),
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


def _contradictions(
    browser: Browser, desk: Desk, scope: Scope, days: tuple[Condition, ...]
) -> tuple[Contradiction, ...]:  # fmt: skip
    listed = LISTINGS["events"].listed(scope)
    wanted = (*_on_days(days), Condition("denials", "gt", "0"))
    found = []
    for row in page(browser.connection, listed, Query(where=wanted, size=_MOST_EVENTS, count=False)).rows:
        told = event_claims(browser, desk, str(row["id"]))
        denied = tuple(view for view in told if _denies(view))
        stated = tuple(view for view in told if not _denies(view))
        title = f"{str(row['type']).replace('_', ' ').capitalize()} in {row['place']}"
        if stated and denied:
            found.append(Contradiction(str(row["id"]), title, stated, denied, "one states what the other denies"))
    return (*found, *_linked(browser, desk, days))


def _on_days(days: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """The same days for a listing that has a day of its own."""
    return tuple(Condition("day", condition.operator, condition.value) for condition in days)


def _linked(browser: Browser, desk: Desk, days: tuple[Condition, ...]) -> list[Contradiction]:
    """Claims that a stored link says contradict each other."""
    listed = LISTINGS["links"].listed(Scope(as_of=browser.as_of))
    kind = Condition("kind", "exact", LinkKind.CONTRADICTS.value)
    links = page(browser.connection, listed, Query(where=(kind,), size=_MOST_EVENTS, count=False)).rows
    found = []
    for link in links:
        ends = claims_where(browser, desk, *days, facets=ClaimFilter(ids=(str(link["left"]), str(link["right"]))))
        if len(ends) == 2:
            one, other = ends
            title = f"{one.who} and {other.who}"
            found.append(Contradiction(None, title, (one,), (other,), str(link["reasons"])))
    return found


def _denies(view: ClaimView) -> bool:
    return view.claim.stance == "denies" or view.claim.status.value == "denied"


def _drifts(browser: Browser, ids: set[str]) -> tuple[Drift, ...]:
    links = [
        link for link in browser.links_of(tuple(sorted(ids))) if link.kind is LinkKind.COPY_OF and link.left in ids
    ]
    found = []
    for link in links:
        dropped = tuple(reason for reason in link.reasons if reason.startswith("drops "))
        if dropped:
            found.append(Drift(link, browser.document(link.left), browser.document(link.right), dropped))
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


def _shared(browser: Browser, scope: Scope, days: tuple[Condition, ...]) -> tuple[Mapping[str, Any], ...]:
    listed = LISTINGS["events"].listed(scope)
    wanted = (*_on_days(days), Condition("documents", "gt", "1"))
    return tuple(
        rows(browser.connection, listed, Query(where=wanted, sort="documents", descending=True, size=_MOST_EVENTS))
    )
