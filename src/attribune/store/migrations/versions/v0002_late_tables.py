"""Schema 2: what ledgers of schema 1 got late or never: audit log, tokens, the indexes of addresses and of listings.

Schema 1 was given to four shapes of ledger in turn, so everything is made only where it is missing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"

BROWSED = (
    "recorded_to published happened_from happened_to cumulative party kind stance verification status category subject "
    "event_type claimant_id claimant place_id place country lat lon unit best low high document_id"
).split()


def upgrade() -> None:
    """Make what is missing."""
    there = set(sa.inspect(op.get_bind()).get_table_names())
    if "audit" not in there:
        _audit()
    if "tokens" not in there:
        _tokens()
    op.create_index("documents_by_url", "documents", ["url"], if_not_exists=True)
    if op.get_context().dialect.name == "sqlite":  # its rows are too long for an index of PostgreSQL
        op.create_index("claims_browse", "claims", BROWSED, if_not_exists=True)


def _audit() -> None:
    """Only SQLite ledgers were ever without it."""
    op.create_table(
        "audit",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text) for name in ("scale", "old", "new", "why")),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False, unique=True),
        sqlite_strict=True,
    )
    for what in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{what.lower()} BEFORE {what} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        )


def _tokens() -> None:
    text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "tokens",
        sa.Column("hash", text, primary_key=True),
        *(sa.Column(name, text, nullable=False) for name in ("name", "scopes", "created", "expires")),
        sa.Column("revoked", text),
        sqlite_strict=True,
    )
