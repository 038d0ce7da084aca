"""Who is named where in a document: the entities that later words ("he", "the ministry", "Haidai") may go back to.

Invariant: namings are in text order and do not overlap; an entity that is named again is the same object.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from attribune.catalog import Catalog
from attribune.catalog.names import key_of
from attribune.catalog.party import Form, Match, Party
from attribune.model import Document, Span, Spans
from attribune.normalize.bodies import bodies
from attribune.normalize.entity import Entity, Naming, entity_of_outlet, entity_of_person
from attribune.normalize.introduced import country_of, introduced, short_forms, unlisted
from attribune.normalize.lexica import SpeakerWords, singular
from attribune.normalize.name_shape import in_name
from attribune.normalize.narrated import named_again, narrated
from attribune.normalize.person_role import without_compounds

__all__ = ["Discourse", "survey", "with_named"]

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_FORMER = re.compile(r"\b(?:former|ex|previous|late|then)\b", re.IGNORECASE)
_ONE_OF = re.compile(r"\b(?:an?|another|one|two|some|senior|top|local)\s+$", re.IGNORECASE)
_FILED = re.compile(r"(?:[,/][^—–\n“”\"]{0,40})?(?:\s\([^)\n]{2,40}\))?\s*[—–-]+\s")
_MISSION = re.compile(r"\b(?:Mission|Force|Operation|Stabili[sz]ation)\b")
_SENT = frozenset({"international_body", "military", "forces", "monitor"})
_FIRST_NAME = re.compile(r"(?<!\w)([A-ZÀ-Þ][a-zà-þ’'-]{2,})\s$")
_LEADING = ("junta-leader", "supreme-leader", "president", "chancellor", "prime-minister")
_OWNING = frozenset({Form.COUNTRY, Form.ADJECTIVE, Form.METONYM})
_ACTORS = frozenset({Form.NAME, Form.SHORT, Form.METONYM, Form.COUNTRY, Form.COMPOSED})
_PLACES = frozenset({Form.METONYM, Form.COUNTRY, Form.REGION})
_GROUPS = frozenset({"armed_group", "forces", "military", "agency", "body"})
_OF = re.compile(r"\s(?:of|for|on|in|at)\s")  # "the European Court of Human Rights" is one
_STATE_NOUNS = frozenset({"state", "country", "nation", "republic"})


@dataclass(frozen=True, slots=True)
class Discourse:
    """The namings of a document, the generic institutions ("the ministry"), and the countries its words point to."""

    namings: tuple[Naming, ...]
    generic: tuple[Match, ...]
    titles: tuple[Match, ...]  # offices right before a name: "Secretary of State X Y"
    regions: tuple[tuple[int, str], ...]  # (offset, region id)
    countries: tuple[tuple[int, str], ...]  # (offset, country code)

    def before(self, position: int) -> list[Naming]:
        """The namings that end at or before an offset, nearest first."""
        after = bisect_right(self.namings, position, key=lambda naming: naming.span.end)
        return list(reversed(self.namings[:after]))

    def within(self, span: Span) -> list[Naming]:
        """The namings inside a span, in text order."""
        first = bisect_left(self.namings, span.start, key=lambda naming: naming.span.start)
        last = bisect_right(self.namings, span.end, key=lambda naming: naming.span.end)
        return list(self.namings[first:last])


def survey(document: Document, catalog: Catalog, words: SpeakerWords, day: date | None = None) -> Discourse:
    """The discourse of a document: parties of the catalogue, people it does not hold, and what else gives context."""
    text = document.text
    found = catalog.parties.find(text)
    others = _namesakes(text, found, catalog, words)
    matches = tuple(one for one in found if one not in others and not _is_name_part(one, text, words))
    namings: list[Naming] = []
    regions: list[tuple[int, str]] = []
    countries: list[tuple[int, str]] = []
    for match in matches:
        if match.form is Form.REGION:
            regions.extend((match.span.start, one) for one in match.ids)
        if match.form is Form.COMPOSED:
            owners = (one.removesuffix(f"-{match.institution}") for one in match.ids)
            regions.extend((match.span.start, one) for one in owners if one in catalog.parties.regions)
        parties = [party for party in (_voice(one, match.form, catalog) for one in match.ids) if party is not None]
        country = country_of(match, catalog)
        if country is not None:
            countries.append((match.span.start, country))
        if match.form in _ACTORS and parties and not _is_dateline(match, text):
            meant = _chosen(parties, namings)
            office = meant.id if meant.kind == "office" else None
            if (
                meant.parent is not None
                and meant.id == f"{meant.parent}-leader"
                and _ONE_OF.search(text[: match.span.start])
            ):
                meant, office = catalog.parties.get(meant.parent) or meant, None  # "a senior Hezbollah leader"
            party = _holder(meant, match, namings, catalog, day)
            entity = _entity(party, match, text, catalog, words)
            namings.append(Naming(match.span, with_offices(entity, party, catalog, words, day), office))
    namings.extend(_as_listed(one, matches, catalog, words) for one in bodies(text, matches, words))
    namings.extend(unlisted(text, matches, catalog, words))
    namings.extend(Naming(match.span, entity_of_outlet(match.outlet)) for match in catalog.outlets.find(text))
    namings.extend(narrated(text, [one.span for one in matches], namings, words))
    namings.extend(introduced(text, namings, words))
    namings.extend(short_forms(text, namings, words))
    return Discourse(
        namings=_all_namings(text, _titled(text, namings), [one.span for one in matches]),
        generic=tuple(match for match in matches if match.form is Form.GENERIC),
        titles=tuple(match for match in matches if match.form is Form.TITLE),
        regions=tuple(regions),
        countries=tuple(countries),
    )


def with_named(text: str, discourse: Discourse, further: Sequence[Naming]) -> Discourse:
    """The discourse with further namings, and the later uses of parts of their names."""
    if not further:
        return discourse
    taken = [one.span for one in (*discourse.generic, *discourse.titles)]
    return replace(discourse, namings=_all_namings(text, [*discourse.namings, *further], taken))


def _all_namings(text: str, namings: Sequence[Naming], taken: Sequence[Span]) -> tuple[Naming, ...]:
    """The namings in text order, those by a part of the name among them."""
    first = _linked(sorted(namings, key=_by_place))
    shown = {one.span for one in first}
    hidden = [one for one in namings if one.entity.person and one.span not in shown]
    again = [*named_again(text, first, hidden, taken)]
    return _linked(sorted([*first, *again], key=_by_place)) if again else first


def _by_place(naming: Naming) -> tuple[int, int]:
    return naming.span.start, -len(naming.span)


def _is_name_part(match: Match, text: str, words: SpeakerWords) -> bool:
    """True for a capital, country or region that is only a part of somebody's name."""
    able = match.form in _PLACES and " " not in match.alias and match.span.of(text)[:1].isupper()
    return able and in_name(text, match.span, words)


