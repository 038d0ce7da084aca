"""Regular forms of English verbs and nouns, for lexicons that list lemmas."""

from __future__ import annotations

__all__ = ["noun_forms", "verb_forms"]

_VOWELS = "aeiou"


def verb_forms(lemma: str) -> tuple[str, ...]:
    """The regular forms of a verb: lemma, -s, -ed, -ing. A particle stays behind it ("rule out" → "ruled out")."""
    head, _, particle = lemma.partition(" ")
    tail = f" {particle}" if particle else ""
    if head.endswith("e"):
        past, gerund = f"{head}d", f"{head[:-1]}ing"
    elif head.endswith("y") and head[-2:-1] not in _VOWELS:
        past, gerund = f"{head[:-1]}ied", f"{head}ing"
    else:
        past, gerund = f"{head}ed", f"{head}ing"
    return tuple(form + tail for form in (head, _third(head), past, gerund))


def noun_forms(lemma: str) -> tuple[str, ...]:
    """Singular and regular plural of a noun."""
    return lemma, _third(lemma)


def _third(word: str) -> str:
    """The word with -s, spelt as English spells it."""
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}es"
    return f"{word}s"
