"""The people that sources name and the discourse does not know yet: "said Marten Oosterhuis, who measures …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from attribune.catalog import Catalog
from attribune.catalog.party import Match
from attribune.model import Attribution, Reference, Span
from attribune.normalize.discourse import Discourse
from attribune.normalize.entity import Naming, entity_of_person
from attribune.normalize.introduced import country_beside
from attribune.normalize.lexica import SpeakerWords, singular
from attribune.normalize.person import person_names

__all__ = ["matches_in", "named_in_sources", "people_in"]


def named_in_sources(
    text: str, attributions: Sequence[Attribution], discourse: Discourse, catalog: Catalog, words: SpeakerWords
) -> Iterator[Naming]:
    """The people of all sources; not what reads like a body."""
    for source in sorted({one.source for one in attributions if one.source is not None}):
        inside = discourse.within(source)
        if any(one.entity.person and one.entity.reference.kind != "unnamed" for one in inside):
            continue
        taken = tuple(one.span for one in inside if one.entity.reference.kind != "unnamed")
        for one in people_in(text, source, taken, matches_in(text, source, catalog), words, catalog):
            if not {singular(word) for word in one.entity.reference.name.split()} & words.institution:
                yield one


def matches_in(text: str, source: Span, catalog: Catalog) -> list[Match]:
    """The parties that the catalogue finds in the words of a source alone."""
    found = catalog.parties.find(source.of(text))
    return [replace(match, span=match.span.shift(source.start)) for match in found]


def people_in(
    text: str, source: Span, taken: tuple[Span, ...], matches: Sequence[Match], words: SpeakerWords, catalog: Catalog
) -> Iterator[Naming]:
    """The people of one source whose names neither stand in `taken` nor in `matches`."""
    for span in person_names(text, source, words, taken + tuple(match.span for match in matches)):
        reference = Reference(None, span.of(text), "person", country_beside(text, span, matches, catalog))
        yield Naming(span, entity_of_person(reference, text, span, words))
