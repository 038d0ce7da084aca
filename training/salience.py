"""Fit the weights by which pronouns and descriptions choose whom they go back to.

    python -m training.salience            cross-validated figures, then resources/lang/en/salience.yaml anew
    python -m training.salience --folder F  with further dispatches in the corpus markup
    python -m training.salience --dry       figures only

A choice is a softmax over its candidates; the weights maximise the likelihood of those that the annotation names, with
a pull towards zero. Choices none of whose candidates is right, or all of whose are, teach nothing and are left out.
Speakers are resolved in text order with the weights so far, so it is fitted in rounds. Nothing is random.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from attribune.catalog import Catalog, load_catalog  # noqa: E402
from attribune.normalize.discourse import survey  # noqa: E402
from attribune.normalize.lexica import load_speaker_words  # noqa: E402
from attribune.normalize.salience import Choice, Weights, load_weights  # noqa: E402
from attribune.normalize.speaker import resolve_speakers  # noqa: E402
from tools.eval_who import annotated, day_of  # noqa: E402
from tools.who_score import Context, claimant_right  # noqa: E402
from training.markup import Dispatch, read_folder  # noqa: E402

TRAIN = ROOT / "training" / "corpus" / "train"
TARGET = ROOT / "resources" / "lang" / "en" / "salience.yaml"
ROUNDS, STEPS, RATE, FOLDS = 2, 300, 0.5, 5
PULL = 0.02  # towards PRIOR: a few hundred choices are too few to learn the plain facts from
NEARNESS = {
    "spoke here": 2.0,
    "spoke before": 2.0,
    "spoke soon": 1.0,
    "subject before": 1.0,
    "named before": 1.0,
    "last to speak": 1.0,
    "named gap": -1.0,
    "spoke gap": -1.0,
    "named later": -1.0,
    "its country": 1.0,
    "other country": -3.0,
}
PRIOR = {
    "person": NEARNESS
    | {"fit gender": 1.0, "fit person": 1.0, "fit voice": 1.0, "fit institution": -3.0}
    | {"brought in": 1.5, "state": -1.0, "carrier": -2.0},
    "thing": NEARNESS | {"fit institution": 1.0, "fit many": 0.0, "fit person": -3.0},
    "many": NEARNESS | {"fit many": 1.0},
    "owner": NEARNESS | {"fit institution": 1.0, "fit many": 1.0, "fit person": -3.0},
    "described": NEARNESS | {"fit role": 1.0, "fit name": 2.0, "fit voice": 1.0},
    "institution": NEARNESS
    | {
        "fit exact": 3.0,
        "fit office": 3.0,
        "fit role": 1.0,
        "fit name": 2.0,
        "fit voice": 2.0,
        "fit local": 1.0,
        "fit usual": 1.5,
    }
    | {"home": 1.0, "country share": 2.0},
}
HEAD = """\
# Fitted by `python -m training.salience` on training/corpus/train; not edited by hand.
source: fitted on this project's own dispatches
licence: Apache-2.0
"""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A choice of one dispatch, and which of its candidates the annotation names."""

    dispatch: str
    choice: Choice
    right: tuple[bool, ...]


