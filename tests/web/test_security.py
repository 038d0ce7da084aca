"""Every route: headers, hosts, origins, who may write; links that work once; nothing from a report becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from fastapi.routing import APIRoute
from sqlalchemy import select
from starlette.testclient import TestClient

from attribune.model import (
    Claim,
    ClaimKind,
    Document,
    DocumentFacts,
    Reading,
    Reference,
    Region,
    RegionKind,
    Span,
    Status,
    Verification,
    claim_id,
    document_id,
    text_hash,
)
from attribune.store import Entry, open_ledger
from attribune.store.review import Reviews, Token
from attribune.store.sql import SqlStore
from attribune.store.tables import metadata
from attribune.web.app import create_app
from attribune.web.auth import SignIn, secret_hash, utc_text
from attribune.web.security import HEADERS
from attribune.web.settings import WebConfig

SAME_SITE = {"sec-fetch-site": "same-origin"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


def routes(client: TestClient) -> Iterator[tuple[str, str]]:
    """Method and address of every route, with ids that are there."""
    known = {
        "claim_id": client.get("/claims.json?_shape=arrayfirst&_size=1").json() and _first(client, "claims"),
        "document_id": _first(client, "documents"),
        "event_id": _first(client, "events"),
        "key": _first(client, "series"),
    }
    for route in _all_routes(client.app.routes):  # type: ignore[attr-defined]
        address = route.path
        for name, value in known.items():
            address = address.replace(f"{{{name}}}", value)
        for method in sorted(route.methods):
            yield method, address


def _all_routes(found) -> Iterator[APIRoute]:  # type: ignore[no-untyped-def]
    for route in found:
        if isinstance(route, APIRoute):
            yield route
        elif hasattr(route, "original_router"):
            yield from _all_routes(route.original_router.routes)


def _first(client: TestClient, name: str) -> str:
    return str(client.get(f"/{name}.json?_size=1").json()["rows"][0]["id"])


def test_walk_finds_the_routes(client: TestClient) -> None:
    found = set(routes(client))
    assert ("GET", "/") in found
    assert ("GET", "/claims.csv") in found
    assert len(found) > 60


def test_every_route_answers_with_every_header(client: TestClient) -> None:
    for method, address in routes(client):
        answer = client.request(method, address, follow_redirects=False)
        assert answer.status_code < 500, (method, address, answer.text)
        if method == "GET":
            assert answer.status_code in (200, 307), (address, answer.text[:300])
        for name, value in HEADERS.items():
            if name != "cache-control":
                assert answer.headers[name] == value, (address, name)


def test_no_route_writes_for_a_stranger(client: TestClient) -> None:
    writing = [(method, address) for method, address in routes(client) if method not in ("GET", "HEAD")]
    assert writing
    for method, address in writing:
        for headers in ({}, {"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}, {"origin": "null"}):
            assert client.request(method, address, headers=headers | FORM).status_code == 403, (address, headers)
        if address.startswith("/review"):
            assert client.request(method, address, headers=SAME_SITE | FORM).status_code == 401, address


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil:8001", "[::2]:80", "a]"]
)
def test_foreign_host_is_refused_everywhere(client: TestClient, host: str) -> None:
    for address in ("/", "/claims.json", "/static/attribune.css", "/api/openapi.json"):
        assert client.get(address, headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "localhost:8001", "127.0.0.1:8001", "[::1]:8001"])
def test_own_host_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action") and value:
                self.found.add(value)
            if name == "style" or name.startswith("on"):
                self.inline.append(f"{tag} {name}={value}")


def test_every_link_of_every_page_leads_somewhere(client: TestClient) -> None:
    """From the front page, as far as three steps; inline styles and handlers would be blocked by the policy."""
    seen: set[str] = set()
    waiting = {"/"}
    for _ in range(3):
        found: set[str] = set()
        for address in sorted(waiting - seen)[:120]:
            seen.add(address)
            answer = client.get(address)
            assert answer.status_code == 200, (address, answer.text[:200])
            if answer.headers["content-type"].startswith("text/html"):
                links = _Links()
                links.feed(answer.text)
                assert not links.inline, (address, links.inline)
                assert "<script>" not in answer.text
                found |= {urljoin(f"http://testserver{address}", link) for link in links.found}
        ours = {link for link in found if urlsplit(link).netloc == "testserver"}
        waiting = {urlsplit(link)._replace(scheme="", netloc="", fragment="").geturl() or "/" for link in ours}
        waiting -= {"/sign-out"} | {link for link in waiting if link.startswith("/review/")}
    assert len(seen) > 150


def test_sign_in_link_works_once_and_a_preview_uses_nothing_up(own: SqlStore) -> None:
    app = create_app(own)
    link = app.state.desk.sign_in.new_link("Olena")
    client = TestClient(app)
    assert client.get("/sign-in", params={"link": link}).status_code == 200
    first = client.post("/sign-in", data={"link": link}, headers=SAME_SITE, follow_redirects=False)
    assert first.status_code == 303
    cookie = first.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "Olena" in client.get("/").text
    assert TestClient(app).post("/sign-in", data={"link": link}, headers=SAME_SITE).status_code == 403
    client.post("/sign-out", headers=SAME_SITE)
    assert "Olena" not in client.get("/").text


def test_sign_in_link_and_session_end_in_time() -> None:
    now = datetime(2024, 1, 1, tzinfo=UTC)
    sign_in = SignIn(link=timedelta(minutes=1), session=timedelta(hours=1), clock=lambda: now)
    late = sign_in.new_link("a")
    now += timedelta(minutes=2)
    assert sign_in.use_link(late) is None
    session = sign_in.use_link(sign_in.new_link("a"))
    assert sign_in.reviewer(session) is not None
    now += timedelta(hours=2)
    assert sign_in.reviewer(session) is None


def _token(store: SqlStore, *scopes: str, days: int = 1) -> dict[str, str]:
    secret = "-".join(("secret", *scopes, str(days)))
    with store.writer() as writer:
        expires = utc_text(datetime.now(UTC) + timedelta(days=days))
        Reviews(writer).add_token(Token("robot", scopes, expires), secret_hash(secret))
    return {"authorization": f"Bearer {secret}"}


def test_token_does_what_its_scopes_say_and_no_more(own: SqlStore) -> None:
    client = TestClient(create_app(own))
    claim = _first(client, "claims")
    assert client.post(f"/review/{claim}", data={"reading": "y"}, headers=_token(own, "review")).status_code == 200
    assert client.post(f"/review/{claim}", data={"reading": "y"}, headers=_token(own, "read")).status_code == 403
    assert client.get("/claims.json", headers=_token(own, "read", days=-1)).status_code == 401
    assert client.get("/claims.json", headers={"authorization": "Bearer made-up"}).status_code == 401


def test_token_with_a_cookie_beside_it_needs_the_origin(own: SqlStore) -> None:
    client = TestClient(create_app(own), cookies={"attribune": "stolen"})
    claim = _first(client, "claims")
    assert client.post(f"/review/{claim}", data={"reading": "y"}, headers=_token(own, "review")).status_code == 403


def test_revoked_token_is_unknown_and_secrets_are_not_in_the_ledger(own: SqlStore) -> None:
    headers = _token(own, "read")
    with own.writer() as writer:
        assert Reviews(writer).revoke_token("robot") == 1
    assert TestClient(create_app(own)).get("/claims.json", headers=headers).status_code == 401
    with own.view() as view:
        kept = [str(row) for table in metadata.sorted_tables for row in view._connection.execute(select(table))]
    assert any("robot" in row for row in kept)
    assert not any("secret-read" in row for row in kept)


def test_private_server_shows_strangers_nothing(own: SqlStore) -> None:
    client = TestClient(create_app(own, WebConfig(private=True)))
    token = _token(own, "read")
    for method, address in routes(TestClient(create_app(own))):
        if method == "GET" and address not in ("/sign-in", "/healthz"):
            assert client.get(address).status_code == 401, address
            assert client.get(address, headers=token).status_code in (200, 307), address


def test_large_body_is_refused_whatever_it_says_of_its_length(own: SqlStore) -> None:
    client = TestClient(create_app(own, WebConfig(max_body_bytes=1000)))
    assert client.post("/sign-in", content=b"a" * 2000, headers=SAME_SITE | FORM).status_code == 413

    def endless() -> Iterator[bytes]:
        for _ in range(100):
            yield b"a" * 100

    assert client.post("/sign-in", content=endless(), headers=SAME_SITE | FORM).status_code == 413


def test_slow_query_is_stopped(own: SqlStore) -> None:
    client = TestClient(create_app(own, WebConfig(query_seconds=0.0)))
    answer = client.get("/claims.json?_facet=claimant&_facet=place")
    assert answer.status_code == 503
    assert "longer" in answer.json()["error"]
    assert TestClient(create_app(own)).get("/claims.json?_facet=claimant").status_code == 200


HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)> "quoted" said & {{ 7*7 }} =cmd|calc'


def test_hostile_report_stays_text_on_every_page(tmp_path: Path) -> None:
    text = f"{HOSTILE}\n\n{HOSTILE} in Kyiv."
    whole = Span(0, len(text))
    document = Document(
        document_id(text), text, text_hash(text), title=HOSTILE, outlet=HOSTILE, author=HOSTILE,
        url="javascript:alert(3)", regions=(Region(RegionKind.TITLE, Span(0, len(HOSTILE))),),
    )  # fmt: skip
    who = Reference(None, HOSTILE, "unknown")
    place = Reference(None, HOSTILE, "settlement", "UA", 50.0, 30.0)
    claim = Claim(
        claim_id(document.id, ClaimKind.EVENT, (whole,)), document.id, ClaimKind.EVENT, (whole,), text, who, "<b>",
        "<i>", Status.CLAIMED, Verification.UNVERIFIED, event_type="<u>", place=place, published="2024-01-01",
        source=Span(0, 8), cue=Span(8, 20), hedges=(Span(21, 30),), relay=(who,),
    )  # fmt: skip
    with open_ledger(tmp_path / "hostile.db") as store:
        with store.writer() as writer:
            writer.put(Entry(document, Reading(DocumentFacts(title=HOSTILE)), (claim,), HOSTILE))
        client = TestClient(create_app(store))
        pages = (
            "/",
            "/claims",
            f"/claims/{claim.id}",
            f"/documents/{document.id}",
            "/documents",
            "/parties",
            "/places",
            "/map",
            "/review",
            "/brief",
            f"/claims?_search={quote(HOSTILE)}",
        )
        for address in pages:
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert "<script>alert" not in answer.text
            assert "<img" not in answer.text
            assert "49 =cmd" not in answer.text
            assert not re.search(r'href="javascript:', answer.text)
