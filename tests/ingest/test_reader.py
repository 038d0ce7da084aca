from __future__ import annotations

import gzip
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from attribune.ingest import ReadFailure, read
from attribune.ingest.failure import MAX_BYTES
from attribune.model import Document, RegionKind, text_hash

REPORT = (
    "Ferry crossing hit for a second night\n\n"
    "The regional administration said on Monday that the crossing had been shelled twice since Sunday evening.\n"
)


def one(source: Path, media_type: str | None = None) -> Document:
    found = list(read(str(source), media_type=media_type))
    assert len(found) == 1
    assert isinstance(found[0], Document), found
    return found[0]


def refused(source: Path | str, media_type: str | None = None) -> ReadFailure:
    found = list(read(str(source), media_type=media_type))
    assert len(found) == 1
    assert isinstance(found[0], ReadFailure), found
    assert "\n" not in found[0].reason
    return found[0]


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_text_is_the_file_when_newlines_differ(tmp_path: Path, newline: str) -> None:
    words = REPORT.replace("\n", newline)
    doc = one(write(tmp_path / "a.txt", words))
    assert doc.text == words
    assert doc.sha256 == text_hash(words)
    assert doc.title == "Ferry crossing hit for a second night"
    assert doc.language == "en"
    assert doc.notes == ()


def test_text_keeps_its_offsets_when_there_is_a_byte_order_mark(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "\ufeff" + REPORT)
    doc = one(path)
    with path.open(encoding="utf-8", newline="") as stream:
        assert doc.text == stream.read()
    assert doc.title == "Ferry crossing hit for a second night"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_read(tmp_path: Path, codec: str) -> None:
    doc = one(write(tmp_path / "a.txt", REPORT.encode(codec)))
    assert doc.text == REPORT
    assert doc.notes


def test_old_western_encoding_is_detected(tmp_path: Path) -> None:
    words = "The minister said “we hold the café” — and no more.\nHe named the “axis” again – twice.\n"
    doc = one(write(tmp_path / "a.txt", words.encode("windows-1252")))
    assert doc.text == words
    assert "not UTF-8" in doc.notes[0]


def test_broken_bytes_are_replaced_and_noted_when_the_rest_is_utf8(tmp_path: Path) -> None:
    data = "The “commander” said “all quiet” – for now.".encode().replace(b"all", b"a\xffll")
    doc = one(write(tmp_path / "a.txt", data))
    assert doc.text == "The “commander” said “a\ufffdll quiet” – for now."
    assert "1 invalid byte sequence" in doc.notes[0]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\r\n ", "no words"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        ("packed.txt", gzip.compress(b"words"), "gzip"),
        ("paper.txt", b"%PDF-1.7 \x00", "PDF"),
        ("blob.txt", bytes(range(256)) * 8, "binary"),
        (
            "page.html",
            b"<html><head><title>Sign in</title></head><body><form><input></form></body></html>",
            "no article",
        ),
        ("nothing.html", b"", "empty"),
    ],
)
def test_bad_file_is_refused_with_a_reason(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    failure = refused(write(tmp_path / name, data))
    assert said in failure.reason
    assert failure.source.endswith(name)
    assert not failure.skipped


def test_file_over_the_limit_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    with path.open("wb") as stream:
        stream.write(b"a line of words\n" * 1_000)
        stream.truncate(50_000_000)
    failure = refused(path)
    assert "50 MB" in failure.reason
    assert "JSON Lines" in failure.reason


class Pipe(io.RawIOBase):
    """Endless input that cannot seek; `given` counts what was taken from it."""

    def __init__(self) -> None:
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        buffer[:] = b"w" * len(buffer)
        self.given += len(buffer)
        return len(buffer)


def test_endless_input_is_refused_without_reading_on(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = Pipe()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(pipe)))  # type: ignore[type-var]
    assert "limit" in refused("-").reason
    assert pipe.given < 2 * MAX_BYTES


@pytest.mark.parametrize(
    ("source", "said"),
    [("no/such/file.txt", "no such file"), ("https://example.org/report", "save the page")],
)
def test_source_that_is_no_file_is_refused(source: str, said: str) -> None:
    assert said in refused(source).reason


def test_unknown_media_type_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    reason = refused(write(tmp_path / "a.txt", REPORT), media_type="application/pdf").reason
    assert "text/html" in reason
    assert "application/jsonl" in reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", REPORT)
    path.chmod(0)
    assert "permissions" in refused(path).reason