def main() -> int:
    """Print the figures and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, action="append", default=[], help="further dispatches to fit on")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    options = parser.parse_args()
    dispatches = [one for folder in (TRAIN, *options.folder) for one in read_folder(folder)]
    catalog = load_catalog()
    weights: Weights = load_weights()
    for turn in range(ROUNDS):
        lessons = [one for dispatch in dispatches for one in lessons_of(dispatch, catalog, weights)]
        if turn == 0:
            print_figures("before", lessons, weights)
        print(f"round {turn + 1}: cross-validated")
        cross_validated(lessons)
        weights = fitted(lessons)
    print_figures("after, on what it was fitted on", lessons, weights)
    if not options.dry:
        TARGET.write_text(HEAD + yaml.safe_dump({"weights": weights}, sort_keys=True), encoding="utf-8")
    return 0


def lessons_of(dispatch: Dispatch, catalog: Catalog, weights: Weights) -> list[Lesson]:
    """What was weighed while the annotated spans of a dispatch were resolved."""
    day = day_of(dispatch)
    document, mentions, gold = annotated(dispatch)
    discourse = survey(document, catalog, load_speaker_words("en"), day)
    context = Context(dispatch.text, catalog, day)
    made: list[Lesson] = []

    def record(index: int, choice: Choice) -> None:
        attribution, attributes = gold[index]
        right = tuple(
            any(claimant_right(name, attribution, one.entity.reference, context) for name in attributes.claimants)
            for one in choice.candidates
        )
        made.append(Lesson(dispatch.id, choice, right))

    resolve_speakers(document, mentions, discourse, catalog, day, record, weights)
    return made


def fitted(lessons: Sequence[Lesson]) -> dict[str, dict[str, float]]:
    """Kind → feature → weight."""
    kinds = sorted({one.choice.kind for one in lessons})
    return {kind: _fit([one for one in lessons if one.choice.kind == kind], PRIOR[kind]) for kind in kinds}


def _fit(lessons: Sequence[Lesson], prior: Mapping[str, float]) -> dict[str, float]:
    telling = [one for one in lessons if any(one.right) and not all(one.right)]
    names = sorted({name for one in telling for row in one.choice.features for name in row} | set(prior))
    column = {name: index for index, name in enumerate(names)}
    tables = [_table(one.choice.features, column) for one in telling]
    marks = [np.array(one.right) for one in telling]
    start = np.array([prior.get(name, 0.0) for name in names])
    weights = start.copy()
    for _ in range(STEPS):
        slope = PULL * (start - weights)
        for table, mark in zip(tables, marks, strict=True):
            share = _softmax(table @ weights)
            among = share * mark
            slope += table.T @ (among / among.sum() - share) / len(tables)
        weights += RATE * slope
    return {name: round(float(weights[index]), 3) for name, index in column.items()}


def _table(rows: Sequence[Mapping[str, float]], column: Mapping[str, int]) -> np.ndarray:
    table = np.zeros((len(rows), len(column)))
    for index, row in enumerate(rows):
        for name, value in row.items():
            if name in column:
                table[index, column[name]] = value
    return table


def _softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def cross_validated(lessons: Sequence[Lesson]) -> None:
    """Print how many choices are right when a dispatch's are made by weights fitted on the other folds."""
    names = sorted({one.dispatch for one in lessons})
    folds = [set(names[start::FOLDS]) for start in range(FOLDS)]
    counts: dict[str, list[int]] = {}
    for fold in folds:
        weights = fitted([one for one in lessons if one.dispatch not in fold])
        _count((one for one in lessons if one.dispatch in fold), weights, counts)
    _print(counts)
    print("  all          right", sum(row[0] for row in counts.values()), "of", sum(row[1] for row in counts.values()))


def print_figures(title: str, lessons: Sequence[Lesson], weights: Weights) -> None:
    """Print how many choices are right with these weights."""
    counts: dict[str, list[int]] = {}
    _count(lessons, weights, counts)
    print(title)
    _print(counts)


def _count(lessons: Iterable[Lesson], weights: Weights, counts: dict[str, list[int]]) -> None:
    for one in lessons:
        row = counts.setdefault(one.choice.kind, [0, 0, 0])
        values = [
            sum(weights.get(one.choice.kind, {}).get(name, 0.0) * value for name, value in features.items())
            for features in one.choice.features
        ]
        row[0] += one.right[max(range(len(values)), key=lambda index: (values[index], -index))]
        row[1] += any(one.right)
        row[2] += 1


def _print(counts: Mapping[str, Sequence[int]]) -> None:
    for kind, (right, able, total) in sorted(counts.items()):
        print(f"  {kind:12} right {right:4} of {able:4} that can be, of {total:4}")


if __name__ == "__main__":
    sys.exit(main())
