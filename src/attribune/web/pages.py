"""Pages for people: Today, search, claim card, document, and the tables of all other listings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup

from attribune.model import Document, RegionKind, Span
from attribune.store.browse import Browser, Query
from attribune.store.browse import page as page_of
from attribune.store.listings import LISTINGS, Scope
from attribune.store.operators import Condition, ListingError
from attribune.store.review import decisions
from attribune.web.briefing import briefing, latest_day
from attribune.web.desk import desk_of
from attribune.web.facets import chips, data_links, facet_groups, kept_fields, next_link
from attribune.web.marks import LAYERS, Mark, claim_marks, marked, paragraphs, reading_marks
from attribune.web.render import page
from attribune.web.rows import coarse_claim, opened
from attribune.web.stored import claim_or_404, document_or_404, document_rows
from attribune.web.tables import TABLES, ListedPage, listing_page
from attribune.web.views import ClaimView, claim_view, elsewhere, views

__all__ = ["document_paragraphs", "router"]

router = APIRouter(include_in_schema=False)

_SHOWN_FACETS = tuple("party claimant kind stance verification category event_type place equipment outlet".split())
_FIELDS = ("_search", "_by", "_about", "_place", "_since", "_until")
_SORTS = (
    ("day", "newest first"),
    ("published", "published last"),
    ("best", "largest figure"),
    ("claimant", "claimant, Z to A"),
)


@router.get("/")
def today(request: Request) -> Response:
    """The desk's morning page: one day of reports."""
    desk = desk_of(request)
    with desk.browser(request) as browser:
        day = _day(request.query_params.get("day")) or latest_day(browser)
        found = briefing(browser, desk, day, day)
        others = _days_around(browser, day)
    return page(request, "today.html", brief=found, day=day, earlier=others[0], later=others[1])


def _day(value: str | None) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ListingError(f"{value!r} is no day", "write it as 2022-07-06") from error


def _days_around(browser: Browser, day: date | None) -> tuple[str | None, str | None]:
    """The nearest days before and after with reports."""
    if day is None:
        return None, None
    listed = LISTINGS["documents"].listed(Scope(as_of=browser.as_of))
    before = Query(where=(Condition("day", "lt", day.isoformat()),), sort="day", descending=True, size=1, count=False)
    after = Query(where=(Condition("day", "gt", day.isoformat()),), sort="day", size=1, count=False)
    found = [page_of(browser.connection, listed, query).rows for query in (before, after)]
    return (found[0][0]["day"] if found[0] else None), (found[1][0]["day"] if found[1] else None)


@router.get("/claims")
def claims(request: Request) -> Response:
    """Search: claims with their words, facets and filters."""
    desk = desk_of(request)
    with desk.browser(request) as browser:
        asked_for = _with_facets(request, _SHOWN_FACETS)
        if not any(request.query_params.get(key) for key in ("_sort", "_sort_desc")):
            asked_for = _with(asked_for, "_sort_desc=day")
        found = listing_page("claims", asked_for, desk, browser)
        shown = views(browser, desk, found.page.rows, phrase=found.asked.search)
    return page(
        request, "claims.html", found=found, views=shown, groups=facet_groups(request, found.page),
        chips=chips(request), next=next_link(request, found.page.next), sorts=_SORTS,
        kept=kept_fields(request, (*_FIELDS, "_sort_desc")),
        data=data_links(request, "/claims", "json", "csv", "jsonl", "geojson", "jsonld"),
    )  # fmt: skip


@router.get("/search")
def search(request: Request) -> Response:
    """The search box of every page."""
    query = request.url.query
    return RedirectResponse(f"/claims?{query}" if query else "/claims", 307)


def _with_facets(request: Request, facets: tuple[str, ...]) -> Request:
    """The same request, asking for these facets too."""
    return _with(request, "&".join(f"_facet={name}" for name in facets))


def _with(request: Request, more: str) -> Request:
    """The same request with more parameters."""
    query = f"{request.url.query}&{more}" if request.url.query else more
    return Request({**request.scope, "query_string": query.encode("latin-1")})


