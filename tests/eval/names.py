"""Whether two names stand for the same: for scoring only, where spelling must not decide."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["plain_words", "same_name", "same_party", "same_words"]

LIMIT = 0.6
EQUIPMENT_LIMIT = 0.5

# Phrases that mean the same, longest first; the second is what is compared.
SYNONYMS = {
    "united states of america": "usa", "united states": "usa", "american": "usa", "us": "usa",
    "united kingdom": "britain", "great britain": "britain", "british": "britain", "uk": "britain",
    "russian federation": "russia", "russian": "russia", "ukrainian": "ukraine", "israeli": "israel",
    "european union": "eu", "united nations": "un", "north atlantic treaty organization": "nato",
    "north atlantic treaty organisation": "nato", "defense": "defence", "mod": "ministry defence",
    "defence ministry": "ministry defence", "health ministry": "ministry health", "oblast": "region",
    "province": "region", "governorate": "region", "kiev": "kyiv", "turkiye": "turkey", "centcom": "central command",
    "idf": "israel defence forces", "rsf": "rapid support forces", "saf": "sudanese armed forces",
    "sudanese": "sudan", "french": "france", "german": "germany", "polish": "poland", "rwandan": "rwanda",
    "congolese": "congo", "yemeni": "yemen", "danish": "denmark",
}  # fmt: skip
SYNONYM = re.compile(r"\b(?:" + "|".join(sorted(SYNONYMS, key=len, reverse=True)) + r")\b")
EMPTY_WORDS = frozenset("the of a an and for in unnamed unspecified unidentified anonymous".split())
COUNTRIES = frozenset(
    "russia ukraine usa britain france germany poland israel turkey denmark rwanda congo yemen sudan iran".split()
)
# Spellings of romanised Russian and Ukrainian, made one: Zelensky = Zelenskyy, Lugansk = Luhansk.
FOLDED = (("kh", "h"), ("g", "h"), ("iy", "i"), ("yi", "i"), ("y", "i"), ("j", "i"), ("ie", "e"), ("w", "v"))
PARTIES = {
    "RU": "Russia", "UA": "Ukraine", "US": "United States", "GB": "Britain", "FR": "France", "DE": "Germany",
    "PL": "Poland", "IL": "Israel", "PS": "Palestine", "SD": "Sudan", "YE": "Yemen", "EU": "EU", "UN": "UN",
    "NATO": "NATO", "CD": "Congo", "RW": "Rwanda", "DK": "Denmark", "SY": "Syria", "TR": "Turkey", "LB": "Lebanon",
}  # fmt: skip


def plain_words(name: str) -> list[str]:
    """Lower-case words without diacritics and punctuation."""
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return re.findall(r"\w+", re.sub(r"['’ʼ]s\b|['’ʼ.]", "", text))


def same_words(a: str, b: str) -> bool:
    """True if the two are equal but for case, diacritics, punctuation and white space."""
    return plain_words(a) == plain_words(b)


@cache
def _key(name: str) -> frozenset[str]:
    words = SYNONYM.sub(lambda m: SYNONYMS[m.group()], " ".join(plain_words(name))).split()
    return frozenset(w if w in COUNTRIES else _folded(w) for w in words if w not in EMPTY_WORDS)


def _folded(word: str) -> str:
    if any(c.isdigit() for c in word):
        return word
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    for old, new in FOLDED:
        word = word.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", word)


def same_name(a: str | None, b: str | None, limit: float = LIMIT) -> bool:
    """True if the names share most words; None equals None only; different countries' bodies never are the same."""
    if a is None or b is None:
        return a is b
    left, right = _key(a), _key(b)
    if left & COUNTRIES and right & COUNTRIES and not left & right & COUNTRIES:
        return False
    return bool(left & right) and len(left & right) >= limit * len(left | right)


def same_party(gold: str | None, predicted: str | None) -> bool:
    """True if the prediction is the gold's code or name, or the name of the party that the code stands for."""
    if gold is None or predicted is None:
        return gold is predicted
    return gold == predicted or same_name(PARTIES.get(gold, gold), PARTIES.get(predicted, predicted))
