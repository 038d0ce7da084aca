"""From role spans to attributions: which cue introduces which content, and who is its source.

Invariant: every content span that comes in is in exactly one attribution that goes out. A pronoun that is a cue's whole
object is content too, if the tagger has left it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from attribune.extract.decode import RoleSpan
from attribune.model import Attribution, Span

SENTENCE_END = re.compile(r"[.!?…][\"”’'»)\]]*\s+(?=[\"“‘'«(\[]?[A-Z0-9])")
# A full stop after one capital, a title or an abbreviation ends no sentence.
ABBREVIATION = re.compile(r"(?:\b(?:[A-Z]|Mr|Ms|Mrs|Dr|Sen|Rep|Gov|Gen|Col|Lt|Maj|Capt|St|Jr|vs|U\.S|U\.N))$")
PARTED = re.compile(r"\s*[:–—-]\s*")
# What begins like this hangs on a cue before it ("said in a statement that …, adding that …").
SUBORDINATE = re.compile(r"(?:that|to|whether|of|for|as|how|why|against)\b")
INVERTED = re.compile(r"\W*(?:(?:by|from|of|to)\s+)?")
# A relative pronoun speaks in its own clause only: "Cruz, who opposed the war, said".
RELATIVE = re.compile(r"(?:who|which|that|whose \w+)", re.IGNORECASE)
# A pronoun that ends the clause of its cue is what the cue is about: "The minister denied it."
BARE_OBJECT = re.compile(r"\s+(it|this|that|them|these|those)(?=\s*(?:[.,;:!?)]|$)|\s+(?:and|but|on|in)\b)")
SENTENCE_COST = 150.0
RELATIVE_COST = 100.0
CLOSED = re.compile(r'[.!?…][”"»]\s+$')
MARKED = re.compile('[“”"«»„‘]')
NEXT_TO = 12
BACKWARD_COST = 60.0
# A sentence seldom says whose the sentences before it are: “… gone.” He added that shops were shut.
LATER_COST = 100.0
CUE_COST = 40.0
SOURCE_COST = 40.0
FAR = 40


@dataclass(slots=True)
class _Frame:
    """A cue and what has been given to it so far."""

    cue: RoleSpan
    source: RoleSpan | None = None
    content: list[RoleSpan] = field(default_factory=list)


def link(paragraph: str, roles: Sequence[RoleSpan]) -> list[Attribution]:
    """Return the attributions of a paragraph, in order of their content.

    Content that no cue introduces is kept: with the source that only a colon or a dash parts it from
    (“Kyiv: Drones hit port”), else without one. Whose it then is, the paragraphs before it say.
    """
    layout = _Layout(paragraph, roles)
    frames = [_Frame(cue) for cue in layout.cues]
    loose: list[RoleSpan] = []
    for content in layout.contents:
        frame = min(frames, key=lambda f: layout.content_cost(content, f.cue), default=None)
        if frame is None:
            loose.append(content)
        else:
            frame.content.append(content)
    for frame in frames:
        strays = layout.strays(frame)
        loose += strays
        frame.content = [one for one in frame.content if one not in strays]
        if frame.content:
            frame.source = layout.source_of(frame.cue)
    made = [_attribution(f.source, f.cue, f.content) for f in frames if f.content]
    made += [_attribution(layout.beside(content), None, [content]) for content in loose]
    return sorted(made, key=lambda a: a.content)


@dataclass(slots=True)
class _Layout:
    """The spans of a paragraph by role, and how far apart they stand."""

    paragraph: str
    roles: Sequence[RoleSpan]
    cues: list[RoleSpan] = field(init=False)
    sources: list[RoleSpan] = field(init=False)
    contents: list[RoleSpan] = field(init=False)
    ends: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.ends = list(_sentence_ends(self.paragraph)) if len(self.roles) > 1 else []
        self.cues = [span for span in self.roles if span.role == "cue"]
        self.sources = [span for span in self.roles if span.role == "source"]
        self.contents = [part for span in self.roles if span.role == "content" for part in self._parts(span)]
        self.contents += list(self._bare_objects())

    def _parts(self, content: RoleSpan) -> list[RoleSpan]:
        """Return a content cut behind a closed quotation, if a cue in the sentence after says the rest."""
        for end in self.ends:
            if content.start < end < content.end and CLOSED.search(self.paragraph, content.start, end):
                until = next((one for one in self.ends if one > end), len(self.paragraph))
                if end < content.end <= until and any(content.end <= cue.start < until for cue in self.cues):
                    first = RoleSpan(content.start, len(self.paragraph[:end].rstrip()), content.role)
                    return [first, RoleSpan(end, content.end, content.role)]
        return [content]

    def _bare_objects(self) -> Iterator[RoleSpan]:
        """Yield the pronoun after each cue that nothing else is made of."""
        for cue in self.cues:
            found = BARE_OBJECT.match(self.paragraph, cue.end)
            if found and not any(one.start < found.end(1) and found.start(1) < one.end for one in self.roles):
                yield RoleSpan(*found.span(1), "content")

    def content_cost(self, content: RoleSpan, cue: RoleSpan) -> float:
        """Return how unlikely it is that the cue introduces the content."""
        cost = self._distance(content, cue) + CUE_COST * self._between(self.cues, content, cue)
        if cue.start > content.start and SUBORDINATE.match(self.paragraph, content.start, content.end):
            cost += BACKWARD_COST
        if cue.start > content.start and self._sentences(content, cue):
            cost += LATER_COST
        return cost

    def strays(self, frame: _Frame) -> list[RoleSpan]:
        """Return unquoted content of sentences before the cue's, where the cue has content in its own."""
        own = [one for one in frame.content if self._sentences(one, frame.cue) == 0]
        return [
            one
            for one in frame.content
            if own
            and one.end <= frame.cue.start
            and self._sentences(one, frame.cue)
            and not MARKED.search(self.paragraph, one.start, one.end)
        ]

    def source_of(self, cue: RoleSpan) -> RoleSpan | None:
        """Return the likeliest source of a cue, or None if none stands near."""
        near = [s for s in self.sources if self._sentences(s, cue) == 0 or _gap(s, cue) < FAR]
        near = [s for s in near if s.start < cue.start or self._follows(cue, s)]
        return min(near, key=lambda s: self._source_cost(s, cue), default=None)

    def _follows(self, cue: RoleSpan, source: RoleSpan) -> bool:
        """True if a source after the cue can be its source: “said the mayor”, not “… fears. The mayor said”."""
        if INVERTED.fullmatch(self.paragraph, cue.end, source.start):
            return True
        return not any(other is not cue and 0 <= other.start - source.end <= NEXT_TO for other in self.cues)

    def beside(self, content: RoleSpan) -> RoleSpan | None:
        """Return the source that only a colon or a dash parts from the content, or None."""
        for source in self.sources:
            first, second = sorted((source, content))
            if PARTED.fullmatch(self.paragraph, first.end, second.start):
                return source
        return None

    def _source_cost(self, source: RoleSpan, cue: RoleSpan) -> float:
        between = self._between(self.cues, source, cue)
        cost = self._distance(source, cue) + SOURCE_COST * between
        if between and RELATIVE.fullmatch(self.paragraph, source.start, source.end):
            cost += RELATIVE_COST
        return cost

    def _distance(self, one: RoleSpan, other: RoleSpan) -> float:
        return _gap(one, other) + SENTENCE_COST * self._sentences(one, other)

    def _sentences(self, one: RoleSpan, other: RoleSpan) -> int:
        first, second = sorted((one, other))
        return sum(first.end <= end <= second.start for end in self.ends)

    @staticmethod
    def _between(spans: Sequence[RoleSpan], one: RoleSpan, other: RoleSpan) -> int:
        first, second = sorted((one, other))
        return sum(first.end <= span.start and span.end <= second.start for span in spans)


def _sentence_ends(paragraph: str) -> Iterator[int]:
    """Yield where the next sentence begins, after each that ends inside the paragraph."""
    for match in SENTENCE_END.finditer(paragraph):
        start = match.start()
        if paragraph[start] != "." or not ABBREVIATION.search(paragraph, max(0, start - 6), start):
            yield match.end()


def _gap(one: RoleSpan, other: RoleSpan) -> int:
    first, second = sorted((one, other))
    return max(0, second.start - first.end)


def _attribution(source: RoleSpan | None, cue: RoleSpan | None, content: Sequence[RoleSpan]) -> Attribution:
    return Attribution(
        source=None if source is None else Span(source.start, source.end),
        cue=None if cue is None else Span(cue.start, cue.end),
        content=tuple(Span(piece.start, piece.end) for piece in sorted(content)),
    )
