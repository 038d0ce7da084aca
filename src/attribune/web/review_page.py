"""The review queue: what needs eyes first, decided by button or key; every decision is an entry of the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from attribune.model import Link, LinkKind, link_id
from attribune.reconcile.assessment import read_grade
from attribune.store.audit import AuditEntry
from attribune.store.browse import Browser, Page, Query
from attribune.store.browse import page as page_of
from attribune.store.review import Reviews, decisions, reviewer_rule
from attribune.web.api import json_response
from attribune.web.auth import Reviewer
from attribune.web.desk import Desk, desk_of
from attribune.web.facets import next_link
from attribune.web.guest import Form, form_of, must_review, reviewer_of
from attribune.web.queue import queue, reasons_for
from attribune.web.render import page
from attribune.web.stored import claim_or_404
from attribune.web.views import ClaimView, claims_by_id

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_PAGE = 20
READING = {"y": "right", "n": "wrong", "h": "unsure"}
"""What can be said of a reading, by key: was the report understood as it stands?"""
FIELDS = tuple("claimant source cue content hedge figure category subject period event place time equipment".split())
"""What can be put right by hand."""
_PAIRS = (LinkKind.SAME_EVENT, LinkKind.CORROBORATES, LinkKind.CONTRADICTS, LinkKind.DISTINCT, LinkKind.UNSURE)
_LONGEST = 2000  # characters of a note or a correction


@dataclass(frozen=True, slots=True)
class Item:
    """One claim of the queue: why it is there, what is linked to it, what was decided of it."""

    view: ClaimView
    reasons: tuple[str, ...]
    pairs: tuple[tuple[Link, ClaimView], ...]
    decided: tuple[AuditEntry, ...]


@router.get("/review")
def review(request: Request) -> Response:
    """The queue."""
    desk = desk_of(request)
    with desk.browser(request) as browser:
        found = _queue(request, desk, browser)
        items = _items(browser, desk, found)
    return page(
        request, "review.html", items=items, count=found.count, next=next_link(request, found.next), fields=FIELDS,
        pair_kinds=[kind.value for kind in _PAIRS], may=_may(reviewer_of(request)),
    )  # fmt: skip


def _queue(request: Request, desk: Desk, browser: Browser) -> Page:
    after = request.query_params.get("_next") or None
    listed = queue(browser, desk.checks.of(browser))
    return page_of(browser.connection, listed, Query(size=_PAGE, after=after))


def _items(browser: Browser, desk: Desk, found: Page) -> list[Item]:
    rows: dict[str, Any] = {str(row["id"]): row for row in found.rows}
    items = []
    for view in claims_by_id(browser, desk, rows):
        links = [link for link in browser.links_of([view.claim.id]) if link.kind in _PAIRS][:3]
        others = {each.claim.id: each for each in claims_by_id(browser, desk, [_other(link, view) for link in links])}
        pairs = tuple((link, others[_other(link, view)]) for link in links if _other(link, view) in others)
        decided = tuple(decisions(browser.connection, view.claim.id))
        items.append(Item(view, tuple(reasons_for(rows[view.claim.id])), pairs, decided))
    return items


def _other(link: Link, view: ClaimView) -> str:
    return link.right if link.left == view.claim.id else link.left


def _may(who: Reviewer | None) -> bool:
    return who is not None and "review" in who.scopes


Signed = Annotated[Reviewer, Depends(must_review)]
Sent = Annotated[Form, Depends(form_of)]


@router.post("/review/undo")
def undo(request: Request, who: Signed) -> Response:
    """Withdraw the last decision of this reviewer."""
    with desk_of(request).store.writer() as writer:
        undone = Reviews(writer).undo(who.name)
    if undone is None:
        raise HTTPException(409, "there is nothing to undo")
    return _answer(request, undone, ())


@router.post("/review/{claim_id}")
def decide(request: Request, claim_id: str, who: Signed, form: Sent) -> Response:
    """One decision about a claim: its reading, a grade, a correction or a note. What others decided stays theirs."""
    desk = desk_of(request)
    with desk.browser(request) as browser:
        claim_or_404(browser, claim_id)
    entry = _entry(claim_id, who.name, form)
    with desk.store.writer() as writer:
        done = Reviews(writer).assess(entry)
    with desk.browser(request) as browser:
        others = [
            each
            for each in decisions(browser.connection, claim_id)
            if each.by != who.name and each.scale == entry.scale
        ]
    return _answer(request, done, tuple(others))


@router.post("/review/{claim_id}/link")
def link(request: Request, claim_id: str, who: Signed, form: Sent) -> Response:
    """A decision about two claims, as a link under the reviewer's name."""
    desk = desk_of(request)
    kinds = {kind.value: kind for kind in _PAIRS}
    kind = kinds.get(form.get("kind", ""))
    if kind is None:
        raise HTTPException(400, f"no such link: choose one of {', '.join(kinds)}")
    with desk.browser(request) as browser:
        left, right = sorted((claim_id, form.get("other", "")))
        for each in (left, right):
            claim_or_404(browser, each)
    if left == right:
        raise HTTPException(400, "a claim is not linked to itself")
    why = form.get("why", "")[:_LONGEST] or "decided by reading both"
    decided = Link(link_id(kind, left, right), kind, left, right, 1.0, (why,), reviewer_rule(who.name))
    with desk.store.writer() as writer:
        done = Reviews(writer).link(decided, who.name, why)
    return _answer(request, done, ())


def _entry(claim_id: str, by: str, form: Form) -> AuditEntry:
    """The audit entry that a form stands for; 400 says what can be written."""
    why = form.get("why", "").strip()[:_LONGEST] or None
    if "reading" in form:
        value = READING.get(form["reading"])
        if value is None:
            raise HTTPException(400, f"no such decision: choose one of {', '.join(READING)}")
        return AuditEntry(by, "assess", claim_id, "reading", None, value, why)
    if "grade" in form:
        try:
            grade = read_grade(form["grade"])
        except ValueError as error:
            raise HTTPException(400, str(error)) from error
        return AuditEntry(by, "assess", claim_id, grade.scale, None, grade.value, why)
    if "field" in form and form.get("value", "").strip():
        if form["field"] not in FIELDS:
            raise HTTPException(400, f"no such field: choose one of {', '.join(FIELDS)}")
        return AuditEntry(by, "assess", claim_id, f"edit {form['field']}", None, form["value"].strip()[:_LONGEST], why)
    if why is not None:
        return AuditEntry(by, "assess", claim_id, "note", None, why)
    raise HTTPException(400, "say what you decide: reading, grade, field with value, or why")


def _answer(request: Request, done: AuditEntry, others: tuple[AuditEntry, ...]) -> Response:
    """JSON for the script, the queue again for a form."""
    if "application/json" in request.headers.get("accept", ""):
        said = [{"by": each.by, "scale": each.scale, "value": each.new} for each in others]
        return json_response(
            {"ok": True, "subject": done.subject, "scale": done.scale, "value": done.new, "at": done.at, "others": said}
        )  # fmt: skip
    return RedirectResponse(f"/review#{done.subject}", 303)
