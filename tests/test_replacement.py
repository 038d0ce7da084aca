"""Tests of corrected articles in a ledger: a new version, closed claims with reasons, and the past as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from attribune.pipeline import default_stages, run
from attribune.store import ClaimFilter, Outcome, Store
from tests.store.ledgers import opened_ledger

TEXT = (
    "KYIV, June 1, 2022 (Sample Wire) - Russia has lost 1,361 tanks since February 24, the General Staff of the Armed "
    "Forces of Ukraine said.\n\nRussian missiles struck a depot in Lviv on Tuesday, the regional governor said. "
    "Residents spoke of three explosions and of a fire that burned until the early morning.\n"
)


def article(folder: Path, name: str, text: str, published: str, url: str = "https://wire.example/a") -> str:
    path = folder / f"{name}.jsonl"
    path.write_text(json.dumps({"text": text, "url": url, "published": published, "outlet": "Sample Wire"}), "utf-8")
    return str(path)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened_ledger(tmp_path, "l") as opened:
        yield opened


def figures(store: Store, moment: str | None = None) -> set[float | None]:
    with store.view(moment) as view:
        claims = [stored.claim for stored in view.claims(ClaimFilter(kinds=("quantity",), categories=("tank",)))]
    return {claim.quantity.value.best for claim in claims if claim.quantity is not None}


def test_corrected_article_replaces_its_claims_and_the_past_stays(store: Store, tmp_path: Path) -> None:
    stages = default_stages()
    run([article(tmp_path, "one", TEXT, "2022-06-01T08:00:00Z")], store, stages)
    with store.view() as view:
        before = view.runs()[-1].finished
        (old,) = (document.id for document in view.documents())
    corrected = TEXT.replace("1,361", "1,316")
    run([article(tmp_path, "two", corrected, "2022-06-01T09:00:00Z")], store, stages)
    assert figures(store) == {1316}
    assert figures(store, before) == {1361}
    with store.view() as view:
        assert len(list(view.documents())) == 2
        (replaced,) = (entry for entry in view.audit(old))
        assert (replaced.action, replaced.by) == ("replace", "versions 1")
        reasons = [entry.why for entry in view.audit() if entry.action == "close"]
        assert any("1,361" in (why or "") and "1,316" in (why or "") for why in reasons)
    assert list(store.verify()) == []


def test_earlier_version_read_again_stays_closed(store: Store, tmp_path: Path) -> None:
    stages = default_stages()
    first = article(tmp_path, "one", TEXT, "2022-06-01T08:00:00Z")
    run([first, article(tmp_path, "two", TEXT.replace("1,361", "1,316"), "2022-06-01T09:00:00Z")], store, stages)
    assert run([first], store, stages, refresh=True)[Outcome.KNOWN] == 1
    assert figures(store) == {1316}


def test_earlier_version_read_late_does_not_replace_the_later_one(store: Store, tmp_path: Path) -> None:
    later = article(tmp_path, "two", TEXT.replace("1,361", "1,316"), "2022-06-01T09:00:00Z")
    run([later, article(tmp_path, "one", TEXT, "2022-06-01T08:00:00Z")], store, default_stages())
    assert 1316 in figures(store)


def test_another_story_at_the_same_address_replaces_nothing(store: Store, tmp_path: Path) -> None:
    other = (
        "Farmers in the delta began to bring in the first wheat of the season, helped by dry weather and by new diesel."
    )
    run([article(tmp_path, "one", TEXT, "2022-06-01T08:00:00Z"), article(tmp_path, "x", other, "2022-06-02T08:00:00Z")],
        store, default_stages())  # fmt: skip
    assert figures(store) == {1361}
