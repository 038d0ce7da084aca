"""What `extract` finds: where something is said, and by whom; words only, no values yet."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from attribune.model.document import Span

__all__ = ["Attribution", "MediaMention", "Mentions", "Quotation", "Style", "VerificationMention"]


class Style(StrEnum):
    """How the content is given: all of it in quotation marks, none, or part."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content (PARC / PolNeAR terms). Source or cue may be missing, content may be in pieces.

    `speaker` points at the words that name the source where they stand elsewhere (a bare continuation quotation, or a
    pronoun whose antecedent the extractor could fix by structure); the name itself is resolved by `normalize`.
    """

    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    style: Style = Style.INDIRECT
    hedges: tuple[Span, ...] = ()
    speaker: Span | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks, marks included; `closed` is False where the closing mark is missing."""

    span: Span
    closed: bool = True
    continues: bool = False  # opens a paragraph in the middle of a quotation that began in an earlier one


@dataclass(frozen=True, slots=True)
class MediaMention:
    """A caption with its credit line."""

    caption: Span
    credit: Span | None = None


@dataclass(frozen=True, slots=True)
class VerificationMention:
    """The outlet's own words about verification: status is unverified, verified or contested."""

    span: Span
    status: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that `extract` found in one document, in text order."""

    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    media: tuple[MediaMention, ...]
    verifications: tuple[VerificationMention, ...]

    def sentence_of(self, span: Span) -> Span | None:
        """The first sentence that shares a character with the span; None where the text has none there."""
        index = max(bisect_right(self.sentences, span.start, key=lambda one: one.start) - 1, 0)
        return next((one for one in self.sentences[index : index + 2] if one.overlaps(span)), None)

    def sentence_before(self, offset: int) -> Span | None:
        """The last sentence that ends at or before an offset."""
        index = bisect_right(self.sentences, offset, key=lambda one: one.end)
        return self.sentences[index - 1] if index else None
