"""Bylines, printed dates and datelines: what stands between the title and the first sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attribune.ingest.boilerplate import BoilerplateLexicon
from attribune.ingest.page import Page
from attribune.model import Region, RegionKind, Span

__all__ = ["HEAD_LINES", "bylines", "datelines", "is_head_line", "opens_with_dateline"]

HEAD_LINES = 8
FOOT_LINES = 5
LONGEST_LINE = 220

MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
DAY = rf"(?:{MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {MONTH}(?: \d{{4}})?)"
NAME = r"[A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]*|al|de|bin|van|von|der))*"
NAMES = rf"{NAME}(?:(?:,| and|, and) {NAME}){{0,4}}"
BYLINE = re.compile(
    rf"(?:[Bb]y|BY) {NAMES}(?:,? (?:in|at) {NAME}(?:, {NAME})?)?(?: [|/•·-] .{{2,60}})?"
    r"|\(?(?:[Aa]dditional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by [^\n]{3,200}"
)
PRINTED_DATE = re.compile(rf"(?:\w+day,? )?{DAY}(?:,? (?:at )?\d{{1,2}}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: \w+)?)?", re.I)

# Words are possessive, and no separator is part of a word: otherwise a long run of capitals takes exponential time.
WORDS = r"[A-Z][A-Z.’'\-]++(?: [A-Z][A-Z.’'\-]++)*+"
CAPITALS = rf"{WORDS}(?:(?: ?/ ?| and |, ){WORDS})?"
REGION = r"(?:, [A-Z][\w.’' -]{1,30})"
BRACKETS = r"\((?P<agency>[A-Z][\w .&’'/-]{1,40})\)"
DASH = r"\s*(?:—|–|--|-)\s+"
DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{CAPITALS}{REGION}?(?:, {DAY})?,? {BRACKETS}\.?(?:{DASH}|: )",  # KYIV, Ukraine (AP) —
        rf"{CAPITALS}{REGION}?(?:, {DAY})?,? /(?P<agency>[A-Z][\w -]{{1,30}})/\.?\s*(?:[—–-]+ )?",  # MOSCOW /TASS/.
        rf"{BRACKETS}{DASH}",  # (Reuters) -
        rf"{CAPITALS}{REGION}?(?:, {DAY})?\s*(?:—|–|--)\s+",  # SLOVIANSK, Ukraine —
        rf"{CAPITALS}{REGION}?, (?:\w+day, )?{DAY}{DASH}",  # PORT SUDAN, May 6 -
        rf"{CAPITALS}{REGION}?, {DAY}\.\s+",  # KYIV, June 2.
        rf"{NAME}{REGION}?(?:, {DAY})?,? {BRACKETS}\.?(?:{DASH}|: )",  # Kyiv, 3 June (Agency) –
        rf"{NAME}{REGION}?, {DAY}\s*(?:—|–|--)\s+",  # Kyiv, 3 June –
    )
)


def is_head_line(line: str, lexicon: BoilerplateLexicon) -> bool:
    """True for a byline or a printed date, which may stand above a headline too."""
    return len(line) <= LONGEST_LINE and (BYLINE.fullmatch(line) is not None or _is_date(line, lexicon))


def opens_with_dateline(line: str, lexicon: BoilerplateLexicon) -> bool:
    """True for a line of prose with a dateline at its head."""
    return _dateline(line, lexicon) is not None


def _is_date(line: str, lexicon: BoilerplateLexicon) -> bool:
    printed = PRINTED_DATE.fullmatch(line) or (lexicon.date.fullmatch(line) and re.search(r"\d", line))
    return printed is not None


def bylines(page: Page, lexicon: BoilerplateLexicon) -> Iterator[Region]:
    """Bylines and printed dates in the head, and reporting credits at the end."""
    foot = len(page.lines) - FOOT_LINES
    for i, span in enumerate(page.lines):
        if HEAD_LINES <= i < foot or not is_head_line(page.words(i), lexicon):
            continue
        yield Region(RegionKind.BYLINE, span, "published" if _is_date(page.words(i), lexicon) else None)


def datelines(page: Page, free: Sequence[int], lexicon: BoilerplateLexicon) -> Iterator[Region]:
    """A dateline at the head of one of the first paragraphs; the note is the agency it names."""
    for i in free[:3]:
        match = _dateline(page.words(i), lexicon)
        if match is not None:
            start = page.lines[i].start
            yield Region(
                RegionKind.DATELINE, Span(start, start + len(match.group().rstrip())), match.groupdict().get("agency")
            )
            return


def _dateline(line: str, lexicon: BoilerplateLexicon) -> re.Match[str] | None:
    """The dateline that a line opens with; "LIVE –" and its like are labels."""
    if re.split(r"[\s:,–—-]", line, maxsplit=1)[0].casefold() in lexicon.labels:
        return None
    return next((m for m in (pattern.match(line) for pattern in DATELINES) if m is not None), None)
