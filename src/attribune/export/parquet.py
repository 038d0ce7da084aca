"""Claims as a Parquet file that DuckDB, pandas and R read as it is: the columns of the CSV, with types.

Numbers are doubles, true and false booleans, lists are lists of text (`spans`: of "start-end"), days are dates, moments
stay text in ISO 8601, as precise as they were given. Unknown is null. docs/analytics.md has the schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from attribune.errors import FatalError
from attribune.export.claims import COLUMNS, Recorded, claim_record
from attribune.model import Document

__all__ = ["TYPES", "write_parquet"]

_ROWS = 5_000

TYPES = {
    **dict.fromkeys(COLUMNS, "text"),
    **dict.fromkeys(("low", "best", "high", "lat", "lon"), "number"),
    **dict.fromkeys(("relay", "hedges", "equipment", "spans"), "list"),
    **dict.fromkeys(("period_start", "period_end", "start", "end"), "day"),
    "cumulative": "boolean",
}
"""The type of every column: text, number, boolean, day, list (of text)."""


def write_parquet(claims: Iterable[Recorded], load: Callable[[str], Document | None], path: Path) -> int:
    """Write claims with their documents to a file; returns how many. FatalError where pyarrow is missing."""
    try:
        import pyarrow as pa  # type: ignore[import-untyped]
        import pyarrow.parquet as pq  # type: ignore[import-untyped]
    except ImportError as error:
        raise FatalError("Parquet needs pyarrow", "pip install 'attribune[parquet]'") from error
    kinds = {"text": pa.string(), "number": pa.float64(), "boolean": pa.bool_(), "day": pa.date32()}
    kinds["list"] = pa.list_(pa.string())
    schema = pa.schema([(name, kinds[TYPES[name]]) for name in COLUMNS])
    rows = _rows(claims, load)
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(islice(rows, _ROWS)):
            writer.write_table(pa.Table.from_pylist(batch, schema))
            count += len(batch)
    return count


def _rows(claims: Iterable[Recorded], load: Callable[[str], Document | None]) -> Iterator[dict[str, Any]]:
    cached = lru_cache(maxsize=4)(load)  # claims come document by document
    for stored in claims:
        record = claim_record(stored, cached(stored.claim.document_id))
        yield {name: _value(record[name], TYPES[name]) for name in COLUMNS}


def _value(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "day":
        return date.fromisoformat(value)
    if kind == "number":
        return float(value)
    if kind == "list":
        return ["-".join(map(str, each)) if isinstance(each, list) else str(each) for each in value]
    return value
