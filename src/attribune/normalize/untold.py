"""How somebody is called whom the text does not name: its words without the clauses that say more of them.

"A coalition to which they belong" is "unnamed coalition"; "one of the 33 members of the committee" is "unnamed member
of the committee".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from attribune.model import Span
from attribune.normalize.lexica import SpeakerWords, singular
from attribune.normalize.scene import WORD

__all__ = ["Part", "part_of_crowd", "told_words"]

_LONGEST = 9  # words of a description
_STOP = re.compile(
    r"\s*[,;(:—–]"
    r"|\s(?:(?:of|in|at|from|to|for|with|by|on|under)\s)?(?:who|whom|which|whose)\b"
    r"|(?<!\sof)(?<!\sin)(?<!\sat)(?<!\sto)(?<!\sfor)(?<!\son)(?<!\sby)(?<!\sfrom)(?<!\swith)(?<!\snear)(?<!\sinside)"
    r"\sthat\b"
    r"|\s(?:speaking|citing|quoted|cited|on condition|with knowledge|as)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[\"“”„«»]|(?<![\w’])[‘']|[’'](?!\w)(?<![sS][’'])")
_OWN = re.compile(r"^(?:the|its|his|her|their|this|that|these|those)\s+", re.IGNORECASE)
_NUMBER = (
    r"\d+|[a-z]+-[a-z]+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|dozens?"
)
_PART = re.compile(
    r"(?P<share>one|another|two|three|four|five|six|seven|eight|nine|ten|a dozen|several|some|many|most|a few|few"
    r"|a number|a group|a handful|both|each|none|neither|any)"
    r"\sof\s(?:all\s)?(?:the|these|those|its|his|her|their|our)\s"
    rf"(?:(?:{_NUMBER}|few|many|last|remaining|other)\s)*(?P<crowd>\S.*)",
    re.IGNORECASE,
)
_APPOSED = re.compile(r",\san?\s[\w’'-]+(?:\s[\w’'-]+){1,6}", re.IGNORECASE)
_SINGLE = frozenset({"one", "another", "each", "any"})
_LINK = re.compile(r"\s(?:of|in|at|from|with|for|on|to|who|whom|which|that|whose|near|aboard)\b|,")


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a crowd: "one of the members of the committee" with its noun, in the singular for one."""

    words: str
    noun: str
    many: bool


def told_words(source: Span, head: Span, text: str) -> str:
    """The words of a source that say what somebody is; only those of its `head` where there are too many."""
    whole = source.of(text)
    stop = _STOP.search(whole)
    if stop is not None and _APPOSED.fullmatch(whole, stop.start()):
        stop = _STOP.search(whole, stop.end())  # "her neighbour, a former technician of the airfield"
    words = re.sub(r"\s+", " ", _MARKS.sub("", whole[: stop.start() if stop is not None else len(whole)])).strip()
    words = _OWN.sub("", words)
    return words if len(words.split()) <= _LONGEST else _MARKS.sub("", head.of(text)).strip()


def part_of_crowd(source: Span, text: str, words: SpeakerWords) -> Part | None:
    """Who speaks for a crowd without a name: "one of its officers", "several of the women"; None for other words."""
    match = _PART.fullmatch(source.of(text))
    if match is None:
        return None
    crowd = Span(source.start + match.start("crowd"), source.end)
    said = told_words(crowd, crowd, text)
    link = _LINK.search(said)
    head = said[: link.start()] if link is not None else said
    found = WORD.findall(head)
    if not found:
        return None
    plural = found[-1].lower()
    noun = singular(plural)
    if noun not in words.person | words.unnamed | words.somebody:
        return None
    many = match["share"].lower() not in _SINGLE
    rest = said[len(head) :]
    return Part(f"{head[: -len(plural)]}{plural if many else noun}{rest}", plural if many else noun, many)
