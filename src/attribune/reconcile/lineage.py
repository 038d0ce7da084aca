"""Lineage: which document is a copy of which, and what the copy left out.

Two steps, so that a ledger need not be in memory: `candidates` streams texts through MinHash and LSH and keeps only
signatures and hashes of sentences; `copies` loads the few pairs that came out, confirms each by its passages, and
decides which of the two is the origin. Whole texts that are alike come out of LSH; a wire cut down to a third, or set
into a longer story, has few words in common with it but whole sentences, and comes out by those.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations

import numpy as np
from rensa import RMinHash, RMinHashLSH  # type: ignore[attr-defined]

from attribune.model import Document, Link, LinkKind, Reading, link_id
from attribune.reconcile.hedging import dropped_hedges
from attribune.reconcile.passages import sentences

__all__ = ["RULE", "Report", "candidates", "copies"]

RULE = "lineage 2"
"""Decides the links; a new version of the rule retires the links of the old one."""

_SHINGLE = 4  # words
# Five rows a band: pairs of Jaccard similarity 0.6 come out with probability 0.96, of 0.1 (one desk's phrases) with
# 0.0004. With three rows it was 0.04, and candidates grew with the square of the documents.
_PERMUTATIONS, _BANDS = 200, 40
_RUN = 5  # words in a row that two texts share by copying and hardly ever by chance
_COPIED = 0.5  # share of the shorter document's words that stand in such runs of the longer one
_NUMBERS = 5  # from how many numbers on a bulletin is told by them
_SAME_NUMBERS = 0.5  # share of them in common below which two alike texts are bulletins of two days and no copies
_SENTENCE_WORDS = 8  # shorter sentences are formulas
_SENTENCES = 2  # in common: one may be the same quotation in two stories
_MOST_SHARING = 30  # documents: a sentence in more is boilerplate, or a wire that LSH finds
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


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two reports confirmed as one text, the copy first, with the reasons."""

    copy: Report
    origin: Report
    score: float
    reasons: tuple[str, ...]


def candidates(texts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Pairs of ids whose texts may be copies, each pair and all pairs in order; `texts` gives id and text."""
    index = RMinHashLSH(0.5, _PERMUTATIONS, _BANDS)
    ids: list[str] = []
    pairs: set[tuple[str, str]] = set()
    hashes, owners = array("Q"), array("L")
    numbers: list[frozenset[str]] = []
    for document_id, text in texts:
        words = _words(text)
        if len(words) < _LEAST_WORDS:
            continue
        for sentence in sentences(text):
            said = _words(sentence.of(text))
            if len(said) >= _SENTENCE_WORDS:
                digest = blake2b(" ".join(said).encode(), digest_size=8).digest()
                hashes.append(int.from_bytes(digest, "big"))
                owners.append(len(ids))
        signature = RMinHash(_PERMUTATIONS, 1)
        signature.update([" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)])
        figures = _numbers(words)
        for other in index.query(signature):
            if not _other_numbers(figures, numbers[other]):  # or every two bulletins of a year would be a pair
                first, second = sorted((ids[other], document_id))
                pairs.add((first, second))
        index.insert(len(ids), signature)
        ids.append(document_id)
        numbers.append(figures)
    for one, other in _sharing_sentences(hashes, owners):
        first, second = sorted((ids[one], ids[other]))
        pairs.add((first, second))
    return tuple(sorted(pairs))


def _sharing_sentences(hashes: array[int], owners: array[int]) -> Iterator[tuple[int, int]]:
    """Pairs of documents with several sentences in common, by the hashes of their sentences."""
    said, who = np.array(hashes, np.uint64), np.array(owners, np.int64)
    order = np.lexsort((who, said))
    shared: Counter[tuple[int, int]] = Counter()
    for block in np.split(order, np.flatnonzero(np.diff(said[order])) + 1):
        if 1 < len(block) <= _MOST_SHARING:
            shared.update(combinations(sorted({int(who[at]) for at in block}), 2))
    return (pair for pair, count in shared.items() if count >= _SENTENCES)


def copies(pairs: Iterable[tuple[str, str]], load: Callable[[str], Report]) -> tuple[Link, ...]:
    """A `copy-of` link for every copy, to the earliest report that it is confirmed to be a copy of."""
    confirmed = [pair for first, second in pairs if (pair := _confirm(load(first), load(second))) is not None]
    nearest: dict[str, _Pair] = {}
    for pair in confirmed:
        copy_id = pair.copy.document.id
        if copy_id not in nearest or _earliness(pair.origin) < _earliness(nearest[copy_id].origin):
            nearest[copy_id] = pair
    return tuple(_link(pair) for _, pair in sorted(nearest.items()))


def _confirm(one: Report, other: Report) -> _Pair | None:
    """The pair, if most words of the shorter text stand in runs of the longer one, and its numbers are not others."""
    words, others = _words(one.document.text), _words(other.document.text)
    shared = _covered(*sorted((words, others), key=len))
    if shared < _COPIED or _other_numbers(_numbers(words), _numbers(others)):
        return None
    copy, origin, why = _which_came_first(one, other)
    reasons = [f"{shared:.0%} of the words of the shorter text stand in passages of the other", why]
    for hedge in dropped_hedges(origin.document, origin.reading, copy.document, copy.reading):
        reasons.append(f"drops “{hedge.cue}” from “{hedge.passage}”")
    return _Pair(copy, origin, round(shared, 4), tuple(reasons))


def _covered(shorter: Sequence[str], longer: Sequence[str]) -> float:
    """The share of words of the shorter text that stand in runs which the longer one has too."""
    if len(shorter) < _RUN:
        return 0.0
    runs = {tuple(longer[at : at + _RUN]) for at in range(len(longer) - _RUN + 1)}
    covered = bytearray(len(shorter))
    for at in range(len(shorter) - _RUN + 1):
        if tuple(shorter[at : at + _RUN]) in runs:
            covered[at : at + _RUN] = b"\1" * _RUN
    return sum(covered) / len(shorter)


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


def _link(pair: _Pair) -> Link:
    kind, copy, origin = LinkKind.COPY_OF, pair.copy.document.id, pair.origin.document.id
    return Link(link_id(kind, copy, origin), kind, copy, origin, pair.score, pair.reasons, RULE)


def _words(text: str) -> Sequence[str]:
    return _WORD.findall(text.casefold())
