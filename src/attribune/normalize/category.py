"""What a number counts: the slug of a noun phrase, decided by its head and by the verbs and adjectives around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from attribune.catalog.lexicon import load_language
from attribune.normalize.quantity_phrase import QUOTES, Nouns, Phrase
from attribune.normalize.quantity_token import Token, tokenize
from attribune.normalize.quantity_words import Phrases, quantity_words, singular

__all__ = ["OTHER", "PEOPLE", "CategoryWords", "Verdict", "Window", "categorize", "category_words", "trigger_before"]

OTHER = "other"
PEOPLE = "people"  # counts persons: the verb decides
OF_ANYBODY = frozenset({"killed", "injured", "missing", "arrested", "displaced"})
REACH_AFTER, REACH_BEFORE = 16, 9  # words between a noun phrase and the verb that decides
LONGEST_COORDINATES = 8  # tokens of "… , three civilians, a nurse and …"


@dataclass(frozen=True, slots=True)
class CategoryWords:
    """The category lexicon of a language."""

    nouns: Mapping[tuple[str, ...], str]
    longest: int
    people: frozenset[str]
    things: frozenset[str]  # counted by name, without a slug of their own
    military: frozenset[str]
    after: Phrases
    before: Phrases
    deferring: frozenset[str]
    outranking: frozenset[str]
    auxiliaries: frozenset[str]
    body: frozenset[str]
    generic: frozenset[str]
    liquids: frozenset[str]
    sets: Mapping[str, frozenset[str]]
    vote: Phrases
    money: Mapping[str, frozenset[str]]

    def with_people(self, nationalities: Iterable[str]) -> CategoryWords:
        """The lexicon with the peoples of the catalogue: "ten Thais", "260 Palestinians"."""
        return replace(self, people=self.people | {word for word in nationalities if word})

    def known(self) -> Nouns:
        """The nouns for the phrase grammar."""
        slugs = {tuple(word.split()): PEOPLE for word in self.people} | dict(self.nouns)
        return Nouns(slugs, self.longest, frozenset(tuple(word.split()) for word in self.things))

    def noun_slug(self, parts: Sequence[str]) -> str | None:
        """The slug of the longest known noun that ends the phrase, `people` for persons, None for unknown nouns."""
        for size in range(min(self.longest, len(parts)), 0, -1):
            slug = self.nouns.get(tuple(parts[-size:]))
            if slug is None or (size == 1 and " ".join(parts[-2:]) in self.people):
                continue
            before = parts[-size - 1] if len(parts) > size else ""
            if slug == "tank" and before in self.liquids:
                return OTHER
            if parts[-1] in self.generic and size == 1 and (inner := self._inner(parts[:-1])) is not None:
                return inner
            return slug
        if parts and (parts[-1] in self.people or " ".join(parts[-2:]) in self.people):
            return PEOPLE
        if len(parts) > 1 and parts[-1].isdigit():
            return self.noun_slug(parts[:-1])  # "BMP-2": what it is does not hang on the mark
        return self._inner(parts[:-1]) if parts and parts[-1] in self.generic else None

    def _inner(self, parts: Sequence[str]) -> str | None:
        """The slug of a weapon named before a general head: "HIMARS launchers"."""
        for last in range(len(parts), 0, -1):
            for size in range(min(self.longest, last), 0, -1):
                slug = self.nouns.get(tuple(parts[last - size : last]))
                if slug is not None:
                    return slug
        return None


@dataclass(frozen=True, slots=True)
class Window:
    """The sentence [first, last) around an amount, and where in it other amounts begin."""

    tokens: Sequence[Token]
    first: int
    last: int
    amounts: frozenset[int]

    def words(self) -> frozenset[str]:
        """All words of the sentence in lower case."""
        return frozenset(token.lower for token in self.tokens[self.first : self.last])


@dataclass(frozen=True, slots=True)
class Verdict:
    """A category, and how sure the words make it: `near` if a noun or an adjacent verb decided, else by distance."""

    slug: str
    near: bool


@cache
def category_words(language: str = "en") -> CategoryWords:
    """The category lexicon of a language pack."""
    entries: Mapping[str, Any] = load_language(language)["categories"]
    lexicon = quantity_words(language)
    nouns = {
        tuple(
            lexicon.spelling.get(token.lower, token.lower) for token in tokenize(noun) if token.text not in "-./"
        ): slug
        for slug, listed in entries["nouns"].items()
        for noun in listed
    }
    names = """damage found exhume repelled thwarted annexed suspect voters alliances share_of range_words advance_words
        grain held often loss_words total_words toll toll_verbs""".split()
    return CategoryWords(
        nouns=nouns,
        longest=max(len(noun) for noun in nouns),
        people=frozenset(singular(word, lexicon) for word in entries["people"]),
        things=lexicon.counted_other,
        military=frozenset(entries["military"]),
        after=Phrases.of({slug: each["after"] for slug, each in entries["triggers"].items()}),
        before=Phrases.of({slug: each["before"] for slug, each in entries["triggers"].items()}),
        deferring=frozenset(entries["deferring"]),
        outranking=frozenset(entries["outranking"]),
        auxiliaries=frozenset(entries["auxiliaries"]),
        body=frozenset(entries["body"]),
        generic=frozenset(entries["generic"]),
        liquids=frozenset(entries["liquids"]),
        sets={name: frozenset(entries[name]) for name in names},
        vote=Phrases.of(entries["vote"]),
        money={slug: frozenset(words) for slug, words in entries["money"].items()},
    )


def categorize(phrase: Phrase, window: Window, start: int, lexicon: CategoryWords) -> Verdict | None:
    """The category of a counted noun phrase whose amount begins at token `start`; None for an unknown noun."""
    parts = phrase.of if phrase.parts and phrase.of and lexicon.noun_slug(phrase.parts) is None else phrase.parts
    whole = (*phrase.parts, *(("of", *phrase.of) if phrase.of else ()))
    slug = lexicon.noun_slug(whole) or lexicon.noun_slug(parts)
    if slug is None and phrase.of:
        slug = lexicon.noun_slug(phrase.of)
    if parts and parts[-1] in lexicon.body:
        close = {
            token.lower for token in window.tokens[max(window.first, start - 5) : min(window.last, phrase.last + 4)]
        }
        exhumed = window.words() & lexicon.sets["exhume"] or close & lexicon.sets["found"]
        return Verdict("body_exhumed" if exhumed else "killed", True)
    if phrase.parts == ("time",) and (repeated := _repeated(window, start, lexicon)) is not None:
        return Verdict(repeated, True)
    voted = _vote(phrase, window, lexicon)
    if voted is not None:
        return voted
    if slug is None:
        found = _trigger(phrase, window, start, lexicon)
        # An unknown noun counts persons where a verb of killing, wounding or arrest stands right at it.
        return Verdict(found[0], True) if found is not None and found[1] <= 2 and found[0] in OF_ANYBODY else None
    if slug == PEOPLE or slug in {"mobilised", "personnel", "member_state", "killed", "prisoner", "displaced"}:
        return _persons(slug, phrase, window, start, lexicon)
    return Verdict(_in_context(slug, window, start, lexicon), True)


def _in_context(slug: str, window: Window, start: int, lexicon: CategoryWords) -> str:
    """The slug that the sentence makes of a noun's own: attacks repelled, regions annexed, vessels under suspicion."""
    words = window.words()
    close = {token.lower for token in window.tokens[max(window.first, start - 6) : min(window.last, start + 10)]}
    if slug in {"attack", "strike"}:
        if close & lexicon.sets["repelled"]:
            return "attack_repelled"
        return "attack_thwarted" if close & lexicon.sets["thwarted"] else slug
    if slug == "building" and words.isdisjoint(lexicon.sets["damage"]):
        return OTHER
    if slug == "region" and words & lexicon.sets["annexed"]:
        return "region_annexed"
    if slug == "vessel" and words & lexicon.sets["suspect"]:
        return "vessel_suspect"
    return slug


