"""Attributions that say nothing: a bare name that a speech verb happened to take, and what an outlet tells of its own
checks ("the BBC has not been able to confirm the figures"). "Thanked the allies" says nothing, "condemned" does.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from attribune.catalog import Catalog
from attribune.catalog.inflect import verb_forms
from attribune.catalog.lexicon import load_language
from attribune.catalog.party import Form
from attribune.model import Attribution, Document, Mentions, Span, Spans
from attribune.normalize.lexica import SpeakerWords, load_speaker_words

__all__ = ["sifted"]

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_SMALL = frozenset(
    "the a an his her its their this that these those of and to in for with on at by from each other as us".split()
)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_LONGEST = 6
_NAMES = frozenset(
    {Form.NAME, Form.SHORT, Form.METONYM, Form.COUNTRY, Form.COMPOSED, Form.TITLE, Form.ADJECTIVE, Form.PEOPLE}
)


def sifted(document: Document, mentions: Mentions, catalog: Catalog) -> Mentions:
    """The mentions without attributions whose whole content is somebody's name or an outlet's own check."""
    language = document.language or "en"
    names = Spans(match.span for match in catalog.parties.find(document.text) if match.form in _NAMES)
    words, judging = load_speaker_words(language), _judging(language)
    kept = tuple(
        one
        for one in mentions.attributions
        if not _only_names(document.text, one, names, words, judging)
        and not _own_check(document.text, one, mentions, catalog)
    )
    return mentions if len(kept) == len(mentions.attributions) else replace(mentions, attributions=kept)


@cache
def _judging(language: str) -> frozenset[str]:
    """The words of a cue that say something of whoever is named behind it."""
    lexicon = load_language(language)["frames"]
    return frozenset(form for lemma in lexicon["judging"] for form in verb_forms(lemma)) | frozenset(
        lexicon["judgement"]
    )


def _only_names(
    text: str, attribution: Attribution, names: Spans, words: SpeakerWords, judging: frozenset[str]
) -> bool:
    """True if no word of the content is more than a name, a title or a small word; quoted words say something."""
    if attribution.cue is None or len(attribution.content) > 1:
        return False
    if judging & {word.lower() for word in _WORD.findall(attribution.cue.of(text))}:
        return False
    content = attribution.content[0]
    found = [(match.start() + content.start, match.end() + content.start) for match in _WORD.finditer(content.of(text))]
    if not found or len(found) > _LONGEST or text[content.start] in "“\"‘'«„":
        return False
    said = [
        (start, end)
        for start, end in found
        if text[start:end].lower() not in _SMALL | words.titles | words.person and not names.holds(Span(start, end))
    ]
    return names.touches(content) and not said


def _own_check(text: str, attribution: Attribution, mentions: Mentions, catalog: Catalog) -> bool:
    """True if an outlet says that it could not, or could, verify something: a word on verification, no statement."""
    source, cue = attribution.source, attribution.cue
    if source is None or cue is None or not any(one.span.overlaps(cue) for one in mentions.verifications):
        return False
    name = _ARTICLE.sub("", source.of(text))
    return name.lower() == "we" or any(catalog.outlets.lookup(each) is not None for each in (name, source.of(text)))
