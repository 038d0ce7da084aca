"""What alembic runs for every command: the revisions, on the connection that `upgrade` brought along."""

from __future__ import annotations

from alembic import context

from attribune.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
