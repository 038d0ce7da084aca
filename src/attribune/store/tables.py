"""The tables of a ledger, as SQLAlchemy Core metadata. Columns serve queries, the JSON beside them is the value.

Every versioned table has `recorded_from` and `recorded_to` (ISO 8601 UTC, half-open; NULL: current) and at most one
current row a key. The text of a document is apart from what is known about it (`documents`), because it never changes.
Types are text, whole numbers and floating point: SQLite tables are STRICT, PostgreSQL has its own spellings.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import DDL, Column, ForeignKey, Index, Integer, MetaData, Table, event, text
from sqlalchemy.schema import SchemaItem

from attribune.store.dialect import NUMBER, ROW, TEXT

__all__ = [
    "APPLICATION_ID",
    "SCHEMA",
    "SEARCHED",
    "claims",
    "documents",
    "failures",
    "links",
    "marks",
    "meta",
    "metadata",
    "readings",
    "records",
    "runs",
    "spans",
    "texts",
    "tokens",
    "touched",
]

SCHEMA = 3
APPLICATION_ID = 0x41545242  # "ATRB" in the header of the SQLite file: tells a ledger from any other database

metadata = MetaData()


def _table(name: str, *items: SchemaItem, **options: Any) -> Table:
    return Table(name, metadata, *items, sqlite_strict=True, **options)


def _versioned(name: str, key: tuple[str, ...], *items: SchemaItem) -> Table:
    table = _table(
        name,
        Column("row", ROW, primary_key=True),
        *items,
        Column("recorded_from", TEXT, nullable=False),
        Column("recorded_to", TEXT),
    )
    current = text("recorded_to IS NULL")
    Index(
        f"{name}_current", *(table.c[column] for column in key),
        unique=True, sqlite_where=current, postgresql_where=current,
    )  # fmt: skip
    return table


meta = _table("meta", Column("key", TEXT, primary_key=True), Column("value", TEXT, nullable=False))

texts = _table(
    "texts",
    Column("row", ROW, primary_key=True),
    Column("id", TEXT, nullable=False, unique=True),
    Column("sha256", TEXT, nullable=False),
    Column("text", TEXT, nullable=False),
    Column("recorded_from", TEXT, nullable=False),
)

documents = _versioned(
    "documents",
    ("document_id",),
    Column("document_id", TEXT, ForeignKey("texts.id"), nullable=False),
    Column("title", TEXT),
    Column("outlet", TEXT),
    Column("url", TEXT),
    Column("language", TEXT),
    Column("source", TEXT),
    Column("published", TEXT),
    Column("json", TEXT, nullable=False),
)

Index("documents_by_url", documents.c.url)

readings = _versioned(
    "readings",
    ("document_id",),
    Column("document_id", TEXT, ForeignKey("texts.id"), nullable=False),
    Column("analysis", TEXT, nullable=False),
    Column("json", TEXT, nullable=False),
)

claims = _versioned(
    "claims",
    ("id",),
    Column("id", TEXT, nullable=False),
    Column("document_id", TEXT, ForeignKey("texts.id"), nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", TEXT, nullable=False),
    Column("claimant_id", TEXT),
    Column("claimant", TEXT),
    Column("party", TEXT),
    Column("stance", TEXT),
    Column("status", TEXT, nullable=False),
    Column("verification", TEXT, nullable=False),
    Column("style", TEXT),
    Column("category", TEXT),
    Column("subject", TEXT),
    Column("low", NUMBER),
    Column("best", NUMBER),
    Column("high", NUMBER),
    Column("qualifier", TEXT),
    Column("unit", TEXT),
    Column("cumulative", Integer),
    Column("event_type", TEXT),
    Column("actor_id", TEXT),
    Column("actor", TEXT),
    Column("target_id", TEXT),
    Column("target", TEXT),
    Column("place_id", TEXT),
    Column("place", TEXT),
    Column("country", TEXT),
    Column("lat", NUMBER),
    Column("lon", NUMBER),
    Column("happened_from", TEXT),
    Column("happened_to", TEXT),
    Column("published", TEXT),
    Column("json", TEXT, nullable=False),
)
Index("claims_in_order", claims.c.document_id, claims.c.start, claims.c.end)
Index("claims_by_claimant", claims.c.claimant_id, claims.c.category)
# Every column that listings filter, count or sort by, a tenth of the table: without it each facet reads all of it.
# PostgreSQL refuses index rows over 2.7 kB, which a long name would make; it reads the table fast enough.
Index(
    "claims_browse",
    *(
        claims.c[name]
        for name in (
            "recorded_to published happened_from happened_to cumulative party kind stance verification status category "
            "subject event_type claimant_id claimant place_id place country lat lon unit best low high document_id"
        ).split()
    ),
).ddl_if(dialect="sqlite")

spans = _table(
    "spans",
    Column("row", ROW, primary_key=True),
    Column("claim_row", ROW, ForeignKey("claims.row"), nullable=False, index=True),
    Column("role", TEXT, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", TEXT, nullable=False),
)

links = _versioned(
    "links",
    ("id",),
    Column("id", TEXT, nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("left", TEXT, nullable=False),
    Column("right", TEXT, nullable=False),
    Column("score", NUMBER, nullable=False),
    Column("decided_by", TEXT, nullable=False),
    Column("json", TEXT, nullable=False),
)

Index("links_by_left", links.c.left)
Index("links_by_right", links.c.right)

# What reconciliation keeps for itself (see store/marks.py): derived, hence without times.
marks = _table(
    "marks",
    Column("key", ROW, primary_key=True, autoincrement=False),
    Column("beside", ROW, primary_key=True, autoincrement=False),
    Column("member", TEXT, primary_key=True),
    Column("document_id", TEXT, nullable=False),
    sqlite_with_rowid=False,
)
Index("marks_by_document", marks.c.document_id)

touched = _table("touched", Column("row", ROW, primary_key=True), Column("document_id", TEXT, nullable=False))

records = _versioned(
    "records",
    ("record", "copy", "category", "subject", "as_of"),
    Column("record", TEXT, nullable=False),
    Column("copy", TEXT, nullable=False),
    Column("claimant_id", TEXT, nullable=False),
    Column("category", TEXT, nullable=False),
    Column("subject", TEXT, nullable=False),
    Column("as_of", TEXT, nullable=False),
    Column("value", NUMBER, nullable=False),
    Column("column", TEXT, nullable=False),
)

failures = _versioned(
    "failures",
    ("source", "stage"),
    Column("source", TEXT, nullable=False),
    Column("stage", TEXT, nullable=False),
    Column("reason", TEXT, nullable=False),
    Column("outcome", TEXT, nullable=False),
)

tokens = _table(
    "tokens",
    Column("hash", TEXT, primary_key=True),  # of the token, which is kept nowhere
    Column("name", TEXT, nullable=False),
    Column("scopes", TEXT, nullable=False),
    Column("created", TEXT, nullable=False),
    Column("expires", TEXT, nullable=False),
    Column("revoked", TEXT),
)

runs = _table(
    "runs",
    Column("id", Integer, primary_key=True),
    Column("started", TEXT, nullable=False),
    Column("finished", TEXT),
    Column("analysis", TEXT, nullable=False),
    Column("counts", TEXT, nullable=False),
)


def _full_text(table: str) -> None:
    """Search indexes over `text` of a table, by word and by trigram; text is only ever inserted."""
    for suffix, tokenizer in (("words", "unicode61 remove_diacritics 2"), ("grams", "trigram")):
        index = f"{table}_{suffix}"
        options = f"text, content='{table}', content_rowid='row', tokenize='{tokenizer}'"
        insertion = f"INSERT INTO {index}(rowid, text) VALUES (new.row, new.text);"
        for statement in (
            f"CREATE VIRTUAL TABLE {index} USING fts5({options})",
            f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN {insertion} END",
        ):
            ddl = DDL(statement).execute_if(dialect="sqlite")  # type: ignore[no-untyped-call]
            event.listen(metadata.tables[table], "after_create", ddl)


SEARCHED = ("texts", "claims")
for _name in SEARCHED:
    _full_text(_name)
