"""What somebody makes of a claim just reported: "…, a claim Moscow rejects", "…, an allegation denied by the army".

Such words are one more attribution of the same content, and no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from attribune.catalog.cues import load_cues
from attribune.catalog.lexicon import load_language
from attribune.model import Attribution, Span

__all__ = ["with_appositives"]

_SOURCE = r"(?P<source>(?:[\w’'.-]+\s+){0,6}?[\w’'-]+)"
_MOST = 4  # characters between the end of a content and the comma behind it
_STANCES = ("denies", "confirms", "questions")


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The active and the passive wording."""
    lexicon, words = load_cues(language), load_language(language)["frames"]
    noun = rf"(?:,\s*|\s+[–—-]+\s*)(?:an?|the|one|both|all)\s+(?:\w+\s+)?(?:{'|'.join(words['claim_nouns'])})s?\s+"
    forms = [
        form for form, lemma in lexicon.verbs.items() if lexicon.stance[lemma] in _STANCES or lemma in words["taken_up"]
    ]
    verbs = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    auxiliary = r"(?:(?:has|have|had|did|does|do|would|could)\s+(?:not\s+)?)?(?:\w+ly\s+|always\s+|also\s+)?"
    end = r"(?=[,.;:]|\s+(?:as|in|on|and|but|when|who|which)\b|$)"
    active = rf"{noun}(?:that\s+|which\s+)?{_SOURCE}\s+(?P<cue>{auxiliary}(?:{verbs})){end}"
    passive = rf"{noun}(?P<cue>(?:{verbs})\s+by)\s+{_SOURCE}{end}"
    return re.compile(active), re.compile(passive)


def with_appositives(
    text: str, lines: Sequence[Span], found: Sequence[Attribution], language: str = "en"
) -> list[Attribution]:
    """The attributions with those of appositives; the content that one was taken into ends before it."""
    made = list(found)
    for line in lines:
        for pattern in _patterns(language):
            match = pattern.search(text, line.start, line.end)
            if match is None:
                continue
            before = _before(made, line, match)
            if before is None:
                continue
            cut = _cut(before, match.start())
            taken = Span(match.start(), match.end())
            made = [cut if one is before else one for one in made if one is before or not _inside(one, taken)]
            made.append(Attribution(cut.content, Span(*match.span("source")), Span(*match.span("cue"))))
            break
    return made


def _before(found: Sequence[Attribution], line: Span, match: re.Match[str]) -> Attribution | None:
    """The attribution of the sentence whose content ends where the appositive begins, or runs on over it."""
    taken = Span(match.start(), match.end())
    reaching = [one for one in found if _reaches(one, line, taken) and not _inside(one, taken)]
    return max(reaching, key=lambda one: one.content[0].start, default=None)


def _reaches(one: Attribution, line: Span, taken: Span) -> bool:
    if (
        one.cue is None
        or not one.cue.overlaps(line)
        or one.cue.start >= taken.start
        or one.content[0].start >= taken.start
    ):
        return False
    spans = [*one.content, *(span for span in (one.cue, one.source) if span is not None)]
    return max(span.end for span in spans) >= taken.start - _MOST


def _cut(one: Attribution, end: int) -> Attribution:
    content = tuple(Span(piece.start, min(piece.end, end)) for piece in one.content if piece.start < end)
    return replace(one, content=content)


def _inside(one: Attribution, taken: Span) -> bool:
    return one.cue is not None and taken.contains(one.cue)
