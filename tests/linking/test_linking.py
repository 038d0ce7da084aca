"""Links after any order and any split of additions and revisions are those of a full reconciliation."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from attribune.linking import reconcile
from attribune.linking.memory import MovedError
from attribune.model import Document, DocumentFacts, Link, Reading, document_id, text_hash
from attribune.reconcile.agreement import RULE as AGREEMENT
from attribune.reconcile.blocking import WINDOW
from attribune.reconcile.denial import RULE as DENIAL
from attribune.reconcile.lineage import RULE as LINEAGE
from attribune.store import Change, Entry, Store
from tests.linking.news import COLOUR, entries, revised
from tests.store.ledgers import opened_ledger

NEWS = entries(54)


def put(store: Store, found: Iterable[Entry]) -> None:
    with store.writer() as writer:
        for entry in found:
            writer.put(entry)


def links(store: Store) -> list[Link]:
    with store.view() as view:
        return sorted(view.links(), key=lambda link: link.id)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[Link]:
    with opened_ledger(tmp_path_factory.mktemp("whole"), "l") as store:
        put(store, NEWS)
        reconcile(store, anew=True)
        assert list(store.verify()) == []
        return links(store)


def test_the_made_up_news_has_all_that_matters(expected: Sequence[Link], tmp_path: Path) -> None:
    """Crowded blocks, sentences in more than thirty documents, all three rules: or the rest proves little."""
    found = Counter((link.decided_by, link.kind.value) for link in expected)
    assert found[LINEAGE, "copy-of"] > 20
    assert min(found[AGREEMENT, kind] for kind in ("same-event", "contradicts", "corroborates")) > 20
    assert found[DENIAL, "contradicts"] > 5
    with opened_ledger(tmp_path, "l") as store:
        put(store, NEWS)
        reconcile(store)
        with store.view() as view:
            crowded = Counter(mark.key for mark in view.marks(documents=False))
            told = Counter(mark.key for mark in view.marks(documents=True) if mark.key % 2 == 0)
    assert max(crowded.values()) > 2 * WINDOW
    assert max(told.values()) > 30


@pytest.mark.parametrize("seed", range(2))
def test_additions_in_any_order_and_split_give_the_links_of_a_full_reconciliation(
    seed: int, expected: Sequence[Link], tmp_path: Path
) -> None:
    chance = random.Random(seed)
    order = chance.sample(NEWS, len(NEWS))
    with opened_ledger(tmp_path, "l") as store:
        while order:
            size = chance.choice((1, 5, 20))
            put(store, order[:size])
            del order[:size]
            reconcile(store)
        assert links(store) == expected
        assert reconcile(store) == Change()
        assert reconcile(store, anew=True) == Change()
        assert links(store) == expected


def test_revisions_give_the_links_of_a_full_reconciliation(expected: Sequence[Link], tmp_path: Path) -> None:
    """Claims that vanish, turn round and come back, one document or several at a time."""
    chance = random.Random(5)
    with opened_ledger(tmp_path, "l") as store:
        put(store, NEWS)
        reconcile(store)
        changed = chance.sample(NEWS, 12)
        for few in (changed[:1], changed[1:]):
            put(store, map(revised, few))
            reconcile(store)
            assert links(store) != expected
            assert reconcile(store, anew=True) == Change()
        for few in (changed[:5], changed[5:]):
            put(store, few)
            reconcile(store)
        assert links(store) == expected


def test_reconciliation_that_was_cut_off_is_taken_up(
    expected: Sequence[Link], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened_ledger(tmp_path, "l") as store:
        put(store, NEWS[:30])
        with monkeypatch.context() as patched:
            patched.setattr("attribune.linking.ledger.all_links", _cut_off)
            patched.setattr("attribune.linking.ledger.touched_links", _cut_off)
            with pytest.raises(KeyboardInterrupt):
                reconcile(store, anew=True)
            put(store, NEWS[30:])
            with pytest.raises(KeyboardInterrupt):
                reconcile(store)
        reconcile(store)
        assert links(store) == expected


def _cut_off(*_: object) -> None:
    raise KeyboardInterrupt


def test_two_reconciliations_at_once_lose_nothing(
    expected: Sequence[Link], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process adds and reconciles while this one has worked out its links and not yet written them."""
    from attribune.linking import ledger

    real, between = ledger._write, [True]

    def write(store: Store, outcome: ledger.Outcome) -> Change | None:
        if between:
            between.clear()
            put(store, NEWS[40:])
            reconcile(store)
        return real(store, outcome)

    monkeypatch.setattr(ledger, "_write", write)
    with opened_ledger(tmp_path, "l") as store:
        put(store, NEWS[:40])
        reconcile(store)
        assert links(store) == expected
        assert reconcile(store, anew=True) == Change()


def test_ledger_that_moves_under_the_feet_is_started_again(
    expected: Sequence[Link], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from attribune.linking import ledger

    real, once = ledger._worked_out, [MovedError("gone")]

    def worked_out(store: Store, anew: bool) -> ledger.Outcome | None:
        if once:
            raise once.pop()
        return real(store, anew)

    monkeypatch.setattr(ledger, "_worked_out", worked_out)
    with opened_ledger(tmp_path, "l") as store:
        put(store, NEWS)
        reconcile(store)
        assert links(store) == expected


def test_copy_that_was_told_by_sentences_which_become_boilerplate_is_one_no_more(tmp_path: Path) -> None:
    shared = " ".join(COLOUR[:3])
    origin = _plain(f"{shared} {' '.join(f'word{at}' for at in range(900))}")
    copy = _plain(f"{shared} This report was put together from what agencies sent during the day.")
    others = [_plain(f"{shared} {' '.join(f'word{at}of{number}' for at in range(900))}") for number in range(30)]
    with opened_ledger(tmp_path, "l") as store:
        put(store, [origin, copy])
        reconcile(store)
        assert [(link.left, link.right) for link in links(store)] == [(copy.document.id, origin.document.id)]
        put(store, others)
        reconcile(store)
        after = links(store)
        assert copy.document.id not in {link.left for link in after if link.right == origin.document.id}
        assert reconcile(store, anew=True) == Change()


def _plain(text: str) -> Entry:
    document = Document(document_id(text), text, text_hash(text), language="en")
    return Entry(document, Reading(DocumentFacts()), (), "made up 1")