def _namesakes(text: str, found: Sequence[Match], catalog: Catalog, words: SpeakerWords) -> list[Match]:
    """The surnames of somebody else: behind another first name, and alone where the text has only the other in full."""
    full = {party for one in found if one.form is Form.NAME for party in one.ids}
    borne = [one for one in found if _is_namesake(one, text, found, catalog, words)]
    other = {one.alias for one in borne if not full & set(one.ids)}
    return [*borne, *(one for one in found if one.form is Form.SHORT and one.alias in other and one not in borne)]


def _is_namesake(match: Match, text: str, found: Sequence[Match], catalog: Catalog, words: SpeakerWords) -> bool:
    """True for a surname behind another first name: "Turki al-Maliki" is not Nouri al-Maliki."""
    before = _FIRST_NAME.search(text, max(0, match.span.start - 30), match.span.start)
    if match.form is not Form.SHORT or before is None:
        return False
    word, at = before[1], Span(*before.span(1))
    opens = not text[: at.start].rstrip() or text[: at.start].rstrip()[-1] in '.!?\n:—–“"'
    known = words.titles | words.person | words.openers | words.institution
    if opens or word.lower() in known or any(one.span.overlaps(at) for one in found):
        return False
    parties = [catalog.parties.get(one) for one in match.ids]
    names = {
        key_of(part) for one in parties if one is not None for each in (one.name, *one.aliases) for part in each.split()
    }
    return key_of(word) not in names and any(one is not None and one.kind == "person" for one in parties)


