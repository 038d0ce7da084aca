"""Which stretches of a text are no running prose: title, byline, dateline, captions, credits, posts, boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attribune.ingest.boilerplate import BoilerplateLexicon, boilerplate_lexicon, boilerplate_regions
from attribune.ingest.captions import captions as find_captions
from attribune.ingest.head import HEAD_LINES, bylines, datelines, is_head_line, opens_with_dateline
from attribune.ingest.page import Page, lines_of
from attribune.model import Region, RegionKind, Span

__all__ = ["find_regions", "title_of"]

LONGEST_TITLE = 220
ZONE = r"(?:GMT|UTC|BST|CET|CEST|EET|EEST|EST|EDT|MSK|(?:[A-Z][a-z]+|local) time|[A-Z][a-z]+)(?:[+-]\d{1,2})?"
CLOCK = re.compile(rf"(?P<time>(?:[01]?\d|2[0-3])[:.h][0-5]\d(?: ?[ap]\.?m\.?)?(?: \(?{ZONE}\)?)?)(?:\s*[-–—|:•]\s*|$)")
SENTENCE_END = re.compile(r"[.…][”’\")]*$")


def find_regions(text: str, *, title: str | None = None, captions: Iterable[Span] = ()) -> tuple[Region, ...]:
    """The regions of a text, in text order.

    `title` is the title that the source's metadata gives, if any; `captions` are lines known to be captions (an HTML
    figure). Of two regions on the same words the first of title, boilerplate, byline, caption, dateline stands; the
    posts of a live blog hold other regions.
    """
    page = Page(text, lines_of(text))
    lexicon = boilerplate_lexicon()
    headline = _title(page, title, lexicon)
    taken: list[Region] = []
    if headline is not None:
        taken.append(Region(RegionKind.TITLE, page.lines[headline]))
        _take(taken, _title_again(page, headline))
    _take(taken, boilerplate_regions(text, page.lines, lexicon))
    _take(taken, bylines(page, lexicon))
    _take(taken, find_captions(page, _free(page, taken), frozenset(captions), lexicon))
    _take(taken, datelines(page, _free(page, taken), lexicon))
    taken.extend(_posts(page))
    return tuple(sorted(taken, key=lambda r: (r.span, r.kind)))


def title_of(text: str, regions: Iterable[Region]) -> str | None:
    """The words of the title region, or None."""
    return next((r.span.of(text) for r in regions if r.kind is RegionKind.TITLE), None)


def _take(taken: list[Region], regions: Iterable[Region]) -> None:
    """Add those regions that lie on words not taken yet."""
    for region in regions:
        if not any(region.span.overlaps(other.span) for other in taken):
            taken.append(region)


def _free(page: Page, taken: list[Region]) -> list[int]:
    """The lines that no region has taken."""
    return [i for i, line in enumerate(page.lines) if not any(line.overlaps(r.span) for r in taken)]


def _title(page: Page, known: str | None, lexicon: BoilerplateLexicon) -> int | None:
    """The position of the title among the lines: the known title, or a first line that looks like a headline."""
    if known is not None:
        wanted = _plain(known)
        return next((i for i in range(min(HEAD_LINES, len(page.lines))) if _plain(page.words(i)) == wanted), None)
    first = next((i for i in range(min(HEAD_LINES, len(page.lines))) if not _above_title(page.words(i), lexicon)), None)
    if first is None:
        return None
    line = page.words(first)
    if len(line) > LONGEST_TITLE or len(line.split()) < 3 or SENTENCE_END.search(line):
        return None
    if opens_with_dateline(line, lexicon):
        return None
    return first if sum(len(span) for span in page.lines[first + 1 :]) > len(line) else None


def _above_title(line: str, lexicon: BoilerplateLexicon) -> bool:
    """True for a byline, a date or page furniture, which some sites print above the headline."""
    return is_head_line(line, lexicon) or lexicon.line.fullmatch(line) is not None


def _title_again(page: Page, headline: int) -> Iterator[Region]:
    """The title printed a second time near the head."""
    wanted = _plain(page.words(headline))
    for i in range(min(HEAD_LINES, len(page.lines))):
        if i != headline and _plain(page.words(i)) == wanted:
            yield Region(RegionKind.BOILERPLATE, page.lines[i], "title again")


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _posts(page: Page) -> Iterator[Region]:
    """The posts of a live blog: from a line that opens with a clock time to the next such line; at least two."""
    starts = [(i, m["time"]) for i in range(len(page.lines)) if (m := CLOCK.match(page.words(i))) is not None]
    if len(starts) < 2:
        return
    ends = [page.lines[i - 1].end for i, _ in starts[1:]] + [page.lines[-1].end]
    for (i, clock), end in zip(starts, ends, strict=True):
        yield Region(RegionKind.POST, Span(page.lines[i].start, end), clock)
