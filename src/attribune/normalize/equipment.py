"""Equipment: which words name weapons and platforms, which model and class, whose they are, and what became of them.

A model's name is taken as it stands, unless it is also an ordinary word ("Javelin", "Hurricane"): then a weapon's
noun, a number, or another weapon beside it must speak for it. Kinds without a model ("armoured personnel carriers")
count where they are specific; "rockets" and the like only where something is fired, hit or found. The noun of a long
list of losses ("1,363 tanks, 3,354 …") is left to quantities.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from attribune.catalog import Catalog
from attribune.catalog.equipment import EquipmentMatch
from attribune.model import Document, EquipmentReading, Mentions, PlaceReading, Slot, Span
from attribune.normalize.equipment_roles import operator_of, outcome_of
from attribune.normalize.equipment_ships import with_ships
from attribune.normalize.equipment_words import EquipmentWords, load_equipment_words

__all__ = ["find_equipment"]

WORD = re.compile(r"[^\W_]+(?:[-‐’'][^\W_]+)*")
NUMBER = re.compile(
    r"(?:^|[\s(–-])(\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|dozen|dozens|several)\s+(?:\w+[- ]){0,2}$"
)
COUNT = re.compile(r"(\d[\d,. ]*\d|\d)\s+(?:[\w-]+\s){0,3}$")
LISTED = re.compile(r"(?:\s?[\w-]+){0,3}\s*(?:,|and|or|/)\s*(?:(?:and|or|\w+)\s)?(?:[\w-]+\s)?")
LARGE = 100
COUNTED_THING = re.compile(r"(?<![\w-])(\d[\d,.]*)\s+[a-z]")
MISSILES = frozenset({"missile", "cruise_missile", "srbm", "irbm", "icbm", "sam", "mlrs"})
INFINITIVE = frozenset({"to", "will", "would", "could", "can", "may", "might", "must", "not"})
COUNTED = re.compile(r"\b(?:number|total|tally|amount) of (?:\w+ )?$")
SHARED_ACT = re.compile(r" (?:and|or) [\w ]{0,20}\b(?:strikes?|attacks?|fire|shelling)\b")
CALIBRE = re.compile(r"\b\d{2,3}(?: |-)?(?:mm|millimetre|millimeter) $")
DEFINES = re.compile(r"\s*(?:,|is|are|was|were)\s+(?:a|an|the|one of)\s[^.;!?\n]{0,60}")


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    text: str
    large: bool  # a list of losses: three counted things or more, one of them in the hundreds


def find_equipment(
    document: Document, mentions: Mentions, places: Sequence[PlaceReading], catalog: Catalog, language: str = "en"
) -> tuple[EquipmentReading, ...]:
    """The weapons and platforms that a document names, once for each wording, in text order."""
    words = load_equipment_words(language)
    text = document.text
    spans = mentions.sentences or mentions.paragraphs or (Span(0, max(1, len(text))),)
    starts = [span.start for span in spans]
    found = with_ships(catalog.equipment.find(text), text, words.ships)
    sure = {match.model.id for match in found if not match.doubtful and not match.model.generic}
    kinds = {match.model.kind for match in found if match.model.id in sure}
    readings: list[EquipmentReading] = []
    seen: set[str] = set()
    taken = -1
    for position, match in enumerate(found):
        if match.span.start < taken or document.is_boilerplate(match.span):
            continue
        sentence = _sentence(spans[max(0, bisect_right(starts, match.span.start) - 1)], text)
        neighbours = found[max(0, position - 1) : position] + found[position + 1 : position + 2]
        meant = _means_weapon(match, text, sentence, neighbours, sure, words)
        if not meant and not _in_company(match, found, text, sentence, words):
            continue
        if match.head and _told_before(match, found[:position], text, kinds):
            continue
        span = _noun_phrase(match, text, words)
        taken = span.end
        wording = re.sub(r"\W+", " ", span.of(text)).lower().removesuffix("s")
        if wording in seen:
            continue
        seen.add(wording)
        offset = span.start - sentence.span.start
        readings.append(
            EquipmentReading(
                Slot(match.model.reference(), span.of(text), span),
                operator=operator_of(sentence.text, sentence.span.start, offset, match.model, places, catalog, words),
                outcome=outcome_of(sentence.text, offset, offset + len(span), match.model.kind, words),
                generic=match.model.generic,
            )
        )
    return tuple(readings)


def _sentence(span: Span, text: str) -> _Sentence:
    words = span.of(text)
    counts = [_value(count) for count in COUNTED_THING.findall(words)]
    return _Sentence(span, words, len(counts) >= 3 and max(counts) >= LARGE)


def _means_weapon(
    match: EquipmentMatch,
    text: str,
    sentence: _Sentence,
    neighbours: Sequence[EquipmentMatch],
    sure: set[str],
    words: EquipmentWords,
) -> bool:
    if match.model.generic and match.head:
        return _kind_counts(match, text, sentence, words)
    if not match.doubtful or match.model.id in sure:
        return not _part_of_name(match, text)
    after, before = _word_after(text, match.span.end), _words_before(text, match.span.start, 2)
    if _head_next(match, text, words):
        return True
    if before and before[-1].lower() in words.leads:
        return True
    if NUMBER.search(text[max(0, match.span.start - 30) : match.span.start]) and after not in {
        "percent",
        "per",
        "years",
    }:
        return match.span.of(text)[-1] in "s0123456789" or after in {"", "and", "to", "from", "for"}
    return any(_beside(match, other, text) for other in neighbours if not (other.doubtful or other.head))


def _kind_counts(match: EquipmentMatch, text: str, sentence: _Sentence, words: EquipmentWords) -> bool:
    """True for a kind of weapon that is no other thing ("think tank"), no loss count and, if weak, in action."""
    head = match.head.rsplit(" ", 1)[-1]
    before = [word.lower() for word in _words_before(text, match.span.start, 2)]
    after = _word_after(text, match.span.end)
    if before and before[-1] in words.not_before.get(match.head, words.not_before.get(head, frozenset())):
        return False
    if before and before[-1] in INFINITIVE and match.span.of(text).lower() == head:
        return False
    if before and text[match.span.start - 1] == "-":
        return False
    if after in words.not_after.get(match.head, frozenset()) or after in words.not_after.get(head, frozenset()):
        return False
    singular = (
        match.span.of(text).lower() == match.head.lower()
    )  # "missile and drone strikes", but "bombs and mortar fire"
    if _capitalised_name(match, text, sentence) or (singular and SHARED_ACT.match(text, match.span.end)):
        return False
    if COUNTED.search(text[max(0, match.span.start - 40) : match.span.start]):
        return False
    number = COUNT.search(text[max(sentence.span.start, match.span.start - 40) : match.span.start])
    if number and (sentence.large or _value(number[1]) >= LARGE):
        return False
    if not match.doubtful or _calibre(match, text):
        return True
    low, high = match.span.start - sentence.span.start, match.span.end - sentence.span.start
    near = WORD.findall(sentence.text[max(0, low - 60) : low]) + WORD.findall(sentence.text[high : high + 60])
    return any(word.lower() in words.acts for word in near)


def _calibre(match: EquipmentMatch, text: str) -> bool:
    """True for "122mm rockets", "a 30-mm cannon": a weapon whatever happens in the sentence."""
    return CALIBRE.search(text, max(0, match.span.start - 12), match.span.start) is not None


def _capitalised_name(match: EquipmentMatch, text: str, sentence: _Sentence) -> bool:
    """True where a kind is written as a name in running prose: "the Prohibition of Chemical Weapons"."""
    found = match.span.of(text)
    opens = not any(char.isalnum() for char in text[sentence.span.start : match.span.start])
    last = re.split(r"[ -]", found)[-1]
    if not last[0].isupper() or last.removesuffix("s").isupper() or opens:
        return False
    before = _words_before(text, match.span.start, 2)
    if len(before) == 2 and before[1] in {"of", "for"} and before[0][0].isupper():
        return True
    others = [word for word in WORD.findall(sentence.text) if len(word) > 3]
    return sum(word[0].islower() for word in others) > 0.5 * len(others) and text[match.span.start - 1] == " "


def _told_before(match: EquipmentMatch, before: Sequence[EquipmentMatch], text: str, kinds: set[str]) -> bool:
    """True where the words only speak of a model that the text names: "the Iskander is a ballistic missile system", and
    bare missiles in a text that says which missiles."""
    if match.doubtful and match.model.kind in MISSILES:
        return bool(kinds & MISSILES) and not _calibre(match, text)
    named = next((other for other in reversed(before) if not other.head and not other.doubtful), None)
    return named is not None and bool(DEFINES.fullmatch(text[named.span.end : match.span.start]))


def _value(number: str) -> float:
    digits = re.sub(r"[ ,.]", "", number)
    return float(digits) if digits else 0.0


def _part_of_name(match: EquipmentMatch, text: str) -> bool:
    """True where a capitalised word right before makes the name a person's or a firm's."""
    before = _words_before(text, match.span.start, 1)
    gap = text[match.span.start - 1 : match.span.start]
    return bool(before) and gap == " " and before[-1].lower() in {"mr", "mrs", "ms", "dr"}


def _in_company(
    match: EquipmentMatch, found: Sequence[EquipmentMatch], text: str, sentence: _Sentence, words: EquipmentWords
) -> bool:
    """True for a doubtful name ("a Reaper") inside a sentence that names a certain model too."""
    if match.head or match.span.start == sentence.span.start:
        return False
    others = (other for other in found if other is not match and not other.head and sentence.span.contains(other.span))
    return any(not other.doubtful or _head_next(other, text, words) for other in others)


def _head_next(match: EquipmentMatch, text: str, words: EquipmentWords) -> bool:
    after = _word_after(text, match.span.end)
    return after in words.heads or (after in words.modifiers and _head_follows(text, match.span.end, words))


def _beside(match: EquipmentMatch, other: EquipmentMatch, text: str) -> bool:
    """True if two names stand next to each other in a list."""
    first, second = sorted((match.span, other.span))
    between = text[first.end : second.start]
    return len(between) < 40 and LISTED.fullmatch(between) is not None


def _noun_phrase(match: EquipmentMatch, text: str, words: EquipmentWords) -> Span:
    """The span with the nouns that follow: "Yars" → "Yars mobile missile systems"."""
    end = position = match.span.end
    if match.head and _word_after(text, end) not in words.heads:
        return match.span
    for _ in range(6):
        following = re.compile(r"[ \u00a0]([^\W\d_]+(?:-[^\W\d_]+)*)").match(text, position)
        if following is None:
            break
        word = following[1].lower()
        position = following.end()
        if word in words.heads:
            end = position
        elif word not in words.modifiers:
            break
    return Span(match.span.start, end)


def _head_follows(text: str, start: int, words: EquipmentWords) -> bool:
    following = [word.lower() for word in WORD.findall(text[start : start + 60])[:4]]
    return any(word in words.heads for word in following)


def _word_after(text: str, end: int) -> str:
    following = re.compile(r"[ \u00a0-]([^\W_]+(?:-[^\W_]+)*)").match(text, end)
    return following[1].lower() if following else ""


def _words_before(text: str, start: int, count: int) -> list[str]:
    line = text[max(0, start - 60) : start].rsplit("\n", 1)[-1]
    return WORD.findall(line)[-count:]
