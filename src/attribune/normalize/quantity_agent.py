"""Whose losses, weapons and prisoners a figure counts, by the verb that acted on them and by who acted."""

from __future__ import annotations

from collections.abc import Sequence

from attribune.model import Span, Statement
from attribune.normalize.quantity_context import home_of
from attribune.normalize.quantity_draft import Draft
from attribune.normalize.quantity_kinds import LOSSES, PEOPLE_LOST, WEAPONS
from attribune.normalize.quantity_patterns import context_words, words_of_sentence
from attribune.normalize.quantity_scene import CountryMention, Scene
from attribune.normalize.quantity_where import country_told, zone

__all__ = ["acted_on", "exchanged", "listed_loser", "mover", "opponent"]

LOOK = 24  # characters before a name that can hold its preposition
VERB_REACH = 7  # words between a number and the verb that says whose it is


def listed_loser(scene: Scene, draft: Draft, statement: Statement | None, place: int) -> str | None:
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
    between = scene.document.text[min(word.end, draft.span(scene).end) : max(word.start, draft.span(scene).start)]
    if ";" in between and scene.frame(place) is None:
        return None
    if lexicon.any("enemy", words_of_sentence(scene, place)):
        speaker = home_of(statement) or (scene.countries[0].code if scene.countries else None)
        return opponent(scene, speaker) or _nearest_before(scene, draft, place)
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
        return after[0].code if after else opponent(scene, home_of(statement))
    return before[-1].code if before else None


def acted_on(scene: Scene, draft: Draft, statement: Statement | None, place: int) -> str | None:
    """Whose it is by the verb: what one side shot down or destroyed is the other's, what it launched is its own."""
    if draft.slug in WEAPONS and (launcher := _named_launcher(scene, draft, place)) is not None:
        return launcher
    if draft.slug == "prisoner":
        return _side_of_prisoners(scene, draft, statement, place)
    people = draft.slug in PEOPLE_LOST
    military = draft.phrase is not None and draft.phrase.head in scene.categories.military
    if draft.slug not in LOSSES | WEAPONS or (people and not military):
        return None  # civilians are where they live, whoever killed them
    lexicon = context_words(scene.language)
    before, after = _words_around(scene, draft, place)
    against = lexicon.any("against", before) and not lexicon.any("passive", before)
    against = against or (not people and lexicon.any("against", after))
    agent = mover(scene, draft, place)
    if against:
        other = opponent(scene, home_of(statement)) or opponent(scene, agent)
        members = zone(scene)
        intercepted = lexicon.any("intercepted", before | after)
        return other or (opponent(scene, members[0]) if intercepted and members else None)
    if lexicon.any("launched", before | after):
        return (
            agent
            or _launched_from(scene, draft, place)
            or opponent(scene, country_told(scene, draft.span(scene), place, anywhere=False))
        )
    return _own_dead(scene, draft, statement, place) if people else None


def mover(scene: Scene, draft: Draft, place: int) -> str | None:
    """The country named last before the figure that is no place: who acts in the clause."""
    lexicon, text = context_words(scene.language), scene.document.text
    start = scene.chars(place).start
    for mention in reversed(scene.countries_in(start, draft.span(scene).start)):
        if not lexicon.finds("aimed_at", text[max(start, mention.span.start - LOOK) : mention.span.start]):
            return mention.code
    return None


def opponent(scene: Scene, code: str | None) -> str | None:
    """The other side's country where a conflict has two."""
    if scene.conflict is None or code is None:
        return None
    side = scene.conflict.side_of(code)
    if side is None:  # no state of that country fights, but a group does: the Houthis for Yemen
        groups = (name for name, members in scene.conflict.sides if any(_home(member) == code for member in members))
        side = next(groups, None)
    others = [members for name, members in scene.conflict.sides if name != side]
    if side is None or len(others) != 1:
        return None
    return next((home for member in others[0] if (home := _home(member)) is not None), None)


def exchanged(scene: Scene, draft: Draft, place: int) -> bool:
    """True for prisoners of both sides: "Ukraine and Russia exchanged more than 470 captives", "each released 90"."""
    lexicon, words = context_words(scene.language), words_of_sentence(scene, place)
    if not lexicon.any("swapping", words):
        return False
    sides = {m.code for m in scene.countries_in(scene.chars(place).start, draft.span(scene).start)} & set(zone(scene))
    return len(sides) > 1


def _home(member: str) -> str | None:
    """The country of a member of a side: its own code, or the prefix of a party's id ("ye-houthis")."""
    code = member if member.isupper() else member.partition("-")[0].upper()
    return code if len(code) == 2 else None


def _words_around(scene: Scene, draft: Draft, place: int) -> tuple[frozenset[str], frozenset[str]]:
    first, last = scene.sentences[place]
    before = scene.tokens[max(first, draft.first - VERB_REACH) : draft.first]
    after = scene.tokens[draft.last : min(last, draft.last + VERB_REACH)]
    return frozenset(token.lower for token in before), frozenset(token.lower for token in after)


def _nearest_before(scene: Scene, draft: Draft, place: int) -> str | None:
    named: Sequence[CountryMention] = scene.countries_in(scene.chars(place).start, draft.span(scene).start)
    return named[-1].code if named else None


def _named_launcher(scene: Scene, draft: Draft, place: int) -> str | None:
    """Who launched it, told after it: "launched by the Houthis", "that the Houthis had fired"."""
    lexicon, text = context_words(scene.language), scene.document.text
    end, last = draft.span(scene).end, scene.chars(place).end
    for mention in scene.countries_in(end, last):
        between = text[end : mention.span.start]
        if lexicon.finds("launched_by", between):
            return mention.code
        if lexicon.finds("that_who", between) and lexicon.patterns["had_launched"].match(text, mention.span.end):
            return mention.code
    return None


def _launched_from(scene: Scene, draft: Draft, place: int) -> str | None:
    """The country it came from: "5,000 rockets were launched from Gaza"."""
    lexicon, text, end = context_words(scene.language), scene.document.text, draft.span(scene).end
    for reading in scene.places_in(Span(end, scene.chars(place).end + 1)):
        if lexicon.finds("came_from", text[end : reading.value.span.start]):
            return reading.value.value.country
    return None


def _side_of_prisoners(scene: Scene, draft: Draft, statement: Statement | None, place: int) -> str | None:
    """Whose people were captured or came home: the speaker's if they returned, else the captor's opponent's."""
    lexicon, home = context_words(scene.language), home_of(statement)
    before, after = _words_around(scene, draft, place)
    if lexicon.any("homecoming", before | after):
        return home if opponent(scene, home) is not None else None
    agent = mover(scene, draft, place)
    if lexicon.any("capturing", before | after):
        return opponent(scene, agent) or opponent(scene, home)
    return None


def _own_dead(scene: Scene, draft: Draft, statement: Statement | None, place: int) -> str | None:
    """The speaker's country where an army or ministry tells of soldiers who died, and names no other side's."""
    lexicon, home = context_words(scene.language), home_of(statement)
    before, after = _words_around(scene, draft, place)
    own = draft.phrase is not None and draft.phrase.head in lexicon.sets["own_forces"]
    passive = lexicon.any("passive", after) or lexicon.any("dying", before | after)
    if not (own and passive) or home is None or _names_other(scene, home, place):
        return None
    return home if scene.conflict is None or scene.conflict.side_of(home) is not None else None


def _names_other(scene: Scene, home: str, place: int) -> bool:
    sentence = scene.chars(place)
    return any(m.code != home and m.adjective for m in scene.countries_in(sentence.start, sentence.end))
