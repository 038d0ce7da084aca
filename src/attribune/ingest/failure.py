"""What becomes of a source that gave no document, and the limits of what is read."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["EMPTY", "MAX_BYTES", "ReadFailure", "too_large"]

MAX_BYTES = 20_000_000
"""The largest single document. The longest article we met has 0.3 MB; a file of 50 MB is a dump, not a report."""

EMPTY = "the file is empty: give a file with the text of an article"


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """A source that could not be read: where, and one line that says why and what to do.

    `skipped` is True for files that a folder happens to hold and nobody asked to read (a picture beside the articles).
    """

    source: str
    reason: str
    skipped: bool = False


def too_large(size: int | None) -> str:
    """The reason for a document over the limit; `size` is None where reading stopped before the end."""
    said = "the text is" if size is None else f"the file has {size / 1e6:.0f} MB,"
    return (
        f"{said} over the limit of {MAX_BYTES / 1e6:.0f} MB for one document: split it, or give it as JSON Lines "
        "(one article a line, .jsonl)"
    )
