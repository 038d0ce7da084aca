"""Amounts whose noun is left out: bulletin lines, "seven injured", "killing eight", tolls, "the 18 delivered"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from attribune.model import Span
from attribune.normalize.category import OTHER, PEOPLE, Window, categorize, trigger_before
from attribune.normalize.quantity_amount import Amount
from attribune.normalize.quantity_kinds import PEOPLE_LOST
from attribune.normalize.quantity_phrase import QUOTES, Phrase, words_from
from attribune.normalize.quantity_scene import BULLETS, DASHES, Scene
from attribune.normalize.quantity_token import Kind

__all__ = ["ELIDED", "Draft", "Elided"]

BREAKDOWN = 1000  # smaller numbers after a colon are most often something else
LABEL_TAIL = 4  # tokens of a bulletin's label behind its noun phrase


@dataclass(frozen=True, slots=True)
class Draft:
    """An amount with its span and category; `settled` says cumulative or not where the form alone tells."""

    amount: Amount
    first: int
    last: int
    slug: str
    phrase: Phrase | None = None
    settled: bool | None = None
    breakdown: bool = False  # stands after the colon of "230: 224 soldiers and six civilians"
    lead: int | None = None  # where a bulletin line's noun begins

    def span(self, scene: Scene) -> Span:
        """The words of the quantity."""
        return scene.span(self.first if self.lead is None else self.lead, self.last)


_AT = frozenset({"in", "at", "near", "around", "outside"})
_THOSE = frozenset({"the", "those", "these", "its", "their"})
_OVER = frozenset({"in", "at", "near", "over", "around", "across", "off", "from"})
_PARTS = frozenset({"them", "whom", "including", "among"})

Elided = Callable[[Scene, Amount, Phrase | None, Window, Sequence[Draft]], Draft | None]


def _bulletin(
    scene: Scene, amount: Amount, phrase: Phrase | None, window: Window, drafts: Sequence[Draft]
) -> Draft | None:
    """ "tanks ‒ 1393 (+7)", "personnel - about 31250": a noun, a dash or colon, the figure."""
    del phrase, drafts
    tokens, at = scene.tokens, amount.first - 1
    if at < 1 or tokens[at].text not in DASHES:
        return None
    first = at
    floor = max(window.first, at - 12)
    while first > floor and not (tokens[first - 1].kind is Kind.MARK and tokens[first - 1].text in ",;•·*|()–—‒:."):
        if tokens[first - 1].kind is Kind.NUMBER or (
            tokens[first - 1].text in BULLETS and tokens[first - 1].opens_line
        ):
            break
        if "\n" in scene.document.text[tokens[first - 1].end : tokens[first].start]:
            break
        first -= 1
    if first == at:
        return None
    words = words_from(tokens[:at], first, scene.words, opening=True)
    parts = tuple(part for word in words for part in word.parts)
    if not parts or not words or words[-1].last < at - LABEL_TAIL:
        return None
    verdict = categorize(Phrase(first, at, parts), window, first, scene.categories)
    for size in range(len(parts) - 1, 0, -1):  # "UAVs operational and tactical level - 215": its noun stands first
        if verdict is not None and verdict.slug != OTHER:
            break
        verdict = categorize(Phrase(first, at, parts[:size]), window, first, scene.categories) or verdict
    slug = None if verdict is None else verdict.slug
    lone = Phrase(first, at, parts)
    if slug in {None, OTHER} and parts[-1] in scene.categories.military:
        slug = "personnel"
    if slug is None or slug == OTHER:
        stated = scene.categories.after.table.get((tokens[first].lower,))
        slug = stated or slug
    return None if slug in {None, OTHER} else Draft(amount, amount.first, amount.last, str(slug), lone, lead=first)


def _stated(
    scene: Scene, amount: Amount, phrase: Phrase | None, window: Window, drafts: Sequence[Draft]
) -> Draft | None:
    """ "seven injured", "5 killed", "20 more were wounded", "12 wounded soldiers"."""
    del drafts
    of_them = phrase is not None and phrase.partitive and not phrase.parts  # "355 of them died"
    tokens, at = scene.tokens, phrase.last if phrase is not None and of_them else amount.last
    while at < window.last and (tokens[at].lower in scene.words.pseudo_heads or tokens[at].text in QUOTES):
        at += 1
    direct = at
    at = begin = _past_apposition(scene, at, window)
    found = scene.categories.after.at(tokens, at) if at < window.last else None
    while found is None and at < window.last and at - begin < 4 and tokens[at].lower in scene.categories.auxiliaries:
        at += 1
        found = scene.categories.after.at(tokens, at) if at < window.last else None
    if found is None:
        return None
    slug, end = found
    if at != direct:
        return Draft(amount, amount.first, direct, slug)
    if slug == "killed" and (both := _dead_and_wounded(scene, end, window)) is not None:
        military = not window.words().isdisjoint(scene.categories.sets["loss_words"] | scene.categories.military)
        return Draft(amount, amount.first, both, "personnel" if military else slug)
    if tokens[at].lower in scene.words.states:
        words = words_from(tokens, end, scene.words)
        people = [place for place, word in enumerate(words) if scene.categories.noun_slug(word.parts) == PEOPLE]
        end = words[people[-1]].last if people else end
    return Draft(amount, amount.first, end, slug)


def _past_apposition(scene: Scene, at: int, window: Window) -> int:
    """Past ", three of them children," in "at least eight, three of them children, were injured"."""
    tokens = scene.tokens
    if at >= window.last or tokens[at].text != ",":
        return at
    close = next((place for place in range(at + 1, min(at + 9, window.last)) if tokens[place].text == ","), None)
    inside = () if close is None else tuple(token.lower for token in tokens[at + 1 : close])
    return close + 1 if close is not None and not _PARTS.isdisjoint(inside) else at


def _dead_and_wounded(scene: Scene, at: int, window: Window) -> int | None:
    """The end of "dead and wounded", one figure for both."""
    if at + 1 >= window.last or scene.tokens[at].lower not in {"and", "or"}:
        return None
    found = scene.categories.after.at(scene.tokens, at + 1)
    return found[1] if found is not None and found[0] == "injured" else None


def _governed_by_verb(
    scene: Scene, amount: Amount, phrase: Phrase | None, window: Window, drafts: Sequence[Draft]
) -> Draft | None:
    """ "killing eight and injuring 20", "two of them": the verb before, or what was counted before, says what."""
    start = scene.words.qualifiers.before(scene.tokens, amount.first)  # "wounded a further 30"
    begin = amount.first if start is None else start[1]
    found = trigger_before(window, begin, scene.categories)
    last = _past_more(scene, amount, window) if phrase is None else phrase.last
    if found is not None and found[1] <= 1 and scene.tokens[begin - 1].lower not in {"in", "at", "by"}:
        verb = found[1] == 0 and phrase is None  # "wounded 760": the verb stands for the noun
        return Draft(amount, begin - 1 if verb else amount.first, last, found[0], phrase)
    if phrase is None and drafts and _of_the_same(scene, amount):
        return Draft(amount, amount.first, last, drafts[-1].slug, breakdown=True)
    if phrase is None and drafts and _breaks_down(scene, amount, drafts[-1]):
        return Draft(amount, amount.first, last, drafts[-1].slug, breakdown=True)
    of_which = [token.lower for token in scene.tokens[max(0, amount.first - 2) : amount.first]]
    partitive = phrase is not None and phrase.partitive
    partitive = partitive or (of_which[:1] == ["of"] and of_which[-1] in {"which", "whom", "these", "those"})
    if not partitive or not drafts or amount.numeral.value == 1:
        return None
    near = scene.sentence(amount.first) - scene.sentence(drafts[-1].first) <= 1
    return Draft(amount, amount.first, last, drafts[-1].slug, phrase) if near else None


def _past_more(scene: Scene, amount: Amount, window: Window) -> int:
    """The end of "145 more", "30 others"."""
    at = amount.last
    while at < window.last and scene.tokens[at].lower in scene.words.pseudo_heads:
        at += 1
    return at


def _of_the_same(scene: Scene, amount: Amount) -> bool:
    """True for the 820 of "160,000 soldiers, among them 820 in the past day": a part of what was counted before."""
    tokens = scene.tokens
    before = [token.lower for token in tokens[max(0, amount.first - 2) : amount.first]]
    part = before[-1:] == ["including"] or before in (["among", "them"], ["of", "them"], ["of", "whom"])
    if before in (["up", "from"], ["down", "from"], ["compared", "with"], ["compared", "to"]):
        return True  # "over 100,000 people, up from nearly 93,000 a month ago"
    timed = any(
        reading.value.span.start - tokens[amount.last - 1].end <= len(" over ")
        for reading in scene.times_in(
            Span(tokens[amount.last - 1].end, tokens[amount.last - 1].end + len(" over the "))
        )
    )
    here = before[-1:] == ["including"] and amount.last + 1 < len(tokens) and tokens[amount.last].lower in _OVER
    return part and (timed or (here and tokens[amount.last + 1].text[0].isupper()))


def _elsewhere(
    scene: Scene, amount: Amount, phrase: Phrase | None, window: Window, drafts: Sequence[Draft]
) -> Draft | None:
    """ "five people in Kherson and three in Kharkiv, eight in all": the noun is that of the figure before."""
    del window
    if phrase is not None or not drafts or not (drafts[-1].slug in PEOPLE_LOST or drafts[-1].breakdown):
        return None
    tokens, at, last = scene.tokens, amount.last, drafts[-1]
    same = scene.sentence(last.first) == scene.sentence(amount.first)
    before = tokens[amount.first - 1].lower if amount.first else ""
    if not same or before not in {"and", ",", "of"} or at + 1 >= len(tokens):
        return None
    if tokens[at].lower in _AT and tokens[at + 1].text[0].isupper():
        return Draft(amount, amount.first, at, last.slug)
    together = [token.lower for token in tokens[at : at + 2]] in (["in", "all"], ["in", "total"])
    return Draft(amount, amount.first, at, last.slug) if together or tokens[at].lower == "altogether" else None


def _breaks_down(scene: Scene, amount: Amount, last: Draft) -> bool:
    """True for the figures of "11 million people have fled: 4.6 million abroad, 7.1 million within the country"."""
    same = scene.sentence(last.first) == scene.sentence(amount.first)
    before = scene.tokens[amount.first - 1].text if amount.first else ""
    opened = before == ":" or (before in {",", "and"} and last.breakdown)
    whole, part = last.amount.numeral.value, amount.numeral.value
    return (
        same and opened and last.slug in PEOPLE_LOST and BREAKDOWN <= part <= max(whole, part if last.breakdown else 0)
    )


def _known_things(
    scene: Scene, amount: Amount, phrase: Phrase | None, window: Window, drafts: Sequence[Draft]
) -> Draft | None:
    """ "in addition to the 18 already delivered": the noun is that of the amount before."""
    del phrase
    tokens, at = scene.tokens, amount.last
    if not amount.determiner or at >= window.last or not drafts:
        return None
    last = at + 1 if tokens[at].lower in scene.words.elided else at
    participle = last < window.last and tokens[last].lower.endswith(("ed", "sent", "given", "built"))
    same = scene.sentence(drafts[-1].first) == scene.sentence(amount.first)
    if not participle or not same:
        return None
    already = tokens[at].lower in scene.words.elided
    return Draft(amount, amount.first - 1, last + 1, drafts[-1].slug, drafts[-1].phrase, True if already else None)


def _toll(scene: Scene, amount: Amount, phrase: Phrase | None, window: Window, drafts: Sequence[Draft]) -> Draft | None:
    """ "the death toll rose to 45", "the number of wounded stands at 120"."""
    del phrase
    sets, tokens = scene.categories.sets, scene.tokens
    for at in range(amount.first - 1, max(window.first, amount.first - 20) - 1, -1):
        word = tokens[at].lower
        stands_for = _stands_for_toll(scene, at, window)
        if word not in sets["toll"] and not stands_for:
            continue
        between = [token.lower for token in tokens[window.first if stands_for else at + 1 : amount.first]]
        if not any(token in sets["toll_verbs"] for token in between):
            return None
        if at and tokens[at - 1].lower in {"death", "civilian", "casualty"}:
            return Draft(amount, amount.first, amount.last, "killed", settled=True)
        if word in {"deaths", "fatalities"}:
            return Draft(amount, amount.first, amount.last, "killed", settled=True)
        of = tokens[at + 1].lower in {"of", "in"} if at + 1 < amount.first else False
        found = None
        for place in range(at + 1, amount.first):
            found = found or scene.categories.after.at(tokens[: amount.first], place)
        begin = at + 3 if of and tokens[at + 2].lower in {"the", "all", "its"} else at + 2
        noun = words_from(tokens[: amount.first], begin, scene.words) if of else []
        parts = tuple(part for word in noun[:3] for part in word.parts)
        slug = scene.categories.noun_slug(parts) if parts else None
        slug = found[0] if found is not None and slug in {None, PEOPLE, OTHER} else slug
        if word in {"losses", "casualties"} and (slug in {None, PEOPLE, OTHER} or parts[-1:] == ("personnel",)):
            slug = "personnel"
        if (
            slug in {None, PEOPLE, OTHER}
            and not of
            and drafts
            and word in {"number", "total", "figure", "count", "tally"}
        ):
            slug = drafts[-1].slug if scene.sentence(amount.first) - scene.sentence(drafts[-1].first) <= 1 else slug
        slug = "killed" if word == "toll" and not parts else slug
        if slug not in {None, PEOPLE, OTHER}:
            return Draft(amount, amount.first, amount.last, str(slug), settled=True)
        return None
    return None


def _stands_for_toll(scene: Scene, at: int, window: Window) -> bool:
    """True for "that" in "put the number of dead at 94 and that of the wounded at 130"."""
    tokens = scene.tokens
    if tokens[at].lower not in {"that", "those"} or tokens[at + 1].lower != "of":
        return False
    return any(token.lower in scene.categories.sets["toll"] for token in tokens[window.first : at])


def _of_a_state(
    scene: Scene, amount: Amount, phrase: Phrase | None, window: Window, drafts: Sequence[Draft]
) -> Draft | None:
    """ "some 200 of the wounded", "four of those killed"."""
    del drafts
    tokens, at = scene.tokens, amount.last
    given = phrase is not None and not (phrase.partitive and not phrase.parts)
    if given or at + 2 >= window.last or tokens[at].lower != "of" or tokens[at + 1].lower not in _THOSE:
        return None
    found = scene.categories.after.at(tokens, at + 2)
    return Draft(amount, amount.first, found[1], found[0]) if found is not None and found[0] in PEOPLE_LOST else None


def _voted(
    scene: Scene, amount: Amount, phrase: Phrase | None, window: Window, drafts: Sequence[Draft]
) -> Draft | None:
    """ "seven voted against and 32 abstained", after the countries that voted for."""
    del phrase
    if not drafts or scene.sentence(drafts[-1].first) != scene.sentence(amount.first):
        return None
    found = scene.categories.vote.at(scene.tokens, amount.last) if amount.last < window.last else None
    if found is None or not drafts[-1].slug.startswith(("vote", "abst")):
        return None
    return Draft(amount, amount.first, found[1], found[0])


ELIDED: tuple[Elided, ...] = (
    _bulletin,
    _voted,
    _of_a_state,
    _stated,
    _toll,
    _known_things,
    _elsewhere,
    _governed_by_verb,
)
