"""extract(): a document → its mentions: who is said to have said what, in which words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from attribune.errors import FatalError
from attribune.extract.appositive import with_appositives
from attribune.extract.assemble import link
from attribune.extract.citing import with_cited
from attribune.extract.embedded import with_embedded
from attribune.extract.frames import reframed
from attribune.extract.headline import headline_frames
from attribune.extract.listing import with_lists
from attribune.extract.marks import marked, verifications
from attribune.extract.media import media
from attribune.extract.plain import plain_frames
from attribune.extract.quotation import quotations
from attribune.extract.running import with_running
from attribune.extract.second import with_second
from attribune.extract.segment import paragraphs, sentences
from attribune.extract.tagger import Tagger, load_tagger
from attribune.model import Attribution, Document, MediaMention, Mentions, Quotation, RegionKind, Span

__all__ = ["MODELS", "Models", "extract", "load_models"]

# (text, paragraphs, sentences by paragraph, quotations) → attributions, in document offsets
Tag = Callable[[str, Sequence[Span], Sequence[Sequence[Span]], Sequence[Quotation]], Sequence[Attribution]]


@dataclass(frozen=True, slots=True)
class Models:
    """What extraction needs loaded: the tagger, under the name that was asked for."""

    name: str
    tag: Tag


def _learned(name: str, threads: int) -> Models:
    """The tagger of that name; loaded here, since a model is never loaded at import."""
    return Models(name, partial(_tagged, load_tagger(name, threads=threads)))


def _tagged(
    tagger: Tagger, text: str, blocks: Sequence[Span], _split: Sequence[Sequence[Span]], _quoted: Sequence[Quotation]
) -> Sequence[Attribution]:
    words = [block.of(text) for block in blocks]
    return [
        _shifted(one, block.start)
        for block, paragraph, roles in zip(blocks, words, tagger.tag(words), strict=True)
        for one in link(paragraph, roles)
    ]


def _shifted(one: Attribution, offset: int) -> Attribution:
    """An attribution in offsets of its paragraph as one in offsets of the document."""
    return replace(
        one,
        content=tuple(span.shift(offset) for span in one.content),
        source=one.source.shift(offset) if one.source is not None else None,
        cue=one.cue.shift(offset) if one.cue is not None else None,
    )


# Each loader takes the number of threads.
MODELS: dict[str, Callable[[int], Models]] = {
    "fast": lambda threads: _learned("fast", threads),
    "accurate": lambda threads: _learned("accurate", threads),
}


def load_models(name: str = "fast", *, threads: int = 1) -> Models:
    """The extraction models by name; FatalError names the ones there are."""
    if name not in MODELS:
        raise FatalError(f"no model {name!r}", f"choose one of {', '.join(MODELS)}")
    return MODELS[name](threads)


def extract(document: Document, models: Models) -> Mentions:
    """All mentions of one document, in text order. Nothing is extracted from boilerplate."""
    text = document.text
    every = paragraphs(text)
    spoken = document.spans_of(RegionKind.BOILERPLATE, RegionKind.CREDIT, RegionKind.BYLINE, RegionKind.CAPTION)
    datelines = document.spans_of(RegionKind.DATELINE)
    blocks = tuple(
        _after_dateline(text, span, datelines) for span in every if not any(other.contains(span) for other in spoken)
    )
    split = tuple(sentences(text, block) for block in blocks)
    quoted = quotations(text, every)
    captions = media(document)
    lines = tuple(one for inner in split for one in inner)
    linked: Sequence[Attribution] = [
        *models.tag(text, blocks, split, quoted),
        *_caption_attributions(text, captions, models, quoted),
    ]
    linked = with_cited(text, lines, linked)
    tagged = [one for each in linked if (one := reframed(text, each, lines)) is not None]
    tagged.extend(plain_frames(text, lines, quoted, tagged))
    tagged.extend(headline_frames(text, lines, blocks, tagged))
    tagged = with_second(text, quoted, tagged)
    tagged = with_embedded(text, lines, quoted, tagged)
    tagged = with_appositives(text, lines, tagged)
    tagged = with_lists(text, blocks, quoted, tagged)
    tagged = with_running(text, blocks, quoted, tagged)
    return Mentions(
        paragraphs=every,
        sentences=lines,
        quotations=quoted,
        attributions=tuple(
            sorted((marked(text, one, lines, quoted) for one in tagged), key=lambda one: one.content[0])
        ),
        media=captions,
        verifications=tuple(verifications(text, lines, quoted)),
    )


def _after_dateline(text: str, block: Span, datelines: Sequence[Span]) -> Span:
    """The paragraph without the dateline that opens it: "KYIV, June 1 (Agency) –" is nobody's statement."""
    opening = next((one for one in datelines if one.start == block.start and one.end < block.end), None)
    if opening is None:
        return block
    start = opening.end
    while start < block.end - 1 and (text[start].isspace() or text[start] in "–—-:"):
        start += 1
    return Span(start, block.end)


def _caption_attributions(
    text: str, captions: Sequence[MediaMention], models: Models, quoted: Sequence[Quotation]
) -> list[Attribution]:
    """What captions claim: by the words of the caption where it attributes, else on the word of whom it credits."""
    found: list[Attribution] = []
    for caption in captions:
        inner = sentences(text, caption.caption)
        tagged = models.tag(text, (caption.caption,), (inner,), quoted)
        inside = [one for one in tagged if one.source is not None or one.cue is not None]
        if inside:
            found.extend(inside)
        elif caption.credit is not None:
            found.append(Attribution(content=(caption.caption,), source=caption.credit))
    return found
