"""Plain frames that need no trained eye, where the tagger found none: "according to X", "was reported", "put Y at N".

A frame counts only where no attribution touches its reporting words: what the tagger reads stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attribune.catalog.lexicon import load_language
from attribune.model import Attribution, Quotation, Span

__all__ = ["plain_frames"]

_ACCORDING = re.compile(r"\baccording to\s+", re.IGNORECASE)
_SOURCE = re.compile(
    r"[^,.;:\n]{2,90}?(?=,|;|:|\s(?:who|which|that|as|while|after|but|and (?:he|she|it|they))\s|[.!?]?$)"
)
_HEAD = re.compile(r"\s(?:of|in|at|on|from|for|to|by|near)\s.*$")
_REPORTED = re.compile(
    r"\b(?:was|were|is|are|has been|have been|had been) (?:also |widely |later )?"
    r"(?:reported|rumou?red|alleged|believed|thought|understood|said)\b(?! by\b)"
    r"(?=\s+(?:in|to|on|at|near|across|from|overnight|along)\b)"
)
_PUT = re.compile(
    r"(?P<source>(?:[A-Z][\w’'-]*|the|its|their)(?:\s[\w’'-]+){0,7}?)\s+(?P<cue>(?:has |have |had )?puts?)\s+"
    r"(?P<content>(?:[\w’'-]+\s){1,14}?at\s+(?:\w+\s){0,4}?[\d.,]*\d.*)"
)


def plain_frames(
    text: str,
    lines: Sequence[Span],
    quoted: Sequence[Quotation],
    found: Sequence[Attribution],
    language: str = "en",
) -> Iterator[Attribution]:
    """The attributions of plain frames in these sentences beside those already found."""
    taken = [span for one in found for span in (one.cue, one.source) if span is not None]
    contents = [span for one in found for span in one.content]
    for line in lines:
        for made in _of_line(text, line):
            words = [span for span in (made.cue, made.source) if span is not None]
            if any(word.overlaps(span) for word in words for span in taken):
                continue
            if any(one.span.overlaps(word) for one in quoted for word in words):
                continue
            if any(part.overlaps(span) for part in made.content for span in contents) and not _holds(
                text, made, found, language
            ):
                continue
            yield made
            break


def _holds(text: str, made: Attribution, found: Sequence[Attribution], language: str) -> bool:
    """True for "X urged an end to it, according to his ministry": what X says lies whole in what the ministry told."""
    if made.source is None or made.cue is None or len(made.content) != 1 or made.cue.start < made.content[0].end:
        return False
    head = _HEAD.sub("", made.source.of(text) + " ").split()[-1].lower().removesuffix("’s").removesuffix("'s")
    words = load_language(language)["speakers"]
    if head not in {*words["institution"], *words["document"], "statement", "readout", "website"}:
        return False  # an agency or a paper passes on
    over = [one for one in found if any(span.overlaps(made.content[0]) for span in one.content)]
    spans = [span for one in over for span in (*one.content, one.source, one.cue)]
    return bool(over) and all(span is not None and made.content[0].contains(span) for span in spans)


def _of_line(text: str, line: Span) -> Iterator[Attribution]:
    for match in _ACCORDING.finditer(text, line.start, line.end):
        behind = _SOURCE.match(text, match.end(), line.end)
        if behind is None:
            continue
        cue = Span(match.start(), match.start() + len("according to"))
        named = Span(behind.start(), behind.end())
        begins = not text[line.start : match.start()].strip(" “\"'‘(")
        content = _stripped(text, named.end, line.end) if begins else _stripped(text, line.start, cue.start)
        if content is not None:
            yield Attribution((content,), named, cue)
    for match in _REPORTED.finditer(text, line.start, line.end):
        before, after = _stripped(text, line.start, match.start()), _stripped(text, match.end(), line.end)
        if before is not None and after is not None and len(before) <= 120:
            yield Attribution((before, after), None, Span(match.start(), match.end()))
    put = _PUT.match(text, line.start, line.end)
    content = _stripped(text, put.start("content"), line.end) if put is not None else None
    if put is not None and content is not None:
        yield Attribution((content,), Span(*put.span("source")), Span(*put.span("cue")))


def _stripped(text: str, start: int, end: int) -> Span | None:
    """The words between two offsets without commas, spaces and the sentence's own full stop at their edges."""
    while start < end and (text[start].isspace() or text[start] in ",;:–—"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—."):
        end -= 1
    return Span(start, end) if start < end else None
