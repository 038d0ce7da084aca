"""`attribune lineage`: which report is a copy of which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from attribune.cli.options import form_options, known_on_option, ledger_option, opened
from attribune.cli.output import Column, emit
from attribune.config import Config
from attribune.export import file_name
from attribune.model import LinkKind
from attribune.store import View

__all__ = ["copied", "lineage"]


@click.command()
@form_options
@known_on_option
@ledger_option
def lineage(form: str | None, known_on: str | None, config: Config) -> None:
    """List which report is a copy of which.

    With how that was found, and the hedges that the copy left out.

    \b
    Example:
      attribune lineage
    """
    with opened(config) as store, store.view(known_on) as view:
        emit(form, list(copied(view)), COLUMNS)


def copied(view: View) -> Iterator[dict[str, Any]]:
    """A row for every copy."""
    for link in view.links():
        if link.kind is LinkKind.COPY_OF:
            yield {
                "copy": _label(view, link.left),
                "copy_id": link.left,
                "origin": _label(view, link.right),
                "origin_id": link.right,
                "score": link.score,
                "reasons": list(link.reasons),
                "decided_by": link.decided_by,
            }


def _label(view: View, document_id: str) -> str:
    document = view.document(document_id)
    if document is None:
        return document_id
    name = file_name(document) or document.title or document_id
    return f"{document.outlet}: {name}" if document.outlet is not None else name


COLUMNS = (
    Column("copy", "copy", ratio=2),
    Column("of", "origin", ratio=2),
    Column("because", lambda row: "; ".join(row["reasons"]), ratio=4),
)
