"""Settings of one run: loaded once at the edge and passed in; nothing else reads the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["DEFAULT_LEDGER", "Config", "load_config"]

DEFAULT_LEDGER = "attribune.db"


@dataclass(frozen=True, slots=True)
class Config:
    """Where the ledger is, which extraction model reads, and with how many threads."""

    ledger: str = DEFAULT_LEDGER
    model: str | None = None  # None: the package's default
    threads: int = 1


def load_config(
    environ: Mapping[str, str], *, ledger: str | None = None, model: str | None = None, threads: int = 1
) -> Config:
    """What was asked for, else what the environment says (ATTRIBUNE_LEDGER, ATTRIBUNE_MODEL), else the defaults."""
    return Config(
        ledger=ledger or environ.get("ATTRIBUNE_LEDGER") or DEFAULT_LEDGER,
        model=model or environ.get("ATTRIBUNE_MODEL") or None,
        threads=threads,
    )
