"""Places: which names of a text are places, and which places they are.

Two questions, kept apart. Whether a name is a place here is decided by the words around it and by how well known it is
(`_believed`): a small town needs evidence, a capital does not. Which place it is, is decided by what the text says of
its kind and container, by the countries and regions that the text is about, by the other places in it, and last by size
(`_score`). A name that stays ambiguous keeps its candidates. Every standalone mention is returned, not only the first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from attribune.catalog import Catalog
from attribune.catalog.gazetteer import ADMIN1, ADMIN2, ALIAS, PRIMARY, Hit, Place
from attribune.catalog.party import Form
from attribune.catalog.placenames import name_key
from attribune.model import Document, Mentions, PlaceReading, RegionKind, Slot, Span, Spans
from attribune.normalize.place_area import part_of, precision_of
from attribune.normalize.place_choice import Context, candidates, distance, inside, prior, ranked_places, resolve
from attribune.normalize.place_evidence import weigh
from attribune.normalize.place_features import add_features
from attribune.normalize.place_mentions import Mention, Scan, scan_places
from attribune.normalize.place_rescue import rescued, somewhere_in, unlisted_site
from attribune.normalize.place_words import load_place_words

__all__ = ["find_places", "first_mentions"]

WELL_KNOWN = 5.25  # log10 of the population from which a name alone is believed (about 180,000)
TIE = 1.0  # candidates within this score of the best are kept
WEAPON = re.compile(
    r"[ -](?:anti-|missile|rocket|tank|gun|launcher|howitzer|drone|jet|fighter|class|helicopter|landing ship)"
)
INTRODUCED = re.compile(r", (?:an? [a-z]|who |\d{1,2}\b)")
BODIES = frozenset({"outlet", "agency", "ngo", "monitor", "armed_group", "company", "movement", "person"})


def find_places(
    document: Document, mentions: Mentions, catalog: Catalog, language: str = "en"
) -> tuple[PlaceReading, ...]:
    """The places that a document names, in text order, each mention with its place.

    Adjectives ("Ukrainian"), the names of bodies ("Bank of Spain") and of people are none. Nothing is read from
    boilerplate.
    """
    gazetteer = catalog.places
    starts = [span.start for span in mentions.sentences]
    scan = scan_places(document.text, gazetteer, load_place_words(language), starts)
    add_features(scan)
    weigh(scan)
    _block_parties(scan, catalog)
    _block_weapons(scan, catalog)
    silent = Spans(document.spans_of(RegionKind.BOILERPLATE))
    live = [m for m in scan.mentions if m.blocked is None and not silent.touches(Span(m.start, m.end))]
    context = _context_of(scan, live)
    believed = _believed_mentions(live, scan, context)
    context.meet(resolve(believed, context, gazetteer))
    if _learn_countries(believed, context):
        believed = _believed_mentions(live, scan, context)
    context.meet(resolve(believed, context, gazetteer))
    readings = [_reading(mention, context, scan) for mention in believed]
    located = [reading for reading in readings if reading is not None]
    readings += [rescued(mention, context, scan, located) for mention in live if not mention.hits]
    found = sorted((reading for reading in readings if reading is not None), key=lambda reading: reading.value.span)
    return tuple(found)


def first_mentions(readings: Iterable[PlaceReading]) -> tuple[PlaceReading, ...]:
    """One reading a place: the first."""
    seen: dict[tuple[str | None, str], PlaceReading] = {}
    for reading in readings:
        seen.setdefault((reading.value.value.id, reading.value.value.name), reading)
    return tuple(seen.values())


def _block_parties(scan: Scan, catalog: Catalog) -> None:
    """A name inside the name of a person, outlet or armed group is not the place."""
    for match in catalog.parties.find(scan.text):
        if match.form not in {Form.NAME, Form.SHORT, Form.TITLE}:
            continue
        kinds = {party.kind for party in map(catalog.parties.get, match.ids) if party is not None}
        for mention in _touching(scan, match.span):
            if mention.evidence == 3:
                continue
            owner = scan.text[mention.end : mention.end + 2].lower() in {"'s", "’s"}
            larger = match.span.end - match.span.start > mention.end - mention.start
            country = any(hit.place.kind == "country" for hit in mention.hits)
            if kinds and kinds <= BODIES and (larger or not country) and not (owner and country):
                mention.blocked = mention.blocked or "party"


def _touching(scan: Scan, span: Span) -> Iterator[Mention]:
    """The mentions that share a character with the span."""
    at = max(0, bisect_right(scan.mentions, span.start, key=lambda mention: mention.start) - 1)
    for mention in scan.mentions[at:]:
        if mention.start >= span.end:
            return
        if mention.end > span.start:
            yield mention


def _block_weapons(scan: Scan, catalog: Catalog) -> None:
    """ "Milan anti-tank missiles" are not Milan's: the name of a weapon with its noun is no place."""
    for match in catalog.equipment.find(scan.text):
        for mention in _touching(scan, match.span) if not match.head else ():
            inside_it = match.span.start <= mention.start and mention.end <= match.span.end
            noun = WEAPON.match(scan.text, match.span.end) is not None
            if inside_it and (not match.doubtful or noun):
                mention.blocked = mention.blocked or "weapon"


