"""Schema 3: what lets `add` work out only the links that new documents touch."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Make the tables and indexes, empty: the next reconciliation fills them."""
    text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "marks",
        sa.Column("key", number, primary_key=True),
        sa.Column("beside", number, primary_key=True),
        sa.Column("member", text, primary_key=True),
        sa.Column("document_id", text, nullable=False),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_index("marks_by_document", "marks", ["document_id"])
    op.create_table(
        "touched",
        sa.Column("row", number, primary_key=True),
        sa.Column("document_id", text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("links_by_left", "links", ["left"])
    op.create_index("links_by_right", "links", ["right"])
