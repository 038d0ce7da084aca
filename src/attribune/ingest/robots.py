"""robots.txt of the sites that are read: asked for once a site and run, and kept to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from attribune.errors import RetriableError, SkippableError
from attribune.ingest.exchange import Response

__all__ = ["Rules", "read_rules"]

LARGEST = 512_000  # RFC 9309 asks for at least 500 KiB
LONGEST_DELAY = 30.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site lets us do. `_parsed` None: everything."""

    _parsed: Protego | None
    _agent: str

    def allow(self, url: str) -> bool:
        """True if the site lets us read the address."""
        return self._parsed is None or bool(self._parsed.can_fetch(url, self._agent))

    @property
    def delay(self) -> float | None:
        """The seconds between two requests that the site asks for, within reason."""
        asked = None if self._parsed is None else self._parsed.crawl_delay(self._agent)
        return None if asked is None else min(float(asked), LONGEST_DELAY)


def read_rules(get: Callable[[], Response], agent: str) -> Rules:
    """The rules of a site (RFC 9309): no file means no rules; a server that fails to answer means keep out."""
    try:
        answer = get()
    except RetriableError as error:
        raise RetriableError(f"robots.txt cannot be read: {error.message}", error.remedy) from error
    except SkippableError:
        return Rules(None, agent)  # it points astray, or is no text: there are no rules to be found
    if answer.status >= 500:
        raise RetriableError(f"robots.txt cannot be read (status {answer.status})", "try again later")
    if answer.status != 200:
        return Rules(None, agent)
    return Rules(Protego.parse(answer.body[:LARGEST].decode("utf-8", "replace")), agent)