def _context_of(scan: Scan, live: list[Mention]) -> Context:
    context = Context()
    for token in scan.tokens:
        if token.capital and (code := scan.gazetteer.adjective(token.text)):
            context.countries[code] += 0.5  # type: ignore[assignment]
    for mention in live:
        countries = [hit.place for hit in mention.hits if hit.place.kind == "country" and hit.how == PRIMARY]
        others = [hit.place for hit in mention.hits if hit.place.population > 300_000 and hit.how in {PRIMARY, ADMIN1}]
        if countries and all(place.country == countries[0].country for place in others):
            context.countries[countries[0].country or ""] += 1
        elif others and not countries:
            sense = scan.gazetteer.sense(name_key(mention.name))
            meant = [place for place in others if place.id == sense and place.kind == "region"]
            if meant or len({place.country for place in _of_some_size(mention)}) == 1:
                context.countries[(meant or others)[0].country or ""] += 0.4  # type: ignore[assignment]
        if mention.kind == "region" or (others and all(place.kind == "region" for place in others)):
            context.regions.update(hit.place.name for hit in mention.hits if _is_region(hit))
        if mention.container:
            holders = scan.gazetteer.hits(mention.container)
            context.regions.update(hit.place.name for hit in holders if _is_region(hit))
    return context


def _learn_countries(believed: list[Mention], context: Context) -> bool:
    """Let towns that can lie in one country only, or that the text explains, speak for it; True if any does."""
    sure: dict[str, str] = {}
    for mention in believed:
        countries = {hit.place.country for hit in mention.hits if hit.how != ALIAS}
        if len(countries) == 1 or (mention.container and mention.hits):
            sure[name_key(mention.name)] = mention.hits[0].place.country or ""
    for country in sure.values():
        context.countries[country] += 0.3  # type: ignore[assignment]
    return bool(sure)


def _of_some_size(mention: Mention) -> list[Place]:
    return [hit.place for hit in mention.hits if hit.place.population > 50_000 and hit.how in {PRIMARY, ADMIN1}]


def _is_region(hit: Hit) -> bool:
    return hit.place.kind == "region" and hit.how != ADMIN2


def _believed_mentions(live: list[Mention], scan: Scan, context: Context) -> list[Mention]:
    believed = [mention for mention in live if mention.hits and _believed(mention, scan, context)]
    sure = {name_key(mention.name) for mention in believed if mention.evidence >= 2} - scan.gazetteer.common
    taken = {mention.start for mention in believed}
    again = [m for m in live if m.hits and m.start not in taken and name_key(m.name) in sure]
    return sorted(believed + again, key=lambda mention: mention.start)


