"""Web archives: WARC (plain or gzip, as Common Crawl's news has it) and WACZ, one record at a time.

Every document says where it lies: file, offset and record id. A broken record is one failure; reading goes on with the
next record that can be found.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
from warcio.recordloader import ArcWarcRecord  # type: ignore[import-untyped]

from attribune.ingest.content import read_content, transcoded
from attribune.ingest.failure import EMPTY, MAX_BYTES, ReadFailure, too_large
from attribune.model import Document

__all__ = ["read_wacz", "read_warc"]

Readable = Iterator[Document | ReadFailure]
BROKEN = (ArchiveLoadFailed, zlib.error, EOFError, OSError, ValueError, AttributeError, IndexError, TypeError)
"""What warcio raises on damaged records; the last three are slips of its header parser."""

NEXT = re.compile(rb"\x1f\x8b\x08[\x00\x04\x08\x0c]|WARC/1\.[01]\r\n")
WINDOW = 1_000_000
TEXT_TYPES = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}


def read_warc(stream: BinaryIO, source: str) -> Readable:
    """The pages of a WARC file. Pictures, redirects and revisits are skipped, each with its reason."""
    at: int | None = 0
    while at is not None:
        at = yield from _from(stream, source, at)


def read_wacz(stream: BinaryIO, source: str) -> Readable:
    """The pages of all WARC files in a WACZ."""
    try:
        with zipfile.ZipFile(stream) as packed:
            names = sorted(name for name in packed.namelist() if re.fullmatch(r"archive/.+\.warc(?:\.gz)?", name))
            if not names:
                yield ReadFailure(source, "no archive/*.warc in it: this is not a WACZ file")
            for name in names:
                with packed.open(name) as member:
                    yield from read_warc(member, f"{source}!{name}")  # type: ignore[arg-type]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        yield ReadFailure(source, f"not a whole WACZ file ({error}): fetch it again")


def _from(stream: BinaryIO, source: str, start: int) -> Generator[Document | ReadFailure, None, int | None]:
    """The pages from an offset on; returns where to go on after a broken record, None at the end."""
    stream.seek(start)
    records = ArchiveIterator(stream)
    seen = False
    while True:
        try:
            record = next(records)
            seen = True
            # `offset`, not `get_record_offset()`: that one reads the record to its end first.
            yield from _pages(record, f"{source}#offset={records.offset}")
        except StopIteration:
            if not seen and start == 0:
                yield ReadFailure(source, EMPTY)
            return None
        except BROKEN as error:
            broken = max(records.offset, start)
            said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            yield ReadFailure(f"{source}#offset={broken}", f"a broken record ({said}): fetch the archive again")
            return _next_record(stream, broken + 1)


def _next_record(stream: BinaryIO, start: int) -> int | None:
    """The offset of the next thing that looks like the head of a record, or None."""
    stream.seek(start)
    before = b""
    at = start
    while data := stream.read(WINDOW):
        window = before + data
        found = NEXT.search(window)
        if found is not None:
            return at - len(before) + found.start()
        before, at = window[-9:], at + len(data)
    return None


def _pages(record: ArcWarcRecord, where: str) -> Readable:
    """The documents of one record; requests, metadata and the archive's own records hold none and are no items."""
    headers = record.rec_headers
    record_id = headers.get_header("WARC-Record-ID")
    source = where if record_id is None else f"{where}&record={record_id.strip('<>').removeprefix('urn:uuid:')}"
    url = headers.get_header("WARC-Target-URI")
    url = url.strip("<> ") if url is not None else None
    if record.rec_type == "revisit":
        first = headers.get_header("WARC-Refers-To-Date")
        since = f" of {first}" if first is not None else ""
        yield ReadFailure(source, f"a revisit: the page is unchanged since the capture{since}", skipped=True)
        return
    if record.rec_type not in {"response", "resource"} or (url is not None and url.startswith(("dns:", "metadata:"))):
        return
    http = record.http_headers
    status = http.get_statuscode() if http is not None else "200"
    if status != "200":
        yield ReadFailure(source, f"no page but an answer with status {status}", skipped=True)
        return
    given = http.get_header("Content-Type") if http is not None else headers.get_header("Content-Type")
    kind, _, more = (given or "").partition(";")
    media_type = TEXT_TYPES.get(kind.strip().lower())
    if media_type is None:
        yield ReadFailure(source, f"no text but {kind.strip() or 'content without a type'}", skipped=True)
        return
    data = record.content_stream().read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        yield ReadFailure(source, too_large(None))
        return
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", more)
    data, note = transcoded(data, charset.group(1) if charset is not None else None)
    for item in read_content(data, media_type, source, address=url):
        captured = headers.get_header("WARC-Date")
        notes = tuple(words for words in (note, f"captured {captured}" if captured else None) if words is not None)
        yield replace(item, notes=(*item.notes, *notes)) if isinstance(item, Document) else item
