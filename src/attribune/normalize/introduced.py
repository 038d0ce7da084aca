"""Whom a text introduces itself: people with a title or apposition, organisations by their full name, short forms."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set

from attribune.catalog import Catalog
from attribune.catalog.party import Match
from attribune.model import Reference, Span
from attribune.normalize.entity import Entity, Naming, entity_of_person, entity_unnamed, unnamed
from attribune.normalize.lexica import SpeakerWords, singular
from attribune.normalize.name_shape import CALLED
from attribune.normalize.person import person_names

__all__ = ["country_beside", "country_of", "introduced", "organisation", "short_forms", "unlisted"]

_COMMON = re.compile(r"\b(?:[Aa]n?|[Aa]nother|[Oo]ne|[Tt]wo|[Tt]hree|[Ss]everal|[Ss]ome)\s((?:[\w’'-]+ ?){1,5})")
_RELATIVE = re.compile(
    r"\b(?:his|her|my|their)\s(?:\w+\s)?(brother|sister|wife|husband|mother|father|son|daughter|uncle|aunt|grandmother"
    r"|grandfather|nephew|niece|cousin|widow|grandson|granddaughter|(?:mother|father|sister|brother|son|daughter)-in-law"
    r"|stepmother|stepfather|girlfriend|boyfriend|fiancée?|godmother|godfather)\b(?![’'])"
)
_BEHIND_NAME = re.compile(r"(?:,\s(?:aged\s)?[\w-]+)?,\s$")
_LOWER = re.compile(r"[\w’'-]+")
_FUNCTION = frozenset(
    "of in to the and that who which or for from at with on by is was were are has had said as than but".split()
)
_ONE_OF = re.compile(r"one of (?:the|these|those|his|her|their)\s", re.IGNORECASE)
_PROPER = re.compile(
    r"[A-ZÀ-Þ0-9][\w’'&-]*(?:(?:\s+(?:of|for|the|and|in|to|against|from|&)){0,3}\s+[A-ZÀ-Þ][\w’'&-]*)+"
)
_BODIES = frozenset(
    "society cell centre center district programme program room club mission bureau directorate panel force association"
    " federation league college fund congress chamber corps academy school laboratory lab project".split()
)
_NEAR_BEFORE, _NEAR_AFTER = 45, 60  # characters between a name and what gives it a country
_SHORT_FORM = re.compile(
    r"((?:[A-ZÀ-Þ][\w’'&-]*(?:\s+(?:of|for|the|and|in|on|to)\b)*\s+){1,9}[A-ZÀ-Þ][\w’'-]+)\s+\(([A-Z][A-Za-z-]{1,9})\)"
)


def unlisted(text: str, matches: Sequence[Match], catalog: Catalog, words: SpeakerWords) -> Iterable[Naming]:
    """People with a title or apposition whom the catalogue does not hold."""
    taken = tuple(match.span for match in matches)
    starts = [span.start for span in taken]
    for line in re.finditer(r"[^\n]+", text):
        block = Span(line.start(), line.end())
        within = taken[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        inside = tuple(span for span in within if block.contains(span))
        for name in person_names(text, block, words, inside):
            before = text[block.start : name.start].rstrip().rsplit(None, 1)
            title = before[-1].strip(".").lower() if before else ""
            beside = title.endswith(",") and text[name.end : name.end + 1] == ","  # "the defence minister, X Y,"
            if (title.rstrip(",") if beside else title) not in words.titles | words.person:
                continue
            reference = Reference(None, name.of(text), "person", country_beside(text, name, matches, catalog))
            yield Naming(name, entity_of_person(reference, text, name, words))


def introduced(text: str, namings: Sequence[Naming], words: SpeakerWords) -> Iterable[Naming]:
    """People introduced by what they are ("a nurse", "two fishermen") or whose they are ("her brother")."""
    named = {one.span.end for one in namings if one.entity.person}
    for match in _COMMON.finditer(text):
        if _apposed(text, match.start(), named):
            continue
        found = _person_in(match, words)
        if found is None or text[found.end() :].lstrip()[:1].isupper() or CALLED.match(text, found.end()):
            continue  # titles of names; and whoever is given a name right after goes by it
        noun = found.group().lower()
        one_of = _ONE_OF.match(match[0])
        many = singular(noun) != noun and one_of is None
        span = Span(match.start(), found.end())
        name = f"unnamed {singular(noun)}" if one_of is not None else unnamed(span.of(text))
        head = singular(noun) if one_of is not None else noun
        yield Naming(span, entity_unnamed(name, head, words, person=not many, many=many, country=None))
    for match in _RELATIVE.finditer(text):
        if match[1].lower() in words.noun_gender:
            entity = entity_unnamed(f"unnamed {match[1]}", match[1], words, person=True, many=False, country=None)
            yield Naming(Span(match.start(), match.end()), entity)


def _apposed(text: str, start: int, named: Set[int]) -> bool:
    """True right behind a name, with or without an age between: "Abu Khaled, 40, a father of six"."""
    gap = _BEHIND_NAME.search(text, max(0, start - 25), start)
    return gap is not None and gap.start() in named


def _person_in(match: re.Match[str], words: SpeakerWords) -> re.Match[str] | None:
    """The noun for a person among the words behind an article: "driver" in "a taxi driver from Kharkiv"."""
    for word in _LOWER.finditer(match.string, match.start(1), match.end()):
        if word.group() in _FUNCTION and not _ONE_OF.match(match[0]):
            return None
        if singular(word.group()) in words.person:
            return word
    return None


def short_forms(text: str, namings: Sequence[Naming], words: SpeakerWords) -> Iterable[Naming]:
    """Every later use of a short form that the text itself gives: "Joint Maritime Information Center (JMIC)"."""
    for match in _SHORT_FORM.finditer(text):
        named = next(
            (one for one in namings if match.start(1) <= one.span.start and one.span.end == match.end(1)), None
        )
        name = re.sub(r"^The\s+", "", match[1])
        if named is None or len(named.span) < len(name) * 0.7:
            if sum(word[0] == letter for word, letter in zip(name.split(), match[2], strict=False)) < 1:
                continue
            entity = Entity(Reference(None, name, "organisation"), roles=words.called["organisation"])
            yield Naming(Span(match.end(1) - len(name), match.end(1)), entity)
        else:
            entity = named.entity
        for again in re.finditer(rf"(?<!\w){re.escape(match[2])}(?!\w)", text):
            if not any(one.span.start <= again.start() < one.span.end for one in namings):
                yield Naming(Span(again.start(), again.end()), entity)


def organisation(text: str, start: int, end: int, words: SpeakerWords) -> Naming | None:
    """An organisation by its capitalised name, read from `start`: "Syrian American Medical Society", "110th Brigade".

    None unless one of its words says what kind of body it is.
    """
    match = _PROPER.match(text, start, end)
    if match is None:
        return None
    name = re.sub(r"^(?:[A-Z][\w-]*[’']s|The)\s+", "", match.group())
    name = re.sub(r"^[A-Z][\w.-]*-based\s+", "", name)
    heads = {singular(word) for word in name.split()} & (words.institution | _BODIES)
    if len(name.split()) < 2 or not heads:
        return None
    entity = Entity(Reference(None, name, "organisation"), roles=frozenset(heads))
    return Naming(Span(match.end() - len(name), match.end()), entity)


def country_beside(text: str, name: Span, matches: Sequence[Match], catalog: Catalog) -> str | None:
    """The country that the words right before or after a name give it ("Russian MP X", "X, the mayor of Y")."""
    after = bisect_left(matches, name.start, key=lambda match: match.span.start)
    for match in reversed(matches[:after]):
        if name.start - match.span.end > _NEAR_BEFORE:
            break
        if name.start - match.span.end >= 0 and not re.search(r"[.,;\n]", text[match.span.end : name.start]):
            return country_of(match, catalog)
    for match in matches[after:]:
        if match.span.start - name.end > _NEAR_AFTER:
            break
        if match.span.start - name.end >= 0 and not re.search(r"[.;\n]", text[name.end : match.span.start]):
            return country_of(match, catalog)
    return None


def country_of(match: Match, catalog: Catalog) -> str | None:
    """The country of what a match stands for."""
    for one in match.ids:
        if one in catalog.parties.countries:
            return one
        region = catalog.parties.regions.get(one)
        if region is not None:
            return region.country
        party = catalog.parties.get(one)
        if party is not None and party.country is not None:
            return party.country
    return None
