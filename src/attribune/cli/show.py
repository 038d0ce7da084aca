"""`attribune show`: one claim with everything behind it."""

from __future__ import annotations

import click

from attribune.cli.card import Card, draw
from attribune.cli.check import as_row
from attribune.cli.options import known_on_option, ledger_option, opened
from attribune.cli.output import console, print_json
from attribune.config import Config
from attribune.errors import FatalError
from attribune.export import claim_record
from attribune.model.codec import to_json
from attribune.reconcile import check, index_records
from attribune.store import ClaimFilter, View

__all__ = ["card_of", "show"]


@click.command()
@click.argument("claim_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON.")
@known_on_option
@ledger_option
def show(claim_id: str, as_json: bool, known_on: str | None, config: Config) -> None:
    """Show one claim and everything behind it.

    Its words in colour, who passed it on, what the outlet says of it, what the record says. The ID may be cut short
    as long as it fits one claim.

    \b
    Example:
      attribune show c1f0a9d22b3c4e5f
    """
    with opened(config) as store, store.view(known_on) as view:
        card = card_of(view, claim_id)
        if as_json:
            print_json(_as_json(card))
        else:
            out = console()
            out.print(draw(card, colour=out.is_terminal and not out.no_color))


def card_of(view: View, claim_id: str) -> Card:
    """The card of a claim by its id or the start of it; FatalError where it fits none or several."""
    found = list(view.claims(ClaimFilter(ids=(claim_id,)))) or list(
        view.claims(ClaimFilter(id_prefix=claim_id, limit=2))
    )
    if len(found) != 1:
        what = "fits no claim" if not found else "fits several claims"
        raise FatalError(f"{claim_id!r} {what}", "`attribune claims` lists them with their ids")
    claim = found[0].claim
    document = view.document(claim.document_id)
    if document is None:
        raise FatalError(f"the document of {claim.id} is missing", "run `attribune verify`")
    cells = view.records(category=claim.category) if claim.category is not None else ()
    checked = check(claim, index_records(cells))
    return Card(found[0], document, view.words(claim.id), checked, view.history(claim.id))


def _as_json(card: Card) -> dict[str, object]:
    return {
        **claim_record(card.stored, card.document),
        "words": [
            {"role": words.role, "start": words.span.start, "end": words.span.end, "text": words.text}
            for words in card.words
        ],
        "check": as_row(card.check, card.document) if card.check is not None else None,
        "history": [
            {
                "recorded_from": version.recorded_from,
                "recorded_to": version.recorded_to,
                "claim": to_json(version.claim),
            }
            for version in card.history
        ],
    }
