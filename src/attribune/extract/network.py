"""One ONNX model, run over the windows of any number of paragraphs.

Invariant: the logits of a paragraph depend on nothing but its text. Its windows have fixed places, and
their padded length is either their own (rounded up), or the model is one that padding does not touch; the
models' own arithmetic does not look across the rows of a batch (docs/model-card.md says how).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from attribune.errors import FatalError
from attribune.extract.decode import LABELS, Logits
from attribune.extract.encode import Encoded

OVERLAP = 64
"""Subwords that two neighbouring windows of a long paragraph share."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a model wants its input, as model.json says it.

    `window` is the longest input in subwords; `wrap` the ids put before and after each window, if any;
    `pad_to` the number to whose multiples a window is padded; `fill` the least share of a batch's length
    that each of its windows must have (1: all are of one length); `tokens` the most that a batch holds.
    """

    file: str
    window: int
    wrap: tuple[int, int] | None
    pad_to: int
    fill: float
    tokens: int


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of a paragraph that is run at once, and the subwords of it whose logits are used."""

    paragraph: int
    start: int
    end: int
    keep_from: int
    keep_to: int

    def __len__(self) -> int:
        return self.end - self.start


class Session(Protocol):
    """What a network needs of an ONNX Runtime session."""

    def run(self, outputs: list[str], inputs: dict[str, Any], /) -> list[Any]:
        """Return the outputs named."""


class Network:
    """A model that gives every subword of a paragraph its logits. May be shared by threads."""

    def __init__(self, layout: Layout, session: Session) -> None:
        self.layout = layout
        self._session = session
        self._edge = int(layout.wrap is not None)

    def logits(self, paragraphs: Sequence[Encoded]) -> list[Logits]:
        """Return the logits of each paragraph, stitched together from its windows."""
        made: list[Logits] = [np.zeros((len(p), LABELS), dtype=np.float32) for p in paragraphs]
        for batch in self._batches(list(self._windows(paragraphs))):
            scores = self._run(paragraphs, batch)
            for row, window in enumerate(batch):
                shift = self._edge - window.start
                kept = scores[row, window.keep_from + shift : window.keep_to + shift]
                made[window.paragraph][window.keep_from : window.keep_to] = kept
        return made

    def _windows(self, paragraphs: Sequence[Encoded]) -> Iterator[_Window]:
        """Yield windows that cover every paragraph; where two overlap, each keeps the half nearer to it."""
        for index, paragraph in enumerate(paragraphs):
            total, start, kept = len(paragraph), 0, 0
            while kept < total:
                end = min(start + self.layout.window, total)
                keep_to = total if end == total else end - OVERLAP // 2
                yield _Window(index, start, end, kept, keep_to)
                kept, start = keep_to, end - OVERLAP

    def _batches(self, windows: list[_Window]) -> Iterator[list[_Window]]:
        """Yield the windows in batches, the longest first."""
        windows.sort(key=len, reverse=True)
        batch: list[_Window] = []
        longest = 0
        for window in windows:
            length = self._padded(window)
            if batch and (length < self.layout.fill * longest or longest * (len(batch) + 1) > self.layout.tokens):
                yield batch
                batch = []
            if not batch:
                longest = length
            batch.append(window)
        if batch:
            yield batch

    def _padded(self, window: _Window) -> int:
        size = len(window) + 2 * self._edge
        return -(-size // self.layout.pad_to) * self.layout.pad_to

    def _run(self, paragraphs: Sequence[Encoded], batch: Sequence[_Window]) -> Logits:
        shape = (len(batch), self._padded(batch[0]))
        ids, features = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        mask = np.zeros(shape, dtype=np.float32)
        edge = self._edge
        for row, window in enumerate(batch):
            paragraph, size = paragraphs[window.paragraph], len(window)
            ids[row, edge : edge + size] = paragraph.ids[window.start : window.end]
            features[row, edge : edge + size] = paragraph.features[window.start : window.end]
            mask[row, : size + 2 * edge] = 1.0
            if self.layout.wrap is not None:
                ids[row, 0], ids[row, size + 1] = self.layout.wrap
        scores: Logits = self._session.run(["logits"], {"ids": ids, "features": features, "mask": mask})[0]
        return scores


def load_network(layout: Layout, directory: Path, threads: int) -> Network:
    """Return the network whose file lies in the directory. Raises FatalError if it or ONNX Runtime is missing."""
    try:
        onnxruntime: Any = import_module("onnxruntime")
    except ImportError as error:
        raise FatalError("the package onnxruntime is missing", "pip install onnxruntime") from error
    path = directory / layout.file
    if not path.is_file():
        raise FatalError(f"there are no weights at {path}", "install attribune again")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Idle workers would otherwise spin and take the processor from the caller's own threads.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return Network(layout, session)
