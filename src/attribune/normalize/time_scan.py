"""Finds the time expressions of a text and joins the pieces of one: "Wednesday, 1st June at 6 AM", "from X to Y".

Invariant: nothing is resolved here; an expression says only what its words say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from attribune.model import Span
from attribune.normalize.time_read import READERS, read_clock
from attribune.normalize.time_shape import (
    CalendarUnit,
    DayPart,
    Expression,
    Fixed,
    FromContext,
    MonthOfYear,
    Offset,
    SeasonOfYear,
    Shape,
    Weekday,
    YearlessDay,
)
from attribune.normalize.time_words import TimeWords, time_words

__all__ = ["scan_times"]

GLUE_WEEKDAY_DATE = re.compile(r",?[^\S\n]+(?:the\s+)?|,?\s*\(\s*|,[^\S\n]*")
GLUE_DATE_WEEKDAY = re.compile(r"\s*\(\s*")
GLUE_CLOCK_AFTER = re.compile(
    r",?[^\S\n]+(?:at\s+)?(?:about\s+|around\s+)?|,?[^\S\n]+(?:shortly\s+)?(?:before|after)\s+"
)
# "4am local time (0200 GMT) on Wednesday": the same time in another zone.
GLUE_CLOCK_BEFORE = re.compile(r"(?:\s*\([0-9][0-9:.]{2,4}\s*(?:GMT|UTC|CET|EST|EDT|BST)\))?,?[^\S\n]+(?:on\s+|of\s+)?")
OTHER_ZONE = re.compile(r"\s*\($")
GLUE_OF = re.compile(r"[^\S\n]+(?:of|on)[^\S\n]+")
GLUE_INTO = re.compile(r"[^\S\n]+(?:to|into)[^\S\n]+")
GLUE_YEAR = re.compile(r",?[^\S\n]+(?:of\s+)?")
GLUE_RANGE = re.compile(r"(?P<comma>,)?\s+(?P<word>to|until|till|through|up\s+to|and)\s+|\s*[-–—]\s*")
BEFORE_RANGE = re.compile(r"\b(?:(?P<from>from)|(?P<between>between))\s+(?:the\s+)?$", re.IGNORECASE)
BEFORE_OPEN = re.compile(r"\b(?:ever\s+)?since\s+(?:at\s+least\s+)?(?:the\s+)?$", re.IGNORECASE)
AFTER_OPEN = re.compile(r"\s+onwards?\b")
BEFORE_PART = re.compile(r"\b(?:the\s+)?(?:early\s+)?(?:night|morning|evening|afternoon)\s+of\s+$", re.IGNORECASE)
AFTER_PART = re.compile(r"\s+(?:early\s+)?(?:morning|afternoon|evening|night)\b")
PART_OF_DAY = re.compile(r"(?:morning|afternoon|evening|night|noon|midday|dawn|midnight)$", re.IGNORECASE)
WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+$")
WORD_AFTER = re.compile(r"(?:['’]s)?\s+([^\W\d_]+)")
RELATED = re.compile(r"\s+(?:the|his|her|its|their|a|an|that|this|[A-Z]\w+)\b(?!\s+(?:said|told|was|were))")
SENTENCE_EDGE = re.compile(r"[.!?;]\s|\n")
BY = re.compile(r"\b(?:by|until|till)\s+$", re.IGNORECASE)
HAD = re.compile(r"\b(?:had|have|has|was|were|did)\b|\b[a-z]{3,}ed\b")
LOOK = 24  # characters before an expression that can hold its preposition
CLAUSE = 240  # characters around an expression that can hold its verb


@dataclass(frozen=True, slots=True)
class Piece:
    """One match of the master pattern: a shape, or a clock time alone."""

    start: int
    end: int
    shape: Shape | None
    at: str | None = None
    part: bool = False
    until: Shape | None = None


@lru_cache(maxsize=4)
def scan_times(text: str, language: str = "en") -> tuple[Expression, ...]:
    """All time expressions of the text, in order, never overlapping.

    Cached, as publication and times read the same document one after the other and the scan costs most of both.
    """
    lexicon = time_words(language)
    pieces = list(_pieces(text, lexicon))
    found = []
    for piece in _ranged(text, _joined(text, pieces)):
        expression = _expression(text, piece)
        if isinstance(expression.shape, YearlessDay | MonthOfYear | Weekday | SeasonOfYear):
            expression = replace(expression, future=_looks_ahead(text, expression.span, lexicon))
        found.append(expression)
    return tuple(found)


def _pieces(text: str, lexicon: TimeWords) -> Iterator[Piece]:
    timed = -9  # where the last clock time ended
    for match in lexicon.atoms.finditer(text):
        kind, words = match.lastgroup or "", match.group()
        start, end = match.span()
        if _is_name(text, start, end, words, lexicon):
            continue
        if kind == "clock":
            at = read_clock(words)
            # A clock time that opens a paragraph is the time of a live-blog post, not of what it tells.
            again = timed >= start - 3 and OTHER_ZONE.fullmatch(text, timed, start) is not None
            if at and start > 0 and text[start - 1] != "\n" and not again:
                timed = end
                yield Piece(start, end, None, at)
        elif kind == "dotted":
            yield from _dotted(start, end, words)
        else:
            shape = READERS[kind](words, lexicon)
            if (
                isinstance(shape, FromContext)
                and RELATED.match(text, end)
                and not words.lower().startswith(("over", "during", "in "))
            ):
                # "on Saturday, the day after the annexation" says again which day; elsewhere nothing here can fix it.
                shape = FromContext(0, 0, shape.precision) if text[:start].rstrip().endswith(",") else None
            if shape is not None:
                at = words[11:16] if kind == "iso" and len(words) > 15 else None
                yield Piece(start, end, shape, at, part=bool(PART_OF_DAY.search(words)))


def _dotted(start: int, end: int, words: str) -> Iterator[Piece]:
    """ "from 24.02 to 06.07": days and months of the bulletins' own shape."""
    (day, month), (last_day, last_month) = re.findall(r"([0-9]{1,2})\.([0-9]{2})", words)
    if 0 < int(month) <= 12 and 0 < int(last_month) <= 12:
        first = YearlessDay(int(month), int(day), int(day))
        yield Piece(start, end, first, until=YearlessDay(int(last_month), int(last_day), int(last_day)))