def _persons(slug: str, phrase: Phrase, window: Window, start: int, lexicon: CategoryWords) -> Verdict:
    """The category of persons by the nearest deciding word."""
    if phrase.state is not None and (stated := lexicon.after.table.get((phrase.state,))) is not None:
        return Verdict(stated, True)
    if slug == "member_state":
        allied = not lexicon.sets["alliances"].isdisjoint(window.words())
        plain = phrase.head == "member" and len(phrase.parts) == 1
        if not plain or (allied and not _trigger(phrase, window, start, lexicon)):
            return Verdict(slug if allied or not plain else OTHER, True)
        slug = PEOPLE
    found = _trigger(phrase, window, start, lexicon)
    if slug == "mobilised" and found is not None and found[0] == "personnel_trained" and found[1] <= 1:
        return Verdict(found[0], True)  # "trained 10,000 recruits"
    if slug != PEOPLE:
        # "200 prisoners of war were exchanged", "12,000 refugees": the noun says it; only death outranks it.
        outranked = found is not None and found[0] in lexicon.outranking and found[1] <= 3
        outranked = outranked and slug not in {"killed", "personnel"}
        return Verdict(found[0] if found is not None and outranked else slug, True)
    if found is None:
        return Verdict("personnel" if phrase.head in lexicon.military else OTHER, False)
    decided, distance = found
    if (
        decided == "killed"
        and not window.words().isdisjoint(lexicon.sets["exhume"])
        and _bodies(window, start, lexicon)
    ):
        return Verdict("body_exhumed", True)
    military = phrase.head in lexicon.military or phrase.head in {"man", "person", "people", "other"}
    if decided == "personnel" and not military:
        decided = "killed"
    return Verdict(decided, distance <= 3)


