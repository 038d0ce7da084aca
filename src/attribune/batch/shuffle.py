"""Shuffles: rows that many tasks write and many others read, each its own bucket, through files that all can reach.

A writing task makes one Arrow file with one record batch for each bucket (several rounds of them where it has many
rows), so a reading task takes only its own batches out of every file. Why files and not the workers' memory: a worker
that dies takes nothing with it, a run that is cut off is taken up, and no bucket has to fit anywhere but where it is
read.

Invariant: a file appears under its name only when it is whole, and a task that is run again writes the same rows.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any

__all__ = ["Exchange", "Scatter", "bucket_of", "gather"]

_HELD = 20_000  # rows that a writing task holds at most
_BYTES = 64 << 20  # and about how many bytes of text in them


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is sent from one step to another: a name, and columns with their Arrow types."""

    name: str
    columns: tuple[tuple[str, str], ...]  # name and type: "string", "int64" or "bool"

    def schema(self) -> Any:
        """The Arrow schema."""
        import pyarrow as pa  # type: ignore[import-untyped]

        return pa.schema([(name, pa.type_for_alias(kind)) for name, kind in self.columns])


class Scatter:
    """One task's rows on their way to the buckets; a context manager that leaves the whole file, or nothing."""

    def __init__(self, folder: Path, exchange: Exchange, task: int, buckets: int) -> None:
        self._path = folder / exchange.name / f"{task:06}.arrow"
        self._waiting = self._path.with_suffix(f".{os.getpid()}.tmp")
        self._schema = exchange.schema()
        self._rows: list[list[tuple[Any, ...]]] = [[] for _ in range(buckets)]
        self._count = self._bytes = 0
        self._writer: Any = None

    def send(self, bucket: int, *row: Any) -> None:
        """Send one row, its values in the order of the columns."""
        self._rows[bucket].append(row)
        self._count += 1
        self._bytes += sum(len(value) for value in row if isinstance(value, str))
        if self._count >= _HELD or self._bytes >= _BYTES:
            self._flush()

    def __enter__(self) -> Scatter:
        import pyarrow as pa

        self._path.parent.mkdir(parents=True, exist_ok=True)
        options = pa.ipc.IpcWriteOptions(compression="zstd")
        self._writer = pa.ipc.new_file(str(self._waiting), self._schema, options=options)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None and self._count:
                self._flush()
            self._writer.close()
            if kind is None:
                self._waiting.replace(self._path)
        finally:
            self._waiting.unlink(missing_ok=True)

    def _flush(self) -> None:
        """One batch for each bucket, also for those without rows: a reader finds its own by counting."""
        import pyarrow as pa

        for rows in self._rows:
            columns = zip(*rows, strict=True) if rows else [()] * len(self._schema)
            arrays = [pa.array(column, field.type) for column, field in zip(columns, self._schema, strict=True)]
            self._writer.write_batch(pa.record_batch(arrays, self._schema))
            rows.clear()
        self._count = self._bytes = 0


def gather(folder: Path, exchange: Exchange, bucket: int, buckets: int) -> Any:
    """What all tasks sent to a bucket, as an Arrow table, in the order of the tasks."""
    import pyarrow as pa

    found = []
    for path in sorted((folder / exchange.name).glob("*.arrow")):
        with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as file:
            for at in range(bucket, file.num_record_batches, buckets):
                batch = file.get_batch(at)
                if batch.num_rows:
                    found.append(batch)
    return pa.Table.from_batches(found, exchange.schema())


def bucket_of(values: Sequence[object], buckets: int) -> int:
    """Where rows with these values meet: the same number on every machine."""
    said = "\x1f".join(map(str, values)).encode()
    return int.from_bytes(blake2b(said, digest_size=8).digest(), "big") % buckets
