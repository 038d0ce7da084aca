"""Who speaks: each attribution's source, be it a name, a title, a pronoun, a document or nothing, as one entity.

The attributions are resolved in text order, since a later "he" goes back to whoever spoke before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from attribune.catalog import Catalog
from attribune.catalog.names import key_of
from attribune.model import Attribution, Document, Mentions, Reference, Span
from attribune.normalize.antecedent import Spoken, antecedent
from attribune.normalize.discourse import (
    Discourse,
    Entity,
    Naming,
    country_beside,
    entity_of_person,
    entity_unnamed,
    unnamed,
)
from attribune.normalize.lexica import SpeakerWords, load_speaker_words, singular
from attribune.normalize.person import person_names

__all__ = ["Speaker", "resolve_speakers"]

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_DETERMINER = re.compile(r"^(?:the|a|an|its|his|her|their|this|that|these|those|some|another|one|both)\s+", re.I)
_NP_END = re.compile(
    r",|;|:|\(|—|–|\s(?:of|for|in|at|from|who|whom|which|that|on|with|by|near|inside|outside|under|close|familiar|speaking"
    r"|cited|quoted|citing|interviewed|based|working|living|stationed|involved|about|aboard|whose|to|and|after)\s"
)
_FIRST_NAME = re.compile(r"([A-ZÀ-Þ][\w’'-]{2,}),\s+(?:\d{1,3}\b|an?\s|who\b|the\s|whose\b)")
_OWN = {"its": "it", "his": "he", "her": "she", "their": "they"}
_SIDES = re.compile(
    r"(?:both|the two|the warring|the)\s+(?:\w+\s)?"
    r"(?:sides|parties|countries|delegations|organi[sz]ations|men|belligerents|armies|governments)$",
    re.IGNORECASE,
)
    r"(?:both|the two|the warring|the)\s+(?:\w+\s)?(?:sides|parties|countries|delegations|organi[sz]ations|men|belligerents|armies|governments)$",
    re.I,
)
_LOCAL = frozenset({"governor", "government", "mayor", "police", "authorities", "officials", "press-service"})
_ONE_OF = re.compile(r"(?:one|both|neither|each|two|some|all)(?:\s+of\s+(?:them|those|the\s+\w+))?$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(its|his|her|their)\s", re.IGNORECASE)
_SELF = re.compile(r"\s+(?:him|her|it|them)sel(?:f|ves)$|\s+(?:alone|too|also|both)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who an attribution goes back to, and by what: named, short name, title, pronoun, document, continuation, …"""

    entity: Entity | None
    basis: str | None


@dataclass(slots=True)
class _Scene:
    """What is known while the attributions are walked through in text order."""

    text: str
    mentions: Mentions
    catalog: Catalog
    words: SpeakerWords
    discourse: Discourse
    spoken: list[Spoken] = field(default_factory=list)


def resolve_speakers(
    document: Document, mentions: Mentions, discourse: Discourse, catalog: Catalog
) -> tuple[Speaker, ...]:
    """The speaker of each attribution of `mentions`, in the same order."""
    words = load_speaker_words(document.language or "en")
    scene = _Scene(document.text, mentions, catalog, words, discourse)
    order = sorted(range(len(mentions.attributions)), key=lambda index: _anchor(mentions.attributions[index]).start)
    speakers: dict[int, Speaker] = {}
    waiting: list[int] = []
    for index in order:
        attribution = mentions.attributions[index]
        speaker = _speaker(attribution, scene)
        speakers[index] = speaker
        if speaker.entity is not None:
            scene.spoken.append(Spoken(_anchor(attribution), attribution, speaker.entity))
            for early in waiting:
                if _follows(scene.text, mentions.attributions[early], attribution):
                    speakers[early] = Speaker(speaker.entity, "continuation")
            waiting.clear()
        elif attribution.source is None and attribution.cue is None:
            waiting.append(index)
    return tuple(speakers[index] for index in range(len(mentions.attributions)))


def _anchor(attribution: Attribution) -> Span:
    """Where an attribution stands for reading order: its source, else its cue, else its content."""
    return attribution.source or attribution.cue or attribution.content[0]


def _follows(text: str, early: Attribution, late: Attribution) -> bool:
    """True if a quotation without a speaker is taken up by a speaker in the same or the next paragraph."""
    return (
        0 <= late.content[0].start - early.content[-1].end <= 400
        and text.count("\n\n", early.content[-1].end, late.content[0].start) <= 1
    )


