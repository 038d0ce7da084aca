"""Definite descriptions: whom "the ministry", "the governor", "the army", "the rescue group" go back to.

Candidates are those who were named or spoke before and can be called so, and the institution composed with every
country or region that the document speaks of; which of them is meant is weighed (`salience`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from attribune.catalog.names import key_of
from attribune.catalog.party import Form, Match
from attribune.model import Span, Spans
from attribune.normalize.entity import FOREIGN, Entity
from attribune.normalize.lexica import singular
from attribune.normalize.portfolio import agrees_in_portfolio, portfolio_of
from attribune.normalize.salience import Candidate, Place
from attribune.normalize.scene import WORD, Scene, head_of, head_phrase
from attribune.normalize.source_owner import SENDERS, TROOPS, deployed

__all__ = ["referent"]

_LEAD = 450  # characters: headline and first paragraph
_LOCAL = frozenset(
    {"governor", "government", "mayor", "police", "authorities", "officials", "press-service", "administration"}
    | {"administration-head", "occupation-administration", "occupation-head", "health-directorate", "prosecutor"}
)
_LOOSE = frozenset({"office", "role", "kin", "other office", "voice"})
_GOVERNING = ("central", "national", "state", "federal", "governing", "ruling", "military", "interim", "new", "same")
_FORMER = re.compile(r"\b(?:former|ex|previous|late|then)\b", re.IGNORECASE)
_OFFICIALS = frozenset({"authorities", "officials", "police"})
_LOCALLY = re.compile(r"(?:the\s)?(?:local|regional|provincial|municipal|city|town|village)\s", re.IGNORECASE)
_HEADS = frozenset({"head", "leader", "chief", "governor", "commander", "envoy"})
_OWN_PLACE = frozenset(
    "region province country republic state city town area district oblast governorate nation".split()
)
_OF_STATES = _LOCAL | frozenset(
    {"forces", "president", "prime-minister", "navy", "air-force", "coast-guard", "emergency-service"}
)
_STATES = frozenset({"government", "country"})
_BASED = re.compile(r"[\w ]+?-based\b")  # where a body sits is not whose it is
_IN_CAPITAL = re.compile(r"In ((?:[A-ZÀ-Þ][\w’'-]+)(?: [A-ZÀ-Þ][\w’'-]+)?),?\s(?=(?:the|a|an|its)\s|$)")
_IN_TOWN = re.compile(r"\sin\s([A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?)")
_PORTFOLIOS = ("-ministry", "-minister")


def referent(noun: str, source: Span, scene: Scene, *, compose: bool = True, plural: bool = False) -> Entity | None:
    """The entity that a description with the head `noun` goes back to; None where nothing fits.

    With `compose`, an institution that the document has not named is composed with a country that it has.
    """
    match = generic_in(source, scene)
    place = Place(source)
    if noun in scene.words.person and _of_rebels(source, scene):
        rebels = [one for one in scene.entities_before(place) if one.person and one.group is not None]
        able = [Candidate(one, "role" if noun in one.roles else "kin") for one in rebels]
        return scene.choose("described", able, place)
    if match is not None and _FORMER.search(source.of(scene.text)):
        return _former_holder(match, place, scene) or _called_so_once(noun, place, scene)
    if match is not None:
        seat = _seated(match, noun, source, scene) or _opened_in(match, noun, source, scene)
        if seat is not None:
            return seat
    if match is not None and compose and match.institution in _OFFICIALS and " " not in source.of(scene.text):
        here = _of_sentence(match, noun, source, scene)
        if here is not None:
            return here
    candidates = [*_known(noun, match, place, scene, plural=plural)]
    if match is None and noun == "ministry":
        candidates += _of_ministers(noun, place, {one.entity.key for one in candidates}, scene)
    if match is None and noun in TROOPS:
        candidates += _missions(noun, place, {one.entity.key for one in candidates}, scene)
    if match is not None and compose:
        candidates += _composed(match, noun, place, {one.entity.key for one in candidates}, scene)
    return scene.choose("described" if match is None else "institution", candidates, place)


def _former_holder(match: Match, place: Place, scene: Scene) -> Entity | None:
    """Somebody named before who held the office once, but not on the day: "the former prime minister"."""
    ending = f"-{match.institution}"
    for entity in scene.entities_before(place):
        if entity.reference.id is None or not entity.person:
            continue
        held = scene.catalog.parties.offices_of(entity.reference.id)
        now = scene.catalog.parties.offices_of(entity.reference.id, scene.day)
        if any(one.id.endswith(ending) for one in held) and not any(one.id.endswith(ending) for one in now):
            return entity
    return None


def _called_so_once(noun: str, place: Place, scene: Scene) -> Entity | None:
    """Somebody the text itself gave that office before: "the governor of Nineveh, X Y", later "the former governor"."""
    people = (one for one in scene.entities_before(place) if one.person and one.reference.kind == "person")
    return scene.choose("described", [Candidate(one, "role") for one in people if noun in one.roles], place)


def _of_sentence(match: Match, noun: str, source: Span, scene: Scene) -> Entity | None:
    """The officials of the country nearest in the sentence: "Five Russians died, authorities said"."""
    line = scene.mentions.sentence_of(source) or source
    places = (*reversed(scene.discourse.regions), *scene.discourse.countries)
    regions = {one for _, one in scene.discourse.regions}
    near = [
        (one not in regions, abs(at - source.start), one)  # the region before the country
        for at, one in places
        if line.start <= at < line.end and (one in regions or _is_state(one, scene))
    ]
    made = (scene.institution(code, match.institution or "", noun) for _, _, code in sorted(near))
    return next((one for one in made if one is not None), None)


def _of_rebels(source: Span, scene: Scene) -> bool:
    """True for "the rebel leader", "the paramilitary commander": one of an armed group."""
    phrase = head_phrase(source, scene.text).of(scene.text).lower().split()
    return any(word in scene.words.called["armed_group"] for word in phrase[:-1])


def generic_in(source: Span, scene: Scene) -> Match | None:
    """The institution without a country that the source's head names."""
    whole = head_phrase(source, scene.text)
    inside = [one for one in scene.discourse.generic if source.contains(one.span) and one.institution is not None]
    mouthpiece = singular(head_of(source, scene.text)) in scene.words.mouthpiece | scene.words.document
    able = (one for one in inside if mouthpiece or (one.span.overlaps(whole) and _is_bare(one, source, scene)))
    return next(able, None)


