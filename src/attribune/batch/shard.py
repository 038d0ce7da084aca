"""Shards: what one task reads. The same inputs give the same documents in the same order, however they are cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from attribune.ingest import ReadFailure, read
from attribune.ingest.jsonl import read_jsonl
from attribune.ingest.reader import files_of
from attribune.model import Document

__all__ = ["Lines", "Shard", "items_of", "plan"]

Item = Document | ReadFailure


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a JSON Lines file: bytes [start, stop), behind `before` other lines."""

    source: str
    start: int
    stop: int
    before: int


@dataclass(frozen=True, slots=True)
class Shard:
    """A task's worth of sources, in order: files, parts of files, and what is known not to be readable."""

    number: int
    pieces: tuple[str | Lines | ReadFailure, ...]


def plan(inputs: Iterable[str], size: int) -> Iterator[Shard]:
    """The shards of the inputs, each with `size` files or lines; archives and Parquet files are one shard each."""
    waiting: list[str | Lines | ReadFailure] = []
    number = weight = 0
    for piece, worth in _pieces(inputs, size):
        if waiting and weight + worth > size:
            yield Shard(number, tuple(waiting))
            number, waiting, weight = number + 1, [], 0
        waiting.append(piece)
        weight += worth
    if waiting:
        yield Shard(number, tuple(waiting))


def items_of(shard: Shard) -> Iterator[Item]:
    """The documents and failures of a shard, as `read` gives them."""
    for piece in shard.pieces:
        if isinstance(piece, ReadFailure):
            yield piece
        elif isinstance(piece, Lines):
            with Path(piece.source).open("rb") as stream:
                stream.seek(piece.start)
                yield from read_jsonl(_Until(stream, piece.stop), piece.source, before=piece.before)
        else:
            yield from read(piece)


def _pieces(inputs: Iterable[str], size: int) -> Iterator[tuple[str | Lines | ReadFailure, int]]:
    """The pieces of the inputs, each with how much of a shard it fills."""
    for source in inputs:
        for found in files_of(Path(source)) if Path(source).is_dir() else (source,):
            if isinstance(found, ReadFailure):
                yield found, 1
                continue
            path = Path(found)
            if path.suffix.lower() in {".jsonl", ".ndjson"} and path.is_file():
                yield from _lines(path, size)
            else:
                dump = path.suffix.lower() in {".gz", ".warc", ".wacz", ".parquet"}
                yield str(found), size if dump else 1


def _lines(path: Path, size: int) -> Iterator[tuple[Lines | str, int]]:
    """A file of lines in parts of `size` lines; an empty file as it is."""
    with path.open("rb") as stream:
        start = at = before = count = 0
        for line in stream:
            at += len(line)
            count += 1
            if count == size:
                yield Lines(str(path), start, at, before), count
                start, before, count = at, before + count, 0
        if count:
            yield Lines(str(path), start, at, before), count
        elif at == 0:
            yield str(path), 1


class _Until:
    """A stream that ends at an offset."""

    def __init__(self, stream: BinaryIO, stop: int) -> None:
        self._stream = stream
        self._left = stop - stream.tell()

    def readline(self, size: int, /) -> bytes:
        line = self._stream.readline(min(size, self._left)) if self._left > 0 else b""
        self._left -= len(line)
        return line
