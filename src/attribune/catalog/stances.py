"""What commits a source beyond the class of its verb: phrases of the cue, and what the content says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from attribune.catalog.lexicon import load_language

__all__ = ["StanceRules", "load_stances"]

WITHHOLDS = "withholds"
_NAME = r"(?-i:[A-Z][\w’'-]*)"
_LEAD = r"[\s“”‘’\"'«„(]*"
_SLOT = re.compile(r"\{(\w+)\}")
Rules = tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class StanceRules:
    """Rules in order of their weight, each a stance ("withholds" for none) and the words that show it.

    `phrases` are sought in a cue with the first words of its content, `content` at the start of a content; `judges` are
    sources who give an opinion when they say something, `nobody` opens a source that says nothing ("neither ministry").
    """

    phrases: Rules
    content: Rules
    judges: re.Pattern[str]
    nobody: re.Pattern[str]


@cache
def load_stances(language: str = "en") -> StanceRules:
    """The stance rules of a language."""
    lexicon = load_language(language)["stance"]
    words = {name: "(?:" + "|".join(re.split(r",\s*", listed)) + ")" for name, listed in lexicon["words"].items()}
    return StanceRules(
        phrases=_rules(lexicon["phrases"], words | {"Name": _NAME}, ""),
        content=_rules(lexicon["content"], words | {"Name": _NAME}, _LEAD),
        judges=re.compile(lexicon["judges"], re.IGNORECASE),
        nobody=re.compile(lexicon["nobody"], re.IGNORECASE),
    )


def _rules(listed: Sequence[tuple[str, str]], words: Mapping[str, str], lead: str) -> Rules:
    return tuple(
        (stance, re.compile(lead + _SLOT.sub(lambda slot: words[slot[1]], rule), re.IGNORECASE))
        for stance, rule in listed
    )
