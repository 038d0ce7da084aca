"""The noun phrase that an amount counts: "motor vehicles and fuel tankers", "of the city", "people dead".

There is no part-of-speech tagger behind this: a phrase ends at closed-class words, marks and known verbs, and its head
is the last plural of its first run of plurals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from attribune.normalize.numeral import HYPHENS
from attribune.normalize.quantity_amount import Amount
from attribune.normalize.quantity_token import Kind, Token, adjacent
from attribune.normalize.quantity_words import QuantityWords, is_plural, singular

__all__ = ["Nouns", "Phrase", "Word", "find_phrase", "words_from"]

LONGEST = 8  # words of a noun phrase
OTHER = "other"
_NO_THINGS = frozenset({None, OTHER, "attack", "strike"})  # "attack and decoy drones": kinds, not things
LONGEST_ASIDE = 12  # tokens of "(+14 over the past day)"
LABEL_ENDS = frozenset("-–—‒:")
QUOTES = frozenset("“”\"'‘’«»")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a phrase, hyphens and figures that hang on it included; `parts` are singular, without hyphens."""

    first: int
    last: int
    parts: tuple[str, ...]
    plural: bool
    invariable: bool = False  # "aircraft", "infantry": looks like a plural, but may stand before the head
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase in tokens [first, last): `parts` up to the head, singular; None where nothing is counted by name.

    `of` are the parts after "of" ("tonnes of grain"); `state` a word such as "dead" right after the head.
    """

    first: int
    last: int
    parts: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    state: str | None = None
    joined: tuple[str, ...] = ()  # the second noun of "motor vehicles and fuel tankers"
    partitive: bool = False  # "of them", "of the 36 drones"

    @property
    def head(self) -> str | None:
        """The noun that decides, singular."""
        return self.parts[-1] if self.parts else None


class Nouns:
    """What the grammar asks of the category lexicon: does this phrase end in a noun that we know?"""

    def __init__(
        self, known: Mapping[tuple[str, ...], str], longest: int, things: frozenset[tuple[str, ...]] = frozenset()
    ) -> None:
        self.known = known
        self.things = things  # counted by name alone: they end a phrase, but have no slug
        self.longest = longest

    def ends(self, parts: Sequence[str]) -> bool:
        """True if the phrase ends in a known noun."""
        return any(tuple(parts[-size:]) in self.known for size in range(1, min(self.longest, len(parts)) + 1))

    def ends_with(self, parts: Sequence[str], least: int) -> bool:
        """True if the phrase ends in a known noun of at least so many parts."""
        return any(tuple(parts[-size:]) in self.known for size in range(least, min(self.longest, len(parts)) + 1))

    def slug(self, parts: Sequence[str]) -> str | None:
        """What the longest known noun that ends the phrase counts; None for an unknown one."""
        sizes = range(min(self.longest, len(parts)), 0, -1)
        return next((slug for size in sizes if (slug := self.known.get(tuple(parts[-size:]))) is not None), None)


def find_phrase(tokens: Sequence[Token], amount: Amount, lexicon: QuantityWords, nouns: Nouns) -> Phrase | None:
    """The phrase after an amount; None where no noun follows."""
    labelled = amount.first > 0 and tokens[amount.first - 1].text in LABEL_ENDS  # "tanks - 1393 (+7)"
    labelled = labelled and not tokens[amount.first].opens_line  # the colon above is the heading's
    at = amount.last if labelled else _past_asides(tokens, amount.last)
    unit = amount.quantity.unit
    if at < len(tokens) and tokens[at].lower == "of":
        return _after_of(tokens, amount, at + 1, lexicon, nouns)
    if [token.lower for token in tokens[at : at + 2]] == ["out", "of"]:  # "71 out of 103 cruise missiles"
        return _after_of(tokens, amount, at + 2, lexicon, nouns)
    if unit is not None:
        return None
    words = words_from(tokens, at, lexicon)
    return _phrase(tokens, words, amount, lexicon, nouns)


def _past_asides(tokens: Sequence[Token], at: int) -> int:
    """Past what stands between a number and its noun: "7,846 (+14) tanks", "bring to 12 the number of launchers"."""
    words = [token.lower for token in tokens[at : at + LONGEST_ASIDE]]
    if words[:2] == ["(", "+"] and ")" in words:
        return at + words.index(")") + 1
    return at + 3 if words[:3] == ["the", "number", "of"] else at


def words_from(tokens: Sequence[Token], at: int, lexicon: QuantityWords, *, opening: bool = False) -> list[Word]:
    """The words from `at` to where a noun phrase must end; `opening`: they may begin a line."""
    words: list[Word] = []
    while at < len(tokens) and len(words) < LONGEST:
        token = tokens[at]
        if token.opens_line and (words or not opening):
            break
        if token.text in QUOTES and at + 1 < len(tokens) and tokens[at + 1].kind is Kind.WORD:
            at += 1
            continue
        last = _glued_end(tokens, at)
        is_name = last - at > 1 and any(part.kind is Kind.WORD for part in tokens[at:last])
        if token.kind is Kind.NUMBER and not is_name and not _numbers_model(tokens, words, lexicon):
            break
        if token.kind is Kind.MARK or (not is_name and token.lower in lexicon.stops and not _is_acronym(tokens, at)):
            break
        if not is_name and token.lower in lexicon.numbers:
            break
        begins_name = token.text[0].isupper() and at + 1 < len(tokens) and tokens[at + 1].text[0].isupper()
        if not is_name and token.lower in lexicon.verbs and not (begins_name or _modifies(tokens, at, words, lexicon)):
            break  # but "South African soldiers"
        words.append(_word(tokens, at, last, lexicon))
        at = last
    return words


def _is_acronym(tokens: Sequence[Token], at: int) -> bool:
    """True for the IS and US of "1,500 IS suspects": capitals before a word that is not in capitals."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        len(tokens[at].text) == 2 and tokens[at].text.isupper() and following is not None and following.text.islower()
    )


