"""Every listing by name, with where its rows come from: the ledger, or what is worked out from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from fastapi import Request
from sqlalchemy import Connection

from attribune.store.browse import Browser, Listed, Page, page
from attribune.store.listings import LISTINGS
from attribune.web.checked import CHECK_FACETS
from attribune.web.desk import Desk
from attribune.web.happenings import EVENT_FACETS
from attribune.web.memory import MemoryListing
from attribune.web.params import Asked, asked

__all__ = ["TABLES", "ListedPage", "Opened", "TableInfo", "listing_page", "opened_table"]


@dataclass(frozen=True, slots=True)
class TableInfo:
    """A listing as the API and the pages present it."""

    name: str
    about: str
    facets: tuple[str, ...]
    of_claims: bool = True  # counts claims, so that who, where and when narrow it


@dataclass(frozen=True, slots=True)
class Opened:
    """A listing with the connection that it is read through."""

    connection: Connection
    listed: Listed
    asked: Asked


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page, and what was asked for it."""

    page: Page
    asked: Asked


_OF_CLAIMS = frozenset("claims documents parties places pins equipment series".split())

TABLES: Mapping[str, TableInfo] = {
    **{name: TableInfo(name, listing.about, listing.facets, name in _OF_CLAIMS) for name, listing in LISTINGS.items()},
    "events": TableInfo(
        "events", "Happenings that several claims are about, as links join them.", EVENT_FACETS, of_claims=False
    ),
    "checks": TableInfo(
        "checks", "Reported figures held against the claimant's own record.", CHECK_FACETS, of_claims=False
    ),
}
"""Every listing."""


_WORKED_OUT: Mapping[str, Callable[[Desk, Browser], MemoryListing]] = {
    "events": lambda desk, browser: desk.events.of(browser).listing,
    "checks": lambda desk, browser: desk.checks.of(browser).listing,
}


@contextmanager
def opened_table(name: str, request: Request, desk: Desk, browser: Browser, *, whole: bool = False) -> Iterator[Opened]:
    """The listing that an address asks for, ready to be read."""
    wanted = asked(request.query_params, browser, desk.config, whole=whole, of_claims=TABLES[name].of_claims)
    if name in _WORKED_OUT:
        listing = _WORKED_OUT[name](desk, browser)
        with listing.connect() as connection:
            yield Opened(connection, listing.listed, wanted)
        return
    yield Opened(browser.connection, LISTINGS[name].listed(wanted.scope), wanted)


def listing_page(name: str, request: Request, desk: Desk, browser: Browser) -> ListedPage:
    """One page of a listing as the address asks for it."""
    with opened_table(name, request, desk, browser) as opened:
        return ListedPage(page(opened.connection, opened.listed, opened.asked.query), opened.asked)
