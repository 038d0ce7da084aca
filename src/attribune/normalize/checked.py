"""What the outlet says it could or could not check: pictures, a toll, somebody's claims, the accounts of both sides.

The words stand in the clause of the check ("could not verify the deaths, but footage verified by …" checks two things).
Pictures may be named beside claims ("the footage or the ministry's claims"): both are meant. The order of the lists in
verification.yaml decides between the others; a clause that names nothing leaves the sentence to say it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from attribune.catalog.lexicon import load_language
from attribune.model import Span

__all__ = ["Checked", "Reach", "checked_things"]

_CLAUSE = re.compile(r";\s|,\s(?:but|while|though|although|yet|however)\s", re.IGNORECASE)
_BESIDE = re.compile(r"\b(?:or|nor|and)\b", re.IGNORECASE)


class Reach(Enum):
    """What the words speak of; the order is that of the lists in verification.yaml."""

    PICTURES = auto()
    NEITHER = auto()
    TOLL = auto()
    OWNED = auto()
    FIGURES = auto()
    CLAIMS = auto()
    BEFORE = auto()
    LAST = auto()
    AGAINST = auto()
    SENTENCE = auto()


_NAMED = {"neither": Reach.NEITHER, "toll": Reach.TOLL, "owned": Reach.OWNED, "figures": Reach.FIGURES,
          "claims": Reach.CLAIMS, "before": Reach.BEFORE, "last": Reach.LAST}  # fmt: skip
_COORDINATED = frozenset({Reach.TOLL, Reach.OWNED, Reach.FIGURES, Reach.CLAIMS})


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was checked: what kind it is, whose claims where the words say so, and if both sides are meant.

    `words` are those that name it, None where nothing is named.
    """

    reach: Reach
    owner: str | None = None
    sides: bool = False
    words: Span | None = None


def checked_things(text: str, sentence: Span, mention: Span, language: str = "en") -> tuple[Checked, ...]:
    """What the words of verification in a sentence speak of, at least one thing."""
    clause = _clause(text, sentence, mention)
    found = _things(text, clause, language)
    if not found and clause != sentence:
        found = _things(text, sentence, language)
    return found or (Checked(Reach.SENTENCE),)


def _clause(text: str, sentence: Span, mention: Span) -> Span:
    """The part of the sentence between two joints that holds the mention."""
    joints = list(_CLAUSE.finditer(text, sentence.start, sentence.end))
    start = max((joint.end() for joint in joints if joint.end() <= mention.start), default=sentence.start)
    end = min((joint.start() for joint in joints if joint.start() >= mention.end), default=sentence.end)
    return Span(start, end)


def _things(text: str, zone: Span, language: str) -> tuple[Checked, ...]:
    rules = _patterns(language)
    found = [one for reach, rule in rules if (one := _thing(text, zone, reach, rule, language)) is not None]
    if not found or found[0].reach is not Reach.PICTURES:
        return tuple(found[:1])
    beside = next((one for one in found[1:] if one.reach in _COORDINATED), None)
    if beside is None or _BESIDE.search(text, zone.start, zone.end) is None:
        return (found[0],)
    return (found[0], beside)


def _thing(text: str, zone: Span, reach: Reach, rule: re.Pattern[str], language: str) -> Checked | None:
    match = rule.search(text, zone.start, zone.end)
    if match is None:
        return None
    owner = match["owner"] if reach is Reach.OWNED else None
    return Checked(reach, owner, _sides(language).search(text, zone.start, zone.end) is not None, Span(*match.span()))


@cache
def _sides(language: str) -> re.Pattern[str]:
    rules = load_language(language)["verification"]["sides"]
    return re.compile("|".join(f"(?:{one})" for one in rules), re.IGNORECASE)


@cache
def _patterns(language: str) -> tuple[tuple[Reach, re.Pattern[str]], ...]:
    lexicon = load_language(language)["verification"]
    media = r"\b(?:" + "|".join(lexicon["media_words"]) + r")\b"
    listed = [(reach, "|".join(f"(?:{one})" for one in lexicon["reach"][name])) for name, reach in _NAMED.items()]
    return tuple((reach, re.compile(rule, re.IGNORECASE)) for reach, rule in [(Reach.PICTURES, media), *listed])
