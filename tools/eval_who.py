"""How often the claimant of an utterance is right, over the annotated dispatches in training/corpus.

    python -m tools.eval_who                    held-out half, spans as annotated (resolution alone)
    python -m tools.eval_who --model fast       from raw text: found, and who said it, how and with which reserve
    python -m tools.eval_who --part train --errors 40
    python -m tools.eval_who --model fast --folder DIR     dispatches of one's own, in the same markup

An utterance is "outside" where its speaker is not named in its own sentence: pronouns, titles, continuations. A
claimant is right if its name is the annotated one (spelling and order aside), if the catalogue knows both names as one
party, or, for a speaker nobody names, if it has the words of the text or the same noun ("nurse"). Source, cue, style,
stance, verification and relay are shares of what was found; a hedge is found if its words are among those found.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # training/ and tests/eval are no installed packages

from attribune.catalog import Catalog, load_catalog  # noqa: E402
from attribune.extract import extract, load_models  # noqa: E402
from attribune.extract.extractor import Models  # noqa: E402
from attribune.extract.marks import marked, verifications  # noqa: E402
from attribune.extract.quotation import quotations  # noqa: E402
from attribune.extract.segment import paragraphs, sentences  # noqa: E402
from attribune.ingest.document import Metadata, make_document  # noqa: E402
from attribune.model import Attribution, Document, Mentions, Span, Statement, document_id, text_hash  # noqa: E402
from attribune.normalize.media import find_media  # noqa: E402
from attribune.normalize.sift import sifted  # noqa: E402
from attribune.normalize.statement import find_statements  # noqa: E402
from tools.who_score import FIELDS, Utterance, compared, hedge_hits  # noqa: E402
from training.markup import Attributes, Dispatch, read_folder  # noqa: E402

CORPUS = ROOT / "training" / "corpus"
Share = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Measured:
    """The utterances of a set of dispatches, and how many statements were made of them in all."""

    utterances: tuple[Utterance, ...]
    statements: int
    unpaired: tuple[tuple[str, str], ...]


def main() -> int:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("heldout", "train"), default="heldout")
    parser.add_argument(
        "--model", help="extract from raw text with this model; without it the annotated spans are used"
    )
    parser.add_argument("--folder", type=Path, help="dispatches in the markup of training/corpus, instead of a part")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N errors a kind (never of heldout)")
    options = parser.parse_args()
    folder = options.folder if options.folder is not None else CORPUS / options.part
    measured = measure(folder, options.model)
    for name, share in shares(measured).items():
        print(f"{name:22} {share[0]:5}/{share[1]:<5} {share[0] / max(share[1], 1):.3f}")
    if options.folder is not None or options.part == "train":
        _print_errors(measured, options.errors)
    return 0


def shares(measured: Measured) -> dict[str, Share]:
    """Right and all: found, claimants by where the speaker is named, then every field of what was found."""
    counts: Counter[tuple[str, bool]] = Counter()
    hedges = Counter[str]()
    for one in measured.utterances:
        counts["found (recall)", one.found is not None] += 1
        for name in ("claimant right", "  named inside" if one.inside else "  named outside"):
            counts[name, one.right] += 1
        for name, right in one.fields.items():
            counts[f"  {name}, if found", right] += 1
        if one.found is not None:
            hits = hedge_hits(one.attributes.hedges, one.hedges)
            hedges.update(hits=hits, gold=len(one.attributes.hedges), found=len(one.hedges))
    found = counts["found (recall)", True]
    names = ("found (recall)", "claimant right", "  named inside", "  named outside")
    result = {name: (counts[name, True], counts[name, True] + counts[name, False]) for name in names}
    result["found (precision)"] = (found, measured.statements)
    for field in FIELDS:
        name = f"  {field}, if found"
        result[name] = (counts[name, True], found)
    result["  hedges (recall)"] = (hedges["hits"], hedges["gold"])
    result["  hedges (precision)"] = (hedges["hits"], hedges["found"])
    return result


def measure(folder: Path, model: str | None) -> Measured:
    """Every annotated utterance of a folder, beside what is made of it."""
    catalog = load_catalog()
    models = load_models(model) if model is not None else None
    utterances: list[Utterance] = []
    loose: list[tuple[str, str]] = []
    total = 0
    for dispatch in read_folder(folder):
        text, day = dispatch.text, day_of(dispatch)
        gold = _gold(dispatch)
        statements = _statements(dispatch, models, [one for one, _ in gold], catalog, day)
        lines = [one for block in paragraphs(text) for one in sentences(text, block)]
        utterances += compared(dispatch.id, text, gold, statements, lines, (catalog, day))
        total += len(statements)
        paired = [one.found for one in utterances if one.dispatch == dispatch.id]
        loose += [(dispatch.id, _shown(text, one)) for one in statements if not any(one is other for other in paired)]
    return Measured(tuple(utterances), total, tuple(loose))


def annotated(dispatch: Dispatch) -> tuple[Document, Mentions, list[tuple[Attribution, Attributes]]]:
    """A dispatch with its annotated attributions as if they had been extracted, and these in the same order."""
    text = dispatch.text
    gold = sorted(_gold(dispatch), key=lambda one: one[0].content[0])
    document = Document(document_id(text), text, text_hash(text), language="en")
    return document, _as_annotated(text, [one for one, _ in gold]), gold


def _gold(dispatch: Dispatch) -> list[tuple[Attribution, Attributes]]:
    return [
        (_attribution(dispatch, number), attributes)
        for number, attributes in dispatch.attributes.items()
        if dispatch.spans[number].content
    ]


def _statements(
    dispatch: Dispatch, models: Models | None, gold: list[Attribution], catalog: Catalog, day: date | None
) -> Sequence[Statement]:
    text = dispatch.text
    if models is None:
        doc = Document(document_id(text), text, text_hash(text), language="en")
        return find_statements(doc, _as_annotated(text, gold), (), catalog, day)
    published = day.isoformat() if day is not None else None
    made = make_document(text, dispatch.id, Metadata(published=published, language="en"))
    if not isinstance(made, Document):
        raise ValueError(f"{dispatch.id}: {made.reason}")
    mentions = sifted(made, extract(made, models), catalog)
    return find_statements(made, mentions, find_media(made, mentions, catalog), catalog, day)


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
    ordered = (marked(text, one, lines, quoted) for one in sorted(gold, key=lambda one: one.content[0]))
    return Mentions(blocks, lines, quoted, tuple(ordered), (), tuple(verifications(text, lines, quoted)))


def day_of(dispatch: Dispatch) -> date | None:
    """The day of publication that its header gives."""
    try:
        return date.fromisoformat(dispatch.header.get("published", "")[:10])
    except ValueError:
        return None


def _shown(text: str, one: Attribution | Statement) -> str:
    """An attribution on one line: source | cue | content."""
    words = " … ".join(span.of(text) for span in one.content)
    return " | ".join((one.source.of(text) if one.source else "–", one.cue.of(text) if one.cue else "–", words[:100]))


def _print_errors(measured: Measured, limit: int) -> None:
    """Misses, false alarms, and what was found with a wrong field."""
    lines: dict[str, list[str]] = {"missed": [], "false alarm": [], "wrong": []}
    for one in measured.utterances:
        if one.found is None:
            lines["missed"].append(f"{one.dispatch[:20]:20} {_shown(one.text, one.gold)}")
            continue
        lines["wrong"] += [f"{one.dispatch[:20]:20} {words}" for words in _wrong(one)]
    lines["false alarm"] = [f"{name[:20]:20} {words}" for name, words in measured.unpaired]
    for kind, shown in lines.items():
        if limit and shown:
            print(f"\n{kind} ({min(limit, len(shown))} of {len(shown)})", *shown[:limit], sep="\n  ")


def _wrong(one: Utterance) -> Iterator[str]:
    """Each wrong field of a found utterance: annotated ← found, and the words."""
    found = one.found
    if found is None:
        return
    got = {
        "claimant": (
            " or ".join(map(str, one.attributes.claimants)),
            found.claimant.name if found.claimant is not None else None,
        ),
        "source": (one.gold.source and one.gold.source.of(one.text), found.source and found.source.of(one.text)),
        "cue": (one.gold.cue and one.gold.cue.of(one.text), found.cue and found.cue.of(one.text)),
        "style": (one.attributes.style, found.style.value),
        "stance": (one.attributes.stance, found.stance),
        "verification": (one.attributes.verification, found.verification.value),
        "relay": (one.attributes.relays, tuple(relay.name for relay in found.relay)),
    }
    for field, (wanted, made) in got.items():
        if not one.fields[field]:
            yield f"{field}: {wanted} <- {made} [{_shown(one.text, one.gold)}]"
    if hedge_hits(one.attributes.hedges, one.hedges) < max(len(one.attributes.hedges), len(one.hedges)):
        yield f"hedges: {one.attributes.hedges} <- {one.hedges} [{_shown(one.text, one.gold)}]"


if __name__ == "__main__":
    sys.exit(main())