def _believed(mention: Mention, scan: Scan, context: Context) -> bool:
    """True if the name is taken for a place: well known, or small with words around it that speak for a place."""
    if mention.label is not None:
        return True
    hits = candidates(mention, scan.gazetteer)
    if not hits:
        return False
    key, single = name_key(mention.name), mention.after - mention.first == 1
    if any(hit.place.kind == "country" and hit.how == PRIMARY for hit in hits):
        return key != "car" or "central african republic" in scan.text.lower()
    best = max(prior(hit) for hit in hits)
    doubtful = (single and key in scan.words.given_names) or key in scan.gazetteer.common or (
        single and mention.name.lower() in scan.lower
    )  # fmt: skip
    if doubtful:
        lead = scan.opening[mention.first] or mention.article
        named = max((prior(hit) for hit in hits if hit.how == PRIMARY), default=0.0)  # "Free" is the Free State's alias
        return mention.evidence == 3 or (mention.evidence == 2 and named >= 4.0 and not lead)
    if _introduced(mention, scan, context, hits):
        return False
    ours = any(not hit.place.id.startswith("gn:") or scan.gazetteer.sense(key) == hit.place.id for hit in hits)
    named_region = any(hit.place.kind == "region" and hit.how == PRIMARY for hit in hits) and not single
    if best >= WELL_KNOWN or ours or (named_region and mention.evidence >= 1):
        return True
    if all(hit.how == ALIAS for hit in hits):
        near_home = max(context.share(hit.place.country) for hit in hits)
        return mention.evidence >= 2 and (near_home > 0.1 or (near_home > 0 and best >= 4.0))
    home = max((context.share(hit.place.country) for hit in hits if hit.how != ALIAS), default=0.0)
    if mention.article and mention.evidence < 3 and home < 0.1:
        return False
    if mention.evidence >= 2:
        return True
    least = 4.0 if scan.opening[mention.first] and mention.evidence == 0 else 3.3  # "Sawmills in Roseburg have …"
    return home >= 0.2 and best >= least and len(key) >= 5 and not _speaks(mention, scan)


def _introduced(mention: Mention, scan: Scan, context: Context, hits: tuple[Hit, ...]) -> bool:
    """True for "Salem, a nurse" in a text that is not about the country of any Salem."""
    strange = all(context.share(hit.place.country) == 0 for hit in hits)
    return strange and mention.evidence == 0 and bool(INTRODUCED.match(scan.text, mention.end))


def _speaks(mention: Mention, scan: Scan) -> bool:
    following = scan.token(mention.after)
    return following is not None and following.lower in scan.words.saying


def _reading(mention: Mention, context: Context, scan: Scan) -> PlaceReading | None:
    ranked = ranked_places(mention, context, scan.gazetteer)
    if not ranked:
        return None
    score, place = ranked[0]
    rivals = tuple(
        other.id
        for points, other in ranked[1:6]
        if score - points < TIE and distance(place, other) > 50 and mention.kind is None
    )
    start, reference = mention.start, place.reference(precision_of(place, near=mention.near))
    if mention.compass is not None and mention.compass_start is not None:
        part = part_of(place, mention.compass, scan.gazetteer)
        if part is not None:
            start, reference = mention.compass_start, part
    if mention.near and reference.radius_km is not None:
        reference = replace(reference, radius_km=max(25.0, reference.radius_km))
    if rivals:
        reference = replace(reference, candidates=(place.id, *rivals))
    unlisted = place.kind == "settlement" and place.population < 500_000 and mention.evidence == 3
    if mention.container and unlisted and not inside(place, mention.container, scan.gazetteer):
        reference = somewhere_in(mention, scan.gazetteer) or reference
    span = Span(start, mention.end)
    site = unlisted_site(mention, reference, scan)
    if site is not None:
        return site
    return PlaceReading(Slot(reference, span.of(scan.text), span))
