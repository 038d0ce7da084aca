"""Numbers as written: digits with any grouping, scale words, number words, fractions, "dozens".

Invariant: a numeral is read from its own words alone; what is too vague for a number ("several") gives none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from attribune.catalog.lexicon import load_language
from attribune.model import Number
from attribune.normalize.quantity_token import Kind, Token, adjacent

__all__ = ["Numeral", "NumeralWords", "numeral_words", "read_numeral"]

GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,3}(?:[’'][0-9]{3})+")
DOTTED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
DECIMAL_COMMA = re.compile(r"[0-9]{1,3},[0-9]{1,2}")
HYPHENS = "-‐‑"
MOST_DIGITS = 24  # longer runs are serial numbers, and int() of a very long run is slow


@dataclass(frozen=True, slots=True)
class NumeralWords:
    """The number words of a language, as the grammar needs them."""

    words: Mapping[str, int]
    scales: Mapping[str, int]
    suffixes: Mapping[str, int]
    money_suffixes: Mapping[str, int]
    dozen: int
    vague: Mapping[str, int]
    vague_needs_of: frozenset[str]
    vague_goes_on: frozenset[str]
    few_least: Mapping[str, int]
    fractions: Mapping[str, int]
    glyphs: Mapping[str, float]
    ordinals: Mapping[str, int]
    bare_scale_after: frozenset[str]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read from tokens [first, last): `vague` for "dozens", `fraction` for "two-thirds", `digits` for "36"."""

    first: int
    last: int
    value: Number
    vague: bool = False
    fraction: bool = False
    digits: bool = False


@cache
def numeral_words(language: str = "en") -> NumeralWords:
    """The number words of a language pack."""
    entries: Mapping[str, Any] = load_language(language)["numerals"]
    return NumeralWords(
        words=entries["words"],
        scales=entries["scales"],
        suffixes=entries["suffixes"],
        money_suffixes=entries["money_suffixes"],
        dozen=entries["dozen"],
        vague=entries["vague"],
        vague_needs_of=frozenset(entries["vague_needs_of"]),
        vague_goes_on=frozenset(entries["vague_goes_on"]),
        few_least=entries["few_least"],
        fractions=entries["fractions"],
        glyphs=entries["glyphs"],
        ordinals=entries["ordinals"],
        bare_scale_after=frozenset(entries["bare_scale_after"]),
    )


def read_numeral(tokens: Sequence[Token], at: int, lexicon: NumeralWords, *, money: bool = False) -> Numeral | None:
    """The numeral that begins at token `at`, or None. `money`: a currency sign stands before it ("$2.5m")."""
    token = tokens[at]
    if token.kind is Kind.NUMBER:
        return read_digits(tokens, at, lexicon, money=money)
    if token.kind is Kind.WORD:
        return read_vague(tokens, at, lexicon) or read_fraction(tokens, at, lexicon) or read_words(tokens, at, lexicon)
    if token.text in lexicon.glyphs:
        return Numeral(at, at + 1, lexicon.glyphs[token.text], fraction=True)
    return None


def read_digits(tokens: Sequence[Token], at: int, lexicon: NumeralWords, *, money: bool) -> Numeral | None:
    """A numeral in digits with the scale word or suffix that belongs to it."""
    joined, last = join_groups(tokens, at)
    scale, after = read_scale(tokens, last, lexicon, money=money)
    value = digits_value(joined, scaled=scale != 1 or measure_follows(tokens, last))
    if value is None:
        return None
    if after < len(tokens) and tokens[after].text in lexicon.glyphs and after == last:
        value += lexicon.glyphs[tokens[after].text]
        after += 1
    return Numeral(at, after, tidy(value * scale), digits=True)


