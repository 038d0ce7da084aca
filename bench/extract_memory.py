"""Peak memory of `attribune extract` over a thousand articles, in a process of its own.

    python bench/extract_memory.py [--polnear CHECKOUT] [--articles 1000] [--model fast]

The articles are those of PolNeAR train, or our own dispatches where it is not at hand, again and again until there are
enough (each with a first line of its own, so that no two are the same).
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

COMMAND = "from attribune.cli.main import main; main()"


def articles(polnear: Path | None) -> list[str]:
    """Return the texts to read."""
    from training.corpus import read_polnear
    from training.markup import read_folder

    if polnear is not None:
        return [one.text for one in read_polnear(polnear, "train")]
    return [dispatch.text for part in ("train", "heldout") for dispatch in read_folder(ROOT / "training/corpus" / part)]


def peak_of(folder: Path, texts: Sequence[str], count: int, model: str) -> tuple[float, float]:
    """Return the peak memory in MB and the seconds of one run over so many articles."""
    for number, text in enumerate(islice(cycle(texts), count)):
        (folder / f"{number:04}.txt").write_text(f"Article number {number}\n\n{text}", encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        COMMAND,
        "extract",
        "--jsonl",
        "--model",
        model,
        *map(str, sorted(folder.iterdir())),
    ]
    began = time.perf_counter()
    with (folder / "layers.jsonl").open("w") as out:
        subprocess.run(command, stdout=out, check=True)
    seconds = time.perf_counter() - began
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, seconds


def main() -> int:
    """Print one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, help="folder that holds PolNeAR's data/; else our dispatches")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--model", default="fast", choices=["fast", "accurate"])
    options = parser.parse_args()
    texts = articles(options.polnear)
    with tempfile.TemporaryDirectory() as folder:
        peak, seconds = peak_of(Path(folder), texts, options.articles, options.model)
    print(f"{options.model}: {options.articles} articles, peak {peak:.0f} MB, {seconds:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
