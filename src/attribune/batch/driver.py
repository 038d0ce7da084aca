"""The driver of a batch: shards to workers, a few at a time; what kills a worker is found by halving and left out.

Invariant: every item of the input is in exactly one part, so in = understood + skipped + failed. The driver holds no
documents, only the units that are on their way.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from attribune.batch.linker import Linked, link_all
from attribune.batch.shard import Item, items_of, plan
from attribune.batch.work import PartReport, Recipe, Unit, done, failure_row, part_of, work, write_part
from attribune.errors import FatalError
from attribune.ingest import ReadFailure
from attribune.model import Document
from attribune.store import Failure, Outcome

__all__ = ["BatchReport", "Job", "batch"]

_AHEAD = 3  # units on their way for each worker
_RETRIES = 2  # of a unit whose worker could not write: another worker may have room


@dataclass(frozen=True, slots=True)
class Job:
    """What to do: the inputs, where to write, how many files or lines a shard has, and with which stages."""

    inputs: tuple[str, ...]
    output: str
    shard: int = 200
    recipe: Recipe = field(default_factory=Recipe)
    analysis: str = ""  # what understands them: parts of another version are another job's


@dataclass(slots=True)
class BatchReport:
    """What became of everything, how many parts were there before, and what the workers took."""

    counts: Counter[str] = field(default_factory=Counter)
    parts: int = 0
    resumed: int = 0
    seconds: float = 0.0  # of all workers together
    megabytes: dict[int, float] = field(default_factory=dict)  # the largest memory by worker
    linked: Linked | None = None

    @property
    def total(self) -> int:
        """How many items were read."""
        return sum(self.counts.values())

    def add(self, part: PartReport) -> None:
        """Count one part."""
        self.counts.update(part.counts)
        self.parts += 1
        self.seconds += part.seconds
        if part.worker:
            self.megabytes[part.worker] = max(part.megabytes, self.megabytes.get(part.worker, 0.0))


def batch(
    job: Job,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    progress: Callable[[BatchReport], None] | None = None,
    linking: Callable[[str, int, int], None] | None = None,
) -> BatchReport:
    """Do the job on a dask cluster: at the address `scheduler`, else on `workers` processes of this machine.

    Then link what was understood. Parts and steps that are there from an earlier run of the same job are kept.
    `progress` is called after every part, `linking` with the step, how much of it is done, and of how much. FatalError:
    no dask, another job's output.
    """
    _prepare(job)
    report = BatchReport()
    distributed = _distributed()
    suspects: list[Unit] = []
    with _client(distributed, workers, scheduler) as client:
        units = _units(job, report)
        running: dict[Any, Unit] = {}
        finished = distributed.as_completed()

        def start(unit: Unit) -> None:
            future = client.submit(work, unit, job.output, job.recipe, pure=False, retries=_RETRIES)
            running[future] = unit
            finished.add(future)

        for unit in islice(units, _AHEAD * workers):
            start(unit)
        while running:
            future = next(finished)
            suspects += _settle(future, running.pop(future), job, report)
            future.release()
            for unit in islice(units, 1):
                start(unit)
            while suspects and not running:
                # Alone, so that the death of its worker is its own: dask blames all units that the worker was given.
                unit = suspects.pop(0)
                suspects = [*_alone(client, unit, job, report), *suspects]
            if progress is not None:
                progress(report)
        report.linked = link_all(client, job.output, report.total, progress=linking)
    return report


def _units(job: Job, report: BatchReport) -> Iterator[Unit]:
    """What is still to be done."""
    for shard in plan(job.inputs, job.shard):
        unit = Unit(shard)
        counts = done(part_of(job.output, unit))
        if counts is None:
            yield unit
        else:
            report.add(PartReport(counts))
            report.resumed += 1


def _settle(future: Any, unit: Unit, job: Job, report: BatchReport) -> list[Unit]:
    """Count a finished unit; returns one that was on a worker when it died."""
    error = future.exception()
    if error is None:
        report.add(future.result())
    elif isinstance(error, FatalError):
        raise error
    elif type(error).__name__ == "KilledWorker":
        return [unit]
    else:
        report.add(_given_up(unit, job, f"{type(error).__name__}: {error}"))
    return []


def _alone(client: Any, unit: Unit, job: Job, report: BatchReport) -> list[Unit]:
    """Do a unit while nothing else runs; returns the halves of one that kills its worker again."""
    future = client.submit(work, unit, job.output, job.recipe, pure=False, retries=_RETRIES)
    if not _settle(future, unit, job, report):
        return []
    stop = unit.stop if unit.stop is not None else sum(1 for _ in items_of(unit.shard))
    if stop - unit.start <= 1:
        report.add(_given_up(unit, job, "the worker died on it: out of memory, or a crash"))
        return []
    middle = (unit.start + stop) // 2
    return [Unit(unit.shard, unit.start, middle), Unit(unit.shard, middle, stop)]


def _given_up(unit: Unit, job: Job, reason: str) -> PartReport:
    """Record every item of a unit as failed."""
    items = islice(items_of(unit.shard), unit.start, unit.stop)
    rows = (
        failure_row(
            Failure(_source(item), "extract", reason, Outcome.FAILED), item if isinstance(item, Document) else None
        )
        for item in items
    )
    return PartReport(write_part(part_of(job.output, unit), rows))


def _source(item: Item) -> str:
    return item.source if isinstance(item, ReadFailure) else item.source or item.id


def _prepare(job: Job) -> None:
    """Make the folder and note the job in it; FatalError where it holds another one."""
    folder = Path(job.output)
    note = folder / "job.json"
    said = json.dumps({**asdict(job), "output": None}, indent=1, sort_keys=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if note.exists():
            if note.read_text(encoding="utf-8") != said:
                raise FatalError(f"{folder} holds the output of another job", "name another folder, or remove it")
        elif any(folder.iterdir()):
            raise FatalError(f"{folder} is not empty", "name a new folder")
        note.write_text(said, encoding="utf-8")
        # What a worker that was killed left behind, and halves of shards: without their whole they are done again.
        _remove(folder.glob("part-*.tmp"))
        _remove(folder.glob("part-*-*.parquet"))
    except OSError as error:
        raise FatalError(f"{folder} cannot be written ({error.strerror})", "name another folder") from error


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError as error:
        raise FatalError("batch needs dask", "pip install 'attribune[cluster]'") from error


@contextmanager
def _client(distributed: Any, workers: int, scheduler: str | None) -> Iterator[Any]:
    """A client of the cluster; a local one ends with it."""
    # One death is enough to know: a unit is halved, and each half is tried again anyway.
    settings = {
        "distributed.scheduler.allowed-failures": 0,
        "distributed.comm.timeouts.connect": "60s",
        # It notes the stack of a worker a hundred times a second and keeps an hour of them, hundreds of megabytes.
        "distributed.worker.profile.enabled": False,
    }
    with import_module("dask").config.set(settings):
        if scheduler is not None:
            with distributed.Client(scheduler) as client:
                yield client
            return
        with (
            distributed.LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
            ) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield client