def join_groups(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """The digits at `at`, joined with groups of three that follow after one (narrow) space: "30 000"."""
    joined, last = tokens[at].text, at + 1
    if not (joined.isdigit() and len(joined) <= 3 and joined[0] != "0"):
        return joined, last
    while last < len(tokens):
        token = tokens[last]
        gap = token.start - tokens[last - 1].end
        decimals = re.fullmatch(r"[0-9]{3}(\.[0-9]+)?", token.text)
        if gap != 1 or token.opens_line or token.kind is not Kind.NUMBER or decimals is None:
            break
        joined += token.text
        last += 1
        if decimals.group(1):
            break
    return joined, last


def digits_value(written: str, *, scaled: bool) -> Number | None:
    """The value of digits as written, None for what is no number ("1.2.3", "01.06.2022").

    "30.000" is thirty thousand unless a scale word or a measure follows: counted things have no three decimals.
    """
    if len(written) > MOST_DIGITS:
        return None
    if GROUPED.fullmatch(written):
        return as_number(re.sub(r"[,’']", "", written))
    if DOTTED.fullmatch(written) and (written.count(".") > 1 or not scaled):
        return int(written.replace(".", ""))
    if PLAIN.fullmatch(written):
        return as_number(written)
    if DECIMAL_COMMA.fullmatch(written) and scaled:
        return as_number(written.replace(",", "."))
    return None


def measure_follows(tokens: Sequence[Token], at: int) -> bool:
    """True if a percent sign or a short unit stands at `at`: there "2,5" and "1.250" are decimals."""
    return at < len(tokens) and (tokens[at].text in {"%", "€"} or tokens[at].lower in {"km", "per", "percent", "kg"})


def read_scale(tokens: Sequence[Token], at: int, lexicon: NumeralWords, *, money: bool) -> tuple[int, int]:
    """The product of the scale words from `at` on, and the token after them; (1, at) where there are none."""
    scale, after = 1, at
    while after < len(tokens):
        token, here = tokens[after], after
        if token.text in HYPHENS and after + 1 < len(tokens) and adjacent(tokens[after - 1], token):
            token, here = tokens[after + 1], after + 1
        factor = lexicon.scales.get(token.lower)
        if factor is None and here == after and scale == 1:
            close = adjacent(tokens[after - 1], token)
            glued = (
                after + 1 < len(tokens) and adjacent(token, tokens[after + 1]) and tokens[after + 1].text not in ",.;:)"
            )
            if not glued:  # "9K720" is no nine thousand
                factor = lexicon.suffixes.get(token.lower) if close or token.lower not in {"k", "tn"} else None
                if factor is None and money and close:
                    factor = lexicon.money_suffixes.get(token.lower)
        if factor is None:
            break
        scale *= factor
        after = here + 1
    return scale, after


def read_vague(tokens: Sequence[Token], at: int, lexicon: NumeralWords) -> Numeral | None:
    """A magnitude: "dozens", "hundreds of thousands", "several hundred", "a few dozen", "multi-billion"."""
    token = tokens[at]
    if token.lower in lexicon.vague:
        value, after = lexicon.vague[token.lower], at + 1
        of = follows(tokens, after, "of")
        if of and after + 1 < len(tokens) and tokens[after + 1].lower in lexicon.vague:
            inner = lexicon.vague[tokens[after + 1].lower]
            return Numeral(at, after + 2, value * inner, vague=True) if inner >= value else None
        if token.lower in lexicon.vague_needs_of and not (of or follows(tokens, after, *lexicon.vague_goes_on)):
            return None
        return Numeral(at, after, value, vague=True)
    if token.lower == "multi" and at + 2 < len(tokens) and tokens[at + 1].text in HYPHENS:
        scale = lexicon.scales.get(tokens[at + 2].lower)
        return Numeral(at, at + 3, scale, vague=True) if scale else None
    first = at + 1 if token.lower == "a" and follows(tokens, at + 1, "few") else at
    least = lexicon.few_least.get(tokens[first].lower)
    if least is None:
        return None
    scale, after = read_scale(tokens, first + 1, lexicon, money=False)
    if scale == 1 and follows(tokens, first + 1, "dozen"):
        scale, after = lexicon.dozen, first + 2
    return Numeral(at, after, least * scale, vague=True) if scale > 1 else None


def read_fraction(tokens: Sequence[Token], at: int, lexicon: NumeralWords) -> Numeral | None:
    """A share of one: "two-thirds", "three quarters", "a third of", "half of", "half the"; never "the third strike"."""
    token = tokens[at]
    if token.lower == "half":
        of = follows(tokens, at + 1, "of", "the", "its", "their", "all")
        return Numeral(at, at + 1, 0.5, fraction=True) if of else None
    top = 1 if token.lower in {"a", "an"} else lexicon.words.get(token.lower)
    under = at + 2 if at + 1 < len(tokens) and tokens[at + 1].text in HYPHENS else at + 1
    if top is None or not 0 < top < 10 or under >= len(tokens):
        return None
    word = tokens[under].lower
    bottom = lexicon.fractions.get(word)
    if bottom is None or top >= bottom:
        return None
    plural = word.endswith(("s", "ves"))
    if (plural and top > 1) or (not plural and top == 1 and follows(tokens, under + 1, "of")):
        return Numeral(at, under + 1, top / bottom, fraction=True)
    return None


def read_words(tokens: Sequence[Token], at: int, lexicon: NumeralWords) -> Numeral | None:
    """A numeral in words: "twenty-five", "a hundred and ten", "half a million", "one and a half", "two dozen"."""
    lower = tokens[at].lower
    if lower == "half" and follows(tokens, at + 1, "a", "an") and at + 2 < len(tokens):
        scale = lexicon.dozen if tokens[at + 2].lower == "dozen" else lexicon.scales.get(tokens[at + 2].lower)
        return Numeral(at, at + 3, tidy(scale * 0.5)) if scale else None
    if lower in {"a", "an"}:
        if at + 1 >= len(tokens) or not (tokens[at + 1].lower in lexicon.scales or tokens[at + 1].lower == "dozen"):
            return None
        value, after = sum_words(tokens, at + 1, lexicon, start=1)
        return Numeral(at, after, value)
    if lower == "dozen":
        return Numeral(at, at + 1, lexicon.dozen) if at == 0 or tokens[at - 1].lower == "the" else None
    if lower in lexicon.scales and at and tokens[at - 1].lower in lexicon.bare_scale_after:
        value, after = sum_words(tokens, at, lexicon, start=1)
        return Numeral(at, after, value)
    if lower not in lexicon.words:
        return None
    value, after = sum_words(tokens, at, lexicon, start=None)
    return Numeral(at, after, value)


def sum_words(tokens: Sequence[Token], at: int, lexicon: NumeralWords, *, start: int | None) -> tuple[Number, int]:
    """The value of a run of number words and the token after it; `start` stands for the article of "a hundred"."""
    total: Number = 0
    group: Number = start if start is not None else 0
    after, fresh, least = at, start is None, 10**15  # fresh: a unit may follow; least: scales must fall
    while after < len(tokens):
        lower = tokens[after].lower
        if fresh and lower in lexicon.words:
            word = lexicon.words[lower]
            group, fresh = group + word, False
            after += 1
            if word >= 20 and (unit := unit_after(tokens, after, lexicon)):
                group, after = group + unit[0], unit[1]
        elif (extra := half_after(tokens, after, lexicon)) and after > at:
            group, after = group + extra[0], extra[1]
        elif lower == "dozen" and not fresh:
            group, after = group * lexicon.dozen, after + 1
        elif lower in lexicon.scales and not fresh and lexicon.scales[lower] < least:
            scale = lexicon.scales[lower]
            after += 1
            if scale == 100:
                group *= 100
            else:
                total, group, least = total + group * scale, 0, scale
            after, fresh = skip_and(tokens, after, lexicon)
        else:
            break
    return tidy(total + group), after


def unit_after(tokens: Sequence[Token], at: int, lexicon: NumeralWords) -> tuple[int, int] | None:
    """The unit of "twenty-five" or "twenty five", and the token after it."""
    here = at + 1 if at + 1 < len(tokens) and tokens[at].text in HYPHENS else at
    if here >= len(tokens):
        return None
    unit = lexicon.words.get(tokens[here].lower)
    return (unit, here + 1) if unit is not None and 0 < unit < 10 else None


def half_after(tokens: Sequence[Token], at: int, lexicon: NumeralWords) -> tuple[float, int] | None:
    """The fraction of "one and a half", and the token after it."""
    if not follows(tokens, at, "and") or not follows(tokens, at + 1, "a", "one") or at + 2 >= len(tokens):
        return None
    bottom = lexicon.fractions.get(tokens[at + 2].lower)
    return (1 / bottom, at + 3) if bottom in {2, 4} else None


def skip_and(tokens: Sequence[Token], at: int, lexicon: NumeralWords) -> tuple[int, bool]:
    """Past the "and" of "two hundred and ten" where a lower number word follows it; and whether one may follow."""
    if follows(tokens, at, "and") and at + 1 < len(tokens) and tokens[at + 1].lower in lexicon.words:
        return at + 1, True
    nearby = at < len(tokens) and tokens[at].lower in lexicon.words
    return at, nearby


def follows(tokens: Sequence[Token], at: int, *words: str) -> bool:
    """True if one of `words` stands at `at`."""
    return at < len(tokens) and tokens[at].lower in words


def as_number(written: str) -> Number:
    """An int where the digits allow it, else a float."""
    return tidy(float(written)) if "." in written else int(written)


def tidy(value: Number) -> Number:
    """The same value, as an int where it is whole."""
    if isinstance(value, float):
        nearest = round(value, 9)
        return int(nearest) if nearest == int(nearest) else nearest
    return value
