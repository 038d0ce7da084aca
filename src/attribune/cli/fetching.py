"""Fetching for commands that are given addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from attribune.config import Config
from attribune.pipeline import Stages

__all__ = ["with_fetcher"]


def with_fetcher(stages: Stages, config: Config, sources: Iterable[str]) -> Stages:
    """The stages with a fetcher, if any of the sources is an address: reading files must not ask whom to write to."""
    if not any("://" in source for source in sources):
        return stages
    # Imported here: most runs read files.
    from attribune.ingest import read
    from attribune.ingest.fetch import fetcher_for

    return replace(stages, read=partial(read, fetch=fetcher_for(config.contact)))
