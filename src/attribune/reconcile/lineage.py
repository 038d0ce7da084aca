"""Lineage: which document is a copy of which, and what the copy left out.

Two steps, so that a ledger need not be in memory: `marks_of` puts a document under keys, the bands of its MinHash
signature and the hashes of its sentences, and those that meet under keys are `candidates`; `copies` loads these few
pairs, confirms each by its passages, and decides which of the two is the origin. Whole texts that are alike meet in
bands; a wire cut down to a third, or set into a longer story, has few words in common with it but whole sentences, and
meets under those.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations

import numpy as np
from rensa import RMinHash  # type: ignore[attr-defined]

from attribune.model import Document, Link, LinkKind, Mark, Reading, link_id
from attribune.reconcile.blocking import blocks_of
from attribune.reconcile.hedging import dropped_hedges
from attribune.reconcile.passages import sentences

__all__ = [
    "RULE",
    "Copy",
    "Report",
    "Sketch",
    "candidates",
    "confirm",
    "copies",
    "is_band",
    "is_candidate",
    "link_reports",
    "marks_of",
    "meetings",
]

RULE = "lineage 4"
"""Decides the links; a new version of the rule retires the links of the old one."""

_SHINGLE = 4  # words
# Five rows a band: pairs of Jaccard similarity 0.6 come out with probability 0.96, of 0.1 (one desk's phrases) with
# 0.0004. With three rows it was 0.04, and candidates grew with the square of the documents.
_PERMUTATIONS, _BANDS = 200, 40
_RUN = 5  # words in a row that two texts share by copying and hardly ever by chance
_COPIED = 0.5  # share of the shorter document's words that stand in such runs of the longer one
_REPEATED = 0.75  # the same, of two reports of one publisher and two days: half of a short one may be background
_NUMBERS = 5  # from how many numbers on a bulletin is told by them
_SAME_NUMBERS = 0.5  # share of them in common below which two alike texts are bulletins of two days and no copies
_SENTENCE_WORDS = 8  # shorter sentences are formulas
_SENTENCES = 2  # in common: one may be the same quotation in two stories
_MOST_SHARING = 30  # documents: a sentence in more is boilerplate, or a wire that LSH finds
_FIRST, _BEFORE = 5, 10  # reports of a band that each is compared with: the earliest, and those just before it
_BAND, _WHOLE = 1, 0  # lowest bit of a key
_LENGTH_BITS = 22  # 40 bits for the minute and these for the length: a whole number of 62 bits
_SKETCHES = 1_000  # at hand while pairs are confirmed, some 30 kB each
_LEAST_WORDS = 30  # shorter texts share formulas, not sentences
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Report:
    """A document with its reading, as far as one is stored."""

    document: Document
    reading: Reading | None

    @property
    def origin(self) -> str | None:
        """The agency or outlet that the text credits as its supplier."""
        facts = self.reading.document if self.reading is not None else None
        return facts.origin.name if facts is not None and facts.origin is not None else None

    @property
    def publisher(self) -> str | None:
        """Who published it."""
        facts = self.reading.document if self.reading is not None else None
        return facts.publisher.name if facts is not None and facts.publisher is not None else self.document.outlet

    @property
    def published(self) -> str | None:
        """When it was published, ISO 8601."""
        if self.document.published is not None:
            return self.document.published
        facts = self.reading.document if self.reading is not None else None
        start = facts.published.start if facts is not None and facts.published is not None else None
        return start.isoformat() if start is not None else None


def marks_of(report: Report) -> tuple[Mark, ...]:
    """One document under the bands of its MinHash signature and the hashes of its long sentences."""
    document, words = report.document, _words(report.document.text)
    if len(words) < _LEAST_WORDS:
        return ()
    signature = RMinHash(_PERMUTATIONS, 1)
    signature.update([" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)])
    values, rows = np.array(signature.digest(), np.uint32), _PERMUTATIONS // _BANDS
    keys = {_key(bytes([band]) + values[band * rows : (band + 1) * rows].tobytes(), _BAND) for band in range(_BANDS)}
    for sentence in sentences(document.text):
        said = _words(sentence.of(document.text))
        if len(said) >= _SENTENCE_WORDS:
            keys.add(_key(" ".join(said).encode(), _WHOLE))
    beside = _moment(report)
    return tuple(Mark(key, beside, document.id, document.id) for key in sorted(keys))


def meetings(key: int, members: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pairs of one block of documents, the smaller id first.

    In a band each report meets the first ones and those just before it, so a wire with a thousand copies makes no
    million pairs. A sentence that stands in many reports is boilerplate, or a wire that the bands find.
    """
    if not is_band(key):
        yield from (_in_order(*pair) for pair in combinations(members, 2) if len(members) <= _MOST_SHARING)
        return
    for at, one in enumerate(members):
        for other in (*members[: min(_FIRST, at)], *members[max(_FIRST, at - _BEFORE) : at]):
            yield _in_order(one, other)


