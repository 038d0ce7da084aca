"""Who is named where in a document: the entities that later words ("he", "the ministry", "Haidai") may go back to.

Invariant: namings are in text order and do not overlap; an entity that is named again is the same object.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from attribune.catalog import Catalog
from attribune.catalog.names import key_of
from attribune.catalog.outlets import Outlet
from attribune.catalog.party import Form, Match, Party
from attribune.model import Document, Reference, Span, Spans
from attribune.normalize.lexica import SpeakerWords, singular
from attribune.normalize.person import person_names

__all__ = [
    "Discourse",
    "Entity",
    "Naming",
    "country_beside",
    "entity_of_outlet",
    "entity_of_person",
    "entity_unnamed",
    "organisation",
    "reference_of_outlet",
    "survey",
]

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_INTRODUCED = re.compile(
    r"(?<![\w’'-] )(?<![\w’'-])"
    r"((?:[A-ZÀ-Þ][\w’'-]+)(?: (?:al-|el-|bin |ibn |abu |van |de |von )?[A-ZÀ-Þ][\w’'-]+){0,2}),\s+"
    r"(?:(?:aged )?\d{1,3},|an?\s|who\s(?:was|is|had|has|lives|lived|fled|works|worked|said|runs)|whose\s)"
)
_COMMON = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ss]everal|[Ss]ome)\s((?:[\w’'-]+\s){0,3}?)([a-z]{3,}(?:-[a-z]+)?)\b"
)
_PROPER = re.compile(r"[A-ZÀ-Þ0-9][\w’'&-]*(?:(?:\s+(?:of|for|the|and|in|to|against|from)){0,3}\s+[A-ZÀ-Þ][\w’'&-]*)+")
_BODIES = frozenset(
    "society cell centre center district programme program room club mission bureau directorate panel force association"
    " federation league college fund congress chamber corps academy".split()
)
_NEAR_BEFORE, _NEAR_AFTER = 45, 60  # characters between a name and what gives it a country
_COUNTED = re.compile(r"(two|three|four|five|six|seven|eight|nine|ten)\s+", re.IGNORECASE)
_SHORT_FORM = re.compile(
    r"((?:[A-ZÀ-Þ][\w’'&-]*(?:\s+(?:of|for|the|and|in|on|to)\b)*\s+){1,9}[A-ZÀ-Þ][\w’'-]+)\s+\(([A-Z][A-Za-z-]{1,9})\)"
)
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december meanwhile however".split()
)
_ABBREVIATED = re.compile(r"\b([A-Z][a-z]{1,4}|[A-Z])\.(?=\s)")
_FORMER = re.compile(r"\b(?:former|ex|previous|late|then)\b", re.IGNORECASE)
_LEADING = ("junta-leader", "supreme-leader", "president", "chancellor", "prime-minister")
_ACTORS = frozenset({Form.NAME, Form.SHORT, Form.METONYM, Form.COUNTRY, Form.COMPOSED})
_GROUPS = frozenset({"armed_group", "forces", "military", "agency", "body"})


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody who can speak. `names` are the keys of words that name it alone; `roles` the nouns it may be called."""

    reference: Reference
    person: bool = False
    many: bool = False
    gender: str | None = None
    names: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()  # ids of the offices that a person holds or is introduced with
    group: str | None = None  # id of the group that a person belongs to

    @property
    def key(self) -> str:
        """What tells two entities apart."""
        return self.reference.id or self.reference.name


