"""The tables of a ledger, as SQLAlchemy Core metadata. Columns serve queries, the JSON beside them is the value.

Every versioned table has `recorded_from` and `recorded_to` (ISO 8601 UTC, half-open; NULL: current) and at most one
current row a key. The text of a document is apart from what is known about it (`documents`), because it never changes.
Types are only TEXT, INTEGER and REAL: SQLite tables are STRICT, and PostgreSQL has all three.
"""

from __future__ import annotations

from sqlalchemy import DDL, REAL, Column, ForeignKey, Index, Integer, MetaData, Table, Text, event, text
from sqlalchemy.schema import SchemaItem

__all__ = [
    "APPLICATION_ID",
    "SCHEMA",
    "claims",
    "documents",
    "failures",
    "links",
    "meta",
    "metadata",
    "readings",
    "records",
    "runs",
    "spans",
    "texts",
]

SCHEMA = 1
APPLICATION_ID = 0x41545242  # "ATRB" in the header of the SQLite file: tells a ledger from any other database

metadata = MetaData()


def _table(name: str, *items: SchemaItem) -> Table:
    return Table(name, metadata, *items, sqlite_strict=True)


def _versioned(name: str, key: tuple[str, ...], *items: SchemaItem) -> Table:
    table = _table(
        name,
        Column("row", Integer, primary_key=True),
        *items,
        Column("recorded_from", Text, nullable=False),
        Column("recorded_to", Text),
    )
    current = text("recorded_to IS NULL")
    Index(
        f"{name}_current", *(table.c[column] for column in key),
        unique=True, sqlite_where=current, postgresql_where=current,
    )  # fmt: skip
    return table


meta = _table("meta", Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

texts = _table(
    "texts",
    Column("row", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("sha256", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("recorded_from", Text, nullable=False),
)

documents = _versioned(
    "documents",
    ("document_id",),
    Column("document_id", Text, ForeignKey("texts.id"), nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("language", Text),
    Column("source", Text),
    Column("published", Text),
    Column("json", Text, nullable=False),
)

readings = _versioned(
    "readings",
    ("document_id",),
    Column("document_id", Text, ForeignKey("texts.id"), nullable=False),
    Column("analysis", Text, nullable=False),
    Column("json", Text, nullable=False),
)

claims = _versioned(
    "claims",
    ("id",),
    Column("id", Text, nullable=False),
    Column("document_id", Text, ForeignKey("texts.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("claimant_id", Text),
    Column("claimant", Text),
    Column("party", Text),
    Column("stance", Text),
    Column("status", Text, nullable=False),
    Column("verification", Text, nullable=False),
    Column("style", Text),
    Column("category", Text),
    Column("subject", Text),
    Column("low", REAL),
    Column("best", REAL),
    Column("high", REAL),
    Column("qualifier", Text),
    Column("unit", Text),
    Column("cumulative", Integer),
    Column("event_type", Text),
    Column("actor_id", Text),
    Column("actor", Text),
    Column("target_id", Text),
    Column("target", Text),
    Column("place_id", Text),
    Column("place", Text),
    Column("country", Text),
    Column("lat", REAL),
    Column("lon", REAL),
    Column("happened_from", Text),
    Column("happened_to", Text),
    Column("published", Text),
    Column("json", Text, nullable=False),
)
Index("claims_in_order", claims.c.document_id, claims.c.start, claims.c.end)
Index("claims_by_claimant", claims.c.claimant_id, claims.c.category)

spans = _table(
    "spans",
    Column("row", Integer, primary_key=True),
    Column("claim_row", Integer, ForeignKey("claims.row"), nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
)

links = _versioned(
    "links",
    ("id",),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("left", Text, nullable=False),
    Column("right", Text, nullable=False),
    Column("score", REAL, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("json", Text, nullable=False),
)

records = _versioned(
    "records",
    ("record", "copy", "category", "subject", "as_of"),
    Column("record", Text, nullable=False),
    Column("copy", Text, nullable=False),
    Column("claimant_id", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("as_of", Text, nullable=False),
    Column("value", REAL, nullable=False),
    Column("column", Text, nullable=False),
)

failures = _versioned(
    "failures",
    ("source", "stage"),
    Column("source", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("outcome", Text, nullable=False),
)

runs = _table(
    "runs",
    Column("id", Integer, primary_key=True),
    Column("started", Text, nullable=False),
    Column("finished", Text),
    Column("analysis", Text, nullable=False),
    Column("counts", Text, nullable=False),
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


_full_text("texts")
_full_text("claims")
