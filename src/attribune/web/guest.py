"""Who is asking: the session or token of a request, and what it may do."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.exceptions import HTTPException

from attribune.store.browse import browse
from attribune.store.review import token_of
from attribune.web.auth import Reviewer, secret_hash, utc_text
from attribune.web.desk import Desk, desk_of

__all__ = ["COOKIE", "Form", "form_of", "identify", "must_review", "reviewer_of"]

COOKIE = "attribune"
_OPEN = frozenset({"/sign-in", "/healthz"})  # what even a private server shows to anybody
Form = dict[str, str]


def identify(request: Request) -> None:
    """Note who is asking; a private server refuses those who may not read. For every route."""
    desk = desk_of(request)
    who = _by_token(request, desk) or desk.sign_in.reviewer(request.cookies.get(COOKIE))
    request.state.reviewer = who
    if desk.config.private and request.url.path not in _OPEN and (who is None or "read" not in who.scopes):
        raise HTTPException(401, "sign in, or show a token with the scope read", {"www-authenticate": "Bearer"})


def _by_token(request: Request, desk: Desk) -> Reviewer | None:
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret:
        return None
    with browse(desk.store, seconds=desk.config.query_seconds) as browser:
        found = token_of(browser.connection, secret_hash(secret.strip()), utc_text(datetime.now(UTC)))
    if found is None:
        raise HTTPException(401, "this token is unknown, expired or revoked", {"www-authenticate": "Bearer"})
    return Reviewer(found.name, frozenset(found.scopes))


def reviewer_of(request: Request) -> Reviewer | None:
    """Who is asking, if that is known."""
    found: Reviewer | None = getattr(request.state, "reviewer", None)
    return found


def must_review(request: Request) -> Reviewer:
    """Who is asking; 401 or 403 for anybody who may not decide."""
    who = reviewer_of(request)
    if who is None:
        raise HTTPException(
            401, "sign in to review: `attribune serve --root` prints a link", {"www-authenticate": "Bearer"}
        )
    if "review" not in who.scopes:
        raise HTTPException(403, "this token may not review")
    return who


async def form_of(request: Request) -> Form:
    """The fields of a form. Nothing else is taken: no files, no JSON."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    if body and kind != "application/x-www-form-urlencoded":
        raise HTTPException(415, "send a form: application/x-www-form-urlencoded")
    try:
        return dict(parse_qsl(body.decode("utf-8"), max_num_fields=50))
    except ValueError as error:
        raise HTTPException(400, "the form cannot be read") from error
