"""What the words beside a name say that its bearer is: "governor X Y", "X Y, 61, a teacher", "X Y, who heads …"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attribune.model import Span
from attribune.normalize.lexica import SpeakerWords, singular

__all__ = ["AGE", "BECAME", "described_as", "person_noun", "roles_beside", "without_compounds"]

AGE = (
    r"(?:aged )?(?:\d{1,3}(?: years old)?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?"
    r"|(?:six|seven|eight|nine)(?:teen)?|eighteen|fourteen|fifteen|ten|eleven|twelve|thirteen)"
)
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_ABBREVIATED = re.compile(r"\b([A-Z][a-z]{1,4}|[A-Z])\.(?=\s)")
_AGED = re.compile(rf"\s*(?:,\s{AGE}|\(\d{{1,3}}\))(?=\s*[,;:.—–-])")
_BESIDE = re.compile(r",\s(?!who\b|whom\b|whose\b|which\b|and\b|but\b)([^,;.:\n—–]+)")
_SPOKE = re.compile(  # who speaks before a name is not its bearer, nor is what follows "X, said an officer"
    r"\s(?:said|says|told|tells|added|adds|warned|warns|claimed|claims|denied|denies|insisted|insists|announced|announces"
    r"|confirmed|confirms|reported|reports|stated|states|argued|argues|replied|replies|asked|asks|accused|accuses"
    r"|named|names|identified|identifies|blamed|blames|met|meets|praised|criticised|criticized|thanked|urged|urges"
    r"|quoted|quotes|cited|called|calls|described|summoned|dismissed|appointed|arrested|shot|killed)(?=\s)"
)
_STOP = re.compile(r"\s(?:of|in|at|from|for|with|who|whose|that|which|on|near|by|to|and|based|working|living)\s")
_DOING = re.compile(r"(?:,?\s(?:who|and))?\s(?:has |had |now |once |also |still |then )*(\w+)\b")
BECAME = re.compile(
    r"\s(?:(?:is|was|serves as|served as|works as|worked as)\s(?:now |then )?(?=an?\s|the\s|its\s|their\s)"
    r"|(?:became|becomes|took over as|was named|was elected|was appointed|was sworn in as)\s)([^,;.:\n—–]+)"
)
_LINKS = frozenset("of for to from with by and than like against about told".split())
_HEAD = 6  # words from the article to the noun
_CIVIL = frozenset("secretary attorney prosecutor director consul governor commissioner solicitor auditor".split())
_SHORTEST = 5  # letters of a noun that may end a compound: "schoolteacher"


def roles_beside(text: str, span: Span, words: SpeakerWords) -> frozenset[str]:
    """The nouns for a person that stand beside the name at `span`."""
    lead = _ABBREVIATED.sub(r"\1", text[max(0, span.start - 70) : span.start])
    before = _WORD.findall(_SPOKE.split(lead.rpartition(".")[2])[-1])[-7:]
    linked = bool(before) and before[-1].lower() in _LINKS  # "the lawyer of X Y" is not X Y
    said = set() if linked else {singular(word) for word in before}
    after = text[span.end : span.end + 140].split("\n", 1)[0]
    aged = _AGED.match(after)
    if aged is not None:
        after = after[aged.end() :]
    beside = _BESIDE.match(after)
    if beside is not None:
        said |= {singular(word) for word in _WORD.findall(_SPOKE.split(f" {beside[1]}")[0])[:8]}
    said |= {words.abbreviations[word] for word in said & words.abbreviations.keys()}
    said |= words.revered.get(before[-1].lower(), frozenset()) if before else frozenset()
    nouns = {noun for noun in (person_noun(word, words) for word in said) if noun is not None} | (said & {"prime"})
    return without_compounds(nouns) | frozenset(_doing(after, words))


def without_compounds(nouns: Iterable[str]) -> frozenset[str]:
    """The nouns for somebody, apart from what is only half of one.

    A secretary general is no general, and nobody calls a prime minister "the minister".
    """
    plain = frozenset(nouns)
    plain = plain - {"general"} if plain & _CIVIL else plain
    return plain - {"minister", "prime"} if "prime" in plain else plain


def described_as(phrase: str, words: SpeakerWords) -> str | None:
    """The noun for a person that heads a phrase: "a retired teacher of mathematics"; None where it heads none."""
    found = _WORD.findall(_STOP.split(f"{phrase} ")[0])[:_HEAD]
    nouns = (person_noun(singular(word), words) for word in found)
    return next((noun for noun in nouns if noun is not None), None)


def person_noun(word: str, words: SpeakerWords) -> str | None:
    """The noun for a person that a word is or ends in: a schoolteacher is a teacher."""
    if word in words.person:
        return word
    endings = (word[start:] for start in range(1, len(word) - _SHORTEST + 1))  # the longest first
    return next((ending for ending in endings if ending in words.lay), None)


def _doing(after: str, words: SpeakerWords) -> Iterator[str]:
    """What somebody is called for what the text says that they do: who "heads" it is its head."""
    doing = _DOING.match(after)
    if doing is not None:
        yield from words.doing.get(doing[1].lower(), ())
    became = BECAME.match(after)
    noun = described_as(became[1], words) if became is not None else None
    if noun is not None:
        yield noun