def _is_bare(match: Match, source: Span, scene: Scene) -> bool:
    """False where the words after it say whose it is: "the head of the hospital" is no governor."""
    before = re.sub(r"^[Tt]he\s+", "", scene.text[source.start : match.span.start]).split()
    if any(FOREIGN.match(word) for word in before) or _of_others(match, source, scene):
        return False  # "Western officials" are of no one country, "Karenni forces" no country's
    after = re.match(r"[’']?s?\s+(?:of|for|at)\s+(?:the\s+|this\s+)?(\w+)", scene.text[match.span.end : source.end])
    if after is None or after[1].lower() in _OWN_PLACE:
        return True
    office = scene.catalog.parties.institutions[match.institution or ""].kind == "office"
    return not office or (match.alias.lower() not in _HEADS and not after[1][:1].isupper())


def _of_others(match: Match, source: Span, scene: Scene) -> bool:
    """True where the words before an institution name somebody or some place else: "the Druze fighters"."""
    line = scene.mentions.sentence_of(source)
    if any(source.start <= at < match.span.start for at, _ in scene.discourse.regions):
        return scene.catalog.parties.institutions[match.institution or ""].kind == "forces"
    for word in WORD.finditer(scene.text, source.start, match.span.start):
        plain = word.group().lower() in {"the", "a", "an", "its", "their", "this", "both"}
        if word.group()[:1].isupper() and not plain and (line is None or word.start() > line.start):
            return True
    return False


def _seated(match: Match, noun: str, source: Span, scene: Scene) -> Entity | None:
    """The institution of the country in whose capital it sits: "the foreign ministry in Abu Dhabi"."""
    behind = _IN_TOWN.match(scene.text, match.span.end, source.end)
    region = None if behind is None else scene.words.seats.get(behind[1].lower())
    if region is not None and match.institution is not None:
        return scene.institution(region, match.institution, noun)
    seat = next((one.entity for one in scene.discourse.within(source) if one.span.start >= match.span.end), None)
    if seat is None or seat.reference.country is None or match.institution is None:
        return None
    return scene.institution(seat.reference.country, match.institution, noun)


def _opened_in(match: Match, noun: str, source: Span, scene: Scene) -> Entity | None:
    """The institution of the country whose capital opens the sentence: "In Berlin a spokeswoman for the ministry"."""
    line = scene.mentions.sentence_of(source)
    opened = None if line is None else _IN_CAPITAL.match(scene.text, line.start, source.start)
    if opened is None or match.institution is None or match.institution in _LOCAL:
        return None
    found = scene.catalog.parties.find(opened[1])
    capital = next((one for one in found if one.form is Form.METONYM and len(one.span) == len(opened[1])), None)
    party = None if capital is None else scene.catalog.parties.get(capital.ids[0])
    if party is None or party.country is None:
        return None
    return scene.institution(party.country, match.institution, noun)


