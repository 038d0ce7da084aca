"""Who has, lost or suffered what a quantity counts: by phrase, verb, list, place, or the conflict's zone."""

from __future__ import annotations

from collections.abc import Sequence

from attribune.model import Statement
from attribune.normalize.quantity_context import Told, home_of
from attribune.normalize.quantity_draft import Draft
from attribune.normalize.quantity_kinds import LOSSES, PEOPLE_LOST, SUFFERED, VOTES
from attribune.normalize.quantity_patterns import context_words, words_of_sentence
from attribune.normalize.quantity_scene import CountryMention, Scene

__all__ = ["subject_of"]

LOOK = 24  # characters before a name that can hold its preposition
VERB_REACH = 7  # words between a number and the verb that says whose it is
OWNED = frozenset({"weapon_range", "grain", "vessel", "vessel_suspect", "mobilised", "compensation", "sortie"})


def subject_of(scene: Scene, draft: Draft, statement: Statement | None, told: Sequence[Told]) -> str | None:
    """Who has, lost or suffered what is counted, as a country code or EU, NATO, UN; None where nobody in particular."""
    slug, place = draft.slug, scene.sentence(draft.amount.number)
    if slug in VOTES:
        return None
    if slug == "member_state":
        return _alliance(scene, place)
    own = _inside(scene, draft)
    if slug == "arrested":
        return own
    if slug in {"area_km2", "territory_share"}:
        return _holder(scene, draft, place) or own
    losing = _listed_loser(scene, draft, statement, place) if slug in LOSSES else None
    if losing is not None or own is not None:
        return losing or own
    if slug in OWNED:
        return _nearest(scene, draft, place) or home_of(statement)
    if slug in {"attack_thwarted", "attack_repelled"}:
        return _place(scene, place) or home_of(statement) or _zone(scene)
    known = _continued(scene, draft, told, place) or _acted_on(scene, draft, statement, place)
    if known is not None:
        return known
    if slug in {"aid_value", "personnel_trained"} or _is_pledge(scene, place):
        return _receiver(scene, place) or _zone(scene)
    home, zone = home_of(statement), () if scene.conflict is None else scene.conflict.zone
    return _place(scene, place) or (home if home in zone and slug in SUFFERED else None) or _zone(scene)


def _alliance(scene: Scene, place: int) -> str | None:
    lexicon, words = context_words(scene.language), words_of_sentence(scene, place)
    return next((name.upper() for name in ("nato", "eu", "un") if lexicon.any(name, words)), None) or next(
        (m.code for m in _named(scene, place) if m.code in {"NATO", "EU", "UN"}), None
    )


def _named(scene: Scene, place: int) -> Sequence[CountryMention]:
    sentence = scene.chars(place)
    return scene.countries_in(sentence.start, sentence.end)


def _inside(scene: Scene, draft: Draft) -> str | None:
    """The country that the phrase itself names: "three other Russian vessels"."""
    span = draft.span(scene)
    found = scene.countries_in(span.start, span.end)
    return found[-1].code if found else None


def _listed_loser(scene: Scene, draft: Draft, statement: Statement | None, place: int) -> str | None:
    """Whose losses the sentence lists, or the heading of its list."""
    frame = scene.frame(place)
    places = [place] if frame is None else [place, frame]
    return next((loser for each in places if (loser := _loser(scene, draft, statement, each)) is not None), None)


def _loser(scene: Scene, draft: Draft, statement: Statement | None, place: int) -> str | None:
    """Whose losses are listed: "Russia lost", "the losses of Russian troops", "the enemy lost"."""
    lexicon = context_words(scene.language)
    first, last = scene.sentences[place]
    at = next((at for at in range(first, last) if scene.tokens[at].lower in scene.categories.sets["loss_words"]), None)
    if at is None:
        return None
    word = scene.tokens[at]
    if lexicon.any("enemy", words_of_sentence(scene, place)):
        speaker = home_of(statement) or (scene.countries[0].code if scene.countries else None)
        return _opponent(scene, speaker) or _nearest(scene, draft, place)
    after = [m for m in scene.countries_in(word.end, word.end + 60) if m.span.start < draft.span(scene).start]
    if after and scene.tokens[at + 1].lower in lexicon.sets["of_whom"]:
        return after[0].code
    before = [
        mention
        for mention in scene.countries_in(scene.tokens[first].start, word.start)
        if not lexicon.finds("located", scene.document.text[max(0, mention.span.start - LOOK) : mention.span.start])
    ]
    if before and word.lower in lexicon.sets["losing"]:
        return before[-1].code
    if word.lower in lexicon.sets["destroying"]:
        return after[0].code if after else _opponent(scene, home_of(statement))
    return before[-1].code if before else None


