"""How often the claimant of an utterance is right, over the annotated dispatches in training/corpus.

    python -m tools.eval_who                    held-out half, spans as annotated (resolution alone)
    python -m tools.eval_who --model fast       from raw text: found, and who said it
    python -m tools.eval_who --part train --errors 40

An utterance is "outside" where its speaker is not named in its own sentence: pronouns, titles, continuations. A
claimant is right if its name is the annotated one (spelling and order aside), if the catalogue knows both names as one
party, or, for a speaker nobody names, if it has the words of the text or the same noun ("nurse").
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # training/ and tests/eval are no installed packages

from attribune.catalog import Catalog, load_catalog  # noqa: E402
from attribune.extract import extract, load_models  # noqa: E402
from attribune.extract.marks import verifications  # noqa: E402
from attribune.extract.quotation import quotations  # noqa: E402
from attribune.extract.segment import paragraphs, sentences  # noqa: E402
from attribune.model import Attribution, Document, Mentions, Span, Statement, document_id, text_hash  # noqa: E402
from attribune.normalize.statement import find_statements  # noqa: E402
from tests.eval.checks import halves, visible  # noqa: E402
from tests.eval.names import same_name  # noqa: E402
from training.markup import Attributes, Dispatch, read_folder  # noqa: E402

CORPUS = ROOT / "training" / "corpus"
DESCRIPTION = re.compile(
    r"(?:the|its|his|her|their|both|one|some|this)\s+[a-z][\w’' -]*$|(?:he|she|it|they|who|which|its|his)$", re.I
)


@dataclass(frozen=True, slots=True)
class Utterance:
    """One annotated attribution beside the statement made of it; None where it was not found."""

    dispatch: str
    gold: Attribution
    attributes: Attributes
    found: Statement | None
    inside: bool
    right: bool


def main() -> int:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("heldout", "train"), default="heldout")
    parser.add_argument(
        "--model", help="extract from raw text with this model; without it the annotated spans are used"
    )
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N wrong claimants (of train only)")
    options = parser.parse_args()
    utterances = list(measure(options.part, options.model))
    for name, share in shares(utterances).items():
        print(f"{name:22} {share[0]:5}/{share[1]:<5} {share[0] / max(share[1], 1):.3f}")
    for one in [one for one in utterances if not one.right][: options.errors if options.part == "train" else 0]:
        got = one.found.claimant.name if one.found is not None and one.found.claimant is not None else None
        print(f"{one.dispatch[:24]:24} {one.attributes.claimant} <- {got}")
    return 0


def shares(utterances: list[Utterance]) -> dict[str, tuple[int, int]]:
    """Right and all, over everything and by where the speaker is named."""
    counts: Counter[tuple[str, bool]] = Counter()
    for one in utterances:
        for name in ("claimant right", "  named inside" if one.inside else "  named outside"):
            counts[name, one.right] += 1
        counts["found", one.found is not None] += 1
    names = ("found", "claimant right", "  named inside", "  named outside")
    return {name: (counts[name, True], counts[name, True] + counts[name, False]) for name in names}


def measure(part: str, model: str | None) -> Iterator[Utterance]:
    """Every annotated utterance of one half of the corpus, beside what is made of it."""
    catalog = load_catalog()
    models = load_models(model) if model is not None else None
    for dispatch in read_folder(CORPUS / part):
        text = dispatch.text
        doc = Document(document_id(text), text, text_hash(text), language="en")
        gold = {
            number: _attribution(dispatch, number) for number in dispatch.attributes if dispatch.spans[number].content
        }
        mentions = extract(doc, models) if models is not None else _as_annotated(text, list(gold.values()))
        day = _day(dispatch)
        statements = find_statements(doc, mentions, (), catalog, day)
        lines = [one for block in paragraphs(text) for one in sentences(text, block)]
        for number, one in gold.items():
            attributes = dispatch.attributes[number]
            found = _paired(one, statements, text)
            right = found is not None and _right(attributes.claimant, one, found, text, catalog, day)
            yield Utterance(dispatch.id, one, attributes, found, _is_inside(one, lines, text), right)


def _attribution(dispatch: Dispatch, number: int) -> Attribution:
    spans = dispatch.spans[number]
    content = tuple(Span(*span) for span in spans.content)
    return Attribution(content, _whole(spans.source), _whole(spans.cue))


def _whole(role: tuple[tuple[int, int], ...]) -> Span | None:
    """The spans of a source or cue as one."""
    return Span(role[0][0], role[-1][1]) if role else None


def _as_annotated(text: str, gold: list[Attribution]) -> Mentions:
    blocks = paragraphs(text)
    lines = tuple(one for block in blocks for one in sentences(text, block))
    quoted = quotations(text, blocks)
    ordered = tuple(sorted(gold, key=lambda one: one.content[0]))
    return Mentions(blocks, lines, quoted, ordered, (), tuple(verifications(text, lines, quoted)))


def _paired(gold: Attribution, statements: tuple[Statement, ...], text: str) -> Statement | None:
    """The statement whose content shares halves with the annotated one, the closest of them."""
    words = visible(text, gold.content)
    best: tuple[float, Statement] | None = None
    for statement in statements:
        other = visible(text, statement.content)
        if halves(words, other):
            share = len(words & other) / len(words | other)
            if best is None or share > best[0]:
                best = (share, statement)
    return best[1] if best is not None else None


def _is_inside(gold: Attribution, lines: list[Span], text: str) -> bool:
    if gold.source is None or DESCRIPTION.match(gold.source.of(text)):
        return False
    return any(line.overlaps(gold.source) and any(line.overlaps(span) for span in gold.content) for line in lines)


def _right(
    name: str | None, gold: Attribution, found: Statement, text: str, catalog: Catalog, day: date | None
) -> bool:
    claimant = found.claimant
    if name is None or claimant is None:
        return name is None and claimant is None
    if same_name(name, claimant.name):
        return True
    if name.startswith("unnamed") or "(" in name:
        plain = re.sub(r"\(.*\)", "", name)
        source = gold.source.of(text) if gold.source is not None else ""
        if same_name(plain, claimant.name) or same_name(source, claimant.name):
            return True
        return claimant.id is None and _head(plain) in re.findall(r"[\w’'-]+", claimant.name.lower())
    known = {party.id for on in (day, None) for party in catalog.parties.lookup(name, on)}
    outlet = catalog.outlets.lookup(name)
    known |= {outlet.id} if outlet is not None else set()
    meant = {party.id for party in catalog.parties.lookup(claimant.name, day)} | {claimant.id}
    return bool(known & (meant - {None}))


def _head(name: str) -> str:
    """The noun by which somebody unnamed is called: "operator" of "unnamed plant operator at the station"."""
    return re.split(r"\s(?:of|in|at|from|with|close|for|to)\s", name.strip())[0].split()[-1].lower()


def _day(dispatch: Dispatch) -> date | None:
    try:
        return date.fromisoformat(dispatch.header.get("published", "")[:10])
    except ValueError:
        return None


if __name__ == "__main__":
    sys.exit(main())
