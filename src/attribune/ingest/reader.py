"""`read`: any source to documents. It raises nothing for bad input: what cannot be read is a `ReadFailure`."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from gzip import GzipFile
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from attribune.errors import AttribuneError, SkippableError
from attribune.ingest.archive import read_wacz, read_warc
from attribune.ingest.content import MEDIA_TYPES, read_content, transcoded
from attribune.ingest.decode import binary_kind, decode
from attribune.ingest.failure import EMPTY, MAX_BYTES, ReadFailure, too_large
from attribune.ingest.fetch import Fetched
from attribune.ingest.jsonl import read_jsonl
from attribune.ingest.ninjs import read_ninjs
from attribune.ingest.parquet import read_parquet
from attribune.model import Document

__all__ = ["MEDIA_TYPES", "Fetch", "files_of", "read"]

Readable = Iterator[Document | ReadFailure]
Fetch = Callable[[str], Fetched]
"""Gives the page at an address; an AttribuneError where it is not to be had."""

JSONL = "application/jsonl"
JSONL_GZIP = "application/jsonl+gzip"
DUMPS: dict[str, Callable[[BinaryIO, str], Readable]] = {
    JSONL: read_jsonl,
    JSONL_GZIP: lambda stream, source: read_jsonl(_Unpacked(stream), source),
    "application/ninjs+json": read_ninjs,
    "application/vnd.apache.parquet": read_parquet,
    "application/warc": read_warc,
    "application/wacz": read_wacz,
}
"""Readers of many documents a file; they stream."""

SUFFIXES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".jsonl": JSONL,
    ".ndjson": JSONL,
    ".jsonl.gz": JSONL_GZIP,
    ".json": "application/ninjs+json",
    ".parquet": "application/vnd.apache.parquet",
    ".warc": "application/warc",
    ".warc.gz": "application/warc",
    ".wacz": "application/wacz",
}
OTHER_NAMES = {
    "application/x-ndjson": JSONL,
    "application/ndjson": JSONL,
    "application/xhtml+xml": "text/html",
    "application/json": "application/ninjs+json",
}
SNIFF = 4_096
HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main)\b", re.I | re.S
)


def read(source: str, *, media_type: str | None = None, fetch: Fetch | None = None) -> Readable:
    """The documents of a source: a file, a folder (all files in it, sorted), an address, or "-" for standard input.

    `media_type` (text/plain, text/html, application/jsonl …) overrides the file's suffix and content. `fetch` gets
    pages from the web; without one, addresses are failures. Each thing that is no document comes as a `ReadFailure` in
    its place, so that in = read + failed + skipped.
    """
    wanted = OTHER_NAMES.get(media_type, media_type) if media_type is not None else None
    if wanted is not None and wanted not in DUMPS and wanted not in MEDIA_TYPES:
        known = ", ".join((*MEDIA_TYPES, *DUMPS))
        yield ReadFailure(source, f"no reader for {media_type}: use one of {known}")
    elif source == "-":
        yield from _read_stream(sys.stdin.buffer, "-", wanted)
    elif re.match(r"[a-z][a-z0-9+.-]+://", source, re.I):
        yield from _read_address(source, wanted, fetch)
    elif Path(source).is_dir():
        for found in files_of(Path(source), wanted):
            if isinstance(found, ReadFailure):
                yield found
            else:
                yield from _read_file(found, wanted)
    else:
        yield from _read_file(Path(source), wanted)


def _read_address(url: str, media_type: str | None, fetch: Fetch | None) -> Readable:
    """The documents of a page on the web."""
    if fetch is None:
        yield ReadFailure(
            url, "addresses are not fetched here: use `attribune add`, or save the page and give the file"
        )
        return
    try:
        found = fetch(url)
    except AttribuneError as error:
        yield ReadFailure(url, str(error), skipped=isinstance(error, SkippableError))
        return
    stated = OTHER_NAMES.get(found.media_type or "", found.media_type)
    kind = binary_kind(found.body[:SNIFF])
    if not found.body or kind is not None:
        yield ReadFailure(url, "the page is empty" if kind is None else f"no page but {kind}", skipped=kind is not None)
        return
    body, note = transcoded(found.body, found.charset)
    media_type = media_type or (stated if stated in MEDIA_TYPES else _sniff(body[:SNIFF]))
    if media_type not in MEDIA_TYPES:
        yield ReadFailure(url, f"no page but {stated}: save it and give the file", skipped=True)
        return
    for item in read_content(body, media_type, url, address=found.url):
        added = () if note is None else (note,)
        yield replace(item, notes=(*item.notes, *added)) if isinstance(item, Document) else item


def _by_name(path: Path) -> str | None:
    """The media type that a file's name tells; the longer of two endings counts."""
    both = "".join(path.suffixes[-2:]).lower()
    return SUFFIXES.get(both) or SUFFIXES.get(path.suffix.lower())


def files_of(folder: Path, media_type: str | None = None) -> Iterator[Path | ReadFailure]:
    """The files of a folder and its folders, by name, and those that are not read; hidden ones are left alone."""
    found = False
    for path in sorted(folder.rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(folder).parts) or path.is_dir():
            continue
        found = True
        if media_type is None and _by_name(path) is None:
            kinds = " ".join(SUFFIXES)
            yield ReadFailure(
                str(path), f"not read as part of a folder (only {kinds}): name it to read it", skipped=True
            )
        else:
            yield path
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
                yield from _read_stream(stream, source, media_type or _by_name(path))
    except PermissionError:
        yield ReadFailure(source, "may not be read: change its permissions, or run as a user who may read it")
    except OSError as error:
        yield ReadFailure(source, f"cannot be read ({error.strerror or error}): try again, or copy it elsewhere first")


def _read_stream(stream: BinaryIO, source: str, media_type: str | None) -> Readable:
    """The documents of an open stream. At most one document's worth is held in memory."""
    if media_type in DUMPS and media_type != JSONL:
        yield from DUMPS[media_type](stream, source)
        return
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
        yield from read_content(data, media_type, source)


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


class _Unpacked(GzipFile):
    """A gzip file whose damage shows as an OSError, like that of any other file."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(fileobj=stream)

    def readline(self, size: int | None = -1) -> bytes:
        try:
            return super().readline(size)
        except (EOFError, zlib.error) as error:
            raise OSError(f"broken gzip: {error}") from error
