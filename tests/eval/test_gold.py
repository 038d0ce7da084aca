"""Every gold file fits its dispatch, every dispatch has one, and the conventions hold."""

from __future__ import annotations

import pytest
import yaml

from attribune.ingest import ReadFailure, read
from attribune.model import RegionKind
from tests.eval.corpus import DISPATCHES, HERE, TEXTS, corpus_hash, find_words, load_corpus, load_gold, load_split
from tests.eval.items import GoldDocument, GoldError

NAMES = sorted(path.stem for path in (HERE / "gold").glob("*.yaml"))
LAYERS = ("attributions", "quantities", "events", "places", "times", "equipment", "media")


@pytest.fixture(scope="module", params=NAMES)
def gold(request: pytest.FixtureRequest) -> GoldDocument:
    return load_gold(HERE / "gold" / f"{request.param}.yaml")


def test_every_dispatch_is_annotated_once() -> None:
    read_from = [
        str(item.source)
        for folder in (DISPATCHES, TEXTS)
        for item in read(str(folder))
        if not isinstance(item, ReadFailure)
    ]
    annotated = [str(gold.document.source) for gold in load_corpus()]
    assert sorted(read_from) == sorted(annotated)
    assert len(annotated) >= 20


def test_split_holds_every_dispatch_once() -> None:
    split = load_split()
    assert sorted(split["develop"] + split["held_out"]) == NAMES
    assert len(split["held_out"]) * 2 >= len(NAMES) - 1


def test_every_dispatch_has_its_source_named() -> None:
    files = (DISPATCHES.parent / "SOURCES.yaml", HERE / "sources.yaml")
    sources = {
        name: entry
        for path in files
        for name, entry in yaml.safe_load(path.read_text(encoding="utf-8"))["dispatches"].items()
    }
    annotated = {
        str(yaml.safe_load((HERE / "gold" / f"{name}.yaml").read_text(encoding="utf-8"))["file"]) for name in NAMES
    }
    assert set(sources) == annotated
    assert all(entry["facts"] and entry["conflict"] and entry["published"] for entry in sources.values())


def test_spans_are_trimmed_and_inside_the_text(gold: GoldDocument) -> None:
    text = gold.document.text
    for layer in LAYERS:
        for item in getattr(gold, layer):
            spans = [getattr(item, name, None) for name in ("span", "source", "cue", "trigger", "caption", "credit")]
            for span in [s for s in spans if s is not None] + [
                *getattr(item, "content", ()),
                *getattr(item, "hedges", ()),
            ]:
                assert span.end <= len(text)
                assert span.of(text) == span.of(text).strip()


def test_title_and_boilerplate_are_what_ingest_finds(gold: GoldDocument) -> None:
    doc = gold.document
    assert doc.title == gold.title
    assert set(doc.spans_of(RegionKind.BOILERPLATE)) == set(gold.boilerplate)
    assert set(doc.spans_of(RegionKind.CAPTION)) == {item.caption for item in gold.media if not item.neutral}


def test_published_agrees_with_the_metadata_where_there_is_any(gold: GoldDocument) -> None:
    if gold.document.published is not None:
        assert gold.document.published[:10] == gold.published
        assert gold.document.outlet == gold.publisher


def test_direct_quotations_are_quoted_throughout(gold: GoldDocument) -> None:
    for item in gold.attributions:
        if item.style == "direct":
            assert all(span.of(gold.document.text)[0] in '“‘"' for span in item.content)


def test_claimant_of_a_figure_is_one_of_an_attribution(gold: GoldDocument) -> None:
    said = {item.claimant for item in gold.attributions}
    assert {item.claimant for item in gold.quantities} <= said | {None}
    assert {item.claimant for item in gold.events} <= said | {None}


def test_spans_of_a_layer_do_not_repeat(gold: GoldDocument) -> None:
    for layer in ("quantities", "places", "times", "equipment"):
        spans = [item.span for item in getattr(gold, layer)]
        assert len(spans) == len(set(spans)), layer


@pytest.mark.parametrize(
    ("quoted", "found"),
    [
        ("tanks", (4, 9)),
        ("tanks @2", (14, 19)),
        ("tanks … 95", (4, 22)),
        ("ten", None),
        ("tanks @3", None),
        ("an", None),
    ],
)
def test_find_words(quoted: str, found: tuple[int, int] | None) -> None:
    text = "207 tanks and tanks 95"
    if found is None:
        with pytest.raises(GoldError, match="not in the text"):
            find_words(text, quoted)
    else:
        assert tuple(find_words(text, quoted)) == found


def test_corpus_hash_is_stable() -> None:
    assert corpus_hash() == corpus_hash()
