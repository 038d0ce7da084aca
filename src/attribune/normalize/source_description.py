"""Sources without a name: descriptions of somebody named before ("the ministry"), or of somebody left unnamed."""

from __future__ import annotations

import re
from collections import Counter

from attribune.model import Reference, Span
from attribune.normalize.antecedent import antecedent
from attribune.normalize.discourse import Entity, Naming, entity_unnamed, unnamed
from attribune.normalize.lexica import singular
from attribune.normalize.scene import Scene, Speaker, head_of, head_phrase

__all__ = ["OWN", "by_description"]

OWN = {"its": "it", "his": "he", "her": "she", "their": "they"}
_SIDES = re.compile(
    r"(?:both|the two|the warring|the|each|either)\s+(?:\w+\s)?"
    r"(?:sides?|part(?:y|ies)|capitals?|countries|delegations|organi[sz]ations|men|belligerents|armies|governments)$",
    re.IGNORECASE,
)
_LEAD = 450  # characters: headline and first paragraph
_LOCAL = frozenset({"governor", "government", "mayor", "police", "authorities", "officials", "press-service"})
_BELLIGERENT = frozenset({"government", "country", "forces", "military", "armed_group", "ministry"})
_NOWHERE = re.compile(
    r"\b(?:social media|telegram|online|internet|circulat\w+|unverified|youtube|whatsapp)\b", re.IGNORECASE
)
_OFFICIALS = frozenset({"authorities", "officials", "police"})
_ONE_OF = re.compile(r"(?:one|both|neither|each|two|some|all)(?:\s+of\s+(?:them|those|the\s+\w+))?$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(its|his|her|their)\s", re.IGNORECASE)


def by_description(source: Span, scene: Scene) -> Speaker:
    """A source without a name: a definite description of somebody named before, or somebody the text leaves unnamed."""
    text, words = scene.text, scene.words
    phrase = source.of(text)
    noun = singular(head_of(source, text))
    if phrase.strip().lower() in {"both", "each", "neither"} and (pair := _pair(scene)) is not None:
        return Speaker(pair, "title")
    some = _ONE_OF.match(phrase.split(",")[0])
    if some is not None and "," in phrase:
        offset = source.start + phrase.index(",") + 2
        if offset < source.end:
            return by_description(Span(offset, source.end), scene)
    if some is not None and scene.spoken:
        group = next((one.entity for one in reversed(scene.spoken) if one.entity.many), None)
        if group is not None:
            return Speaker(_one_of(group) if phrase.lower().startswith("one") else group, "title")
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
        entity = None if _NOWHERE.search(phrase) else _publisher(source, scene)
        return Speaker(entity, "document" if entity is not None else None)
    some_one = bool(re.match(r"(?:an?|another)\s", phrase, re.IGNORECASE)) and noun not in words.mouthpiece
    crowd = some_one or (noun in words.unnamed and not re.match(r"the\b", phrase, re.IGNORECASE))
    entity = None if crowd else _generic(source, scene)
    if entity is not None:
        return Speaker(entity, "title")
    plural = noun != head_of(source, text)
    if (definite and not plural) or noun in words.institution:
        entity = _called(noun, source, scene)
        if entity is not None:
            return Speaker(entity, "title")
        entity = _named_later(noun, source, scene)
        if entity is not None:
            return Speaker(entity, "title")
    return Speaker(_unnamed(source, noun, scene), "unnamed")


def _named_later(noun: str, source: Span, scene: Scene) -> Entity | None:
    """Whom a headline or lead speaks of before naming it ("Monitor: …", "A monitor said …"): the first called so."""
    if source.start > _LEAD or noun in scene.words.person or noun in scene.words.unnamed - {"monitor"}:
        return None
    return next((one.entity for one in scene.discourse.namings if noun in one.entity.roles), None)


def _one_of(group: Entity) -> Entity:
    """One unnamed member of a group that spoke: "one of them"."""
    noun = singular(group.reference.name.split()[-1]) if group.reference.kind == "unnamed" else "member"
    return entity_unnamed(f"unnamed {noun}", noun, person=True, many=False, country=group.reference.country)


def _pair(scene: Scene) -> Entity | None:
    """The two parties that "both sides" are: the two institutions of different parties that are named most often."""
    counted: Counter[str] = Counter()
    entities: dict[str, Entity] = {}
    for entity in (*(one.entity for one in scene.spoken), *(one.entity for one in scene.discourse.namings)):
        if not entity.person and entity.reference.kind in _BELLIGERENT and entity.reference.country is not None:
            side = entity.reference.country if entity.reference.kind != "armed_group" else entity.key
            counted[side] += 1
            entities.setdefault(side, entity)
    top = [side for side, _ in counted.most_common(2)]
    if len(top) < 2:
        return None
    name = " and ".join(entities[side].reference.name for side in top)
    return Entity(Reference(None, name, "several"), many=True, roles=frozenset({"side", "party"}))


def _spoken_for(source: Span, noun: str, scene: Scene) -> Speaker | None:
    """Whom a mouthpiece speaks for by the words after it: "a spokesman for the movement"."""
    if noun not in scene.words.mouthpiece | scene.words.document:
        return None
    words = source.of(scene.text)
    match = re.search(r"\s(?:for|of|from|by)\s", words)
    owner = re.match(r"(?:the|this|that)\s[\w\s-]+?(?=[’']s?\s)", words, re.IGNORECASE)
    if owner is not None:
        inner = by_description(Span(source.start, source.start + owner.end()), scene)
    elif match is not None and source.start + match.end() < source.end:
        inner = by_description(Span(source.start + match.end(), source.end), scene)
    else:
        return None
    return inner if inner.basis == "title" else None


