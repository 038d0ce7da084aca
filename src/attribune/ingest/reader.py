"""`read`: any source to documents. It raises nothing for bad input: what cannot be read is a `ReadFailure`."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from attribune.ingest.decode import binary_kind, decode
from attribune.ingest.failure import EMPTY, MAX_BYTES, ReadFailure, too_large
from attribune.ingest.html import read_html
from attribune.ingest.jsonl import read_jsonl
from attribune.ingest.text import read_text
from attribune.model import Document

__all__ = ["MEDIA_TYPES", "read"]

Readable = Iterator[Document | ReadFailure]

MEDIA_TYPES: dict[str, Callable[[bytes, str], Document | ReadFailure]] = {
    "text/plain": read_text,
    "text/html": read_html,
}
"""Readers of one document a file. JSON Lines is a stream of documents and read apart."""

JSONL = "application/jsonl"
SUFFIXES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".jsonl": JSONL,
    ".ndjson": JSONL,
}
OTHER_NAMES = {"application/x-ndjson": JSONL, "application/ndjson": JSONL, "application/xhtml+xml": "text/html"}
SNIFF = 4_096
HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main)\b", re.I | re.S
)


def read(source: str, *, media_type: str | None = None) -> Readable:
    """The documents of a source: a file, a folder (all files in it, sorted), or "-" for standard input.

    `media_type` (text/plain, text/html, application/jsonl) overrides the file's suffix and content. Each thing that is
    no document comes as a `ReadFailure` in its place, so that in = read + failed + skipped.
    """
    wanted = OTHER_NAMES.get(media_type, media_type) if media_type is not None else None
    if wanted is not None and wanted != JSONL and wanted not in MEDIA_TYPES:
        known = ", ".join((*MEDIA_TYPES, JSONL))
        yield ReadFailure(source, f"no reader for {media_type}: use one of {known}")
    elif source == "-":
        yield from _read_stream(sys.stdin.buffer, "-", wanted)
    elif re.match(r"[a-z][a-z0-9+.-]+://", source, re.I):
        yield ReadFailure(source, "addresses are not fetched yet: save the page and give the file")
    elif Path(source).is_dir():
        yield from _read_folder(Path(source), wanted)
    else:
        yield from _read_file(Path(source), wanted)


def _read_folder(folder: Path, media_type: str | None) -> Readable:
    """The files of a folder and its folders, by name; hidden ones are left alone."""
    found = False
    for path in sorted(folder.rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(folder).parts) or path.is_dir():
            continue
        found = True
        if media_type is None and path.suffix.lower() not in SUFFIXES:
            kinds = " ".join(SUFFIXES)
            yield ReadFailure(
                str(path), f"not read as part of a folder (only {kinds}): name it to read it", skipped=True
            )
        else:
            yield from _read_file(path, media_type)
    if not found:
        yield ReadFailure(str(folder), "the folder holds no files: give a folder with .txt, .html or .jsonl files")


def _read_file(path: Path, media_type: str | None) -> Readable:
    source = str(path)
    try:
        if not path.exists():
            yield ReadFailure(source, "there is no such file or folder: check the path")
        elif not path.is_file():
            yield ReadFailure(source, "not a regular file: give a file, a folder, or - for standard input")
        else:
            with path.open("rb") as stream:
                yield from _read_stream(stream, source, media_type or SUFFIXES.get(path.suffix.lower()))
    except PermissionError:
        yield ReadFailure(source, "may not be read: change its permissions, or run as a user who may read it")
    except OSError as error:
        yield ReadFailure(source, f"cannot be read ({error.strerror or error}): try again, or copy it elsewhere first")


def _read_stream(stream: BinaryIO, source: str, media_type: str | None) -> Readable:
    """The documents of an open stream. At most one document's worth is held in memory."""
    head = stream.read(SNIFF)
    if not head:
        yield ReadFailure(source, EMPTY)
        return
    kind = binary_kind(head)
    if kind is not None:
        advice = "" if ":" in kind else ": give text, HTML or JSON Lines"
        yield ReadFailure(source, f"not text but {kind}{advice}")
        return
    media_type = media_type if media_type is not None else _sniff(head)
    if media_type == JSONL:
        yield from read_jsonl(_Rejoined(head, stream), source)
        return
    size = _size(stream)
    if size is not None and size > MAX_BYTES:
        yield ReadFailure(source, too_large(size))
        return
    data = head + stream.read(MAX_BYTES + 1 - len(head))
    if len(data) > MAX_BYTES:
        yield ReadFailure(source, too_large(None))
    else:
        yield MEDIA_TYPES[media_type](data, source)


def _sniff(head: bytes) -> str:
    """The media type of content without a known suffix."""
    start = decode(head[: len(head) - len(head) % 4]).text.lstrip("\ufeff")
    if HTML_START.match(start):
        return "text/html"
    return JSONL if re.match(r'\s*\{\s*"\w+"\s*:', start) else "text/plain"


def _size(stream: BinaryIO) -> int | None:
    """The size of a file; None for a pipe, whose end is not known."""
    if not stream.seekable():
        return None
    here = stream.tell()
    size = stream.seek(0, 2)
    stream.seek(here)
    return size


class _Rejoined(BytesIO):
    """A stream whose first bytes were already read: lines run across the seam."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__(head)
        self._rest = rest

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        if line.endswith(b"\n") or (size is not None and 0 <= size <= len(line)):
            return line
        return line + self._rest.readline(-1 if size is None or size < 0 else size - len(line))
