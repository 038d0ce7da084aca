"""Who has, lost or suffered what a quantity counts: by phrase, verb, list, place, or the conflict's zone."""

from __future__ import annotations

from collections.abc import Sequence

from attribune.model import Statement
from attribune.normalize.quantity_agent import acted_on, exchanged, listed_loser, mover
from attribune.normalize.quantity_context import Told, home_of
from attribune.normalize.quantity_draft import Draft
from attribune.normalize.quantity_kinds import LOSSES, SUFFERED, VOTES
from attribune.normalize.quantity_patterns import context_words, words_of_sentence
from attribune.normalize.quantity_scene import CountryMention, Scene
from attribune.normalize.quantity_where import country_of_scene, country_told, zone

__all__ = ["subject_of"]

LOOK = 24  # characters before a name that can hold its preposition
OWNED = frozenset({"weapon_range", "grain", "vessel", "vessel_suspect", "mobilised", "compensation", "sortie"})
UNOWNED = VOTES | {"distance_km"}
PASSING_ON = frozenset({"outlet", "agency", "media", "monitor", "international_body", "ngo"})  # tell of other countries


def subject_of(
    scene: Scene, draft: Draft, statement: Statement | None, told: Sequence[Told], goes_on: Told | None
) -> str | None:
    """Who has, lost or suffered what is counted, as a country code or EU, NATO, UN; None where nobody in particular."""
    slug, place = draft.slug, scene.sentence(draft.amount.number)
    if slug in UNOWNED:
        return None
    if slug == "member_state":
        return _alliance(scene, place)
    own = _inside(scene, draft, statement)
    if slug == "arrested":
        return own
    if slug in {"area_km2", "territory_share"} or (slug == "town" and _is_held(scene, place)):
        return _holder(scene, draft, statement, place) or own
    losing = listed_loser(scene, draft, statement, place) if slug in LOSSES else None
    if losing is not None or own is not None:
        return losing or own
    if slug == "prisoner" and exchanged(scene, draft, place):
        return None
    known = _continued(scene, draft, told, goes_on, place)
    if known is not None:
        return known
    if slug == "advance_km":
        return mover(scene, draft, place) or home_of(statement)
    if slug in OWNED:
        return _nearest(scene, draft, place) or home_of(statement)
    if slug in {"attack_thwarted", "attack_repelled"}:
        return _told(scene, draft, place) or home_of(statement) or country_of_scene(scene, place)
    known = acted_on(scene, draft, statement, place)
    if known is not None:
        return known
    if slug in {"aid_value", "personnel_trained"} or (slug not in SUFFERED and _is_pledge(scene, place)):
        return _receiver(scene, place) or next(iter(zone(scene)), None)
    return _told(scene, draft, place) or _at_home(scene, slug, statement) or country_of_scene(scene, place)


def _told(scene: Scene, draft: Draft, place: int) -> str | None:
    """The country that the sentence puts it in; what people suffered may be told of any country."""
    anywhere = draft.slug in SUFFERED or scene.conflict is None
    leaving = draft.slug == "displaced"
    return country_told(scene, draft.span(scene), place, anywhere=anywhere, leaving=leaving)


def _at_home(scene: Scene, slug: str, statement: Statement | None) -> str | None:
    """The claimant's own country where people suffered and the conflict is fought there, or is none that we know."""
    home = home_of(statement)
    if home is None or len(home) != 2 or slug not in SUFFERED:
        return None
    passing_on = statement is not None and statement.claimant is not None and statement.claimant.kind in PASSING_ON
    return home if home in zone(scene) or (scene.conflict is None and not passing_on) else None


def _alliance(scene: Scene, place: int) -> str | None:
    lexicon, words = context_words(scene.language), words_of_sentence(scene, place)
    return next((name.upper() for name in ("nato", "eu", "un") if lexicon.any(name, words)), None) or next(
        (m.code for m in _named(scene, place) if m.code in {"NATO", "EU", "UN"}), None
    )


