"""The checks behind `attribune verify`: the ledger still says what the documents say.

Every text is hashed again; every span of every current claim and reading is read again from the text; every row that
points at another finds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from sqlalchemy import Connection, func, select

from attribune.model import Claim, Document, Reading, Slot, text_hash
from attribune.model.codec import loads
from attribune.store.audit import broken
from attribune.store.protocols import Problem, Words
from attribune.store.rows import document_of, words_of
from attribune.store.tables import claims, documents, metadata, readings, spans, texts

__all__ = ["problems"]


def problems(connection: Connection) -> Iterator[Problem]:
    """Everything that is wrong with a SQL ledger, document by document, then between the tables."""
    query = select(texts.c.id, texts.c.sha256, texts.c.text).order_by(texts.c.id)
    for row in connection.execute(query, execution_options={"yield_per": 100}).mappings():
        if text_hash(row["text"]) != row["sha256"]:
            yield Problem(f"document {row['id']}", "its text is not the one that was stored: the hash differs")
        yield from _facts(connection, row["id"], row["text"], row["sha256"])
        yield from _reading(connection, row["id"], row["text"])
        yield from _claims(connection, row["id"], row["text"])
    yield from _between(connection)
    yield from broken(connection)


def _facts(connection: Connection, document_id: str, text: str, sha256: str) -> Iterator[Problem]:
    query = select(documents.c.json).where(documents.c.document_id == document_id, documents.c.recorded_to.is_(None))
    found = connection.execute(query).scalar_one_or_none()
    if found is None:
        yield Problem(f"document {document_id}", "its text is there, but nothing else about it")
        return
    document: Document = document_of(found, text)
    if document.id != document_id or document.sha256 != sha256:
        yield Problem(f"document {document_id}", "its id or hash is another one than its text's")
    for region in document.regions:
        if region.span.end > len(text):
            yield Problem(f"document {document_id}", f"its {region.kind.value} reaches past the end of the text")


def _reading(connection: Connection, document_id: str, text: str) -> Iterator[Problem]:
    query = select(readings.c.json).where(readings.c.document_id == document_id, readings.c.recorded_to.is_(None))
    found = connection.execute(query).scalar_one_or_none()
    if found is None:
        yield Problem(f"document {document_id}", "it has no reading")
        return
    for slot in _slots(loads(Reading, found)):
        if slot.span.of(text) != slot.text:
            yield Problem(f"document {document_id}", f"its reading has {slot.text!r} where the text has other words")


def _claims(connection: Connection, document_id: str, text: str) -> Iterator[Problem]:
    query = select(claims.c.row, claims.c.id, claims.c.json)
    here = (claims.c.document_id == document_id, claims.c.recorded_to.is_(None))
    stored = _stored_words(connection, document_id)
    for row, claim_id, text_of_claim in connection.execute(query.where(*here)):
        claim = loads(Claim, text_of_claim)
        where = f"claim {claim_id}"
        if claim.id != claim_id or claim.document_id != document_id:
            yield Problem(where, "its row and its value name different claims or documents")
        kept = stored.get(row, [])
        for words in kept:
            if text[words[1] : words[2]] != words[3]:
                yield Problem(where, f"its {words[0]} {words[3]!r} is not what the text has at {words[1]}-{words[2]}")
        expected = [_plain(words) for words in words_of(claim, text)]
        if sorted(kept) != sorted(expected):
            yield Problem(where, "the words stored for it are not those that its spans point at")
        for slot in _slots(claim):
            if slot.span.of(text) != slot.text:
                yield Problem(where, f"it has {slot.text!r} where the text has other words")


def _plain(words: Words) -> tuple[str, int, int, str]:
    return words.role, words.span.start, words.span.end, words.text


def _stored_words(connection: Connection, document_id: str) -> dict[int, list[tuple[str, int, int, str]]]:
    query = select(spans.c.claim_row, spans.c.role, spans.c.start, spans.c.end, spans.c.words).join(claims)
    found: dict[int, list[tuple[str, int, int, str]]] = {}
    here = (claims.c.document_id == document_id, claims.c.recorded_to.is_(None))
    for row, role, start, end, words in connection.execute(query.where(*here)):
        found.setdefault(row, []).append((role, start, end, words))
    return found


def _slots(value: object) -> Iterator[Slot[object]]:
    """Every slot inside a model value."""
    if isinstance(value, Slot):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _slots(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _slots(getattr(value, field.name))


def _between(connection: Connection) -> Iterator[Problem]:
    """References and current rows across the tables, checked in SQL that every backend understands."""
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            target = key.column
            orphans = select(func.count()).select_from(table.outerjoin(target.table, key.parent == target))
            count = connection.execute(orphans.where(target.is_(None))).scalar_one()
            if count:
                yield Problem(
                    f"table {table.name}", f"{count} of its rows point at a {target.table.name} row that is gone"
                )
    if connection.dialect.name == "sqlite":
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if said != "ok":
                yield Problem("file", str(said))
