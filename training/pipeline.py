"""The order of training: teachers, the student that learns from them, the files that are shipped.

Every step leaves its result in the work folder and is passed over when that is there; an interrupted
fit goes on after its last whole epoch. The first teacher reads PolNeAR alone. Each later one goes on from
the one before with half the rate, reads our own dispatches too, and learns half from the labels and half
from the mean logits of the teachers before it. The student learns from the first teacher, and our dispatches
from their labels alone: it need not wait for the others.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer

from training.corpus import AnnotatedText, read_polnear
from training.encoder import Encoder, pretrained
from training.examples import Example, examples
from training.fit import Settings, Soft, fit, predict
from training.markup import read_folder
from training.student import Student, StudentShape, from_teacher

log = logging.getLogger(__name__)

TEACHER_RATE, STUDENT_RATE = 3e-4, 3e-3


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything is, and how long to train. `repeat` is how often an epoch reads our dispatches."""

    polnear: Path
    dispatches: Path
    encoder: Path
    work: Path
    out: Path
    teachers: int = 2
    teacher_epochs: int = 3
    later_epochs: int = 1
    student_epochs: int = 8
    repeat: int = 3
    seed: int = 1

    def teacher_settings(self, number: int) -> Settings:
        """Return how the teacher of that number (from 1) is fitted."""
        if number == 1:
            return Settings(self.teacher_epochs, TEACHER_RATE, seed=self.seed)
        return Settings(self.later_epochs, TEACHER_RATE / 2, seed=self.seed + number - 1, soft=0.5)

    def student_settings(self) -> tuple[Settings, Settings]:
        """Return how the student is fitted: first to the words, then again with some of them hidden."""
        first = Settings(self.student_epochs, STUDENT_RATE, seed=self.seed, soft=0.6, wrap=False, alike=True)
        again = replace(first, epochs=first.epochs // 2, rate=first.rate / 2, seed=self.seed + 1, soft=0.8, hide=0.08)
        return first, again


@dataclass(frozen=True, slots=True)
class Corpora:
    """The examples of both corpora; `ours` holds each once."""

    polnear: list[Example]
    ours: list[Example]

    def both(self, repeat: int) -> list[Example]:
        """Return PolNeAR once and our own dispatches so many times."""
        return self.polnear + self.ours * repeat


def read_corpora(plan: Plan) -> Corpora:
    """Return what the models are trained on."""
    tokenizer = bare_tokenizer(plan.encoder)
    own: list[AnnotatedText] = [d.annotated() for d in read_folder(plan.dispatches / "train")]
    corpora = Corpora(
        examples(tokenizer, read_polnear(plan.polnear, "train")),
        [e for e in examples(tokenizer, own) if len(e.labels)],
    )
    log.info("%d paragraphs of PolNeAR, %d of our own", len(corpora.polnear), len(corpora.ours))
    return corpora


def bare_tokenizer(encoder: Path) -> Tokenizer:
    """Return the encoder's tokenizer without its padding and truncation."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def train_teachers(plan: Plan, corpora: Corpora) -> list[Encoder]:
    """Return the teachers, each fitted with the logits of those before it."""
    teachers: list[Encoder] = []
    for number in range(1, plan.teachers + 1):
        torch.manual_seed(plan.seed)
        teacher = pretrained(plan.encoder / "model.safetensors")
        if teachers:
            teacher.load_state_dict(teachers[-1].state_dict())
        folder = plan.work / f"teacher{number}"
        if number == 1:
            fit(teacher, corpora.polnear, plan.teacher_settings(1), folder)
        else:
            soft = mean_logits(plan, teachers, corpora)
            fit(teacher, corpora.both(plan.repeat), plan.teacher_settings(number), folder, soft)
        teachers.append(teacher)
    return teachers


def mean_logits(plan: Plan, teachers: Sequence[Encoder], corpora: Corpora) -> list[Soft]:
    """Return the teachers' mean logits for every example of both corpora, those without teachers None.

    Only teachers that have read our dispatches speak about them.
    """
    polnear = [_logits(plan, n, t, "polnear", corpora.polnear) for n, t in enumerate(teachers, 1)]
    ours = [_logits(plan, n, t, "ours", corpora.ours) for n, t in enumerate(teachers, 1) if n > 1]
    own = _mean(ours) if ours else [None] * len(corpora.ours)
    return _mean(polnear) + own * plan.repeat


def _mean(of_teachers: Sequence[Sequence[npt.NDArray[np.float16]]]) -> list[Soft]:
    stacked = (np.stack(given).astype(np.float32) for given in zip(*of_teachers, strict=True))
    return [np.asarray(given.mean(axis=0), dtype=np.float16) for given in stacked]


def _logits(
    plan: Plan, number: int, teacher: Encoder, name: str, given: Sequence[Example]
) -> list[npt.NDArray[np.float16]]:
    """Return a teacher's logits for the examples, kept in the work folder."""
    path = plan.work / f"teacher{number}" / f"{name}.npy"
    cuts = np.cumsum([len(e.labels) for e in given])[:-1]
    if not path.exists() or len(np.load(path, mmap_mode="r")) != sum(len(e.labels) for e in given):
        log.info("logits of teacher %d on %s", number, name)
        np.save(path, np.concatenate(predict(teacher, given, wrap=True)))
    return np.split(np.load(path), cuts)


def train_student(plan: Plan, teacher: Encoder, corpora: Corpora) -> Student:
    """Return the student, fitted to the labels and to the first teacher's logits."""
    torch.manual_seed(plan.seed)
    student = from_teacher(teacher, StudentShape())
    soft = mean_logits(plan, [teacher], corpora)
    for number, settings in enumerate(plan.student_settings(), 1):
        fit(student, corpora.both(plan.repeat), settings, plan.work / f"student{number}", soft)
    return student
