"""WARC and WACZ: pages out of archives, with the place of each, and what becomes of broken ones."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from attribune.ingest import ReadFailure, read
from attribune.ingest.failure import MAX_BYTES
from attribune.model import Document

PAGE = (
    '<html lang="en"><head><title>{0}</title><meta property="article:published_time" '
    'content="2022-07-0{1}T10:30:00Z"></head><body><article><h1>{0}</h1><p>The governor said that the bridge at '
    "kilometre {1} was closed after shelling, and that {1} people had been hurt there.</p></article></body></html>"
)


def response(writer: WARCWriter, url: str, body: bytes, media_type: str = "text/html", status: str = "200 OK") -> None:
    http = StatusAndHeaders(status, [("Content-Type", media_type)], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict={})
    )


def archive(*, packed: bool = True) -> bytes:
    """Two pages; between them what is no page: a request, a picture, a redirect and a revisit of the first."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "a test"}))
    url = "https://news.example/1"
    get = StatusAndHeaders("GET /1 HTTP/1.1", [("Host", "news.example")], is_http_request=True)
    writer.write_record(writer.create_warc_record(url, "request", http_headers=get))
    response(writer, url, PAGE.format("Bridge closed", 1).encode())
    response(writer, "https://news.example/a.png", b"\x89PNG", "image/png")
    response(writer, "https://news.example/old", b"", status="301 Moved")
    writer.write_record(writer.create_revisit_record(url, "sha1:A", url, "2022-07-01T11:00:00Z"))
    response(writer, "https://news.example/2", PAGE.format("Road open", 2).encode(), "text/html; charset=utf-8")
    return out.getvalue()


@pytest.mark.parametrize(("name", "packed"), [("a.warc.gz", True), ("a.warc", False)])
def test_pages_are_read_and_the_rest_is_skipped_with_its_reason(tmp_path: Path, name: str, packed: bool) -> None:
    path = tmp_path / name
    path.write_bytes(archive(packed=packed))
    found = list(read(str(path)))
    pages = [item for item in found if isinstance(item, Document)]
    skipped = [item for item in found if isinstance(item, ReadFailure)]
    assert [page.title for page in pages] == ["Bridge closed", "Road open"]
    assert [page.url for page in pages] == ["https://news.example/1", "https://news.example/2"]
    assert [page.published for page in pages] == ["2022-07-01T10:30:00+00:00", "2022-07-02T10:30:00+00:00"]
    assert all(item.skipped for item in skipped)
    assert [item.reason.split(" ")[0:2] for item in skipped] == [["no", "text"], ["no", "page"], ["a", "revisit:"]]
    assert "2022-07-01T11:00:00Z" in skipped[2].reason


def test_place_of_a_page_leads_back_to_its_record(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(archive())
    for page in (item for item in read(str(path)) if isinstance(item, Document)):
        name, _, place = page.source.partition("#")
        offset, record_id = (part.split("=")[1] for part in place.split("&"))
        with Path(name).open("rb") as stream:
            stream.seek(int(offset))
            record = next(iter(ArchiveIterator(stream)))
            assert record_id in record.rec_headers.get_header("WARC-Record-ID")
            assert record.rec_headers.get_header("WARC-Target-URI") == page.url


@pytest.mark.parametrize("packed", [True, False])
def test_reading_goes_on_behind_a_broken_record(tmp_path: Path, packed: bool) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    response(writer, "https://news.example/1", PAGE.format("Bridge closed", 1).encode())
    junk = b"WARC/1.0\r\nContent-Length: many\r\n\r\n\r\n\r\n"
    out.write(gzip.compress(b"no record at all\r\n\r\n") if packed else junk)
    response(writer, "https://news.example/2", PAGE.format("Road open", 2).encode())
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(out.getvalue())
    found = list(read(str(path)))
    assert [item.title for item in found if isinstance(item, Document)] == ["Bridge closed", "Road open"]
    assert all("\n" not in item.reason for item in found if isinstance(item, ReadFailure))


def test_pages_before_the_cut_are_read_when_the_file_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(archive()[:-200])
    found = list(read(str(path)))
    assert any(isinstance(item, Document) and item.title == "Bridge closed" for item in found)
    assert not any(isinstance(item, Document) and item.title == "Road open" for item in found)


@pytest.mark.parametrize("data", [b"", b"nothing like it", b"\x1f\x8b\x08\x00" + bytes(50)])
def test_file_that_is_no_archive_is_a_failure(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)
    found = list(read(str(path)))
    assert found
    assert all(isinstance(item, ReadFailure) and "\n" not in item.reason for item in found)


def test_page_that_unfolds_beyond_the_limit_is_a_failure(tmp_path: Path) -> None:
    out = io.BytesIO()
    response(WARCWriter(out, gzip=True), "https://news.example/1", b"a " * MAX_BYTES)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(out.getvalue())
    (only,) = read(str(path))
    assert isinstance(only, ReadFailure)
    assert "over the limit" in only.reason


def test_wacz_holds_archives(tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("datapackage.json", "{}")
        packed.writestr("archive/data.warc.gz", archive())
    pages = [item for item in read(str(path)) if isinstance(item, Document)]
    assert [page.title for page in pages] == ["Bridge closed", "Road open"]
    assert "a.wacz!archive/data.warc.gz#offset=" in pages[0].source


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and no more"])
def test_broken_wacz_is_a_failure(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.wacz"
    path.write_bytes(data)
    (only,) = read(str(path))
    assert isinstance(only, ReadFailure)
    assert "WACZ" in only.reason