def _as_listed(naming: Naming, matches: Sequence[Match], catalog: Catalog, words: SpeakerWords) -> Naming:
    """A body by its listed name, where the text has its country before it: "Ethiopia’s Human Rights Commission"."""
    before = [one for one in matches if naming.span.start - one.span.end in {1, 3} and one.form in _OWNING]
    country = country_of(before[-1], catalog) if before else None
    known = None if country is None else catalog.parties.countries.get(country)
    if known is None:
        return naming
    name = naming.entity.reference.name
    found = (
        party
        for each in (f"{known.adjective} {name}", f"{name} of {known.name}", f"{known.name} {name}")
        for party in catalog.parties.lookup(each)
    )
    party = next(found, None)
    if party is None:
        reference = replace(naming.entity.reference, country=country)
        return replace(naming, entity=replace(naming.entity, reference=reference))
    roles = naming.entity.roles | words.called.get(party.kind, frozenset())
    return replace(naming, entity=replace(naming.entity, reference=catalog.parties.reference(party), roles=roles))


def _is_dateline(match: Match, text: str) -> bool:
    """True for a capital that only says where a report was filed: "ISLAMABAD — The Taliban had left"."""
    if match.form is not Form.METONYM:
        return False
    before = text[text.rfind("\n", 0, match.span.start) + 1 : match.span.start]
    return (before == "" or before.isupper()) and _FILED.match(text, match.span.end) is not None


def _voice(party_id: str, form: Form, catalog: Catalog) -> Party | None:
    """The party of an id; a country that speaks is its government."""
    party = catalog.parties.get(party_id)
    if form is not Form.COUNTRY or party is None or party.country is None:
        return party
    return catalog.parties.voice(party.country) or party


def _holder(party: Party, match: Match, namings: Sequence[Naming], catalog: Catalog, day: date | None) -> Party:
    """Who held the office on the day of the document; the office itself where the catalogue does not know.

    "The Russian leader" is whoever leads: the one of the leading offices whose holder was named before, else the first
    that has a holder. "The former president" holds it no longer: somebody named before who did.
    """
    if party.kind != "office" or day is None:
        return party
    if _FORMER.search(match.alias):
        return _former(party, namings, catalog, day) or party
    if not party.id.endswith("-junta-leader"):
        return catalog.parties.holder(party.id, day) or party
    owner = party.id.removesuffix("junta-leader")
    holders = [catalog.parties.holder(f"{owner}{office}", day) for office in _LEADING]
    named = {naming.entity.reference.id for naming in namings}
    known = [one for one in holders if one is not None]
    return next((one for one in known if one.id in named), known[0] if known else party)


def _former(office: Party, namings: Sequence[Naming], catalog: Catalog, day: date) -> Party | None:
    """The last named before who held the office, but not on the day."""
    for naming in reversed(namings):
        person = naming.entity.reference.id
        if person is None or not naming.entity.person:
            continue
        ever = {one.id for one in catalog.parties.offices_of(person)}
        if office.id in ever - {one.id for one in catalog.parties.offices_of(person, day)}:
            return catalog.parties.get(person)
    return None


def _chosen(parties: Sequence[Party], namings: Sequence[Naming]) -> Party:
    """The party that an ambiguous name stands for: one named before, else the first listed."""
    named = {naming.entity.reference.id for naming in namings}
    return next((party for party in parties if party.id in named), parties[0])


