"""The last fits of the shipped networks, which start from the exported files: nothing has to be trained again for them.

The teacher goes on over our dispatches, new ones among them, and a sample of PolNeAR, held by its own logits to what
it knew. The student is fitted to what the teacher reads in the paragraphs and in variants of them.
"""

from __future__ import annotations

import hashlib
import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from attribune.extract.network import Network, load_network
from attribune.extract.tagger import layout_of
from training.cut import cut
from training.encoder import Encoder
from training.examples import Example
from training.fit import Settings, fit
from training.layouts import NETWORKS
from training.reread import read_student, read_teacher
from training.student import Student, StudentShape
from training.variation import continuations, near_words, variants

log = logging.getLogger(__name__)

Logits = npt.NDArray[np.float16]
PART = 4096
"""Paragraphs whose logits are kept in one file: so many are lost at most when a run is interrupted."""


@dataclass(frozen=True, slots=True)
class Refinement:
    """How the student is refined: `rounds` variants of every paragraph, each with a `share` of its words exchanged.

    `kept` is the share of the student's weights before the fit in those after it: the mean of both did better on
    PolNeAR and on our dispatches than either. A student with more than `hidden` units a side is cut to that number
    first; it then learns for `epochs_if_cut`, and nothing of before is kept.
    """

    hidden: int = StudentShape().hidden
    epochs: int = 2
    epochs_if_cut: int = 6
    rate: float = 1.5e-3
    rounds: int = 1
    share: float = 0.15
    soft: float = 0.8
    kept: float = 0.5
    seed: int = 11

    def settings(self, *, is_cut: bool) -> Settings:
        """Return how it is fitted."""
        return Settings(
            self.epochs_if_cut if is_cut else self.epochs,
            self.rate,
            seed=self.seed,
            soft=self.soft,
            wrap=False,
            alike=True,
        )


@dataclass(frozen=True, slots=True)
class TeacherRefinement:
    """How the teacher is refined: on `sample` paragraphs of PolNeAR and, `repeat` times, on all of ours."""

    sample: int = 4500
    repeat: int = 2
    epochs: int = 1
    rate: float = 1e-4
    soft: float = 0.5
    seed: int = 5


@dataclass(frozen=True, slots=True)
class Given:
    """What the networks are refined with."""

    polnear: Sequence[Example]
    ours: Sequence[Example]
    repeat: int
    tokenizer: Tokenizer
    encoder: Path


def refine_teacher(start: Path, given: Given, how: TeacherRefinement, work: Path) -> Encoder:
    """Return the teacher of the file `start`, fitted to labels and to its own logits of before."""
    network = load_network(layout_of(NETWORKS["teacher"]), start.parent, 1)
    folder = work / f"teacher_{file_hash(start)[:8]}"
    folder.mkdir(parents=True, exist_ok=True)
    size = min(how.sample, len(given.polnear))
    sample = [given.polnear[i] for i in random.Random(how.seed).sample(range(len(given.polnear)), size)]
    soft = read_by(network, sample, folder / "polnear") + read_by(network, given.ours, folder / "ours") * how.repeat
    teacher = read_teacher(start)
    settings = Settings(how.epochs, how.rate, seed=how.seed, soft=how.soft)
    fit(teacher, [*sample, *list(given.ours) * how.repeat], settings, folder / "fit", soft)
    return teacher.cpu().eval()


def refine(start: Path, teacher: Path, given: Given, how: Refinement, work: Path) -> Student:
    """Return the student of the file `start`, refined with what the teacher of the other file reads."""
    network = load_network(layout_of(NETWORKS["teacher"]), teacher.parent, 1)
    folder = work / f"refined_{file_hash(teacher)[:8]}_{file_hash(start)[:8]}"
    folder.mkdir(parents=True, exist_ok=True)
    soft = (
        read_by(network, given.polnear, folder / "polnear")
        + read_by(network, given.ours, folder / "ours") * given.repeat
    )
    chosen = [*given.polnear, *list(given.ours) * given.repeat]
    originals = list(chosen)
    near, goes_on = near_words(given.encoder / "model.safetensors", given.tokenizer), continuations(given.tokenizer)
    for number in range(how.rounds):
        varied = variants(originals, near, how.share, goes_on, how.seed + number)
        logits = read_by(network, varied, folder / f"variants{number}")
        chosen += [
            Example(one.encoded, np.argmax(scores, axis=1).astype(np.int64))
            for one, scores in zip(varied, logits, strict=True)
        ]
        soft += logits
    before = read_student(start)
    is_cut = before.shape.hidden > how.hidden
    student = cut(before, how.hidden) if is_cut else read_student(start)
    fit(student, chosen, how.settings(is_cut=is_cut), folder / f"student{how.hidden}", soft)
    return student.cpu().eval() if is_cut else _mean(before, student, how.kept)


def _mean(before: Student, after: Student, kept: float) -> Student:
    """Return the student whose weights lie between those of two, so much of them from the first."""
    fitted = after.cpu().state_dict()
    state = {name: kept * old + (1 - kept) * fitted[name] for name, old in before.state_dict().items()}
    before.load_state_dict(state)
    return before.eval()


def read_by(network: Network, examples: Sequence[Example], stem: Path) -> list[Logits]:
    """Return the network's logits for the examples, kept in files that begin with the stem."""
    made: list[Logits] = []
    for start in range(0, len(examples), PART):
        part = [one.encoded for one in examples[start : start + PART]]
        path = stem.with_name(f"{stem.name}{start}.npy")
        if not path.exists():
            log.info("the teacher reads %s", path.stem)
            np.save(path, np.concatenate(network.logits(part)).astype(np.float16))
        made += np.split(np.load(path), np.cumsum([len(one) for one in part])[:-1])
    return made


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
