"""Captions with their credit lines, from the regions that the reader marked."""

from __future__ import annotations

from attribune.model import Document, MediaMention, RegionKind

__all__ = ["media"]


def media(document: Document) -> tuple[MediaMention, ...]:
    """Each caption with the credit that follows it: a credit belongs to the last caption before it."""
    credits = list(document.spans_of(RegionKind.CREDIT))
    captions = document.spans_of(RegionKind.CAPTION)
    found = []
    for index, caption in enumerate(captions):
        limit = captions[index + 1].start if index + 1 < len(captions) else len(document.text)
        credit = next((span for span in credits if caption.start <= span.start < limit), None)
        if credit is not None and document.text[caption.end : credit.start].strip():
            credit = None  # something else stands between them
        found.append(MediaMention(caption, credit))
    return tuple(found)
