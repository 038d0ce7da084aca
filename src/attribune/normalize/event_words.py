"""The words that tell of an event, compiled from `resources/lang/<code>/events.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from attribune.catalog.inflect import verb_forms
from attribune.catalog.lexicon import load_language

__all__ = ["EventWords", "Form", "Row", "Trigger", "load_event_words"]

CONDITIONS = ("object", "toward", "near", "next", "prev", "by")


class Form(StrEnum):
    """Which form of a word a trigger is; PAST is also the participle."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    GERUND = "gerund"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the lexicon: a type, and the conditions under which its words mean it. Empty conditions hold."""

    order: int
    type: str
    wanted: Mapping[str, frozenset[str]]
    barred: Mapping[str, frozenset[str]]
    takes: frozenset[str]
    subject: frozenset[str]
    background: bool = False
    consequence: bool = False
    needs_place: bool = False
    country_acts: bool = False
    planned: str | None = None
    receives: bool = False
    active: bool = False
    passive: bool = False
    defends: bool = False
    assault: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase, lower case, of a row."""

    words: tuple[str, ...]
    form: Form
    row: Row


@dataclass(frozen=True, slots=True)
class EventWords:
    """Triggers by their first word (longest first, then in the order of the rows), word classes, words of status."""

    triggers: Mapping[str, tuple[Trigger, ...]]
    classes: Mapping[str, frozenset[str]]
    acled: Mapping[str, str | None]
    future: frozenset[str]
    hypothetical: frozenset[str]
    generic: frozenset[str]
    negation: frozenset[str]
    suspicion: frozenset[str]
    plotting: frozenset[str]
    habitual: frozenset[str]
    possible: frozenset[str]
    light: frozenset[str]
    clause: frozenset[str]

    @property
    def types(self) -> frozenset[str]:
        """All types that a trigger may have."""
        return frozenset(self.acled)


@cache
def load_event_words(code: str = "en") -> EventWords:
    """The event lexicon of a language; FatalError where there is no pack for it."""
    data = load_language(code)["events"]
    classes = {name: frozenset(words) for name, words in data["classes"].items()}
    table: dict[str, list[Trigger]] = {}
    for order, entry in enumerate(data["triggers"]):
        row = _row(order, entry, classes)
        for trigger in _triggers(row, entry, data["irregular"]):
            table.setdefault(trigger.words[0], []).append(trigger)
    return EventWords(
        triggers={
            word: tuple(sorted(rows, key=lambda trigger: (-len(trigger.words), trigger.row.order)))
            for word, rows in table.items()
        },
        classes=classes,
        acled=data["acled"],
        future=frozenset(data["future"]),
        hypothetical=frozenset(data["hypothetical"]),
        generic=frozenset(data["generic"]),
        negation=frozenset(data["negation"]),
        suspicion=frozenset(data["suspicion"]),
        plotting=frozenset(data["plotting"]),
        habitual=frozenset(data["habitual"]),
        possible=frozenset(data["possible"]),
        light=frozenset(data["light"]),
        clause=frozenset(data["clause"]),
    )


def _row(order: int, entry: Mapping[str, Any], classes: Mapping[str, frozenset[str]]) -> Row:
    wanted = {name: _words(entry[name], classes) for name in CONDITIONS if entry.get(name)}
    barred = {name: _words(entry[f"not_{name}"], classes) for name in CONDITIONS if entry.get(f"not_{name}")}
    return Row(
        order=order,
        type=entry["type"],
        wanted=wanted,
        barred=barred,
        takes=frozenset(entry.get("takes", ())),
        subject=frozenset(entry.get("of", ())),
        background=bool(entry.get("background", False)),
        consequence=bool(entry.get("consequence", False)),
        needs_place=bool(entry.get("needs_place", False)),
        country_acts=entry.get("voice") == "actor",
        planned=entry.get("planned"),
        receives=bool(entry.get("receives", False)),
        active=bool(entry.get("active", False)),
        passive=bool(entry.get("passive", False)),
        defends=bool(entry.get("defends", False)),
        assault=bool(entry.get("assault", False)),
    )


def _words(listed: Iterable[str], classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The words of a condition, "@class" standing for the words of that class."""
    found: set[str] = set()
    for word in listed:
        found |= classes[word[1:]] if word.startswith("@") else {word}
    return frozenset(found)


def _triggers(row: Row, entry: Mapping[str, Any], irregular: Mapping[str, list[str]]) -> Iterator[Trigger]:
    for noun in entry.get("nouns", ()):
        yield Trigger(tuple(noun.split()), Form.NOUN, row)
    for lemma in entry.get("verbs", ()):
        for words, form in _conjugated(lemma, irregular):
            if entry.get("forms") and form not in entry["forms"]:
                continue
            yield Trigger(words, form, row)


def _conjugated(lemma: str, irregular: Mapping[str, list[str]]) -> Iterator[tuple[tuple[str, ...], Form]]:
    """All forms of a verb with its particles."""
    head, *rest = lemma.split()
    tail = tuple(rest)
    yield (head, *tail), Form.BASE
    if head in irregular:
        for form in irregular[head]:
            yield (form, *tail), _form_of(form, head)
        return
    _, third, past, gerund = verb_forms(head)
    yield (third, *tail), Form.THIRD
    yield (past, *tail), Form.PAST
    yield (gerund, *tail), Form.GERUND


def _form_of(form: str, lemma: str) -> Form:
    if form.endswith("ing"):
        return Form.GERUND
    third = form.endswith("s") and form[:2] == lemma[:2]
    return Form.THIRD if third else Form.PAST
