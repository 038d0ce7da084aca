"""The attribution tagger at run time: paragraphs in; sources, cues and contents out.

Invariant: the spans of a paragraph depend on nothing but its text. Which other paragraphs are in the call,
in what order, and how many threads run, changes nothing; so models run with fixed shapes (`pad_to`), or
one paragraph at a time where their quantisation looks at the whole batch (`one_by_one`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from attribune.errors import FatalError
from attribune.extract.decode import Logits, RoleSpan, repair, role_spans, viterbi
from attribune.extract.encode import Encoded, encode

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights"
MODELS = ("fast", "accurate")
LABELS = 7
OVERLAP = 64


@dataclass(frozen=True, slots=True)
class Layout:
    """How a model wants its input, as `model.json` says it.

    `wrap` holds the ids put before and after each window, or is None; `window` is the longest input in
    subwords, these two not counted; `pad_to` the number whose multiples inputs are padded to; `one_by_one`
    that every window is run alone; `bias` what is added to the logits before decoding.
    """

    file: str
    window: int
    wrap: tuple[int, int] | None
    pad_to: int
    one_by_one: bool
    batch_tokens: int
    bias: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of a paragraph that is run at once; `keep` are the subwords whose logits are used."""

    paragraph: int
    start: int
    end: int
    keep: slice

    def __len__(self) -> int:
        return self.end - self.start


class Tagger:
    """Finds the role spans of paragraphs. Make one with :func:`load_tagger`; it may be shared by threads."""

    def __init__(self, name: str, layout: Layout, tokenizer: Tokenizer, session: InferenceSession) -> None:
        self.name = name
        self._layout = layout
        self._tokenizer = tokenizer
        self._session = session
        self._bias = np.array(layout.bias, dtype=np.float32)

    def tag(self, paragraphs: Sequence[str]) -> list[tuple[RoleSpan, ...]]:
        """Return the spans of each paragraph, in text order, as offsets into that paragraph."""
        encoded = encode(self._tokenizer, paragraphs)
        paths = viterbi([scores + self._bias for scores in self._logits(encoded)])
        return [
            repair(text, tuple(role_spans(path, e.starts, e.ends)))
            for text, e, path in zip(paragraphs, encoded, paths, strict=True)
        ]

    def _logits(self, encoded: Sequence[Encoded]) -> list[Logits]:
        """Return the logits of each paragraph, stitched together from its windows."""
        logits: list[Logits] = [np.zeros((len(e), LABELS), dtype=np.float32) for e in encoded]
        for batch in self._batches(list(self._windows(encoded))):
            scores = self._run(encoded, batch)
            for row, window in enumerate(batch):
                first = int(self._layout.wrap is not None) - window.start
                at = slice(window.keep.start + first, window.keep.stop + first)
                logits[window.paragraph][window.keep] = scores[row, at]
        return logits

    def _windows(self, encoded: Sequence[Encoded]) -> Iterator[_Window]:
        """Yield windows that cover every paragraph; where two overlap, each keeps the half nearer to it."""
        size = self._layout.window
        for index, paragraph in enumerate(encoded):
            total, start, kept = len(paragraph), 0, 0
            while kept < total:
                end = min(start + size, total)
                stop = total if end == total else end - OVERLAP // 2
                yield _Window(index, start, end, slice(kept, stop))
                kept, start = stop, end - OVERLAP

    def _batches(self, windows: list[_Window]) -> Iterator[list[_Window]]:
        if self._layout.one_by_one:
            yield from ([window] for window in windows)
            return
        windows.sort(key=self._padded)
        for length, alike in groupby(windows, key=self._padded):
            rows = max(1, self._layout.batch_tokens // length)
            group = list(alike)
            yield from (group[at : at + rows] for at in range(0, len(group), rows))

    def _padded(self, window: _Window) -> int:
        size = len(window) + 2 * int(self._layout.wrap is not None)
        return -(-size // self._layout.pad_to) * self._layout.pad_to

    def _run(self, encoded: Sequence[Encoded], batch: Sequence[_Window]) -> Logits:
        """Return the logits of a batch of windows of one padded length."""
        length, wrap = self._padded(batch[0]), self._layout.wrap
        ids = np.zeros((len(batch), length), dtype=np.int64)
        features = np.zeros((len(batch), length), dtype=np.int64)
        mask = np.zeros((len(batch), length), dtype=np.float32)
        edge = int(wrap is not None)
        for row, window in enumerate(batch):
            paragraph, size = encoded[window.paragraph], len(window)
            ids[row, edge : edge + size] = paragraph.ids[window.start : window.end]
            features[row, edge : edge + size] = paragraph.features[window.start : window.end]
            mask[row, : size + 2 * edge] = 1.0
            if wrap is not None:
                ids[row, 0], ids[row, size + 1] = wrap
        given = {"ids": ids, "features": features}
        if not self._layout.one_by_one:
            given["mask"] = mask
        scores: Logits = self._session.run(["logits"], given)[0]
        return scores


def load_tagger(name: str = "fast", *, threads: int = 1, directory: Path | None = None, language: str = "en") -> Tagger:
    """Return the tagger of that name: "fast" or "accurate".

    threads is the number of threads that ONNX Runtime uses. directory holds model.json and what it names;
    by default that is the package's own for the language. Raises FatalError if a model or a library is
    missing.
    """
    if name not in MODELS:
        raise FatalError(f"there is no model named {name!r}", f"choose one of {', '.join(MODELS)}")
    directory = WEIGHTS / language if directory is None else directory
    try:
        card = json.loads((directory / "model.json").read_text(encoding="utf-8"))
        layout = _layout(card["models"][name])
    except (OSError, KeyError, ValueError) as error:
        raise FatalError(
            f"the model {name!r} is not in {directory} ({error!r})",
            "install attribune again, or make the models with tools/train_tagger.py",
        ) from error
    return Tagger(name, layout, _tokenizer(directory), _session(directory / layout.file, threads))


def _layout(values: dict[str, Any]) -> Layout:
    wrap = values["wrap"]
    return Layout(
        file=values["file"],
        window=int(values["window"]),
        wrap=None if wrap is None else (int(wrap[0]), int(wrap[1])),
        pad_to=int(values["pad_to"]),
        one_by_one=bool(values["one_by_one"]),
        batch_tokens=int(values["batch_tokens"]),
        bias=tuple(float(value) for value in values["bias"]),
    )


def _tokenizer(directory: Path) -> Tokenizer:
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise FatalError("the package tokenizers is missing", "pip install tokenizers") from error
    path = directory / "tokenizer.json"
    if not path.is_file():
        raise FatalError(f"there is no tokenizer at {path}", "install attribune again")
    return Tokenizer.from_file(str(path))


def _session(path: Path, threads: int) -> InferenceSession:
    try:
        import onnxruntime
    except ImportError as error:
        raise FatalError("the package onnxruntime is missing", "pip install onnxruntime") from error
    if not path.is_file():
        raise FatalError(f"there are no weights at {path}", "install attribune again")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Idle workers would otherwise spin and take the processor from the caller's own threads.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