def _is_name(text: str, start: int, end: int, words: str, lexicon: TimeWords) -> bool:
    """True for "Sunday Times", "Black Friday", "Russia Today", "September 11 attacks"."""
    if not words[0].isupper():
        return False
    before, after = WORD_BEFORE.search(text, max(0, start - LOOK), start), WORD_AFTER.match(text, end, end + LOOK)
    left, right = before.group(1) if before else "", after.group(1) if after else ""
    if words == "Today":
        return left[:1].isupper() and left.lower() not in lexicon.weekdays
    if words.startswith(("September 11", "Sept. 11")):
        return right.lower().startswith(("attack", "hijack", "terror"))
    if words.lower() in lexicon.weekdays or words.lower() in lexicon.months:
        return (left.lower() in lexicon.names_before and left[:1].isupper()) or (
            right.lower() in lexicon.names_after and right[:1].isupper()
        )
    return False


def _joined(text: str, pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces of one expression made one: weekday and date, date and clock time."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        merged = None if last is None else _merge(text[last.end : piece.start], last, piece)
        if merged is None:
            joined.append(piece)
        else:
            joined[-1] = merged
    return joined


def _merge(between: str, left: Piece, right: Piece) -> Piece | None:
    """The two as one piece, None where they are two expressions."""
    start, end = left.start, right.end
    if len(between) > LOOK or left.until is not None:
        return None
    if isinstance(left.shape, Weekday) and left.shape.shift == 0 and right.shape is not None:
        if isinstance(right.shape, YearlessDay) and GLUE_WEEKDAY_DATE.fullmatch(between):
            return Piece(start, end, replace(right.shape, weekday=left.shape.index), right.at, left.part)
        if isinstance(right.shape, Fixed) and _one_day(right.shape) and GLUE_WEEKDAY_DATE.fullmatch(between):
            return Piece(start, end, right.shape, right.at, left.part)
    if isinstance(right.shape, Weekday) and GLUE_DATE_WEEKDAY.fullmatch(between):
        if isinstance(left.shape, YearlessDay):
            return Piece(start, end, replace(left.shape, weekday=right.shape.index), left.at, left.part)
        if isinstance(left.shape, Fixed) and _one_day(left.shape):
            return Piece(start, end, left.shape, left.at, left.part)
    whole_year = isinstance(right.shape, CalendarUnit) and right.shape.unit == "year" and right.shape.part is None
    if whole_year and isinstance(left.shape, MonthOfYear | YearlessDay) and GLUE_YEAR.fullmatch(between):
        assert isinstance(right.shape, CalendarUnit)
        return Piece(start, end, replace(left.shape, years=right.shape.shift), left.at, left.part)
    if isinstance(left.shape, DayPart) and _takes_clock(right) and GLUE_OF.fullmatch(between):
        return Piece(start, end, right.shape, right.at, part=True)
    overnight = isinstance(left.shape, FromContext) and left.shape.first < left.shape.last
    if overnight and isinstance(right.shape, Weekday) and GLUE_INTO.fullmatch(between):
        return Piece(start, end, Weekday((right.shape.index - 1) % 7), until=right.shape)
    if overnight and _takes_clock(right) and between.strip() == "of":
        return Piece(start, end, right.shape, right.at, part=True)  # "in the night of 28 April"
    if right.shape is None and left.at is None and _takes_clock(left) and GLUE_CLOCK_AFTER.fullmatch(between):
        return replace(left, end=end, at=right.at)
    if left.shape is None and _takes_clock(right) and right.at is None and GLUE_CLOCK_BEFORE.fullmatch(between):
        return replace(right, start=start, at=left.at)
    return None


def _one_day(shape: Fixed) -> bool:
    return shape.start == shape.end


def _takes_clock(piece: Piece) -> bool:
    """True for what names one day."""
    shape = piece.shape
    if isinstance(shape, Fixed):
        return _one_day(shape)
    if isinstance(shape, YearlessDay):
        return shape.first == shape.last
    if isinstance(shape, Offset | FromContext):
        return shape.first == shape.last
    return isinstance(shape, Weekday | DayPart)


def _ranged(text: str, pieces: list[Piece]) -> Iterator[Piece]:
    """Pairs of pieces that are the ends of one interval made one."""
    position = 0
    while position < len(pieces):
        left = pieces[position]
        right = pieces[position + 1] if position + 1 < len(pieces) else None
        if right is not None and (start := _range_start(text, left, right)) is not None:
            yield Piece(start, right.end, left.shape, until=right.shape)
            position += 2
        else:
            yield left
            position += 1


def _range_start(text: str, left: Piece, right: Piece) -> int | None:
    """Where the interval of the two begins, preposition included; None where they are no interval."""
    if left.until is not None or right.until is not None or left.shape is None or right.shape is None:
        return None
    if not (_can_end(left.shape) and _can_end(right.shape)):
        return None
    glue = GLUE_RANGE.fullmatch(text, left.end, right.start)
    if glue is None:
        return None
    before = BEFORE_RANGE.search(text, max(0, left.start - LOOK), left.start)
    word = glue.group("word")
    if word == "and":
        return before.start() if before and before.group("between") else None
    if before:
        return before.start()
    if glue.group("comma"):
        return None  # "from February 24, 2022, to July 6, 2023" is one interval, "on Monday, until Friday" is none
    dated = isinstance(left.shape, Fixed | YearlessDay) and isinstance(right.shape, Fixed | YearlessDay)
    months = isinstance(left.shape, MonthOfYear) and word != "and"
    return left.start if dated or word == "through" or (months and word is None) else None


def _can_end(shape: Shape) -> bool:
    return isinstance(shape, Fixed | YearlessDay | MonthOfYear | Weekday | Offset)


def _expression(text: str, piece: Piece) -> Expression:
    """The piece with the preposition that opens its end, and the part of the day beside it."""
    start, end, part = piece.start, piece.end, piece.part
    day_like = isinstance(piece.shape, Fixed | YearlessDay | Weekday)
    if piece.until is None and day_like:
        before = BEFORE_PART.search(text, max(0, start - 2 * LOOK), start)
        after = AFTER_PART.match(text, end)
        start = before.start() if before else start
        end = after.end() if after else end
        part = part or before is not None or after is not None
    since = BEFORE_OPEN.search(text, max(0, start - LOOK), start)
    onwards = AFTER_OPEN.match(text, end)
    opens = text[start:end].lower().startswith("since")
    if piece.until is None and not isinstance(piece.shape, DayPart) and (since or onwards or opens):
        start = since.start() if since else start
        end = onwards.end() if onwards else end
        return Expression(Span(start, end), piece.shape or DayPart(), piece.at, part, open_end=True)
    return Expression(Span(start, end), piece.shape or DayPart(), piece.at, part, piece.until)


def _looks_ahead(text: str, span: Span, lexicon: TimeWords) -> bool:
    """True if the verb beside the time is about the future: "will meet on Friday", not "said on Friday it will".

    The nearest verb before the time decides; where the time opens its sentence, the first one after it.
    """
    begin = max(0, span.start - CLAUSE)
    edges = [match.end() for match in SENTENCE_EDGE.finditer(text, begin, span.start)]
    begin = edges[-1] if edges else begin
    if BY.search(text, max(0, span.start - 12), span.start) and not HAD.search(text, begin, span.end + CLAUSE // 2):
        return True  # "by Friday" sets a term unless something had been done by then
    ahead = [match.start() for match in lexicon.future.finditer(text, begin, span.start)]
    behind = [match.start() for match in lexicon.past.finditer(text, begin, span.start) if match.start() not in ahead]
    if ahead or behind:
        return bool(ahead) and (not behind or ahead[-1] > behind[-1] or _passive(text, ahead[-1], behind[-1]))
    edge = SENTENCE_EDGE.search(text, span.end, span.end + CLAUSE)
    stop = edge.start() if edge else min(len(text), span.end + CLAUSE)
    after, done = lexicon.future.search(text, span.end, stop), lexicon.past.search(text, span.end, stop)
    return after is not None and (done is None or after.start() <= done.start())


def _passive(text: str, ahead: int, behind: int) -> bool:
    """True for "will be held", "to be delivered": the participle belongs to the future verb."""
    return ahead < behind and bool(re.fullmatch(r"\S+\s+(?:\w+\s+)?be\s+(?:\w+ly\s+)?", text[ahead:behind]))
