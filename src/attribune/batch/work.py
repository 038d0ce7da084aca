"""What a worker does with one shard: read, understand, write one Parquet file. Nothing of a shard stays in memory.

Invariant: a part appears under its name only when it is whole, and holds the same bytes of meaning whoever writes it; a
task that is run again because its worker died changes nothing.
"""

from __future__ import annotations

import json
import os
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from attribune.batch.shard import Item, Shard, items_of
from attribune.errors import FatalError
from attribune.ingest import ReadFailure
from attribune.model import Document
from attribune.model.codec import dumps, to_json
from attribune.pipeline import Stages, understand
from attribune.store import Failure, Outcome

__all__ = [
    "COLUMNS",
    "PartReport",
    "Recipe",
    "Unit",
    "done",
    "failure_row",
    "part_of",
    "stages_of",
    "work",
    "write_part",
]

Row = dict[str, str | None]
COLUMNS = ("source", "document", "reading", "claims", "stage", "reason", "outcome")
_ROWS = 200  # rows of a row group: what `load` holds in memory


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a worker gets its stages: a function by its name ("module:function"), and its model and places."""

    stages: str = "attribune.batch.work:package_stages"
    model: str | None = None
    places: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A task: items [start, stop) of a shard. All of it (None), unless a worker died on it and it was cut."""

    shard: Shard
    start: int = 0
    stop: int | None = None


@dataclass(frozen=True, slots=True)
class PartReport:
    """What became of the items of a unit, and what it took: seconds, and the worker's largest memory so far in MB."""

    counts: dict[str, int]
    seconds: float = 0.0
    megabytes: float = 0.0
    worker: int = 0


def package_stages(recipe: Recipe) -> Stages:
    """The stages of this package."""
    from attribune.pipeline import default_stages

    return default_stages(recipe.model, places=Path(recipe.places) if recipe.places is not None else None)


@lru_cache(maxsize=1)
def stages_of(recipe: Recipe) -> Stages:
    """The stages of a recipe; the model is loaded once a worker."""
    module, name = recipe.stages.split(":")
    made: Callable[[Recipe], Stages] = getattr(import_module(module), name)
    return made(recipe)


def work(unit: Unit, output: str, recipe: Recipe) -> PartReport:
    """Do one unit and write its part; the report says what became of its items."""
    started = time.perf_counter()
    stages = stages_of(recipe)
    items = islice(items_of(unit.shard), unit.start, unit.stop)
    counts = write_part(part_of(output, unit), (_row(item, stages) for item in items))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return PartReport(counts, time.perf_counter() - started, peak, os.getpid())


def part_of(output: str, unit: Unit) -> Path:
    """Where the part of a unit lies; names sort in the order of the input, and a half is never taken for a whole."""
    half = "" if unit.stop is None else f"-{unit.start:06}-{unit.stop:06}"
    return Path(output) / f"part-{unit.shard.number:08}{half}.parquet"


def done(path: Path) -> dict[str, int] | None:
    """The counts of a part that is there already, or None."""
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    if not path.exists():
        return None
    counts: dict[str, int] = json.loads(pq.read_metadata(path).metadata[b"counts"])
    return counts


def write_part(path: Path, rows: Iterator[Row]) -> dict[str, int]:
    """Write a part under a name of its own, then give it its name; returns the outcomes with their counts."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.large_string()) for name in COLUMNS])
    counts: Counter[str] = Counter()
    waiting = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        with pq.ParquetWriter(waiting, schema, compression="zstd") as writer:
            while batch := list(islice(rows, _ROWS)):
                counts.update(row["outcome"] or Outcome.ADDED.value for row in batch)
                writer.write_table(pa.Table.from_pylist(batch, schema))
            writer.add_key_value_metadata({"counts": json.dumps(counts, sort_keys=True)})
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)
    return dict(counts)


def failure_row(failure: Failure, document: Document | None = None) -> Row:
    """The row of an item that did not come through; its document stays with it as far as there is one."""
    return {
        "source": failure.source,
        "document": None if document is None else dumps(document),
        "reading": None,
        "claims": None,
        "stage": failure.stage,
        "reason": failure.reason,
        "outcome": failure.outcome.value,
    }


def _row(item: Item, stages: Stages) -> Row:
    if isinstance(item, ReadFailure):
        outcome = Outcome.SKIPPED if item.skipped else Outcome.FAILED
        return failure_row(Failure(item.source, "read", item.reason, outcome))
    reading = understand(item, stages)
    if isinstance(reading, Failure):
        return failure_row(reading, item)
    try:
        claims: Any = [to_json(claim) for claim in stages.claims(item, reading)]
    except FatalError:
        raise
    except Exception as error:  # whatever goes wrong with one document must not end a run of millions
        reason = f"{type(error).__name__}: {error}"
        return failure_row(Failure(item.source or item.id, "claims", reason, Outcome.FAILED), item)
    return {
        "source": item.source,
        "document": dumps(item),
        "reading": dumps(reading),
        "claims": json.dumps(claims, ensure_ascii=False),
        "stage": None,
        "reason": None,
        "outcome": None,
    }
