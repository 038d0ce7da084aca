"""The driver of the steps that link: copies, agreement and denials over all parts, none of it in one memory.

Invariant: the links are those that one process works out over the same documents, or the summary says that they are not
complete and why; `load` then works them out itself.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from attribune.batch import agreeing, copying, marking
from attribune.batch.steps import Place, StepReport, finished, note
from attribune.linking import RULES
from attribune.model import Link
from attribune.model.codec import loads

__all__ = ["Linked", "link_all", "linked", "links_of"]

_STEPS = 2  # what steps send one another; a folder with the rows of other ones is begun again
_DOCUMENTS = 300  # of a bucket: what is sent there fits any worker
_BUCKETS = 512  # at most: every step writes a batch for each into every file
_RETRIES = 2
_LONGEST = 50  # steps from a copy to its root

Step = Callable[[Place, int], StepReport]
STEPS: dict[str, Callable[..., StepReport]] = {
    "sort out": marking.sort_out,
    "settle": marking.settle,
    "mark": marking.mark,
    "meet": copying.meet,
    "weigh": copying.weigh,
    "bring": copying.bring,
    "prove": copying.prove,
    "nearest": copying.nearest,
    "compare": agreeing.compare,
    "agree": agreeing.agree,
    "walk": agreeing.walk,
    "ask": agreeing.ask,
    "tell": agreeing.tell,
    "deny": agreeing.deny,
}
_LAST = {"lineage": "nearest", "agreement": "agree", "denial": "deny"}  # the steps that write links
_BY_PART = frozenset({"sort out", "mark", "tell"})


@dataclass(frozen=True, slots=True)
class Linked:
    """The summary: how many documents there are and how many links by rule; what was left out; what it took."""

    documents: int
    links: dict[str, int]
    skipped: tuple[str, ...]
    seconds: float = 0.0
    megabytes: float = 0.0

    @property
    def complete(self) -> bool:
        """True if nothing was left out."""
        return not self.skipped


class _StoppedError(Exception):
    """A step could not be done: the rest has to wait for it."""


def do(step: str, number: int, place: Place, arguments: tuple[int, ...]) -> StepReport:
    """Do one step on a worker, and note that it is done."""
    started = time.perf_counter()
    report = STEPS[step](place, number, *arguments)
    note(place, _named(step, arguments), number, report)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return replace(report, seconds=time.perf_counter() - started, megabytes=peak, worker=os.getpid())


def link_all(
    client: Any, output: str, documents: int, *, progress: Callable[[str, int, int], None] | None = None
) -> Linked:
    """Link what the parts in `output` hold, some `documents`; `progress` is called with step, number done and total."""
    place = _place(output, documents)
    earlier = linked(output)
    if earlier is not None and earlier.complete:
        return earlier
    reports: dict[str, list[StepReport]] = {}

    def phase(step: str, *arguments: int) -> int:
        numbers = range(len(place.parts) if step in _BY_PART else place.buckets)
        made = reports[_named(step, arguments)] = list(_phase(client, place, step, numbers, arguments, progress))
        if any(report.failed for report in made):
            raise _StoppedError  # later steps would take what is there for all there is
        return sum(report.count for report in made)

    with suppress(_StoppedError):
        for step in ("sort out", "settle", "mark", "meet", "weigh", "bring", "prove", "nearest", "compare", "agree"):
            phase(step)
        last = next((number for number in range(_LONGEST) if phase("walk", number) == 0), _LONGEST - 1)
        phase("ask", last)
        phase("tell")
        phase("deny")
    found = _summary(reports)
    if found.complete:
        for folder in place.folder.iterdir():
            if folder.is_dir() and folder.name != "done":
                shutil.rmtree(folder)
    _write(place, found)
    return found


def linked(output: str) -> Linked | None:
    """The summary of a finished run under today's rules; None where there is none."""
    try:
        said = json.loads((Path(output) / "links" / "links.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if said.pop("rules") != list(RULES):
        return None
    return Linked(said["documents"], said["links"], tuple(said["skipped"]))


def _summary(reports: dict[str, list[StepReport]]) -> Linked:
    counts = {step: sum(report.count for report in made) for step, made in reports.items()}
    everything = [report for made in reports.values() for report in made]
    return Linked(
        counts.get("settle", 0),
        {rule: counts.get(step, 0) for rule, step in _LAST.items()},
        tuple(sorted({each for report in everything for each in report.skipped})),
        sum(report.seconds for report in everything),
        max((report.megabytes for report in everything), default=0.0),
    )


def links_of(output: str) -> Iterator[Link]:
    """The links of a finished run, rule by rule."""
    for rule in _LAST:
        for path in sorted((Path(output) / "links").glob(f"{rule}-*.jsonl")):
            with path.open(encoding="utf-8") as lines:
                yield from (loads(Link, line) for line in lines)


def _phase(
    client: Any,
    place: Place,
    step: str,
    numbers: Sequence[int],
    arguments: tuple[int, ...],
    progress: Callable[[str, int, int], None] | None,
) -> Iterator[StepReport]:
    """The reports of one step for all numbers; what an earlier run did is not done again."""
    as_completed: Any = import_module("distributed").as_completed

    done = 0
    futures = {}
    for number in numbers:
        earlier = finished(place, _named(step, arguments), number)
        if earlier is None:
            task = partial(client.submit, do, step, number, place, arguments, pure=False, retries=_RETRIES)
            futures[task()] = task, number
        else:
            done += 1
            yield earlier
    again = []
    for future in as_completed(futures):
        task, number = futures[future]
        error = future.exception()
        if error is not None and type(error).__name__ == "KilledWorker":
            again.append((task, number))  # alone afterwards: dask blames all tasks that the dead worker had
        else:
            yield _report(future, step, number)
            done += 1
        future.release()
        if progress is not None:
            progress(step, done, len(numbers))
    for task, number in again:
        yield _report(task(), step, number)


def _report(future: Any, step: str, number: int) -> StepReport:
    """What a step did, or why its rows are missing."""
    error = future.exception()
    if error is None:
        report: StepReport = future.result()
        return report
    if type(error).__name__ == "KilledWorker":
        why = "the worker died on it: out of memory, or a crash"
    else:
        why = f"{type(error).__name__}: {error}"
    return StepReport(skipped=(f"the step “{step}” {number}: {why}",), failed=True)


def _place(output: str, documents: int) -> Place:
    """Where to work; what an earlier run left over other parts goes."""
    parts = tuple(sorted(path.name for path in Path(output).glob("part-*.parquet")))
    place = Place(output, parts, max(1, min(_BUCKETS, -(-documents // _DOCUMENTS))))
    plan = place.folder / "plan.json"
    said = json.dumps({"parts": parts, "buckets": place.buckets, "rules": RULES, "steps": _STEPS})
    if not plan.exists() or plan.read_text(encoding="utf-8") != said:
        if place.folder.exists():
            shutil.rmtree(place.folder)
        place.folder.mkdir(parents=True)
        plan.write_text(said, encoding="utf-8")
    return place


def _write(place: Place, found: Linked) -> None:
    said = {"documents": found.documents, "links": found.links, "skipped": found.skipped, "rules": RULES}
    (place.folder / "links.json").write_text(json.dumps(said, indent=1), encoding="utf-8")


def _named(step: str, arguments: tuple[int, ...]) -> str:
    return " ".join([step, *map(str, arguments)])
