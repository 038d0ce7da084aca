"""Sources without a name: descriptions of somebody named before ("the ministry"), or of somebody left unnamed."""

from __future__ import annotations

import re

from attribune.catalog.party import Form, Match
from attribune.model import Reference, Span
from attribune.normalize.antecedent import antecedent
from attribune.normalize.described import generic_in, referent
from attribune.normalize.entity import Entity, entity_unnamed, unnamed
from attribune.normalize.introduced import organisation
from attribune.normalize.lexica import SpeakerWords, singular
from attribune.normalize.mouthpiece import again, bare_mouthpiece
from attribune.normalize.nations import called_so, countries_before, style_of
from attribune.normalize.posts import at_facility, in_post, served, serving
from attribune.normalize.scene import WORD, Scene, Speaker, head_of, head_phrase, noun_of
from attribune.normalize.source_document import giver, publisher
from attribune.normalize.source_owner import deployed, employer_of, part_of
from attribune.normalize.two_last import two_last, two_people
from attribune.normalize.two_sides import are_sides, pair
from attribune.normalize.untold import part_of_crowd, told_words
from attribune.normalize.variation import another, interviewee, is_far, mouth_of_last, repeated, varied

__all__ = ["OWN", "by_description"]

OWN = {"its": "it", "his": "he", "her": "she", "their": "they", "whose": "which"}
_CROWDS = frozenset(
    "group organisation organization agency company charity newspaper channel outlet union party".split()
)
_SOME = re.compile(
    r"(?:an?|another|one|two|three|four|five|six|seven|some|several|many|other|various)\s", re.IGNORECASE
)
_TWO = re.compile(r"((?:the|its|their)\s[\w’' -]+?)\sand\s((?:the|its|their)\s[\w’' -]+)", re.IGNORECASE)
_HEAD_OF_ITS = re.compile(r"(?:the|a)\s(?:head|chief|manager|coordinator)\sof\s(its|their)\s", re.IGNORECASE)
_AGED = re.compile(r"the\s\d+-year-old$", re.IGNORECASE)
_NOWHERE = re.compile(
    r"\b(?:social media|telegram|online|internet|circulat\w+|unverified|youtube|whatsapp)\b", re.IGNORECASE
)
_ONE_OF = re.compile(
    r"(?:one|both|neither|each|two|three|four|five|some|several|many|most|all)(?:\s+of\s+(?:them|those|the\s+\w+))?$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"(its|his|her|their|whose)\s", re.IGNORECASE)
_AND = re.compile(
    r"\w\sand\s(?:(?:an?|his|her|its|their|two|three|four|five|the|some|several)\s(?:[a-z-]+\s)?)?([a-z-]+)$"
)
_POSSESSOR = re.compile(r"(?:the|this|that|another)\s[\w\s.-]+?(?=[’']s?\s)", re.IGNORECASE)
_AREAS = frozenset({"region", "territory", "enclave", "province", "oblast"})
_NATIONS = frozenset({"country", "nation", "kingdom", "republic", "emirate", "emirates", "sultanate", "monarchy"})
_ITS = frozenset({"its", "whose"})
_HAVING_POSTS = frozenset(
    {"ngo", "monitor", "organisation", "company", "agency", "outlet"}
)  # of their own, not a state's
_OWNING = frozenset({"government", "country", "office", "regional_government"})  # what has officials of its country
_STAFF = frozenset({"official", "officials", "diplomat", "envoy", "inspector", "monitor", "investigator", "observer"})
_LEADERS = frozenset({"leader", "chief", "commander", "head", "boss", "founder", "chairman"})


def by_description(source: Span, scene: Scene) -> Speaker:
    """A source without a name: a definite description of somebody named before, or somebody the text leaves unnamed."""
    text, words = scene.text, scene.words
    phrase = source.of(text)
    noun = noun_of(source, text, words)
    asked = interviewee(source, scene)
    if asked is not None:
        return Speaker(asked, "title")
    if _AGED.match(phrase) or _is_nationality(source, scene):
        entity = antecedent("he or she", source, scene)
        return Speaker(entity, "title" if entity is not None else None)
    one_of_two = two_last(source, scene) or two_people(source, scene)
    if one_of_two is not None:
        return Speaker(one_of_two, "title")
    if phrase.strip().lower() in {"both", "each", "neither"} and (two := pair(source, scene)) is not None:
        return Speaker(two, "title")
    one_more = another(source, scene)
    if one_more is not None:
        return Speaker(one_more, "unnamed")
    before = repeated(source, scene)
    if before is not None:
        return Speaker(before, "title")
    some = _ONE_OF.match(phrase.split(",")[0])
    if some is not None and "," in phrase:
        offset = source.start + phrase.index(",") + 2
        if offset < source.end:
            return by_description(Span(offset, source.end), scene)
    if some is not None and scene.spoken:
        groups = [one.entity for one in reversed(scene.spoken) if one.entity.many]
        last = singular(WORD.findall(phrase)[-1])
        group = next((one for one in groups if last in one.roles), groups[0] if groups else None)
        if group is not None:
            return Speaker(_one_of(group, words) if phrase.lower().startswith("one") else group, "title")
    if are_sides(phrase.split(",")[0]):
        two = pair(source, scene)
        if two is not None:
            return Speaker(two, "title")
    before = again(source, noun, scene) or mouth_of_last(source, noun, scene)
    if before is not None:
        return Speaker(before, "title")
    body = bare_mouthpiece(source, noun, scene)
    if body is not None:
        return Speaker(body, "title")
    together = _together(source, scene)
    if together is not None:
        return Speaker(together, "title")
    state = called_so(noun, source, scene)
    if state is not None:
        return Speaker(state, "title")
    inner = _spoken_for(source, noun, scene)
    if inner is not None:
        return inner
    owner = _owner(source, noun, scene)
    if owner is not None:
        return Speaker(owner, "title")
    return _by_kind(source, noun, scene)


def _by_kind(source: Span, noun: str, scene: Scene) -> Speaker:
    """A description by what its noun is: a document, an institution or person meant before, or nobody named."""
    text, words = scene.text, scene.words
    phrase = source.of(text)
    some_one = bool(_SOME.match(phrase)) and noun not in words.mouthpiece
    named_so = phrase[:1].isupper() and not some_one
    definite = bool(re.match(r"(?:the|his|her|its|their|this|that|both|local)\b", phrase, re.I)) or named_so
    if noun in words.media or noun in words.document:
        span = giver(source, scene)
        if span is not None:
            named = organisation(text, span.start, span.end, words)
            return by_description(span, scene) if named is None else Speaker(named.entity, "named")
        entity = None if _NOWHERE.search(phrase) else publisher(source, noun, scene)
        return Speaker(entity, "document" if entity is not None else None)
    office = generic_in(source, scene)
    if office is not None and noun in office.alias.lower() and noun in words.institution - words.unnamed:
        some_one = False  # "a Ministry of Defence statement": there is only one
    crowd = some_one or (noun in words.unnamed and not re.match(r"the\b", phrase, re.IGNORECASE))
    plural = noun.split(" ")[-1] != head_of(source, text)
    bare = plural and not re.match(r"(?:the|these|those|both)\b", phrase, re.IGNORECASE) and noun in _CROWDS
    generic = not crowd and office is not None
    if generic or (not bare and ((definite and not plural) or (noun in words.institution and not some_one))):
        entity = referent(noun, source, scene, compose=not crowd, plural=plural)
        known = entity is not None and not is_far(entity, noun, source, scene)
        if not known and definite and not plural and noun in words.person | words.somebody:
            entity = varied(source, noun, scene) or entity
        if entity is not None:
            return Speaker(deployed(entity, source, scene) or entity, "title")
    return Speaker(_unnamed(source, noun, scene), "unnamed")


def _together(source: Span, scene: Scene) -> Entity | None:
    """Two bodies that speak together without a name: "the organisation and the territory’s health ministry"."""
    match = _TWO.fullmatch(source.of(scene.text))
    if match is None:
        return None
    spans = [Span(source.start + match.start(group), source.start + match.end(group)) for group in (1, 2)]
    named = [by_description(span, scene) for span in spans]
    entities = [one.entity for one in named if one.entity is not None and one.basis == "title"]
    if len(entities) < len(spans) or entities[0].key == entities[1].key:
        return None
    name = " and ".join(one.reference.name for one in entities)
    return Entity(Reference(None, name, "several"), many=True, roles=entities[0].roles | entities[1].roles)


def _is_nationality(source: Span, scene: Scene) -> bool:
    """True for somebody called by the country alone: "the Norwegian", "the Swede"."""
    whole = head_phrase(source, scene.text)
    if source.of(scene.text).lower().removeprefix("the ") in scene.words.nationals and source.start < whole.start:
        return True
    found = scene.catalog.parties.find(whole.of(scene.text))
    lone = len(found) == 1 and len(found[0].span) == len(whole) == source.end - whole.start
    return lone and found[0].form is Form.ADJECTIVE and source.start < whole.start


def _one_of(group: Entity, words: SpeakerWords) -> Entity:
    """One unnamed member of a group that spoke: "one of them"."""
    noun = next(iter(sorted(group.roles)), "member") if group.reference.kind == "unnamed" else "member"
    return entity_unnamed(f"unnamed {noun}", noun, words, person=True, many=False, country=group.reference.country)


def _spoken_for(source: Span, noun: str, scene: Scene) -> Speaker | None:
    """Whom a mouthpiece speaks for by the words after it: "a spokesman for the movement"."""
    words = source.of(scene.text)
    owned = _HEAD_OF_ITS.match(words)
    if owned is not None:
        body = antecedent(OWN[owned[1].lower()], source, scene, owning=True)
        return None if body is None else Speaker(in_post(body, source, noun, scene) or body, "title")
    if noun not in scene.words.mouthpiece | scene.words.document:
        return None
    match = re.search(r"\s(?:for|of|from|by|at)\s", words)
    owner = re.match(r"(?:the|this|that)\s[\w\s-]+?(?=[’']s?\s)", words, re.IGNORECASE)
    if owner is not None:
        inner = by_description(Span(source.start, source.start + owner.end()), scene)
    elif match is not None and source.start + match.end() < source.end:
        inner = by_description(Span(source.start + match.end(), source.end), scene)
    else:
        return None
    run = None if inner.entity is None else served(inner.entity, noun, scene)
    if run is not None:
        return Speaker(run, "title")
    return inner if inner.basis == "title" else None


def _owner(source: Span, noun: str, scene: Scene) -> Entity | None:
    """Whom a mouthpiece with a possessive speaks for: "its spokesman", "his press secretary", "their statement"."""
    words = source.of(scene.text)
    match = _POSSESSIVE.match(words)
    possessor = _POSSESSOR.match(words)
    if match is not None:
        owner = antecedent(OWN[match[1].lower()], source, scene, owning=True)
    elif possessor is not None and noun in scene.words.person | scene.words.institution:
        whose = Span(source.start, source.start + possessor.end())
        seated = _of_place(whose, source, noun, scene)
        if seated is not None:
            return seated
        named = [one.entity for one in scene.discourse.within(whose) if one.span.end == whose.end]
        inner = Speaker(named[-1], "title") if named else by_description(whose, scene)
        owner = inner.entity if inner.basis == "title" else None
        if owner is None:
            return at_facility(whose, source, noun, scene)
    else:
        return None
    if owner is None:
        return None
    if noun == "counterpart":
        return _counterpart(owner, source, scene)
    led = _leader(owner, noun, scene) or part_of(owner, noun, words, scene) or employer_of(owner, noun, scene)
    if led is not None:
        return led
    post = in_post(owner, source, noun, scene) if owner.reference.kind in _HAVING_POSTS else None
    if post is not None:
        return post
    run = served(owner, noun, scene)
    if run is not None:
        return run
    end = head_phrase(source, scene.text).end
    spoken_for = noun in scene.words.mouthpiece  # "its foreign ministry spokesman", but not "its military wing"
    held = (one for one in scene.discourse.generic if source.contains(one.span))
    inside = (one for one in held if spoken_for or one.span.end >= end)
    generic = next(inside, None)
    fighting = owner.reference.kind == "armed_group" and noun in scene.words.called["forces"]
    if generic is not None and generic.institution and owner.reference.country is not None and not fighting:
        if owner.reference.kind not in _OWNING and noun in _STAFF:
            return owner  # "its officials" are those of the agency, not of its country
        made = _sent(owner.reference.country, generic, source, noun, scene)
        made = made or scene.institution(owner.reference.country, generic.institution, noun)
        if made is not None:
            return made
    post = in_post(owner, source, noun, scene) or serving(owner, source, noun, scene)
    if post is not None:
        return post
    if noun in scene.words.mouthpiece | scene.words.document | {"office", "aide", "secretary"}:
        return owner
    belongs = not owner.person and noun not in scene.words.media and (match is None or match[1].lower() in _ITS)
    return owner if belongs else None


def _sent(country: str, generic: Match, source: Span, noun: str, scene: Scene) -> Entity | None:
    """The embassy or ambassador in the country that the words name: "its ambassador in Addis Ababa"."""
    hosts = [code for at, code in scene.discourse.countries if generic.span.end <= at < source.end]
    made = (scene.institution(country, f"{generic.institution}-at-{host.lower()}", noun) for host in hosts)
    return next((one for one in made if one is not None), None)


def _of_place(whose: Span, source: Span, noun: str, scene: Scene) -> Entity | None:
    """The institution of the place in "the territory's ombudsman", "the country's army": the last that has one."""
    kind = head_of(whose, scene.text)
    generic = next((one for one in scene.discourse.generic if source.contains(one.span)), None)
    if generic is None or generic.institution is None or kind not in _AREAS | _NATIONS:
        return None
    if kind in _AREAS:
        near = iter([one for at, one in reversed(scene.discourse.regions) if at < source.start])
    else:
        near = countries_before(source, style_of(kind, whose.of(scene.text), scene), scene)
    made = (scene.institution(one, generic.institution, noun) for one in near)
    return next((one for one in made if one is not None), None)


def _counterpart(owner: Entity, source: Span, scene: Scene) -> Entity | None:
    """The same institution or office of the country in the words: "its Armenian counterpart"."""
    codes = [code for offset, code in scene.discourse.countries if source.start <= offset < source.end]
    held = (*sorted(owner.offices), owner.reference.id or "")
    for code in codes:
        for one in held:
            made = scene.institution(code, one.partition("-")[2], "counterpart")
            if made is not None:
                return made
    return None


def _leader(owner: Entity, noun: str, scene: Scene) -> Entity | None:
    """The leader of a group as far as the document names one of its people: "its leader", "whose commander"."""
    if owner.person or noun not in _LEADERS:
        return None
    named = (one.entity for one in scene.discourse.namings if one.entity.person)
    known = next((one for one in named if one.group is not None and one.group == owner.reference.id), None)
    return known or scene.institution(owner.reference.id or "", "leader", noun)


def _unnamed(source: Span, noun: str, scene: Scene) -> Entity:
    """A speaker under the words the text has for it: "unnamed analysts", "two unnamed diplomats"."""
    head = head_phrase(source, scene.text)
    words = told_words(source, head, scene.text)
    country = next((naming.entity.reference.country for naming in scene.discourse.within(source)), None)
    many = noun.split(" ")[-1] != head_of(source, scene.text) or _are_two(source, scene)
    part = part_of_crowd(source, scene.text, scene.words)
    if part is not None:
        return entity_unnamed(
            unnamed(part.words), part.noun, scene.words, person=not part.many, many=part.many, country=country
        )
    return entity_unnamed(
        _name(words, noun, source, scene),
        noun,
        scene.words,
        person=not many and noun in scene.words.person | scene.words.unnamed | scene.words.somebody,
        many=many,
        country=country,
    )


def _are_two(source: Span, scene: Scene) -> bool:
    """True for two who speak together: "a farmer and his son", "a military source and two residents"."""
    match = _AND.search(source.of(scene.text).split(",")[0])
    return match is not None and singular(match[1]) in scene.words.person | scene.words.unnamed


def _name(words: str, noun: str, source: Span, scene: Scene) -> str:
    """A body goes by its capitals; a person does not: "Bahrain-based centre", "unnamed Qatari mediator"."""
    if not _is_proper(words, source, scene):
        return unnamed(words)
    return f"unnamed {words}" if noun in scene.words.person else words


def _is_proper(words: str, source: Span, scene: Scene) -> bool:
    """True for words that are a name: capitals that do not just open the sentence."""
    parts = words.split()
    if not parts or not parts[0][:1].isupper() or re.match(r"(?:The|An?|One|Two|Three|Some|Several)\s", words):
        return False
    line = scene.mentions.sentence_of(source)
    if any(offset == source.start + source.of(scene.text).find(parts[0]) for offset, _ in scene.discourse.countries):
        return True  # "Bahrain-based centre", "Thai colleague"
    opens = line is None or scene.text[line.start : source.start].strip(" \"'“”‘’«") == ""
    lone = len(parts) > 1 and not parts[1][:1].isupper()
    if opens and lone:
        return False
    return singular(parts[0]) not in scene.words.unnamed | scene.words.person
