"""The trial of docs/scaling.md: many documents through `batch` with one worker, with two, and with one killed half-way.

    python -m bench.batch_trial --documents 20000 --real ../shared/seeds ../shared/data/polnear

Makes the documents (synthetic ones, and a part of the real ones where they are given), runs `batch` three times into
folders of its own, compares all rows and links, loads one of the outputs into a ledger, and prints a table. Time is
time on the clock: run it on a quiet machine. Exits with 1 if rows or links differ.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import psutil

from attribune.batch import BatchReport, Job, batch, load
from attribune.batch.linker import links_of
from attribune.batch.load import rows_of
from attribune.model.codec import dumps
from attribune.pipeline import default_stages
from attribune.store import open_ledger
from bench.synthetic import articles

__all__ = ["main"]

T = TypeVar("T")


@dataclass(slots=True)
class Trial:
    """One run of `batch`: how long, how much memory on the way, and what came out."""

    name: str
    understood: float = 0.0  # seconds until the first step that links
    total: float = 0.0
    memory: list[tuple[int, float]] = field(default_factory=list)  # items done, largest worker in MB
    report: BatchReport | None = None
    rows: str = ""
    links: str = ""
    killed: int | None = None


def run_trial(name: str, job: Job, workers: int, *, kill_at: int | None = None) -> Trial:
    """Run a job, and kill a worker once `kill_at` items are done."""
    trial = Trial(name)
    started = time.perf_counter()

    def progress(report: BatchReport) -> None:
        trial.memory.append((report.total, max(report.megabytes.values(), default=0.0)))
        if kill_at is not None and trial.killed is None and report.total >= kill_at:
            children = [each for each in psutil.Process().children() if "spawn_main" in " ".join(each.cmdline())]
            trial.killed = children[0].pid
            children[0].kill()

    def linking(step: str, done: int, total: int) -> None:
        del step, done, total
        trial.understood = trial.understood or time.perf_counter() - started

    trial.report = batch(job, workers=workers, progress=progress, linking=linking)
    trial.total = time.perf_counter() - started
    trial.rows = _hash(json.dumps(row, sort_keys=True) for row in rows_of(job.output))
    trial.links = _hash(sorted(dumps(link) for link in links_of(job.output)))
    return trial


def main() -> int:
    """Run the trial and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000, help="in all")
    parser.add_argument("--real", type=Path, nargs="*", default=[], help="folders with real texts, *.txt")
    parser.add_argument("--sentences", type=int, default=14, help="of each synthetic document")
    parser.add_argument("--shard", type=int, default=200)
    parser.add_argument("--folder", type=Path, help="for what is written; removed at the end (default: a new one)")
    parser.add_argument("--no-load", action="store_true", help="leave out the ledger")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="trial-", dir=options.folder))
    try:
        inputs, real = _inputs(folder, options.documents, options.real, options.sentences)
        analysis = default_stages().analysis
        print(f"{options.documents:,} documents, {real:,} of them real; shards of {options.shard}", flush=True)

        def job(name: str) -> Job:
            return Job(inputs, str(folder / name), options.shard, analysis=analysis)

        trials: list[Trial] = []
        for name, workers, kill_at in (
            ("one worker", 1, None),
            ("two workers", 2, None),
            ("two, one killed", 2, options.documents // 2),
        ):
            trials.append(run_trial(name, job(name), workers, kill_at=kill_at))
            _print(trials[-1], trials[0], options.documents)
        same = len({(trial.rows, trial.links) for trial in trials}) == 1
        print(f"rows and links the same in all: {'yes' if same else 'NO'}", flush=True)
        if not options.no_load:
            _print_load(str(folder / "two workers"), folder / "ledger.db", analysis)
    finally:
        shutil.rmtree(folder)
    return 0 if same else 1


def _inputs(folder: Path, count: int, real: Sequence[Path], sentences: int) -> tuple[tuple[str, ...], int]:
    """The documents as lines of JSON; real ones take a tenth of the room at most."""
    texts = [text for path in sorted(_texts(real)) if len(text := path.read_text(encoding="utf-8").strip()) > 200]
    texts = texts[: count // 10]
    path = folder / "articles.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for number, article in enumerate(articles(count - len(texts), sentences=sentences)):
            lines.write(json.dumps(article, ensure_ascii=False) + "\n")
            if number < 9 * len(texts) and number % 9 == 0:  # among the others, so that every shard has some
                lines.write(json.dumps({"text": texts[number // 9]}, ensure_ascii=False) + "\n")
    return (str(path),), len(texts)


def _texts(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from folder.rglob("*.txt")


def _print(trial: Trial, first: Trial, documents: int) -> None:
    assert trial.report is not None
    assert trial.report.linked is not None
    early = next(memory for done, memory in trial.memory if done >= documents // 4)
    late = trial.memory[-1][1]
    linked = trial.report.linked
    linking = trial.total - trial.understood
    print(f"{trial.name:16} {trial.total:8.1f} s (understand {trial.understood:.1f}, link {linking:.1f})")
    print(f"  speed-up {first.total / trial.total:.2f}, {documents / trial.total:.1f} documents a second")
    print(
        f"  memory of a worker: {early:.0f} MB after a quarter, {late:.0f} at the end, {linked.megabytes:.0f} linking"
    )
    print(
        f"  {dict(trial.report.counts)}, {linked.documents:,} documents, {len(linked.skipped)} left out, {linked.links}"
    )
    print(f"  rows {trial.rows[:12]}, links {trial.links[:12]}" + (f", killed {trial.killed}" if trial.killed else ""))
    sys.stdout.flush()


def _print_load(output: str, ledger: Path, analysis: str) -> None:
    with open_ledger(ledger) as store:
        taken, report = _timed(lambda: load(output, store, analysis))
        verified, problems = _timed(lambda: sum(1 for _ in store.verify()))
    size = ledger.stat().st_size / 2**20
    print(f"load {taken:.1f} s: {report.total:,} in, {report.links.added:,} links, {size:.0f} MB")
    print(f"verify {verified:.1f} s, {problems} problems", flush=True)


def _timed(step: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    found = step()
    return time.perf_counter() - started, found


def _hash(lines: Iterator[str] | Sequence[str]) -> str:
    digest = sha256()
    for line in lines:
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
