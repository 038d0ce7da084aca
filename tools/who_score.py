"""Annotated attributions held against the statements made of a text: what is found, and which fields are right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from attribune.catalog import Catalog
from attribune.catalog.party import Form
from attribune.model import Attribution, Reference, Span, Statement
from tests.eval.checks import halves, touches, visible
from tests.eval.names import same_name
from training.markup import Attributes

__all__ = ["FIELDS", "Context", "Utterance", "claimant_right", "compared", "hedge_hits"]

FIELDS = ("claimant", "source", "cue", "style", "stance", "verification", "relay")
DESCRIPTION = re.compile(
    r"(?:the|its|his|her|their|both|one|some|this)\s+[a-z][\w’' -]*$|(?:he|she|it|they|who|which|its|his)$", re.I
)


@dataclass(frozen=True, slots=True)
class Utterance:
    """One annotated attribution beside the statement made of it; None where it was not found.

    `fields` says which fields of what was found are right; `hedges` are the distancing words of the statement.
    """

    dispatch: str
    text: str
    gold: Attribution
    attributes: Attributes
    found: Statement | None
    inside: bool
    fields: dict[str, bool]
    hedges: tuple[str, ...]

    @property
    def right(self) -> bool:
        """True if it was found with its claimant."""
        return self.fields.get("claimant", False)


@dataclass(frozen=True, slots=True)
class Context:
    """A dispatch with what its names are looked up in."""

    text: str
    catalog: Catalog
    day: date | None


def compared(
    name: str,
    text: str,
    gold: Sequence[tuple[Attribution, Attributes]],
    statements: Sequence[Statement],
    lines: Sequence[Span],
    known: tuple[Catalog, date | None],
) -> list[Utterance]:
    """Each annotated attribution beside its statement; `known` are the catalogue and the day of the dispatch."""
    context = Context(text, *known)
    pairs = _pairs(text, [one for one, _ in gold], statements)
    made = []
    for index, (one, attributes) in enumerate(gold):
        found = statements[pairs[index]] if index in pairs else None
        fields = _fields(one, attributes, found, context) if found is not None else {}
        hedges = tuple(span.of(text) for span in found.hedges) if found is not None else ()
        made.append(Utterance(name, text, one, attributes, found, _is_inside(one, lines, text), fields, hedges))
    return made


def hedge_hits(gold: Sequence[str], found: Sequence[str]) -> int:
    """How many of the annotated hedges are found: one of the two holds the other's words."""
    left = list(found)
    hits = 0
    for one in gold:
        words = set(one.lower().split())
        match = next((other for other in left if words <= set(other.lower().split()) or _within(other, words)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return hits


def _within(found: str, gold: set[str]) -> bool:
    return set(found.lower().split()) <= gold


def _pairs(text: str, gold: Sequence[Attribution], statements: Sequence[Statement]) -> dict[int, int]:
    """One-to-one pairs of annotated and found contents that share halves, the larger overlap first."""
    wanted = [visible(text, one.content) for one in gold]
    made = [visible(text, one.content) for one in statements]
    shares = [
        (len(a & b) / len(a | b), _same_source(gold[i], statements[j]), i, j)
        for i, a in enumerate(wanted)
        for j, b in enumerate(made)
        if halves(a, b)
    ]
    pairs: dict[int, int] = {}
    for _, _, i, j in sorted(shares, key=lambda row: (-row[0], not row[1], row[2], row[3])):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _same_source(gold: Attribution, statement: Statement) -> bool:
    return (gold.source, gold.cue) == (statement.source, statement.cue)


def _fields(gold: Attribution, attributes: Attributes, found: Statement, context: Context) -> dict[str, bool]:
    text = context.text
    relays = [one.name for one in found.relay]
    return {
        "claimant": any(claimant_right(name, gold, found.claimant, context) for name in attributes.claimants),
        "source": _same_span(text, gold.source, found.source, least_half=True),
        "cue": _same_span(text, gold.cue, found.cue, least_half=False),
        "style": attributes.style == found.style.value,
        "stance": attributes.stance == found.stance,
        "verification": attributes.verification == found.verification.value,
        "relay": any(_same_carrier(one, other, context.catalog) for one in attributes.relays for other in relays)
        if attributes.relays
        else not relays,
    }


def _same_span(text: str, gold: Span | None, found: Span | None, *, least_half: bool) -> bool:
    if gold is None or found is None:
        return gold is found
    fits = halves if least_half else touches
    return fits(visible(text, [gold]), visible(text, [found]))


def _same_carrier(name: str, other: str, catalog: Catalog) -> bool:
    """True if two names stand for one outlet: "AFP" is "Agence France-Presse"."""
    outlets = [catalog.outlets.lookup(one) for one in (name, other)]
    return same_name(name, other) or (outlets[0] is not None and outlets[0] == outlets[1])


def _is_inside(gold: Attribution, lines: Sequence[Span], text: str) -> bool:
    if gold.source is None or DESCRIPTION.match(gold.source.of(text)):
        return False
    return any(line.overlaps(gold.source) and any(line.overlaps(span) for span in gold.content) for line in lines)


def claimant_right(name: str | None, gold: Attribution, claimant: Reference | None, context: Context) -> bool:
    """True if the claimant is the annotated one, by name, by the catalogue, or unnamed by the words of the text."""
    catalog, day = context.catalog, context.day
    if name is None or claimant is None:
        return name is None and claimant is None
    if same_name(name, claimant.name):
        return True
    if _is_bare_country(gold, claimant, context):
        return True
    if name.startswith("unnamed") or "(" in name or name[:1].islower():
        plain = re.sub(r"\(.*\)", "", name)
        source = gold.source.of(context.text) if gold.source is not None else ""
        if same_name(plain, claimant.name) or same_name(source, claimant.name):
            return True
        return claimant.id is None and _head(plain) in re.findall(r"[\w’'-]+", claimant.name.lower())
    known = {party.id for on in (day, None) for party in catalog.parties.lookup(name, on)}
    outlet = catalog.outlets.lookup(name)
    known |= {outlet.id} if outlet is not None else set()
    meant = {party.id for party in catalog.parties.lookup(claimant.name, day)} | {claimant.id}
    return bool(known & (meant - {None}))


def _is_bare_country(gold: Attribution, claimant: Reference, context: Context) -> bool:
    """True if the text has only a country or capital, and the claimant is that country's own voice.

    "Moscow said": which ministry spoke is the annotator's guess, and the country no error (`also_accept` of the gold).
    """
    if gold.source is None or claimant.id is None:
        return False
    words = gold.source.of(context.text)
    whole = [match for match in context.catalog.parties.find(words) if len(match.span) >= len(words) - len("the ")]
    if not whole or whole[0].form not in {Form.COUNTRY, Form.METONYM}:
        return False
    parties = [context.catalog.parties.get(one) for one in whole[0].ids]
    voices = [context.catalog.parties.voice(one.country) for one in parties if one is not None and one.country]
    return claimant.id in {one.id for one in (*parties, *voices) if one is not None}


def _head(name: str) -> str:
    """The noun by which somebody unnamed is called: "operator" of "unnamed plant operator at the station"."""
    return re.split(r"\s(?:of|in|at|from|with|close|for|to)\s", name.strip())[0].split()[-1].lower()
