"""The audit log: who decided what, when, what it was before, and why. Append-only, every entry sealed with the last.

Invariant: the hash of an entry covers its own fields and the hash of the entry before. Changing, removing or slipping
in an entry breaks the chain from there on, and `broken` names the first entry that does not fit. SQLite also refuses
UPDATE and DELETE by trigger; the chain is what tells when somebody went round that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import DDL, Column, Connection, Integer, Table, Text, event, insert, inspect, select, update

from attribune.store.protocols import AuditEntry, Problem
from attribune.store.tables import meta, metadata

__all__ = ["AuditEntry", "append", "audit", "broken", "current", "entries"]

_FIRST = "0" * 64
_HEAD = "audit head"

audit = Table(
    "audit",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("scale", Text),
    Column("old", Text),
    Column("new", Text),
    Column("why", Text),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
    sqlite_strict=True,
)

for _what in ("UPDATE", "DELETE"):
    _refusal = (
        f"CREATE TRIGGER audit_no_{_what.lower()} BEFORE {_what} ON audit "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    )
    _ddl = DDL(_refusal).execute_if(dialect="sqlite")  # type: ignore[no-untyped-call]
    event.listen(audit, "after_create", _ddl)


def append(connection: Connection, entry: AuditEntry, now: str) -> AuditEntry:
    """Seal an entry and append it; returns it with its time and hash. ValueError where nobody signs it."""
    if not entry.by.strip():
        raise ValueError("an audit entry needs a name to stand for it")
    audit.create(connection, checkfirst=True)  # ledgers made before there was a log get one
    last = connection.execute(select(audit.c.hash).order_by(audit.c.row.desc()).limit(1)).scalar_one_or_none()
    previous = last if last is not None else _FIRST
    row = {
        "at": now,
        "by": entry.by,
        "action": entry.action,
        "subject": entry.subject,
        "scale": entry.scale,
        "old": entry.old,
        "new": entry.new,
        "why": entry.why,
    }
    sealed = _seal(row, previous)
    connection.execute(insert(audit).values(**row, previous=previous, hash=sealed))
    _keep_head(connection, sealed)
    return replace(entry, at=now, hash=sealed)


def entries(connection: Connection, subject: str | None = None, *, until: str | None = None) -> Iterator[AuditEntry]:
    """Entries, oldest first: of one subject or all, up to a moment or to now."""
    if audit.name not in inspect(connection).get_table_names():
        return
    query = select(audit).order_by(audit.c.row)
    if subject is not None:
        query = query.where(audit.c.subject == subject)
    if until is not None:
        query = query.where(audit.c.at <= until)
    for row in connection.execute(query).mappings():
        yield AuditEntry(**{name: row[name] for name in _FIELDS}, hash=row["hash"])


def current(connection: Connection, subject: str, *, until: str | None = None) -> dict[str, AuditEntry]:
    """The entry that holds for each scale on which the subject was assessed; a withdrawn one holds no longer."""
    held: dict[str, AuditEntry] = {}
    for entry in entries(connection, subject, until=until):
        if entry.action == "assess" and entry.scale is not None:
            if entry.new is None:
                held.pop(entry.scale, None)
            else:
                held[entry.scale] = entry
    return held


def broken(connection: Connection) -> Iterator[Problem]:
    """The first entry whose seal does not fit itself or the entry before it; nothing where the chain is whole."""
    if audit.name not in inspect(connection).get_table_names():
        return
    previous = _FIRST
    for row in connection.execute(select(audit).order_by(audit.c.row)).mappings():
        where = f"audit entry {row['row']}"
        if row["previous"] != previous:
            yield Problem(where, "it does not follow the entry before it: an entry was removed, added or moved")
            return
        if _seal({name: row[name] for name in _FIELDS}, previous) != row["hash"]:
            yield Problem(where, "it is not what was sealed: it was changed afterwards")
            return
        previous = row["hash"]
    if meta.name in inspect(connection).get_table_names():
        head = connection.execute(select(meta.c.value).where(meta.c.key == _HEAD)).scalar_one_or_none()
        if (head or _FIRST) != previous:
            yield Problem("audit log", "it does not end with the entry that was appended last: entries are missing")


def _keep_head(connection: Connection, sealed: str) -> None:
    """Note the last hash beside the log: without it, entries cut off its end would leave a whole chain."""
    if meta.name not in inspect(connection).get_table_names():
        return
    found = connection.execute(update(meta).where(meta.c.key == _HEAD).values(value=sealed))
    if found.rowcount == 0:
        connection.execute(insert(meta).values(key=_HEAD, value=sealed))


_FIELDS = ("at", "by", "action", "subject", "scale", "old", "new", "why")


def _seal(row: dict[str, str | None], previous: str) -> str:
    sealed = json.dumps([previous, *(row[name] for name in _FIELDS)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(sealed.encode()).hexdigest()