def is_band(key: int) -> bool:
    """True for a key that is a band of a signature, False for one that is a sentence."""
    return key % 2 == _BAND


def is_candidate(bands: int, shared: int) -> bool:
    """True if two documents that meet in so many bands and under so many sentences may be copies."""
    return bands > 0 or shared >= _SENTENCES


def candidates(blocks: Iterable[tuple[int, Sequence[str]]]) -> tuple[tuple[str, str], ...]:
    """Pairs of ids whose texts may be copies, each and all in order; `blocks` are keys with their members."""
    pairs: set[tuple[str, str]] = set()
    shared: Counter[tuple[str, str]] = Counter()
    for key, members in blocks:
        if is_band(key):
            pairs.update(meetings(key, members))
        else:
            shared.update(meetings(key, members))
    return tuple(sorted(pairs.union(pair for pair, count in shared.items() if is_candidate(0, count))))


def copies(
    pairs: Iterable[tuple[str, str]],
    load: Callable[[str], Report],
    text_of: Callable[[str], str] | None = None,
) -> tuple[Link, ...]:
    """A `copy-of` link for every copy, to the earliest report that it is confirmed to be a copy of.

    `text_of` gives the text of a document where that costs less than the whole report.
    """
    sketch = lru_cache(_SKETCHES)(
        lambda one: Sketch.of(text_of(one) if text_of is not None else load(one).document.text)
    )
    nearest: dict[str, Copy] = {}
    for first, second in pairs:
        shared = sketch(first).shared(sketch(second))
        if shared is not None:
            copy = confirm(load(first), load(second), shared)
            if copy is None:
                continue
            if copy.id not in nearest or copy.earliness < nearest[copy.id].earliness:
                nearest[copy.id] = copy
    return tuple(copy.link for _, copy in sorted(nearest.items()))


def link_reports(reports: Iterable[Report]) -> tuple[Link, ...]:
    """The copies among reports that fit into memory; the same for any order of them."""
    by_id = {report.document.id: report for report in reports}
    marks = (mark for report in by_id.values() for mark in marks_of(report))
    return copies(candidates(blocks_of(marks)), by_id.__getitem__)


class Sketch:
    """What of a text is compared: its words, their runs, and its numbers."""

    __slots__ = ("_numbers", "_runs", "_words")

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._numbers = _numbers(words)
        self._runs: list[int] | None = None

    @classmethod
    def of(cls, text: str) -> Sketch:
        """The sketch of a text."""
        return cls(_words(text))

    def shared(self, other: Sketch) -> float | None:
        """The share of the shorter text's words in runs of the longer one; None where that, or their numbers, tell
        two texts."""
        if _other_numbers(self._numbers, other._numbers):
            return None
        shorter, longer = sorted((self, other), key=lambda sketch: len(sketch._words))
        found, covered = set(longer._in_runs()), bytearray(len(shorter._words))
        for at, run in enumerate(shorter._in_runs()):
            if run in found:
                covered[at : at + _RUN] = b"\1" * _RUN
        share = sum(covered) / max(1, len(covered))
        return share if share >= _COPIED else None

    def _in_runs(self) -> list[int]:
        """A number for every run of words; kept, because each text is compared with several."""
        if self._runs is None:
            self._runs = [hash(tuple(self._words[at : at + _RUN])) for at in range(len(self._words) - _RUN + 1)]
        return self._runs


