from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.normalize.numeral import numeral_words, read_numeral
from attribune.normalize.quantity_token import tokenize

ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen""".split()
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))


def words_of(number: int) -> str:
    """A number in words, as British English writes it."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    scale, name = next(each for each in SCALES if number >= each[0])
    head, rest = f"{words_of(number // scale)} {name}", number % scale
    if not rest:
        return head
    return f"{head}{' and' if rest < 100 else ''} {words_of(rest)}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("36,500 men", 36500),
        ("1,234,567 people", 1234567),
        ("30 000 troops", 30000),
        ("30\u202f000 troops", 30000),
        ("1 000 000 shells", 1000000),
        ("30.000 soldiers", 30000),
        ("1.250.000 people", 1250000),
        ("1.25 million people", 1250000),
        ("2,5 million people", 2500000),
        ("12.5 km", 12.5),
        ("2.5bn euros", 2500000000),
        ("30k people", 30000),
        ("3 mln tonnes", 3000000),
        ("1½ kilometres", 1.5),
        ("twenty-five tanks", 25),
        ("two hundred and fifty cars", 250),
        ("three thousand four hundred and twelve men", 3412),
        ("half a million people", 500000),
        ("half a dozen drones", 6),
        ("a dozen drones", 12),
        ("two dozen drones", 24),
        ("one and a half kilometres", 1.5),
        ("two and a half million people", 2500000),
        ("a hundred soldiers", 100),
        ("a hundred and ten soldiers", 110),
        ("five hundred thousand refugees", 500000),
    ],
)
def test_read_numeral_when_exact(text: str, value: float) -> None:
    numeral = read_numeral(tokenize(text), 0, numeral_words())
    assert numeral is not None
    assert (numeral.value, numeral.vague) == (value, False)


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("dozens of bodies", 12),
        ("hundreds of people", 100),
        ("tens of thousands of people", 10000),
        ("hundreds of thousands", 100000),
        ("scores of villagers", 20),
        ("several hundred people", 300),
        ("a few thousand people", 3000),
        ("multi-billion euro package", 10**9),
    ],
)
def test_read_numeral_when_vague(text: str, low: int) -> None:
    numeral = read_numeral(tokenize(text), 0, numeral_words())
    assert numeral is not None
    assert (numeral.value, numeral.vague) == (low, True)


@pytest.mark.parametrize(
    "text",
    [
        "several people",
        "the third strike",
        "a third strike",
        "01.06.2022",
        "1.2.3",
        "some people",
        "tens",
        "second",
        "a man",
        "9" * 40,
    ],
)
def test_read_numeral_when_there_is_none(text: str) -> None:
    assert read_numeral(tokenize(text), 0, numeral_words()) is None


@given(st.integers(min_value=0, max_value=999_999_999_999))
def test_read_numeral_reads_back_words(number: int) -> None:
    tokens = tokenize(words_of(number))
    numeral = read_numeral(tokens, 0, numeral_words())
    assert numeral is not None
    assert (numeral.value, numeral.last) == (number, len(tokens))


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from([",", " ", "\u202f", "’", ""]))
def test_read_numeral_reads_back_digits_of_any_grouping(number: int, mark: str) -> None:
    numeral = read_numeral(tokenize(f"{number:,}".replace(",", mark)), 0, numeral_words())
    assert numeral is not None
    assert numeral.value == number
