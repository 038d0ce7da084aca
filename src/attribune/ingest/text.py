"""Plain text: the document's text is the file's content, character for character."""

from __future__ import annotations

from attribune.ingest.decode import decode
from attribune.ingest.document import Metadata, make_document
from attribune.ingest.failure import ReadFailure
from attribune.model import Document

__all__ = ["read_text"]


def read_text(data: bytes, source: str) -> Document | ReadFailure:
    """The one document of a plain text file."""
    decoded = decode(data)
    return make_document(decoded.text, source, Metadata(notes=decoded.notes))