@router.get("/claims/{claim_id}")
def claim(request: Request, claim_id: str) -> Response:
    """The claim card."""
    desk = desk_of(request)
    with desk.browser(request) as browser:
        stored = claim_or_404(browser, claim_id)
        beside = elsewhere(browser, desk, stored)
        check = desk.checks.of(browser).by_claim.get(claim_id)
        document = browser.document(stored.claim.document_id)
        shown = coarse_claim(stored.claim, desk.config.place_precision)
        view = claim_view((type(stored)(shown, stored.recorded_from, stored.recorded_to), document), check=check)
        passage = _passage(view)
        same_words = [
            each for each in document_rows(browser, stored.claim.document_id)
            if each.claim.id != claim_id and any(a.overlaps(b) for a in each.claim.spans for b in stored.claim.spans)
        ]  # fmt: skip
        return page(
            request, "claim.html", view=view, claim=shown, stored=stored, passage=passage, beside=beside,
            decided=list(decisions(browser.connection, claim_id)), history=browser.history(claim_id),
            same_words=[claim_view((each, document)) for each in same_words],
            data=data_links(request, f"/claims/{claim_id}", "json", "jsonld"), citation=_citation(request, view),
        )  # fmt: skip


def _passage(view: ClaimView) -> object:
    """The paragraphs that a claim's words stand in, marked."""
    if view.document is None:
        return None
    claim, text = view.claim, view.document.text
    marks = claim_marks(claim)
    whole = Span.cover([mark.span for mark in marks])
    touched = [span for span in paragraphs(text) if span.overlaps(whole)]
    needed = [span for span in touched if any(mark.span.overlaps(span) for mark in marks)] or touched
    return [marked(text, span, marks) for span in needed]


def _citation(request: Request, view: ClaimView) -> str:
    """A citation to copy: who, in what report, when, and the address of the claim."""
    words = " ".join(view.claim.text.split())
    shown = words if len(words) <= 200 else words[:200].rsplit(" ", 1)[0] + " …"
    where = ", ".join(filter(None, (view.outlet, view.claim.published)))
    return (
        f"{view.who} ({view.stance}): {shown} In: {where or 'report without a date'}. {request.url.replace(query='')}"
    )


@router.get("/documents/{document_id}")
def document(request: Request, document_id: str) -> Response:
    """A whole report with every layer marked and its claims in the margin."""
    asked_for = request.query_params.getlist("_layer")
    layers = frozenset(asked_for) & frozenset(LAYERS) if asked_for else frozenset(LAYERS)
    desk = desk_of(request)
    with desk.browser(request) as browser:
        found = document_or_404(browser, document_id)
        reading = browser.reading(document_id)
        stored = document_rows(browser, document_id)
        by_claim = desk.checks.of(browser).by_claim
        margin = [claim_view((each, found), check=by_claim.get(each.claim.id)) for each in stored]
        links = browser.links_of([document_id])
        others = {id_: browser.document(id_) for link in links for id_ in (link.left, link.right) if id_ != document_id}
        analysis = browser.analysis_of(document_id)
    blocks = document_paragraphs(found, reading_marks(found, reading, layers), margin)
    return page(
        request, "document.html", document=found, reading=reading, layers=layers, all_layers=LAYERS, blocks=blocks,
        claims=margin, links=links, others=others, analysis=analysis,
        data=data_links(request, f"/documents/{document_id}", "json", "jsonld", "txt"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a report, marked, with the claims that begin in it."""

    span: Span
    words: Markup
    claims: tuple[ClaimView, ...]
    title: bool


def document_paragraphs(document: Document, marks: Sequence[Mark], margin: Sequence[ClaimView]) -> list[Block]:
    """A report paragraph by paragraph."""
    titles = document.spans_of(RegionKind.TITLE)
    return [
        Block(
            span,
            marked(document.text, span, marks),
            tuple(view for view in margin if span.start <= view.claim.spans[0].start < span.end),
            any(title.overlaps(span) for title in titles),
        )
        for span in paragraphs(document.text)
    ]


def _add_table(name: str) -> None:
    """The page of a listing without a page of its own."""

    def table(request: Request) -> Response:
        info, desk = TABLES[name], desk_of(request)
        with desk.browser(request) as browser:
            found: ListedPage = listing_page(name, _with_facets(request, info.facets), desk, browser)
        rows = list(opened(found.page.rows, desk.config.place_precision))
        return page(
            request, "table.html", table=info, found=found, rows=rows,
            groups=facet_groups(request, found.page), chips=chips(request), next=next_link(request, found.page.next),
            kept=kept_fields(request, ("_search",)), data=data_links(request, f"/{name}", "json", "csv", "jsonl"),
        )  # fmt: skip

    router.add_api_route(f"/{name}", table, methods=["GET"], name=f"table_{name}")


for _name in (
    "documents",
    "parties",
    "places",
    "equipment",
    "links",
    "records",
    "failures",
    "checks",
    "events",
    "series",
):
    _add_table(_name)
del _name
