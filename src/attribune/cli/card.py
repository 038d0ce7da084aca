"""The claim card: a claim with its words in colour, and everything that is known about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from attribune.cli.output import number
from attribune.model import Check, Claim, Document, Quantity, Reference, Span, TimeInterval
from attribune.store import StoredClaim, Words

__all__ = ["Card", "draw", "stated"]

_STYLES = {
    "content": "on grey23",
    "source": "bold cyan",
    "cue": "bold magenta",
    "hedge": "bold yellow",
    "quantity": "bold green",
}
_AROUND = 240  # characters of context kept on either side of the claim's words, to the nearest end of a sentence
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+")


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that a claim card shows."""

    stored: StoredClaim
    document: Document
    words: tuple[Words, ...]
    check: Check | None
    history: tuple[StoredClaim, ...]


def draw(card: Card, *, colour: bool) -> RenderableType:
    """The card. Without colours the roles of the words stand in its lines instead."""
    claim = card.stored.claim
    legend = (_legend(), Text()) if colour else ()
    body = Group(_passage(card), Text(), *legend, _facts(card))
    return Panel(body, title=f"{claim.id} · {claim.kind.value}", title_align="left", border_style="dim", expand=True)


def stated(quantity: Quantity) -> str:
    """A quantity as it was stated: "about 30,850", "at least 20", "10 to 20"."""
    unit = f" {quantity.unit}" if quantity.unit is not None else ""
    words = {
        "exact": number(quantity.best),
        "about": f"about {number(quantity.best if quantity.best is not None else quantity.low)}",
        "at_least": f"at least {number(quantity.low)}",
        "more_than": f"more than {number(quantity.low)}",
        "up_to": f"up to {number(quantity.high)}",
        "fewer_than": f"fewer than {number(quantity.high)}",
        "range": f"{number(quantity.low)} to {number(quantity.high)}",
    }
    return words[quantity.qualifier.value] + unit


def _passage(card: Card) -> Text:
    """The sentences around the claim, its words styled by role; roles that lie inside others win."""
    text = card.document.text
    extent = Span.cover(words.span for words in card.words)
    start, end = _bounds(text, extent)
    passage = Text(text[start:end])
    for role, style in _STYLES.items():
        for words in card.words:
            if words.role == role:
                passage.stylize(style, words.span.start - start, words.span.end - start)
    return passage


def _bounds(text: str, extent: Span) -> tuple[int, int]:
    """The passage to show: whole sentences, no more of the paragraphs than is near."""
    start = text.rfind("\n", 0, extent.start) + 1
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, extent.start)]
    if extent.start - start > _AROUND:
        start = next((end for end in ends if extent.start - end <= _AROUND), ends[-1] if ends else start)
    newline = text.find("\n", extent.end)
    end = newline if newline >= 0 else len(text)
    stop = _SENTENCE_END.search(text, max(extent.end - 1, 0), end)
    return start, stop.end() if stop is not None else end


def _legend() -> Text:
    return Text("  ").join(Text(role, style=style) for role, style in _STYLES.items())


def _facts(card: Card) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in _lines(card):
        grid.add_row(name, value)
    return grid


def _lines(card: Card) -> Iterator[tuple[str, str]]:
    claim, document = card.stored.claim, card.document
    yield "claimant", _party(claim.claimant) or "nobody is named"
    yield "passed on", " → ".join(_chain(claim, document))
    yield "put as", _put(claim)
    yield "the outlet says", claim.verification.value
    for role in ("source", "cue", "hedge"):
        found = [words.text for words in card.words if words.role == role]
        if found:
            yield f"{role} words", "; ".join(f"“{_one_line(words)}”" for words in found)
    yield from _meaning(claim)
    if card.check is not None:
        copies = ", ".join(f"{copy.copy} {number(copy.value) or 'none'}" for copy in card.check.records)
        yield (
            "record",
            f"{card.check.verdict.value.replace('_', ' ')}: {copies or 'none imported'} ({card.check.reason})",
        )
    yield "document", f"{document.title or document.source or document.id} ({document.id})"
    if document.source is not None:
        yield "read from", document.source
    if claim.published is not None:
        yield "published", claim.published
    yield "recorded", "; ".join(_recorded(card.history))


def _meaning(claim: Claim) -> Iterator[tuple[str, str]]:
    if claim.quantity is not None:
        total = {True: "running total", False: "increment", None: ""}[claim.cumulative]
        parts = (stated(claim.quantity.value), claim.category, claim.subject and f"of {claim.subject}", total)
        yield "figure", ", ".join(part for part in parts if part)
    if claim.period is not None:
        yield "period", _interval(claim.period)
    if claim.event_type is not None:
        yield "event", claim.event_type
    for name, reference in (("actor", claim.actor), ("target", claim.target), ("place", claim.place)):
        if reference is not None:
            yield name, _party(reference)
    if claim.time is not None:
        yield "time", _interval(claim.time)
    if claim.equipment:
        yield "equipment", ", ".join(reference.name for reference in claim.equipment)


def _chain(claim: Claim, document: Document) -> list[str]:
    """Who passed it on, from the claimant to the outlet."""
    names = [claim.claimant.name if claim.claimant is not None else "?", *(relay.name for relay in claim.relay)]
    names.append(document.outlet or "this report")
    return [name for at, name in enumerate(names) if at == 0 or name != names[at - 1]]


def _put(claim: Claim) -> str:
    status = claim.status.value.replace("_", " ")
    return status if claim.stance is None else f"{claim.stance} ({status})"


def _party(reference: Reference | None) -> str:
    if reference is None:
        return ""
    return f"{reference.name} ({reference.country})" if reference.country is not None else reference.name


def _interval(interval: TimeInterval) -> str:
    start = interval.start.isoformat() if interval.start is not None else "…"
    end = interval.end.isoformat() if interval.end is not None else "…"
    days = start if start == end else f"{start} to {end}"
    at = f" at {interval.at}" if interval.at is not None else ""
    return f"{days}{at} ({interval.basis.value.replace('_', ' ')})"


def _recorded(history: Sequence[StoredClaim]) -> Iterator[str]:
    for version in history:
        until = f" to {version.recorded_to}" if version.recorded_to is not None else ""
        yield f"{version.recorded_from}{until}"


def _one_line(words: str) -> str:
    return " ".join(words.split())