def _speaker(attribution: Attribution, scene: _Scene) -> Speaker:
    if attribution.source is None:
        return _without_source(attribution, scene)
    source = attribution.source
    reflexive = _SELF.search(source.of(scene.text))
    if reflexive is not None and reflexive.start() > 0:
        source = Span(source.start, source.start + reflexive.start())
    plain = source.of(scene.text).strip().lower()
    plain = _OWN.get(plain, plain)
    if plain in scene.words.pronouns:
        entity = antecedent(plain, source, scene.mentions, scene.discourse, scene.spoken, scene.words)
        return Speaker(entity, "pronoun" if entity is not None else None)
    return _named(source, scene) or _described(source, scene)


def _without_source(attribution: Attribution, scene: _Scene) -> Speaker:
    """A bare quotation goes on with the last speaker, a participle ("adding that") with its sentence's."""
    if not scene.spoken:
        return Speaker(None, None)
    last = scene.spoken[-1]
    place = attribution.content[0] if attribution.cue is None else attribution.cue
    if attribution.cue is None:
        near = scene.text.count("\n", last.reach.end, place.start) <= 4 if place.start >= last.reach.end else True
        return Speaker(last.entity, "continuation") if near else Speaker(None, None)
    sentence = next((line for line in scene.mentions.sentences if line.overlaps(place)), None)
    first = (_WORD.findall(attribution.cue.of(scene.text).lower()) or [""])[0]
    before = scene.text[max(0, place.start - 6) : place.start].lower()
    active = first.endswith("ing") or bool(re.search(r"(?:\band|\bbut|,)\s*$", before))
    if active and sentence is not None and last.anchor.start >= sentence.start and last.anchor.start < place.start:
        return Speaker(last.entity, "continuation")
    return Speaker(None, None)


def _named(source: Span, scene: _Scene) -> Speaker | None:
    """The source by the names that stand in it: people before institutions, the head before what it belongs to."""
    inside = [naming for naming in scene.discourse.within(source) if naming.entity.reference.kind != "unnamed"]
    taken = tuple(naming.span for naming in inside)
    people = [naming for naming in inside if naming.entity.person]
    found = scene.catalog.parties.find(source.of(scene.text))
    shifted = [replace(match, span=match.span.shift(source.start)) for match in found]
    blocked = taken + tuple(match.span for match in shifted)
    for span in person_names(scene.text, source, scene.words, blocked):
        country = country_beside(scene.text, span, shifted, scene.catalog)
        reference = Reference(None, span.of(scene.text), "person", country)
        people.append(Naming(span, entity_of_person(reference, scene.text, span, scene.words)))
    if people:
        return Speaker(_together(scene.text, people), "named")
    if not inside:
        return _by_surname(source, scene) or _by_first_name(source, scene)
    head = _head(source, scene.text)
    whole = _head_phrase(source, scene.text)
    at_head = [naming for naming in inside if naming.span.overlaps(whole)]
    covering = next((naming for naming in at_head if naming.span.end >= whole.end), None)
    proper = _proper_name(whole, scene)
    if proper is not None and (covering is None or covering.span.start > whole.start):
        return Speaker(proper, "named")
    if covering is not None:
        return Speaker(_together(scene.text, [covering, *inside[inside.index(covering) + 1 :]]), "named")
    noun = singular(head)
    if noun in scene.words.mouthpiece or noun in scene.words.document or noun in scene.words.media:
        return Speaker(inside[0].entity, "named")
    if noun in scene.words.unnamed or noun in scene.words.person:
        return None
    return Speaker((at_head or inside)[0].entity, "named")


def _together(text: str, namings: Sequence[Naming]) -> Entity:
    """The entity of the names that speak together: one, or "A and B" where they stand side by side."""
    joined = [namings[0]]
    for naming in namings[1:]:
        gap = text[joined[-1].span.end : naming.span.start].strip().lower()
        if gap in {"and", "and the", ",", ", and", "&", "and its ally"} and naming.entity.key != joined[-1].entity.key:
            joined.append(naming)
    if len(joined) == 1 or not _coordinated(text, joined):
        return namings[0].entity
    entities = [naming.entity for naming in joined]
    name = " and ".join(entity.reference.name for entity in entities)
    return Entity(
        Reference(None, name, "several"),
        many=True,
        roles=frozenset().union(*(entity.roles for entity in entities)),
    )


def _coordinated(text: str, joined: Sequence[Naming]) -> bool:
    """True unless a comma alone parts the names, which makes the second an apposition of the first."""
    return " and " in text[joined[0].span.end : joined[-1].span.start] + " " or len(joined) > 2


