"""Names of people that the catalogue does not hold: "Chechen leader Ramzan Kadyrov", "Maj. Anna Kovalenko"."""

from __future__ import annotations

import re

from attribune.model import Span
from attribune.normalize.lexica import SpeakerWords, singular

__all__ = ["person_names"]

_PART = r"[A-ZÀ-ÖØ-ÞŁŚŻČŠŽĐİĞŞ][\w’'ʼ]*(?:-[\w’'ʼ]+)*"
_LINK = r"(?:al-|el-|bin |ibn |abu |van |von |de |del |della |da |dos |di |ould |ben |el |al )"
_NAME = re.compile(rf"(?<!\w)(?:(?:{_PART}|[A-Z]\.)\s+)*{_LINK}*{_PART}(?:\s+{_LINK}*(?:{_PART}|[A-Z]\.(?=\s)))*")
_TAILS = frozenset("in office general designate elect at large chief".split())  # "chairman-in-office"
_NO_NAME = frozenset(
    "the a an and of in on at for to from by with he she it they his her their but as if when after before while"
    " monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december one two three four five six seven eight nine ten several some many"
    " western eastern northern southern central".split()
)


def person_names(text: str, span: Span, words: SpeakerWords, taken: tuple[Span, ...] = ()) -> tuple[Span, ...]:
    """The spans in `span` that read as names of people: two or more capitalised words without titles, not in `taken`.

    A name counts where a title or comma stands before it, or where it is all that is left of the phrase.
    """
    found = []
    for match in _NAME.finditer(text, span.start, span.end):
        name = _without_titles(text, match.start(), match.end(), words, taken)
        # A surname may be a place too ("Security Minister Mahamadou Sana"): only what begins the name takes it.
        if name is None or not _is_full(name.of(text)) or any(_begins(one, name) for one in taken):
            continue
        if _reads_as_person(text, span, name, words, taken):
            found.append(name)
    return tuple(found)


def _begins(taken: Span, name: Span) -> bool:
    """True if something known stands where the name begins, or is most of it."""
    return taken.overlaps(name) and (taken.start <= name.start or len(taken) * 2 > len(name))


def _reads_as_person(text: str, span: Span, name: Span, words: SpeakerWords, taken: tuple[Span, ...]) -> bool:
    """True where what stands around the capitalised words is what stands around a person's name."""
    before = text[span.start : name.start].rstrip()
    after = re.match(r"\s([a-z]+)", text[name.end : span.end])
    if after is not None and singular(after[1]) in words.person | words.institution | words.unnamed | words.document:
        return False  # "Western officials", "Lloyd's committee"
    if not before or before.endswith((",", ":", "–", "—", "(")):
        return True
    last = re.split(r"\s+", before)[-1].strip(".").lower()
    if last in words.titles | words.person | {"mp", "by"}:
        return True
    if any(one.end == len(before) + span.start for one in taken):
        return True
    beside = last == "and" and any(one.end == len(before) - len(" and") + span.start for one in taken)
    if beside and words.given.knows(name.of(text).split()[0]):
        return True  # "Sadyr Japarov and Emomali Rahmon"
    titled = any(word.lower() in words.person for word in re.findall(r"[\w’'-]+", before))
    return titled and name.end >= span.end and last not in {"of", "in", "at", "for", "from", "the", "near", "and"}


def _without_titles(text: str, start: int, end: int, words: SpeakerWords, taken: tuple[Span, ...]) -> Span | None:
    """The match without leading titles, articles and words that belong to a party ("Ukrainian President X Y")."""
    runs = list(re.finditer(r"[\w’'ʼ-]+", text[start:end]))
    titles = [index for index, word in enumerate(runs) if word.group().lower() in words.titles]
    if titles and 0 < titles[-1] < len(runs) - 2:  # "Security Minister Mahamadou Sana"
        start += runs[titles[-1] + 1].start()
    while start < end:
        word = re.match(r"[\w’'ʼ.-]+\s*", text[start:end])
        if word is None:
            return None
        surface = word.group().strip()
        lower = surface.strip(".").lower()
        inside = next((one for one in taken if one.start <= start < one.end), None)
        if inside is not None:
            start = inside.end
        elif lower in _NO_NAME or _is_title(lower, words) or lower.endswith(("’s", "'s")):
            start += len(word.group())
        else:
            break
        while start < end and not text[start].isalnum():
            start += 1
    return Span(start, end) if start < end else None


def _is_title(word: str, words: SpeakerWords) -> bool:
    """True for a title of one or of two words: "president", "vice-admiral"."""
    first, *rest = word.split("-")
    titles = words.titles | words.person
    return first in titles and all(part in titles or part in _TAILS for part in rest)


def _is_full(name: str) -> bool:
    """True for a name of two to five words, the last of them longer than an initial."""
    parts = name.split()
    return (
        2 <= len(parts) <= 5
        and len(parts[-1].strip(".")) > 1
        and not any(part.isupper() and len(part) > 3 for part in parts)
    )
