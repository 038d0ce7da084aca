"""What each layer costs: a live blog of 10,000 words on one core, from its file to its claims.

    python bench/bench_layers.py [--words 10000] [--repeat 5] [--model fast] [--out docs/benchmarks.md] [--profile]

The blog is made of our own texts (the dispatches of the demo and of the training corpus), each paragraph once: a
headline, a line with the date, and posts of one or two paragraphs, newest first, each under its time. It is read as one
document. Everything is measured in one process, in seconds of processor time; a layer's figure is the least of the
repeats, each with everything loaded.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import platform
import pstats
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from attribune.catalog import Catalog, load_catalog  # noqa: E402
from attribune.extract import Models, extract, load_models  # noqa: E402
from attribune.ingest import read  # noqa: E402
from attribune.model import Document, Mentions, Reading  # noqa: E402
from attribune.normalize import claims  # noqa: E402
from attribune.normalize.equipment import find_equipment  # noqa: E402
from attribune.normalize.event import find_events  # noqa: E402
from attribune.normalize.facts import find_facts  # noqa: E402
from attribune.normalize.media import find_media  # noqa: E402
from attribune.normalize.place import find_places  # noqa: E402
from attribune.normalize.quantity import Around, find_quantities  # noqa: E402
from attribune.normalize.sift import sifted  # noqa: E402
from attribune.normalize.statement import find_statements  # noqa: E402
from attribune.normalize.time import find_times  # noqa: E402

MARKER = "<!-- bench_layers -->"
ARTICLE = 500
SHORTEST = 60  # characters; less is a heading or a credit
FIRST_CONFLICT = "ukraine"


@dataclass(slots=True)
class Clock:
    """Seconds of processor time by layer, the least that was seen; layers stay in the order of the first run."""

    least: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def of(self, layer: str) -> Iterator[None]:
        """Measure what is done inside."""
        began = time.process_time()
        yield
        taken = time.process_time() - began
        self.least[layer] = min(taken, self.least.get(layer, taken))


def live_blog(words: int, edition: int = 1) -> str:
    """Return a live blog with so many words or a few more; the war in Ukraine first, other wars after it.

    Every edition has a headline of its own, so that nothing remembered of one document is of use to the next.
    """
    blocks = list(_paragraphs())
    posts: list[str] = []
    count = at = 0
    while count < words and at < len(blocks):
        taken = blocks[at : at + 1 + len(posts) % 2]
        at += len(taken)
        count += sum(len(block.split()) for block in taken) + 3
        posts.append("\n\n".join(taken))
    step = (23 * 60) / len(posts)
    stamped = (f"{_clock(23 * 60 + 30 - step * number)} Kyiv time\n{post}" for number, post in enumerate(posts))
    return (
        f"LIVE: A day of the war, as it happened ({edition})\n\nPublished: 6 June 2023, 23:45\n\n"
        + "\n\n".join(stamped)
        + "\n"
    )


def _clock(minutes: float) -> str:
    return f"{int(minutes) // 60:02}:{int(minutes) % 60:02}"


def _paragraphs() -> Iterator[str]:
    """Paragraphs of running text of our own dispatches, each once."""
    from training.markup import read_folder

    annotated = sorted(
        read_folder(ROOT / "training" / "corpus" / "train"),
        key=lambda one: (FIRST_CONFLICT not in one.header["conflict"].lower(), one.id),
    )
    demo = sorted((ROOT / "src" / "attribune" / "demo" / "dispatches").glob("*.txt"))
    seen: set[str] = set()
    for text in (*(path.read_text(encoding="utf-8") for path in demo), *(one.text for one in annotated)):
        for block in text.split("\n\n"):
            if len(block) >= SHORTEST and "\n" not in block.strip() and block not in seen:
                seen.add(block)
                yield block.strip()


def run_layers(path: Path, models: Models, catalog: Catalog, clock: Clock) -> tuple[Document, Mentions, Reading]:
    """Read, extract and normalise one file, in the order of `normalize`, and measure every step."""
    with clock.of("reading"):
        (document,) = read(str(path))
        assert isinstance(document, Document)
    tagging = 0.0

    def tag(*given: object) -> object:
        nonlocal tagging
        began = time.process_time()
        found = models.tag(*given)  # type: ignore[arg-type]
        tagging += time.process_time() - began
        return found

    began = time.process_time()
    mentions = extract(document, Models(models.name, tag))  # type: ignore[arg-type]
    rest = time.process_time() - began - tagging
    clock.least["tagger"] = min(tagging, clock.least.get("tagger", tagging))
    clock.least["rest of extraction"] = min(rest, clock.least.get("rest of extraction", rest))
    with clock.of("sifting"):
        mentions = sifted(document, mentions, catalog)
    with clock.of("facts, published"):
        facts = find_facts(document, mentions, catalog)
    with clock.of("media"):
        media = find_media(document, mentions, catalog)
    with clock.of("statements"):
        day = facts.published.start if facts.published is not None else None
        statements = find_statements(document, mentions, media, catalog, day)
    with clock.of("times"):
        times = find_times(document, mentions, facts, catalog)
    with clock.of("places"):
        places = find_places(document, mentions, catalog)
    with clock.of("equipment"):
        equipment = find_equipment(document, mentions, places, catalog)
    with clock.of("quantities"):
        quantities = find_quantities(document, mentions, Around(statements, times, places), facts, catalog)
    with clock.of("events"):
        events = find_events(document, mentions, statements, places, times, equipment, quantities, catalog)
    reading = Reading(facts, statements, quantities, events, places, times, equipment, media)
    with clock.of("claims"):
        claims(document, reading)
    return document, mentions, reading


def table(clock: Clock, words: int, reading: Reading) -> str:
    """Return the figures as Markdown."""
    found = {
        "statements": len(reading.statements),
        "times": len(reading.times),
        "places": len(reading.places),
        "equipment": len(reading.equipment),
        "quantities": len(reading.quantities),
        "events": len(reading.events),
        "media": len(reading.media),
    }
    rows = [f"| layer | found | seconds | ms per {ARTICLE} words |", "|---|---|---|---|"]
    rows += [_row(name, found.get(name), seconds, words) for name, seconds in clock.least.items()]
    total = sum(clock.least.values())
    rows.append(_row("**all but the tagger**", None, total - clock.least["tagger"], words))
    rows.append(_row("**all**", None, total, words))
    return "\n".join(rows)


def _row(name: str, found: int | None, seconds: float, words: int) -> str:
    return f"| {name} | {'–' if found is None else found} | {seconds:.3f} | {seconds * 1000 * ARTICLE / words:.1f} |"


def machine() -> str:
    """Return the processor and the version of Python."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    return f"one core of: {model}, Python {platform.python_version()}"