def _owner(source: Span, noun: str, scene: Scene) -> Entity | None:
    """Whom a mouthpiece with a possessive speaks for: "its spokesman", "his press secretary", "their statement"."""
    match = _POSSESSIVE.match(source.of(scene.text))
    if match is None:
        return None
    pronoun = OWN[match[1].lower()]
    owner = antecedent(pronoun, source, scene.mentions, scene.discourse, scene.spoken, scene.words)
    generic = next((one for one in scene.discourse.generic if source.contains(one.span)), None)
    if owner is not None and generic is not None and generic.institution and owner.reference.country is not None:
        made = scene.institution(owner.reference.country, generic.institution, noun)
        if made is not None:
            return made
    if noun in scene.words.mouthpiece | scene.words.document | {"office", "aide", "secretary"}:
        return owner
    belongs = pronoun == "it" and owner is not None and not owner.person and noun not in scene.words.media
    return owner if belongs else None


def _called(noun: str, source: Span, scene: Scene) -> Entity | None:
    """The last entity that was called by this noun: speakers first, then any that was named."""
    for spoken in reversed(scene.spoken):
        if noun in spoken.entity.roles:
            return spoken.entity
    for naming in scene.discourse.before(source.start):
        if noun in naming.entity.roles:
            return naming.entity
    return None


def _generic(source: Span, scene: Scene) -> Entity | None:
    """An institution named without its country: the one named before, else that of the country spoken of."""
    match = next((one for one in scene.discourse.generic if source.contains(one.span)), None)
    if match is None or match.institution is None:
        return None
    same = [naming for naming in scene.discourse.namings if _is_institution(naming, match.institution)]
    earlier = [naming for naming in same if naming.span.end <= source.start]
    head = singular(head_of(source, scene.text))
    seat = next((one.entity for one in scene.discourse.within(source) if one.span.start >= match.span.end), None)
    if seat is not None and seat.reference.country is not None:  # "the foreign ministry in Abu Dhabi"
        made = scene.institution(seat.reference.country, match.institution, head)
        if made is not None:
            return made
    if same and source.start < _LEAD:
        return same[0].entity
    local = _local(source, match.institution, head, scene) if match.institution in _LOCAL else None
    if local is not None:
        return local
    if earlier:
        return earlier[-1].entity
    called = _called(head, source, scene)
    home = scene.home
    if called is not None and (home is None or called.reference.country in {home, None}):
        return called
    owners = [one for offset, one in reversed(scene.discourse.countries) if offset < source.end]
    if match.institution in _OFFICIALS:
        owners = [*_in_sentence(source, scene), *owners]
    else:
        owners = [*([home] if home is not None else []), *owners]
    for owner in owners:
        made = scene.institution(owner, match.institution, head)
        if made is not None:
            return made
    if called is not None:
        return called
    if same:
        return same[0].entity
    return None


def _in_sentence(source: Span, scene: Scene) -> list[str]:
    """The countries that the sentence of a source speaks of, nearest first ("Five Russians died, authorities said")."""
    line = scene.mentions.sentence_of(source) or source
    near = [
        (abs(offset - source.start), code)
        for offset, code in scene.discourse.countries
        if line.start <= offset < line.end
    ]
    return [code for _, code in sorted(near)]


def _is_institution(naming: Naming, institution: str) -> bool:
    """True if the naming is of this institution of some country ("ru-defence-ministry")."""
    return (naming.entity.reference.id or "").endswith(f"-{institution}")


def _local(source: Span, institution: str, head: str, scene: Scene) -> Entity | None:
    """The institution of the region named in the same sentence ("Donetsk region …, the local governor")."""
    line = scene.mentions.sentence_of(source)
    if line is None:
        return None
    for offset, region in reversed(scene.discourse.regions):
        if line.start <= offset < source.end:
            made = scene.institution(region, institution, head)
            if made is not None:
                return made
    return None


def _publisher(source: Span, scene: Scene) -> Entity | None:
    """Who put out the footage or statement that "speaks": the last speaker, else the last institution named."""
    earlier = [spoken for spoken in scene.spoken if spoken.anchor.start < source.start]
    if earlier:
        return earlier[-1].entity
    return next((naming.entity for naming in scene.discourse.before(source.start) if not naming.entity.person), None)


def _unnamed(source: Span, noun: str, scene: Scene) -> Entity:
    """A speaker under the words the text has for it: "unnamed analysts", "two unnamed diplomats"."""
    phrase = _counted(source, scene.text)
    after = scene.text[head_phrase(source, scene.text).end : source.end]
    tail = re.match(r"\s(?:of|in|from|at|close to)\s(?!condition)[^,;(]{2,40}?(?=,|;|\(|\swho\b|\son\b|$)", after)
    words = re.sub(r"\s+", " ", phrase.strip(" \"'“”‘’") + (tail.group() if tail is not None else ""))
    country = next((naming.entity.reference.country for naming in scene.discourse.within(source)), None)
    many = noun != head_of(source, scene.text)
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
    phrase = head_phrase(source, text)
    return (
        Span(source.start, phrase.end).of(text)
        if re.match(r"(?:two|three|four|five|six)\s", source.of(text), re.I)
        else (phrase.of(text))
    )