def _proper_name(phrase: Span, scene: _Scene) -> Entity | None:
    """An organisation the catalogue does not hold, by its capitalised name ("Syrian American Medical Society")."""
    words = phrase.of(scene.text).split()
    small = {"of", "for", "the", "and", "in", "on", "to"}
    if len(words) < 2 or not all(word[:1].isupper() or word[:1].isdigit() or word in small for word in words):
        return None
    heads = scene.words.institution | {
        "society",
        "cell",
        "centre",
        "center",
        "district",
        "programme",
        "program",
        "rooms",
        "club",
    }
    if singular(words[-1]) not in heads and singular(words[0]) not in heads:
        return None
    if any(match.span.overlaps(phrase) for match in scene.discourse.generic):
        return None
    name = " ".join(words)
    return Entity(Reference(None, name, "organisation"), roles=frozenset({singular(words[-1])}))


def _by_surname(source: Span, scene: _Scene) -> Speaker | None:
    """A short name that an entity named before, or anywhere in the document, is known by."""
    keys = {key_of(word) for word in _WORD.findall(source.of(scene.text)) if word[:1].isupper()}
    nearest = [*scene.discourse.before(source.start), *scene.discourse.namings]
    for naming in nearest:
        if naming.entity.person and naming.entity.names & keys:
            return Speaker(naming.entity, "short name")
    return None


def _by_first_name(source: Span, scene: _Scene) -> Speaker | None:
    """A person known by one name, with an apposition or age behind it ("Olena, 53", "Arayik, a beekeeper")."""
    match = _FIRST_NAME.match(source.of(scene.text))
    if match is None or match[1].lower() in scene.words.titles | scene.words.unnamed | scene.words.institution:
        return None
    span = Span(source.start, source.start + match.end(1))
    return Speaker(entity_of_person(Reference(None, match[1], "person"), scene.text, span, scene.words), "named")


def _head_phrase(source: Span, text: str) -> Span:
    """The noun phrase of the source up to its head: without what follows "of", "who", a comma."""
    words = source.of(text)
    lead = _DETERMINER.match(words)
    start = lead.end() if lead is not None else 0
    cut = _NP_END.search(words, start)
    end = cut.start() if cut is not None and cut.start() > start else len(words)
    return Span(source.start + start, source.start + max(end, start + 1)) if start < len(words) else source


def _head(source: Span, text: str) -> str:
    """The head noun of the source, lower case."""
    found = _WORD.findall(_head_phrase(source, text).of(text))
    return found[-1].lower() if found else ""


def _described(source: Span, scene: _Scene) -> Speaker:
    """A source without a name: a definite description of somebody named before, or somebody the text leaves unnamed."""
    text, words = scene.text, scene.words
    phrase = source.of(text)
    noun = singular(_head(source, text))
    some = _ONE_OF.match(phrase)
    if some is not None and scene.spoken:
        group = next((one.entity for one in reversed(scene.spoken) if one.entity.many), None)
        if group is not None:
            return Speaker(group, "title")
    if _SIDES.match(phrase):
        pair = _pair(scene)
        if pair is not None:
            return Speaker(pair, "title")
    inner = _spoken_for(source, noun, scene)
    if inner is not None:
        return inner
    owner = _owner(source, noun, scene)
    if owner is not None:
        return Speaker(owner, "title")
    definite = bool(re.match(r"(?:the|his|her|its|their|this|that|both|local)\b", phrase, re.I)) or phrase[:1].isupper()
    if noun in words.media or noun in words.document:
        entity = _publisher(source, scene)
        return Speaker(entity, "document" if entity is not None else None)
    crowd = noun in words.unnamed and not re.match(r"the\b", phrase, re.IGNORECASE)
    entity = None if crowd else _generic(source, scene)
    if entity is not None:
        return Speaker(entity, "title")
    plural = noun != _head(source, text)
    if (definite and not plural) or noun in words.institution:
        entity = _called(noun, source, scene)
        if entity is not None:
            return Speaker(entity, "title")
    return Speaker(_unnamed(source, noun, scene), "unnamed")


def _pair(scene: _Scene) -> Entity | None:
    """The two parties that "both sides" are: the last two institutions of different countries that were spoken of."""
    pair: list[Entity] = []
    recent = [one.entity for one in reversed(scene.spoken)] + [one.entity for one in reversed(scene.discourse.namings)]
    for entity in recent:
        if entity.person or entity.reference.kind in {"unnamed", "several", "agency", "outlet"}:
            continue
        if all(entity.key != one.key and entity.reference.country != one.reference.country for one in pair):
            pair.insert(0, entity)
        if len(pair) == 2:
            name = " and ".join(one.reference.name for one in pair)
            return Entity(Reference(None, name, "several"), many=True, roles=frozenset({"side", "party"}))
    return None


def _spoken_for(source: Span, noun: str, scene: _Scene) -> Speaker | None:
    """Whom a mouthpiece speaks for by the words after it: "a spokesman for the movement"."""
    if noun not in scene.words.mouthpiece | scene.words.document:
        return None
    match = re.search(r"\s(?:for|of|from|by)\s", source.of(scene.text))
    if match is None or source.start + match.end() >= source.end:
        return None
    inner = _described(Span(source.start + match.end(), source.end), scene)
    return inner if inner.basis == "title" else None


