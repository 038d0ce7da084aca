"""The brief to print, the audit log, and what this server is."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import Response

from attribune.store.browse import Page, Query
from attribune.store.browse import page as page_of
from attribune.store.browse import rows as rows_of
from attribune.store.review import AUDIT_FACETS, audit_listed
from attribune.web.api import json_response
from attribune.web.basemap import load_basemap
from attribune.web.briefing import Briefing, briefing
from attribune.web.cells import figure
from attribune.web.desk import desk_of
from attribune.web.facets import chips, data_links, facet_groups, kept_fields, next_link
from attribune.web.openapi import documented, gives, listing_parameters
from attribune.web.params import asked
from attribune.web.render import page
from attribune.web.rows import csv_lines, json_lines, opened
from attribune.web.settings import PlacePrecision
from attribune.web.tables import ListedPage, TableInfo
from attribune.web.views import ClaimView

__all__ = ["markdown", "router"]

router = APIRouter()

_SAYS = "Who decided what, when, what it was before, and why. Append-only, every entry sealed."
_AUDIT = TableInfo("audit", _SAYS, AUDIT_FACETS, of_claims=False)
_EMPTY = Page((), (), None, 0)


def _briefing(request: Request) -> Briefing:
    desk = desk_of(request)
    with desk.browser(request) as browser:
        facets = asked(request.query_params, browser, desk.config).scope.facets
        return briefing(browser, desk, facets.since, facets.until, replace(facets, since=None, until=None))


@router.get("/brief", include_in_schema=False)
def brief(request: Request) -> Response:
    """The brief as a page to read and print."""
    found = _briefing(request)
    return page(request, "brief.html", brief=found, data=data_links(request, "/brief", "md"))


@router.get(
    "/brief.md", tags=["exports"], summary="The brief as Markdown: every line attributed and linked.",
    response_class=Response, responses=gives("text/markdown"),
)  # fmt: skip
def brief_markdown(request: Request) -> Response:
    """What each side claims in some days (`_since`, `_until`, `_about`), with what agrees and what does not."""
    return Response(markdown(_briefing(request), str(request.base_url)), media_type="text/markdown; charset=utf-8")


@router.get("/about", include_in_schema=False)
def about(request: Request) -> Response:
    """What this is, whose borders the map shows, and how programs ask."""
    with desk_of(request).browser(request) as browser:
        counts = browser.stats()
    return page(request, "about.html", counts=counts, has_basemap=load_basemap() is not None)


def _audit_page(request: Request, *, whole: bool) -> ListedPage:
    desk = desk_of(request)
    with desk.browser(request) as browser:
        wanted = asked(request.query_params, browser, desk.config, whole=whole, of_claims=False)
        listed = audit_listed(browser.connection)
        if listed is None:
            return ListedPage(_EMPTY, wanted)
        if whole:
            found = tuple(rows_of(browser.connection, listed, wanted.query))
            return ListedPage(Page(tuple(listed.select.selected_columns.keys()), found, None, len(found)), wanted)
        query = wanted.query if wanted.query.facets else _faceted(wanted.query)
        return ListedPage(page_of(browser.connection, listed, query), wanted)


def _faceted(query: Query) -> Query:
    return Query(query.where, query.sort, query.descending, query.size, query.after, AUDIT_FACETS, words=query.words)


@router.get(
    "/audit.json", tags=["listings"], summary=_AUDIT.about,
    responses=documented(_AUDIT), openapi_extra=listing_parameters(_AUDIT),
)  # fmt: skip
def audit_json(request: Request) -> Response:
    """The audit log, newest first."""
    found = _audit_page(request, whole=False).page
    shown = list(opened(found.rows, PlacePrecision.EXACT))
    after = next_link(request, found.next)
    return json_response({"ok": True, "rows": shown, "next": found.next, "next_url": after, "count": found.count})


@router.get(
    "/audit.csv", tags=["exports"], summary="The whole audit log as CSV, with its seals.",
    response_class=Response, responses=gives("text/csv"),
)  # fmt: skip
def audit_csv(request: Request) -> Response:
    """The log, so that the chain can be checked elsewhere."""
    found = _audit_page(request, whole=True).page
    text = "".join(csv_lines(opened(found.rows, PlacePrecision.EXACT), found.columns))
    return Response(text, media_type="text/csv; charset=utf-8")


@router.get(
    "/audit.jsonl", tags=["exports"], summary="The whole audit log as JSON Lines, with its seals.",
    response_class=Response, responses=gives("application/x-ndjson"),
)  # fmt: skip
def audit_jsonl(request: Request) -> Response:
    """The log, so that the chain can be checked elsewhere."""
    found = _audit_page(request, whole=True).page
    return Response("".join(json_lines(opened(found.rows, PlacePrecision.EXACT))), media_type="application/x-ndjson")


@router.get("/audit", include_in_schema=False)
def audit(request: Request) -> Response:
    """The audit log as a page."""
    found = _audit_page(request, whole=False)
    return page(
        request, "table.html", table=_AUDIT, found=found, rows=list(opened(found.page.rows, PlacePrecision.EXACT)),
        groups=facet_groups(request, found.page), chips=chips(request), next=next_link(request, found.page.next),
        kept=kept_fields(request, ("_search",)), data=data_links(request, "/audit", "json", "csv", "jsonl"),
    )  # fmt: skip


def markdown(brief: Briefing, base: str) -> str:
    """The brief as Markdown; every line names who says it and leads to the words."""
    days = " to ".join(day.isoformat() for day in dict.fromkeys((brief.since, brief.until)) if day is not None)
    lines = [f"# Brief: {days or 'all days'}", ""]
    lines += [
        f"{brief.documents} reports, {brief.claims} claims, {brief.unverified} of them unverified by their outlets.",
        "",
    ]
    if brief.contradictions:
        lines += ["## Contradicted", ""]
        for item in brief.contradictions:
            lines += [
                f"- **{item.title}** ({'; '.join(item.reasons)})",
                *(f"  - {_line(view, base)}" for view in item.claims),
            ]
        lines.append("")
    if brief.figures:
        lines += ["## Figures against the record", ""]
        lines += [f"- {_line(view, base)} Record: {_verdict(view)}" for view in brief.figures] + [""]
    if brief.drifts:
        lines += ["## Hedges that were dropped", ""]
        for found in brief.drifts:
            head = f"- {found.copy.outlet or found.copy.title}, copying {found.origin.outlet or found.origin.title}:"
            lines += [head, *(f"  - {drift.kind.value}: “{_flat(drift.copy_text)}”" for drift in found.drifts)]
        lines.append("")
    lines += ["## What each side says", ""]
    for side in brief.sides:
        lines += [f"### {side.code or 'No side'} ({side.count} claims)", ""]
        lines += [f"- {_line(view, base)}" for view in side.claims] + [""]
    return "\n".join(lines).rstrip() + "\n"


def _line(view: ClaimView, base: str) -> str:
    """One claim as a line: who, what they do, the words, where, and the address."""
    words = figure(view.claim.quantity.value) if view.claim.quantity is not None else f"“{_flat(view.claim.text)}”"
    counted = f" {view.claim.category.replace('_', ' ')}" if view.claim.category else ""
    outlet = f" ({_escaped(view.outlet)}, {view.claim.published or 'no date'})" if view.outlet else ""
    return f"{_escaped(view.who)} {view.stance}: {words}{counted}{outlet}. [claim]({base}claims/{view.claim.id})"


def _verdict(view: ClaimView) -> str:
    return f"{view.check.verdict.value.replace('_', ' ')} ({view.check.reason})." if view.check is not None else "none."


def _flat(words: str) -> str:
    return _escaped(" ".join(words.split())[:400])


def _escaped(words: str | None) -> str:
    """Words of a report in Markdown: they must not become markup of ours."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|!" else char for char in words or "")