def test_folder_is_read_in_order_and_other_files_are_skipped(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    write(tmp_path / "b" / "2.txt", REPORT)
    write(tmp_path / "a.txt", REPORT + "More.")
    write(tmp_path / "map.svg", "<svg/>")
    write(tmp_path / ".hidden" / "c.txt", REPORT)
    found = list(read(str(tmp_path)))
    assert [Path(doc.source).name for doc in found if doc.source] == ["a.txt", "2.txt", "map.svg"]
    assert [isinstance(item, ReadFailure) and item.skipped for item in found] == [False, False, True]


def test_folder_without_files_is_refused(tmp_path: Path) -> None:
    assert "no files" in refused(tmp_path).reason


@pytest.mark.parametrize(
    ("data", "titles"),
    [
        (REPORT, ["Ferry crossing hit for a second night"]),
        (json.dumps({"text": REPORT, "title": "Given"}), ["Given"]),
        (
            "<!doctype html><html><head><title>Depot burns after drone raid</title></head><body><article><p>"
            + "The governor said that a fuel depot had burned through the night after a drone raid. " * 4
            + "</p></article></body></html>",
            ["Depot burns after drone raid"],
        ),
    ],
)
def test_standard_input_is_read_by_its_content(monkeypatch: pytest.MonkeyPatch, data: str, titles: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    found = list(read("-"))
    assert [doc.title for doc in found if isinstance(doc, Document)] == titles


def test_same_text_is_the_same_document_wherever_it_lies(tmp_path: Path) -> None:
    first, second = one(write(tmp_path / "a.txt", REPORT)), one(write(tmp_path / "b.txt", REPORT))
    assert first.id == second.id
    assert first.source != second.source


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (
            "Les forces armées ont annoncé mardi la reprise de deux villages au sud de la ville, selon le ministère.",
            "fr",
        ),
        ("Генеральний штаб повідомив у вівторок про втрати противника за минулу добу на східному напрямку.", "uk"),
    ],
)
def test_language_is_told_when_it_is_not_english(tmp_path: Path, words: str, code: str) -> None:
    assert one(write(tmp_path / "a.txt", words)).language == code


def lines(path: Path, *records: object) -> Path:
    return write(
        path, "".join((r if isinstance(r, str) else json.dumps(r, ensure_ascii=False)) + "\n" for r in records)
    )


def test_jsonl_gives_every_record_and_names_a_bad_line(tmp_path: Path) -> None:
    record = {
        "text": REPORT,
        "title": "Ferry crossing hit for a second night",
        "url": "https://sample.example/1",
        "published": "2023-04-10T07:30:00Z",
        "outlet": "The Sample Courier",
    }
    path = lines(
        tmp_path / "a.jsonl", record, '{"text": "cut off', "", {"title": "no text"}, [1], {"text": "Second text."}
    )
    found = list(read(str(path)))
    assert [type(item).__name__ for item in found] == [
        "Document", "ReadFailure", "ReadFailure", "ReadFailure", "Document"
    ]  # fmt: skip
    assert [str(item.source).rsplit(":", 1)[1] for item in found] == ["1", "2", "4", "5", "6"]
    first = found[0]
    assert isinstance(first, Document)
    assert (first.text, first.outlet, first.url) == (REPORT, "The Sample Courier", "https://sample.example/1")
    assert first.published == "2023-04-10T07:30:00+00:00"
    assert first.spans_of(RegionKind.TITLE)[0].of(first.text) == first.title


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"text": 5}, "text"),
        ({"text": "Words.", "title": ["x"]}, "title"),
        ({"text": "   "}, "no words"),
        ('{"text": "a\\', "not JSON"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_jsonl_refuses_a_bad_record(tmp_path: Path, record: object, said: str) -> None:
    assert said in refused(lines(tmp_path / "a.jsonl", record)).reason


def test_jsonl_notes_a_date_that_is_none(tmp_path: Path) -> None:
    doc = one(lines(tmp_path / "a.jsonl", {"text": "Words.", "published": "last Tuesday"}))
    assert doc.published is None
    assert "last Tuesday" in doc.notes[0]


def test_jsonl_goes_on_after_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    good = json.dumps({"text": "Words."}).encode()
    found = list(read(str(write(tmp_path / "a.jsonl", b'{"text": "\xff"}\n' + good + b"\n"))))
    assert [isinstance(item, Document) for item in found] == [False, True]


def test_jsonl_is_streamed(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", *({"text": f"Report number {n}."} for n in range(3)), "not json at all")
    stream = read(str(path))
    first = next(stream)
    assert isinstance(first, Document)
    assert first.text == "Report number 0."


def test_jsonl_over_one_buffer_is_read_whole(tmp_path: Path) -> None:
    long = "word " * 5_000
    found = list(read(str(lines(tmp_path / "a.jsonl", {"text": long}, {"text": "Second."}))))
    assert [doc.text for doc in found if isinstance(doc, Document)] == [long, "Second."]


@pytest.mark.parametrize("make", [lambda folder: folder / "a.txt", lambda folder: folder / "a.html"])
def test_reading_twice_gives_the_same_documents(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = write(make(tmp_path), REPORT * 6)
    assert list(read(str(path))) == list(read(str(path)))