def _modifies(tokens: Sequence[Token], at: int, words: list[Word], lexicon: QuantityWords) -> bool:
    """True before a noun: "armoured fighting vehicles", "attacking forces", "High Mobility Rocket Systems"."""
    if any(word.plural and not word.invariable for word in words) or at + 1 >= len(tokens):
        return False
    if tokens[at].lower in lexicon.adjectives:
        return tokens[at + 1].kind is Kind.WORD and tokens[at + 1].lower not in lexicon.stops
    return tokens[at].lower.endswith("ing") and is_plural(tokens[at + 1], lexicon)


def _numbers_model(tokens: Sequence[Token], words: list[Word], lexicon: QuantityWords) -> bool:
    """True for the figure of "Leopard 2 tanks"."""
    return bool(words) and words[-1].parts[-1] in lexicon.designators and tokens[words[-1].first].text[:1].isupper()


def _glued_end(tokens: Sequence[Token], at: int) -> int:
    """The end of what is written together: "S-300", "anti-aircraft", "155-mm", "F-16s"."""
    last = at + 1
    while last < len(tokens) and adjacent(tokens[last - 1], tokens[last]):
        if tokens[last].text in HYPHENS or tokens[last].text == "/":
            if (
                last + 1 < len(tokens)
                and adjacent(tokens[last], tokens[last + 1])
                and tokens[last + 1].kind is not Kind.MARK
            ):
                last += 2
                continue
            break
        if tokens[last].kind is Kind.MARK:
            break
        last += 1
    return last


def _word(tokens: Sequence[Token], first: int, last: int, lexicon: QuantityWords) -> Word:
    raw = [token for token in tokens[first:last] if token.kind is not Kind.MARK]
    plural = is_plural(raw[-1], lexicon) or (len(raw) > 1 and raw[-1].lower == "s")
    if len(raw) > 1 and raw[-1].lower == "s":
        raw = raw[:-1]
    parts = [lexicon.spelling.get(token.lower, token.lower) for token in raw[:-1]] + [singular(raw[-1].lower, lexicon)]
    invariable = lexicon.irregular.get(raw[-1].lower) == raw[-1].lower
    return Word(first, last, tuple(parts), plural, invariable, raw[-1].text.isupper())


