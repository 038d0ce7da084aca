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
ZONE = r"(?:[A-Z]{1,3}T|UTC|MSK|(?:[A-Z][a-z]+|local) time|[A-Z][a-z]+)(?:[+-]\d{1,2})?"
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
    taken = _Taken(page)
    if headline is not None:
        taken.add([Region(RegionKind.TITLE, page.lines[headline])])
        taken.add(_title_again(page, headline))
    taken.add(boilerplate_regions(text, page.lines, lexicon))
    taken.add(bylines(page, lexicon))
    taken.add(find_captions(page, taken.free(), frozenset(captions), lexicon))
    taken.add(datelines(page, taken.free(), lexicon))
    return tuple(sorted((*taken.regions, *_posts(page)), key=lambda r: (r.span, r.kind)))


def title_of(text: str, regions: Iterable[Region]) -> str | None:
    """The words of the title region, or None."""
    return next((r.span.of(text) for r in regions if r.kind is RegionKind.TITLE), None)


class _Taken:
    """The regions so far, and which characters they cover: a dump of 20 MB may have a region on every line."""

    def __init__(self, page: Page) -> None:
        self.regions: list[Region] = []
        self._page = page
        self._covered = bytearray(len(page.text))

    def add(self, regions: Iterable[Region]) -> None:
        """Add those regions that lie on words not taken yet."""
        for region in regions:
            if self._is_free(region.span):
                self.regions.append(region)
                self._covered[region.span.start : region.span.end] = b"\x01" * len(region.span)

    def free(self) -> list[int]:
        """The positions of the lines that no region has touched."""
        return [i for i, line in enumerate(self._page.lines) if self._is_free(line)]

    def _is_free(self, span: Span) -> bool:
        return self._covered.find(1, span.start, span.end) == -1


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