def _bodies(window: Window, start: int, lexicon: CategoryWords) -> bool:
    """True for "the bodies of 16 women"."""
    before = [singular(token.lower, quantity_words()) for token in window.tokens[max(window.first, start - 2) : start]]
    return len(before) == 2 and before[1] == "of" and before[0] in lexicon.body


def _trigger(phrase: Phrase, window: Window, start: int, lexicon: CategoryWords) -> tuple[str, int] | None:
    """The nearest deciding word as (slug, words away): after the phrase, or before the amount."""
    after = list(_after(phrase.last, window, lexicon))
    if after and after[0][0] in lexicon.deferring and after[0][2]:
        later = next((each for each in after[1:] if each[0] in lexicon.outranking), None)
        after = [later, *after] if later is not None else after
    before = trigger_before(window, start, lexicon)
    if not after:
        return before
    slug, distance, _ = after[0]
    # A verb before the number governs it ("killed five people in …"); one further off than the verb after it does not.
    if before is not None and before[1] <= distance:
        return before
    return slug, distance


def _after(position: int, window: Window, lexicon: CategoryWords) -> Iterator[tuple[str, int, bool]]:
    """Deciding words after a phrase: slug, words away (auxiliaries not counted), and whether as a bare participle."""
    distance, helped = 0, False
    at = position
    while at < window.last and distance <= REACH_AFTER:
        token = window.tokens[at]
        if token.text == ";":
            return
        if at in window.amounts and distance:
            if _in_passing(window, at):
                at = _next_comma(window, at)
            elif _coordinated(window, position, at) and not helped:
                at += 1  # "20 soldiers and three civilians were killed": the verb has both
            else:
                return
            continue
        found = lexicon.after.at(window.tokens, at)
        if found is not None and not _has_object(window, found[1]):
            yield found[0], distance, not helped
            at = found[1]
            continue
        if token.lower in lexicon.auxiliaries:
            helped = True
        else:
            distance += 1
        at += 1


def _next_comma(window: Window, at: int) -> int:
    """The token after the next comma: where what was told in passing ends."""
    commas = (place + 1 for place in range(at, window.last) if window.tokens[place].text == ",")
    return next(commas, window.last)


def _coordinated(window: Window, start: int, at: int) -> bool:
    """True for the three of "20 soldiers and three civilians": a noun phrase or two on, after a comma or "and"."""
    return window.tokens[at - 1].lower in {"and", ","} and at - start <= LONGEST_COORDINATES


def _in_passing(window: Window, at: int) -> bool:
    """True for the 108 of "951 people, among them 108 wounded, had crossed"."""
    if (
        at > window.first
        and window.tokens[at - 1].text == ","
        and ",".join(token.text for token in window.tokens[at : min(window.last, at + 9)]).count(",,,")
    ):
        return True  # an apposition: "two million people, nearly a tenth of the population, are displaced"
    around = {token.lower for token in window.tokens[max(window.first, at - 3) : min(window.last, at + 3)]}
    return not around.isdisjoint({"among", "including", "them", "whom"})


def _has_object(window: Window, at: int) -> bool:
    """True if an amount follows the verb at once: then it decides about that one."""
    while at < window.last and window.tokens[at].text in QUOTES:
        at += 1
    return at in window.amounts


def trigger_before(window: Window, start: int, lexicon: CategoryWords) -> tuple[str, int] | None:
    """The nearest deciding word before an amount, as (slug, words away)."""
    for distance, at in enumerate(range(start, max(window.first, start - REACH_BEFORE), -1)):
        if window.tokens[at - 1].text in {";", ":"} and at != start:
            return None
        found = lexicon.before.before(window.tokens, at)
        if found is not None and found[1] >= window.first:
            return found[0], distance
    return None


def _repeated(window: Window, start: int, lexicon: CategoryWords) -> str | None:
    """What "attacked nine times", "shelled the region 14 times" counts: the verb's act; None for any other verb."""
    before = (window.tokens[at].lower for at in range(start - 1, max(window.first, start - REACH_BEFORE) - 1, -1))
    return "attack" if any(word in lexicon.sets["often"] for word in before) else None


def _vote(phrase: Phrase, window: Window, lexicon: CategoryWords) -> Verdict | None:
    """Votes: "143 nations have sided with …", "35 countries abstained"."""
    if phrase.head not in lexicon.sets["voters"]:
        return None
    after = [token.lower for token in window.tokens[phrase.last : phrase.last + 2]]
    if phrase.head == "vote" and (after[:1] == ["to"] and phrase.last + 1 in window.amounts):
        return Verdict("vote_for", True)  # "by 311 votes to 112"
    for distance, at in enumerate(range(phrase.last, min(window.last, phrase.last + 6))):
        if at in window.amounts:
            return None
        found = lexicon.vote.at(window.tokens, at)
        if found is not None and (found[0] != "vote_for" or distance <= 4):
            return Verdict(found[0], True)
    return None