def _known(noun: str, match: Match | None, place: Place, scene: Scene, *, plural: bool) -> Iterator[Candidate]:
    """Those named or heard before, and for a headline or lead those named after it, by what they can be called."""
    offered = set()
    own = {
        code
        for offset, code in scene.discourse.countries
        if place.span.start <= offset < place.span.end and not _BASED.match(scene.text, offset)
    }
    local = match is not None and bool(_LOCALLY.match(place.span.of(scene.text)))
    proper = _proper_in(place.span, scene)
    phrase = head_phrase(place.span, scene.text).of(scene.text)
    special = noun == "authority" and re.match(r"[a-z]+\s", phrase) is not None and not phrase.startswith(_GOVERNING)
    told = portfolio_of(noun, place.span, scene)
    for entity in scene.entities_before(place):
        fit = _fit(entity, noun, match, scene)
        if (entity.reference.kind == "several" and not plural) or (proper and not proper & _keys_of(entity)):
            continue
        if (
            local
            and entity.reference.id is not None
            and entity.reference.id.split("-", 1)[0].upper() == entity.reference.country
        ):
            continue  # "local officials" are not those of the country
        if special and entity.reference.kind in _STATES:
            continue  # "the port authority" is no government
        if fit in _LOOSE and entity.person and not agrees_in_portfolio(entity, told, place.span, scene):
            continue
        if fit is not None and (entity.many or not entity.person or not plural):
            offered.add(entity.key)
            yield Candidate(entity, fit, agrees=_agrees(entity, own))
    if place.span.start > _LEAD:
        return
    for naming in scene.discourse.namings:
        fit = _fit(naming.entity, noun, match, scene)
        if naming.entity.key not in offered and fit is not None and naming.entity.reference.kind != "unnamed":
            after = naming.span.start > place.span.start and fit != "kin"
            if after and (naming.entity.many or not naming.entity.person or not plural):
                offered.add(naming.entity.key)
                yield Candidate(naming.entity, f"{fit} later", agrees=_agrees(naming.entity, own))


def _proper_in(source: Span, scene: Scene) -> set[str]:
    """The keys of capitals in a description that nobody knows: "the Mehr agency" is no agency but Mehr."""
    line = scene.mentions.sentence_of(source)
    source = Span(source.start, head_phrase(source, scene.text).end)
    known = Spans(one.span for one in scene.catalog.parties.find(source.of(scene.text)))
    return {
        key_of(word.group())
        for word in WORD.finditer(source.of(scene.text))
        if word.group()[:1].isupper()
        and word.group().lower() not in {"the", "this", "that", "its", "their", "both", "local"}
        and not known.touches(Span(*word.span()))
        and (line is None or source.start + word.start() > line.start)
        and singular(word.group()) not in scene.words.institution | scene.words.person
    }


def _keys_of(entity: Entity) -> set[str]:
    return {key_of(word) for word in entity.reference.name.split()} | entity.names


def _agrees(entity: Entity, own: set[str]) -> bool | None:
    """Whether a description with a country in it ("the Serb commander") fits an entity; None where it says nothing."""
    if not own or entity.reference.country is None:
        return None
    return entity.reference.country in own


def _fit(entity: Entity, noun: str, match: Match | None, scene: Scene) -> str | None:
    """By what an entity can be called so: it is that institution, holds that office, or goes by that noun."""
    if match is not None and match.institution is not None:
        if _not_called(match.alias, entity.reference.country, scene):
            return None
        ending = f"-{match.institution}"
        own = entity.reference.id or ""
        if own.endswith(ending) or (noun == "army" and own.endswith("-army")):
            return "exact"
        if any(office.endswith(ending) for office in entity.offices):
            return "office"
        if own.endswith(_PORTFOLIOS) and match.institution.endswith(_PORTFOLIOS):
            return None  # "the interior ministry" is not the health ministry
    if noun in scene.voices.get(entity.key, ()):
        return "voice"
    if noun not in entity.roles:
        return "kin" if scene.words.kin.get(noun, frozenset()) & entity.roles and entity.person else None
    if entity.reference.kind in _STATES and not _called_state(noun, entity, scene):
        return None
    if not entity.person and noun in _nouns_of(entity.reference.name):
        return "name"
    return "role" if match is None or not entity.offices else "other office"


def _called_state(noun: str, entity: Entity, scene: Scene) -> bool:
    """True for a noun that a government or country goes by: in general, by its name, or by itself."""
    own = scene.words.called.get(entity.reference.id or "", frozenset())
    return noun in {"government", "country", "state", "authority"} | _nouns_of(entity.reference.name) | own


@lru_cache(maxsize=4096)
def _nouns_of(name: str) -> frozenset[str]:
    """The words of a name in the singular: "the movement" is more the March 23 Movement than its allies."""
    return frozenset(singular(word) for word in name.split())


