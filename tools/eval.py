"""Score the extraction on our annotated dispatches, and on the real articles beside the repository where there are any.

python tools/eval.py                     print the table, compare with the floors (exit 1 if under one)
python tools/eval.py --errors 10         add misses and false alarms of the dispatches to develop on
python tools/eval.py --record            write the floors of tests/eval/baseline.json anew; refuses to lower one
python tools/eval.py --record --lower-floors
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # tests/eval is no installed package

SHARED = ROOT.parent / "shared"


def score_articles(model: str | None) -> int:
    """Print the project's own scorer's table for the real articles; 0 also where there are none."""
    from attribune.export import to_extraction
    from attribune.ingest import ReadFailure, read
    from attribune.pipeline import default_stages
    from tests.eval.report import reading_of

    scorer = SHARED / "measure" / "score_gold.py"
    if not (scorer.is_file() and (SHARED / "seeds").is_dir()):
        print("real articles: none beside the repository (../shared/seeds)")
        return 0
    stages = default_stages(model)
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "predictions.jsonl"
        with predictions.open("w", encoding="utf-8") as out:
            for item in read(str(SHARED / "seeds")):
                if not isinstance(item, ReadFailure):
                    extraction = to_extraction(item, reading_of(item, stages))
                    out.write(json.dumps(extraction, ensure_ascii=False) + "\n")
        command = [sys.executable, str(scorer), "--gold", str(SHARED / "gold"), "--texts", str(SHARED / "seeds")]
        done = subprocess.run(
            [*command, "--predictions", str(predictions)], capture_output=True, text=True, check=False
        )
    print(done.stdout.split("\n\n")[0] or done.stderr)
    return done.returncode


def main() -> int:
    """Print what was asked for; 1 where a floor is not held or would be lowered without leave."""
    from tests.eval import report

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N errors of each kind and layer")
    parser.add_argument("--model", metavar="NAME", help="the extraction model; floors are those of the default one")
    parser.add_argument("--record", action="store_true", help="write the floors anew")
    parser.add_argument("--lower-floors", action="store_true", help="with --record: also where that lowers a floor")
    parser.add_argument("--no-articles", action="store_true", help="leave the real articles out")
    options = parser.parse_args()

    counts = report.sides(report.read_corpus(options.model))
    print(report.table(counts))
    if options.errors:
        print(report.errors(counts["develop"], options.errors), "\n")
    if not options.no_articles and score_articles(options.model):
        return 1
    now, baseline = report.figures(counts), report.load_baseline()
    if options.record:
        lower = report.lowered(now, baseline)
        if lower and not options.lower_floors:
            print("\nnot recorded, these floors would fall (--lower-floors allows it):", *lower, sep="\n  ")
            return 1
        report.record(now, baseline, keep_higher=not options.lower_floors)
        print(f"\nrecorded {report.BASELINE.relative_to(ROOT)}")
        return 0
    wrong = report.compare(now, baseline) if options.model is None else []
    print(*wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
