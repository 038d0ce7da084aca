"""Captions with their credit lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attribune.ingest.boilerplate import BoilerplateLexicon
from attribune.ingest.head import NAME
from attribune.ingest.page import Page
from attribune.model import Region, RegionKind, Span

__all__ = ["captions"]

LONGEST_CAPTION = 600
LONGEST_CREDIT = 120
CREDIT_WORDS = 10

BRACKETED = re.compile(r"(?P<end>[.!?…”’\"])?\s*(?P<credit>[(\[](?P<inside>[^()\[\]\n]{2,118})[)\]]\.?)$")
# Where a credit without brackets may begin: after the end of a sentence.
OPENING = re.compile(r"[.!?…”’\")]\s+(?=[A-Z@©])")
COPYRIGHT = re.compile(r"(?:©|\([cC]\)|\bCopyright) ?(?:[0-9]{4},? )?")
VIA = re.compile(r"(?P<name>[A-Z@][\w.,&’'@ -]{1,80}?),? [Vv]ia (?P<carrier>[A-Z@][\w@ /-]{0,40})")
# An ordinal or a handle may open a name: "93rd Mechanized Brigade/Newsflash", "@frontline_notes/Wire".
PART = r"(?:[A-Z]|@\w|[0-9]{1,3}(?:st|nd|rd|th)\s+[A-Z])"
SLASHED = re.compile(rf"{PART}[\w.,&’' -]{{1,80}}(?:/{PART}[\w.,&’' -]{{1,60}})+")
LABEL = re.compile(r"(?:\w+ (?:credit|source|by|courtesy of)|\w+ ?:|\w+ courtesy|courtesy)\b ?", re.IGNORECASE)
HANDLE = re.compile(r"@[\w.]{2,40}(?:,? via \w+)?")
ORDINAL = re.compile(r"\b[0-9]{1,3}(?:st|nd|rd|th)\b|@\w+")
TRAILING = re.compile(rf"{NAME}/{NAME}")
NAMED = re.compile(
    r"(?:by |of |from |via |courtesy of |credit[:,]? |source[:,]? |the )*"
    r"(?:[A-Z@]|[0-9]{1,3}(?:st|nd|rd|th) [A-Z])"
)
SENTENCE_END = re.compile(r"[.…][”’\")]*$")


def captions(page: Page, free: Sequence[int], known: frozenset[Span], lexicon: BoilerplateLexicon) -> Iterator[Region]:
    """Captions and credits: a known caption, a line that ends in a credit, or one above a credit line."""
    untaken = frozenset(free)
    for i in free:
        line, span = page.words(i), page.lines[i]
        if len(line) > LONGEST_CAPTION:
            continue
        credit = _credit_at_end(line, lexicon)
        if credit is not None:
            yield Region(RegionKind.CAPTION, Span(span.start, span.start + len(line[: credit.start].rstrip())))
            yield Region(RegionKind.CREDIT, credit.shift(span.start))
        elif span in known:
            yield Region(RegionKind.CAPTION, span)
        elif i - 1 in untaken and page.adjoining(i) and _is_credit_line(page, i, known, lexicon):
            above = page.lines[i - 1]
            if above not in known and not _headed(page.words(i - 1), lexicon):
                yield Region(RegionKind.CAPTION, above)
            yield Region(RegionKind.CREDIT, span)
        elif _headed(line, lexicon):
            yield Region(RegionKind.CAPTION, span)


def _is_credit_line(page: Page, index: int, known: frozenset[Span], lexicon: BoilerplateLexicon) -> bool:
    """True for a credit under a line; under a known caption any short line is one ("Newsflash")."""
    line = page.words(index)
    if page.lines[index - 1] in known:
        return len(line) <= LONGEST_CREDIT and not SENTENCE_END.search(line)
    return _is_credit(line, lexicon)


def _credit_at_end(line: str, lexicon: BoilerplateLexicon) -> Span | None:
    """Where the credit stands that closes a caption, or None: "Text. (Agency/Name)", "Text [Agency]".

    Brackets without a full stop before them must name who distributes the picture.
    """
    match = BRACKETED.search(line)
    if match is not None and _closes_in_brackets(match, lexicon):
        return Span(*match.span("credit"))
    for opening in OPENING.finditer(line, max(0, len(line) - LONGEST_CREDIT)):
        tail = line[opening.end() :]
        if len(tail) <= LONGEST_CREDIT and (TRAILING.fullmatch(tail) or _closes(tail, lexicon)):
            return Span(opening.end(), len(line))
    return None


def _closes_in_brackets(match: re.Match[str], lexicon: BoilerplateLexicon) -> bool:
    inside = match["inside"]
    return _is_credit(inside, lexicon) and (match["end"] is not None or _distributed(inside, lexicon))


def _closes(tail: str, lexicon: BoilerplateLexicon) -> bool:
    """True for words after a caption's last sentence that are its credit, though no brackets say so."""
    return tail in lexicon.agencies or (_is_credit(tail, lexicon) and (_distributed(tail, lexicon) or _labelled(tail)))


def _labelled(words: str) -> bool:
    return LABEL.match(words) is not None or COPYRIGHT.match(words) is not None


def _distributed(words: str, lexicon: BoilerplateLexicon) -> bool:
    """True if a name between the slashes, or after "via", is one that pictures are credited to."""
    parts = (part.strip(" .") for part in re.split(r"/|\b[Vv]ia\b|,|\|", words))
    return any(part in lexicon.agencies or part.removesuffix(" Photo") in lexicon.agencies for part in parts)


def _is_credit(words: str, lexicon: BoilerplateLexicon) -> bool:
    """True for "Agency/Name", "Photo: Name", "Courtesy of Name"; figures such as "6,200 miles" are none."""
    words = COPYRIGHT.sub("", words).strip()
    plain = ORDINAL.sub("", words)
    if len(words) > LONGEST_CREDIT or re.search(r"\d{2}", plain) or SENTENCE_END.search(words):
        return False
    if SLASHED.fullmatch(words) or HANDLE.fullmatch(words) or words in lexicon.agencies:
        return True
    via = VIA.fullmatch(words)
    if via is not None and _distributed(via["carrier"], lexicon):
        return True
    first = re.match(r"\w+", words)
    if first is None or first.group().casefold() not in lexicon.credit_words:
        return False
    rest = words[first.end() :].lstrip(" :/-–—|,")
    named = NAMED.match(rest) is not None
    return named and len(words.split()) <= CREDIT_WORDS


def _headed(line: str, lexicon: BoilerplateLexicon) -> bool:
    """True for a line that says itself that it is a caption ("FILE PHOTO: …")."""
    return line.casefold().startswith(lexicon.caption_heads)
