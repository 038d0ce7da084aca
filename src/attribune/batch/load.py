"""The output of a batch into a ledger: the pipeline as ever, with what was understood played back.

Because the same `run` does it, in the order of the input, the ledger is the one that `add` would have made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from attribune.batch.linker import linked, links_of
from attribune.errors import FatalError, SkippableError
from attribune.ingest import ReadFailure
from attribune.linking import reconcile, take_over
from attribune.model import Claim, Document, DocumentFacts, Mentions, Reading
from attribune.model.codec import from_json, loads
from attribune.pipeline import RunReport, Stages, run
from attribune.store import Change, Outcome, Store

__all__ = ["load", "rows_of"]

_LOADING = "loading"  # the ledger's note of the batch that its first load is of
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
    return run([output], store, stages, progress=progress, link=_linking(output, store))


def _linking(output: str, store: Store) -> Callable[[Store], Change]:
    """How links come in: those of the batch, if the ledger holds its documents and nothing else, else worked out."""
    found = linked(output)
    if found is None or not found.complete:
        return reconcile
    of = sha256((Path(output) / "links" / "plan.json").read_bytes()).hexdigest()
    with store.view() as view:
        fresh = next(view.documents(), None) is None
        ours = fresh or view.noted(_LOADING) == of
    if fresh:
        with store.writer() as writer:
            writer.note(_LOADING, of)

    def take(store: Store) -> Change:
        with store.view() as view:
            holds = view.stats()["documents"]
            settled = not view.touched().documents
        if settled or not ours or holds != found.documents:
            return reconcile(store)
        return take_over(store, links_of(output))

    return take


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
