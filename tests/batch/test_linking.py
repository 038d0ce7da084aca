"""The links of a batch are those of one process, whatever the number of workers and buckets and whatever dies."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("distributed")
pytest.importorskip("pyarrow")

import psutil
import pyarrow as pa
import pyarrow.parquet as pq

from attribune.batch import linker
from attribune.batch.driver import BatchReport, Job, batch
from attribune.batch.load import load
from attribune.batch.work import Recipe, stages_of
from attribune.linking import reconcile
from attribune.model import Link
from attribune.pipeline import run
from attribune.store import Change, Store
from tests.linking.news import COLOUR, entries
from tests.store.ledgers import opened_ledger

NEWS = Recipe("tests.batch.fakes:news_stages")
VERSIONS = 5  # of one article, two of them the same


@pytest.fixture
def inputs(tmp_path: Path) -> tuple[str, ...]:
    """News with a document that comes twice, and an article whose later versions take its place."""
    rows = [{"text": each.document.text, "published": each.document.published} for each in entries(54)]
    rows.insert(30, rows[4])
    for number in (0, 1, 1, 2, 0):
        text = f"Version {number}: Kyiv said it. The ministry in Moscow at once denied it. {' '.join(COLOUR[number:5])}"
        rows.insert(7 * number, {"text": text, "url": "https://news.example/a", "published": f"2023-05-1{number}"})
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return (str(tmp_path / "news.jsonl"),)


@pytest.fixture
def expected(inputs: tuple[str, ...], tmp_path: Path) -> list[Link]:
    """What one process makes of it."""
    with opened_ledger(tmp_path, "one") as store:
        run(inputs, store, stages_of(NEWS))
        return links(store)


@pytest.fixture(autouse=True)
def _small_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linker, "_DOCUMENTS", 20)


def links(store: Store) -> list[Link]:
    with store.view() as view:
        return sorted(view.links(), key=lambda link: link.id)


def loaded(output: str, tmp_path: Path) -> Iterator[Store]:
    with opened_ledger(tmp_path, "loaded") as store:
        load(output, store, "news 1")
        yield store


def test_links_of_a_batch_are_loaded_and_are_those_of_one_process(
    inputs: tuple[str, ...], expected: list[Link], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = str(tmp_path / "out")
    report = batch(Job(inputs, output, 9, NEWS), workers=2)
    assert report.linked is not None
    assert report.linked.complete
    assert (report.total, report.linked.documents) == (60, 57)
    assert sorted(linker.links_of(output), key=lambda link: link.id) == expected
    assert min(report.linked.links.values()) > 5
    assert {path.name for path in (tmp_path / "out" / "links").iterdir() if path.is_dir()} == {"done"}
    with monkeypatch.context() as patched:
        patched.setattr(sys.modules["attribune.batch.load"], "reconcile", _must_not)
        for store in loaded(output, tmp_path):
            assert links(store) == expected
            assert reconcile(store) == Change()
            assert reconcile(store, anew=True) == Change()
            assert list(store.verify()) == []


def test_worker_that_is_killed_and_step_that_cannot_write_are_told_and_taken_up(
    inputs: tuple[str, ...], expected: list[Link], tmp_path: Path
) -> None:
    """A worker dies in the first step that links; later the disk is full (here: a file where a folder has to be)."""
    output, killed = tmp_path / "out", []
    in_the_way = output / "links" / "candidates"

    def linking(step: str, done: int, total: int) -> None:
        del done, total
        if not killed:
            children = [each for each in psutil.Process().children() if "spawn_main" in " ".join(each.cmdline())]
            killed.append(children[0].pid)
            children[0].kill()
        if step == "meet" and not in_the_way.exists():
            in_the_way.write_text("in the way")

    job = Job(inputs, str(output), 9, NEWS)
    report = batch(job, workers=1, linking=linking)
    assert killed
    assert report.linked is not None
    assert not report.linked.complete
    assert all("“weigh”" in each and "FileExistsError" in each for each in report.linked.skipped)
    for store in loaded(str(output), tmp_path):  # what is not there is worked out
        assert links(store) == expected
    in_the_way.unlink()
    again = batch(job)
    assert (again.resumed, again.linked and again.linked.complete) == (report.parts, True)
    assert sorted(linker.links_of(str(output)), key=lambda link: link.id) == expected
    assert isinstance(batch(job), BatchReport)  # and once more: nothing is left to do


def test_document_that_a_step_fails_on_is_left_out_and_named(inputs: tuple[str, ...], tmp_path: Path) -> None:
    """Its reading is damaged between the two halves of the job, as on a bad disk; the others are linked without it."""
    job = Job(inputs, str(tmp_path / "out"), 9, NEWS)
    batch(job, workers=1)
    shutil.rmtree(tmp_path / "out" / "links")
    lost = damaged(tmp_path / "out" / "part-00000001.parquet")
    report = batch(job, workers=1)
    assert report.linked is not None
    (skipped,) = report.linked.skipped
    assert lost["source"] in skipped
    lines = Path(inputs[0]).read_text().splitlines()
    text = json.loads(lost["document"])["text"]
    (tmp_path / "others.jsonl").write_text("\n".join(line for line in lines if json.loads(line)["text"] != text))
    with opened_ledger(tmp_path, "others") as store:
        run((str(tmp_path / "others.jsonl"),), store, stages_of(NEWS))
        expected = links(store)
    assert sorted(linker.links_of(job.output), key=lambda link: link.id) == expected
    assert len(expected) > 50


def damaged(part: Path) -> dict[str, str]:
    """The row of a part whose reading is cut off from now on."""
    table = pq.read_table(part)
    rows = table.to_pylist()
    rows[3]["reading"] = rows[3]["reading"][:20]
    told = table.schema.with_metadata(pq.read_metadata(part).metadata)  # what came of its items
    pq.write_table(pa.Table.from_pylist(rows, told), part)
    return rows[3]


def _must_not(*_: object) -> Change:
    raise AssertionError("links were worked out again")
