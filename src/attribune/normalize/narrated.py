"""People whom a report brings in without quoting them: "Inna Karpenko was closing a window", "Selvi, a schoolteacher".

A name counts where it begins with a known given name, or where an age, a calling or a relative clause about a person
stands beside it. Whoever is known by a full name is found again by surname, given name or honorific.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from attribune.model import Reference, Span, Spans
from attribune.normalize.entity import Entity, Naming, bare_surname, entity_of_person
from attribune.normalize.lexica import SpeakerWords, singular
from attribune.normalize.name_shape import CALLED, LINK, PART, is_given, is_introduced, is_place, without_lead
from attribune.normalize.person_role import person_noun

__all__ = ["named_again", "narrated"]

_CAPITALS = re.compile(rf"(?<![\w’'-])(?:[A-Z]\. ?)*{PART}(?: (?:[A-Z]\. )?{LINK}?{PART}){{0,4}}(?![\w-])")
_REVERED = re.compile(rf"(?<![\w’'-])([A-Z][a-z]+) ({PART}(?: {PART})?)(?![\w-])")
_CLAUSE = 60  # characters in front of "called" that say what is called so
_SHORTEST = 3
_ENDS = frozenset({"", "\n", ".", "!", "?", "”", "’", "—", "–"})  # what a sentence may follow
_AFTER = 220  # characters behind a name in which a pronoun says that it is a person's
_OWN = re.compile(r"\b(?:he|she|his|her|him|hers|himself|herself)\b", re.IGNORECASE)
_ANOTHER_NAME = re.compile(rf"[a-z,;] {PART} {PART}|\b(?:an?|the) (?:\w+ )?(?:man|woman|boy|girl|soldier|officer)\b")
_RELATED = re.compile(rf"\b([a-z]+), ({PART}),")


def narrated(text: str, taken: Iterable[Span], namings: Sequence[Naming], words: SpeakerWords) -> Iterator[Naming]:
    """The people whom the text brings in by name; nobody where something in `taken` begins or who is in `namings`."""
    known = Spans([*taken, *(one.span for one in namings)])
    named = {part for one in namings if one.entity.person for part in one.entity.reference.name.split()}
    called = [*_by_calling(text, known, words), *_revered(text, known, named, words)]
    known = Spans([*taken, *(one.span for one in (*namings, *called))])
    full: list[Naming] = []
    alone: list[Naming] = []
    for match in _CAPITALS.finditer(text):
        name = without_lead(text, Span(match.start(), match.end()), words)
        if (
            name is None
            or is_place(text, name, words)
            or (known.touches(_first(name)) and not _is_ranked(text, name, words))
        ):
            continue
        pair = " " in name.of(text)
        told = is_introduced(text, name, words) or (pair and _is_subject(text, name, match.start()))
        if pair and (told or is_given(name.of(text), words)):
            full.append(_person(text, name, words))
        elif told or is_given(name.of(text), words):
            alone.append(_person(text, name, words))
    yield from (*called, *full)
    people = (one.entity for one in (*namings, *called, *full) if one.entity.person)
    named = {part for one in people for part in one.reference.name.split()}
    yield from (one for one in alone if one.entity.reference.name not in named)


def named_again(
    text: str, namings: Sequence[Naming], hidden: Sequence[Naming], taken: Iterable[Span]
) -> Iterator[Naming]:
    """Every later use of a part of a name: "Ms Karpenko", "Selvi", "Sir John"; `hidden` names stand inside others."""
    people = _short_names([*namings, *hidden])
    if not people:
        return
    known = Spans([*(one.span for one in namings), *taken])
    forms = "|".join(sorted(map(re.escape, people), key=lambda form: (-len(form), form)))
    for match in re.finditer(rf"(?<![\w’'-])(?:{forms})(?![\w-])", text):
        first, entity = people[match.group()]
        span = Span(match.start(), match.end())
        beside = re.match(r" [A-ZÀ-Þ]", text[span.end : span.end + 2])
        if span.start > first.start and beside is None and not known.touches(span):
            yield Naming(span, entity)


def _short_names(namings: Sequence[Naming]) -> dict[str, tuple[Span, Entity]]:
    """Surname or given name → where the person was first named, and who; names that two bear are left out."""
    found: dict[str, tuple[Span, Entity]] = {}
    shared: set[str] = set()
    for naming in namings:
        entity = naming.entity
        if not entity.person or entity.many or entity.reference.kind != "person":
            continue
        parts = entity.reference.name.split()
        for part in {parts[-1], bare_surname(parts[-1]), parts[0]}:
            earlier = found.setdefault(part, (naming.span, entity))
            if earlier[1].key != entity.key:
                shared.add(part)
    return {part: one for part, one in found.items() if part not in shared and len(part) >= _SHORTEST}


def _is_subject(text: str, name: Span, start: int) -> bool:
    """True where a sentence opens with two capitalised words and a verb and goes on with a "he" or "she" of its own."""
    opens = name.start == start and text[:start].rstrip(" “‘\"'")[-1:] in _ENDS
    if not opens or re.match(r"’s\b|'s\b", text[name.end : name.end + 2]):
        return False
    rest = text[name.end : name.end + _AFTER].split("\n", 1)[0]
    verb = re.match(
        r" (?:\w+ly )?(?:[a-z]+s|[a-z]+ed|had|has|was|went|came|sold|kept|ran|fled|sat|stood|lost|left|saw)\b", rest
    )
    own = _OWN.search(rest)
    return verb is not None and own is not None and not _ANOTHER_NAME.search(rest[: own.start()])


def _first(name: Span) -> Span:
    return Span(name.start, name.start + 1)


def _is_ranked(text: str, name: Span, words: SpeakerWords) -> bool:
    """True for a full name behind a rank, also inside a longer name: "the inquiry chaired by Sir John Chilcot"."""
    before = re.search(r"(\w+)\.? $", text[max(0, name.start - 15) : name.start])
    return before is not None and before[1].lower() in words.ranks and is_given(name.of(text), words)


def _by_calling(text: str, known: Spans, words: SpeakerWords) -> Iterator[Naming]:
    """People by the name that the text says they go by: "the woman whom I shall call Selvi", "Father Anselm"."""
    for match in _RELATED.finditer(text):  # "her younger son, Jaime, was 15"
        span = Span(match.start(2), match.end(2))
        if match[1] in words.noun_gender and not known.touches(span):
            yield _person(text, span, words)
    for match in CALLED.finditer(text):
        name = without_lead(text, Span(match.start("name"), match.end("name")), words)
        clause = re.split(r"[.;:\n]", text[max(0, match.start() - _CLAUSE) : match.start()])[-1]
        nouns = (person_noun(singular(word), words) for word in re.findall(r"[a-z-]+", clause))
        if name is not None and any(nouns) and not known.touches(name):
            yield _person(text, name, words)


def _revered(text: str, known: Spans, named: Set[str], words: SpeakerWords) -> Iterator[Naming]:
    """People known by what stands in front of one name ("Father Anselm"), unless the name was given in full before."""
    for match in _REVERED.finditer(text):
        roles = words.revered.get(match[1].lower())
        span = Span(match.start(), match.end())
        if roles is None or known.touches(span) or is_place(text, span, words) or match[2].split()[0] in named:
            continue
        one = _person(text, span, words)
        yield replace(one, entity=replace(one.entity, roles=one.entity.roles | roles))


def _person(text: str, span: Span, words: SpeakerWords) -> Naming:
    reference = Reference(None, span.of(text), "person")
    return Naming(span, entity_of_person(reference, text, span, words))
