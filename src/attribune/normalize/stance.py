"""The stance of a source towards what it says: by its reporting words, then by what the content commits it to.

Order: a cue by which the source withholds has no stance. Then phrases ("ruled out", "held … responsible"), frames,
the last verb of the cue that does more than assert, its nouns. Only a source that merely says something is judged by
the content: "said it will send" promises, "said the reports were false" denies; and by who it is: analysts who say
something assess.
"""

from __future__ import annotations

import re

from attribune.catalog.cues import CueLexicon
from attribune.catalog.stances import StanceRules, load_stances
from attribune.model import Attribution

__all__ = ["stance_of"]

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
# "still calls a “special military operation”" gives a name; "called the strike “madness”" judges.
# So does "called it “a crime”".
_NAMES = re.compile(r"(?:(?:it |this |that )?(?:an? |the |its |his |their ))?[“\"‘«„']|an?\s", re.IGNORECASE)
_CALLS_TO = re.compile(r"(?:[\w’'-]+ ){1,5}to \w", re.IGNORECASE)
_WITHHELD = re.compile(
    r"\b(?:not|never|no (?:comment|mention|word|answer|details?)|declin\w+|refus\w+|neither"
    r"|silent|silence|unwilling)\b|n[’']t\b"
)
# Circumstances of saying: "insisted in a call", "said during an appeal".
_CIRCUMSTANCE = re.compile(
    r"(?:\s\w+)?\s(?:in|on|during|at|after|via|through|over|by) (?:a|an|the|his|her|its|their|\w+[’']s)\s"
)
_DETERMINERS = frozenset("a an the his her its their own daily evening".split())
_THAT = re.compile(r"^that\s+", re.IGNORECASE)
_SHOWN = 90


def stance_of(attribution: Attribution, text: str, cues: CueLexicon, language: str = "en") -> str | None:
    """The stance slug of an attribution; None where the source withholds.

    Without a reporting word (a bare quotation, a caption) the source asserts, unless the content shows another stance.
    """
    rules = load_stances(language)
    cue = attribution.cue.of(text).lower() if attribution.cue is not None else ""
    source = attribution.source.of(text) if attribution.source is not None else ""
    content = " ".join(span.of(text) for span in attribution.content)
    if any(phrase in cue for phrase in cues.withholds):
        return None
    stance = _by_phrase(cue, content, rules) if cue else None
    if stance is None:
        stance = _by_words(cue, content, cues)
        plain = stance in {"asserts", "assesses", "confirms"}
        if plain and (_WITHHELD.search(cue) or (cue and rules.nobody.search(source))):
            return None
    elif stance == "withholds":
        return None
    if stance != "asserts":
        return stance
    return _by_content(content, rules) or ("assesses" if cue and rules.judges.search(source) else "asserts")


def _by_phrase(cue: str, content: str, rules: StanceRules) -> str | None:
    """The stance that a phrase of the cue, with the first words of the content, shows."""
    words = f"{cue} {content[:_SHOWN]}"
    return next(
        (
            stance
            for stance, rule in rules.phrases
            if (match := rule.search(words)) is not None and match.start() < len(cue)
        ),
        None,
    )


def _by_content(content: str, rules: StanceRules) -> str | None:
    """The stance that the content of a plain "said" shows."""
    words = _THAT.sub("", content)
    return next((stance for stance, rule in rules.content if rule.match(words)), None)


def _by_words(cue: str, content: str, cues: CueLexicon) -> str:
    """The stance by the reporting words alone: frames, then the last verb that does more than assert, then nouns."""
    for frame in cues.frames:
        if cue.startswith(frame):
            return cues.stance[frame]
    words = _WORD.findall(cue)
    following = (_WORD.findall(content) or [""])[0]
    found: list[str] = []
    for index, word in enumerate(words):
        lemma = cues.verbs.get(word) or cues.weak_verbs.get(word)
        if lemma is None or (index and _is_noun_after(words[index - 1])):
            continue
        after = words[index + 1] if index + 1 < len(words) else following.lower()
        found.append(_of_verb(lemma, after, content, cues))
        if _CIRCUMSTANCE.match(cue.split(word, 1)[1]):
            break
    found += [cues.stance[word] for word in words if word in cues.adverbs]
    if not found or (set(found) == {"asserts"} and len(found) == len(words)):
        found += [cues.stance[cues.nouns[word]] for word in words if word in cues.nouns]
    marked = [stance for stance in found if stance != "asserts"]
    return marked[-1] if marked else "asserts"


def _is_noun_after(word: str) -> bool:
    """True for a word that makes a noun of what follows: "in a call", "the press", "his own account"."""
    return word in _DETERMINERS or word.endswith(("’s", "'s"))


def _of_verb(lemma: str, after: str, content: str, cues: CueLexicon) -> str:
    """The stance of a reporting verb before the word `after`."""
    by_particle = cues.particles.get(lemma, {}).get(after)
    if by_particle is not None:
        return by_particle
    if lemma == "call":
        return _called(content)
    if lemma == "ask":  # one asks a government for something, residents to do something
        return "demands" if content.lstrip('“"‘ ')[:1].isupper() else "urges"
    return cues.stance[lemma]


def _called(content: str) -> str:
    """ "Called X “madness”" judges, "called “X”" names, "called on X to", and in translations "called X to", urges."""
    if _NAMES.match(content):
        return "asserts"
    return "urges" if _CALLS_TO.match(content) else "assesses"
