"""Parties: found in text, looked up by name and day, composed where the catalogue need not list them.

Every country has a foreign ministry and most regions a governor, so these are not listed: an institution (`defence
ministry`) and a country or region compose to a party with a canonical name and a stable id ("sd-defence-ministry").
What is listed under the same id wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest

from attribune.catalog.names import Word, words_of
from attribune.catalog.party import Country, Form, Holding, Institution, Match, Party, Region, Term
from attribune.catalog.phrases import Phrase, PhraseTable, joined
from attribune.model import Reference, Span

__all__ = ["Parties"]

OWNERS = frozenset({Form.COUNTRY, Form.ADJECTIVE, Form.REGION, Form.METONYM, Form.RULER})
OWNER_AFTER = frozenset({Form.COUNTRY, Form.REGION, Form.RULER})
LINKS = frozenset({"of", "in", "for"})
RUN_BY = frozenset({"run", "controlled", "held", "led", "administered"})  # "the ministry run by the Houthis"
# What a ruling group owns: its army or leader is the group itself.
RULED = ("ministry", "minister", "ambassador", "embassy")
SEATED = "in"  # "the ministry in Kyiv": a capital behind it is where the country's ministry sits
HOSTS = frozenset({"in", "to"})
HOSTED = "at"  # between an institution and the country it is sent to: "ru-embassy-at-de"
MOST_FILLERS = 2
REMEMBERED = 8  # texts: several layers ask for the parties of one document
# What a phrase with several readings means by itself, most telling first.
PREFERENCE = (Form.NAME, Form.COUNTRY, Form.METONYM, Form.SHORT, Form.PEOPLE, Form.ADJECTIVE, Form.REGION, Form.GENERIC)


@dataclass(frozen=True)
class Parties:
    """All parties. Built once from compiled data, read only, safe to share and to send to workers."""

    listed: dict[str, Party]
    countries: dict[str, Country]
    regions: dict[str, Region]
    institutions: dict[str, Institution]
    holdings: tuple[Holding, ...]
    table: PhraseTable[Term]
    fillers: frozenset[str]
    modifiers: frozenset[str]
    _composed: dict[str, Party] = field(default_factory=dict, repr=False, compare=False)
    _found: dict[str, tuple[Match, ...]] = field(default_factory=dict, repr=False, compare=False)

    def get(self, party_id: str) -> Party | None:
        """The party with this id, listed or composed; None where there can be none (a region itself is no party)."""
        return self.listed.get(party_id) or self._composed.get(party_id) or self._compose(party_id)

    def find(self, text: str) -> tuple[Match, ...]:
        """Every naming of a party in the text, longest first at each place, never overlapping."""
        found = self._found.pop(text, None)
        if found is None:
            found = self._find(text)
        self._found[text] = found  # at the end: the first is the one that was not asked for longest
        for oldest in list(self._found)[:-REMEMBERED]:
            self._found.pop(oldest, None)
        return found

    def _find(self, text: str) -> tuple[Match, ...]:
        words = words_of(text)
        found: list[Match] = []
        position = 0
        while position < len(words):
            hit = self._match(text, words, position)
            if hit is None:
                position += 1
                continue
            match, position = hit
            found.append(match)
        return tuple(self._titled(text, found))

    def lookup(self, name: str, on: date | None = None) -> tuple[Party, ...]:
        """The parties that a name stands for on a day: an office gives its holder first, then the office itself."""
        phrases = self.table.exactly(name)
        ids = [each.value.id for each in phrases if each.value.form not in {Form.GENERIC, Form.REGION}]
        if not ids:
            words = [word for word in words_of(name) if word.key != "the"]
            whole = (words[0].start, words[-1].end) if words else None
            ids = [party for match in self.find(name) if tuple(match.span) == whole for party in match.ids]
        parties = [party for party in map(self.get, dict.fromkeys(ids)) if party is not None and party.existed_on(on)]
        held = [self.holder(party.id, on) for party in parties if party.kind == "office"]
        people = [person for person in held if person is not None]
        return tuple(dict.fromkeys([*people, *parties]))

    def holder(self, office_id: str, on: date | None = None) -> Party | None:
        """Who held an office on a day; without a day, who holds it by the latest entry."""
        rows = [row for row in self.holdings if row.office == office_id]
        if on is not None:
            rows = [row for row in rows if row.covers(on)]
        if not rows:
            return None
        return self.get(max(rows, key=lambda row: row.start or date.min).person)

    def offices_of(self, person_id: str, on: date | None = None) -> tuple[Party, ...]:
        """The offices that a person held on a day, or at any time where no day is given."""
        rows = [row for row in self.holdings if row.person == person_id and (on is None or row.covers(on))]
        return tuple(party for row in rows if (party := self.get(row.office)) is not None)

    def voice(self, code: str) -> Party | None:
        """The party that speaks where a text says "Ukraine said" or "Kyiv said"."""
        country = self.countries.get(code)
        return None if country is None else self.get(country.voice)

    def institution(self, owner: str, institution: str) -> Party | None:
        """The institution of a country (by code) or region (by id): `institution("SD", "forces")`."""
        return self.get(f"{owner.lower()}-{institution}")

    def own_army(self, owner: str) -> bool:
        """True for a country whose land forces go by a name of their own: the Royal Thai Army, the Indian Army."""
        return owner.upper() in dict(self.institutions["army"].names)

    def reference(self, party: Party) -> Reference:
        """A party as values refer to it."""
        return Reference(id=party.id, name=party.name, kind=party.kind, country=party.country)

    def _match(self, text: str, words: Sequence[Word], position: int) -> tuple[Match, int] | None:
        phrases = self.table.at(text, words, position)
        if not phrases:
            return None
        after = position + len(phrases[0].keys)
        composed = self._compose_at(text, words, phrases, after)
        if composed is None:
            composed = self._beyond(text, words, position, after)
        if composed is not None:
            composed = self._extended(text, words, composed)
        listed = [each for each in phrases if each.value.form is Form.NAME]
        if composed is not None and (not listed or composed[2] > after):
            owned, head, end = composed
            return self._made(text, words[position], words[end - 1], owned, Form.COMPOSED, head), end
        form = next(form for form in PREFERENCE if any(each.value.form is form for each in phrases))
        ids = tuple(dict.fromkeys(each.value.id for each in phrases if each.value.form is form))
        if form is Form.GENERIC and self._leads(text, words, after):
            return None
        if form is Form.GENERIC:
            return self._made(text, words[position], words[after - 1], (), form, ids[0]), after
        if after < len(words) and form in OWNERS and self._modifies(text, words[after - 1], words[after]):
            form = Form.MODIFIER
        return self._made(text, words[position], words[after - 1], ids, form, None), after

    @staticmethod
    def _made(text: str, first: Word, last: Word, ids: tuple[str, ...], form: Form, institution: str | None) -> Match:
        span = Span(first.start, last.end)
        return Match(span, span.of(text), ids, form, institution)

    def _leads(self, text: str, words: Sequence[Word], after: int) -> bool:
        """True for an institution that only says whose something is: "military-led", "army-aligned"."""
        return after < len(words) and self._modifies(text, words[after - 1], words[after])

    def _modifies(self, text: str, word: Word, following: Word) -> bool:
        """True for "Iran-backed" and "Russian-held"."""
        hyphen = text[word.end : following.start]
        return len(hyphen) == 1 and not hyphen.isspace() and following.key in self.modifiers

    def _compose_at(
        self, text: str, words: Sequence[Word], phrases: Sequence[Phrase[Term]], after: int
    ) -> tuple[tuple[str, ...], str, int] | None:
        """Ids, institution and end of the longest institution with its owner that begins with these phrases."""
        owners = [each.value for each in phrases if each.value.form in OWNERS]
        heads = [each.value for each in phrases if each.value.form is Form.GENERIC]
        if owners:
            return self._owner_first(text, words, owners, after)
        if heads:
            return self._head_first(text, words, heads, after)
        return None

    def _beyond(
        self, text: str, words: Sequence[Word], position: int, after: int
    ) -> tuple[tuple[str, ...], str, int] | None:
        """What reaches beyond a listed name by a shorter owner in it: "Sudan's army chief" is not "Sudan's army"."""
        for length in range(after - position - 1, 0, -1):
            window = words[position : position + length]
            owners = [each.value for each in self.table.at(text, window, 0) if each.value.form in OWNERS]
            made = self._owner_first(text, words, owners, position + length) if owners else None
            if made is not None and made[2] > after:
                return made
        return None

    def _extended(
        self, text: str, words: Sequence[Word], composed: tuple[tuple[str, ...], str, int]
    ) -> tuple[tuple[str, ...], str, int]:
        """The composed party with what the words after it add: "… to the United Nations", "… in Berlin"."""
        ids, head, end = composed
        institution = self.institutions[head]
        for tail in institution.tails:
            window = words[end : end + len(tail)]
            if tuple(word.key for word in window) == tail and joined(text, words[end - 1], window[0]):
                return ids, head, end + len(tail)
        if institution.hosted is None or end + 1 >= len(words) or words[end].key not in HOSTS:
            return composed
        start = end + 2 if words[end + 1].key == "the" and end + 2 < len(words) else end + 1
        hosts = [each for each in self.table.at(text, words, start) if each.value.form in {Form.COUNTRY, Form.METONYM}]
        if not hosts or not joined(text, words[end - 1], words[end]):
            return composed
        party = self.get(hosts[0].value.id)
        if party is None or party.country is None or party.country not in self.countries:
            return composed
        sent = tuple(f"{each}-{HOSTED}-{party.country.lower()}" for each in ids)
        return sent, head, start + len(hosts[0].keys)

    def _owner_first(
        self, text: str, words: Sequence[Word], owners: Sequence[Term], after: int
    ) -> tuple[tuple[str, ...], str, int] | None:
        position = after
        while position < len(words) and joined(text, words[position - 1], words[position]):
            heads = [each for each in self.table.at(text, words, position) if each.value.form is Form.GENERIC]
            led = next((one for one in heads if self._leads(text, words, position + len(one.keys))), None)
            if led is not None:  # "Sudan's military-led government" is not Sudan's military
                position += len(led.keys) + 1
                continue
            for head in heads:
                ids = self._ids(owners, head.value.id)
                if ids:
                    return ids, head.value.id, position + len(head.keys)
            if position - after >= MOST_FILLERS or words[position].key not in self.fillers:
                return None
            position += 1
        return None

    def _head_first(
        self, text: str, words: Sequence[Word], heads: Sequence[Term], after: int
    ) -> tuple[tuple[str, ...], str, int] | None:
        position = after
        if position + 1 < len(words) and words[position].key in RUN_BY and words[position + 1].key == "by":
            position += 1
        elif position >= len(words) or words[position].key not in LINKS:
            return None
        link = words[position].key
        if link == SEATED:
            heads = [each for each in heads if self.institutions[each.id].hosted is None]  # sent there, not owned
        while position + 1 < len(words) and joined(text, words[position - 1], words[position]):
            position += 1
            found = self.table.at(text, words, position)
            owners = [each for each in found if each.value.form in OWNER_AFTER]
            if link == SEATED and heads and self._is_seated(heads[0].id):
                owners = [each for each in found if each.value.form is Form.METONYM] or owners
            if owners and owners[0].value.form is Form.RULER:
                end = position + len(owners[0].keys)
                if end < len(words) and self._modifies(text, words[end - 1], words[end]):
                    position = end  # "in Hamas-run Gaza"
                    continue
            if owners and joined(text, words[position - 1], words[position]):
                for head in heads:
                    ids = self._ids([each.value for each in owners], head.id)
                    if ids:
                        end = position + len(owners[0].keys)
                        longer = self._owner_first(text, words, [each.value for each in owners], end)
                        return ids, head.id, end if longer is None else longer[2]
                return None
            if words[position].key != "the" and words[position].key not in self.fillers:
                return None
        return None

    def _is_seated(self, institution: str) -> bool:
        """True for what sits in the capital of its country."""
        return self.institutions[institution].kind == "ministry"

    def _ids(self, owners: Sequence[Term], institution: str) -> tuple[str, ...]:
        """Ids of the institution for every owner that can have it; a metonym owns what its country owns."""
        made = []
        for owner in owners:
            prefix = owner.id
            if owner.form is Form.RULER and not institution.endswith(RULED):
                continue
            if owner.form is Form.METONYM:
                party = self.get(owner.id)
                if party is None or party.country is None:
                    continue
                prefix = party.country.lower()
            if self.get(f"{prefix}-{institution}") is not None:
                made.append(f"{prefix}-{institution}")
        return tuple(dict.fromkeys(made))

    def _compose(self, party_id: str) -> Party | None:
        """A party from an id of owner and institution: "sd-defence-ministry", "ua-luhansk-governor"."""
        for cut in (place for place, char in enumerate(party_id) if char == "-"):
            kind, _, host = party_id[cut + 1 :].partition(f"-{HOSTED}-")
            owner, institution = party_id[:cut], self.institutions.get(kind)
            country, region = self.countries.get(owner.upper()), self.regions.get(owner)
            if institution is None:
                continue
            if host:
                return self._sent(party_id, institution, country, self.countries.get(host.upper()))
            if country is not None and institution.national is not None:
                name = dict(institution.names).get(country.code) or institution.national.format(
                    state=country.state, name=country.name, adjective=country.adjective
                )
                return self._kept(Party(party_id, name, institution.kind, country.code, gender=institution.gender))
            if region is not None and region.state is not None and institution.national is not None:
                name = institution.national.format(
                    state=region.state, name=region.name, adjective=region.adjective or region.state
                )
                return self._kept(Party(party_id, name, institution.kind, region.country, gender=institution.gender))
            if region is not None and institution.local is not None:
                template = dict(institution.local_names).get(region.country, institution.local)
                name = template.format(place=region.name)
                return self._kept(Party(party_id, name, institution.kind, region.country, gender=institution.gender))
        return None

    def _sent(
        self, party_id: str, institution: Institution, country: Country | None, host: Country | None
    ) -> Party | None:
        """An embassy, ambassador or delegation by who sent it and where to."""
        if institution.hosted is None or country is None or host is None:
            return None
        name = institution.hosted.format(state=country.state, host=host.state)
        return self._kept(Party(party_id, name, institution.kind, country.code))

    def _kept(self, party: Party) -> Party:
        self._composed[party.id] = party
        return party

    def _titled(self, text: str, matches: Sequence[Match]) -> Iterator[Match]:
        """The matches, with an office right before a person's name marked as that person's title."""
        for match, following in zip_longest(matches, matches[1:]):
            office = match.institution is not None and self.institutions[match.institution].kind == "office"
            if office and following is not None and self._is_person(following):
                gap = text[match.span.end : following.span.start]
                if gap.strip(" ,") == "" and len(gap) <= MOST_FILLERS:
                    yield replace(match, form=Form.TITLE)
                    continue
            yield match

    def _is_person(self, match: Match) -> bool:
        party = self.get(match.ids[0]) if match.ids else None
        return party is not None and party.kind == "person"
