"""What every route needs, made once with the app: the ledger, the settings, the checks, who is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from fastapi import Request

from attribune.store.browse import Browser, browse
from attribune.store.sql import SqlStore
from attribune.web.auth import SignIn
from attribune.web.checked import CheckBook
from attribune.web.happenings import EventBook
from attribune.web.params import as_of
from attribune.web.settings import WebConfig

__all__ = ["Desk", "desk_of"]


@dataclass(frozen=True)
class Desk:
    """The ledger and everything that stands around it."""

    store: SqlStore
    config: WebConfig
    sign_in: SignIn
    checks: CheckBook = field(default_factory=CheckBook)
    events: EventBook = field(default_factory=EventBook)

    @classmethod
    def over(cls, store: SqlStore, config: WebConfig) -> Desk:
        """A desk over a ledger."""
        link, session = timedelta(minutes=config.link_minutes), timedelta(hours=config.session_hours)
        return cls(store, config, SignIn(link=link, session=session))

    @contextmanager
    def browser(self, request: Request, *, seconds: float | None = None) -> Iterator[Browser]:
        """The ledger at the moment that the address asks for, with the time limit of a query."""
        limit = self.config.query_seconds if seconds is None else seconds
        with browse(self.store, as_of(request.query_params), seconds=limit) as browser:
            yield browser


def desk_of(request: Request) -> Desk:
    """The desk of the app that answers this request."""
    desk: Desk = request.app.state.desk
    return desk
