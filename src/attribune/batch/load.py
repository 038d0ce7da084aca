"""The output of a batch into a ledger: the pipeline as ever, with what was understood played back.

Because the same `run` does it, in the order of the input, the ledger is the one that `add` would have made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attribune.errors import FatalError, SkippableError
from attribune.ingest import ReadFailure
from attribune.model import Claim, Document, DocumentFacts, Mentions, Reading
from attribune.model.codec import from_json, loads
from attribune.pipeline import RunReport, Stages, run
from attribune.store import Outcome, Store

__all__ = ["load", "rows_of"]

_NOTHING = Mentions((), (), (), (), (), ())


def load(
    output: str, store: Store, analysis: str, *, progress: Callable[[str, Outcome], None] | None = None
) -> RunReport:
    """Load all parts in the folder `output`. `analysis` names what understood them. FatalError where there are none."""
    if not any(Path(output).glob("part-*.parquet")):
        raise FatalError(f"{output} holds no parts of a batch", "give the folder that `attribune batch` wrote")
    played = _Played()
    stages = Stages(
        read=played.read,
        speaks=lambda _: not played.stopped_at("language"),
        extract=played.extract,
        normalize=played.normalize,
        claims=played.claims,
        analysis=analysis,
    )
    return run([output], store, stages, progress=progress)


def rows_of(output: str) -> Iterator[dict[str, Any]]:
    """The rows of all parts, in the order of the input."""
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    for path in sorted(Path(output).glob("part-*.parquet")):
        for batch in pq.ParquetFile(path).iter_batches(batch_size=100):
            yield from batch.to_pylist()


@dataclass(slots=True)
class _Played:
    """Stage functions that give what the row at hand says. The pipeline takes one document through all of them."""

    row: dict[str, Any] | None = None

    def read(self, output: str) -> Iterator[Document | ReadFailure]:
        for row in rows_of(output):
            self.row = row
            if row["document"] is None:
                skipped = row["outcome"] == Outcome.SKIPPED.value
                yield ReadFailure(row["source"], row["reason"], skipped=skipped)
            else:
                yield loads(Document, row["document"])

    def stopped_at(self, stage: str) -> bool:
        return self.row is not None and self.row["stage"] == stage

    def extract(self, _: Document) -> Mentions:
        self._stop("extract")
        return _NOTHING

    def normalize(self, _: Document, __: Mentions) -> Reading:
        self._stop("normalize")
        if self.stopped_at("claims"):
            return Reading(DocumentFacts())  # whatever it was: the next stage fails
        return loads(Reading, self._at("reading"))

    def claims(self, _: Document, __: Reading) -> tuple[Claim, ...]:
        self._stop("claims")
        return tuple(from_json(Claim, each) for each in json.loads(self._at("claims")))

    def _at(self, column: str) -> str:
        if self.row is None or self.row[column] is None:
            raise ValueError(f"the part has no {column} for this document")
        return str(self.row[column])

    def _stop(self, stage: str) -> None:
        """Fail as the document failed then, in the same words."""
        if self.row is None or not self.stopped_at(stage):
            return
        if self.row["outcome"] == Outcome.SKIPPED.value:
            raise SkippableError(self.row["reason"])
        kind, _, said = self.row["reason"].partition(": ")
        raise type(kind, (Exception,), {})(said)
