"""Sources to documents: text, HTML, JSON Lines, folders, standard input."""

from attribune.ingest.failure import ReadFailure
from attribune.ingest.reader import read

__all__ = ["ReadFailure", "read"]
