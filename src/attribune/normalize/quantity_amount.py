"""Amounts: a number with its qualifier, range, currency, measure and conversion. No noun yet.

Invariant: an amount is never read from a model number, a calibre, an ordinal, a date, a clock time or an age.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from attribune.model import Number, Qualifier, Quantity
from attribune.normalize.numeral import HYPHENS, Numeral, NumeralWords, read_numeral
from attribune.normalize.quantity_token import Kind, Token, adjacent
from attribune.normalize.quantity_words import QuantityWords, is_plural

__all__ = ["Amount", "find_amounts"]

DASHES = "-–—‒"
TEN = "10"  # the only figure that shares are told of: "7 in 10"
_SPATIAL = 100  # under it, "near 12 villages" tells where
TOP_OF_RATIO = 100  # "99 out of a hundred", but "1,788 in seven swaps"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in tokens [first, last), qualifier and unit included; the numeral itself is [number, after)."""

    first: int
    last: int
    number: int
    after: int
    quantity: Quantity
    numeral: Numeral
    determiner: bool = False  # "the 18", "these two": the thing is known already
    money: bool = False
    qualified: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading amounts needs: the words of the text and the lexicons; `skip` tells tokens that belong to a time."""

    tokens: Sequence[Token]
    numbers: NumeralWords
    words: QuantityWords
    skip: Callable[[int], bool]


def find_amounts(
    tokens: Sequence[Token], numbers: NumeralWords, words: QuantityWords, skip: Callable[[int], bool]
) -> Iterator[Amount]:
    """All amounts of the tokens, in order, never overlapping."""
    reader = Reader(tokens, numbers, words, skip)
    at = 0
    while at < len(tokens):
        amount = _read(reader, at)
        if amount is None:
            at += 1
        else:
            yield amount
            at = max(amount.last, at + 1)


def _read(reader: Reader, at: int) -> Amount | None:
    tokens = reader.tokens
    sign = _currency_before(reader, at)
    if sign is not None:
        currency, number = sign
        numeral = None if reader.skip(number) else read_numeral(tokens, number, reader.numbers, money=True)
        return None if numeral is None else _with_bounds(reader, at, numeral, currency)
    token = tokens[at]
    may_begin = token.kind is not Kind.MARK or token.text in reader.numbers.glyphs
    if not may_begin or reader.skip(at) or _is_part_of_name(reader, at):
        return None
    multiple = reader.words.multiples.get(token.lower)
    if multiple is not None and at + 2 < len(tokens) and tokens[at + 1].lower == "the":
        ratio = Quantity(None, multiple, None, Qualifier.EXACT, "times")
        return Amount(at, at + 3, at, at + 1, ratio, Numeral(at, at + 1, multiple))
    numeral = read_numeral(tokens, at, reader.numbers)
    if numeral is None or _is_no_count(reader, numeral):
        return None
    return _with_bounds(reader, at, numeral, None)


def _currency_before(reader: Reader, at: int) -> tuple[str, int] | None:
    """Currency and place of the number where a currency sign or code stands at `at`: "$2.5bn", "US$40", "EUR 5"."""
    tokens = reader.tokens
    token = tokens[at]
    after = at + 1
    code = reader.words.currency_signs.get(token.text)
    prefix = reader.words.currency_prefixes.get(token.lower)
    if code is None and prefix is not None and after < len(tokens):
        if reader.words.currency_signs.get(tokens[after].text) and adjacent(token, tokens[after]):
            code, after = prefix, after + 1
        elif token.text.isupper() and len(token.text) == 3 and tokens[after].kind is Kind.NUMBER:
            code = prefix
        elif token.text.istitle() and len(token.text) == 2:  # "Rs 10 lakh", "Rs. 500 crore"
            code, after = prefix, after + 1 if tokens[after].text == "." else after
    if code is None or after >= len(tokens):
        return None
    return (code, after) if tokens[after].kind is Kind.NUMBER else None


def _is_part_of_name(reader: Reader, at: int) -> bool:
    """True for the figures of "T-72", "M142", "Su-35", "Resolution 2231", "No. 5", "3/4", "15:40", "+380 44"."""
    tokens = reader.tokens
    token = tokens[at]
    before = tokens[at - 1] if at else None
    if before is None:
        return False
    if adjacent(before, token):
        if before.kind is Kind.WORD or before.text in {"/", "#", "№", ":", "_", "@", "°", "."}:
            return True
        glued = at > 1 and adjacent(tokens[at - 2], before)
        if before.text in HYPHENS and glued and tokens[at - 2].kind is Kind.WORD:
            return tokens[at - 2].lower not in reader.numbers.words
        if before.text in DASHES and glued and tokens[at - 2].kind is Kind.NUMBER:
            return True  # the second end of a range belongs to the first; of "050-123-45" it is no number at all
    if token.kind is not Kind.NUMBER:
        return False
    named = before
    if before.text == "." and at > 1:
        named = tokens[at - 2]
        if named.lower not in {"no", "nos", "nr", "art", "fig", "para", "vol"}:
            return False
    if named.lower not in reader.words.designators or reader.skip(at - 1):
        return False  # the day of "over the past day 89 people" belongs to a time
    return named.text[0].isupper() or named.lower in reader.words.plain_designators


def _is_no_count(reader: Reader, numeral: Numeral) -> bool:
    """True for ordinals, ages, calibres, durations, list numerals, clock times, fractions of dates."""
    tokens, last = reader.tokens, numeral.last
    token = tokens[numeral.first]
    following = tokens[last] if last < len(tokens) else None
    before = tokens[numeral.first - 1].lower if numeral.first else ""
    if before in {"aged", "age"} or (before == "of" and numeral.first > 1 and tokens[numeral.first - 2].lower == "age"):
        return True
    if before == "number" and token.kind is Kind.NUMBER:
        return True
    if before in {"in", "of"} and numeral.first > 1 and _is_ratio(reader, numeral):
        return True  # the five of "four in five"
    if following is None:
        return False
    if following.lower in {"in", "out"} and numeral.value <= TOP_OF_RATIO and _opens_ratio(reader, last):
        return True
    close = adjacent(tokens[last - 1], following)
    if close and following.kind is Kind.WORD and numeral.digits:
        return reader.words.measures.at(tokens, last) is None  # "155mm", "9K720", "5th"; but "500km"
    beyond = tokens[last + 1] if last + 1 < len(tokens) else None
    joined_number = beyond is not None and beyond.kind is Kind.NUMBER and adjacent(following, beyond)
    if close and following.text in {":", "/", "°"} and joined_number:
        return True
    if close and following.text in DASHES and joined_number and _is_score(reader, numeral, last + 1):
        return True
    if close and following.text in HYPHENS and last + 1 < len(tokens) and adjacent(following, tokens[last + 1]):
        joined = tokens[last + 1]
        if joined.kind is Kind.WORD and reader.numbers.words.get(joined.lower) is None:
            measure = reader.words.measures.at(tokens, last + 1)
            return (measure is None or measure[0] not in reader.words.lengths) and joined.lower != "plus"
    if following.lower in reader.words.dropped or _counts_time(reader, last):
        return True
    opens_line = (
        following.text in {".", ")"}
        and close
        and (not numeral.first or tokens[numeral.first - 1].end + 1 < token.start)
    )
    return opens_line and numeral.digits and numeral.value < 100 and last + 1 < len(tokens) and numeral.first == 0


def _is_score(reader: Reader, numeral: Numeral, at: int) -> bool:
    """True for "3-0", "2-2": a range rises."""
    second = read_numeral(reader.tokens, at, reader.numbers)
    return second is not None and second.value <= numeral.value and numeral.value < TOP_OF_RATIO


def _opens_ratio(reader: Reader, at: int) -> bool:
    """True for the four of "four in five", "nine out of ten"."""
    tokens = reader.tokens
    after = at + 2 if tokens[at].lower == "out" else at + 1
    if tokens[at].lower == "out" and (at + 1 >= len(tokens) or tokens[at + 1].lower != "of"):
        return False
    if after >= len(tokens):
        return False
    return tokens[after].text == TEN or (
        tokens[after].lower in reader.numbers.words and tokens[after].kind is Kind.WORD
    )


def _is_ratio(reader: Reader, numeral: Numeral) -> bool:
    """True for the five of "four in five" and the ten of "nine out of ten"."""
    tokens, at = reader.tokens, numeral.first
    number = at - 2 if tokens[at - 1].lower == "in" else at - 3
    if number >= 0 and tokens[at].text == TEN and len(tokens[number].text) == 1 and tokens[number].text.isdigit():
        return True  # "7 in 10"
    return number >= 0 and not numeral.digits and tokens[number].lower in reader.numbers.words


def _counts_time(reader: Reader, at: int) -> bool:
    """True for a duration: "three days", "24 hours", "two and a half years", "10 more days"."""
    tokens = reader.tokens
    skip = {"more", "full", "long", "straight", "consecutive", "whole", "-", "other", "further", "additional"}
    while at < len(tokens) and tokens[at].lower in skip:
        at += 1
    return at < len(tokens) and tokens[at].lower in reader.words.time_units


def _with_bounds(reader: Reader, at: int, numeral: Numeral, currency: str | None) -> Amount | None:
    """The amount around a numeral: its range, unit, conversion and qualifier."""
    tokens, words = reader.tokens, reader.words
    high, last = _range_end(reader, numeral, currency)
    if high is not None and (
        _counts_time(reader, last) or (last < len(tokens) and tokens[last].lower in words.dropped)
    ):
        return None
    if numeral.fraction and at and tokens[at - 1].lower in words.parts_of_places:
        return None  # "the western half of the city" is a place
    unit, last = (currency, last) if currency is not None else _unit(reader, last)
    if unit is not None and currency is None:
        last = _conversion(reader, last)
    if currency is not None and last < len(tokens) and tokens[last].lower in {"dollars", "euros"}:
        last += 1
    before = words.qualifiers.before(tokens, at)
    if (
        before is not None
        and before[0] == "more_than"
        and tokens[at - 1].lower in {"more", "beyond"}
        and before[1] == at - 1
    ):
        before = None  # "two more 20-tonne trucks": "more" bounds nothing without "than"
    if before is not None and tokens[before[1]].lower == "over" and before[1]:
        before = None if tokens[before[1] - 1].lower in words.not_over else before
    if before is not None and tokens[at - 1].lower in words.spatial and numeral.value < _SPATIAL:
        before = None
    if high is not None and at and tokens[at - 1].lower in {"between", "from"}:
        before = ("exact", at - 1)
    first = at if before is None else before[1]
    trailing = words.after.at(tokens, last)
    qualifier = Qualifier(before[0]) if before is not None else Qualifier.EXACT
    if trailing is not None and qualifier is Qualifier.EXACT and not _list_goes_on(reader, trailing[1]):
        qualifier, last = Qualifier(trailing[0]), trailing[1]
    elif last < len(tokens) and tokens[last].text == "+" and adjacent(tokens[last - 1], tokens[last]):
        qualifier, last = Qualifier.AT_LEAST, last + 1
    if qualifier is Qualifier.EXACT and before is not None and tokens[at - 1].lower not in {"between", "from"}:
        first = at  # "only 40", "a total of 40": the words bound nothing, the amount begins at the number
    if before is not None and tokens[at - 1].lower in words.verbal:
        first = at
    quantity = _quantity(reader, numeral, high, qualifier, unit, at)
    determiner = first > 0 and tokens[first - 1].lower in words.determiners
    return Amount(
        first, last, numeral.first, numeral.last, quantity, numeral, determiner,
        money=unit is not None and unit.isupper() and len(unit) == 3,
        qualified=qualifier is not Qualifier.EXACT,
    )  # fmt: skip


def _list_goes_on(reader: Reader, at: int) -> bool:
    """True if a number follows: "20 and above 30" is no "20 and above"."""
    return at < len(reader.tokens) and reader.tokens[at].kind is Kind.NUMBER


def _range_end(reader: Reader, numeral: Numeral, currency: str | None) -> tuple[Numeral | None, int]:
    """The second number of "20-30", "20 to 30", "between 20 and 30", "five or six", and the token after the range."""
    tokens, last = reader.tokens, numeral.last
    if last + 1 >= len(tokens) or numeral.vague:
        return None, last
    opens = numeral.first - 1 if currency is None else numeral.first - 2  # "between $22m and $30m"
    link, before = tokens[last], tokens[opens].lower if opens >= 0 else ""
    allowed = link.text in DASHES or link.lower in {"to", "or"} or (link.lower == "and" and before == "between")
    start = last + 1
    if tokens[start].text in reader.words.currency_signs:
        start += 1
    if not allowed or start >= len(tokens) or reader.skip(start):
        return None, last
    if link.text in DASHES and adjacent(tokens[last - 1], link) != adjacent(link, tokens[start]):
        return None, last
    high = read_numeral(tokens, start, reader.numbers, money=currency is not None)
    if high is None or high.vague or (link.lower == "to" and _shifted(reader, numeral.first)):
        return None, last
    low = _scaled(reader, numeral, high)
    return (high, high.last) if low < high.value else (None, last)


def _shifted(reader: Reader, at: int) -> bool:
    """True for "rose from 5 to 8": a change, not a range."""
    window = [token.lower for token in reader.tokens[max(0, at - 4) : at]]
    return "from" in window and not reader.words.shifts.isdisjoint(window)


def _scaled(reader: Reader, low: Numeral, high: Numeral) -> Number:
    """The lower number of "2 to 3 million", which shares the scale of the higher."""
    scale = reader.numbers.scales.get(reader.tokens[high.last - 1].lower)
    scale = scale or reader.numbers.suffixes.get(reader.tokens[high.last - 1].lower)
    scale = scale or reader.numbers.money_suffixes.get(reader.tokens[high.last - 1].lower)
    scale = scale or (reader.numbers.dozen if reader.tokens[high.last - 1].lower == "dozen" else None)
    own = reader.tokens[low.last - 1].lower
    scaled = [token for token in reader.tokens[high.first : high.last] if token.lower in reader.numbers.scales]
    if len(scaled) > 1:
        return low.value  # "two to five thousand three hundred": the last scale is not that of the whole
    if (
        scale is None
        or own in {*reader.numbers.scales, "dozen"}
        or own in reader.numbers.suffixes
        or high.last - high.first == 1
    ):
        return low.value
    return low.value * scale if low.value < 1000 and low.value * scale < high.value else low.value


def _unit(reader: Reader, at: int) -> tuple[str | None, int]:
    """A measure, percent sign or currency word at `at`, and the token after it."""
    tokens, words = reader.tokens, reader.words
    if at >= len(tokens):
        return None, at
    start = (
        at + 1 if tokens[at].text in HYPHENS and at + 1 < len(tokens) and adjacent(tokens[at - 1], tokens[at]) else at
    )
    measure = words.measures.at(tokens, start)
    if measure is not None and not (tokens[start].lower in {"t", "m", "ha"} and not tokens[start].text.islower()):
        # "13 barrel bombs": a measure in the singular before a plural is no measure.
        adjectival = measure[0] not in {"percent"} and start == at and not tokens[start].lower.endswith(("s", "²"))
        beyond = tokens[measure[1]] if measure[1] < len(tokens) else None
        if not (adjectival and len(tokens[start].text) > 2 and beyond is not None and is_plural(beyond, words)):
            return measure
    currency = words.currencies.at(tokens, start)
    if currency is not None:
        return currency
    return (words.currency_signs[tokens[at].text], at + 1) if tokens[at].text in words.currency_signs else (None, at)


def _conversion(reader: Reader, at: int) -> int:
    """Past "(6,200 miles)": the same amount in another measure or currency."""
    tokens = reader.tokens
    if at >= len(tokens) or tokens[at].text != "(":
        return at
    close = next((place for place in range(at + 1, min(at + 9, len(tokens))) if tokens[place].text == ")"), None)
    if close is None:
        return at
    read = (read_numeral(tokens, place, reader.numbers) for place in range(at + 1, close))
    numeral = next((found for found in read if found is not None), None)  # "(nine miles)", "(about 6,200 miles)"
    if numeral is None or reader.words.measures.at(tokens, numeral.last) is None:
        return at
    return close + 1


def _quantity(
    reader: Reader, numeral: Numeral, high: Numeral | None, qualifier: Qualifier, unit: str | None, at: int
) -> Quantity:
    """Low, best and high as the words bound them."""
    del at
    value = numeral.value
    if numeral.fraction and value < 1 and unit is None:
        value, unit = percent_of(value), "percent"
    if high is not None:
        return Quantity(_scaled(reader, numeral, high), None, high.value, Qualifier.RANGE, unit)
    if numeral.vague and qualifier in {Qualifier.EXACT, Qualifier.ABOUT}:
        return Quantity(value, None, None, Qualifier.AT_LEAST, unit, vague=True)
    low = value if qualifier in {Qualifier.AT_LEAST, Qualifier.MORE_THAN} else None
    top = value if qualifier in {Qualifier.UP_TO, Qualifier.FEWER_THAN} else None
    best = value if low is None and top is None else None
    return Quantity(low, best, top, qualifier, unit, vague=numeral.vague)


def percent_of(share: Number) -> Number:
    """A share of one as percent, rounded where it has no end: two-thirds is 66.67."""
    percent = round(share * 100, 2)
    return int(percent) if percent == int(percent) else percent


def with_low(amount: Amount) -> Amount:
    """The same amount under an "at least" that governs it from before: "at least two dead and seven injured"."""
    value = amount.quantity.best
    if value is None or amount.qualified:
        return amount
    return replace(amount, quantity=replace(amount.quantity, low=value, best=None, qualifier=Qualifier.AT_LEAST))
