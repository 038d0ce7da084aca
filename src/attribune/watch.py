"""`watch`: feeds looked at again and again, each new or changed article into the ledger once.

What a feed said last (validators, entries, when to look again) is a note in the ledger, written after its articles are
in: a watch that is cut off takes up where it was, and reads an article twice at worst, which changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from attribune.errors import AttribuneError
from attribune.ingest.feed import FeedEntry, read_feed
from attribune.ingest.fetch import Fetched
from attribune.pipeline import RunReport
from attribune.store import Failure, Outcome, Store

__all__ = ["FeedReport", "FeedState", "look"]

_NOTE = "watch "
_REMEMBERED = 2_000  # entries of one feed: the longest that we met lists 500
_BACK_OFF = (5, 15, 60, 240, 720, 1440)  # minutes after the first, second … failure in a row


class Get(Protocol):
    """Fetches an address, or says that it is unchanged."""

    def __call__(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched: ...


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed. `seen` are keys of entries; `not_before` is ISO 8601 in UTC."""

    etag: str | None = None
    modified: str | None = None
    seen: tuple[str, ...] = ()
    failures: int = 0
    not_before: str | None = None


@dataclass(frozen=True, slots=True)
class FeedReport:
    """What one look at a feed gave: `problem` is why it gave nothing, `added` and so on are of the run over `new`."""

    feed: str
    entries: int = 0
    new: int = 0
    run: RunReport | None = None
    unchanged: bool = False
    problem: str | None = None


def look(
    feed: str, store: Store, fetch: Get, add: Callable[[Iterable[str]], RunReport], *, now: datetime | None = None
) -> FeedReport:
    """Look at one feed once, and `add` the addresses that are new in it. Never raises for what a feed or site does."""
    moment = now if now is not None else datetime.now(UTC)
    state = _state(store, feed)
    if state.not_before is not None and moment.isoformat() < state.not_before:
        again = state.not_before[:16].replace("T", " ")
        return FeedReport(feed, problem=f"failed {state.failures} times: not asked again before {again} UTC")
    try:
        found = fetch(feed, etag=state.etag, modified=state.modified)
        entries = () if found.unchanged else read_feed(found.body, found.url, media_type=found.media_type)
    except AttribuneError as error:
        _put_off(store, feed, state, moment, error)
        return FeedReport(feed, problem=str(error))
    if found.unchanged:
        _remember(store, feed, replace(state, failures=0, not_before=None))
        return FeedReport(feed, entries=len(state.seen), unchanged=True)
    new = _new(entries, state)
    report = add(entry.url for entry in new) if new else None
    failed = _still_failed(store, new)
    seen = tuple(entry.key for entry in entries if entry.url not in failed)[:_REMEMBERED]
    # With an article still to come the feed has to be asked in full again, not "anything new?".
    validators = (None, None) if failed else (found.etag, found.modified)
    _remember(store, feed, FeedState(*validators, seen))
    return FeedReport(feed, entries=len(entries), new=len(new), run=report)


def _new(entries: Iterable[FeedEntry], state: FeedState) -> list[FeedEntry]:
    """Entries that were not there or stood otherwise, oldest first as feeds list the newest first."""
    seen = frozenset(state.seen)
    return [entry for entry in entries if entry.key not in seen][::-1]


def _still_failed(store: Store, entries: Iterable[FeedEntry]) -> set[str]:
    """Addresses that could not be read for now. Those that were skipped stay skipped."""
    wanted = {entry.url for entry in entries}
    with store.view() as view:
        return {
            failure.source
            for failure in view.failures()
            if failure.source in wanted and failure.outcome is Outcome.FAILED and failure.stage == "read"
        }


def _put_off(store: Store, feed: str, state: FeedState, moment: datetime, error: AttribuneError) -> None:
    failures = state.failures + 1
    wait = timedelta(minutes=_BACK_OFF[min(failures, len(_BACK_OFF)) - 1])
    _remember(store, feed, replace(state, failures=failures, not_before=(moment + wait).isoformat()))
    with store.writer() as writer:
        writer.fail(Failure(feed, "feed", str(error), Outcome.FAILED))


def _state(store: Store, feed: str) -> FeedState:
    with store.view() as view:
        noted = view.noted(_NOTE + feed)
    if noted is None:
        return FeedState()
    stored = json.loads(noted)
    return FeedState(**{**stored, "seen": tuple(stored["seen"])})


def _remember(store: Store, feed: str, state: FeedState) -> None:
    with store.writer() as writer:
        writer.note(_NOTE + feed, json.dumps(asdict(state), sort_keys=True))
        if state.failures == 0:
            writer.recovered(feed)