@dataclass(frozen=True, slots=True)
class Copy:
    """A report confirmed to be a copy, by its id, with how early its origin is, and the link that says so."""

    id: str
    earliness: tuple[bool, str, int, str]
    link: Link


def confirm(one: Report, other: Report, shared: float) -> Copy | None:
    """Which of two reports of one text is the copy, and why.

    None for two reports of one desk over one background, and for two versions of one article: a correction is no copy.
    """
    if (shared < _REPEATED and _of_one_desk(one, other)) or _at_one_address(one, other):
        return None
    copy, origin, why = _which_came_first(one, other)
    reasons = [f"{shared:.0%} of the words of the shorter text stand in passages of the other", why]
    for hedge in dropped_hedges(origin.document, origin.reading, copy.document, copy.reading):
        reasons.append(f"drops “{hedge.cue}” from “{hedge.passage}”")
    kind, left, right = LinkKind.COPY_OF, copy.document.id, origin.document.id
    link = Link(link_id(kind, left, right), kind, left, right, round(shared, 4), tuple(reasons), RULE)
    return Copy(left, _earliness(origin), link)


def _at_one_address(one: Report, other: Report) -> bool:
    return one.document.url is not None and one.document.url == other.document.url


def _of_one_desk(one: Report, other: Report) -> bool:
    """True if one publisher published both, on two days: it repeats its own background paragraphs."""
    days = {report.published[:10] for report in (one, other) if report.published is not None}
    return one.publisher is not None and one.publisher == other.publisher and len(days) == 2


def _other_numbers(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """True for two bulletins in one wording: each has several numbers, and most are not the other's."""
    fewer = min(len(ours), len(theirs))
    return fewer >= _NUMBERS and len(ours & theirs) / fewer < _SAME_NUMBERS


def _numbers(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.isdigit())


def _which_came_first(one: Report, other: Report) -> tuple[Report, Report, str]:
    """The copy, the origin, and what the order rests on."""
    for copy, origin in ((one, other), (other, one)):
        if copy.origin is not None and copy.origin == origin.publisher and copy.publisher != origin.publisher:
            return copy, origin, f"credits {copy.origin}, which published the other"
    later, earlier = sorted((one, other), key=_earliness, reverse=True)
    if later.published is not None and earlier.published is not None and later.published != earlier.published:
        order = "the other was published earlier"
    else:
        order = "which came first is not known: the longer text is taken as the origin"
    if one.origin is not None and one.origin == other.origin:
        order = f"both credit {one.origin}; {order}"
    return later, earlier, order


def _earliness(report: Report) -> tuple[bool, str, int, str]:
    """Sorts origins first: published earliest, unknown last; then the longer text; then by id, to be stable."""
    published = report.published
    return published is None, published or "", -len(report.document.text), report.document.id


def _moment(report: Report) -> int:
    """About when it was published, as a number that sorts earlier reports, then longer ones, first."""
    digits = "".join(each for each in (report.published or "")[:16] if each.isdecimal()).ljust(12, "0")[:12]
    known = int(digits) if report.published is not None else 10**12 - 1
    return known << _LENGTH_BITS | max(0, (1 << _LENGTH_BITS) - 1 - len(report.document.text))


def _key(said: bytes, of: int) -> int:
    """A negative key; its lowest bit tells what it is of."""
    return -(int.from_bytes(blake2b(said, digest_size=8).digest(), "big") >> 1 | 1) - 1 + of


def _in_order(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _words(text: str) -> Sequence[str]:
    return _WORD.findall(text.casefold())
