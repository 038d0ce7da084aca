"""What finding quantities looks at: the document's words, sentences, times, statements and countries, indexed once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from attribune.catalog import Catalog, Conflict
from attribune.catalog.party import Form
from attribune.model import (
    Document,
    DocumentFacts,
    Mentions,
    PlaceReading,
    Span,
    SpanIndex,
    Spans,
    Statement,
    TimeReading,
)
from attribune.normalize.category import CategoryWords, Window, category_words
from attribune.normalize.conflict import conflict_between, document_conflict
from attribune.normalize.numeral import numeral_words
from attribune.normalize.quantity_amount import Amount, find_amounts
from attribune.normalize.quantity_phrase import Nouns
from attribune.normalize.quantity_token import Token, adjacent, tokenize
from attribune.normalize.quantity_words import QuantityWords, quantity_words

__all__ = ["Around", "CountryMention", "Scene", "scene_of"]

BULLETS = frozenset("•-–—*·‒▪●")
DASHES = frozenset("-–—‒:")
LONGEST_LABEL = 10  # words of a line before its dash
OWNING_NOTHING = frozenset({"ngo", "monitor", "agency", "outlet", "company"})  # seated somewhere, but no side's
LONGEST_LIST = 40  # lines between a list's last item and its heading


@dataclass(frozen=True, slots=True)
class Around:
    """What the other layers found, which figures take their claimant, period and country from."""

    statements: tuple[Statement, ...] = ()
    times: tuple[TimeReading, ...] = ()
    places: tuple[PlaceReading, ...] = ()


@dataclass(frozen=True, slots=True)
class CountryMention:
    """Where the text names a country, or something that belongs to one; `adjective` for "Russian"."""

    span: Span
    code: str
    adjective: bool


@dataclass(frozen=True)
class Scene:
    """A document indexed for the quantity grammar. Sentences are token ranges, in order, covering the running text."""

    document: Document
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[Span, ...]
    amounts: tuple[Amount, ...]
    statements: tuple[Statement, ...]
    times: tuple[TimeReading, ...]
    places: tuple[PlaceReading, ...]
    facts: DocumentFacts
    catalog: Catalog
    countries: tuple[CountryMention, ...]
    conflict: Conflict | None
    words: QuantityWords
    categories: CategoryWords
    nouns: Nouns

    @cached_property
    def _amount_starts(self) -> list[int]:
        return [amount.first for amount in self.amounts]

    @cached_property
    def _country_starts(self) -> list[int]:
        return [mention.span.start for mention in self.countries]

    @cached_property
    def _time_starts(self) -> list[int]:
        return [reading.value.span.start for reading in self.times]

    @cached_property
    def _place_starts(self) -> list[int]:
        return [reading.value.span.start for reading in self.places]

    @cached_property
    def sources(self) -> Spans:
        """The words that name the sources of statements."""
        return Spans(one.source for one in self.statements if one.source is not None)

    @cached_property
    def _contents(self) -> SpanIndex[int]:
        return SpanIndex((part, place) for place, one in enumerate(self.statements) for part in one.content)

    def told_at(self, span: Span) -> Sequence[int]:
        """The places of the statements whose content touches a span."""
        return sorted(set(self._contents.at(span)))

    @cached_property
    def counted(self) -> Mapping[str, int]:
        """Country → how many places in it the text names, its own name aside; in the order in which they come."""
        values = [reading.value.value for reading in self.places]
        return Counter(one.country for one in values if one.country is not None and one.kind != "country")

    @property
    def language(self) -> str:
        """The language whose lexicons apply."""
        return self.document.language or "en"

    def sentence(self, token: int) -> int:
        """The number of the sentence that holds a token."""
        return max(0, bisect_right(self.sentences, (token, len(self.tokens) + 1)) - 1)

    def window(self, token: int) -> Window:
        """The sentence around a token, for the category rules."""
        first, last = self.sentences[self.sentence(token)] if self.sentences else (0, len(self.tokens))
        starts = frozenset(amount.number for amount in self.amounts_in(first, last))
        starts |= frozenset(amount.first for amount in self.amounts_in(first, last))
        return Window(self.tokens, first, last, starts)

    def frame(self, sentence: int) -> int | None:
        """The sentence that introduces a list line: the last one before that ends in a colon; None for running text."""
        if not self._is_line(sentence):
            return None
        for place in range(sentence - 1, max(-1, sentence - LONGEST_LIST), -1):
            last = self.tokens[self.sentences[place][1] - 1]
            if last.text == ":":
                return place
            if not self._is_line(place) and last.text in {".", "!", "?"}:
                return None
        return None

    def _is_line(self, sentence: int) -> bool:
        """True for a line of a list: it opens with a bullet, ends like an item, or is a noun, a dash and a figure."""
        first, last = self.sentences[sentence]
        if self.tokens[first].text in BULLETS or self.tokens[last - 1].text in {",", ";"}:
            return True
        for at in range(first + 1, min(last - 1, first + LONGEST_LABEL)):
            apart = not adjacent(self.tokens[at - 1], self.tokens[at]) or self.tokens[at].text == ":"
            if self.tokens[at].text in DASHES and apart and not adjacent(self.tokens[at], self.tokens[at + 1]):
                return True
        return False

    def amounts_in(self, first: int, last: int) -> Sequence[Amount]:
        """The amounts that begin in a range of tokens."""
        starts = self._amount_starts
        return self.amounts[bisect_left(starts, first) : bisect_left(starts, last)]

    def span(self, first: int, last: int) -> Span:
        """The span of tokens [first, last)."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def chars(self, sentence: int) -> Span:
        """The span of a sentence."""
        return self.span(*self.sentences[sentence])

    def countries_in(self, start: int, end: int) -> Sequence[CountryMention]:
        """Namings of countries between two offsets."""
        starts = self._country_starts
        return self.countries[bisect_left(starts, start) : bisect_left(starts, end)]

    def times_in(self, span: Span) -> Sequence[TimeReading]:
        """Times that begin inside a span."""
        starts = self._time_starts
        return self.times[bisect_left(starts, span.start) : bisect_left(starts, span.end)]

    def places_in(self, span: Span) -> Sequence[PlaceReading]:
        """Places that begin inside a span."""
        starts = self._place_starts
        return self.places[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


def scene_of(document: Document, mentions: Mentions, around: Around, facts: DocumentFacts, catalog: Catalog) -> Scene:
    """The document indexed, with its amounts read."""
    language = document.language or "en"
    tokens = tokenize(document.text)
    taken = _covered(tokens, around.times) | _post_times(tokens)
    words = quantity_words(language)
    categories = category_words(language).with_people(
        country.adjective.lower() for country in catalog.parties.countries.values()
    )
    amounts = tuple(find_amounts(tokens, numeral_words(language), words, taken.__contains__))
    countries = _countries(document.text, catalog)
    conflict = document_conflict(document.text, catalog, facts.published)
    if conflict is None:
        conflict = conflict_between({mention.code for mention in countries}, catalog, facts.published)
    return Scene(
        document=document,
        tokens=tokens,
        sentences=_sentences(tokens, mentions),
        paragraphs=mentions.paragraphs,
        amounts=amounts,
        statements=around.statements,
        times=around.times,
        places=tuple(sorted(around.places, key=lambda reading: reading.value.span.start)),
        facts=facts,
        catalog=catalog,
        countries=countries,
        conflict=conflict,
        words=words,
        categories=categories,
        nouns=categories.known(),
    )


def _covered(tokens: Sequence[Token], times: Sequence[TimeReading]) -> frozenset[int]:
    """The tokens that belong to a time expression."""
    starts = [token.start for token in tokens]
    covered: set[int] = set()
    for reading in times:
        covered.update(
            range(bisect_left(starts, reading.value.span.start), bisect_left(starts, reading.value.span.end))
        )
    return frozenset(covered)


def _post_times(tokens: Sequence[Token]) -> frozenset[int]:
    """The figures of the clock times that open the posts of a live blog: "16.48 BST"."""
    taken: set[int] = set()
    for at, token in enumerate(tokens):
        if (token.opens_line or at == 0) and re.fullmatch(r"[0-2]?[0-9](?:\.[0-5][0-9])?", token.text):
            whole = "." in token.text
            colon = (
                at + 2 < len(tokens) and tokens[at + 1].text == ":" and re.fullmatch(r"[0-5][0-9]", tokens[at + 2].text)
            )
            if whole or colon:
                taken.update((at,) if whole else (at, at + 2))
    return frozenset(taken)


def _sentences(tokens: Sequence[Token], mentions: Mentions) -> tuple[tuple[int, int], ...]:
    """Sentences as token ranges; one that opens with a comma goes on with the one before ("217 warplanes. , 187")."""
    starts = [token.start for token in tokens]
    bounds = mentions.sentences or mentions.paragraphs
    ranges: list[tuple[int, int]] = []
    position = 0
    for span in bounds:
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        if first > position:  # captions and headings that no sentence covers
            ranges.append((position, first))
        if first >= last or first < position:
            continue
        if ranges and tokens[first].text in {",", ";"}:
            ranges[-1] = (ranges[-1][0], last)
        else:
            ranges.append((first, last))
        position = last
    if position < len(tokens):
        ranges.append((position, len(tokens)))
    return tuple(ranges)


def _countries(text: str, catalog: Catalog) -> tuple[CountryMention, ...]:
    """Every naming of a country, of its people, or of a party that belongs to one."""
    found = []
    for match in catalog.parties.find(text):
        if all((party := catalog.parties.get(each)) is not None and party.kind in OWNING_NOTHING for each in match.ids):
            continue
        codes = {code for party in match.ids if (code := _country(party, catalog)) is not None}
        if len(codes) == 1:
            adjective = match.form in {Form.ADJECTIVE, Form.PEOPLE}
            found.append(CountryMention(match.span, codes.pop(), adjective))
    return tuple(found)


def _country(party_id: str, catalog: Catalog) -> str | None:
    if party_id in catalog.parties.countries:
        return party_id
    if party_id in catalog.parties.regions:
        return catalog.parties.regions[party_id].country
    party = catalog.parties.get(party_id)
    return None if party is None else party.country
