"""The page of one event: who states it, who denies it, how many independent origins stand behind each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from attribune.model import Link, LinkKind
from attribune.model.codec import to_json
from attribune.store.browse import Browser
from attribune.web.api import json_response
from attribune.web.desk import Desk, desk_of
from attribune.web.happenings import Told
from attribune.web.render import page
from attribune.web.rows import coarse_claim
from attribune.web.views import ClaimView, claims_by_id

__all__ = ["router"]

router = APIRouter()


@router.get("/events/{event_id}.json", tags=["one"], summary="An event: its claims, who supports it, and what follows.")
def event_json(request: Request, event_id: str) -> Response:
    """The claims of one event, whole, with supports, derived states and links."""
    desk = desk_of(request)
    with desk.browser(request) as browser:
        told = _told(browser, desk, event_id)
    body = {
        "ok": True,
        "id": event_id,
        "type": told.event.type,
        "start": to_json(told.event.start),
        "end": to_json(told.event.end),
        "claims": [to_json(coarse_claim(claim, desk.config.place_precision)) for claim in told.claims],
        "supports": [to_json(row) for row in told.supports],
        "states": [to_json(state) for state in told.states],
        "links": [to_json(link) for link in told.links],
    }
    return json_response(body)


@router.get("/events/{event_id}", include_in_schema=False)
def event(request: Request, event_id: str) -> Response:
    """One event."""
    desk = desk_of(request)
    with desk.browser(request) as browser:
        told = _told(browser, desk, event_id)
        views = {view.claim.id: view for view in claims_by_id(browser, desk, told.event.claim_ids)}
    ids = ",".join(told.event.claim_ids)
    in_order = sorted(views.values(), key=lambda view: (view.claim.published or "", view.claim.id))
    return page(
        request, "event.html", told=told, views=views, in_order=in_order,
        contradictions=_unlike(told.contradictions, views),
        agreeing=_unlike([link for link in told.links if link.kind is LinkKind.CORROBORATES], views),
        data=(("JSON", f"/events/{event_id}.json"), ("GeoJSON", f"/claims.geojson?id__in={ids}")),
    )  # fmt: skip


def _unlike(links: Iterable[Link], views: Mapping[str, ClaimView]) -> list[tuple[Link, int]]:
    """Links between claims shown here, each with the number of further ones that say the same of the same claimants.

    Copies repeat a claim word by word, and so what links it to others.
    """
    same: dict[tuple[frozenset[str], tuple[str, ...]], list[Link]] = {}
    for link in links:
        if link.left in views and link.right in views:
            who = frozenset(views[end].who for end in (link.left, link.right))
            same.setdefault((who, link.reasons), []).append(link)
    return [(found[0], len(found) - 1) for found in same.values()]


def _told(browser: Browser, desk: Desk, event_id: str) -> Told:
    found = desk.events.of(browser).by_id.get(event_id)
    if found is None:
        raise HTTPException(404, f"no event {event_id!r} in this ledger: events join two claims or more")
    return found
