"""How the time and memory of reconciliation grow: `python -m bench.reconcile_growth 1000 10000 [--steady]`.

Documents and claims are synthetic and made without extraction: news of a year, ten reports a place and day on average,
a third of them copies, one or two happenings and a figure each. What is measured, in CPU time, is `reconcile` over the
whole ledger, and adding twenty documents to it one by one (the median). In one year ten times the documents also lie
ten times as close, and have more in common; with `--steady` they are spread over as many more days.
"""

from __future__ import annotations

import itertools
import math
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from attribune.model import (
    Basis,
    Claim,
    ClaimKind,
    Document,
    DocumentFacts,
    Precision,
    Qualifier,
    Quantity,
    Reading,
    Reference,
    Slot,
    Span,
    Status,
    TimeInterval,
    Verification,
    claim_id,
    document_id,
    text_hash,
)
from attribune.pipeline import reconcile
from attribune.store import Entry, Store, open_ledger
from bench.lineage_corpus import plant

_SIDES = (
    Reference("ua-general-staff", "General Staff", "military", "UA"),
    Reference("ru-defence-ministry", "Ministry of Defence", "ministry", "RU"),
)
_PLACES = tuple(
    Reference(f"p{number}", f"Town {number}", "settlement", "UA", 45 + number % 60 / 10, 24 + number // 60 / 3)
    for number in range(600)
)
_PER_WRITE = 500
_ADDED = 20
T = TypeVar("T")


def main(*sizes: int, steady: bool = False) -> None:
    """Fill a ledger of each size, reconcile it, add documents one by one, and print what it took."""
    print(f"{'documents':>10} {'claims':>9} {'links':>9} {'fill s':>8} {'anew s':>8} {'add ms':>8} {'peak MiB':>9}")
    taken: list[tuple[int, float]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "l.db") as store:
            entries = list(_entries(size, random.Random(size), 365 * size // 1000 if steady else 365))
            chance = random.Random(1)
            late = {chance.randrange(len(entries)) for _ in range(_ADDED)}
            early = [entry for at, entry in enumerate(entries) if at not in late]
            filled, claims = _seconds(partial(_fill, store, early))
            seconds, _ = _seconds(partial(reconcile, store))
            assert reconcile(store).added == 0
            added = [_seconds(partial(_add, store, entries[at]))[0] for at in sorted(late)]
            with store.view() as view:
                links = view.stats()["links"]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        taken.append((size, seconds))
        row = f"{size:>10,} {claims:>9,} {links:>9,} {filled:>8.1f} {seconds:>8.1f}"
        print(f"{row} {1000 * median(added):>8.0f} {peak:>9.0f}", flush=True)
    for (few, short), (many, long) in itertools.pairwise(taken):
        print(f"growth exponent {few:,} to {many:,}: {math.log(long / short) / math.log(many / few):.2f}")


def _seconds(step: Callable[[], T]) -> tuple[float, T]:
    """CPU time of a step, and what it gave: other work on the machine does not count."""
    started = time.process_time()
    found = step()
    return time.process_time() - started, found


def _add(store: Store, entry: Entry) -> None:
    """One document more, as `add` brings it in."""
    with store.writer() as writer:
        writer.put(entry)
    reconcile(store)


def _fill(store: Store, entries: Sequence[Entry]) -> int:
    for at in range(0, len(entries), _PER_WRITE):
        with store.writer() as writer:
            for entry in entries[at : at + _PER_WRITE]:
                writer.put(entry)
    return sum(len(entry.claims) for entry in entries)


def _entries(size: int, chance: random.Random, days: int = 365) -> Iterator[Entry]:
    families = plant(size // 6 + 1, seed=size)
    for number, planted in enumerate(families[:size]):
        text = f"{planted.report.document.text}\n\nDispatch {number}."
        day = date(2022, 3, 1) + timedelta(days=hash_of(planted.root.partition("-")[0]) % days)
        document = Document(
            document_id(text), text, text_hash(text), outlet=planted.report.document.outlet,
            published=f"{day}T{number % 24:02}:00:00+00:00", language="en", source=f"{number}.txt",
        )  # fmt: skip
        place = _PLACES[hash_of(planted.root) % len(_PLACES)]
        yield Entry(document, Reading(DocumentFacts()), tuple(_claims(document, day, place, chance)), "synthetic 1")


def _claims(document: Document, day: date, place: Reference, chance: random.Random) -> Iterator[Claim]:
    on = TimeInterval(day, day, Precision.DAY, Basis.ABSOLUTE)
    for at in range(chance.randint(1, 2)):
        by = chance.choice(_SIDES)
        span = Span(10 * at, 10 * at + 5)
        event = Claim(
            id=claim_id(document.id, ClaimKind.EVENT, (span,)), document_id=document.id, kind=ClaimKind.EVENT,
            spans=(span,), text=span.of(document.text), claimant=by, party=by.country,
            stance=chance.choice(("asserts", "alleges", "denies")), status=Status.CLAIMED,
            verification=Verification.NOT_STATED, event_type=chance.choice(("strike", "armed_clash")), actor=_SIDES[1],
            place=place, time=on, published=str(day),
        )  # fmt: skip
        yield event
    span = Span(40, 45)
    value = Quantity(None, chance.randint(1, 60), None, Qualifier.EXACT)
    yield replace(
        event, id=claim_id(document.id, ClaimKind.QUANTITY, (span,)), kind=ClaimKind.QUANTITY, spans=(span,),
        text=span.of(document.text), event_type=None, quantity=Slot(value, span.of(document.text), span),
        category="killed", subject="UA", cumulative=False, stance="asserts",
    )  # fmt: skip


def hash_of(text: str) -> int:
    """A number that is the same in every run."""
    return int(text_hash(text)[:8], 16)


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:] if each.isdecimal()), steady="--steady" in sys.argv)
