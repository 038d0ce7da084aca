"""Which statements the report sets against each other.

Rule: a denial and the nearest statement of another speaker, before it or after it, in the same paragraph or one beside,
that speaks of the same thing (they share a word of four letters or more) are contested. So is what a denial of "it" or
"the claim" answers, where that stands right before it in the same paragraph and both speak for a party. What the
outlet itself says of verification stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from attribune.model import Statement, Verification

__all__ = ["contested"]

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_EMPTY = frozenset(
    """that this with from they them their have been were would will which about after over into than more said what
    when where there also only some such other those these because against during before under between could does
    """.split()
)
_POINTS_BACK = re.compile(
    r"[\s“\"‘]*(?:(?:it|this|that|them|these|those|such)\b|(?:that |the )?(?:\w+ )?(?:claims?|allegations?"
    r"|accusations?|charges?|reports?|version|account|figures?|suggestions?|story|idea|statement|description)\b)",
    re.IGNORECASE,
)
_SHORT = 3
_ANSWERED = frozenset({"asserts", "alleges", "confirms"})


def contested(statements: Sequence[Statement], text: str) -> list[Statement]:
    """The statements, those marked that stand against each other."""
    marked = list(statements)
    for index, one in enumerate(statements):
        if one.stance != "denies":
            continue
        other = next(_answered(index, statements, text), None)
        for position in (index, other) if other is not None else ():
            if marked[position].verification is Verification.NOT_STATED:
                marked[position] = replace(marked[position], verification=Verification.CONTESTED)
    return marked


def _answered(index: int, statements: Sequence[Statement], text: str) -> Iterator[int]:
    """The positions of the statements that a denial answers, the nearest before it first, then those after it."""
    denial = statements[index]
    words = _stems(denial, text)
    back = _points_back(denial, text)
    for position in (*range(index - 1, -1, -1), *range(index + 1, len(statements))):
        one = statements[position]
        if one.stance not in _ANSWERED or _speaker(one) == _speaker(denial):
            continue
        gap = _paragraphs_between(one, denial, text)
        if gap > 1:
            continue
        right_before = position == index - 1 and gap == 0 and one.party is not None and denial.party is not None
        if words & _stems(one, text) or (back and right_before):
            yield position


def _speaker(statement: Statement) -> str | None:
    return statement.party or (statement.claimant.name if statement.claimant is not None else None)


def _points_back(denial: Statement, text: str) -> bool:
    content = denial.content[0].of(text)
    return _POINTS_BACK.match(content) is not None or len(content.split()) <= _SHORT


def _stems(statement: Statement, text: str) -> frozenset[str]:
    """The beginnings of the content's longer words: "shelled" and "shelling" are one."""
    words = (word.lower() for span in statement.content for word in _WORD.findall(span.of(text)))
    return frozenset(word[:_STEM] for word in words if word not in _EMPTY)


def _paragraphs_between(one: Statement, other: Statement, text: str) -> int:
    """How many ends of paragraphs lie between two statements; 2 stands for more."""
    first, second = sorted((one, other), key=lambda each: each.content[0].start)
    end = second.content[0].start
    found = text.find("\n\n", first.content[-1].end, end)
    if found < 0:
        return 0
    return 1 if text.find("\n\n", found + 2, end) < 0 else 2
