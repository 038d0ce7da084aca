"""The run-time tagger and linker over whole texts, as the corpora write attributions. Needs no torch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attribune.extract.assemble import link
from attribune.extract.tagger import Tagger
from attribune.model import Span
from training.corpus import AnnotatedText, GoldAttribution
from training.examples import PARAGRAPH
from training.score import Score, score, total


def attributions(tagger: Tagger, text: str) -> Iterator[GoldAttribution]:
    """Yield the attributions that the tagger finds in a text, paragraph by paragraph."""
    bounds = [match.span() for match in PARAGRAPH.finditer(text)]
    paragraphs = [text[start:end] for start, end in bounds]
    for (offset, _), paragraph, roles in zip(bounds, paragraphs, tagger.tag(paragraphs), strict=True):
        for found in link(paragraph, roles):
            yield GoldAttribution(
                source=_shifted(found.source, offset),
                cue=_shifted(found.cue, offset),
                content=tuple((piece.start + offset, piece.end + offset) for piece in found.content),
            )


def measure(tagger: Tagger, texts: Iterable[AnnotatedText]) -> Score:
    """Return how well the tagger does on annotated texts."""
    return total(score(t.text, t.attributions, list(attributions(tagger, t.text))) for t in texts)


def _shifted(span: Span | None, offset: int) -> tuple[tuple[int, int], ...]:
    return () if span is None else ((span.start + offset, span.end + offset),)