def _named(scene: Scene, place: int) -> Sequence[CountryMention]:
    sentence = scene.chars(place)
    return scene.countries_in(sentence.start, sentence.end)


def _inside(scene: Scene, draft: Draft, statement: Statement | None) -> str | None:
    """The country that the phrase names: "three other Russian vessels", "21 of its soldiers"; not who made them."""
    span, lexicon = draft.span(scene), context_words(scene.language)
    text = scene.document.text
    found = [
        m for m in scene.countries_in(span.start, span.end) if not lexicon.patterns["made"].match(text, m.span.end)
    ]
    if found:
        return found[-1].code
    owned = lexicon.any("own", frozenset(token.lower for token in scene.tokens[draft.first : draft.last]))
    return home_of(statement) if owned else None


def _continued(scene: Scene, draft: Draft, told: Sequence[Told], goes_on: Told | None, place: int) -> str | None:
    """The subject of the list that the quantity stands in or goes on with."""
    if goes_on is not None:
        return goes_on.reading.subject
    if draft.slug not in LOSSES or not told:
        return None
    last, end = told[-1], draft.span(scene).end
    named = draft.phrase is not None and bool(draft.phrase.parts)
    if named and draft.slug in SUFFERED and scene.countries_in(end, end + len(" in the ")):
        return None  # "232 Palestinians … and 12 people in Israel"
    follows = place - last.sentence <= 1 and len(scene.amounts_in(*scene.sentences[place])) >= 2
    again = place - last.sentence <= 1 and not words_of_sentence(scene, place).isdisjoint(
        scene.categories.sets["loss_words"]
    )  # "It has also lost 3,458 tanks"
    again = again or (follows and not _named(scene, place))  # "Two BMPs and one tank were burned"
    same_list = last.sentence == place or draft.lead is not None or (follows and last.reading.cumulative) or again
    return last.reading.subject if same_list and last.reading.category in LOSSES else None


def _nearest(scene: Scene, draft: Draft, place: int) -> str | None:
    """The country named nearest before the quantity in its sentence, else nearest after."""
    span, sentence = draft.span(scene), scene.chars(place)
    before = scene.countries_in(sentence.start, span.start)
    if before:
        return before[-1].code
    after = scene.countries_in(span.end, sentence.end)
    return after[0].code if after else None


def _is_held(scene: Scene, place: int) -> bool:
    return context_words(scene.language).any("holding", words_of_sentence(scene, place))


def _holder(scene: Scene, draft: Draft, statement: Statement | None, place: int) -> str | None:
    """Who controls it: "controlled by invading Russian forces", "Russia holds 20 per cent"; else the speaker."""
    span, sentence, lexicon = draft.span(scene), scene.chars(place), context_words(scene.language)
    by = lexicon.patterns["holder"].search(scene.document.text, span.end, sentence.end)
    after = scene.countries_in(by.end(), sentence.end) if by else ()
    if after:
        return after[0].code
    words_after = frozenset(token.lower for token in scene.tokens[draft.last : scene.sentences[place][1]])
    passive = draft.slug == "town" and lexicon.any("holding", words_after) and lexicon.any("passive", words_after)
    if passive:  # "five locations have been recaptured, Ukraine's presidency said"
        told = home_of(statement) or next((m.code for m in scene.countries_in(span.end, sentence.end)), None)
        if told is not None:
            return told
    before = scene.countries_in(sentence.start, span.start)
    return before[-1].code if before else home_of(statement)


def _is_pledge(scene: Scene, place: int) -> bool:
    return context_words(scene.language).any("pledges", words_of_sentence(scene, place))


def _receiver(scene: Scene, place: int) -> str | None:
    """To whom: the country after "to" or "for", or that of the zone which the sentence names."""
    lexicon, text = context_words(scene.language), scene.document.text
    named = _named(scene, place)
    for mention in named:
        if lexicon.finds("receiver", text[max(0, mention.span.start - LOOK) : mention.span.start]):
            return mention.code
    members = zone(scene)[:1]
    return next((mention.code for mention in named if mention.code in members), None)
