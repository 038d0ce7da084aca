"""What tells a person's name from other capitals: a given name, an age or a calling behind it, no street or unit."""

from __future__ import annotations

import re

from attribune.model import Span
from attribune.normalize.lexica import SpeakerWords, singular
from attribune.normalize.person_role import AGE, BECAME, described_as

__all__ = ["CALLED", "LINK", "PART", "in_name", "is_given", "is_introduced", "is_place", "without_lead"]

_UPPER = "A-ZÀ-ÖØ-ÞŁŚŻČŠŽĐİĞŞ"
_LOWER = "a-zß-öø-ÿąćčđęěğıłńňōőœřśşšūůžż"
_TAIL = rf"(?:-[{_UPPER}]?[\w’'ʼ]+)*"
PART = rf"[{_UPPER}](?:[^\W\d_]|[’'ʼ](?=[^\W\d_])(?!s\b))*[{_LOWER}]{_TAIL}"
LINK = (
    r"(?:[Aa]l-|[Ee]l-|as-|ash-|at-|ul-|bin |ibn |abu |van der |van |von |de la |de |del |della |da |dos |di "
    r"|ould |ben |el |al )"
)
TITLE_TAILS = frozenset("in office general designate elect at large chief".split())
_PLACED = re.compile(r"\b(?:in|at|near|outside|inside|around|across|into|towards?)(?: the| central)? $", re.IGNORECASE)
_AGED = re.compile(rf"(?:,\s{AGE}(?=\s*[,;:.—–-])|\s\(\d{{2}}\))")
_APPOSED = re.compile(
    r",\s((?:an?|the|then an?|now an?|himself an?|herself an?|its|their|his|her|[A-Z][\w’'-]*[’']s?)\s[^,;.:\n—–]+)"
)
_POST = re.compile(r",\s((?:[a-z-]+\s){1,4})(?:of|for|at|in|with)\s")
_WHO = re.compile(
    r",\swho(?:m|se)?\s(?:was|is|had|has|have|lives?|lived|fled|works?|worked|said|runs|ran|lost|asked|gave|did)\b"
)
_KIN = re.compile(
    r",\swhose\s(?:\w+\s)?(?:son|daughter|husband|wife|brother|sister|mother|father|family|house|home|child|children"
    r"|parents|uncle|aunt|cousin|grandson|granddaughter|name)\b"
)
CALLED = re.compile(
    r",?\s(?:called|named|nicknamed|known as|(?:whom )?(?:I|we) (?:shall|will) call"
    r"|(?:whose|with the) call ?-?sign (?:is |was )?"
    r"|who (?:gave|gives) (?:only )?(?:his|her) (?:first )?name (?:only )?as|goes by)"
    rf"\s?[“\"‘']?(?P<name>{PART}(?: {PART})?)"
)
_PLACE = frozenset(
    "street square avenue road bridge river lake mountain mount hill valley airport station port camp hospital school"
    " university college mosque church cathedral stadium theatre hotel market prison barracks base field reservoir dam"
    " district province region oblast governorate county state city town village island peninsula bay sea neighbourhood"
    " neighborhood crossing checkpoint highway park museum palace plant mine foundation institute brigade brigades"
    " battalion regiment division corps hall centre center award prize memorial day line axis direction front".split()
)


def without_lead(text: str, span: Span, words: SpeakerWords) -> Span | None:
    """The name without what only stands before it: "But Inna Karpenko", "President X Y", "In Surin"."""
    parts = [(match.start(), match.group().lower()) for match in re.finditer(r"\S+", span.of(text))]
    titles = [index for index, (_, part) in enumerate(parts[:-1]) if _is_title(part, words)]
    first = titles[-1] + 1 if titles else 0
    while first < len(parts) and parts[first][1] in words.openers:
        first += 1
    return Span(span.start + parts[first][0], span.end) if first < len(parts) else None


def _is_title(part: str, words: SpeakerWords) -> bool:
    """True for a title of one or of two words: "president", "vice-admiral"."""
    first, *rest = part.strip(".").split("-")
    titles = words.titles | words.person
    return first in titles and all(one in titles or one in TITLE_TAILS for one in rest)


def is_given(name: str, words: SpeakerWords) -> bool:
    """True for a full name that begins with a given name, and for a given name alone that is no other word."""
    first, _, rest = name.partition(" ")
    return words.given.knows(first) if rest else words.given.stands_alone(first)


def is_place(text: str, name: Span, words: SpeakerWords) -> bool:
    """True for a street, a hospital or a brigade that bears somebody's name."""
    last = singular(name.of(text).split()[-1].lower())
    after = re.match(r"[ -]([a-z]+)", text[name.end : name.end + 20])
    return last in _PLACE | words.institution or (after is not None and singular(after[1]) in _PLACE)


def is_introduced(text: str, name: Span, words: SpeakerWords) -> bool:
    """True where what stands right behind the name is about a person."""
    if _PLACED.search(text, max(0, name.start - 40), name.start):
        return False
    if _AGED.match(text, name.end) or _KIN.match(text, name.end) or _WHO.match(text, name.end):
        return True
    full = " " in name.of(text)
    became = BECAME.match(text, name.end) if full else None
    if became is not None and described_as(became[1], words) is not None:
        return True
    post = _POST.match(text, name.end) if full else None
    if post is not None and described_as(post[1], words) is not None:
        return True
    apposed = _APPOSED.match(text, name.end)
    if apposed is None or described_as(apposed[1], words) is None:
        return False
    return not apposed[1].startswith("the ") or words.given.knows(name.of(text).split()[0])


def in_name(text: str, span: Span, words: SpeakerWords) -> bool:
    """True for a place that is part of somebody's name: Sofia in "Colonel Sofia Qureshi", Austin in "Lloyd Austin"."""
    after = re.match(rf" (?:{LINK})?{PART}", text[span.end : span.end + 40])
    before = re.search(r"([A-ZÀ-Þ][\w’'-]+)\.? $", text[max(0, span.start - 30) : span.start])
    if after is not None:
        whole = Span(span.start, span.end + after.end())
        titled = before is not None and before[1].lower() in words.ranks
        able = titled or words.given.knows(span.of(text)) or is_introduced(text, whole, words)
        return able and not is_place(text, whole, words)
    return before is not None and words.given.knows(before[1]) and text[span.end : span.end + 1] != "’"
