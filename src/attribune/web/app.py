"""create_app(): the page and the API over one ledger."""

from __future__ import annotations

from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware

from attribune.store.browse import prepare
from attribune.store.sql import SqlStore
from attribune.version import __version__
from attribune.web import (
    api,
    brief_page,
    event_page,
    lineage_page,
    map_page,
    pages,
    review_page,
    series_page,
    sign_page,
)
from attribune.web.desk import Desk
from attribune.web.errors import add_error_handlers
from attribune.web.guest import identify
from attribune.web.openapi import ERRORS
from attribune.web.security import Guard
from attribune.web.settings import WebConfig

__all__ = ["STATIC", "create_app"]

STATIC = Path(__file__).parent / "static"

_PAGES = (brief_page, review_page, sign_page, series_page, event_page, lineage_page, map_page, pages)

_ABOUT = """Who claimed what about a war, on what evidence.

Every listing answers in the dialect of Datasette 1.0: `column=value` and `column__gte=value` filter, `_facet` counts,
`_next` goes on. `.csv` and `.jsonl` stream all rows of the same address without a cap.
"""


def create_app(ledger: SqlStore, config: WebConfig | None = None) -> FastAPI:
    """The app over an open ledger. It reads; only a signed-in reviewer, or a token with that scope, writes."""
    config = config or WebConfig()
    prepare(ledger)
    app = FastAPI(
        title="Attribune",
        version=__version__,
        description=_ABOUT,
        openapi_url="/api/openapi.json",
        docs_url=None,  # these pages would fetch scripts from elsewhere
        redoc_url=None,
        dependencies=[Depends(identify)],
        responses=ERRORS,
    )
    app.state.desk = Desk.over(ledger, config)
    add_error_handlers(app)
    app.include_router(api.router)
    for module in _PAGES:
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    app.add_middleware(Guard, config=config)
    return app
