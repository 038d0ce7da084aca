"""Write what a model finds in a PolNeAR compartment, as predictions for attribution_score.py, and its own score.

    python tools/eval_polnear.py --polnear CHECKOUT [--compartment dev] [--model fast] [--out PREDICTIONS.jsonl]

CHECKOUT is a copy of PolNeAR 1.0.0 (the folder that holds data/).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from attribune.extract.tagger import MODELS, load_tagger  # noqa: E402
from training.apply import attributions  # noqa: E402
from training.corpus import ROLES, read_polnear  # noqa: E402
from training.score import score, total  # noqa: E402


def main() -> int:
    """Parse the command line, tag, score, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--compartment", default="dev", choices=["train", "dev", "test"])
    parser.add_argument("--model", default="fast", choices=MODELS)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--weights", type=Path, help="folder of model.json; default: the package's own")
    parser.add_argument("--out", type=Path, help="where to write the predictions")
    options = parser.parse_args()

    tagger = load_tagger(options.model, threads=options.threads, directory=options.weights)
    texts = list(read_polnear(options.polnear, options.compartment))
    began = time.perf_counter()
    found = [list(attributions(tagger, annotated.text)) for annotated in texts]
    seconds = time.perf_counter() - began
    words = sum(len(annotated.text.split()) for annotated in texts)
    result = total(score(t.text, t.attributions, f) for t, f in zip(texts, found, strict=True))
    print(
        f"{options.model}: content overlap F1 {result.overlap.f1:.4f}, whole attributions F1 {result.triple.f1:.4f}, "
        f"{words / seconds:,.0f} words/s"
    )
    if options.out is not None:
        with options.out.open("w", encoding="utf-8") as lines:
            for annotated, of_text in zip(texts, found, strict=True):
                listed = [{role: getattr(one, role) for role in ROLES} for one in of_text]
                lines.write(json.dumps({"id": annotated.id, "attributions": listed}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
