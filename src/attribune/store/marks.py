"""Marks and touched documents: what reconciliation keeps so that a new document finds its neighbours by keys.

Both are derived and no part of the record: marks are those of the last reconciliation and are replaced, not versioned;
a document is touched from when its rows change until a reconciliation has taken that in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from attribune.model import Mark
from attribune.store.tables import marks, touched

__all__ = ["all_marks", "last_touched", "marks_of", "marks_under", "put_marks", "settle", "touch", "touched_documents"]

_BATCH = 500  # ids or keys of one statement
_ROWS = 2_000


def touch(connection: Connection, document_id: str) -> None:
    """Note that a document has changed since links were worked out."""
    connection.execute(insert(touched).values(document_id=document_id))


def touched_documents(connection: Connection) -> tuple[str, ...]:
    """The documents that have changed since links were worked out, in order of id."""
    query = select(touched.c.document_id).distinct().order_by(touched.c.document_id)
    return tuple(connection.execute(query).scalars())


def last_touched(connection: Connection) -> int:
    """The number of the last note that a document has changed; 0 where there is none."""
    return int(connection.execute(select(func.max(touched.c.row))).scalar_one() or 0)


def settle(connection: Connection, last: int) -> None:
    """Forget the notes up to this number: links are worked out."""
    connection.execute(delete(touched).where(touched.c.row <= last))


def put_marks(connection: Connection, documents: Sequence[str], found: Iterable[Mark]) -> None:
    """Replace the marks of these documents."""
    for batch in _batches(documents):
        connection.execute(delete(marks).where(marks.c.document_id.in_(batch)))
    rows = ({"key": m.key, "beside": m.beside, "member": m.member, "document_id": m.document_id} for m in found)
    while chunk := list(islice(rows, _ROWS)):
        connection.execute(insert(marks), chunk)


def marks_of(connection: Connection, documents: Sequence[str]) -> Iterator[Mark]:
    """The marks of these documents."""
    for batch in _batches(documents):
        yield from map(_mark, connection.execute(_query().where(marks.c.document_id.in_(batch))))


def marks_under(connection: Connection, keys: Sequence[int]) -> Iterator[Mark]:
    """The marks under these keys, in order."""
    for batch in _batches(sorted(keys)):
        query = _query().where(marks.c.key.in_(batch)).order_by(marks.c.key, marks.c.beside, marks.c.member)
        yield from map(_mark, connection.execute(query))


def all_marks(connection: Connection, *, documents: bool) -> Iterator[Mark]:
    """All marks of documents, or all of claims, in order."""
    of = marks.c.key < 0 if documents else marks.c.key >= 0
    query = _query().where(of).order_by(marks.c.key, marks.c.beside, marks.c.member)
    yield from map(_mark, connection.execution_options(yield_per=_ROWS).execute(query))


def _query() -> Any:
    return select(marks.c.key, marks.c.beside, marks.c.member, marks.c.document_id)


def _mark(row: Any) -> Mark:
    return Mark(*row)


def _batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (items[at : at + _BATCH] for at in range(0, len(items), _BATCH))
