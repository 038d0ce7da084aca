"""The attribution tagger at run time: paragraphs in; sources, cues and contents out.

Invariant: the spans of a paragraph depend on nothing but its text. Which other paragraphs are in the call,
in what order, and how many threads run, changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from attribune.errors import FatalError
from attribune.extract.decode import Logits, RoleSpan, decode, repair, role_spans
from attribune.extract.doubt import Doubt, doubtful
from attribune.extract.encode import Encoded, WordCache, encode
from attribune.extract.network import Layout, Network, load_network

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights"
MODELS = ("fast", "accurate")


@dataclass(frozen=True, slots=True)
class SecondReading:
    """A larger network, for what the first one is in doubt of; `share` is the weight of its logits."""

    network: Network
    doubt: Doubt
    share: float


class Tagger:
    """Finds the role spans of paragraphs. Make one with :func:`load_tagger`; it may be shared by threads.

    `bias` is added to the logits of the seven labels before decoding: it sets how precision and recall
    are weighed.
    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        network: Network,
        *,
        second: SecondReading | None = None,
        bias: Sequence[float] = (0.0,) * 7,
    ) -> None:
        self._tokenizer = tokenizer
        self._words: WordCache = {}
        self._network = network
        self._second = second
        self._bias = np.array(bias, dtype=np.float32)

    def tag(self, paragraphs: Sequence[str]) -> list[tuple[RoleSpan, ...]]:
        """Return the spans of each paragraph, in text order, as offsets into that paragraph."""
        encoded = encode(self._tokenizer, paragraphs, self._words)
        paths = decode(self._logits(paragraphs, encoded))
        return [
            repair(text, tuple(role_spans(path, e.starts, e.ends)))
            for text, e, path in zip(paragraphs, encoded, paths, strict=True)
        ]

    def _logits(self, paragraphs: Sequence[str], encoded: Sequence[Encoded]) -> list[Logits]:
        logits = [scores + self._bias for scores in self._network.logits(encoded)]
        if self._second is None:
            return logits
        share = np.float32(self._second.share)
        doubted = doubtful(paragraphs, encoded, logits, self._second.doubt)
        again = self._second.network.logits([encoded[one.paragraph].cut(one.start, one.end) for one in doubted])
        for one, scores in zip(doubted, again, strict=True):
            first = logits[one.paragraph][one.start : one.end]
            logits[one.paragraph][one.start : one.end] = (1 - share) * first + share * (scores + self._bias)
        return logits


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
        fast = load_network(layout_of(card["networks"]["student"]), directory, threads)
        settings = card["models"][name]
        second = None
        if settings.get("second") is not None:
            large = load_network(layout_of(card["networks"]["teacher"]), directory, threads)
            second = SecondReading(large, doubt_of(settings["second"]), float(settings["second"]["share"]))
        bias = [float(value) for value in settings["bias"]]
    except (OSError, KeyError, ValueError) as error:
        raise FatalError(
            f"the model {name!r} cannot be read from {directory} ({error!r})",
            "install attribune again, or make the models with tools/train_tagger.py",
        ) from error
    return Tagger(_tokenizer(directory), fast, second=second, bias=bias)


def layout_of(values: dict[str, Any]) -> Layout:
    """Return the layout of a network as model.json writes it."""
    wrap = values["wrap"]
    return Layout(
        file=str(values["file"]),
        window=int(values["window"]),
        wrap=None if wrap is None else (int(wrap[0]), int(wrap[1])),
        pad_to=int(values["pad_to"]),
        fill=float(values["fill"]),
        tokens=int(values["tokens"]),
    )


def doubt_of(values: dict[str, Any]) -> Doubt:
    """Return what counts as doubt as model.json writes it."""
    return Doubt(sure=float(values["sure"]), least=int(values["least"]), whole=int(values["whole"]))


def _tokenizer(directory: Path) -> Tokenizer:
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise FatalError("the package tokenizers is missing", "pip install tokenizers") from error
    path = directory / "tokenizer.json"
    if not path.is_file():
        raise FatalError(f"there is no tokenizer at {path}", "install attribune again")
    return Tokenizer.from_file(str(path))
