"""Whom a text introduces itself: people with a title or apposition, organisations by their full name, short forms."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from attribune.catalog import Catalog
from attribune.catalog.party import Match
from attribune.model import Reference, Span
from attribune.normalize.entity import Entity, Naming, entity_of_person, entity_unnamed, unnamed
from attribune.normalize.lexica import SpeakerWords, singular
from attribune.normalize.person import person_names

__all__ = ["country_beside", "country_of", "introduced", "organisation", "short_forms", "unlisted"]

_INTRODUCED = re.compile(
    r"(?<![\w’'-] )(?<![\w’'-])"
    r"((?:[A-ZÀ-Þ][\w’'-]+)(?: (?:al-|el-|bin |ibn |abu |van |de |von )?[A-ZÀ-Þ][\w’'-]+){0,2}),\s+"
    r"(?:(?:aged )?\d{1,3},|an?\s|who\s(?:was|is|had|has|lives|lived|fled|works|worked|said|runs)|whose\s)"
)
_COMMON = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ss]everal|[Ss]ome)\s((?:[\w’'-]+\s){0,3}?)([a-z]{3,}(?:-[a-z]+)?)\b"
)
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
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december meanwhile however".split()
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


def introduced(text: str, words: SpeakerWords) -> Iterable[Naming]:
    """People introduced by an apposition ("Olena, 53, …", "Nino, a bank clerk") or by what they are ("a nurse")."""
    for match in _INTRODUCED.finditer(text):
        lead = match[1].split()[0].lower()
        if lead in words.titles or lead in words.institution or lead in _CALENDAR:
            continue
        span = Span(match.start(1), match.end(1))
        yield Naming(span, entity_of_person(Reference(None, match[1], "person"), text, span, words))
    for match in _COMMON.finditer(text):
        noun = match[2].lower()
        if singular(noun) not in words.person or text[match.end() :].lstrip()[:1].isupper():
            continue
        many = singular(noun) != noun
        entity = entity_unnamed(unnamed(match[0]), noun, person=not many, many=many, country=None)
        yield Naming(Span(match.start(), match.end()), entity)


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
