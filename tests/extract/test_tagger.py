"""The tagger with the weights that are shipped."""

from __future__ import annotations

import json
import random

import pytest

from attribune.errors import FatalError
from attribune.extract.tagger import MODELS, WEIGHTS, load_tagger

PARAGRAPHS = (
    "The defence ministry said on Tuesday that its air defences had shot down six drones over the port.",
    "“We heard two explosions and then the lights went out,” said Marta Lind, who runs a bakery near the harbour.",
    "Four people were wounded, according to the regional governor, Oleh Brandt.",
    "The road to the bridge was open again by noon.",
    "He added that repairs would take a week and denied that any ship had been hit.",
    "The footage, whose location could be confirmed, shows smoke above a grain silo.",
    "Officials in the capital did not respond to a request for comment.",
)


@pytest.fixture(scope="module", params=MODELS)
def tagger(request):
    return load_tagger(request.param)


def words(text, spans, role):
    return [text[span.start : span.end] for span in spans if span.role == role]


def test_tag_finds_source_cue_and_content(tagger):
    spans = tagger.tag(PARAGRAPHS)
    assert words(PARAGRAPHS[0], spans[0], "source") == ["The defence ministry"]
    assert words(PARAGRAPHS[0], spans[0], "content") == ["that its air defences had shot down six drones over the port"]
    assert words(PARAGRAPHS[2], spans[2], "cue") == ["according to"]
    assert words(PARAGRAPHS[2], spans[2], "content") == ["Four people were wounded"]
    assert words(PARAGRAPHS[3], spans[3], "content") == []


def test_tag_is_the_same_in_any_company_and_order(tagger):
    together = dict(zip(PARAGRAPHS, tagger.tag(PARAGRAPHS), strict=True))
    draw = random.Random(5)
    for _ in range(5):
        some = draw.sample(PARAGRAPHS * 3, draw.randint(1, 15))
        assert tagger.tag(some) == [together[paragraph] for paragraph in some]


@pytest.mark.parametrize("name", MODELS)
def test_tag_is_the_same_with_any_number_of_threads(name):
    assert load_tagger(name, threads=1).tag(PARAGRAPHS) == load_tagger(name, threads=3).tag(PARAGRAPHS)


def test_tag_when_there_is_nothing_to_tag(tagger):
    assert tagger.tag([]) == []
    assert tagger.tag(["", " "]) == [(), ()]


def test_tag_loses_no_span_of_a_long_paragraph(tagger):
    sentence = "The ministry said that the town of Varn was calm. "
    text = sentence * 150
    (spans,) = tagger.tag([text])
    assert len(words(text, spans, "cue")) == 150
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_load_tagger_names_the_models_when_there_is_no_such_one():
    with pytest.raises(FatalError, match="fast, accurate"):
        load_tagger("large")


def test_load_tagger_says_what_to_do_when_the_weights_are_missing(tmp_path):
    with pytest.raises(FatalError, match=r"train_tagger\.py"):
        load_tagger(directory=tmp_path)
    card = (WEIGHTS / "en" / "model.json").read_text(encoding="utf-8")
    (tmp_path / "model.json").write_text(card, encoding="utf-8")
    with pytest.raises(FatalError, match="install attribune again"):
        load_tagger(directory=tmp_path)


def test_model_card_names_what_it_was_made_from():
    card = json.loads((WEIGHTS / "en" / "model.json").read_text(encoding="utf-8"))
    assert {"polnear_sha256", "dispatches_sha256", "licence_notes"} <= set(card["training"])
    assert set(card["figures"]) == set(MODELS)


def test_weights_take_no_more_than_40_megabytes():
    assert sum(path.stat().st_size for path in WEIGHTS.rglob("*") if path.is_file()) < 40_000_000
