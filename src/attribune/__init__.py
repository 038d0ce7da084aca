"""Attribune: who claimed what about a war, on what evidence."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from attribune.version import __version__

if TYPE_CHECKING:
    from attribune.model import Claim, Document, Event, Link
    from attribune.pipeline import run
    from attribune.store import open_ledger

__all__ = ["Claim", "Document", "Event", "Link", "__version__", "open_ledger", "run"]

_HOMES = {
    "Claim": "attribune.model",
    "Document": "attribune.model",
    "Event": "attribune.model",
    "Link": "attribune.model",
    "open_ledger": "attribune.store",
    "run": "attribune.pipeline",
}


def __getattr__(name: str) -> object:
    """The public names, loaded when first used: `attribune --help` must not wait for readers of HTML."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
