"""Variants of training paragraphs: some words exchanged for ones that stand near them in the encoder's embeddings.

A variant has no annotation: the teacher says what it reads there, and the student learns that. It meets more cues
and more names in this way than the annotated paragraphs hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from training.examples import Example

Near = npt.NDArray[np.int32]
"""For each subword of the vocabulary those that may stand for it; none (only itself) if it is no whole word."""

NEAREST = 10
CHUNK = 1024


def near_words(weights: Path, tokenizer: Tokenizer) -> Near:
    """Return the nearest whole words of every whole word, by the cosine of the encoder's own embeddings."""
    table = load_file(str(weights))
    name = next(name for name in table if name.endswith("word_embeddings.weight"))
    vectors = table[name].astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-8)
    whole = np.array([i for i in range(len(vectors)) if _is_word(tokenizer.id_to_token(i) or "")], dtype=np.int32)
    near = np.repeat(np.arange(len(vectors), dtype=np.int32)[:, None], NEAREST, axis=1)
    for start in range(0, len(whole), CHUNK):
        rows = whole[start : start + CHUNK]
        likeness = vectors[rows] @ vectors[whole].T
        likeness[np.arange(len(rows)), start + np.arange(len(rows))] = -1.0
        near[rows] = whole[np.argpartition(-likeness, NEAREST, axis=1)[:, :NEAREST]]
    return near


def variants(
    examples: Sequence[Example], near: Near, share: float, goes_on: npt.NDArray[np.bool_], seed: int
) -> list[Example]:
    """Return each example with about this share of its whole words exchanged; their labels are still those given."""
    draw = np.random.default_rng(seed)
    return [_varied(example, near, share, goes_on, draw) for example in examples]


def continuations(tokenizer: Tokenizer) -> npt.NDArray[np.bool_]:
    """Return for each subword whether it goes on with a word ("##ing")."""
    size = tokenizer.get_vocab_size()
    return np.array([str(tokenizer.id_to_token(i)).startswith("##") for i in range(size)])


def _varied(
    example: Example, near: Near, share: float, goes_on: npt.NDArray[np.bool_], draw: np.random.Generator
) -> Example:
    ids = example.encoded.ids
    after = np.append(goes_on[ids[1:]], False)
    chosen = (draw.random(len(ids)) < share) & ~after
    ids = np.where(chosen, near[ids, draw.integers(0, near.shape[1], len(ids))], ids)
    return Example(replace(example.encoded, ids=ids), example.labels)


def _is_word(token: str) -> bool:
    return token.isalnum() and len(token) > 1
