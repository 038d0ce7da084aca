"""Names as they are compared: words with offsets, and one key for the spellings of a word that mean the same name.

Invariant: a key never depends on anything but the word itself, so keys made when the catalogue is compiled and keys
made from a text years later agree.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

__all__ = ["Word", "is_variant_safe", "key_of", "keys_of", "words_of"]

APOSTROPHES = "'’‘ʼ`´ʹʻ′"
WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s$", re.IGNORECASE)

# Romanisations of Ukrainian, Russian and Arabic that newsrooms mix: Zelensky, Zelenskyy and Zelenskiy; Lugansk and
# Luhansk; Ouchakov and Ushakov; Houthi and Huthi. Applied in this order, and only to words long enough to stay apart.
VARIANTS = (
    ("ou", "u"),
    ("kh", "h"),
    ("tch", "sh"),
    ("ch", "sh"),
    ("x", "ks"),
    ("w", "v"),
    ("j", "i"),
    ("y", "i"),
    ("g", "h"),
    ("ie", "e"),
)
SHORTEST_VARIANT = 5
SPELLINGS = {
    "defense": "defence",
    "defenses": "defences",
    "center": "centre",
    "labor": "labour",
    "organization": "organisation",
    "organizations": "organisations",
}
DOUBLED = re.compile(r"([sz]h|.)\1+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: half-open offsets (a possessive ending is left out), the surface, and its key."""

    start: int
    end: int
    surface: str
    key: str
    possessive: bool = False


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order. A hyphen parts words; an apostrophe inside a word does not ("Sana'a")."""
    found = []
    for match in WORD.finditer(text):
        surface = match.group()
        ending = POSSESSIVE.search(surface) if surface[-1] in "sSſ" else None
        if ending is not None:
            surface = surface[: ending.start()]
        found.append(Word(match.start(), match.start() + len(surface), surface, key_of(surface), ending is not None))
    return tuple(found)


def keys_of(name: str) -> tuple[str, ...]:
    """The keys of a name's words, articles left out: what two spellings of one name have in common."""
    return tuple(word.key for word in words_of(name) if word.key != "the")


@lru_cache(maxsize=32768)
def key_of(word: str) -> str:
    """One word without case, diacritics, apostrophes and full stops, its romanisation made one."""
    folded = unicodedata.normalize("NFKD", word.casefold())  # case first: "ᾳ" is "ΑΙ" in capitals
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    if not plain.isascii():
        plain = anyascii(plain)
    plain = "".join(char for char in plain.casefold() if char.isalnum())
    if plain in SPELLINGS:
        return SPELLINGS[plain]
    if not is_variant_safe(plain):
        return plain
    for variant, chosen in VARIANTS:
        plain = plain.replace(variant, chosen)
    return DOUBLED.sub(r"\1", plain)


def is_variant_safe(plain: str) -> bool:
    """True where folding romanisations cannot merge short, unrelated words ("Chad" and "shad")."""
    return len(plain) >= SHORTEST_VARIANT and plain.isalpha()
