"""Where an event happened: the place of its clause, else of what the text told before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from attribune.model import EventReading, Reference, Span, Statement
from attribune.normalize.event_condition import PREPOSITIONS, Candidate
from attribune.normalize.event_scene import Line, Named
from attribune.normalize.event_target import AT_TARGET

__all__ = ["SETTLED", "Setting", "inherited_place", "place_of", "word_before"]

SETTLED = frozenset({"settlement", "region", "site", "area"})
OPENING = 25
REACHED = frozenset({"movement", "territory_change", "siege"})
BEFORE = 12  # sentences of a paragraph that are looked through for a place
PARAGRAPHS = 1  # how far back: news has a paragraph a sentence
OFTEN = 3  # namings that make a place the one a text is about
# What happens somewhere: told without its place, it happened where the text was before.
LOCAL = frozenset(
    "armed_clash strike shelling interception remote_explosive siege military_death civilian_death property_destruction"
    " looting territory_change capture_prisoners mass_grave_discovery exhumation evacuation_call protest riot arrest"
    " accident crash".split()
)
NOT_WHERE = frozenset({"by", "with", "without", "about"})  # "territory controlled by Kyiv"
EDGES = frozenset("that which who whom while after before because although but following amid saying adding".split())
SKIPPED = frozenset(
    "the a an eastern western northern southern central north-eastern north-western south-eastern south-western"
    " northeastern northwestern southeastern southwestern neighbouring neighboring nearby occupied city town village"
    " port".split()
)
AWAY = frozenset({"interception", "strike", "shelling"})  # "a missile fired from Yemen": it did not come down there


def place_of(candidate: Candidate, line: Line, target: Reference | None) -> Reference | None:
    """Where it happened: the target if that is a place, else the place after the trigger, else the one before it."""
    if target is not None and target.lat is not None and candidate.type in AT_TARGET:
        return target
    places = [
        one
        for one in line.named
        if one.label == "place" and one.reference is not None and _within(one, candidate, line)
    ]
    if candidate.verbal and candidate.type in REACHED:
        reached = [one for one in places if 0 < one.span.start - candidate.span.end <= 5 and one.label == "place"]
        if reached and reached[0].reference is not None and reached[0].reference.kind != "country":
            return reached[0].reference  # "entered Kupiansk in Ukraine"
    if candidate.type in AWAY:
        places = [one for one in places if word_before(line, one.span) not in {"from", "toward", "towards"}]
    moved = candidate.type == "movement"  # "deployed soldiers to Congo"
    local = [
        one for one in places if _is_located(one, line) or (moved and word_before(line, one.span) in {"to", "into"})
    ]
    speaking = [one.span for one in line.named if one.label == "body" and one.match is not None]
    free = [one for one in places if not any(one.span.overlaps(span) for span in speaking)]
    for chosen in (local, free):
        after = [one for one in chosen if one.span.start >= candidate.span.end]
        before = [one for one in chosen if one.span.end <= candidate.span.start]
        nearest = [*after[:1], *before[-1:]]
        finer = [one for one in nearest if one.reference is None or one.reference.kind != "country"]
        if finer or (nearest and chosen is local):
            return (finer or nearest)[0].reference
    return None


@dataclass(frozen=True, slots=True)
class Setting:
    """The sentences and statements of a document, and the place that it is about, if it is about one."""

    lines: Sequence[Line]
    statements: Sequence[Statement]
    about: Reference | None

    @classmethod
    def of(cls, lines: Sequence[Line], statements: Sequence[Statement]) -> Setting:
        """The setting of a document."""
        return cls(lines, statements, _subject_place(lines))


def inherited_place(event: EventReading, at: int, setting: Setting) -> Reference | None:
    """The place of an event told without one: its local source's, else the one told last before in its paragraph.

    `at` is the number of its sentence. Where neither tells, it is the place that the text is about.
    """
    if event.type not in LOCAL:
        return None
    source = None if event.statement is None else setting.statements[event.statement].source
    if source is not None:
        office = [one for one in _settled(setting.lines[at]) if source.contains(one.span)]
        if office:
            return office[0].reference
    for line in reversed(setting.lines[max(0, at - BEFORE) : at]):
        if line.paragraph < setting.lines[at].paragraph - PARAGRAPHS:
            break
        local = [one for one in _settled(line) if _is_located(one, line)]
        if local:
            return local[-1].reference
    return setting.about


def _subject_place(lines: Sequence[Line]) -> Reference | None:
    """The place that the text is about: named clearly more often than any other; None where there is none."""
    counts = Counter(one.reference for line in lines for one in _settled(line) if one.reference is not None)
    (first, most), (_, next_most) = [*counts.most_common(2), (None, 0), (None, 0)][:2]
    return first if most >= OFTEN and most > next_most else None


def _settled(line: Line) -> list[Named]:
    """The places of a line that are no countries, and no metonyms of a party."""
    spoken = [one.span for one in line.named if one.label == "body"]
    return [
        one
        for one in line.named
        if one.label == "place"
        and one.reference is not None
        and one.reference.kind in SETTLED
        and not any(one.span.overlaps(span) and one.span.end == span.end for span in spoken)
    ]


def _is_located(named: Named, line: Line) -> bool:
    """True if the words put something there: "in Kherson", "to Kyiv", but not "according to Moscow"."""
    governor = word_before(line, named.span)
    if governor == "to":
        return not any(one.label == "body" and one.span.overlaps(named.span) for one in line.named)
    return governor in PREPOSITIONS - NOT_WHERE | {"region"}


def _within(named: Named, candidate: Candidate, line: Line) -> bool:
    """True if the place stands in the trigger's clause, or opens the sentence ("In Kherson, …")."""
    start, end = sorted((named.span, candidate.span))
    if not any(token.word in EDGES for token in line.tokens if start.end <= token.span.start < end.start):
        return True
    return named.span.end <= candidate.span.start and named.span.start - line.span.start <= OPENING


def word_before(line: Line, span: Span) -> str:
    """The word before a span, articles and adjectives of place left out."""
    word = ""
    for token in line.tokens:
        if token.span.start >= span.start:
            break
        if token.word not in SKIPPED:
            word = token.word
    return word
