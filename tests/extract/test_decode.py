"""Viterbi, role spans, and the repair of their ends."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.extract.decode import LABELS, START, TRANSITIONS, RoleSpan, decode, repair, role_spans, viterbi


def best_by_trying_all(logits):
    """The best allowed path, found by trying every one."""

    def score(path):
        steps = sum(TRANSITIONS[a, b] for a, b in itertools.pairwise(path))
        return START[path[0]] + steps + sum(logits[i, label] for i, label in enumerate(path))

    return max(itertools.product(range(LABELS), repeat=len(logits)), key=score)


def test_viterbi_finds_the_best_allowed_path():
    draw = np.random.default_rng(3)
    for length in (1, 2, 3, 4):
        logits = draw.normal(size=(length, LABELS)).astype(np.float32)
        assert tuple(viterbi([logits])[0]) == best_by_trying_all(logits)


@given(st.lists(st.integers(0, 30), max_size=6), st.integers(0, 1000))
def test_viterbi_gives_a_paragraph_the_same_path_in_any_company(lengths, seed):
    draw = np.random.default_rng(seed)
    logits = [draw.normal(size=(length, LABELS)).astype(np.float32) for length in lengths]
    together = viterbi(logits)
    for alone, path in zip(logits, together, strict=True):
        assert np.array_equal(viterbi([alone])[0], path)


@given(st.lists(st.integers(0, 30), max_size=6), st.integers(0, 1000), st.sampled_from([1.0, 8.0]))
def test_decode_gives_what_viterbi_gives(lengths, seed, certainty):
    draw = np.random.default_rng(seed)
    logits = [draw.normal(size=(length, LABELS)).astype(np.float32) for length in lengths]
    for scores in logits:
        # Mostly outside: the likeliest labels are then often an allowed path.
        scores[:, 0] += np.float32(certainty)
    for one, other in zip(decode(logits), viterbi(logits), strict=True):
        assert np.array_equal(one, other)


@given(st.integers(1, 40), st.integers(0, 1000))
def test_viterbi_never_goes_on_with_a_role_that_has_not_begun(length, seed):
    logits = np.random.default_rng(seed).normal(size=(length, LABELS)).astype(np.float32)
    (path,) = viterbi([logits])
    for before, label in itertools.pairwise([0, *path.tolist()]):
        assert label == 0 or label % 2 == 1 or before in (label - 1, label)


def test_role_spans_when_one_role_follows_itself():
    starts = np.arange(0, 50, 10, dtype=np.int32)
    spans = list(role_spans(np.array([1, 2, 1, 5, 0]), starts, starts + 9))
    assert spans == [RoleSpan(0, 19, "source"), RoleSpan(20, 29, "source"), RoleSpan(30, 39, "content")]


def roles(text, *marked):
    """Spans of the words given as (role, words), found from left to right."""
    spans, at = [], 0
    for role, words in marked:
        start = text.index(words, at)
        at = start + len(words)
        spans.append(RoleSpan(start, at, role))
    return tuple(spans)


@pytest.mark.parametrize(
    ("text", "found", "repaired"),
    [
        ("the ministry said so", [("source", "the minis")], [("source", "the ministry")]),
        ("“It fell,” he said", [("content", "It fell,")], [("content", "“It fell,”")]),
        ('"It fell," he said', [("content", "It fell,")], [("content", '"It fell,"')]),
        ('he said "it fell"', [("content", '"it fell')], [("content", '"it fell"')]),
        ("it fell, he said", [("content", "it fell")], [("content", "it fell")]),
        (
            "he said “it” fell, “all of it”",
            [("content", "“it”"), ("content", "fell"), ("content", "“all of it”")],
            [("content", "“it” fell, “all of it”")],
        ),
        (
            "it fell, he said, and burned",
            [("content", "it fell"), ("content", "and burned")],
            [("content", "it fell"), ("content", "and burned")],
        ),
        ("Kyiv and Odesa said", [("source", "Kyiv"), ("source", "Odesa")], [("source", "Kyiv"), ("source", "Odesa")]),
    ],
)
def test_repair(text, found, repaired):
    assert repair(text, roles(text, *found)) == roles(text, *repaired)


@given(st.text('ab “”",.', max_size=40), st.data())
def test_repair_keeps_spans_apart_and_inside_the_paragraph(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    spans = [
        RoleSpan(start, end, data.draw(st.sampled_from(["source", "cue", "content"])))
        for start, end in itertools.pairwise(cuts)
    ]
    repaired = repair(text, spans)
    edges = [edge for span in repaired for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(text) for span in repaired)
