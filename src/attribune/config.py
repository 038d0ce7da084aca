"""Settings of one run: loaded once at the edge and passed in; nothing else reads the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["DEFAULT_LEDGER", "Config", "load_config"]

DEFAULT_LEDGER = "attribune.db"


@dataclass(frozen=True, slots=True)
class Config:
    """Where the ledger and one's own places are, which model reads with how many threads, whom sites can write to."""

    ledger: str = DEFAULT_LEDGER
    model: str | None = None  # None: the package's default
    threads: int = 1
    places: Path | None = None  # a file that `attribune gazetteer add` wrote; None: none of one's own
    contact: str | None = None  # sent to the sites that pages are fetched from; None: nothing is fetched


def load_config(
    environ: Mapping[str, str], *, ledger: str | None = None, model: str | None = None, threads: int = 1
) -> Config:
    """What was asked for, else what the environment says, else the defaults.

    Read are ATTRIBUNE_LEDGER, ATTRIBUNE_MODEL, ATTRIBUNE_CONTACT and ATTRIBUNE_PLACES; without the last, one's own
    places are kept in the user's data folder (XDG_DATA_HOME, or ~/.local/share).
    """
    data = environ.get("XDG_DATA_HOME") or str(Path(environ.get("HOME") or ".") / ".local" / "share")
    return Config(
        ledger=ledger or environ.get("ATTRIBUNE_LEDGER") or DEFAULT_LEDGER,
        model=model or environ.get("ATTRIBUNE_MODEL") or None,
        threads=threads,
        places=Path(environ.get("ATTRIBUNE_PLACES") or Path(data) / "attribune" / "places.jsonl"),
        contact=environ.get("ATTRIBUNE_CONTACT") or None,
    )
