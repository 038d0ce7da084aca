"""The JSON API, in the dialect of Datasette 1.0, and the streams: CSV, JSON Lines, GeoJSON, JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from attribune.export import claim_lines, to_extraction
from attribune.export.geojson import geojson_lines
from attribune.export.jsonld import CONTEXT, annotation, claim_node, jsonld_lines
from attribune.model.codec import to_json
from attribune.store.browse import rows
from attribune.version import __version__
from attribune.web.desk import Desk, desk_of
from attribune.web.openapi import documented, gives, listing_parameters
from attribune.web.params import Asked
from attribune.web.rows import coarse_claim, csv_lines, json_lines, opened
from attribune.web.stored import StoredRow, claim_or_404, claim_rows, document_or_404, document_rows
from attribune.web.tables import TABLES, ListedPage, TableInfo, listing_page, opened_table

__all__ = ["json_response", "router"]

router = APIRouter()

Row = Mapping[str, Any]

_STREAMS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}
_CLAIM_STREAMS = {"geojson": "application/geo+json", "jsonld": "application/ld+json"}


def json_response(value: object, media_type: str = "application/json", *, status: int = 200) -> Response:
    """A value as JSON."""
    return Response(json.dumps(value, ensure_ascii=False, allow_nan=False), status, media_type=media_type)


@router.get("/healthz", tags=["server"], summary="Is the server there, and can it read its ledger?")
def healthz(request: Request) -> Response:
    """`{"ok": true}` with the number of documents, or an error."""
    with desk_of(request).browser(request) as browser:
        return json_response({"ok": True, "version": __version__, "ledger": browser.version()})


def _add_listing(table: TableInfo) -> None:
    """The routes of one listing."""

    def as_json(request: Request) -> Response:
        desk = desk_of(request)
        with desk.browser(request) as browser:
            found = listing_page(table.name, request, desk, browser)
        return _shaped(request, found, desk)

    parameters = listing_parameters(table)
    router.add_api_route(
        f"/{table.name}.json", as_json, methods=["GET"], tags=["listings"], summary=table.about,
        operation_id=f"list_{table.name}", responses=documented(table), openapi_extra=parameters,
    )  # fmt: skip
    streams = _STREAMS | (_CLAIM_STREAMS if table.name == "claims" else {})
    for suffix, media_type in streams.items():
        router.add_api_route(
            f"/{table.name}.{suffix}", _streamed(table, suffix, media_type), methods=["GET"], tags=["exports"],
            summary=f"{table.about} Streamed, without a cap.", operation_id=f"export_{table.name}_{suffix}",
            responses=documented(table, media_type.partition(";")[0]), openapi_extra=parameters,
            response_class=Response,
        )  # fmt: skip


def _streamed(table: TableInfo, suffix: str, media_type: str) -> Callable[[Request], Response]:
    """A route that streams a listing. What is wrong with the address is found before the first byte leaves."""

    def stream(request: Request) -> Response:
        desk = desk_of(request)
        pieces = _pieces(table, suffix, request, desk)
        first = next(pieces, "")
        name = f'attachment; filename="{table.name}.{suffix}"' if suffix in ("csv", "jsonl") else "inline"
        return StreamingResponse(
            _joined(first, pieces), media_type=media_type, headers={"content-disposition": name}
        )  # fmt: skip

    return stream


def _begun(found: Iterator[Row]) -> Iterator[Row]:
    """The same rows, the first one already read: a wrong question must fail before an answer has begun."""
    first = list(islice(found, 1))
    return chain(first, found)


def _joined(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _pieces(table: TableInfo, suffix: str, request: Request, desk: Desk) -> Iterator[str]:
    """A listing piece by piece; the ledger is read as one moment until the last piece has left."""
    with (
        desk.browser(request, seconds=desk.config.export_seconds) as browser,
        opened_table(table.name, request, desk, browser, whole=True) as table_opened,
    ):
        found = _begun(rows(table_opened.connection, table_opened.listed, table_opened.asked.query))
        if table.name == "claims" and suffix != "csv":
            yield from _whole_claims(suffix, claim_rows(browser, found, desk.config.place_precision), request)
            return
        shown = opened(found, desk.config.place_precision)
        if suffix == "csv":
            yield from csv_lines(shown, table_opened.listed.select.selected_columns.keys())
        else:
            yield from json_lines(shown)


def _whole_claims(suffix: str, found: Iterable[StoredRow], request: Request) -> Iterator[str]:
    """Claims with all their values, as a file that programs read."""
    if suffix == "geojson":
        yield from geojson_lines(found)
    elif suffix == "jsonld":
        yield from jsonld_lines(found, base=str(request.base_url))
    else:
        yield from json_lines(claim_lines(found))


def _shaped(request: Request, found: ListedPage, desk: Desk) -> Response:
    """A page in the shape that was asked for."""
    asked, page = found.asked, found.page
    shown = list(opened(page.rows, desk.config.place_precision))
    if asked.shape in ("array", "arrayfirst"):
        return _array(asked, shown)
    body: dict[str, Any] = {"ok": True, "rows": _rows(asked, shown, page.columns), "next": page.next}
    body["next_url"] = _next_url(request, page.next)
    if page.count is not None:
        body["count"] = page.count
    if asked.shape == "arrays":
        body["columns"] = list(page.columns)
    if page.facets:
        body["facet_results"] = {
            "results": {
                facet.column: {
                    "name": facet.column,
                    "truncated": facet.truncated,
                    "results": [
                        {"value": each.value, "label": each.value, "count": each.count} for each in facet.values
                    ],
                }
                for facet in page.facets
            }
        }
    return json_response(body)


def _rows(asked: Asked, shown: list[dict[str, Any]], columns: tuple[str, ...]) -> object:
    if asked.shape == "arrays":
        return [[row[name] for name in columns] for row in shown]
    if asked.shape == "object":
        return {str(next(iter(row.values()))): row for row in shown}
    return shown


def _array(asked: Asked, shown: list[dict[str, Any]]) -> Response:
    listed: list[Any] = shown if asked.shape == "array" else [next(iter(row.values())) for row in shown]
    if asked.lines:
        return Response("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in listed), media_type="text/plain")
    return json_response(listed)


def _next_url(request: Request, token: str | None) -> str | None:
    return None if token is None else str(request.url.include_query_params(_next=token))


@router.get("/claims/{claim_id}.json", tags=["one"], summary="A claim with everything that is known of it.")
def claim(request: Request, claim_id: str) -> Response:
    """The claim, its words, its versions, its links and its check."""
    desk = desk_of(request)
    with desk.browser(request) as browser:
        stored = claim_or_404(browser, claim_id)
        check = desk.checks.of(browser).by_claim.get(claim_id)
        body = {
            "ok": True,
            "claim": to_json(coarse_claim(stored.claim, desk.config.place_precision)),
            "recorded_from": stored.recorded_from,
            "recorded_to": stored.recorded_to,
            "words": [to_json(words) for words in browser.words(claim_id)],
            "history": [
                {
                    "recorded_from": each.recorded_from,
                    "recorded_to": each.recorded_to,
                    "claim": to_json(coarse_claim(each.claim, desk.config.place_precision)),
                }
                for each in browser.history(claim_id)
            ],
            "links": [to_json(link) for link in browser.links_of([claim_id])],
            "check": None if check is None else to_json(check),
        }
    return json_response(body)


@router.get(
    "/claims/{claim_id}.jsonld", tags=["one"], summary="A claim as schema.org Claim and Web Annotation.",
    response_class=Response, responses=gives("application/ld+json"),
)  # fmt: skip
def claim_jsonld(request: Request, claim_id: str) -> Response:
    """One claim as linked data."""
    desk = desk_of(request)
    with desk.browser(request) as browser:
        stored = claim_or_404(browser, claim_id)
        stored = type(stored)(coarse_claim(stored.claim, desk.config.place_precision), stored.recorded_from, None)
        node = claim_node(stored, browser.document(stored.claim.document_id), base=str(request.base_url))
    return json_response({"@context": CONTEXT, **node}, "application/ld+json")


@router.get("/documents/{document_id}.json", tags=["one"], summary="The extraction document: every layer of a report.")
def document(request: Request, document_id: str) -> Response:
    """What `attribune extract` prints, with the text that its offsets count in."""
    with desk_of(request).browser(request) as browser:
        found = document_or_404(browser, document_id)
        reading = browser.reading(document_id)
    layers = {} if reading is None else to_extraction(found, reading)
    return json_response({"ok": True, "text": found.text, "url": found.url, "outlet": found.outlet, **layers})


@router.get(
    "/documents/{document_id}.txt", tags=["one"], summary="The text of a report as it was read.",
    response_class=Response, responses=gives("text/plain"),
)  # fmt: skip
def document_text(request: Request, document_id: str) -> Response:
    """Plain text, whatever was captured: it is never served as HTML."""
    with desk_of(request).browser(request) as browser:
        found = document_or_404(browser, document_id)
    return Response(found.text.encode("utf-8", "replace"), media_type="text/plain; charset=utf-8")


@router.get(
    "/documents/{document_id}.jsonld", tags=["one"], summary="A report's claims as Web Annotations.",
    response_class=Response, responses=gives("application/ld+json"),
)  # fmt: skip
def document_jsonld(request: Request, document_id: str) -> Response:
    """One annotation for each claim, with position and quote selectors."""
    desk = desk_of(request)
    with desk.browser(request) as browser:
        found = document_or_404(browser, document_id)
        base = str(request.base_url)
        notes = [
            {
                "id": f"{base}claims/{stored.claim.id}",
                **annotation(stored.claim.id, stored.claim.spans, found, base=base),
            }
            for stored in document_rows(browser, document_id)
        ]
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": notes}
    return json_response(page, "application/ld+json")


for _table in TABLES.values():
    _add_listing(_table)
del _table
