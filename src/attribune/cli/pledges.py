"""`attribune pledges`: aid announced, committed and delivered, as reports tell it."""

from __future__ import annotations

from typing import Any

import click

from attribune.cli.options import Facets, facet_options, form_options, known_on_option, ledger_option, opened
from attribune.cli.output import Column, emit, number
from attribune.config import Config
from attribune.inquiry import Inquiry
from attribune.reconcile.pledge import Account

__all__ = ["pledges"]


@click.command()
@facet_options
@known_on_option
@form_options
@ledger_option
def pledges(facets: Facets, known_on: str | None, form: str | None, config: Config) -> None:
    """List pledges of aid by giver, receiver and item.

    Numbers told again are counted once; "six in addition to the 18 already delivered" makes 24 in all.

    \b
    Example:
      attribune pledges --since 2023-01-01
    """
    with opened(config) as store, store.view(known_on) as view:
        emit(form, [_row(account) for account in Inquiry(view).pledges(facets.resolve(view))], _COLUMNS)


def _row(account: Account) -> dict[str, Any]:
    return {
        "giver": account.giver,
        "receiver": account.receiver,
        "item": account.item,
        "unit": account.unit,
        "announced": account.announced,
        "committed": account.committed,
        "delivered": account.delivered,
        "in_all": account.in_all,
        "claims": [pledge.claim_id for pledge in account.pledges],
    }


_COLUMNS = (
    Column("giver", "giver"),
    Column("receiver", "receiver"),
    Column("item", lambda row: row["item"].replace("_", " "), ratio=1),
    Column("announced", lambda row: number(row["announced"]), right=True),
    Column("committed", lambda row: number(row["committed"]), right=True),
    Column("delivered", lambda row: number(row["delivered"]), right=True),
    Column("in all", lambda row: number(row["in_all"]), right=True),
)