def measure(paths: Sequence[Path], models: Models, catalog: Catalog) -> str:
    """Return a line on the text and the table; the first of the files loads what is loaded on first use."""
    run_layers(paths[0], models, catalog, Clock())
    clock = Clock()
    for path in paths[1:]:
        document, mentions, reading = run_layers(path, models, catalog, clock)
    words = len(document.text.split())
    head = f"Model {models.name}, {words:,} words in {len(mentions.sentences):,} sentences, {machine()}."
    return f"{head}\n\n{table(clock, words, reading)}"


def profile(paths: Sequence[Path], models: Models, catalog: Catalog) -> None:
    """Print the functions that take most of the time."""
    run_layers(paths[0], models, catalog, Clock())
    profiler = cProfile.Profile()
    profiler.runcall(run_layers, paths[1], models, catalog, Clock())
    for order in ("cumulative", "tottime"):
        pstats.Stats(profiler).sort_stats(order).print_stats(60)


def main() -> int:
    """Print the table, or write it into a document after its marker."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--model", default="fast", choices=["fast", "accurate"])
    parser.add_argument("--out", type=Path, help="a Markdown file with the marker: up to a heading")
    parser.add_argument("--profile", action="store_true", help="print where the time goes instead")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    models, catalog = load_models(options.model, threads=1), load_catalog()
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"live-{edition}.txt" for edition in range(options.repeat + 1)]
        for edition, path in enumerate(paths):
            path.write_text(live_blog(options.words, edition), encoding="utf-8")
        if options.profile:
            profile(paths, models, catalog)
            return 0
        measured = measure(paths, models, catalog)
    print(measured)
    if options.out is not None:
        _write(options.out, measured)
    return 0


def _write(path: Path, measured: str) -> None:
    """Replace what stands between the marker and the next heading."""
    before, marker, after = path.read_text(encoding="utf-8").partition(MARKER)
    if not marker:
        raise SystemExit(f"{path} has no {MARKER}")
    _, heading, rest = after.partition("\n## ")
    path.write_text(f"{before}{MARKER}\n\n{measured}\n{heading}{rest}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