def _phrase(
    tokens: Sequence[Token], words: list[Word], amount: Amount, lexicon: QuantityWords, nouns: Nouns
) -> Phrase | None:
    """The phrase that the words make, head found and what hangs on it taken along."""
    modified = _two_kinds(tokens, words, amount, lexicon, nouns)
    if modified is not None:
        return modified
    head = _head(words, amount, nouns)
    if head is None:
        return None
    parts = tuple(part for word in words[: head + 1] for part in word.parts)
    phrase = Phrase(amount.last, words[head].last, parts)
    shared = (
        None
        if amount.quantity.best == 1 or words[head].plural or tokens[words[head].first].text[0].isupper()
        else _shared_head(tokens, words[-1].last, lexicon)
    )
    if shared is not None:
        return Phrase(amount.last, words[-1].last, (*(part for word in words for part in word.parts), shared))
    last, state = phrase.last, None
    if head + 1 < len(words) and words[head + 1].parts[0].isdigit():
        last = words[head + 1].last  # "seven Panzerhaubitze 2000"
    of: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    if last < len(tokens) and tokens[last].lower == "of" and parts[-1] in lexicon.partitives:
        inner = words_from(tokens, _past_determiner(tokens, last + 1, lexicon), lexicon)
        inner_head = _of_head(inner, nouns)
        if inner_head is not None:
            of = tuple(part for word in inner[: inner_head + 1] for part in word.parts)
            last = inner[inner_head].last
    elif last + 1 < len(tokens) and tokens[last].lower == "and" and nouns.ends(parts):
        inner = words_from(tokens, last + 1, lexicon)
        inner_head = _head(inner, amount, nouns)
        if inner_head is not None and inner[inner_head].plural:
            second = tuple(part for word in inner[: inner_head + 1] for part in word.parts)
            named = any(tokens[word.first].text[0].isupper() for word in inner[: inner_head + 1])
            named = named and not tokens[words[head].first].text[0].isupper()
            if nouns.ends(second) and _counted_together(parts, second, named, nouns):
                joined, last = second, inner[inner_head].last
    if last < len(tokens) and tokens[last].lower in lexicon.states:
        state, last = tokens[last].lower, last + 1
    return Phrase(phrase.first, last, parts, of, state, joined)


def _two_kinds(
    tokens: Sequence[Token], words: list[Word], amount: Amount, lexicon: QuantityWords, nouns: Nouns
) -> Phrase | None:
    """ "18 ballistic and cruise missiles": two kinds of one noun are one count, by that noun where the kinds differ."""
    if not words or amount.quantity.best == 1 or amount.numeral.fraction or any(word.plural for word in words):
        return None
    at = words[-1].last
    if at + 1 >= len(tokens) or tokens[at].lower not in {"and", "or"} or tokens[at + 1].kind is Kind.NUMBER:
        return None
    inner = words_from(tokens, at + 1, lexicon)
    head = _head(inner, amount, nouns)
    if head is None or head == 0 or not inner[head].plural:
        return None
    first = tuple(part for word in words for part in word.parts)
    second = tuple(part for word in inner[: head + 1] for part in word.parts)
    if nouns.slug(first) not in _NO_THINGS or not nouns.ends(second):
        return None
    same = nouns.slug((*first, second[-1])) == nouns.slug(second)
    return Phrase(amount.last, inner[head].last, second if same else second[-1:])


def _counted_together(first: tuple[str, ...], second: tuple[str, ...], named: bool, nouns: Nouns) -> bool:
    """True for "motor vehicles and fuel tankers"; not for "two Olkha missiles and Czech-made Vampire rockets".

    What is `named` by a proper name after a count is a thing apart, and so is what has a category beside what has none.
    """
    return not named and (nouns.slug(first) == OTHER) == (nouns.slug(second) == OTHER)


def _shared_head(tokens: Sequence[Token], at: int, lexicon: QuantityWords) -> str | None:
    """The head that "four missile and eighteen air strikes" gives to the four."""
    if at + 1 >= len(tokens) or tokens[at].lower != "and":
        return None
    if tokens[at + 1].kind is not Kind.NUMBER and tokens[at + 1].lower not in lexicon.numbers:
        return None
    words = words_from(tokens, at + 2, lexicon)
    plural = next((word for word in words if word.plural), None)
    return None if plural is None else plural.parts[-1]


def _head(words: list[Word], amount: Amount, nouns: Nouns) -> int | None:
    """The place of the head: the last of the first run of plurals, else a known noun in the singular."""
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else None
        if word.capitals and any(later.plural and not later.capitals for later in words[place + 1 :]):
            continue  # "three MARS II systems": a name in capitals is no plural
        if word.plural and not (following is not None and following.plural):
            return _longest_covering(words, place, nouns) if word.invariable else place
    one = amount.quantity.best == 1 or amount.numeral.fraction
    parts: list[str] = []
    found = None
    for place, word in enumerate(words):
        parts += word.parts
        if nouns.ends(parts) or (one and tuple(parts[-2:]) in nouns.things):
            found = place
            if not one:
                return _longest_known(words, place, nouns)
    return found


