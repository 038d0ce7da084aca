"""What the steps that link documents and claims have in common: where they work, and what they leave.

A step is a function of a place and a number (of a part, or of a bucket). It reads what earlier steps sent there, sends
rows on, and may be run again at any time: the same rows come out, and its note appears when they are all written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attribune.batch.shuffle import Exchange, Scatter, gather

__all__ = ["Place", "StepReport", "finished", "note", "rows_at", "sending", "write_links"]

_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where the steps work: the folder with the parts, the names of these, and how many buckets there are."""

    output: str
    parts: tuple[str, ...]
    buckets: int

    @property
    def folder(self) -> Path:
        """Where links and what is sent between steps lie."""
        return Path(self.output) / "links"


@dataclass(frozen=True, slots=True)
class StepReport:
    """What a step did: how much of it (documents, pairs, links), what was left out and why, and what it took."""

    count: int = 0
    skipped: tuple[str, ...] = ()
    seconds: float = 0.0
    megabytes: float = 0.0
    worker: int = 0
    failed: bool = False  # it was not done at all


@contextmanager
def sending(place: Place, number: int, *exchanges: Exchange) -> Iterator[list[Scatter]]:
    """The ways out of a step, whole files once it ends well."""
    with ExitStack() as stack:
        yield [stack.enter_context(Scatter(place.folder, exchange, number, place.buckets)) for exchange in exchanges]


def rows_at(place: Place, exchange: Exchange, bucket: int, sort: Iterable[str] = ()) -> Iterator[tuple[Any, ...]]:
    """What was sent to a bucket, row by row; sorted by these columns, else in the order of the senders."""
    table = gather(place.folder, exchange, bucket, place.buckets)
    if order := [(name, "ascending") for name in sort]:
        table = table.sort_by(order)
    for batch in table.to_batches(max_chunksize=_ROWS):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def write_links(place: Place, rule: str, bucket: int, rows: Iterable[str]) -> int:
    """Write the links of a rule that this bucket decides, each a line of JSON; returns their number."""
    path = place.folder / f"{rule}-{bucket:06}.jsonl"
    waiting = path.with_suffix(".tmp")
    count = 0
    try:
        with waiting.open("w", encoding="utf-8") as lines:
            for row in rows:
                lines.write(row + "\n")
                count += 1
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)
    return count


def note(place: Place, step: str, number: int, report: StepReport) -> None:
    """Note that a step is done."""
    path = place.folder / "done" / f"{step}-{number:06}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_suffix(".tmp")
    waiting.write_text(json.dumps({"count": report.count, "skipped": report.skipped}), encoding="utf-8")
    waiting.replace(path)


def finished(place: Place, step: str, number: int) -> StepReport | None:
    """The report of a step that an earlier run did, if any."""
    try:
        said = json.loads((place.folder / "done" / f"{step}-{number:06}.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return StepReport(said["count"], tuple(said["skipped"]))
