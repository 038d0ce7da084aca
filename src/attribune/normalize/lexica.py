"""The word lists that speakers are recognised by, compiled from `resources/lang/<code>/speakers.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from attribune.catalog.lexicon import load_language
from attribune.normalize.given_name import GivenNames, load_given_names

__all__ = ["SpeakerWords", "load_speaker_words", "singular"]

_PLURAL = re.compile(r"(?:(ss)|(ie)s|([sxz]|[cs]h)es|(men)|s)$")


@dataclass(frozen=True)
class SpeakerWords:
    """Word lists, lower case and singular where they are nouns."""

    person_pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    neuter_pronouns: frozenset[str]
    relative_pronouns: frozenset[str]
    first_person: frozenset[str]
    gender: Mapping[str, str]
    person: frozenset[str]
    institution: frozenset[str]
    media: frozenset[str]
    document: frozenset[str]
    unnamed: frozenset[str]
    mouthpiece: frozenset[str]
    titles: frozenset[str]
    called: Mapping[str, frozenset[str]]  # kind of party or id → nouns
    kin: Mapping[str, frozenset[str]]
    abbreviations: Mapping[str, str]
    usual: Mapping[str, str]
    only: Mapping[str, frozenset[str]]
    listed_only: frozenset[str]
    lacking: Mapping[str, frozenset[str]]
    said_of: Mapping[str, frozenset[str]]  # name of an office or ministry → the only countries that have it under that
    never_said_of: Mapping[str, frozenset[str]]  # … → the countries whose are never called so
    ruled: frozenset[str]  # regions under a government of their own
    portfolios: frozenset[str]  # what ministers are ministers of
    seats: Mapping[str, str]  # capital of a region that governs itself → the region
    bodies: Mapping[str, frozenset[str]]  # word of a body's name → what the body is called
    kinds: frozenset[str]  # nouns that introduce a body by name
    styles: Mapping[str, frozenset[str]]  # "kingdom" → the countries called so
    stands_for: Mapping[str, Mapping[str, str]]
    revered: Mapping[str, frozenset[str]]  # what stands in front of a single name → what its bearer is called
    posts: frozenset[str]  # nouns for whoever holds a post in a body
    facilities: frozenset[str]  # places that people work at
    articled: frozenset[str]  # nouns that a body's name ends in behind "the"
    ranks: frozenset[str]  # titles that only people have
    lay: frozenset[str]
    nationals: frozenset[str]
    public: frozenset[str]  # nouns that whoever holds an office may be called besides
    callings: frozenset[str]  # what people are by trade or post: nobody is two of them at once
    somebody: frozenset[str]  # nouns for a person that say nothing of what they are
    doing: Mapping[str, tuple[str, ...]]  # what somebody does → what they are called
    noun_gender: Mapping[str, str]
    openers: frozenset[str]  # words that open a sentence and are no part of the name behind them
    given: GivenNames
    relay_passive: re.Pattern[str]
    relay_told: frozenset[str]
    relay_citing: re.Pattern[str]

    @cached_property
    def compounds(self) -> frozenset[str]:
        """Nouns of two words."""
        nouns = self.institution | self.mouthpiece | self.person | frozenset().union(*self.called.values())
        return frozenset(noun for noun in nouns if " " in noun)

    @property
    def pronouns(self) -> frozenset[str]:
        """Every pronoun that can stand for a speaker."""
        return (
            self.person_pronouns
            | self.plural_pronouns
            | self.neuter_pronouns
            | self.relative_pronouns
            | self.first_person
        )


@lru_cache(maxsize=16384)
def singular(noun: str) -> str:
    """The singular of a regular English noun, lower case; other words as they are."""
    word = noun.lower()
    match = _PLURAL.search(word)
    if match is None or match[1] or len(word) < 4 or word in {"forces", "troops", "news", "series"}:
        return word
    if match[2]:
        return word[:-3] + "y"
    if word.endswith("ses") and not word.endswith("sses") and word not in {"buses", "gases", "viruses"}:
        return word[:-1]  # houses, bases, corpses
    if match[3]:
        return word[:-2]
    if match[4]:
        return word[:-3] + "man"
    return word[:-1]


def _lacking(lexicon: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """What each country does not have: its own line, and the offices that no country of its kind has."""
    lacking = {code: set(names) for code, names in lexicon["lacking"].items()}
    for office, codes in lexicon["without"].items():
        for code in codes:
            lacking.setdefault(code, set()).add(office)
    return {code: frozenset(names) for code, names in lacking.items()}


@cache
def load_speaker_words(language: str = "en") -> SpeakerWords:
    """The speaker words of a language."""
    lexicon = load_language(language)["speakers"]
    pronouns, relay = lexicon["pronouns"], lexicon["relay"]

    def nouns(name: str) -> frozenset[str]:
        return frozenset(singular(word) for word in lexicon[name])

    def phrases(name: str) -> re.Pattern[str]:
        longest = sorted(relay[name], key=len, reverse=True)
        return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b", re.IGNORECASE)

    return SpeakerWords(
        person_pronouns=frozenset(pronouns["person"]),
        plural_pronouns=frozenset(pronouns["plural"]),
        neuter_pronouns=frozenset(pronouns["neuter"]),
        relative_pronouns=frozenset(pronouns["relative"]),
        first_person=frozenset(pronouns["first"]),
        gender=pronouns["gender"],
        person=nouns("person") | nouns("callings"),
        institution=nouns("institution"),
        media=nouns("media"),
        document=nouns("document"),
        unnamed=nouns("unnamed"),
        mouthpiece=nouns("mouthpiece"),
        titles=frozenset(lexicon["titles"]),
        called={
            name: frozenset(nouns_)
            for table in (lexicon["called"], lexicon["called_party"])
            for name, nouns_ in table.items()
        },
        kin={noun: frozenset(others) for noun, others in lexicon["kin"].items()},
        abbreviations=lexicon["abbreviations"],
        usual=lexicon["usual"],
        only={name: frozenset(codes) for name, codes in lexicon["only"].items()},
        listed_only=frozenset(lexicon["listed_only"]),
        lacking=_lacking(lexicon),
        said_of={name: frozenset(codes) for name, codes in lexicon["said_of"].items()},
        never_said_of={name: frozenset(codes) for name, codes in lexicon["never_said_of"].items()},
        ruled=frozenset(lexicon["ruled"]),
        portfolios=frozenset(lexicon["portfolios"]),
        seats=lexicon["seats"],
        bodies={word: frozenset(nouns_) for word, nouns_ in lexicon["bodies"].items()},
        kinds=frozenset(lexicon["kinds"]),
        styles={noun: frozenset(codes) for noun, codes in lexicon["styles"].items()},
        stands_for=lexicon["stands_for"],
        lay=frozenset(lexicon["lay"]) | nouns("callings"),
        doing={verb: tuple(nouns_) for verb, nouns_ in lexicon["doing"].items()},
        noun_gender={noun: gender for gender, nouns_ in lexicon["noun_gender"].items() for noun in nouns_},
        openers=frozenset(lexicon["openers"]),
        given=load_given_names(language),
        nationals=frozenset(lexicon["nationals"]),
        public=nouns("public"),
        callings=nouns("trades"),
        somebody=nouns("somebody"),
        revered={title: frozenset(nouns_) for title, nouns_ in lexicon["revered"].items()},
        articled=frozenset(lexicon["articled"]),
        posts=frozenset(lexicon["posts"]),
        facilities=frozenset(lexicon["facilities"]),
        ranks=frozenset(lexicon["ranks"]),
        relay_passive=phrases("passive"),
        relay_told=frozenset(relay["told"]),
        relay_citing=phrases("citing"),
    )