def _longest_covering(words: list[Word], place: int, nouns: Nouns) -> int:
    """The place of the head of the longest known noun that runs over the word: "anti-aircraft warfare systems"."""
    best, covered = place, len(words[place].parts)
    parts = list(words[place].parts)
    for further in range(place + 1, len(words)):
        parts += words[further].parts
        covered += len(words[further].parts)
        if nouns.ends_with(parts, covered):
            best = further
    return best


def _longest_known(words: list[Word], place: int, nouns: Nouns) -> int:
    """The place after which no longer known noun follows: "cruise missile", "air defence system"."""
    parts = [part for word in words[: place + 1] for part in word.parts]
    best = place
    for further in range(place + 1, len(words)):
        parts += words[further].parts
        if nouns.ends(parts):
            best = further
    return best


def _of_head(words: list[Word], nouns: Nouns) -> int | None:
    """The head of what follows "of": the first plural, else a known noun's end, else the last word of two at most."""
    plural = next((place for place, word in enumerate(words) if word.plural), None)
    if plural is not None:
        return plural
    parts = [part for word in words for part in word.parts]
    if nouns.ends_with(parts, 2):
        return len(words) - 1
    return min(len(words) - 1, 1) if words else None


def _past_determiner(tokens: Sequence[Token], at: int, lexicon: QuantityWords) -> int:
    while at < len(tokens) and tokens[at].lower in lexicon.determiners:
        at += 1
    return at


def _after_of(
    tokens: Sequence[Token], amount: Amount, start: int, lexicon: QuantityWords, nouns: Nouns
) -> Phrase | None:
    """What follows "of": "dozens of bodies", "70 per cent of the city", "7,000 tonnes of grain", "30 of 36 drones"."""
    at = _past_determiner(tokens, start, lexicon)
    if (bound := lexicon.qualifiers.at(tokens, at)) is not None:  # "77 of the more than 90 missiles"
        at = bound[1]
    whole = amount.quantity.unit is not None or amount.quantity.vague
    if at > start and not whole and at < len(tokens) and tokens[at - 1].lower in lexicon.genitive:
        at = at - 1 if tokens[at - 1].lower in {"those", "these"} and tokens[at].kind is Kind.MARK else at
    if at < len(tokens) and tokens[at].lower in lexicon.genitive:
        words = words_from(tokens, at + 1, lexicon)
        head = next((place for place, word in enumerate(words) if word.plural or nouns.ends(word.parts)), None)
        parts = () if head is None else tuple(part for word in words[: head + 1] for part in word.parts)
        return Phrase(amount.last, at + 1 if head is None else words[head].last, parts, partitive=True)
    counted = at < len(tokens) and (tokens[at].kind is Kind.NUMBER or tokens[at].lower in lexicon.numbers)
    if counted and not whole:
        at += 1
        words = words_from(tokens, at, lexicon)
        return _made_of(words, amount, partitive=True, nouns=nouns)
    words = words_from(tokens, at, lexicon)
    if at > start and not whole and tokens[at - 1].lower == "those" and _head(words, amount, nouns) is None:
        return Phrase(amount.last, at, partitive=True)  # "eighty-two of those released"
    if amount.quantity.vague and amount.quantity.unit is None:
        return _phrase(tokens, words, _moved(amount, at), lexicon, nouns)
    if amount.quantity.unit is not None:
        head = _of_head(words, nouns)
        if head is None:
            return None
        return Phrase(
            amount.last, words[head].last, of=tuple(part for word in words[: head + 1] for part in word.parts)
        )
    return _made_of(words, amount, partitive=at > start, nouns=nouns)


def _made_of(words: list[Word], amount: Amount, *, partitive: bool, nouns: Nouns) -> Phrase | None:
    head = _head(words, amount, nouns)
    if head is None:
        return None
    parts = tuple(part for word in words[: head + 1] for part in word.parts)
    return Phrase(amount.last, words[head].last, parts, partitive=partitive)


def _moved(amount: Amount, last: int) -> Amount:
    """The amount with its end moved past "of"."""
    return Amount(amount.first, last, amount.number, amount.after, amount.quantity, amount.numeral, amount.determiner)
