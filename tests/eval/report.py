"""Runs the pipeline over the annotated dispatches, prints the table, and keeps the floors."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from attribune.model import Document, Reading
from attribune.pipeline import Stages, default_stages, understand
from attribune.store import Failure
from tests.eval.corpus import corpus_hash, load_corpus, load_split
from tests.eval.items import GoldDocument
from tests.eval.measure import Counts, Miss, score

BASELINE = Path(__file__).parent / "baseline.json"
MARGIN = 0.01
"""A floor lies this far under the figure it is recorded from: floating point and ties may not fail the gate."""

Figures = dict[str, dict[str, dict[str, float]]]  # side → layer → found, headline


def read_corpus(model: str | None = None) -> list[tuple[GoldDocument, Reading]]:
    """Every annotated dispatch with what the pipeline makes of it."""
    stages = default_stages(model)
    return [(gold, reading_of(gold.document, stages)) for gold in load_corpus()]


def reading_of(document: Document, stages: Stages) -> Reading:
    """What the pipeline makes of a document. RuntimeError names the stage that it did not get past."""
    reading = understand(document, stages)
    if isinstance(reading, Failure):
        raise RuntimeError(f"{reading.source}: {reading.stage}: {reading.reason}")
    return reading


def sides(pairs: Sequence[tuple[GoldDocument, Reading]]) -> dict[str, dict[str, Counts]]:
    """Counts by layer, of the dispatches to develop on and of those held out."""
    return {side: score([pair for pair in pairs if pair[0].name in names]) for side, names in load_split().items()}


def figures(counts: Mapping[str, Mapping[str, Counts]]) -> Figures:
    """F1 by side and layer."""
    return {
        side: {
            name: {"found": round(c.f1(c.found), 4), "headline": round(c.f1(c.right), 4)} for name, c in layers.items()
        }
        for side, layers in counts.items()
    }


def table(counts: Mapping[str, Mapping[str, Counts]]) -> str:
    """Both sides, a line a layer: counts, found and headline, then each field of what was found."""
    lines = []
    for side, layers in counts.items():
        lines.append(f"{side.replace('_', ' '):<14}{'':>12}   found              headline           given a match")
        lines.append(f"{'layer':<14}{'gold':>5} {'pred':>5}     P    R    F1      P    R    F1")
        for name, c in layers.items():
            fields = "  ".join(f"{field} {right / of:.2f}" for field, (right, of) in c.fields.items() if of)
            rates = "   ".join(
                f"{hits / c.predicted if c.predicted else 0:.2f} {hits / c.gold if c.gold else 0:.2f} {c.f1(hits):.2f}"
                for hits in (c.found, c.right)
            )
            lines.append(f"{name:<14}{c.gold:>5} {c.predicted:>5}  {rates}   {fields}")
        lines.append("")
    return "\n".join(lines)


def errors(counts: Mapping[str, Counts], limit: int) -> str:
    """The first misses and false alarms of each layer. For the dispatches to develop on, never for those held out."""
    lines = []
    for name, layer in counts.items():
        for kind in ("missed", "wrong", "false alarm"):
            found: list[Miss] = [miss for miss in layer.misses if miss.kind == kind]
            if found:
                lines.append(f"\n{name}: {kind} ({min(limit, len(found))} of {len(found)})")
                lines += [f"  {m.document:<26}{m.words[:90]}  {' '.join(m.fields)}".rstrip() for m in found[:limit]]
    return "\n".join(lines)


def load_baseline() -> dict[str, object]:
    """The recorded floors and the hash of the corpus they belong to; empty where none were recorded."""
    return json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.is_file() else {}


def compare(now: Figures, baseline: Mapping[str, object]) -> list[str]:
    """What is wrong with the figures: one line for each floor that they fall under, and for a changed corpus."""
    if not baseline:
        return ["no floors are recorded: run tools/eval.py --record"]
    if baseline["corpus"] != corpus_hash():
        return ["the annotated dispatches changed: run tools/eval.py --record and say in the commit what changed"]
    floors: Figures = baseline["floors"]  # type: ignore[assignment]
    return [
        f"{side.replace('_', ' ')} {layer} {measure} F1 {now[side][layer][measure]:.3f} is under its floor {floor:.3f}"
        for side, layers in floors.items()
        for layer, measures in layers.items()
        for measure, floor in measures.items()
        if now[side][layer][measure] < floor
    ]


def lowered(now: Figures, baseline: Mapping[str, object]) -> list[str]:
    """The floors that recording `now` would lower."""
    floors: Figures = baseline.get("floors", {})  # type: ignore[assignment]
    return [
        f"{side.replace('_', ' ')} {layer} {measure}: {floor:.3f} → {now[side][layer][measure] - MARGIN:.3f}"
        for side, layers in floors.items()
        for layer, measures in layers.items()
        for measure, floor in measures.items()
        if now[side][layer][measure] - MARGIN < floor - 1e-9 and now[side][layer][measure] < floor
    ]


def record(now: Figures, baseline: Mapping[str, object], *, keep_higher: bool) -> None:
    """Write floors for the present figures; a floor that is higher already stays where `keep_higher`."""
    old: Figures = baseline.get("floors", {})  # type: ignore[assignment]
    floors: Figures = {}
    for side, layers in now.items():
        for layer, measures in layers.items():
            for measure, value in measures.items():
                before = old.get(side, {}).get(layer, {}).get(measure, 0.0) if keep_higher else 0.0
                floor = max(before, round(max(0.0, value - MARGIN), 3))
                floors.setdefault(side, {}).setdefault(layer, {})[measure] = floor
    BASELINE.write_text(json.dumps({"corpus": corpus_hash(), "floors": floors}, indent=1) + "\n", encoding="utf-8")
