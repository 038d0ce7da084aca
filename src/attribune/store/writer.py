"""The writing half of the SQL ledger: one `SqlWriter` lives inside one transaction.

Every versioned table is written through `_bring_to`, the only place where a recorded interval is closed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, insert, select, tuple_, update

from attribune.model import Claim, Document, Link, Mark, RecordValue
from attribune.model.codec import dumps
from attribune.store.audit import AuditEntry, append
from attribune.store.marks import put_marks, settle, touch
from attribune.store.protocols import Change, Entry, Failure, LinkScope
from attribune.store.rows import claim_row, document_row, record_row, words_of
from attribune.store.tables import claims, documents, failures, links, meta, readings, records, runs, spans, texts

__all__ = ["SqlWriter"]

Row = dict[str, Any]
Key = tuple[Any, ...]
_BATCH = 200  # keys of one lookup: SQLite takes 999 variables in its oldest builds, a record key has five


class SqlWriter:
    """Writes rows at one moment, `now`: everything in a transaction was recorded together."""

    def __init__(self, connection: Connection, now: str) -> None:
        self._connection = connection
        self._now = now

    def put(self, entry: Entry) -> Change:
        """Store a document with its claims, revising what differs from the current rows."""
        document = entry.document
        self._put_text(document)
        known = self._put_facts(document)
        reading = {"document_id": document.id, "analysis": entry.analysis, "json": dumps(entry.reading)}
        read, _ = self._bring_to(readings, ("document_id",), [reading], readings.c.document_id == document.id)
        change, opened = self._bring_to(claims, ("id",), _rows_by_id(entry.claims), claims.c.document_id == document.id)
        self._put_spans(document, [claim for claim in entry.claims if (claim.id,) in opened], opened)
        if known + read + change != Change():
            touch(self._connection, document.id)
        return change

    def put_records(self, values: Iterable[RecordValue]) -> Change:
        """Store cells of a claimant's own series; a cell with a new value closes the old one."""
        key = ("record", "copy", "category", "subject", "as_of")
        columns = [records.c[name] for name in key]
        change = Change()
        rows = (record_row(value) for value in values)
        while batch := list(islice(rows, _BATCH)):
            unique = {tuple(row[name] for name in key): row for row in batch}
            scope = tuple_(*columns).in_(list(unique))
            change += self._bring_to(records, key, list(unique.values()), scope)[0]
        return change

    def put_links(self, decided_by: str, links_now: Sequence[Link], scope: LinkScope | None = None) -> Change:
        """Make `links_now` the current links decided by this rule (within `scope`): new open, missing ones retire."""
        rows = [
            {
                "id": link.id,
                "kind": link.kind.value,
                "left": link.left,
                "right": link.right,
                "score": link.score,
                "decided_by": link.decided_by,
                "json": dumps(link),
            }
            for link in links_now
        ]
        here = links.c.decided_by == decided_by
        if scope is None:
            return self._bring_to(links, ("id",), rows, here)[0]
        within = [*_in(links.c.left, scope.ends | scope.left), *_in(links.c.right, scope.ends)]
        within += _in(links.c.id, scope.ids | {link.id for link in links_now})
        found: dict[int, Row] = {}
        for condition in within:
            found |= {row["row"]: row for row in self._current(links, condition & here)}
        return self._bring(links, ("id",), rows, list(found.values()))[0]

    def put_marks(self, document_ids: Sequence[str], marks: Iterable[Mark]) -> None:
        """Make `marks` the marks of these documents."""
        put_marks(self._connection, document_ids, marks)

    def settle(self, last: int) -> None:
        """Note that links are worked out for what `View.touched` said."""
        settle(self._connection, last)

    def noted(self, key: str) -> str | None:
        """What `note` remembered, as of now."""
        return self._connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar_one_or_none()

    def fail(self, failure: Failure) -> None:
        """Record an item that did not come in; the same failure again changes nothing."""
        row = {
            "source": failure.source,
            "stage": failure.stage,
            "reason": failure.reason,
            "outcome": failure.outcome.value,
        }
        self._bring_to(failures, ("source", "stage"), [row], failures.c.source == failure.source)

    def recovered(self, source: str) -> None:
        """Close the failures of a source that has come in after all."""
        self._bring_to(failures, ("source", "stage"), [], failures.c.source == source)

    def begin_run(self, analysis: str) -> int:
        """Open a run; returns its id."""
        row = {"started": self._now, "analysis": analysis, "counts": "{}"}
        return int(self._connection.execute(insert(runs).values(row).returning(runs.c.id)).scalar_one())

    def finish_run(self, run_id: int, counts: Mapping[str, int]) -> None:
        """Close a run with its counts."""
        done = {"finished": self._now, "counts": json.dumps(dict(counts), sort_keys=True)}
        self._connection.execute(update(runs).where(runs.c.id == run_id).values(done))

    def note(self, key: str, value: str) -> None:
        """Remember a fact about the ledger itself."""
        found = self._connection.execute(update(meta).where(meta.c.key == key).values(value=value))
        if found.rowcount == 0:
            self._connection.execute(insert(meta).values(key=key, value=value))

    def log(self, entry: AuditEntry) -> AuditEntry:
        """Append a decision to the audit log; returns it sealed."""
        return append(self._connection, entry, self._now)

    def _put_text(self, document: Document) -> None:
        if self._connection.execute(select(texts.c.row).where(texts.c.id == document.id)).first() is None:
            row = {
                "id": document.id,
                "sha256": document.sha256,
                "text": document.text,
                "recorded_from": self._now,
            }
            self._connection.execute(insert(texts).values(row))

    def _put_facts(self, document: Document) -> Change:
        """The document's row. Being read from another file is no news about it, and makes no revision."""
        here = documents.c.document_id == document.id
        current = self._connection.execute(
            select(documents.c.json).where(here, documents.c.recorded_to.is_(None))
        ).scalar_one_or_none()
        row = document_row(document)
        if current is not None:
            before, after = json.loads(current), json.loads(row["json"])
            if before | {"source": None} == after | {"source": None}:
                return Change()
        return self._bring_to(documents, ("document_id",), [row], here)[0]

    def _put_spans(self, document: Document, opened_claims: Sequence[Claim], opened: Mapping[Key, int]) -> None:
        rows = [
            {
                "claim_row": opened[(claim.id,)],
                "role": words.role,
                "start": words.span.start,
                "end": words.span.end,
                "words": words.text,
            }
            for claim in opened_claims
            for words in words_of(claim, document.text)
        ]
        if rows:
            self._connection.execute(insert(spans), rows)

    def _bring_to(
        self, table: Table, key: tuple[str, ...], rows: Sequence[Row], scope: ColumnElement[bool]
    ) -> tuple[Change, Mapping[Key, int]]:
        """Make `rows` the current rows of `table` within `scope`; returns the change and the new row of every key.

        A row that equals its current one is left alone; one that differs closes it and opens another; a current row
        that is not among `rows` is closed.
        """
        return self._bring(table, key, rows, self._current(table, scope))

    def _current(self, table: Table, scope: ColumnElement[bool]) -> list[Row]:
        query = select(table).where(scope, table.c.recorded_to.is_(None))
        return [dict(row) for row in self._connection.execute(query).mappings()]

    def _bring(
        self, table: Table, key: tuple[str, ...], rows: Sequence[Row], rows_now: Sequence[Row]
    ) -> tuple[Change, Mapping[Key, int]]:
        """Bring the current rows `rows_now` to `rows`."""
        wanted = {tuple(row[name] for name in key): row for row in rows}
        if len(wanted) != len(rows):
            raise ValueError(f"two rows of {table.name} with one key")
        current = {tuple(row[name] for name in key): row for row in rows_now}
        new = {at: row for at, row in wanted.items() if at not in current or _differs(row, current[at])}
        closed = [row["row"] for at, row in current.items() if at in new or at not in wanted]
        for batch in _batches(closed):
            self._connection.execute(update(table).where(table.c.row.in_(batch)).values(recorded_to=self._now))
        opened = self._open(table, key, list(new.values()))
        revised = sum(at in current for at in new)
        return Change(len(new) - revised, revised, len(closed) - revised), opened

    def _open(self, table: Table, key: tuple[str, ...], rows: Sequence[Row]) -> Mapping[Key, int]:
        if not rows:
            return {}
        stamped = [{**row, "recorded_from": self._now} for row in rows]
        returning = insert(table).returning(table.c.row, *(table.c[name] for name in key))
        return {tuple(row[1:]): row[0] for row in self._connection.execute(returning, stamped)}


def _in(column: ColumnElement[str], ids: Iterable[str]) -> list[ColumnElement[bool]]:
    listed = sorted(ids)
    return [column.in_(listed[at : at + _BATCH]) for at in range(0, len(listed), _BATCH)]


def _rows_by_id(found: Sequence[Claim]) -> list[Row]:
    """Rows of claims; the same claim twice is one row, two claims under one id are an error that must not pass."""
    rows: dict[str, Row] = {}
    for claim in found:
        row = claim_row(claim)
        if rows.setdefault(claim.id, row) != row:
            raise ValueError(f"two different claims have the id {claim.id}")
    return list(rows.values())


def _differs(row: Row, current: Mapping[Any, Any]) -> bool:
    return any(current[name] != value for name, value in row.items())


def _batches(items: Sequence[int]) -> Iterable[Sequence[int]]:
    return (items[at : at + _BATCH] for at in range(0, len(items), _BATCH))
