"""The page of one series: the claimant's figures as reports carried them, over the copies of its own record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from attribune.model import Number, Quantity, RecordValue, Verdict
from attribune.reconcile.records import RECORDS
from attribune.store.browse import Browser, Query, rows
from attribune.store.listings import LISTINGS, Scope
from attribune.store.operators import Condition
from attribune.web.api import json_response
from attribune.web.cells import figure
from attribune.web.chart import Dot, Line, chart
from attribune.web.desk import Desk, desk_of
from attribune.web.params import asked
from attribune.web.render import category_label, page
from attribune.web.rows import csv_lines
from attribune.web.views import ClaimView, claims_where

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_MARGIN = 10  # days of the record that are shown before the first and after the last report
_MOST = 2000  # reports of one series
_RINGED = (Verdict.DISAGREES, Verdict.COPIES_DISAGREE)


@router.get("/series/{key}.json")
def series_json(request: Request, key: str) -> Response:
    """One series as JSON: reports and record cells."""
    desk = desk_of(request)
    with desk.browser(request) as browser:
        reports, cells, _ = _series(browser, desk, request, key)
    return json_response({"ok": True, "reports": [_row(view) for view in reports], "records": list(map(_cell, cells))})


@router.get("/series/{key}.csv")
def series_csv(request: Request, key: str) -> Response:
    """Reports and record cells of one series in one table."""
    desk = desk_of(request)
    with desk.browser(request) as browser:
        reports, cells, _ = _series(browser, desk, request, key)
    table = [*map(_row, reports), *map(_cell, cells)]
    columns = ("day", "source", "low", "best", "high", "qualifier", "verdict", "claim_id", "document_id")
    return Response("".join(csv_lines(table, columns)), media_type="text/csv; charset=utf-8")


@router.get("/series/{key}")
def series(request: Request, key: str) -> Response:
    """The chart of one series with the table below it."""
    desk = desk_of(request)
    with desk.browser(request) as browser:
        reports, cells, window = _series(browser, desk, request, key)
    by_copy: dict[str, list[tuple[date, float]]] = {}
    for cell in cells:
        by_copy.setdefault(cell.copy, []).append((cell.as_of, float(cell.value)))
    lines = [Line(copy, tuple(values)) for copy, values in sorted(by_copy.items())]
    first = reports[0]
    assert first.claim.category is not None
    title = f"{first.who}: {category_label(first.claim.category)}"
    title += f" ({first.claim.subject})" if first.claim.subject else ""
    ringed = [view for view in reports if view.check is not None and view.check.verdict in _RINGED]
    return page(
        request, "series.html", reports=reports, title=title, drawn=chart(lines, list(_dots(reports)), title),
        ringed=ringed, copies=sorted(by_copy), since=window[0], until=window[1],
        data=(("JSON", f"{request.url.path}.json"), ("CSV", f"{request.url.path}.csv")),
    )  # fmt: skip


def _series(
    browser: Browser, desk: Desk, request: Request, key: str
) -> tuple[list[ClaimView], list[RecordValue], tuple[date | None, date | None]]:
    """Reports by day, the record cells around them, and the first and last day shown. 404 where there is no report."""
    who, category, subject = _parts(key)
    where = [
        Condition("category", "exact", category),
        Condition("cumulative", "exact", "1"),
        Condition("unit", "isnull", "1"),
        Condition("subject", "exact", subject) if subject else Condition("subject", "isnull", "1"),
    ]
    wanted = asked(request.query_params, browser, desk.config).scope.facets
    found = claims_where(browser, desk, *where, Condition("claimant_id", "exact", who), size=_MOST)
    found = found or claims_where(browser, desk, *where, Condition("claimant", "exact", who), size=_MOST)
    found = [view for view in found if view.day and _within(_day(view), wanted.since, wanted.until)]
    dated = sorted(found, key=lambda view: (view.day or "", view.claim.id))
    if not dated:
        raise HTTPException(404, f"no series {key!r} in these days")
    first = wanted.since or _day(dated[0]) - timedelta(days=_MARGIN)
    last = wanted.until or _day(dated[-1]) + timedelta(days=_MARGIN)
    return dated, list(_cells(browser, dated[0], first, last)), (first, last)


def _within(day: date, since: date | None, until: date | None) -> bool:
    """True if a figure's own day lies in the window; its period reaches back to the first day of the war."""
    return (since is None or since <= day) and (until is None or day <= until)


def _parts(key: str) -> tuple[str, str, str]:
    parts = key.rsplit("~", 2)
    if len(parts) != 3:
        raise HTTPException(404, f"no series {key!r}: an id is claimant~category~subject")
    return parts[0], parts[1], parts[2]


def _cells(browser: Browser, view: ClaimView, first: date, last: date) -> Iterator[RecordValue]:
    """The cells of the claimant's own record for these days, from every copy."""
    claimant = view.claim.claimant
    names = [
        record.name
        for record in RECORDS.values()
        if claimant is not None
        and (claimant.id in record.claimants or claimant.name in record.names)
        and view.claim.subject == record.subject
    ]
    where = (
        Condition("record", "in", ",".join(names)),
        Condition("category", "exact", view.claim.category or ""),
        Condition("as_of", "gte", first.isoformat()),
        Condition("as_of", "lte", last.isoformat()),
    )
    listed = LISTINGS["records"].listed(Scope(as_of=browser.as_of))
    for row in rows(browser.connection, listed, Query(where=where, sort="as_of")):
        cells = {name: row[name] for name in ("record", "copy", "claimant_id", "category", "subject", "column")}
        yield RecordValue(**cells, as_of=date.fromisoformat(row["as_of"]), value=_whole(row["value"]))


def _dots(reports: list[ClaimView]) -> Iterator[Dot]:
    for view in reports:
        assert view.claim.quantity is not None
        quantity = view.claim.quantity.value
        value = _drawn_at(quantity)
        if value is None:
            continue
        verdict = view.check.verdict if view.check is not None else None
        label = f"{figure(quantity)}, {view.day}, {view.outlet}" + (f": {verdict.value}" if verdict else "")
        ring = verdict.value if verdict in _RINGED and verdict is not None else None
        yield Dot(_day(view), value, quantity.low, quantity.high, label, f"/claims/{view.claim.id}", ring)


def _drawn_at(quantity: Quantity) -> float | None:
    known = [number for number in (quantity.best, quantity.low, quantity.high) if number is not None]
    return float(known[0]) if known else None


def _day(view: ClaimView) -> date:
    assert view.day is not None
    return date.fromisoformat(view.day[:10])


def _row(view: ClaimView) -> dict[str, object]:
    assert view.claim.quantity is not None
    quantity = view.claim.quantity.value
    return {
        "day": view.day,
        "source": "report",
        "low": quantity.low,
        "best": quantity.best,
        "high": quantity.high,
        "qualifier": quantity.qualifier.value,
        "verdict": view.check.verdict.value if view.check is not None else None,
        "claim_id": view.claim.id,
        "document_id": view.claim.document_id,
    }


def _cell(cell: RecordValue) -> dict[str, object]:
    empty = {"low": None, "high": None, "qualifier": None, "verdict": None, "claim_id": None, "document_id": None}
    return {
        "day": cell.as_of.isoformat(),
        "source": f"record {cell.record}, copy {cell.copy}",
        "best": cell.value,
        **empty,
    }


def _whole(value: float) -> Number:
    return int(value) if float(value).is_integer() else value
