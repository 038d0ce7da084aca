"""Errors with their HTTP status, in one place. A program gets JSON that stays the same, a person gets a page."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from attribune.errors import AttribuneError, RetriableError
from attribune.store.browse import SlowQueryError
from attribune.store.operators import ListingError
from attribune.web.render import page, wants_json

__all__ = ["add_error_handlers", "denied", "error_response"]

_STATUS: tuple[tuple[type[AttribuneError], int], ...] = (
    (ListingError, 400),
    (SlowQueryError, 503),
    (RetriableError, 503),
    (AttribuneError, 500),
)
"""The status of every error of ours; the first that fits counts."""


def add_error_handlers(app: FastAPI) -> None:
    """Make every error of this app answer in one form."""
    app.add_exception_handler(AttribuneError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(ClientDisconnect, _cut_off)
    app.add_exception_handler(RequestValidationError, _invalid)


def error_response(request: Request, status: int, error: str, remedy: str = "") -> Response:
    """The error as JSON `{"ok": false, "error", "remedy", "status", "title"}`, or as a page."""
    title = HTTPStatus(status).phrase
    body = {"ok": False, "error": error, "remedy": remedy, "status": status, "title": title}
    if wants_json(request):
        return JSONResponse(body, status)
    return page(request, "error.html", status=status, code=status, error=error, remedy=remedy, title=title)


def denied(request: Request, error: str, remedy: str, *, status: int = 403) -> Response:
    """A refusal."""
    return error_response(request, status, error, remedy)


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, AttribuneError)
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    return error_response(request, status, error.message, error.remedy)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = error_response(request, error.status_code, str(error.detail))
    response.headers.update(error.headers or {})
    return response


async def _cut_off(request: Request, error: Exception) -> Response:
    """A body that went on past the limit is cut off by `security.Guard`, which looks like a hang-up."""
    del error
    return error_response(request, 413, "the body is too large, or broke off", "send less")


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:])
    return error_response(request, 422, f"{where}: {first['msg']}", "see /api/openapi.json for what it takes")
