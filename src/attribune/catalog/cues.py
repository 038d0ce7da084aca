"""Reporting words: which verbs, nouns and frames carry a speech act, and the stance they commit their source to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from attribune.catalog.inflect import noun_forms, verb_forms
from attribune.catalog.lexicon import load_language

__all__ = ["CueLexicon", "load_cues"]


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """Forms (lower case) → lemma or stance. `withholds` are phrases by which a source neither confirms nor denies."""

    verbs: Mapping[str, str]  # form → lemma
    weak_verbs: Mapping[str, str]  # form → lemma; they report only beside a source and a content
    nouns: Mapping[str, str]  # form → lemma
    stance: Mapping[str, str]  # lemma (verb or noun), frame or adverb → stance
    particles: Mapping[str, Mapping[str, str]]
    frames: tuple[str, ...]
    adverbs: frozenset[str]
    withholds: tuple[str, ...]


@cache
def load_cues(language: str = "en") -> CueLexicon:
    """The reporting words of a language."""
    lexicon = load_language(language)["cues"]
    stance: dict[str, str] = {}
    verbs: dict[str, str] = {}
    weak: dict[str, str] = {}
    nouns: dict[str, str] = {}
    for forms, name in ((verbs, "verbs"), (weak, "weak_verbs")):
        for slug, lemmas in lexicon[name].items():
            for lemma in lemmas:
                stance.setdefault(lemma, slug)
                for form in (lemma, *lexicon["irregular"].get(lemma, verb_forms(lemma))):
                    forms.setdefault(form, lemma)
    for slug, lemmas in lexicon["nouns"].items():
        for lemma in lemmas:
            stance.setdefault(lemma, slug)
            for form in noun_forms(lemma):
                nouns.setdefault(form, lemma)
    for group in ("frames", "adverbs"):
        for slug, words in lexicon[group].items():
            stance.update(dict.fromkeys(words, slug))
    return CueLexicon(
        verbs=verbs,
        weak_verbs=weak,
        nouns=nouns,
        stance=stance,
        particles=lexicon["particles"],
        frames=tuple(word for words in lexicon["frames"].values() for word in words),
        adverbs=frozenset(word for words in lexicon["adverbs"].values() for word in words),
        withholds=tuple(lexicon["withholds"]),
    )
