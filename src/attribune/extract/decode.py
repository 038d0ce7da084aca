"""From logits to role spans: Viterbi over the seven labels, then spans whose ends stand where words end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Role = Literal["source", "cue", "content"]
Logits = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]

ROLES: tuple[Role, ...] = ("source", "cue", "content")
LABELS = 7
"""Outside, then beginning and inside of each role in turn."""

INSIDE = tuple(range(2, LABELS, 2))
"""The labels that go on with a role."""

FORBIDDEN = np.float32(-1e9)


@dataclass(frozen=True, slots=True, order=True)
class RoleSpan:
    """A stretch of a paragraph that names a source, is a cue, or is content; offsets into the paragraph."""

    start: int
    end: int
    role: Role


def transitions() -> Logits:
    """Return the score of each step from one label to the next: only a role that has begun can go on."""
    scores = np.zeros((LABELS, LABELS), dtype=np.float32)
    for inside in INSIDE:
        scores[:, inside] = FORBIDDEN
        scores[[inside - 1, inside], inside] = 0.0
    return scores


TRANSITIONS = transitions()
START = np.array([0.0, 0.0, FORBIDDEN, 0.0, FORBIDDEN, 0.0, FORBIDDEN], dtype=np.float32)


def decode(logits: Sequence[Logits]) -> list[Labels]:
    """Return the best allowed labelling of each paragraph (its logits: subwords × labels).

    Where the likeliest label of every subword is already an allowed path, it is the best one; only the
    other paragraphs (about one in ten) need :func:`viterbi`.
    """
    if not logits:
        return []
    lengths = [len(scores) for scores in logits]
    likeliest = np.concatenate(logits).argmax(axis=1)
    before = np.concatenate([[0], likeliest[:-1]])
    ends = np.cumsum(lengths)
    before[(ends - lengths)[np.array(lengths) > 0]] = 0
    inside = (likeliest > 0) & (likeliest % 2 == 0)
    wrong = np.flatnonzero(inside & (before != likeliest) & (before != likeliest - 1))
    paths = np.split(likeliest, ends[:-1])
    broken = sorted(set(np.searchsorted(ends, wrong, side="right").tolist()))
    for index, path in zip(broken, viterbi([logits[i] for i in broken]), strict=True):
        paths[index] = path
    return paths


def viterbi(logits: Sequence[Logits]) -> list[Labels]:
    """Return the best allowed labelling of each paragraph (its logits: subwords × labels)."""
    return [_best_path(scores) for scores in logits]


def _best_path(scores: Logits) -> Labels:
    """Steps in plain numbers: each is seven sums. An inside label comes from its role, others from the best of all."""
    if not len(scores):
        return np.zeros(0, dtype=np.int64)
    first, *rest = scores.tolist()
    best = [score + start for score, start in zip(first, START.tolist(), strict=True)]
    steps: list[list[int]] = []
    for row in rest:
        top = max(best)
        back = [best.index(top)] * LABELS
        reached = [top + score for score in row]
        for inside in INSIDE:
            begun = inside - 1 if best[inside - 1] >= best[inside] else inside
            back[inside] = begun
            reached[inside] = best[begun] + row[inside]
        steps.append(back)
        best = reached
    path = [best.index(max(best))]
    for back in reversed(steps):
        path.append(back[path[-1]])
    return np.array(path[::-1], dtype=np.int64)


def role_spans(labels: Labels, starts: npt.NDArray[np.int32], ends: npt.NDArray[np.int32]) -> Iterator[RoleSpan]:
    """Yield the span of each run of one role; starts and ends are the offsets of the subwords."""
    begins = np.flatnonzero(labels % 2 == 1)
    for first in begins:
        role = (int(labels[first]) - 1) // 2
        last = int(first)
        while last + 1 < len(labels) and labels[last + 1] == 2 * role + 2:
            last += 1
        yield RoleSpan(int(starts[first]), int(ends[last]), ROLES[role])


def repair(paragraph: str, spans: Sequence[RoleSpan]) -> tuple[RoleSpan, ...]:
    """Return the spans in order, widened to whole words and quotation marks, pieces of one content joined.

    Content in pieces that only spaces, commas or quotation marks part is one content; the same source or
    cue is never split by a space.
    """
    repaired: list[RoleSpan] = []
    for span in sorted(spans):
        start, end = _whole_words(paragraph, span.start, span.end)
        if span.role == "content":
            start, end = _with_marks(paragraph, start, end)
        if repaired and start < repaired[-1].end:
            start = repaired[-1].end
            while start < end and paragraph[start].isspace():
                start += 1
        if start >= end:
            continue
        if repaired and _is_one(paragraph, repaired[-1], start, span.role):
            repaired[-1] = RoleSpan(repaired[-1].start, end, span.role)
        else:
            repaired.append(RoleSpan(start, end, span.role))
    return tuple(repaired)


OPENING = frozenset("“„«")
CLOSING = {"”": "“„", "»": "«"}
JOINED_OVER = frozenset(' \t\xa0,"“”„«»')


def _is_one(paragraph: str, before: RoleSpan, start: int, role: Role) -> bool:
    """True if a span that begins at start goes on where the one before it left off."""
    if role != "content" or before.role != role:
        return False
    return all(character in JOINED_OVER for character in paragraph[before.end : start])


def _whole_words(paragraph: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and paragraph[start].isalnum() and paragraph[start - 1].isalnum():
        start -= 1
    while end < len(paragraph) and paragraph[end - 1].isalnum() and paragraph[end].isalnum():
        end += 1
    return start, end


def _with_marks(paragraph: str, start: int, end: int) -> tuple[int, int]:
    """Return the content with the quotation marks that touch it, if they open or close what is in it."""
    before, after = paragraph[max(0, start - 1) : start], paragraph[end : end + 1]
    words = paragraph[start:end]
    odd = words.count('"') % 2 == 1
    if before in OPENING or (before == '"' and (odd or after == '"')):
        start -= 1
    words = paragraph[start:end]
    if (after in CLOSING and _opens(words, after)) or (after == '"' and words.count('"') % 2 == 1):
        end += 1
    return start, end


def _opens(words: str, closing: str) -> bool:
    """True if the words hold an opening mark that this closing one answers."""
    return sum(words.count(mark) for mark in CLOSING[closing]) > words.count(closing)
