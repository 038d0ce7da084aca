"""What every request passes and every answer carries: host, origin, size, and the headers that bind the browser.

One place, pure ASGI, outside of all routes: a route that is added later cannot forget it.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from attribune.web.errors import denied
from attribune.web.settings import WebConfig

__all__ = ["HEADERS", "Guard", "same_origin"]

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-cache",
}
"""Headers of every answer. Nothing is ever fetched from elsewhere, so nothing from elsewhere may be."""


class Guard:
    """Refuses foreign hosts, cross-site writes and large bodies; adds HEADERS to every answer."""

    def __init__(self, app: ASGIApp, config: WebConfig) -> None:
        self._app = app
        self._config = config

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)

        async def send_bound(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(request)
        if refusal is not None:
            status, error, remedy = refusal
            await denied(request, error, remedy, status=status)(scope, receive, send_bound)
            return
        await self._app(scope, self._bounded(receive), send_bound)

    def _refusal(self, request: Request) -> tuple[int, str, str] | None:
        host = request.headers.get("host", "")
        if _name(host) not in self._config.hosts:
            return 421, f"this server does not answer to {host or 'no name'!r}", "name it with --host-name"
        if request.method in _SAFE:
            return None
        length = request.headers.get("content-length", "")
        if length.isdigit() and int(length) > self._config.max_body_bytes:
            return 413, f"the body is larger than {self._config.max_body_bytes} bytes", "send less"
        if not same_origin(request.headers, host):
            return 403, "this request comes from another site", "open the page itself and send it from there"
        return None

    def _bounded(self, receive: Receive) -> Receive:
        """Reads no more than the limit, whatever the request said of its length: the rest is cut off as a hang-up."""
        left = self._config.max_body_bytes

        async def receive_bounded() -> Message:
            nonlocal left
            message = await receive()
            if message["type"] == "http.request":
                left -= len(message.get("body", b""))
                if left < 0:
                    return {"type": "http.disconnect"}
            return message

        return receive_bounded


def same_origin(headers: Headers, host: str) -> bool:
    """True if a write comes from our own page, or from a program that holds a token and no cookie.

    Browsers say where a request comes from in Sec-Fetch-Site, older ones in Origin. A request with neither is none of
    a browser: it has to bring a token, since only a browser sends cookies on somebody else's behalf.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc == host and host != ""
    return headers.get("authorization", "").lower().startswith("bearer ") and "cookie" not in headers


def _name(host: str) -> str:
    """The host without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.rpartition(":")[0] if ":" in host else host
