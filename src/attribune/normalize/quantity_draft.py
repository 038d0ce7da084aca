"""From amounts to drafts: each amount that counts something, with its words and its category.

Numbers that count nothing a report claims (durations, ages, scores, "the two men") give no draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from attribune.normalize.category import OTHER, PEOPLE, Verdict, Window, categorize, trigger_before
from attribune.normalize.quantity_amount import Amount, with_low
from attribune.normalize.quantity_elided import ELIDED, Draft
from attribune.normalize.quantity_phrase import Phrase, find_phrase, words_from
from attribune.normalize.quantity_scene import Scene
from attribune.normalize.quantity_token import Kind

__all__ = ["Draft", "draft_quantities"]

NEAR = 10  # words around a measure or a sum that decide what it is
SMALL_SUM = 1000
LIGHT = 100  # below that, kilograms and litres weigh somebody's bag
SHORT_METRES = 100  # shorter than that, metres measure things, not distances
SMALL = 10  # numbers below are counted in passing more often than they are claimed
_SHARES = frozenset({"half", "third", "thirds", "quarter", "quarters", "most", "percent", "cent", "%"})
CASUALTIES = frozenset({"killed", "injured"})


def draft_quantities(scene: Scene) -> list[Draft]:
    """The drafts of a document, in text order."""
    drafts: list[Draft] = []
    for amount in scene.amounts:
        if scene.document.is_boilerplate(scene.span(amount.first, amount.last)):
            continue
        drafted = _draft(scene, amount, drafts)
        if drafted is not None:
            drafts.append(_governed(scene, drafted, drafts))
    return drafts


def _draft(scene: Scene, amount: Amount, drafts: Sequence[Draft]) -> Draft | None:
    window = scene.window(amount.number)
    if _is_nobody(scene, amount) or _is_whole_of_share(scene, amount, window):
        return None
    if amount.money:
        return _money(scene, amount, window)
    if amount.quantity.unit is not None:
        return _measure(scene, amount, window)
    increment = _increment(scene, amount, drafts)
    if increment is not None:
        return increment
    phrase = find_phrase(scene.tokens, amount, scene.words, scene.nouns)
    if phrase is not None and phrase.parts:
        return _counted(scene, amount, phrase, window, drafts)
    for finder in ELIDED:
        found = finder(scene, amount, phrase, window, drafts)
        if found is not None:
            return found
    return None


def _is_nobody(scene: Scene, amount: Amount) -> bool:
    """True for the "one" of "no one was hurt"."""
    return amount.numeral.value == 1 and amount.number > 0 and scene.tokens[amount.number - 1].lower == "no"


def _is_whole_of_share(scene: Scene, amount: Amount, window: Window) -> bool:
    """True for the 300,000 of "half of Aleppo's 300,000 people have fled": the whole of which a share is told."""
    before = [token.lower for token in scene.tokens[max(window.first, amount.first - 7) : amount.first]]
    if not before or not before[-1].endswith(("'s", "’s", "s'", "s’", "its", "their")) or "of" not in before:
        return False
    return not _SHARES.isdisjoint(before[: before.index("of")])


def _money(scene: Scene, amount: Amount, window: Window) -> Draft | None:
    """A sum: what it is for is said nearby, nearest word first."""
    first, last = max(window.first, amount.first - NEAR), min(window.last, amount.last + NEAR)
    order = sorted(range(first, last), key=lambda at: amount.first - at if at < amount.first else at - amount.last)
    for at in order:
        for slug, words in scene.categories.money.items():
            if scene.tokens[at].lower in words:
                return Draft(amount, amount.first, amount.last, slug)
    if amount.numeral.value < SMALL_SUM:
        return None  # the price of a loaf
    return Draft(amount, amount.first, amount.last, OTHER)


def _measure(scene: Scene, amount: Amount, window: Window) -> Draft | None:
    """A share, length, area or weight."""
    unit = amount.quantity.unit
    phrase = find_phrase(scene.tokens, amount, scene.words, scene.nouns)
    last = amount.last if phrase is None else phrase.last
    near = {
        token.lower
        for token in scene.tokens[max(window.first, amount.first - NEAR) : min(window.last, amount.last + NEAR)]
    }
    sets = scene.categories.sets
    if unit == "times":
        ranges = scene.tokens[amount.last - 1].lower in sets["range_words"]
        return Draft(amount, amount.first, amount.last, "weapon_range_ratio") if ranges else None
    if unit == "percent":
        return _share(scene, amount, phrase, last)
    if unit in scene.words.lengths:
        if near & sets["advance_words"]:
            return Draft(amount, amount.first, amount.last, "advance_km", phrase)
        slug = "weapon_range" if near & sets["range_words"] else "distance_km"
        if unit in {"m", "foot"} and slug != "weapon_range":
            if amount.quantity.best is not None and amount.quantity.best < SHORT_METRES:
                return None
            slug = "distance_km"
        return Draft(amount, amount.first, amount.last, slug, phrase)
    if unit in scene.words.areas:
        return Draft(amount, amount.first, last, "area_km2", phrase)
    if unit in {"g", "kg", "litre"} and amount.numeral.value < LIGHT:
        return None
    if unit in scene.words.weights:
        of = frozenset() if phrase is None else frozenset(phrase.of)
        return Draft(amount, amount.first, last, "grain" if of & sets["grain"] else OTHER, phrase)
    return Draft(amount, amount.first, last, OTHER, phrase)


def _share(scene: Scene, amount: Amount, phrase: Phrase | None, last: int) -> Draft | None:
    """A percentage or fraction: of a territory, or of something that is counted here; others are told in passing."""
    if phrase is None:
        tail = [token.lower for token in scene.tokens[amount.last : amount.last + 2]]
        held = scene.window(amount.number).words() & scene.categories.sets["held"]
        return (
            Draft(amount, amount.first, amount.last + 2, "territory_share") if tail == ["of", "it"] and held else None
        )
    if last < len(scene.tokens) and scene.tokens[last].kind is Kind.NUMBER:
        return None  # "half of Aleppo's 300,000 people": no share of Aleppo
    named = {" ".join(phrase.of[-1:]), " ".join(phrase.of[-2:])}  # "of Ukraine's population" is no share of Ukraine
    if not scene.categories.sets["share_of"].isdisjoint(named):
        return Draft(amount, amount.first, last, "territory_share", phrase)
    known = scene.categories.noun_slug(phrase.of) is not None or phrase.partitive
    return Draft(amount, amount.first, last, OTHER, phrase) if known and not amount.numeral.fraction else None


def _counted(scene: Scene, amount: Amount, phrase: Phrase, window: Window, drafts: Sequence[Draft]) -> Draft | None:
    """An amount with its noun."""
    verdict = categorize(phrase, window, amount.first, scene.categories)
    if verdict is None and phrase.head in scene.categories.generic:
        named = words_from(scene.tokens, phrase.last, scene.words)[:1]  # "two launchers Patriot"
        slug = scene.categories.noun_slug(named[0].parts) if named else None
        verdict = Verdict(slug, True) if slug not in {None, PEOPLE} and slug is not None else None
    listed = amount.first > 0 and scene.tokens[amount.first - 1].lower in {"including", "them"}
    if listed if verdict is None else not verdict.near or _verb_of_next(scene, phrase):
        verdict = _of_previous(scene, amount, phrase, drafts) or verdict
    if phrase.partitive and (verdict is None or verdict.slug == OTHER):
        states = (scene.categories.after.table.get((part,)) for part in phrase.parts[:-1])
        verdict = next((Verdict(state, True) for state in states if state is not None), verdict)
    first = amount.first - 1 if _takes_determiner(scene, amount) else amount.first
    slug = OTHER if verdict is None else verdict.slug
    if not _is_claimed(scene, amount, phrase, verdict):
        return None
    colon = amount.first > 0 and scene.tokens[amount.first - 1].text == ":"
    told = _after_including(scene, amount) or _goes_on_listing(scene, amount, drafts)
    return Draft(amount, first, phrase.last, slug, phrase, breakdown=colon or told)


def _goes_on_listing(scene: Scene, amount: Amount, drafts: Sequence[Draft]) -> bool:
    """True for the women of "53 people, among them five children and two women"."""
    if not drafts or not drafts[-1].breakdown:
        return False
    return [token.lower for token in scene.tokens[drafts[-1].last : amount.first]] in (["and"], [","], [",", "and"])


def _verb_of_next(scene: Scene, phrase: Phrase) -> bool:
    """True if the words go on with "and": in "including five children, and wounded 30" the verb is that of the 30."""
    tokens, at = scene.tokens, phrase.last
    if at < len(tokens) and tokens[at].text == ",":
        at += 1
    return at < len(tokens) and tokens[at].lower == "and"


def _takes_determiner(scene: Scene, amount: Amount) -> bool:
    return amount.determiner and scene.tokens[amount.first - 1].lower == "the"


def _of_previous(scene: Scene, amount: Amount, phrase: Phrase, drafts: Sequence[Draft]) -> Verdict | None:
    """ "12 wounded, including three children", "two of them children": persons told of right before."""
    if not drafts:
        return None
    last = drafts[-1]
    between = [token.lower for token in scene.tokens[last.last : amount.first]]
    # "put the number at 230: 224 soldiers and six civilians": a breakdown goes on with what was counted.
    breakdown = between[:1] == [":"] or (between in (["and"], [","], [",", "and"]) and last.breakdown)
    if not (phrase.partitive or breakdown or _after_including(scene, amount)):
        return None
    same = scene.sentence(last.first) == scene.sentence(amount.first)
    return (
        Verdict(last.slug, True)
        if same and last.slug in {*CASUALTIES, "arrested", "displaced", "missing", "prisoner"}
        else None
    )


def _after_including(scene: Scene, amount: Amount) -> bool:
    before = [token.lower for token in scene.tokens[max(0, amount.first - 3) : amount.first]]
    return "including" in before or "among" in before or before[-2:] == [",", "of"] or "them" in before


def _is_claimed(scene: Scene, amount: Amount, phrase: Phrase, verdict: Verdict | None) -> bool:
    """False for numbers told in passing: trivia, "one of", "the two leaders", small counts of things without a slug."""
    head, words = phrase.head or "", scene.words
    value = amount.numeral.value
    small = value < SMALL and not amount.qualified and amount.quantity.high is None
    slug = None if verdict is None else verdict.slug
    named = len(phrase.parts) > 1 and " ".join(phrase.parts[-2:]) in words.counted_other
    if named and value > 1 and not amount.determiner and not phrase.partitive:
        return True
    if head in words.trivia or head in words.time_units:
        return slug not in {None, OTHER} and head not in words.time_units
    if value == 1 and amount.quantity.high is None and not amount.qualified:
        if slug in {None, OTHER, "town", "region", "member_state", "building_floor"} or phrase.partitive:
            return False
        return not (head in words.loose_people and verdict is not None and not verdict.near)
    if amount.determiner and small:
        if slug in {None, OTHER, "town", "region"} or head in words.anaphora:
            return False
        return verdict is not None and verdict.near
    if slug == "personnel" and verdict is not None and not verdict.near and small:
        return value != 1 and not amount.determiner
    if slug in {None, OTHER}:
        if phrase.partitive and small:
            return False
        if amount.determiner and head not in scene.categories.military:
            return False
        before = scene.tokens[amount.first - 1].lower if amount.first else ""
        owned = before.endswith(("'s", "s'")) and not small
        if head in words.population and (before == "of" or owned or head == "inhabitant"):
            return False  # "a town of 4,500 people", "Gaza's 2.3 million people"
        if amount.determiner and scene.tokens[amount.first - 1].lower in {"its", "their", "his", "her", "our"}:
            return False
        if head in words.counted_other or " ".join(phrase.parts[-2:]) in words.counted_other:
            return not small or head not in words.anaphora
        if slug is None and small:
            return False
        return not small or head in scene.categories.military
    return True


def _increment(scene: Scene, amount: Amount, drafts: Sequence[Draft]) -> Draft | None:
    """ "(+7)" right after a bulletin's figure: what the day added."""
    tokens, at = scene.tokens, amount.first
    signed = at >= 2 and tokens[at - 1].text == "+" and tokens[at - 2].text == "("
    if not signed or not drafts:
        return None
    last = drafts[-1]
    # The noun stands before the bracket or after it: "7,846 tanks (+14)", "7,846 (+14) tanks".
    if not any(0 <= at - 2 - end <= 2 for end in (last.last, last.amount.last)):
        return None
    return Draft(amount, at - 1, amount.last, last.slug, settled=False)


def _governed(scene: Scene, drafted: Draft, drafts: Sequence[Draft]) -> Draft:
    """ "at least two people dead and seven injured": the bound governs both casualties."""
    if not drafts or drafted.slug not in CASUALTIES or drafts[-1].slug not in CASUALTIES:
        return drafted
    last = drafts[-1]
    between = [token.lower for token in scene.tokens[last.last : drafted.first]]
    bounded = last.amount.quantity.qualifier.value == "at_least" and not last.amount.quantity.vague
    if (
        trigger_before(scene.window(drafted.first), drafted.amount.number, scene.categories)
        and scene.tokens[drafted.amount.number - 1].lower != "and"
    ):
        return drafted  # "killed at least 112 people and wounded 760": the second verb has its own number
    joined = "and" in between and len(between) <= 6 and not ({",", ".", ";"} & set(between[:-1]) - {","})
    if not bounded or not joined or last.slug == drafted.slug:
        return drafted
    return replace(drafted, amount=with_low(drafted.amount))
