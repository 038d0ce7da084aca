"""What is known while a document's attributions are walked through, and the head of a source's noun phrase."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from attribune.catalog import Catalog
from attribune.model import Mentions, Span, Spans
from attribune.normalize.discourse import Discourse
from attribune.normalize.entity import Entity, Naming
from attribune.normalize.lexica import SpeakerWords, load_speaker_words, singular
from attribune.normalize.salience import Candidate, Choice, Ground, Place, Spoken, Weights, chosen

__all__ = ["WORD", "Scene", "Speaker", "head_of", "head_phrase", "noun_of"]

WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_DETERMINER = re.compile(r"^(?:the|a|an|its|his|her|their|this|that|these|those|some|another|one|both)\s+", re.I)
_NP_END = re.compile(
    r",|;|:|\(|—|–|\s(?:of|for|in|at|from|who|whom|which|that|on|with|by|near|inside|outside|under|close|familiar|speaking"
    r"|cited|quoted|citing|interviewed|based|working|living|stationed|involved|about|aboard|whose|to|and|after"
    r"|released|published|posted|shared|handed|obtained|aired|broadcast|shown|carried|uploaded|collected|compiled|gathered|prepared|written|drafted|commissioned|provided|distributed|circulat(?:ed|ing)|taken|filmed|issued|signed"
    r"|joined|reached|contacted|deployed|set|allied|linked|loyal|affiliated|tied|briefed|sent|fighting|fleeing)\s"
)
_PARTICIPLE = re.compile(
    r"\b([a-z]+)\s(?:now\s|still\s|who\s)?(?:[a-z]{2,}ing|displaced|trapped|wounded|evacuated|known)\b"
)


_APPOSED = re.compile(r",\s(?=an?\s)")
_NAMED_BY_KIND = frozenset({"ministry", "service"})


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
    ground: Ground
    weights: Weights
    day: date | None = None
    spoken: list[Spoken] = field(default_factory=list)
    voices: dict[str, set[str]] = field(default_factory=dict)  # key → nouns of who spoke for it: "a spokesman"
    genders: dict[str, str] = field(default_factory=dict)  # key → what a "he" or "she" that went back to it says
    identified: dict[Span, Entity] = field(default_factory=dict)  # descriptions whose bearer the text names after
    called: list[Naming] = field(default_factory=list)  # descriptions that open a sentence, by whom they stand for
    record: Callable[[Choice], None] | None = None

    def hear(self, spoken: Spoken) -> None:
        """One more speaker, with the noun of the person whose mouth it was."""
        self.spoken.append(spoken)
        source = spoken.attribution.source
        if source is not None:
            gender = self.words.gender.get(source.of(self.text).lower())
            if gender is not None and spoken.entity.person:
                self.genders[spoken.entity.key] = gender
            noun = noun_of(source, self.text, self.words)
            alone = noun.split(" ")[-1] == head_of(source, self.text)
            if alone and noun in self.words.person | self.words.mouthpiece:
                self.voices.setdefault(spoken.entity.key, set()).add(noun)
            beside = _APPOSED.search(source.of(self.text))
            if beside is not None and not spoken.entity.person:  # "the HDP, a pro-Kurdish party"
                apposed = noun_of(Span(source.start + beside.end(), source.end), self.text, self.words)
                if apposed in self.words.institution:
                    self.voices.setdefault(spoken.entity.key, set()).add(apposed)

    def gender_of(self, entity: Entity) -> str | None:
        """The gender of an entity: by its name or noun, by what the text said of it, or by who spoke for it."""
        mouths = {self.words.noun_gender.get(noun) for noun in self.voices.get(entity.key, ())} - {None}
        told = next(iter(mouths)) if len(mouths) == 1 and not entity.person else None
        return entity.gender or self.genders.get(entity.key) or told

    def choose(self, kind: str, candidates: Iterable[Candidate], place: Place) -> Entity | None:
        """The likeliest of the candidates for the words at a place."""
        return chosen(kind, candidates, place, self.ground, (self.spoken, self.called), self.weights, self.record)

    def entities_before(self, place: Place) -> list[Entity]:
        """Everybody who spoke or was named before a place, last first, each once; not those named in its content."""
        found: dict[str, Entity] = {}
        for one in reversed(self.spoken):
            if one.anchor.start < place.span.start and not place.quotes(one.anchor):
                found.setdefault(one.entity.key, one.entity)
        for naming in reversed(self.called):
            if naming.span.end <= place.span.start:
                found.setdefault(naming.entity.key, naming.entity)
        sources = Spans(one.anchor for one in self.spoken)
        for naming in self.discourse.before(place.span.start):
            inner = naming.entity.reference.kind == "unnamed" and (
                sources.holds(naming.span)
                or (self.ground.is_quoted(naming) and not self.ground.share_quotation(naming, place.span))
            )
            if not inner and not place.quotes(naming.span):
                found.setdefault(naming.entity.key, naming.entity)
        return list(found.values())

    def institution(self, owner: str, institution: str, head: str) -> Entity | None:
        """An institution of a country or region as an entity; an office is its holder on the day of the document."""
        if institution == "forces" and head == "army" and self.catalog.parties.own_army(owner):
            institution = "army"
        party = self.catalog.parties.institution(owner, institution)
        if party is None:
            return None
        if party.kind == "office" and self.day is not None:
            party = self.catalog.parties.holder(party.id, self.day) or party
        reference = self.catalog.parties.reference(party)
        person = party.kind in {"person", "office"}
        many = party.kind in {"forces", "military", "people", "armed_group"}
        roles = {head} | (self.words.called[party.kind] if party.kind in _NAMED_BY_KIND else set())
        if party.kind in _NAMED_BY_KIND:
            roles |= {singular(word) for word in party.name.split()} & self.words.institution
        return Entity(reference, person=person, many=many, gender=party.gender, roles=frozenset(roles))


def head_phrase(source: Span, text: str) -> Span:
    """The noun phrase of the source up to its head: without what follows "of", "who", a comma."""
    words = source.of(text)
    lead = _DETERMINER.match(words)
    start = lead.end() if lead is not None else 0
    cut = _NP_END.search(words, start)
    end = cut.start() if cut is not None and cut.start() > start else len(words)
    doing = _doing(words, start, end)
    end = end if doing is None else doing
    end = start + len(words[start:end].rstrip())
    return Span(source.start + start, source.start + max(end, start + 1)) if start < len(words) else source


def _doing(words: str, start: int, end: int) -> int | None:
    """Where a participle begins behind the noun for a person: "a woman sheltering in a village"."""
    nouns = load_speaker_words().person
    for match in _PARTICIPLE.finditer(words, start, end):
        if singular(match[1]) in nouns and (match.end() < len(words)):
            return match.end(1)
    return None


def noun_of(source: Span, text: str, words: SpeakerWords) -> str:
    """The head noun in the singular; two words where they are one noun: "think tank", "press officer"."""
    found = [word.lower() for word in WORD.findall(head_phrase(source, text).of(text))]
    if not found:
        return ""
    both = " ".join((*found[-2:-1], singular(found[-1])))
    return both if both in words.compounds else singular(found[-1])


def head_of(source: Span, text: str) -> str:
    """The head noun of the source, lower case."""
    found = WORD.findall(head_phrase(source, text).of(text))
    return found[-1].lower() if found else ""
