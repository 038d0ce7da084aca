"""The stance of a source towards what it says: by its reporting word, then by what the content commits it to."""

from __future__ import annotations

import re

from attribune.catalog.cues import CueLexicon
from attribune.model import Attribution

__all__ = ["stance_of"]

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_LEAD = r"^[\s“”‘’\"'«„]*(?:that\s+)?[\s“”‘’\"'«„]*"
_OWN_FUTURE = re.compile(
    _LEAD + r"(?:(?:he|she|it|they|we|i"
    r"|(?:[\w’'-]+\s){0,4}?(?:forces|troops|army|government|country|ministry|military|side|[A-Z]\w+))\s)(?:also\s|soon\s)?"
    r"(?:will|would|shall|[’']ll|(?:is|are|was|were|am) (?:going|ready|prepared|determined|working)\b"
    r"|intends?|intended|plans?|planned|aims?|vows?|vowed)\b(?! (?:be|have been) \w+(?:ed|en|t)\b)"
)
_EXPECTS = re.compile(
    _LEAD + r"(?:he|she|it|they|we|i)\s(?:expects?|expected|hopes?|hoped|anticipates?|anticipated|foresees?)\b",
    re.IGNORECASE,
)
# "still calls a “special military operation”" gives a name; "called the strike “madness”" judges.
_NAMES = re.compile(r"(?:it |this |that )?(?:an? |the )?[“\"‘«„']|an?\s", re.IGNORECASE)
_WITHHELD = re.compile(
    r"\b(?:not|never|no (?:comment|mention|word|answer|details?)|declin\w+|refus\w+|without|neither"
    r"|silent|silence|unwilling)\b|n[’']t\b"
)
_DENIES = re.compile(
    _LEAD + r"(?:(?:none of|never|not to have|(?:he|she|it|they|we|i|[A-Z]\w+|(?:its|their|his|her|our) \w+) "
    r"(?:had|has|have|did|does|do|was|were|is|are)(?: not|n[’']t| never| nothing))\b)",
    re.IGNORECASE,
)
_INVERTED_FUTURE = re.compile(_LEAD + r"(?:we|i)(?:\s(?:will|shall|are going to|am going to)|[’']ll)\b", re.I)


def stance_of(attribution: Attribution, text: str, cues: CueLexicon) -> str | None:
    """The stance slug of an attribution; None where the source withholds.

    Without a reporting word (a bare quotation, a caption) the source asserts.
    """
    cue = attribution.cue.of(text).lower() if attribution.cue is not None else ""
    if any(phrase in cue for phrase in cues.withholds):
        return None
    content = " ".join(span.of(text) for span in attribution.content)
    stance = _of_cue(cue, content, cues)
    if stance in {"asserts", "assesses", "confirms"} and _WITHHELD.search(cue):
        return None
    if stance == "asserts":
        if _DENIES.search(content):
            return "denies"
        if _EXPECTS.search(content):
            return "predicts"
        if _OWN_FUTURE.search(content) or _INVERTED_FUTURE.search(content):
            return "promises"
    return stance


def _of_cue(cue: str, content: str, cues: CueLexicon) -> str:
    """The stance by the reporting word alone: frames, then the strongest verb, then nouns and adverbs."""
    for frame in cues.frames:
        if cue.startswith(frame):
            return cues.stance[frame]
    words = _WORD.findall(cue)
    following = (_WORD.findall(content.lower()) or [""])[0]
    found: list[str] = []
    for index, word in enumerate(words):
        lemma = cues.verbs.get(word)
        if lemma is None:
            continue
        after = words[index + 1] if index + 1 < len(words) else following
        if lemma == "call" and after not in cues.particles[lemma]:
            found.append("asserts" if _NAMES.match(content) else "assesses")
            continue
        found.append(cues.particles.get(lemma, {}).get(after, cues.stance[lemma]))
    found += [cues.stance[word] for word in words if word in cues.adverbs]
    if not found or set(found) == {"asserts"}:
        found += [cues.stance[cues.nouns[word]] for word in words if word in cues.nouns]
    marked = [stance for stance in found if stance != "asserts"]
    return marked[-1] if marked else "asserts"
