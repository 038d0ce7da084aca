"""Schema 1: where every upgrade starts. Its tables were made with the ledger, not by this."""

from __future__ import annotations

revision = "1"
down_revision = None


def upgrade() -> None:
    """Nothing: a ledger without these tables is none."""
