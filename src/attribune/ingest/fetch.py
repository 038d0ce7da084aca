"""`Fetcher`: pages from the web, read as a guest would: slowly, by the house rules, and never further than the door.

Every hop of a redirect is a new address: parsed, resolved and checked like the first. What cannot be had is an
`AttribuneError` with the reason; nothing else comes out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import urljoin

from attribune.errors import FatalError, RetriableError, SkippableError
from attribune.ingest.address import OTHER_PORTS, Resolve, Target, is_public, parse_address, public_addresses
from attribune.ingest.address import system_resolve as _system_resolve
from attribune.ingest.exchange import Response, exchange
from attribune.ingest.failure import MAX_BYTES
from attribune.ingest.robots import Rules, read_rules

__all__ = ["Fetched", "Fetcher", "Limits", "fetcher_for"]

AGENT = "Attribune"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a site is taken, how long it may take, and how often we knock."""

    max_bytes: int = MAX_BYTES
    seconds: float = 30.0  # for one page with all its redirects
    redirects: int = 5
    delay: float = 1.0  # between two requests to one host


@dataclass(frozen=True, slots=True)
class Fetched:
    """One page as it came: `url` is where it was found in the end. `unchanged`: the site says that it is as before."""

    url: str
    body: bytes
    media_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Network:
    """What the fetcher needs of the world. Only tests put anything else in its place."""

    resolve: Resolve = _system_resolve
    allowed: Callable[[str], bool] = is_public
    ports: frozenset[int] | None = OTHER_PORTS
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Fetcher:
    """Fetches pages for one run. `contact` is where a site's owner can write to (an address or a page)."""

    contact: str
    limits: Limits = field(default_factory=Limits)
    network: Network = field(default_factory=Network)
    robots: bool = True
    _rules: dict[str, Rules] = field(default_factory=dict, init=False)
    _next: dict[str, float] = field(default_factory=dict, init=False)

    def __call__(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """The page at an address, or "unchanged" where `etag` or `modified` still hold.

        SkippableError: not to be had. RetriableError: not now.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value is not None}
        target, answer = self._follow(url, headers, robots=self.robots)
        if answer.status == 304:
            return Fetched(target.url, b"", etag=etag, modified=modified, unchanged=True)
        _check(answer, target)
        media_type, charset = _content_type(answer.headers.get("content-type"))
        validators = answer.headers.get("etag"), answer.headers.get("last-modified")
        return Fetched(target.url, answer.body, media_type, charset, *validators)

    def _follow(self, url: str, headers: Mapping[str, str], *, robots: bool) -> tuple[Target, Response]:
        """The last hop and its answer. The time limit is for all hops together, without the waiting in between."""
        left = self.limits.seconds
        for _ in range(self.limits.redirects + 1):
            target = parse_address(url, ports=self.network.ports)
            if robots and not self._rules_of(target).allow(target.url):
                raise SkippableError(f"{target.host} asks not to read this page (robots.txt)", "save the page instead")
            self._wait(target)
            started = time.monotonic()
            answer = self._ask(target, headers, started + left)
            left -= time.monotonic() - started
            if answer.redirect is None:
                return target, answer
            # A location may hold spaces or bytes beyond ASCII; a backslash in it stays and is refused.
            url = urljoin(target.url, answer.redirect.strip().replace(" ", "%20"))
        raise SkippableError(f"over {self.limits.redirects} redirects", "give the address that they end at")

    def _ask(self, target: Target, headers: Mapping[str, str], deadline: float) -> Response:
        addresses = public_addresses(target, self.network.resolve, allowed=self.network.allowed)
        headers = {
            "Host": target.site.split("://")[1],
            "User-Agent": f"{AGENT}/1 (+{self.contact})",
            "Accept": "text/html, application/xhtml+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
            "Connection": "close",
            **headers,
        }
        return exchange(target, addresses, headers, deadline=deadline, max_bytes=self.limits.max_bytes)

    def _rules_of(self, target: Target) -> Rules:
        if target.site not in self._rules:
            address = target.site + "/robots.txt"
            self._rules[target.site] = read_rules(lambda: self._follow(address, {}, robots=False)[1], AGENT)
        return self._rules[target.site]

    def _wait(self, target: Target) -> None:
        """Wait until the host may be asked again."""
        now = self.network.clock()
        ready = self._next.get(target.host, now)
        if ready > now:
            self.network.sleep(ready - now)
        rules = self._rules.get(target.site)
        asked = rules.delay if rules is not None else None
        delay = self.limits.delay if asked is None else max(asked, self.limits.delay)
        self._next[target.host] = max(ready, now) + delay


def fetcher_for(contact: str | None) -> Fetcher:
    """A fetcher that says who is asking; FatalError where nobody is named: a guest who hides is thrown out, rightly."""
    if contact is None or not contact.strip() or not contact.isascii() or not contact.isprintable():
        raise FatalError(
            "sites cannot see who is asking for their pages",
            "set ATTRIBUNE_CONTACT to an address they can write to, as in ATTRIBUNE_CONTACT=desk@example.org",
        )
    return Fetcher(contact.strip())


def _check(answer: Response, target: Target) -> None:
    if answer.status == 200:
        return
    if answer.status in (401, 402, 403, 451):
        raise SkippableError(f"{target.host} does not give the page out (status {answer.status})", "save it instead")
    if answer.status == 429 or answer.status >= 500:
        after = answer.headers.get("retry-after", "")
        when = f"in {after} seconds" if after.isdigit() else "later"
        raise RetriableError(f"{target.host} cannot answer now (status {answer.status})", f"try again {when}")
    raise SkippableError(f"{target.host} has no such page (status {answer.status})", "check the address")


def _content_type(value: str | None) -> tuple[str | None, str | None]:
    """Media type and charset of the header."""
    if value is None:
        return None, None
    message = Message()
    message["content-type"] = value
    return message.get_content_type(), message.get_content_charset()