def _entity(party: Party, match: Match, text: str, catalog: Catalog, words: SpeakerWords) -> Entity:
    reference = catalog.parties.reference(party)
    if party.kind == "person":
        return _with_gender(entity_of_person(reference, text, match.span, words), party.gender)
    spoken = {singular(word) for word in _WORD.findall(f"{match.alias} {party.name}")}
    roles = {word for word in without_compounds(spoken) if word in words.institution or word in words.person}
    if party.id.endswith("-people"):
        return Entity(reference, many=True, roles=frozenset(roles))
    if _MISSION.search(party.name) and party.kind in _SENT:
        roles |= words.called["mission"]
    if party.kind == "armed_group":
        roles -= _STATE_NOUNS  # nobody calls Islamic State "the state"
    return Entity(
        reference,
        many=party.kind in _GROUPS or _OF.split(match.alias.lower())[0].endswith("s"),
        names=frozenset(key_of(word) for word in party.name.split()[:1]),
        roles=frozenset(roles | words.called.get(party.kind, frozenset()) | words.called.get(party.id, frozenset())),
    )


def _with_gender(entity: Entity, gender: str | None) -> Entity:
    return entity if gender is None else replace(entity, gender=gender)


def _titled(text: str, namings: Sequence[Naming]) -> list[Naming]:
    """The namings with an office right beside a person made that person's: "the Dutch defence minister, X Y,"."""
    ordered = sorted(namings, key=lambda naming: naming.span.start)
    dropped: set[int] = set()
    for index, (left, right) in enumerate(pairwise(ordered)):
        gap = text[left.span.end : right.span.start]
        for office, person, at, to in ((left, right, index, index + 1), (right, left, index + 1, index)):
            if office.office is None or not person.entity.person or person.office is not None or at in dropped:
                continue
            if gap.strip() in {"", ","} or (office is right and gap in {", the ", ", "}):
                entity = replace(
                    ordered[to].entity,
                    roles=ordered[to].entity.roles | office.entity.roles,
                    offices=ordered[to].entity.offices | {office.office},
                )
                ordered[to] = replace(ordered[to], entity=entity)
                dropped.add(at)
    return [naming for index, naming in enumerate(ordered) if index not in dropped]


def with_offices(entity: Entity, party: Party, catalog: Catalog, words: SpeakerWords, day: date | None) -> Entity:
    """The entity of a person with the offices held on the day (else ever), and what holders of them are called."""
    if party.kind != "person":
        return entity
    held = catalog.parties.offices_of(party.id, day) or catalog.parties.offices_of(party.id)
    spoken = ({singular(word.lower()) for word in _WORD.findall(office.name)} for office in held)
    nouns = {noun for each in spoken for noun in without_compounds(each) & words.person}
    if any("press-secretary" in office.id or "spokes" in office.id for office in held):
        nouns |= {"spokesman", "spokeswoman", "spokesperson"}
    if any(office.id.endswith(("-president", "-prime-minister", "-leader")) for office in held):
        nouns |= {"leader"}
    if any("-mayor-" in office.id for office in held):
        nouns |= {"mayor"}
    return replace(
        entity,
        roles=entity.roles | frozenset(nouns),
        offices=frozenset(office.id for office in held),
        group=party.parent,
    )


def _linked(namings: Sequence[Naming]) -> tuple[Naming, ...]:
    """The namings with what is learned of an entity at one place known at every later one."""
    known: dict[str, Entity] = {}
    linked: list[Naming] = []
    certain = Spans(naming.span for naming in namings if naming.entity.reference.kind != "unnamed")
    for naming in namings:
        if linked and naming.span.overlaps(linked[-1].span):
            continue
        if naming.entity.reference.kind == "unnamed" and certain.touches(naming.span):
            continue
        entity = naming.entity
        earlier = known.get(entity.key)
        if earlier is not None:
            entity = replace(
                entity,
                gender=entity.gender or earlier.gender,
                names=entity.names | earlier.names,
                roles=entity.roles | earlier.roles,
                offices=entity.offices | earlier.offices,
                group=entity.group or earlier.group,
            )
        known[entity.key] = entity
        linked.append(replace(naming, entity=entity))
    return tuple(linked)
