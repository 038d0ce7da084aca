"""Where a text may name a place: candidate mentions, before anything is said for or against them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from attribune.catalog.gazetteer import ADMIN2, PRIMARY, Gazetteer, Hit
from attribune.catalog.placenames import name_key
from attribune.normalize.place_words import PlaceWords, Token, tokens_of

__all__ = ["Mention", "Scan", "opens_line", "scan_places", "state_at"]

LONGEST_NAME = 6
ARTICLES = frozenset("al el ad ar as ash at an az ed er es ez".split())
DATELINE = re.compile(
    r"(?:,\s[A-Z][^\n()—–-]{1,30})?\s*(?:\([^)\n]{2,30}\)\s*)?[—–]|\s*\([A-Z][^)\n]{1,20}\)\s*[-—–]|"
    r",\s[A-Z][^\n]{1,30}\s--?\s"
)
JOINED = re.compile(r"[ \u00a0]|[-‐‑]|\. ?")


@dataclass(slots=True)
class Mention:
    """A name in the text that places are called by. `evidence` is how strongly the words around speak for a place:
    0 nothing, 1 something, 2 a preposition or a list, 3 its kind or container is named."""

    start: int
    end: int
    first: int  # position of its first and of the token after its last
    after: int
    name: str
    hits: tuple[Hit, ...]
    kind: str | None = None  # settlement, region, district … where the words say so
    evidence: int = 0
    near: bool = False
    compass: str | None = None
    compass_start: int | None = None
    blocked: str | None = None
    container: str | None = None  # the name that stands after it: "Sloviansk, Donetsk region"
    article: bool = False  # "the" or "a" right before it
    mates: list[Mention] = field(default_factory=list)  # the other names of the list it stands in
    label: str | None = None  # an abbreviation's full name: "Calif." → California
    names: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Scan:
    """A text in tokens, with its candidate mentions and what is known of its people and its headlines."""

    text: str
    tokens: list[Token]
    words: PlaceWords
    gazetteer: Gazetteer
    headline: list[bool] = field(default_factory=list)  # per token: does its line write every word with a capital?
    opening: list[bool] = field(default_factory=list)  # per token: does it open a sentence?
    surnames: set[str] = field(default_factory=set)
    last_words: set[str] = field(default_factory=set)  # last words of longer names, a person's or a body's
    lower: set[str] = field(default_factory=set)  # words that also occur without a capital
    mentions: list[Mention] = field(default_factory=list)

    def gap(self, left: int) -> str:
        """The text between token `left` and the next one."""
        token = self.tokens[left]
        start = token.end + (2 if token.possessive else 0)
        return self.text[start : self.tokens[left + 1].start] if left + 1 < len(self.tokens) else "\n"

    def token(self, position: int) -> Token | None:
        """The token at a position, None outside the text."""
        return self.tokens[position] if 0 <= position < len(self.tokens) else None


def scan_places(text: str, gazetteer: Gazetteer, words: PlaceWords, sentences: Sequence[int] = ()) -> Scan:
    """Every candidate mention of a text. `sentences` are the offsets at which sentences begin."""
    scan = Scan(text, tokens_of(text), words, gazetteer)
    _mark_lines(scan, set(sentences))
    _mark_people(scan)
    position = 0
    while position < len(scan.tokens):
        mention = _mention_at(scan, position)
        if mention is None:
            position += 1
        else:
            scan.mentions.append(mention)
            position = mention.after
    _merge_neighbours(scan)
    return scan


def _merge_neighbours(scan: Scan) -> None:
    """Two small names right beside each other are one name that the gazetteer lacks ("Bila Hora"), a village's or a
    person's."""
    merged: list[Mention] = []
    for mention in scan.mentions:
        last = merged[-1] if merged else None
        if last is not None and _one_name(scan, last, mention):
            scan.surnames.add(name_key(mention.name))
            name = scan.text[last.start : mention.end]
            merged[-1] = Mention(last.start, mention.end, last.first, mention.after, name, ())
        else:
            merged.append(mention)
    scan.mentions = merged


def _one_name(scan: Scan, left: Mention, right: Mention) -> bool:
    if scan.text[left.end : right.start] not in {" ", "-"} or scan.headline[left.first] or right.label is not None:
        return False
    if not left.hits or (right.hits and right.after - right.first > 1):
        return False
    hyphen = scan.text[left.end] == "-"
    places = [hit.place for hit in (*left.hits, *right.hits) if hit.how == PRIMARY or not (hyphen or hit.how == ADMIN2)]
    return all(place.kind == "settlement" and place.population < 500_000 for place in places)


def _mark_lines(scan: Scan, sentences: set[int]) -> None:
    """Headlines write every word with a capital: there a capital says nothing."""
    scan.headline = [False] * len(scan.tokens)
    line: list[int] = []
    for position, token in enumerate(scan.tokens):
        before = scan.text[scan.tokens[position - 1].end : token.start] if position else "\n"
        opens = token.start in sentences or bool(re.search(r"[.!?:\n•“\"]\s*[“\"‘(•]*$", before)) or "\n" in before
        scan.opening.append(opens or not position)
        if "\n" in before and line:
            _mark_line(scan, line)
            line = []
        line.append(position)
        if not token.capital and token.text.isalpha():
            scan.lower.add(token.text)
    if line:
        _mark_line(scan, line)


def _mark_line(scan: Scan, line: list[int]) -> None:
    long = [scan.tokens[position] for position in line if len(scan.tokens[position].text) > 3]
    if (
        len(long) >= 4
        and len(line) <= 30
        and not re.match(r"[.;,]", scan.text[scan.tokens[line[-1]].end :])
        and sum(token.capital for token in long) >= 0.75 * len(long)
    ):
        for position in line:
            scan.headline[position] = True


