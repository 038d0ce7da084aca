"""Counts of our own annotated dispatches: the table in training/corpus/README.md.

Run it as ``python -m training.census``, with another folder of dispatches as its argument if need be.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from training.markup import Dispatch, read_folder

PARTS = ("train", "heldout")
CORPUS = Path(__file__).with_name("corpus")
# A rough end of sentence, good enough for a share: abbreviations count once too often.
END = re.compile(r"[.!?][”’»\"']?(?=\s+[A-Z“‘«„\"'(•—–])|\n+")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the sentences of a text, blank ones left out."""
    start = 0
    for end in [match.end() for match in END.finditer(text)] + [len(text)]:
        if text[start:end].strip():
            yield start, end
        start = end


def bearing(dispatch: Dispatch) -> tuple[int, int]:
    """Return how many sentences of a dispatch bear an attribution, and how many there are."""
    spans = [
        span
        for attribution in dispatch.spans.values()
        for role in (attribution.source, attribution.cue, attribution.content)
        for span in role
    ]
    bounds = list(sentences(dispatch.text))
    bear = sum(any(s < end and e > start for s, e in spans) for start, end in bounds)
    return bear, len(bounds)


def cues(dispatches: Sequence[Dispatch]) -> Counter[str]:
    """Return how often each cue occurs, in lower case and without a final colon."""
    return Counter(
        dispatch.text[start:end].lower().removesuffix(":")
        for dispatch in dispatches
        for attribution in dispatch.spans.values()
        for start, end in attribution.cue
    )


def table(corpus: dict[str, list[Dispatch]]) -> str:
    """Return the counts as a Markdown table: dispatches / attributions by conflict and part."""
    conflicts = sorted({d.header["conflict"] for dispatches in corpus.values() for d in dispatches})
    rows = ["| conflict | train | held out |", "|---|---:|---:|"]
    for conflict in conflicts:
        cells = []
        for dispatches in corpus.values():
            those = [d for d in dispatches if d.header["conflict"] == conflict]
            cells.append(f"{len(those)} / {sum(len(d.spans) for d in those)}" if those else "–")
        rows.append(f"| {conflict} | {' | '.join(cells)} |")
    totals = {
        "**dispatches / attributions**": [f"{len(ds)} / {sum(len(d.spans) for d in ds)}" for ds in corpus.values()],
        "sentences that bear one / all": ["{} / {}".format(*_added(ds)) for ds in corpus.values()],
        "distinct cues": [str(len(cues(ds))) for ds in corpus.values()],
    }
    rows += [f"| {name} | {' | '.join(cells)} |" for name, cells in totals.items()]
    return "\n".join(rows)


def _added(dispatches: Sequence[Dispatch]) -> tuple[int, int]:
    counts = [bearing(dispatch) for dispatch in dispatches]
    return sum(bear for bear, _ in counts), sum(every for _, every in counts)


def main(argv: Sequence[str]) -> int:
    """Print the table of a corpus folder."""
    folder = Path(argv[0]) if argv else CORPUS
    sys.stdout.write(table({part: read_folder(folder / part) for part in PARTS}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
