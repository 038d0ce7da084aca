"""Measure CPU time a document, stage by stage, as the number of documents grows: the figures of docs/scaling.md.

    python -m bench.scaling --documents 60 --growth 500 2000

CPU time, not time on the clock: other work on the machine does not count. `--documents` go through the whole pipeline;
`--growth` are numbers of documents for the stages that see many at once (storing, finding copies).
"""

from __future__ import annotations

import argparse
import math
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from attribune.model import Document, DocumentFacts, Reading, document_id, text_hash
from attribune.pipeline import default_stages
from attribune.reconcile import Report, link_reports
from attribune.store import Entry, open_ledger
from bench.synthetic import articles

__all__ = ["main"]


def documents(count: int) -> list[Document]:
    """Synthetic articles as documents."""
    return [
        Document(document_id(row["text"], url=row["url"]), row["text"], text_hash(row["text"]), url=row["url"])
        for row in articles(count)
    ]


def seconds(step: Callable[[], object]) -> float:
    """The CPU time of a step."""
    started = time.process_time()
    step()
    return time.process_time() - started


def pipeline(count: int) -> None:
    """CPU time of each stage a document, and the memory of the process."""
    stages = default_stages()
    sample = documents(count)
    stages.extract(sample[0])  # the first call builds what is built once
    taken = {"extract": 0.0, "normalize": 0.0, "claims": 0.0}
    claims = 0
    for document in sample:
        started = time.process_time()
        mentions = stages.extract(document)
        extracted = time.process_time()
        reading = stages.normalize(document, mentions)
        normalized = time.process_time()
        claims += len(stages.claims(document, reading))
        taken["claims"] += time.process_time() - normalized
        taken["normalize"] += normalized - extracted
        taken["extract"] += extracted - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for stage, total in taken.items():
        print(f"{stage}: {1000 * total / count:.1f} ms CPU a document")
    print(f"{claims / count:.1f} claims a document; {peak:.0f} MB")


def growth(counts: list[int]) -> None:
    """CPU time of the stages that see many documents, and the exponent between two sizes."""
    before: dict[str, tuple[int, float]] = {}
    for count in counts:
        sample = documents(count)
        with tempfile.TemporaryDirectory() as folder:

            def store(folder: str = folder, sample: list[Document] = sample) -> None:
                with open_ledger(Path(folder) / "l.db") as ledger:
                    for document in sample:
                        with ledger.writer() as writer:
                            writer.put(Entry(document, Reading(DocumentFacts()), (), "bench"))

            steps: dict[str, Callable[[], object]] = {
                "store": store,
                "lineage": lambda sample=sample: link_reports(Report(each, None) for each in sample),
            }
            for name, step in steps.items():
                taken = seconds(step)
                said = f"{name}, {count} documents: {taken:.2f} s CPU"
                if name in before:
                    smaller, time_then = before[name]
                    said += f", exponent {math.log(taken / time_then) / math.log(count / smaller):.2f}"
                print(said, flush=True)
                before[name] = count, taken


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=60, help="through the whole pipeline")
    parser.add_argument("--growth", type=int, nargs="*", default=[500, 2000], help="sizes for the other stages")
    options = parser.parse_args()
    pipeline(options.documents)
    growth(options.growth)
    return 0


if __name__ == "__main__":
    sys.exit(main())