@dataclass(frozen=True, slots=True)
class Naming:
    """Where a text names an entity."""

    span: Span
    entity: Entity
    office: str | None = None  # id of the office, where that is what the text names


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
    matches = catalog.parties.find(text)
    namings: list[Naming] = []
    regions: list[tuple[int, str]] = []
    countries: list[tuple[int, str]] = []
    for match in matches:
        if match.form is Form.REGION:
            regions.extend((match.span.start, one) for one in match.ids)
        parties = [party for party in (_voice(one, match.form, catalog) for one in match.ids) if party is not None]
        country = _country(match, catalog)
        if country is not None:
            countries.append((match.span.start, country))
        if match.form in _ACTORS and parties:
            meant = _chosen(parties, namings)
            office = meant.id if meant.kind == "office" else None
            party = _holder(meant, match, namings, catalog, day)
            entity = _entity(party, match, text, catalog, words)
            namings.append(Naming(match.span, with_offices(entity, party, catalog, words, day), office))
    namings.extend(_unlisted(text, matches, catalog, words))
    namings.extend(Naming(match.span, entity_of_outlet(match.outlet)) for match in catalog.outlets.find(text))
    namings.extend(_introduced(text, words))
    namings.extend(_short_forms(text, namings, words))
    namings = _titled(text, namings)
    return Discourse(
        namings=_linked(sorted(namings, key=lambda naming: (naming.span.start, -len(naming.span)))),
        generic=tuple(match for match in matches if match.form is Form.GENERIC),
        titles=tuple(match for match in matches if match.form is Form.TITLE),
        regions=tuple(regions),
        countries=tuple(countries),
    )


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
        return replace(entity_of_person(reference, text, match.span, words), gender=party.gender)
    spoken = {singular(word) for word in _WORD.findall(f"{match.alias} {party.name}")}
    roles = {word for word in spoken if word in words.institution or word in words.person}
    return Entity(
        reference,
        many=party.kind in _GROUPS or match.alias.lower().endswith(("s", "forces", "troops")),
        names=frozenset(key_of(word) for word in party.name.split()[:1]),
        roles=frozenset(roles | words.called.get(party.kind, frozenset()) | words.called.get(party.id, frozenset())),
    )


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
    nouns = {singular(word) for office in held for word in _WORD.findall(office.name)} & words.person
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


def entity_of_outlet(outlet: Outlet) -> Entity:
    """An outlet or agency as an entity that speaks or passes on."""
    return Entity(
        reference_of_outlet(outlet), roles=frozenset({"agency", "outlet", "newspaper", "channel", "broadcaster"})
    )


def reference_of_outlet(outlet: Outlet) -> Reference:
    """An outlet as values refer to it: kind is agency or outlet."""
    return Reference(outlet.id, outlet.name, "agency" if outlet.agency else "outlet", outlet.country)


def entity_of_person(reference: Reference, text: str, span: Span, words: SpeakerWords) -> Entity:
    """A person as an entity, with the roles that stand beside the name ("governor X Y", "X Y, the governor of Z,")."""
    lead = _ABBREVIATED.sub(r"\1", text[max(0, span.start - 70) : span.start])
    before = _WORD.findall(lead.rpartition(".")[2])[-7:]
    after = text[span.end : span.end + 90]
    beside = _WORD.findall(after.split(",")[1])[:8] if after.startswith(",") and after.count(",") > 0 else []
    said = {singular(word) for word in (*before, *beside)}
    roles = (said | {words.abbreviations[word] for word in said & words.abbreviations.keys()}) & words.person
    parts = [part for part in reference.name.split() if len(part) > 2]
    surnames = {key_of(part) for part in (*parts[1:], *span.of(text).split()[-1:])}
    female = any(word.lower() in {"mrs", "ms", "she"} or word.lower().endswith("woman") for word in (*before, *beside))
    return Entity(
        reference, person=True, gender="f" if female else None, names=frozenset(surnames), roles=frozenset(roles)
    )


def entity_unnamed(name: str, head: str, *, person: bool, many: bool, country: str | None) -> Entity:
    """A speaker the text does not name, under the words it gives."""
    roles = frozenset({singular(head)})
    gender = {"woman": "f", "mother": "f", "grandmother": "f", "man": "m", "father": "m"}.get(head.lower())
    return Entity(Reference(None, name, "unnamed", country), person, many, gender, frozenset(), roles)


def unnamed(words: str) -> str:
    """The name under which somebody stands whom the text does not name: "unnamed analysts", "two unnamed diplomats"."""
    match = _COUNTED.match(words)
    if match is not None:
        return f"{match[1].lower()} unnamed {words[match.end() :]}"
    rest = re.sub(r"^(?:an?|one|the|some|several)\s+", "", words, flags=re.IGNORECASE)
    return f"unnamed {rest[:1].lower()}{rest[1:]}" if rest[1:2].islower() else f"unnamed {rest}"


def _unlisted(text: str, matches: Sequence[Match], catalog: Catalog, words: SpeakerWords) -> Iterable[Naming]:
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


def _introduced(text: str, words: SpeakerWords) -> Iterable[Naming]:
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


def _short_forms(text: str, namings: Sequence[Naming], words: SpeakerWords) -> Iterable[Naming]:
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
            return _country(match, catalog)
    for match in matches[after:]:
        if match.span.start - name.end > _NEAR_AFTER:
            break
        if match.span.start - name.end >= 0 and not re.search(r"[.;\n]", text[name.end : match.span.start]):
            return _country(match, catalog)
    return None


def _country(match: Match, catalog: Catalog) -> str | None:
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
