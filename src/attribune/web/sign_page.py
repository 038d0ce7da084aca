"""Signing in and out. A link works once, and only when its button is pressed: a preview of the link uses nothing up."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from attribune.web.desk import desk_of
from attribune.web.guest import COOKIE, Form, form_of
from attribune.web.render import page

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/sign-in")
def sign_in_page(request: Request) -> Response:
    """The page behind a sign-in link."""
    return page(request, "sign-in.html", secret=request.query_params.get("link", ""))


@router.post("/sign-in")
def sign_in(request: Request, form: Annotated[Form, Depends(form_of)]) -> Response:
    """A session for a link."""
    desk = desk_of(request)
    session = desk.sign_in.use_link(form.get("link", ""))
    if session is None:
        raise HTTPException(403, "this link was used before or is too old: start the server with --root for a new one")
    answer = RedirectResponse("/review", 303)
    answer.set_cookie(
        COOKIE, session, max_age=int(desk.config.session_hours * 3600), path="/", httponly=True, samesite="strict",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """End the session."""
    desk_of(request).sign_in.sign_out(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer
