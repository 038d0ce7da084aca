"""What pages show of claims: the words in their sentence, marked, beside what is known about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from attribune.model import Check, Claim, Document, Link, LinkKind, Span, Status
from attribune.store import ClaimFilter, StoredClaim
from attribune.store.browse import Browser, Query, page
from attribune.store.listings import LISTINGS, Scope
from attribune.store.operators import Condition
from attribune.web.desk import Desk
from attribune.web.happenings import Told
from attribune.web.marks import claim_marks, highlighted, marked, sentence_around
from attribune.web.stored import StoredRow, claim_rows

__all__ = ["ClaimView", "Elsewhere", "claim_view", "claims_by_id", "claims_where", "elsewhere", "series_key", "views"]

_MOST_OF_EVENT = 400
_MOST = 60  # claims on a page that lists what belongs to something else
_SENTENCE = 420  # characters of a sentence that a list shows


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as lists and cards show it."""

    claim: Claim
    document: Document | None
    words: Markup
    day: str | None
    check: Check | None

    @property
    def who(self) -> str:
        """The claimant's name."""
        return self.claim.claimant.name if self.claim.claimant is not None else "Nobody named"

    @property
    def stance(self) -> str:
        """What the claimant does: asserts, denies …; in the article's own voice it reports."""
        if self.claim.status is Status.REPORTED_AS_FACT:
            return "reports"
        return self.claim.stance or "withholds"

    @property
    def outlet(self) -> str | None:
        """Who published it, or its title where that is not known."""
        if self.document is None:
            return None
        return self.document.outlet or self.document.title


def claim_view(row: StoredRow, *, phrase: str | None = None, check: Check | None = None) -> ClaimView:
    """A claim in its sentence."""
    stored, document = row
    claim = stored.claim
    day = claim.time.start if claim.time is not None else claim.period.end if claim.period is not None else None
    words = Markup("")
    if document is not None:
        window = _window(claim, document)
        words = marked(document.text, window, [*claim_marks(claim), *highlighted(phrase, document.text, window)])
    return ClaimView(claim, document, words, day.isoformat() if day is not None else claim.published, check)


def _window(claim: Claim, document: Document) -> Span:
    """The sentences that hold a claim and who says it, unless that is too much: then its own sentence."""
    parts = [span for span in (claim.source, claim.cue) if span is not None]
    whole = sentence_around(document.text, Span.cover([*claim.spans, *parts]))
    if len(whole) <= _SENTENCE:
        return whole
    own = sentence_around(document.text, claim.spans[0])
    return own if len(own) <= 2 * _SENTENCE else Span(own.start, own.start + 2 * _SENTENCE)


def views(
    browser: Browser, desk: Desk, found: Iterable[Mapping[str, Any]], *, phrase: str | None = None
) -> list[ClaimView]:
    """Rows of the listing `claims` as pages show them."""
    by_claim = desk.checks.of(browser).by_claim
    whole = claim_rows(browser, found, desk.config.place_precision)
    return [claim_view(row, phrase=phrase, check=by_claim.get(row[0].claim.id)) for row in whole]


def claims_where(
    browser: Browser, desk: Desk, *conditions: Condition, facets: ClaimFilter | None = None, size: int = _MOST
) -> list[ClaimView]:
    """Claims that pass these conditions, newest day first."""
    listed = LISTINGS["claims"].listed(Scope(as_of=browser.as_of, facets=facets or ClaimFilter()))
    found = page(
        browser.connection, listed, Query(where=conditions, sort="day", descending=True, size=size, count=False)
    )
    return views(browser, desk, found.rows)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where else a claim's matter stands: the same event, the same figure, linked claims, copies of its report."""

    event: Told | None
    series: str | None
    same_event: tuple[ClaimView, ...]
    same_figure: tuple[ClaimView, ...]
    links: tuple[tuple[Link, ClaimView | None], ...]
    copies: tuple[tuple[Link, Document | None, bool], ...]  # link, the other document, whether that is the origin


def elsewhere(browser: Browser, desk: Desk, stored: StoredClaim) -> Elsewhere:
    """Everything that the ledger holds beside a claim."""
    claim = stored.claim
    events = desk.events.of(browser)
    told = events.by_id.get(events.by_claim.get(claim.id, ""))
    ids = told.event.claim_ids if told is not None else ()
    return Elsewhere(
        event=told,
        series=series_key(claim),
        same_event=tuple(view for view in claims_by_id(browser, desk, ids) if view.claim.id != claim.id),
        same_figure=tuple(_same_figure(browser, desk, claim)),
        links=tuple(_linked(browser, desk, claim.id)),
        copies=tuple(
            (
                link,
                browser.document(link.right if link.left == claim.document_id else link.left),
                link.left == claim.document_id,
            )
            for link in browser.links_of([claim.document_id])
            if link.kind is LinkKind.COPY_OF
        ),
    )


def series_key(claim: Claim) -> str | None:
    """The id of the series that a figure belongs to, as the listing `series` has it; None where it is in none."""
    if (
        not claim.cumulative
        or claim.claimant is None
        or claim.quantity is None
        or claim.quantity.value.unit is not None
    ):
        return None
    if claim.category in (None, "other"):
        return None
    return f"{claim.claimant.id or claim.claimant.name}~{claim.category}~{claim.subject or ''}"


def claims_by_id(browser: Browser, desk: Desk, ids: Iterable[str]) -> list[ClaimView]:
    """These claims, in the order of their ids as given, as far as they are there."""
    listed = tuple(ids)[:_MOST_OF_EVENT]
    if not listed:
        return []  # no ids would be no filter
    by_id = {
        view.claim.id: view for view in claims_where(browser, desk, facets=ClaimFilter(ids=listed), size=len(listed))
    }
    return [by_id[each] for each in listed if each in by_id]


def _same_figure(browser: Browser, desk: Desk, claim: Claim) -> Iterable[ClaimView]:
    """The same claimant's figure of the same category, subject and day in other reports."""
    key = series_key(claim)
    if key is None or claim.claimant is None:
        return ()
    when = claim.period.end if claim.period is not None else None
    day = when.isoformat() if when is not None else (claim.published or "")[:10]
    where = [
        Condition("claimant", "exact", claim.claimant.name),
        Condition("category", "exact", claim.category or ""),
        Condition("cumulative", "exact", "1"),
        Condition("day", "exact", day),
    ]
    return [view for view in claims_where(browser, desk, *where) if view.claim.id != claim.id]


def _linked(browser: Browser, desk: Desk, claim_id: str) -> Iterable[tuple[Link, ClaimView | None]]:
    links = browser.links_of([claim_id])
    others = tuple({link.right if link.left == claim_id else link.left for link in links})
    if not others:
        return ()
    found = {view.claim.id: view for view in claims_where(browser, desk, facets=ClaimFilter(ids=others))}
    return [(link, found.get(link.right if link.left == claim_id else link.left)) for link in links]
