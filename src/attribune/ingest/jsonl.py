"""JSON Lines: one article a line, streamed, so that a dump of any size is read in the memory of one article.

A line may be an item of IPTC's ninjs, or hold the keys `text` (required), `title`, `url`, `published` (ISO 8601),
`outlet`, `author`, `language`; others are ignored. The document's text is the value of `text`, character for character.
A bad line is one failure, and reading goes on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Protocol

from attribune.ingest.document import Metadata, iso_time, make_document
from attribune.ingest.failure import MAX_BYTES, ReadFailure
from attribune.ingest.ninjs import is_ninjs, read_item
from attribune.model import Document

__all__ = ["KEYS", "from_record", "read_jsonl"]

SURROGATE = re.compile("[\ud800-\udfff]")


class Lines(Protocol):
    """What is read by lines: a file, standard input, an unpacked file."""

    def readline(self, size: int, /) -> bytes:
        """The next line, cut at `size` bytes; empty at the end."""


KEYS = ("title", "url", "outlet", "author", "language")


def read_jsonl(stream: Lines, source: str, *, before: int = 0) -> Iterator[Document | ReadFailure]:
    """The documents of a stream of lines; each names its line as "file:3". `before` lines came before the stream."""
    number, documents = before, 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        where = f"{source}:{number}"
        if len(line) > MAX_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
            yield ReadFailure(where, f"the line has over {MAX_BYTES / 1e6:.0f} MB: one article a line")
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _read_line(line, where)
        else:
            continue
        documents += 1
    if documents == 0:
        yield ReadFailure(source, 'the file is empty: give one JSON object a line, {"text": …}')


def _read_line(line: bytes, where: str) -> Document | ReadFailure:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return ReadFailure(where, f"not UTF-8 at byte {error.start + 1} of the line: JSON is written in UTF-8")
    except (json.JSONDecodeError, RecursionError) as error:
        said = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        return ReadFailure(where, f"not JSON ({said}): mend or remove the line")
    if not isinstance(record, dict):
        return ReadFailure(where, 'not a JSON object: each line is {"text": …, "title": …, "url": …}')
    return from_record(record, where)


def from_record(record: dict[str, object], where: str) -> Document | ReadFailure:
    """The document of one record of a dump; a record of IPTC's ninjs is told by its keys."""
    if is_ninjs(record):
        return read_item(record, where)
    text = record.get("text")
    if not isinstance(text, str):
        return ReadFailure(where, 'no "text" with the words of the article')
    values: dict[str, str | None] = {}
    for key in KEYS:
        value = record.get(key)
        if value is not None and not isinstance(value, str):
            return ReadFailure(where, f'"{key}" is {type(value).__name__}, not a string')
        values[key] = value if value and value.strip() else None
    published, basis = None, None
    notes: tuple[str, ...] = ()
    given = record.get("published")
    if given:
        published = iso_time(given) if isinstance(given, str) else None
        if published is None:
            notes = (f'"published" is no ISO 8601 date: {given!r}',)
        else:
            basis = 'the "published" of the record'
    if SURROGATE.search(text):
        text = SURROGATE.sub("\ufffd", text)
        notes = (*notes, "lone surrogates replaced by U+FFFD")
    return make_document(text, where, Metadata(published=published, published_basis=basis, notes=notes, **values))