def _continued(scene: Scene, draft: Draft, told: Sequence[Told], place: int) -> str | None:
    """The subject of the list that the quantity stands in."""
    if draft.slug not in LOSSES or not told:
        return None
    last = told[-1]
    follows = place - last.sentence <= 1 and len(scene.amounts_in(*scene.sentences[place])) >= 2
    same_list = last.sentence == place or draft.lead is not None or (follows and last.reading.cumulative)
    return last.reading.subject if same_list and last.reading.category in LOSSES else None


def _acted_on(scene: Scene, draft: Draft, statement: Statement | None, place: int) -> str | None:
    """Whose it is by the verb: what one side shot down or destroyed is the other's, what it launched is its own."""
    people = draft.slug in PEOPLE_LOST
    military = draft.phrase is not None and draft.phrase.head in scene.categories.military
    if draft.slug not in LOSSES or (people and not military):
        return None  # civilians are where they live, whoever killed them
    lexicon = context_words(scene.language)
    first, last = scene.sentences[place]
    before = frozenset(t.lower for t in scene.tokens[max(first, draft.first - VERB_REACH) : draft.first])
    after = frozenset(t.lower for t in scene.tokens[draft.last : min(last, draft.last + VERB_REACH)])
    against = lexicon.any("against", before) and not lexicon.any("passive", before)
    against = against or (not people and lexicon.any("against", after))
    named = scene.countries_in(scene.tokens[first].start, scene.tokens[max(draft.first, first)].start)
    agent = named[-1].code if named else None
    if against:
        other = _opponent(scene, home_of(statement)) or _opponent(scene, agent)
        return other or (_opponent(scene, _zone(scene)) if lexicon.any("intercepted", before | after) else None)
    return agent if lexicon.any("launched", before | after) else None


def _opponent(scene: Scene, code: str | None) -> str | None:
    """The other side's country where a conflict has two."""
    if scene.conflict is None or code is None:
        return None
    side = scene.conflict.side_of(code)
    others = [members for name, members in scene.conflict.sides if name != side]
    if side is None or len(others) != 1:
        return None
    return next((member for member in others[0] if member.isupper()), None)


def _nearest(scene: Scene, draft: Draft, place: int) -> str | None:
    """The country named nearest before the quantity in its sentence, else nearest after."""
    span, sentence = draft.span(scene), scene.chars(place)
    before = scene.countries_in(sentence.start, span.start)
    if before:
        return before[-1].code
    after = scene.countries_in(span.end, sentence.end)
    return after[0].code if after else None


def _holder(scene: Scene, draft: Draft, place: int) -> str | None:
    """Who controls a share: "controlled by invading Russian forces", "Russia holds 20 per cent"."""
    span, sentence = draft.span(scene), scene.chars(place)
    by = context_words(scene.language).patterns["holder"].search(scene.document.text, span.end, sentence.end)
    after = scene.countries_in(by.end(), sentence.end) if by else ()
    before = scene.countries_in(sentence.start, span.start)
    return after[0].code if after else before[-1].code if before else None


def _place(scene: Scene, place: int) -> str | None:
    """The country of the conflict's zone in which it happened: named after a preposition of place in the sentence."""
    zone = () if scene.conflict is None else scene.conflict.zone
    lexicon, text = context_words(scene.language), scene.document.text
    for mention in _named(scene, place):
        if mention.code not in zone:
            continue
        placed = lexicon.finds("placed", text[max(0, mention.span.start - 40) : mention.span.start])
        territory = lexicon.patterns["placed_adjective"].match(text, mention.span.end) is not None
        if placed and (territory or not mention.adjective):
            return mention.code
    return None


def _zone(scene: Scene) -> str | None:
    return scene.conflict.zone[0] if scene.conflict is not None and scene.conflict.zone else None


def _is_pledge(scene: Scene, place: int) -> bool:
    return context_words(scene.language).any("pledges", words_of_sentence(scene, place))


def _receiver(scene: Scene, place: int) -> str | None:
    """To whom: the country after "to" or "for", or that of the zone which the sentence names."""
    lexicon, text = context_words(scene.language), scene.document.text
    named = _named(scene, place)
    for mention in named:
        if lexicon.finds("receiver", text[max(0, mention.span.start - LOOK) : mention.span.start]):
            return mention.code
    zone = _zone(scene)
    return next((mention.code for mention in named if mention.code == zone), None)
