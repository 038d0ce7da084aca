"""Bodies that only the text introduces: "Highland Rights Watch", "a Chinese firm, Chang Guang Satellite Technology"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from attribune.catalog.names import key_of
from attribune.catalog.party import Form, Match
from attribune.model import Reference, Span, Spans
from attribune.normalize.entity import Entity, Naming
from attribune.normalize.lexica import SpeakerWords, singular

__all__ = ["bodies"]

_WORD = r"[A-ZÀ-Þ][\w’'&-]*"
_CAPITALS = re.compile(rf"{_WORD}(?:(?:\s(?:of|for|the|and|in|on|to|against|&)){{0,2}}\s{_WORD})+")
_NAME = rf"{_WORD}(?:\s(?:al-|el-|of\s|for\s|the\s|and\s|in\s)?{_WORD}){{0,5}}"
_CLAUSE = r"(?:that|which|nobody|no one|based|run|led|linked|close|allied|calling|known)"
_LEADING = frozenset(
    "the a an and but or in on at for to from by with when while after before as if also since until during under over"
    " meanwhile however monday tuesday wednesday thursday friday saturday sunday"
    " january february march april may june july"
    " august september october november december".split()
)
_SPEAKING = frozenset({Form.NAME, Form.COMPOSED, Form.SHORT})
_TELLING = frozenset({"rights", "relief", "aid"})  # words that say what a body is, wherever they stand in its name
_COMPANY = frozenset({"firm", "company", "manufacturer", "carrier", "airline"})


def bodies(text: str, matches: Sequence[Match], words: SpeakerWords) -> Iterator[Naming]:
    """Every naming of a body that the catalogue does not hold: by a word of its name, or by what stands beside it."""
    taken = Spans(match.span for match in matches if match.form in _SPEAKING)
    generic = {match.span for match in matches if match.form is Form.GENERIC}
    beside = _beside(tuple(sorted(words.kinds)))
    for pattern in beside:
        for match in pattern.finditer(text):
            span = Span(*match.span("name"))
            if not taken.touches(span) and match["name"].split()[0].lower() not in _LEADING | words.titles:
                kind = match["kind"].lower()
                yield from _everywhere(
                    text, span, _entity(match["name"], {singular(kind), kind} | words.called[_kind_of({kind})])
                )
    for match in _CAPITALS.finditer(text):
        named = _by_its_word(text, Span(match.start(), match.end()), words)
        if named is not None and not taken.touches(named.span) and named.span not in generic:
            yield named


def _by_its_word(text: str, span: Span, words: SpeakerWords) -> Naming | None:
    """The body that a run of capitals is, where its last word, or the one before "of" or "for", says so."""
    runs = list(re.finditer(r"\S+", span.of(text)))
    while runs and _is_leading(runs[0].group(), words):
        runs.pop(0)
    parts = [run.group() for run in runs]
    heads = [one for one, after in pairwise([*parts, "of"]) if after in {"of", "for", "on", "to"}]
    called = [words.bodies[head.lower()] for head in heads if head.lower() in words.bodies]
    if len(parts) < 2 or not called:
        return None
    named = Span(span.start + runs[0].start(), span.end)
    called += [words.bodies[part.lower()] for part in parts if part.lower() in _TELLING]
    return Naming(named, _entity(named.of(text), frozenset().union(*called)))


def _is_leading(word: str, words: SpeakerWords) -> bool:
    """True for capitals that only stand before a name: "On", "Professor", "Syria’s", "Britain-based"."""
    lower = word.lower()
    return lower in _LEADING | words.titles or lower.endswith(("’s", "'s", "-based", "-led", "-backed", "-run"))


@cache
def _beside(kinds: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A kind of body before a name that commas set off, and one behind it."""
    kind = "|".join(re.escape(one) for one in sorted(kinds, key=len, reverse=True))
    lead = r"\b(?:[Aa]n?|[Tt]he)\s(?:[\w’'.-]+\s){0,3}"
    before = rf"{lead}(?P<kind>{kind})(?:\s{_CLAUSE}\b[^,.;:\n“”\"]{{0,50}})?"
    return (
        re.compile(
            rf"{before}(?:,\s(?:the\s)?|,?\s(?:called|named|known as)\s(?:the\s)?)(?P<name>{_NAME})(?=[,.;)]|\s[a-z(])"
        ),
        re.compile(rf"(?P<name>{_NAME}),\san?\s(?:[\w’'.-]+\s){{0,3}}(?P<kind>{kind})\b"),
    )


def _everywhere(text: str, first: Span, entity: Entity) -> Iterator[Naming]:
    """The body where it is introduced, and at every later place that has its name."""
    for again in re.finditer(rf"(?<!\w){re.escape(first.of(text))}(?!\w)", text[first.start :]):
        yield Naming(Span(again.start(), again.end()).shift(first.start), entity)


def _entity(name: str, roles: frozenset[str] | set[str]) -> Entity:
    return Entity(Reference(None, name, _kind_of(roles)), names=frozenset({key_of(name)}), roles=frozenset(roles))


def _kind_of(roles: frozenset[str] | set[str]) -> str:
    return "company" if roles & _COMPANY else "organisation"