def _mark_people(scan: Scan) -> None:
    """Surnames: the last capitalised word after a given name or a title."""
    for position, token in enumerate(scan.tokens):
        person = token.lower in scan.words.given_names or token.lower in scan.words.titles
        if not (person and token.capital and not token.possessive) or scan.headline[position]:
            continue
        last = position
        while last - position < 3 and scan.gap(last) in {" ", ". "}:
            following = scan.tokens[last + 1]
            if not following.capital or following.lower in scan.words.kind_of:
                break
            last += 1
            if following.possessive:
                break
        if last > position:
            scan.surnames.add(name_key(scan.tokens[last].text))


def _starts_name(scan: Scan, position: int) -> bool:
    token = scan.tokens[position]
    if token.capital:
        return True
    return token.text in ARTICLES and scan.gap(position) == "-" and bool(
        (following := scan.token(position + 1)) and following.capital
    )  # fmt: skip


def _mention_at(scan: Scan, position: int) -> Mention | None:
    """The longest name at this token that the gazetteer has, or that the words around call a place."""
    if not _starts_name(scan, position):
        return None
    state = state_at(scan, position)
    if state is not None:
        return state
    ends = [position + 1]
    while len(ends) < LONGEST_NAME and ends[-1] < len(scan.tokens):
        last = ends[-1] - 1
        if scan.tokens[last].possessive or not JOINED.fullmatch(gap := scan.gap(last)):
            break
        if gap.startswith(".") and scan.tokens[last].text.title() not in {"St", "Mt", "Ft", "Ste"}:
            break
        ends.append(ends[-1] + 1)
    for after in reversed(ends):
        first, final = scan.tokens[position], scan.tokens[after - 1]
        if first.text in {"The", "the"} and after - position == 1:
            continue
        ends_well = final.capital or final.lower in scan.words.kind_of or final.text.isdigit()
        if after - position > 1 and not ends_well:
            continue
        end = final.end
        saint = final.possessive and first.text.title() == "St" and after - position == 2
        if saint and scan.gazetteer.hits(scan.text[first.start : end + 2]):
            end += 2  # "St. John's"
        name = scan.text[first.start : end]
        if hits := scan.gazetteer.hits(name):
            if first.text == "The" and name != "The Hague":
                return None
            if _written_right(name, hits, scan) or (name.isupper() and opens_line(scan.text, first.start, end)):
                return Mention(first.start, end, position, after, name, hits)
    return _unknown(scan, position)


def state_at(scan: Scan, position: int) -> Mention | None:
    """A state's abbreviation right after a town: "Paris, Ky.", "Paris, KY"."""
    token = scan.tokens[position]
    if not position or scan.gap(position - 1) != ", " or not scan.tokens[position - 1].capital:
        return None
    end = token.end
    written = scan.text[token.start : end + 1]
    label = scan.words.states.get(written) or scan.words.states.get(token.text)
    if label is None and (match := re.match(r"W\.Va\.", scan.text[token.start :])):
        label, end = "West Virginia", token.start + match.end()
    if label is None:
        return None
    if scan.text[end : end + 1] == "." and written in scan.words.states:
        end += 1
    hits = tuple(
        hit
        for hit in scan.gazetteer.hits(label)
        if hit.place.kind == "region" and hit.place.country in {"US", "CA", "AU"}
    )
    after = position + 1
    while after < len(scan.tokens) and scan.tokens[after].start < end:
        after += 1
    return Mention(token.start, end, position, after, label, hits, kind="region", evidence=3, label=label)


def opens_line(text: str, start: int, end: int) -> bool:
    """True for a name that opens a line as its dateline: "MARION — Two men", "TROY, N.Y. (AP) -"."""
    line = text.rfind("\n", 0, start) + 1
    return start - line <= 2 and DATELINE.match(text, end) is not None


def _written_right(name: str, hits: tuple[Hit, ...], scan: Scan) -> bool:
    """False for words in capitals that only look like a name: initialisms, and short names that need exact case."""
    letters = name.replace(".", "").replace(" ", "")
    countries = any(hit.place.kind == "country" for hit in hits)
    if len(letters) <= 3:
        return (countries and letters.isupper()) or (letters[0].isupper() and letters[1:].islower() and not countries)
    if letters.isupper() and name_key(name) not in scan.words.never:
        known = max(hit.place.population if hit.how != ADMIN2 else 0 for hit in hits)
        return countries or (len(letters) >= 4 and (known >= 100_000 or "-" in hits[0].place.id))
    return not letters.isupper()


def _unknown(scan: Scan, position: int) -> Mention | None:
    """A name that the gazetteer lacks, where a preposition or a kind stands before it; its hits are empty."""
    token = scan.tokens[position]
    if token.lower in scan.words.never or token.lower in scan.words.months or token.text.isupper():
        return None
    if scan.opening[position] or scan.headline[position]:
        return None
    after = position + 1
    while after - position < 3 and after < len(scan.tokens) and scan.gap(after - 1) in {" ", "-"}:
        word = scan.tokens[after]
        if not word.capital or scan.tokens[after - 1].possessive or word.lower in scan.words.kind_of:
            break
        after += 1
    if any(scan.tokens[place].lower in scan.words.given_names for place in range(position, after)):
        return None
    last = scan.tokens[after - 1]
    if last.end - token.start < 4:
        return None
    return Mention(token.start, last.end, position, after, scan.text[token.start : last.end], ())
