"""Who may do what: single-use sign-in links, sessions, and tokens for programs. Secrets are kept as hashes only.

Sessions and sign-in links live as long as the server; tokens are rows of the ledger (`attribune.store.review`).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock

__all__ = ["Reviewer", "Scopes", "SignIn", "secret_hash", "utc_text"]

Clock = Callable[[], datetime]
Scopes = frozenset[str]
_ALL: Scopes = frozenset({"read", "review"})


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who is known to the server, and what they may do: read, review."""

    name: str
    scopes: Scopes = _ALL


@dataclass(frozen=True, slots=True)
class _Held:
    reviewer: Reviewer
    until: datetime


class SignIn:
    """Sign-in links that work once, and the sessions they open."""

    def __init__(self, *, link: timedelta, session: timedelta, clock: Clock = lambda: datetime.now(UTC)) -> None:
        self._link, self._session, self._clock = link, session, clock
        self._links: dict[str, _Held] = {}
        self._sessions: dict[str, _Held] = {}
        self._lock = Lock()

    def new_link(self, name: str) -> str:
        """A secret that signs `name` in once, for a while."""
        return self._hold(self._links, Reviewer(name), self._link)

    def use_link(self, secret: str) -> str | None:
        """A session's secret for a link's; None where the link is unknown, used up or too old."""
        with self._lock:
            held = self._links.pop(secret_hash(secret), None)
        if held is None or held.until <= self._clock():
            return None
        return self._hold(self._sessions, held.reviewer, self._session)

    def reviewer(self, secret: str | None) -> Reviewer | None:
        """Whose session this is; None where there is none any more."""
        if not secret:
            return None
        with self._lock:
            held = self._sessions.get(secret_hash(secret))
            if held is not None and held.until <= self._clock():
                del self._sessions[secret_hash(secret)]
                held = None
        return held.reviewer if held is not None else None

    def sign_out(self, secret: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(secret_hash(secret), None)

    def _hold(self, where: dict[str, _Held], reviewer: Reviewer, time: timedelta) -> str:
        secret, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            for key in [key for key, held in where.items() if held.until <= now]:
                del where[key]
            where[secret_hash(secret)] = _Held(reviewer, now + time)
        return secret


def secret_hash(secret: str) -> str:
    """What is kept of a secret. It is 256 random bits: no salt and no slow hash would make it safer."""
    return hashlib.sha256(secret.encode()).hexdigest()


def utc_text(moment: datetime) -> str:
    """A moment as the ledger writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
