"""A whole ledger as JSON Lines and back: every version, time, link, record, failure and decision as it was.

The first line says what it is, then every row of every table is one line under the table's name, and the last line
counts them, so that a file that was cut off is known for what it is. Row numbers are kept: exports, history and the
seals of the audit log are the same afterwards. Tokens stay behind: they open one server, and are no evidence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, Any

from sqlalchemy import Connection, Table, insert, inspect, select
from sqlalchemy.exc import DBAPIError

from attribune.errors import FatalError
from attribune.store.copying import advance_sequences, check_empty
from attribune.store.diagnosis import diagnosed
from attribune.store.sql import SqlStore
from attribune.store.tables import SCHEMA, meta, metadata, tokens
from attribune.store.view import SqlView

__all__ = ["dump_ledger", "is_dump", "restore_ledger"]

_KIND = "attribune ledger"
_ROWS = 500
_TRY_AGAIN = "export it again: attribune export ledger --out FILE"


def dump_ledger(view: SqlView, out: IO[str]) -> int:
    """Write everything; returns the number of rows."""
    counts: dict[str, int] = {}
    _write(out, {"kind": _KIND, "schema": SCHEMA})
    there = set(inspect(view._connection).get_table_names())
    for table in _tables():
        if table.name in there:
            counts[table.name] = 0
            for row in _rows(view._connection, table):
                _write(out, {table.name: row})
                counts[table.name] += 1
    _write(out, {"end": counts})
    return sum(counts.values())


def is_dump(first: object) -> bool:
    """True if this is the first line of a ledger."""
    return isinstance(first, dict) and first.get("kind") == _KIND


def restore_ledger(
    target: SqlStore, lines: Iterable[tuple[int, Any]], *, progress: Callable[[str, int], None] | None = None
) -> int:  # fmt: skip
    """Make an empty ledger what the file says, in one transaction; returns the number of rows.

    `lines` are numbered, decoded lines with the first. FatalError says what is wrong with the file or the ledger, which
    is then as it was.
    """
    numbered = iter(lines)
    _check_head(next(numbered, (1, None))[1])
    with diagnosed(target._where), target._engine.connect() as connection:
        writing = connection.execution_options(immediate=True)
        with writing.begin():
            check_empty(writing, target._where)
            counts: dict[str, int] = {}
            for table, rows in _batches(numbered, counts):
                _insert(writing, table, rows, counts)
                if progress is not None:
                    progress(table.name, counts[table.name])
            if writing.dialect.name == "postgresql":
                advance_sequences(writing)
    return sum(counts.values())


def _tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if table is not tokens]


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    query = select(table).order_by(*table.primary_key.columns)
    if table is meta:
        query = query.where(meta.c.key != "schema")  # whoever reads it has its own
    for row in connection.execute(query, execution_options={"yield_per": _ROWS}).mappings():
        yield {name: value for name, value in row.items() if value is not None}


def _write(out: IO[str], line: Mapping[str, object]) -> None:
    out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def _check_head(head: Any) -> None:
    if not is_dump(head):
        raise FatalError("this is no ledger that was exported", _TRY_AGAIN)
    if head.get("schema") != SCHEMA:
        said = f"the file has schema {head.get('schema')}, this Attribune reads {SCHEMA}"
        raise FatalError(said, "import it with the version that wrote it, then open that ledger with this one")


def _batches(
    lines: Iterator[tuple[int, Any]], counts: Mapping[str, int]
) -> Iterator[tuple[Table, list[dict[str, Any]]]]:  # fmt: skip
    """Rows of one table, some hundred together. FatalError where a line is none of ours, or lines are missing."""
    tables = {table.name: table for table in _tables()}
    batch: list[dict[str, Any]] = []
    current: Table | None = None
    end: Any = None
    for number, line in lines:
        name, row = next(iter(line.items())) if isinstance(line, dict) and len(line) == 1 else (None, None)
        if end is not None or not isinstance(row, dict):
            raise FatalError(f"line {number} is not one of a ledger", _TRY_AGAIN)
        if name == "end":
            end = row
            continue
        table = tables.get(str(name))
        if table is None or not row.keys() <= set(table.c.keys()):
            raise FatalError(f"line {number} is not a row of this version's tables", _TRY_AGAIN)
        if current is not None and (table is not current or len(batch) == _ROWS):
            yield current, batch
            batch = []
        current = table
        batch.append(row)
    if current is not None:
        yield current, batch
    if end is None or {name: count for name, count in end.items() if count} != dict(counts):
        raise FatalError("the file is cut off or lines of it are missing", _TRY_AGAIN)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]], counts: dict[str, int]) -> None:
    names = tuple(table.c.keys())
    try:
        connection.execute(insert(table), [{name: row.get(name) for name in names} for row in rows])
    except DBAPIError as error:
        if "foreign key" not in str(error).lower() and "constraint" not in str(error).lower():
            raise
        raise FatalError(f"rows of {table.name} do not fit together: {error.orig}", _TRY_AGAIN) from error
    counts[table.name] = counts.get(table.name, 0) + len(rows)
