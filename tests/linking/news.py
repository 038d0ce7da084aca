"""Made-up news for tests of links: wires with copies, crowded blocks, boilerplate, denials that point back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from attribune.model import (
    Claim,
    ClaimKind,
    Document,
    DocumentFacts,
    Reading,
    Reference,
    Span,
    Status,
    claim_id,
    document_id,
    text_hash,
)
from attribune.store import Entry
from tests.reconcile.happenings import DEPOT, KYIV, LVIV, OUTSKIRT, RU, UA, figure, happening

__all__ = ["COLOUR", "claims_about", "entries", "revised"]

TOWNS = (KYIV, KYIV, OUTSKIRT, LVIV)
COLOUR = (
    "Rescuers dug through the ruins of the market hall until the lamps went out at dawn.",
    "Residents of the river district carried water up nine floors because the pumps had stopped.",
    "A column of buses left for the west before noon with children and their grandparents.",
    "The railway bridge was closed to all traffic and engineers could not say for how long.",
    "Teachers opened the school cellar and counted more than two hundred people in it.",
    "Nobody in the village had slept and the dogs barked at every car that passed.",
    "The harvest stood unharvested in the fields beyond the mill because of the mines.",
)
ABOUT = "Follow our reporters on all platforms and write to the newsroom at any time of day."


def entries(count: int, seed: int = 1) -> list[Entry]:
    """So many documents with claims, the same for the same seed; five of six are copies of something."""
    chance = random.Random(seed)
    return [entry for number in range((count + 5) // 6) for entry in _family(number, chance)][:count]


def claims_about(document: Document) -> tuple[Claim, ...]:
    """Claims of any text that has the sentence about the denial in it, the same for the same document."""
    number = int(document.id[1:9], 16)
    made = [happening(document.id, 5 * at, by=(UA, RU)[number >> at & 1], on="2023-05-11") for at in range(2)]
    return tuple(_in(document, claim) for claim in (*made, _denial(document)))


def revised(entry: Entry) -> Entry:
    """The same document, understood otherwise: one claim gone, the others turned round."""
    kept = tuple(
        replace(claim, stance="denies" if claim.stance == "asserts" else "asserts") for claim in entry.claims[1:]
    )
    return replace(entry, claims=kept, analysis="made up 2")


def _family(number: int, chance: random.Random) -> Iterator[Entry]:
    """A wire with its copies: whole, and cut with another desk's words."""
    told = chance.sample(COLOUR, 5)
    day, town = 10 + number % 2, chance.choice(TOWNS)
    lead = f"Wire {number}: Kyiv said the depot was hit on day {day}. The ministry in Moscow at once denied it."
    wire = " ".join([lead, *told])
    for at in range(6):
        cut = ". ".join(wire.split(". ")[:4])
        text = wire if at < 3 else f"{cut}. {' '.join(chance.sample(COLOUR, at - 2))}"
        closing = ABOUT if chance.random() < 0.6 else f"Desk {chance.randint(0, 9)} of the evening edition."
        hour = None if chance.random() < 0.1 else f"2023-05-{day}T{chance.randint(0, 23):02}:00:00+00:00"
        yield _entry(f"{text} {closing} {number}.{at}", hour, f"2023-05-{day}", town, chance)


def _entry(text: str, published: str | None, day: str, town: Reference, chance: random.Random) -> Entry:
    document = Document(document_id(text), text, text_hash(text), published=published, language="en")
    claims: list[Claim] = []
    for at in range(2):
        target = DEPOT if chance.random() < 0.5 else None
        by, where = chance.choice((UA, RU)) if at else UA, chance.choice((town, *TOWNS))
        claims.append(happening(document.id, 5 * at, by=by, on=day, place=where, target=target, published=published))
    claims.append(figure(chance.randint(1, 4), document.id, at=30, by=chance.choice((UA, RU)), period=day, place=town))
    claims.append(_denial(document))
    return Entry(document, Reading(DocumentFacts()), tuple(_in(document, claim) for claim in claims), "made up 1")


def _denial(document: Document) -> Claim:
    """“… denied it.” points back to what the other side says before."""
    start = document.text.index("it.")
    span, cue = Span(start, start + 2), Span(start - 7, start - 1)
    made = happening(document.id, by=RU, on=None, place=None, actor=None, event_type="x", status=Status.CLAIMED)
    return replace(
        made,
        id=claim_id(document.id, ClaimKind.STATEMENT, (span,)),
        kind=ClaimKind.STATEMENT,
        spans=(span,),
        cue=cue,
        stance="denies",
        event_type=None,
    )


def _in(document: Document, claim: Claim) -> Claim:
    """The claim with the words that its spans point at, so that the ledger can be verified."""
    words = claim.spans[0].of(document.text)
    quantity = claim.quantity and replace(claim.quantity, text=words)
    return replace(claim, text=words, quantity=quantity)
