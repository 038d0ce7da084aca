"""Scores the event types printed for short notes labelled with one ACLED sub-event each: `snippets.yaml`.

A snippet is found if any event is printed, right if one of them has a type that stands for its sub-event. Precision is
over the distinct types of a snippet: whoever prints every type finds everything and is right about nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from attribune.model import Document
from attribune.pipeline import Stages
from tests.eval.report import reading_of

SNIPPETS = Path(__file__).parent / "snippets.yaml"
HALVES = ("develop", "held_out")
TAKEN = frozenset({"territory_change"})
PROTESTS = frozenset({"protest"})
DEVICES = frozenset({"remote_explosive"})
# The types that stand for a sub-event, by VOCABULARY: more than one where our types are finer than ACLED's.
ACCEPTED = {
    "Armed clash": frozenset({"armed_clash"}),
    "Government regains territory": TAKEN,
    "Non-state actor overtakes territory": TAKEN,
    "Non-violent transfer of territory": TAKEN,
    "Air/drone strike": frozenset({"strike"}),
    "Shelling/artillery/missile attack": frozenset({"shelling", "strike"}),
    "Remote explosive/landmine/IED": DEVICES,
    "Grenade": DEVICES,
    "Suicide bomb": DEVICES,
    "Chemical weapon": frozenset({"strike", "shelling"}),
    "Attack": frozenset({"civilian_death"}),
    "Abduction/forced disappearance": frozenset({"capture_prisoners"}),
    "Sexual violence": frozenset({"civilian_death"}),
    "Peaceful protest": PROTESTS,
    "Protest with intervention": PROTESTS,
    "Excessive force against protesters": PROTESTS,
    "Violent demonstration": frozenset({"riot"}),
    "Mob violence": frozenset({"riot"}),
    "Looting/property destruction": frozenset({"looting", "property_destruction", "seizure"}),
    "Arrests": frozenset({"arrest"}),
    "Agreement": frozenset({"agreement", "negotiation"}),
    "Change to group/activity": frozenset(
        {"appointment", "legislation", "vote", "capture_prisoners", "agreement", "movement", "other"}
    ),
    "Headquarters or base established": frozenset({"fortification"}),
    "Disrupted weapons use": frozenset({"interception", "seizure", "arrest"}),
    "Other": frozenset(
        {"other", "crash", "accident", "mass_grave_discovery", "exhumation", "meeting", "evacuation_call", "movement"}
    ),
}


@dataclass(frozen=True, slots=True)
class Snippet:
    """A note, its sub-event, and the half that it belongs to."""

    text: str
    sub_event: str
    half: str


@dataclass(frozen=True, slots=True)
class Score:
    """How many snippets there are, how many have an event, how many the right one; and of the types printed."""

    snippets: int
    found: int
    right: int
    printed: int
    printed_right: int

    @property
    def recall(self) -> float:
        """The share of all snippets with the right type."""
        return self.right / self.snippets if self.snippets else 0.0

    @property
    def precision(self) -> float:
        """The share of the printed types that are right."""
        return self.printed_right / self.printed if self.printed else 0.0


def load_snippets() -> list[Snippet]:
    """All snippets; KeyError for a sub-event that nothing stands for."""
    data = yaml.safe_load(SNIPPETS.read_text(encoding="utf-8"))
    return [
        Snippet(text, sub_event, half)
        for half in HALVES
        for sub_event, texts in data[half].items()
        for text in texts
        if ACCEPTED[sub_event]
    ]


def types_of(snippets: Sequence[Snippet], stages: Stages) -> Iterator[tuple[Snippet, frozenset[str]]]:
    """Each snippet with the distinct event types that the whole pipeline prints for it."""
    for number, snippet in enumerate(snippets):
        document = Document(id=f"snippet-{number}", text=snippet.text, sha256="", language="en")
        yield snippet, frozenset(event.type for event in reading_of(document, stages).events)


def score_of(typed: Sequence[tuple[Snippet, frozenset[str]]]) -> Score:
    """The score of some snippets."""
    right = [bool(types & ACCEPTED[snippet.sub_event]) for snippet, types in typed]
    return Score(
        snippets=len(typed),
        found=sum(bool(types) for _, types in typed),
        right=sum(right),
        printed=sum(len(types) for _, types in typed),
        printed_right=sum(len(types & ACCEPTED[snippet.sub_event]) for snippet, types in typed),
    )
