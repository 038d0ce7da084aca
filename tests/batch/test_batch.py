"""A batch gives what one process gives, whatever the number of workers and shards, and whatever dies on the way."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from attribune.batch.load import load, rows_of
from attribune.batch.shard import Lines, items_of, plan
from attribune.batch.work import Recipe, stages_of
from attribune.errors import FatalError
from attribune.export import export
from attribune.ingest import read
from attribune.pipeline import run
from attribune.store import Outcome, Store
from tests.batch.fakes import stages

pytest.importorskip("distributed")
pytest.importorskip("pyarrow")

from attribune.batch.driver import BatchReport, Job, batch
from tests.store.ledgers import opened_ledger

FAKES = Recipe("tests.batch.fakes:stages")
UKRAINIAN = "Генеральний штаб повідомив про шістнадцять знищених за добу машин на півдні країни."


def article(number: int) -> str:
    return f"The General Staff said on Monday that Russia had lost {number} tanks near Lysychansk in two days."


@pytest.fixture
def inputs(tmp_path: Path) -> tuple[str, ...]:
    """Lines, files, and what goes wrong with them; line 4 comes twice."""
    folder = tmp_path / "in"
    folder.mkdir()
    texts = [article(number) for number in range(20)]
    texts[3] = texts[7] = texts[4]
    texts[10], texts[11], texts[12] = "A mishap with tanks.", "A quarrel about tanks.", UKRAINIAN
    lines = [json.dumps({"text": text}) for text in texts]
    lines[15] = "{broken"
    (folder / "a.jsonl").write_text("\n".join(lines) + "\n")
    for number in range(5):
        (folder / f"b{number}.txt").write_text(article(100 + number))
    (folder / "c.png").write_bytes(b"\x89PNG")
    return (str(folder), str(tmp_path / "missing.txt"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened_ledger(tmp_path, "batch", clock=lambda: "2024-01-01T00:00:00Z") as opened:
        yield opened


def content(store: Store) -> tuple[str, list[object], list[object]]:
    out = io.StringIO()
    with store.view() as view:
        export(view.claims(), view.document, "jsonl", out)
        return out.getvalue(), sorted(map(str, view.failures())), list(view.documents())


def test_ledger_of_a_batch_is_the_ledger_of_one_process(inputs, store: Store, tmp_path: Path) -> None:
    reports: list[BatchReport] = []
    rows = []
    for workers, size in ((1, 200), (2, 3)):
        output = str(tmp_path / f"out-{workers}")
        reports.append(batch(Job(inputs, output, size, FAKES), workers=workers))
        rows.append(list(rows_of(output)))
    assert rows[0] == rows[1]
    assert reports[0].counts == reports[1].counts
    assert reports[0].parts < reports[1].parts
    loaded = load(output, store, "fake 1")
    assert list(store.verify()) == []
    with opened_ledger(tmp_path, "one", clock=lambda: "2024-01-01T00:00:00Z") as one:
        expected = run(inputs, one, stages_of(FAKES))
        assert content(store) == content(one)
        assert loaded.counts == expected.counts
        assert {outcome.value: count for outcome, count in loaded.counts.items()} == {
            "added": 19, "known": 2, "skipped": 2, "failed": 4,
        }  # fmt: skip
    assert reports[0].total == loaded.total == 27


def test_worker_that_is_killed_half_way_changes_nothing(inputs, tmp_path: Path) -> None:
    """The document kills its worker the first time that it is met, as an operator or the kernel would."""
    (tmp_path / "in" / "b2.txt").write_text("It happened once that tanks were lost.")
    calm = str(tmp_path / "calm")
    (tmp_path / "died").touch()
    batch(Job(inputs, calm, 5, Recipe("tests.batch.fakes:stages", places=str(tmp_path / "died"))), workers=2)
    stormy = str(tmp_path / "stormy")
    mark = tmp_path / "died-too"
    report = batch(Job(inputs, stormy, 5, Recipe("tests.batch.fakes:stages", places=str(mark))), workers=2)
    assert mark.exists()
    assert list(rows_of(stormy)) == list(rows_of(calm))
    assert report.total == 27


def test_document_that_kills_every_worker_is_found_and_the_rest_comes_in(inputs, store: Store, tmp_path: Path) -> None:
    (tmp_path / "in" / "b3.txt").write_text("This is a crash with tanks.")
    output = str(tmp_path / "out")
    report = batch(Job(inputs, output, 10, FAKES), workers=2)
    assert report.total == 27
    (dead,) = [row for row in rows_of(output) if "worker died" in (row["reason"] or "")]
    assert dead["source"].endswith("b3.txt")
    loaded = load(output, store, "fake 1")
    assert (loaded[Outcome.FAILED], loaded.total) == (5, 27)
    with store.view() as view:
        assert any(failure.stage == "extract" and "worker died" in failure.reason for failure in view.failures())


def test_batch_that_was_cut_off_is_taken_up(inputs, tmp_path: Path) -> None:
    output = tmp_path / "out"
    job = Job(inputs, str(output), 6, FAKES)
    whole = batch(job)
    rows = list(rows_of(str(output)))
    parts = sorted(output.glob("part-*.parquet"))
    parts[1].unlink()
    (output / "part-00000001.99.tmp").write_bytes(b"half")
    again = batch(job)
    assert (again.resumed, again.parts, again.counts) == (len(parts) - 1, len(parts), whole.counts)
    assert list(rows_of(str(output))) == rows
    assert not list(output.glob("*.tmp"))
    with pytest.raises(FatalError, match="another job"):
        batch(Job(inputs, str(output), 7, FAKES))
    with pytest.raises(FatalError, match="another job"):
        batch(Job(inputs, str(output), 6, FAKES, "fake 2"))


def test_output_that_cannot_be_written_ends_the_run_with_one_line(inputs, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    with pytest.raises(FatalError, match="cannot be written"):
        batch(Job(inputs, str(tmp_path / "taken" / "out"), 6, FAKES))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    with pytest.raises(FatalError, match="not empty"):
        batch(Job(inputs, str(tmp_path / "full"), 6, FAKES))


@pytest.mark.parametrize("size", [1, 2, 7, 1_000])
def test_shards_give_what_reading_gives(inputs, size: int) -> None:
    shards = list(plan(inputs, size))
    assert [shard.number for shard in shards] == list(range(len(shards)))
    assert [item for shard in shards for item in items_of(shard)] == [item for each in inputs for item in read(each)]
    for shard in shards:
        assert sum(1 for _ in items_of(shard)) <= size
    assert any(isinstance(piece, Lines) for shard in shards for piece in shard.pieces)


def test_load_of_a_folder_without_parts_says_so(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FatalError, match="no parts"):
        load(str(tmp_path), store, "fake 1")


def test_stages_of_the_fakes_are_what_one_process_uses() -> None:
    assert stages(FAKES).analysis == stages_of(FAKES).analysis
