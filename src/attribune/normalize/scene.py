"""What is known while a document's attributions are walked through, and the head of a source's noun phrase."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from attribune.catalog import Catalog
from attribune.model import Mentions, Span
from attribune.normalize.antecedent import Spoken
from attribune.normalize.discourse import Discourse, Entity
from attribune.normalize.lexica import SpeakerWords

__all__ = ["WORD", "Scene", "Speaker", "head_of", "head_phrase"]

WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_DETERMINER = re.compile(r"^(?:the|a|an|its|his|her|their|this|that|these|those|some|another|one|both)\s+", re.I)
_NP_END = re.compile(
    r",|;|:|\(|—|–|\s(?:of|for|in|at|from|who|whom|which|that|on|with|by|near|inside|outside|under|close|familiar|speaking"
    r"|cited|quoted|citing|interviewed|based|working|living|stationed|involved|about|aboard|whose|to|and|after)\s"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who an attribution goes back to, and by what: named, short name, title, pronoun, document, continuation, …"""

    entity: Entity | None
    basis: str | None


@dataclass(slots=True)
class Scene:
    """What is known while the attributions are walked through in text order."""

    text: str
    mentions: Mentions
    catalog: Catalog
    words: SpeakerWords
    discourse: Discourse
    day: date | None = None
    spoken: list[Spoken] = field(default_factory=list)

    @property
    def home(self) -> str | None:
        """The country that the document speaks of most: whose "the army" is, where nothing else says."""
        counted = Counter(code for _, code in self.discourse.countries)
        return counted.most_common(1)[0][0] if counted else None

    def institution(self, owner: str, institution: str, head: str) -> Entity | None:
        """An institution of a country or region as an entity; an office is its holder on the day of the document."""
        party = self.catalog.parties.institution(owner, institution)
        if party is None:
            return None
        if party.kind == "office" and self.day is not None:
            party = self.catalog.parties.holder(party.id, self.day) or party
        reference = self.catalog.parties.reference(party)
        person = party.kind in {"person", "office"}
        many = party.kind in {"forces", "military", "people", "armed_group"}
        return Entity(reference, person=person, many=many, gender=party.gender, roles=frozenset({head}))


def head_phrase(source: Span, text: str) -> Span:
    """The noun phrase of the source up to its head: without what follows "of", "who", a comma."""
    words = source.of(text)
    lead = _DETERMINER.match(words)
    start = lead.end() if lead is not None else 0
    cut = _NP_END.search(words, start)
    end = cut.start() if cut is not None and cut.start() > start else len(words)
    return Span(source.start + start, source.start + max(end, start + 1)) if start < len(words) else source


def head_of(source: Span, text: str) -> str:
    """The head noun of the source, lower case."""
    found = WORD.findall(head_phrase(source, text).of(text))
    return found[-1].lower() if found else ""