def _owner(source: Span, noun: str, scene: _Scene) -> Entity | None:
    """Whom a mouthpiece with a possessive speaks for: "its spokesman", "his press secretary", "their statement"."""
    match = _POSSESSIVE.match(source.of(scene.text))
    if match is None or noun not in scene.words.mouthpiece | scene.words.document | {"office", "aide", "secretary"}:
        return None
    pronoun = _OWN[match[1].lower()]
    return antecedent(pronoun, source, scene.mentions, scene.discourse, scene.spoken, scene.words)


def _called(noun: str, source: Span, scene: _Scene) -> Entity | None:
    """The last entity that was called by this noun: speakers first, then any that was named."""
    for spoken in reversed(scene.spoken):
        if noun in spoken.entity.roles:
            return spoken.entity
    for naming in scene.discourse.before(source.start):
        if noun in naming.entity.roles:
            return naming.entity
    return None


def _generic(source: Span, scene: _Scene) -> Entity | None:
    """An institution named without its country: the one named before, else that of the country spoken of."""
    match = next((one for one in scene.discourse.generic if source.contains(one.span)), None)
    if match is None or match.institution is None:
        return None
    same = [naming for naming in scene.discourse.namings if _is_institution(naming, match.institution)]
    earlier = [naming for naming in same if naming.span.end <= source.start]
    head = singular(_head(source, scene.text))
    local = _local(source, match.institution, head, scene) if match.institution in _LOCAL else None
    if local is not None:
        return local
    if earlier:
        return earlier[-1].entity
    called = _called(head, source, scene)
    if called is not None:
        return called
    owners = [one for offset, one in reversed(scene.discourse.countries) if offset < source.end]
    for owner in owners:
        party = scene.catalog.parties.institution(owner, match.institution)
        if party is not None:
            return Entity(scene.catalog.parties.reference(party), roles=frozenset({head}))
    if same:
        return same[0].entity
    return None


def _is_institution(naming: Naming, institution: str) -> bool:
    """True if the naming is of this institution of some country ("ru-defence-ministry")."""
    return (naming.entity.reference.id or "").endswith(f"-{institution}")


def _local(source: Span, institution: str, head: str, scene: _Scene) -> Entity | None:
    """The institution of the region named in the same sentence ("Donetsk region …, the local governor")."""
    line = next((one for one in scene.mentions.sentences if one.overlaps(source)), None)
    if line is None:
        return None
    for offset, region in reversed(scene.discourse.regions):
        if line.start <= offset < source.end:
            party = scene.catalog.parties.institution(region, institution)
            if party is not None:
                return Entity(scene.catalog.parties.reference(party), person=True, roles=frozenset({head}))
    return None


def _publisher(source: Span, scene: _Scene) -> Entity | None:
    """Who put out the footage or statement that "speaks": the last speaker, else the last institution named."""
    earlier = [spoken for spoken in scene.spoken if spoken.anchor.start < source.start]
    if earlier:
        return earlier[-1].entity
    return next((naming.entity for naming in scene.discourse.before(source.start) if not naming.entity.person), None)


def _unnamed(source: Span, noun: str, scene: _Scene) -> Entity:
    """A speaker under the words the text has for it: "unnamed analysts", "two unnamed diplomats"."""
    phrase = source.of(scene.text) if _ONE_OF.match(source.of(scene.text)) else _counted(source, scene.text)
    tail = re.search(r"\s(?:of|in|from|at|close to)\s[^,;]{2,40}$", source.of(scene.text).split(",")[0])
    words = re.sub(r"\s+", " ", phrase.strip(" \"'“”‘’") + (tail.group() if tail is not None else ""))
    country = next((naming.entity.reference.country for naming in scene.discourse.within(source)), None)
    many = noun != _head(source, scene.text)
    first = words.split()[0] if words.split() else words
    proper = words[:1].isupper() and singular(first) not in scene.words.unnamed | scene.words.person
    return entity_unnamed(
        words if proper and not re.match(r"(?:The|An?|Two|Three|Some|Several)\s", phrase) else unnamed(words),
        noun,
        person=not many and noun in scene.words.person | scene.words.unnamed,
        many=many,
        country=country,
    )


def _counted(source: Span, text: str) -> str:
    """The head phrase with a number word before it kept ("two diplomats")."""
    phrase = _head_phrase(source, text)
    return (
        Span(source.start, phrase.end).of(text)
        if re.match(r"(?:two|three|four|five|six)\s", source.of(text), re.I)
        else (phrase.of(text))
    )
