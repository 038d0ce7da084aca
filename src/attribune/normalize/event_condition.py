"""Conditions of the lexicon's rows: whether the words around a trigger let it mean what its row says.

Invariant: every condition is judged on words of the trigger's own sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from attribune.model import Span
from attribune.normalize.event_scene import Line, Token
from attribune.normalize.event_words import EventWords, Form, Row

__all__ = ["BE", "DETERMINERS", "PREPOSITIONS", "Candidate", "holds", "is_reduced"]

REACH = 8
NEARBY = 18
DETERMINERS = frozenset(
    "the a an this that these those its their his her our my your any some no each every another several many two three"
    " four five six seven eight nine ten dozens more most first second new recent latest such other both all".split()
)
PREPOSITIONS = frozenset(
    "of in on at by with from for after under during against between amid following near into before since over despite"
    " about including through without within across outside inside along beside behind around beyond".split()
)
BE = frozenset("be been being is are was were get got gets".split())
AGENT_REACH = 14  # words before a verb that may name who acts
AGENT_BEHIND = 7  # words after "by" that may
CUTS_AGENT = frozenset("after before when while as because although though but if since until whereas".split())
STRUCTURES = {
    "structure": "building",
    "people": "civilian",
    "soldier": "soldier",
    "ground": "ground",
    "weapon": "arms",
    "defences": "defences",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger in a line: the positions of its first word and of the word after it."""

    span: Span
    row: Row
    form: Form
    first: int
    after: int
    passive: bool = False

    @property
    def type(self) -> str:
        """The event type."""
        return self.row.type

    @property
    def verbal(self) -> bool:
        """True for a verb."""
        return self.form is not Form.NOUN


def is_reduced(tokens: Sequence[Token], first: int, after: int, *, strict: bool = True) -> bool:
    """True for "soldiers killed in Gao": a transitive participle with nothing to act on behind it."""
    if strict and (first == 0 or tokens[first - 1].labels & {"party", "pronoun"}):
        return False
    ends = after >= len(tokens) or tokens[after].span.start - tokens[after - 1].span.end > 1
    return ends or tokens[after].word in PREPOSITIONS


def holds(candidate: Candidate, line: Line, words: EventWords) -> bool:
    """True if all conditions of the row hold."""
    row, tokens = candidate.row, line.tokens
    acted_on = _objects(candidate, tokens, words)
    windows = {
        "next": tokens[candidate.after : candidate.after + 1],
        "prev": tokens[max(candidate.first - 1, 0) : candidate.first],
        "object": acted_on,
        "toward": acted_on,
        "near": tokens[max(candidate.first - NEARBY, 0) : candidate.after + NEARBY],
        "by": _agents(candidate, tokens),
    }
    for name in row.wanted.keys() | row.barred.keys():
        present = {form for token in windows[name] for form in (token.word, token.stem)}
        if name in row.wanted and not present & row.wanted[name]:
            return False
        if name in row.barred and present & row.barred[name]:
            return False
    if row.takes and not any(_is_kind(token, kind, words) for token in acted_on for kind in row.takes):
        return False
    if (row.active and candidate.passive) or (row.passive and not candidate.passive):
        return False
    if row.needs_place and not _meets_place(candidate, tokens):
        return False
    return not row.subject or _has_subject(candidate, tokens, row.subject, words)


def _agents(candidate: Candidate, tokens: Sequence[Token]) -> Sequence[Token]:
    """The words that may say who acts: before a verb in its clause, behind "by", and both around a noun."""
    behind: Sequence[Token] = ()
    if candidate.passive or not candidate.verbal:
        reach = tokens[candidate.after : candidate.after + REACH]
        at = next((place for place, token in enumerate(reach) if token.word == "by"), None)
        behind = () if at is None else tokens[candidate.after + at + 1 : candidate.after + at + AGENT_BEHIND]
    if candidate.passive:
        return behind
    start = candidate.first
    while start > 0 and candidate.first - start < AGENT_REACH:
        if tokens[start - 1].word in CUTS_AGENT and candidate.form is not Form.GERUND:
            break
        start -= 1
    return [*tokens[start : candidate.first], *behind]


def _meets_place(candidate: Candidate, tokens: Sequence[Token]) -> bool:
    """True if a place is the object: within four words, and not behind a preposition but "of"."""
    for token in tokens[candidate.after : candidate.after + 4]:
        if "place" in token.labels:
            return True
        if token.word in PREPOSITIONS - {"of"} | {"to"}:
            return False
    return False


def _objects(candidate: Candidate, tokens: Sequence[Token], words: EventWords) -> Sequence[Token]:
    """The words that the trigger may act on: after it up to the next clause; before it, where it is passive."""
    end = candidate.after
    while end < len(tokens) and end - candidate.after < REACH:
        if tokens[end].word in words.clause - {"and", "including", "so"} and end > candidate.after:
            break
        end += 1
    after = tokens[candidate.after : end]
    if candidate.passive:  # who stands behind "by" acts
        after = after[: next((at for at, token in enumerate(after) if token.word == "by"), len(after))]
    if not candidate.passive and not _is_relative(candidate, tokens):
        return after
    return [*tokens[max(candidate.first - REACH, 0) : candidate.first], *after]


def _is_relative(candidate: Candidate, tokens: Sequence[Token]) -> bool:
    """True for "the palace, which the army had retaken on Friday": the object stands before the verb."""
    if candidate.form is not Form.PAST or not is_reduced(tokens, candidate.first, candidate.after, strict=False):
        return False
    before = tokens[max(candidate.first - REACH + 1, 0) : candidate.first]
    return any(token.word in {"which", "that"} for token in before)


def _is_kind(token: Token, kind: str, words: EventWords) -> bool:
    """True if the token is a place, party or weapon by its label, or of a word class."""
    if kind in token.labels:
        return True
    listed = STRUCTURES.get(kind)
    return listed is not None and (token.word in words.classes[listed] or token.stem in words.classes[listed])


def _has_subject(candidate: Candidate, tokens: Sequence[Token], kinds: frozenset[str], words: EventWords) -> bool:
    """True if somebody of these kinds can be the one who acts; pronouns and unnamed passives may be anybody."""
    if "any" in kinds:
        return True
    start = max(candidate.first - NEARBY, 0)
    window = list(tokens[start : candidate.first])
    if candidate.passive:
        window += tokens[candidate.after : candidate.after + REACH]
        if candidate.after >= len(tokens) or tokens[candidate.after].word != "by":
            return True
    for token in window:
        if "pronoun" in token.labels or token.labels & kinds:
            return True
        if "forces" in kinds and token.stem in words.classes["soldier"]:
            return True
        if "body" in kinds and token.labels & {"forces", "generic"}:
            return True
        if "weapon" in kinds and token.stem in words.classes["arms"]:
            return True
    return False
