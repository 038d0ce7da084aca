"""Triggers: the words of a line that tell of an event, with its type.

Invariant: triggers of one line never overlap, and a word that stands inside a name never is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from attribune.model import Span
from attribune.normalize.event_scene import Line, Token
from attribune.normalize.event_words import EventWords, Form, Row, Trigger

__all__ = ["Candidate", "find_triggers"]

REACH = 8
NEARBY = 18
DETERMINERS = frozenset(
    "the a an this that these those its their his her our my your any some no each every another several many two three"
    " four five six seven eight nine ten dozens more most first second new recent latest such other both all".split()
)
OWNED = frozenset("the these those its his her their our my".split())
PREPOSITIONS = frozenset(
    "of in on at by with from for after under during against between amid following near into before since over despite"
    " about including through without within across".split()
)
VERB_BEFORE = frozenset(
    "to will would can could may might must should shall not did do does they we i you he she it who which also then"
    " and 'll have has had was were been be is are being just even".split()
)
MODALS = frozenset("to will would could can may might must should help".split())
BE = frozenset("be been being is are was were get got gets".split())
ADVERBS = frozenset("also not again then later partially completely almost already since heavily severely".split())
NOUN_AFTER = frozenset(
    "of on against at in by from near that which was were is are has have had killed and or will would could for to"
    " as do does did into between with where when wounded left damaged destroyed came continued began"
    " intensified".split()
)
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
    if tokens[first].labels & {"place", "person", "weapon"}:
        return None
    for trigger in words.triggers.get(tokens[first].word, ()):
        after = _after(trigger, tokens, first)
        if after is None:
            continue
        candidate = Candidate(
            Span(tokens[first].span.start, tokens[after - 1].span.end), trigger.row, trigger.form, first, after
        )
        if trigger.form is Form.PAST:
            passive = _is_passive(tokens, first, after) or (
                trigger.row.consequence and _is_reduced(tokens, first, after)
            )
            candidate = replace(candidate, passive=passive)
        if _reads(candidate, tokens) and _holds(candidate, line, words):
            return _promised(candidate, tokens)
    return None


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


def _is_reduced(tokens: Sequence[Token], first: int, after: int, *, strict: bool = True) -> bool:
    """True for "soldiers killed in Gao": a transitive participle with nothing to act on behind it."""
    if strict and (first == 0 or tokens[first - 1].labels & {"party", "pronoun"}):
        return False
    ends = after >= len(tokens) or tokens[after].span.start - tokens[after - 1].span.end > 1
    return ends or tokens[after].word in PREPOSITIONS


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


def _holds(candidate: Candidate, line: Line, words: EventWords) -> bool:
    """True if all conditions of the row hold."""
    row, tokens = candidate.row, line.tokens
    acted_on = _objects(candidate, tokens, words)
    windows = {
        "next": tokens[candidate.after : candidate.after + 1],
        "prev": tokens[max(candidate.first - 1, 0) : candidate.first],
        "object": acted_on,
        "toward": acted_on,
        "near": tokens[max(candidate.first - NEARBY, 0) : candidate.after + NEARBY],
    }
    for name, window in windows.items():
        present = {token.word for token in window} | {token.stem for token in window}
        if name in row.wanted and not present & row.wanted[name]:
            return False
        if name in row.barred and present & row.barred[name]:
            return False
    if row.takes and not any(_is_kind(token, kind, words) for token in acted_on for kind in row.takes):
        return False
    if (row.active and candidate.passive) or (row.needs_place and not _meets_place(candidate, tokens)):
        return False
    return not row.subject or _has_subject(candidate, tokens, row.subject, words)


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
    if not candidate.passive and not _is_relative(candidate, tokens):
        return after
    return [*tokens[max(candidate.first - REACH, 0) : candidate.first], *after]


def _is_relative(candidate: Candidate, tokens: Sequence[Token]) -> bool:
    """True for "the palace, which the army had retaken on Friday": the object stands before the verb."""
    if candidate.form is not Form.PAST or not _is_reduced(tokens, candidate.first, candidate.after, strict=False):
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