def _not_called(alias: str, country: str | None, scene: Scene) -> bool:
    """True for a country whose minister or ministry nobody calls so: "the foreign secretary" is no Syrian."""
    name = alias.lower().replace("defense", "defence")
    able, never = scene.words.said_of.get(name), scene.words.never_said_of.get(name, frozenset())
    return country is not None and ((able is not None and country not in able) or country in never)


def _ruled(match: Match, place: Place, scene: Scene) -> Iterator[tuple[str, int]]:
    """The regions under a government of their own that the text speaks of, for the ministries these have: Gaza."""
    if match.institution is None or not match.institution.endswith("-ministry"):
        return
    for offset, region in scene.discourse.regions:
        own = region in scene.words.ruled and scene.catalog.parties.institution(region, match.institution) is not None
        if own and offset < place.span.end:
            yield region, offset


def _without(owners: set[str], scene: Scene) -> set[str]:
    """The countries of the ruled regions among the owners, unless the text has as much of another region of theirs."""
    counted = Counter(one for _, one in scene.discourse.regions)
    found = set()
    for one in owners & scene.words.ruled:
        country = scene.catalog.parties.regions[one].country
        others = [n for other, n in counted.items() if other != one and other.startswith(f"{country.lower()}-")]
        if counted[one] > max(others, default=0):
            found.add(country)
    return found


def _composed(match: Match, noun: str, place: Place, offered: set[str], scene: Scene) -> Iterator[Candidate]:
    """The institution of each country, and where regions have it of each region, that the document speaks of."""
    if match.institution is None:
        return
    if match.institution in scene.words.listed_only:
        yield from _standing(match.institution, noun, place, offered, scene)
        return
    able = scene.words.only.get(match.institution)
    owners: dict[str, int] = {}
    if match.institution in _LOCAL:
        owners.update((region, offset) for offset, region in scene.discourse.regions if offset < place.span.end)
    owners.update(_ruled(match, place, scene))
    regions = set(owners)
    without = _without(regions, scene)
    local = bool(_LOCALLY.match(place.span.of(scene.text)))
    for offset, code in scene.discourse.countries if not local else ():
        if match.institution in _OF_STATES and not _is_state(code, scene):
            continue
        if match.institution in scene.words.lacking.get(code, ()) or _not_called(match.alias, code, scene):
            continue
        if code in without:
            continue
        if (offset < place.span.end or code not in owners) and (able is None or code in able):
            owners[code] = offset
    for owner, offset in owners.items():
        made = scene.institution(owner, match.institution, noun)
        if made is not None and made.key not in offered:
            offered.add(made.key)
            usual = scene.words.usual.get(match.institution) == owner
            yield Candidate(made, "local" if owner in regions else "usual" if usual else "composed", offset)


def _of_ministers(noun: str, place: Place, offered: set[str], scene: Scene) -> Iterator[Candidate]:
    """The ministries of the ministers of the text: "the ministry" after "defence minister X Y"."""
    for entity in scene.entities_before(place):
        for office in sorted(entity.offices):
            owner, _, portfolio = office.removesuffix("-minister").partition("-")
            made = scene.institution(owner, f"{portfolio}-ministry", noun) if office.endswith("-minister") else None
            if made is not None and made.key not in offered:
                offered.add(made.key)
                at = next((one.span.start for one in scene.ground.by_key.get(entity.key, ())), 0)
                yield Candidate(made, "role", min(at, place.span.start))


def _missions(noun: str, place: Place, offered: set[str], scene: Scene) -> Iterator[Candidate]:
    """The missions that the bodies of the text have in its country: "the mission" after "the African Union mission"."""
    for offset, code in scene.discourse.countries:
        troops = (
            scene.institution(code, "peacekeepers", noun) if code in SENDERS and offset < place.span.start else None
        )
        mission = None if troops is None else deployed(troops, place.span, scene)
        if mission is not None and mission.key not in offered:
            offered.add(mission.key)
            yield Candidate(mission, "role", offset)


def _is_state(code: str, scene: Scene) -> bool:
    """False for the UN, the EU, NATO: "police" are not theirs where nothing says so."""
    party = scene.catalog.parties.get(code.lower())
    return party is None or party.kind != "international_body"


def _standing(institution: str, noun: str, place: Place, offered: set[str], scene: Scene) -> Iterator[Candidate]:
    """Who a country's rebels are, where the text names none of them and is about that country."""
    party = scene.catalog.parties.get(scene.words.stands_for.get(institution, {}).get(scene.ground.home or "", ""))
    if party is None or party.id in offered or not party.existed_on(scene.day):
        return
    offset = max((at for at, code in scene.discourse.countries if code == scene.ground.home), default=0)
    entity = Entity(scene.catalog.parties.reference(party), many=True, roles=frozenset({noun}))
    yield Candidate(entity, "composed", min(offset, place.span.start))
