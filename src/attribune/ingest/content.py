"""Bytes of a known kind to documents: the one place that readers of files, archives and addresses share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from attribune.ingest.failure import ReadFailure
from attribune.ingest.html import read_html
from attribune.ingest.text import read_text
from attribune.model import Document, document_id

__all__ = ["MEDIA_TYPES", "read_content", "transcoded"]

Readable = Iterator[Document | ReadFailure]


def read_content(data: bytes, media_type: str, source: str, *, address: str | None = None) -> Readable:
    """The documents of a page or text. `address` is where on the web it stood, if it did."""
    return MEDIA_TYPES[media_type](data, source, address)


def transcoded(data: bytes, charset: str | None) -> tuple[bytes, str | None]:
    """The bytes in UTF-8, where a server named another encoding and it fits, with a note that says so."""
    if charset is None:
        return data, None
    try:
        data.decode("utf-8")
        return data, None  # UTF-8 is never right by accident, and servers do name it wrongly
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(charset).encode(), f"decoded as {charset}, as the server says"
    except (UnicodeError, LookupError):
        return data, None


def _text(data: bytes, source: str, address: str | None) -> Readable:
    item = read_text(data, source)
    if isinstance(item, Document) and address is not None:
        item = replace(item, id=document_id(item.text, url=address), url=address)
    yield item


def _html(data: bytes, source: str, address: str | None) -> Readable:
    return read_html(data, source, address=address)


MEDIA_TYPES: dict[str, Callable[[bytes, str, str | None], Readable]] = {"text/plain": _text, "text/html": _html}
"""Readers of one file that lies in memory; the readers of dumps and archives stream."""
