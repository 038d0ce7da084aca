"""How an event is put: claimed, reported as fact, denied, planned, hypothetical, and whose claim it is."""

from __future__ import annotations

from collections.abc import Sequence

from attribune.model import Reference, Span, Statement, Status
from attribune.normalize.event_condition import Candidate
from attribune.normalize.event_scene import Layers, Line, Token
from attribune.normalize.event_words import EventWords

__all__ = ["Put", "cue_of", "is_possible", "put_of"]

REACH = 5
PROMISED = frozenset({"promises", "demands", "urges"})
CALLS = frozenset({"evacuation_call"})

Put = tuple[Status, Reference | None, int | None]


def put_of(candidate: Candidate, line: Line, layers: Layers) -> Put:
    """Status, claimant, and the position of the statement that the trigger belongs to.

    Inside a statement an event is its claimant's claim. A trigger that is itself the cue ("pledged") is an act of the
    outlet's report, unless what it promises is the event.
    """
    if candidate.type in CALLS:  # the call itself is the event, whoever passes it on
        return Status.REPORTED_AS_FACT, None, None
    inner = _innermost(layers.statements, line.statements, candidate.span)
    cue = cue_of(layers.statements, line.statements, candidate.span)
    statement = inner if inner is not None else cue if candidate.type == "pledge" else None
    said = layers.statements[statement] if statement is not None else None
    claimant = said.claimant if said is not None else None
    status = _modal(candidate, line, layers.words, said)
    if status is not None:
        return status, claimant, statement
    return (Status.REPORTED_AS_FACT if said is None else Status.CLAIMED), claimant, statement


def is_possible(candidate: Candidate, line: Line, words: EventWords) -> bool:
    """True for a verb under "could", "may" or "might", and not denied."""
    before = [token.word for token in _lead(candidate, line.tokens, words)]
    return candidate.verbal and not words.possible.isdisjoint(before[-3:]) and words.negation.isdisjoint(before)


def _modal(candidate: Candidate, line: Line, words: EventWords, said: Statement | None) -> Status | None:
    """Denied, planned or hypothetical by the words before the trigger in its clause; None for what is said to be."""
    if candidate.type == "pledge":
        return Status.PLANNED
    before = [token.word for token in _lead(candidate, line.tokens, words)]
    if said is not None and said.stance == "denies":
        return Status.DENIED
    if words.negation & set(before[-3:]) or any(word.endswith("n't") for word in before[-3:]):
        return Status.DENIED if said is not None else Status.HYPOTHETICAL  # in the outlet's voice it did not happen
    habitual = candidate.verbal and not words.habitual.isdisjoint(before)  # "has repeatedly struck": no one happening
    of_a_kind = not candidate.verbal and not words.generic.isdisjoint(before[-3:])  # "every attack": no one of them
    if words.hypothetical & set(before[-4:]) or _is_suspected(before, words) or habitual or of_a_kind:
        return Status.HYPOTHETICAL
    if words.future & set(before) or (said is not None and said.stance == "predicts"):
        return Status.PLANNED
    infinitive = candidate.verbal and before[-1:] == ["to"]
    return Status.PLANNED if infinitive and said is not None and said.stance in PROMISED else None


def _is_suspected(before: Sequence[str], words: EventWords) -> bool:
    """True for "suspected of stealing", "charged with an attack", "for planning an attack"."""
    linked = [place for place, word in enumerate(before) if word in {"of", "with", "for"}]
    if not linked:
        return False
    at = linked[-1]
    return (at > 0 and before[at - 1] in words.suspicion) or not words.plotting.isdisjoint(before[at + 1 : at + 2])


def _lead(candidate: Candidate, tokens: Sequence[Token], words: EventWords) -> Sequence[Token]:
    """The few words before the trigger, back to the beginning of its clause."""
    start = candidate.first
    while start > 0 and candidate.first - start < REACH:
        gap_breaks = tokens[start].span.start - tokens[start - 1].span.end > 1 if start < len(tokens) else False
        if tokens[start - 1].word in words.clause - {"if", "and", "so"} or gap_breaks:
            break
        start -= 1
    return tokens[start : candidate.first]


def _innermost(statements: Sequence[Statement], here: Sequence[int], span: Span) -> int | None:
    holding = [
        (sum(map(len, statements[index].content)), index)
        for index in here
        if any(content.contains(span) for content in statements[index].content)
    ]
    return min(holding)[1] if holding else None


def cue_of(statements: Sequence[Statement], here: Sequence[int], span: Span) -> int | None:
    """The position of the statement whose cue the span is, among those at the positions `here`."""
    cues = ((index, statements[index].cue) for index in here)
    return next((index for index, cue in cues if cue is not None and cue.overlaps(span)), None)
