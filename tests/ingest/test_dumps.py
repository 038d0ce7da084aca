"""Dumps of articles: ninjs, Parquet, packed JSON Lines."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from attribune.ingest import ReadFailure, read
from attribune.ingest.markup import plain_text
from attribune.model import Document

BODY = "<p>KHERSON (NW) – The governor said the ferry was hit.</p><p>Nobody was hurt, he <b>added</b>.</p>"
TEXT = "KHERSON (NW) – The governor said the ferry was hit.\n\nNobody was hurt, he added."
ONE = {
    "uri": "tag:agency.example,2022:1",
    "headline": "Ferry hit",
    "body_html": BODY,
    "firstcreated": "2022-07-04T10:00:00Z",
    "byline": "A. Writer",
    "language": "en",
    "copyrightholder": "Agency",
}
TWO = {
    "uri": "tag:agency.example,2022:1",
    "headlines": [{"role": "alternative", "value": "Hit"}, {"role": "main", "value": "Ferry hit"}],
    "bodies": [{"role": "main", "contentType": "text/html", "value": BODY}],
    "firstCreated": "2022-07-04T10:00:00Z",
    "by": "A. Writer",
    "language": "en",
    "infosources": [{"name": "Agency"}],
}


@pytest.mark.parametrize("item", [ONE, TWO], ids=["ninjs 1", "ninjs 2"])
@pytest.mark.parametrize("form", ["a.json", "a.jsonl", "list.json", "a.jsonl.gz"])
def test_ninjs_item_is_read_the_same_in_every_wrapping(tmp_path: Path, item: dict[str, object], form: str) -> None:
    path = tmp_path / form
    data = json.dumps([item, item] if form == "list.json" else item).encode()
    path.write_bytes(gzip.compress(data) if form.endswith(".gz") else data)
    found = list(read(str(path)))
    assert len(found) == (2 if form == "list.json" else 1)
    doc = found[0]
    assert isinstance(doc, Document), doc
    assert doc.text == f"Ferry hit\n\n{TEXT}\n"
    assert (doc.title, doc.outlet, doc.author) == ("Ferry hit", "Agency", "A. Writer")
    assert (doc.published, doc.url) == ("2022-07-04T10:00:00+00:00", "tag:agency.example,2022:1")


@pytest.mark.parametrize(
    ("data", "said", "skipped"),
    [
        (json.dumps({**ONE, "pubstatus": "canceled"}), "withdrew", True),
        (json.dumps({"uri": "a", "body_text": " "}), "no words", False),
        (json.dumps({"name": "settings"}), "no ninjs item", False),
        ("[]", "no news", False),
        ("{", "not JSON", False),
        ("[" * 100_000, "not JSON", False),
    ],
)
def test_json_without_news_is_refused_with_a_reason(tmp_path: Path, data: str, said: str, skipped: bool) -> None:
    path = tmp_path / "a.json"
    path.write_text(data)
    (only,) = read(str(path))
    assert isinstance(only, ReadFailure)
    assert said in only.reason
    assert only.skipped is skipped


def test_broken_gzip_of_lines_is_a_failure_behind_the_good_lines(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": f"The governor said {i} ferries were hit."}) + "\n" for i in range(5_000))
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(lines.encode())[:-2_000])
    *good, last = read(str(path))
    assert all(isinstance(item, Document) for item in good)
    assert isinstance(last, ReadFailure)
    assert "broken gzip" in last.reason


def test_parquet_rows_are_what_lines_are(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    rows = [
        {"text": TEXT, "title": None, "published": datetime(2022, 7, 4, 10, tzinfo=UTC), "outlet": "Agency", "n": 1},
        {"text": None, "title": "x", "published": None, "outlet": None, "n": 2},
    ]
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path)
    first, second = read(str(path))
    assert isinstance(first, Document)
    assert (first.text, first.published, first.outlet) == (TEXT, "2022-07-04T10:00:00+00:00", "Agency")
    assert first.source == f"{path}:1"
    assert isinstance(second, ReadFailure)
    assert second.source == f"{path}:2"


def test_parquet_that_is_broken_or_without_text_is_a_failure(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 and no more")
    (broken,) = read(str(path))
    assert "not a whole Parquet file" in broken.reason
    pq.write_table(pa.table({"body": ["a"]}), path)
    (nameless,) = read(str(path))
    assert 'no column "text"' in nameless.reason


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("plain\nlines", "plain\n\nlines"),
        ("a < b and 5 > 3", "a < b and 5 > 3"),
        ("<p>one</p>\n  <p>two<br>three</p>", "one\n\ntwo\n\nthree"),
        ("<p>kept<script>dropped()</script></p>", "kept"),
        ("<ul><li>one<li>two</ul>", "one\n\ntwo"),
        ("tom &amp; <i>jerry</i>", "tom & jerry"),
    ],
)
def test_markup_becomes_paragraphs(body: str, text: str) -> None:
    assert plain_text(body) == text
