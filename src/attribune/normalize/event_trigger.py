"""Triggers: the words of a line that tell of an event, with its type.

Invariant: triggers of one line never overlap, and a word that stands inside a name never is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from attribune.model import Span
from attribune.normalize.event_condition import BE, DETERMINERS, PREPOSITIONS, Candidate, holds, is_reduced
from attribune.normalize.event_scene import Line, Token
from attribune.normalize.event_words import EventWords, Form, Trigger

__all__ = ["find_triggers"]

OWNED = frozenset("the these those its his her their our my".split())
VERB_BEFORE = frozenset(
    "to will would can could may might must should shall not did do does they we i you he she it who which also then"
    " and 'll have has had was were been be is are being just even".split()
)
MODALS = frozenset("to will would could can may might must should help".split())
ADVERBS = frozenset("also not again then later partially completely almost already since heavily severely".split())
NOUN_AFTER = frozenset(
    "of on against at in by from near that which was were is are has have had killed and or will would could for to"
    " as do does did into between with where when wounded left damaged destroyed came continued began"
    " intensified".split()
)
DEVICES = frozenset({"remote_explosive"})  # told by the weapon's own name: "a roadside bomb", "a suicide vest"


def find_triggers(line: Line, words: EventWords) -> list[Candidate]:
    """The triggers of a line, longest first at each word."""
    found: list[Candidate] = []
    position = 0
    while position < len(line.tokens):
        candidate = _at(line, position, words)
        if candidate is None:
            position += 1
            continue
        found.append(candidate)
        position = candidate.after
    return found


def _at(line: Line, first: int, words: EventWords) -> Candidate | None:
    tokens = line.tokens
    if tokens[first].labels & {"place", "person", "time"}:
        return None
    for trigger in words.triggers.get(tokens[first].word, ()):
        after = _after(trigger, tokens, first)
        if after is None or (trigger.row.type not in DEVICES and _is_weapon(tokens[first:after])):
            continue
        candidate = Candidate(
            Span(tokens[first].span.start, tokens[after - 1].span.end), trigger.row, trigger.form, first, after
        )
        if trigger.form is Form.BASE and _is_participle(trigger, tokens, first, after, words):
            continue
        if trigger.form is Form.PAST:
            passive = _is_passive(tokens, first, after) or (
                trigger.row.consequence and is_reduced(tokens, first, after)
            )
            candidate = replace(candidate, passive=passive)
        if _reads(candidate, tokens) and holds(candidate, line, words):
            return _promised(candidate, tokens)
    return None


def _is_participle(trigger: Trigger, tokens: Sequence[Token], first: int, after: int, words: EventWords) -> bool:
    """True for "was hit by", "had overrun": verbs whose participle looks like the infinitive."""
    same = any(
        other.form is Form.PAST and other.words == trigger.words and other.row is trigger.row
        for other in words.triggers[trigger.words[0]]
    )
    helped = first > 0 and tokens[first - 1].word in {"has", "have", "had"}
    return same and (helped or _is_passive(tokens, first, after))


def _is_weapon(tokens: Sequence[Token]) -> bool:
    """True for words inside the name of a weapon: an "assault" rifle, but not a "drone attack"."""
    return all("weapon" in token.labels for token in tokens)


def _promised(candidate: Candidate, tokens: Sequence[Token]) -> Candidate:
    """A pledge with the verb that says what is pledged: "promised to pay"."""
    after = candidate.after
    if candidate.type != "pledge" or not candidate.verbal or after + 1 >= len(tokens) or tokens[after].word != "to":
        return candidate
    return replace(candidate, span=Span(candidate.span.start, tokens[after + 1].span.end), after=after + 2)


def _after(trigger: Trigger, tokens: Sequence[Token], first: int) -> int | None:
    """The position after the trigger's words; None where they do not stand here."""
    after = first + len(trigger.words)
    return after if tuple(token.word for token in tokens[first:after]) == trigger.words else None


def _is_passive(tokens: Sequence[Token], first: int, after: int) -> bool:
    """True for "was captured" and for "captured by"."""
    if after < len(tokens) and tokens[after].word == "by":
        return True
    for place in range(first - 1, max(first - 4, -1), -1):
        word = tokens[place].word
        if word in BE:
            return True
        if word not in ADVERBS and not word.endswith("ly"):
            return False
    return False


def _reads(candidate: Candidate, tokens: Sequence[Token]) -> bool:
    """True if the word stands where its form can stand: a noun as a noun, a verb as a verb."""
    before = tokens[candidate.first - 1] if candidate.first else None
    after = tokens[candidate.after] if candidate.after < len(tokens) else None
    match candidate.form:
        case Form.PAST:
            return not _is_attributive(before, after, candidate)
        case Form.GERUND:
            return (
                before is None or before.word not in {"the", "a", "this"} or (after is not None and after.word == "of")
            )
        case Form.BASE | Form.THIRD:
            return _is_verb(candidate, before, after)
        case Form.NOUN:
            return len(tokens[candidate.first : candidate.after]) > 1 or _is_noun(candidate, tokens, before, after)


def _is_attributive(before: Token | None, after: Token | None, candidate: Candidate) -> bool:
    """True for "the occupied region" and "mobilised soldiers": a participle that only describes."""
    if before is not None and before.word in OWNED and (after is None or after.word in PREPOSITIONS | {"and", "or"}):
        return True  # "the wounded of both sides"
    if candidate.passive or after is None:
        return False
    describes = before is None or before.word in DETERMINERS | PREPOSITIONS or "adjective" in before.labels
    if not describes or (before is None and candidate.first == 0):
        return False
    gap = after.span.start - candidate.span.end
    open_noun = after.word not in DETERMINERS | PREPOSITIONS | {"to", "and", "or"} and not after.word[0].isdigit()
    return gap == 1 and open_noun and not after.word.endswith("ly")


def _is_verb(candidate: Candidate, before: Token | None, after: Token | None) -> bool:
    if before is None:
        return False
    if before.word in DETERMINERS - {"this", "that", "all", "both"} or "adjective" in before.labels:
        return False
    if before.word[0].isdigit() or (before.word in {"and", "or"} and candidate.form is Form.THIRD):
        return False
    if before.word in VERB_BEFORE or before.labels & {"party", "forces", "body", "person", "pronoun"}:
        return before.word not in {"of"}
    if before.word in PREPOSITIONS:
        return False
    if candidate.form is Form.THIRD:
        return after is not None and after.word not in NOUN_AFTER - {"to", "at", "on", "near", "in"}
    plural = before.word.endswith("s") and "possessive" not in before.labels
    return (plural or before.word.endswith("ly")) and after is not None and after.word not in NOUN_AFTER


def _is_noun(candidate: Candidate, tokens: Sequence[Token], before: Token | None, after: Token | None) -> bool:
    word = tokens[candidate.first].word
    if before is not None and before.word in MODALS:
        return before.word == "to" and word.endswith(("s", "ing"))
    if before is not None and "possessive" not in before.labels and before.labels & {"party"} and after is not None:
        return after.word not in DETERMINERS and "place" not in after.labels
    return True
