"""Parquet dumps: a row is what a line of JSON Lines is, under the same names; read a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from attribune.errors import FatalError
from attribune.ingest.failure import MAX_BYTES, ReadFailure, too_large
from attribune.ingest.jsonl import KEYS, from_record
from attribune.model import Document

__all__ = ["read_parquet"]

ROWS = 64


def read_parquet(stream: BinaryIO, source: str) -> Iterator[Document | ReadFailure]:
    """The documents of a Parquet file; each names its row as "file:3". FatalError where pyarrow is missing."""
    try:
        import pyarrow as pa  # type: ignore[import-untyped]
        import pyarrow.parquet as pq  # type: ignore[import-untyped]
    except ImportError as error:
        raise FatalError("Parquet cannot be read without pyarrow", "pip install 'attribune[parquet]'") from error
    try:
        file = pq.ParquetFile(stream)
        columns = [name for name in ("text", "published", *KEYS) if name in file.schema_arrow.names]
        if "text" not in columns:
            yield ReadFailure(source, 'no column "text": name the column with the words of the articles so')
            return
        number = 0
        for batch in file.iter_batches(batch_size=ROWS, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield _document(row, f"{source}:{number}")
    except (pa.ArrowException, OSError) as error:
        said = str(error).splitlines()[0]
        yield ReadFailure(source, f"not a whole Parquet file ({said}): fetch or write it again")


def _document(row: dict[str, object], where: str) -> Document | ReadFailure:
    published = row.get("published")
    if isinstance(published, date):  # also a datetime
        row["published"] = published.isoformat()
    text = row.get("text")
    if isinstance(text, str) and len(text) > MAX_BYTES:
        return ReadFailure(where, too_large(len(text)))
    return from_record(row, where)
