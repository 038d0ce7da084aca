"""Quotation marks of every kind as spans: straight, curly, «», „“, ``'', single, nested, over paragraphs, unclosed.

Invariant: quotations do not overlap; only the outermost is kept; a quotation never crosses a paragraph (one that runs
on is one quotation a paragraph, the later ones marked `continues`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attribune.model import Quotation, Span

__all__ = ["quotations"]

# Opening mark → the marks that close it.
_CLOSERS = {
    "“": '”“"',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’",
    "``": "''\"",
    "''": "''",
    '"': '"”',
    "'": "'",
}
_SINGLE = {"‘", "'"}


def quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """The outermost quotations of the text, in order, marks included."""
    found: list[Quotation] = []
    running: str | None = None  # the mark of a quotation left open at the end of the paragraph before
    for paragraph in paragraphs:
        opener = _mark_at(text, paragraph.start, paragraph)
        continues = running is not None and opener == running
        running = None
        for span, mark, closed in _of_paragraph(text, paragraph):
            found.append(Quotation(span, closed, continues and span.start == paragraph.start))
            if not closed:
                running = mark
    return tuple(found)


def _of_paragraph(text: str, paragraph: Span) -> Iterator[tuple[Span, str, bool]]:
    """Span, opening mark and whether it is closed, for each outermost quotation of the paragraph."""
    position = paragraph.start
    while position < paragraph.end:
        mark = _mark_at(text, position, paragraph)
        if mark is None or not _opens(text, position, mark, paragraph):
            position += 1 if mark is None else len(mark)
            continue
        end = _closing(text, position + len(mark), mark, paragraph)
        if end is None:
            if mark in _SINGLE or not text[position + len(mark) : paragraph.end].strip():
                position += len(mark)  # an apostrophe, or a mark with nothing after it
                continue
            yield Span(position, paragraph.end), mark, False
            return
        yield Span(position, end), mark, True
        position = end


def _mark_at(text: str, position: int, paragraph: Span) -> str | None:
    if position >= paragraph.end:
        return None
    pair = text[position : position + 2]
    if pair in _CLOSERS:
        return pair
    return text[position] if text[position] in _CLOSERS else None


def _opens(text: str, position: int, mark: str, paragraph: Span) -> bool:
    """True if a quotation can begin here: not inside a word, not before a space."""
    before = text[position - 1] if position > paragraph.start else " "
    after = text[position + len(mark)] if position + len(mark) < paragraph.end else " "
    if mark in _SINGLE or mark in {'"', "''"}:
        return not before.isalnum() and not after.isspace() and not (mark in _SINGLE and after.isdigit())
    if mark == "»":  # the inverted French pair of German and Danish print
        return not before.isalnum() and after.isalnum()
    return not (before.isalnum() and after.isalnum())


def _closing(text: str, start: int, mark: str, paragraph: Span) -> int | None:
    """The end of the quotation that `mark` opened before `start`, its closing mark included."""
    closers = _CLOSERS[mark]
    depth = 0
    position = start
    while position < paragraph.end:
        char = text[position]
        if mark in {"``", "''"} and text.startswith("''", position):
            return position + 2
        if mark not in {"``", "''"} and char in closers and _closes(text, position, char, paragraph):
            if depth == 0:
                return position + 1
            depth -= 1
        elif char == mark and mark in {"“", "«"}:
            depth += 1
        position += 1
    return None


def _closes(text: str, position: int, char: str, paragraph: Span) -> bool:
    """True if this mark can close: the next character does not go on with the word."""
    after = text[position + 1] if position + 1 < paragraph.end else " "
    before = text[position - 1]
    if char in "’'":  # an apostrophe inside a word, or the possessive of a plural before a lower-case word
        follows = text[position + 2 : position + 3]
        return not after.isalnum() and not (before == "s" and after == " " and follows.islower())
    if char == '"':
        return not after.isalnum() or before in ".,!?"
    return True
