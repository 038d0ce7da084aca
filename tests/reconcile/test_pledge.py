"""Tests of pledge.py: numbers promised and given, and how they add up."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from attribune.model import Claim, ClaimKind, Qualifier, Quantity, Reference, Slot, Span, Status, claim_id
from attribune.reconcile.pledge import Pledge, Stage, accounts, pledges
from attribune.reconcile.wording import load_wording
from tests.reconcile.happenings import figure, happening

FRANCE = Reference("fr", "France", "country", "FR")
MINISTER = Reference(None, "Sébastien Lecornu", "person", "FR")
WORDS = load_wording()


def read(
    text: str,
    number: str,
    value: int,
    *,
    act: str,
    delivered: bool = False,
    document: str = "d1",
    on: str = "2023-01-31",
) -> list[Pledge]:
    """The pledges of a text with one figure and one act of France's."""
    at, trigger = Span(text.index(number), text.index(number) + len(number)), text.index(act)
    made = figure(value, document, by=MINISTER, category="howitzer", subject="UA", period=None, published=on)
    claim = replace(
        made, id=claim_id(document, ClaimKind.QUANTITY, (at,)), spans=(at,),
        quantity=Slot(Quantity(None, value, None, Qualifier.EXACT), number, at),
    )  # fmt: skip
    giving: Claim = replace(
        happening(document, trigger, by=MINISTER, event_type="arms_delivery" if delivered else "pledge"),
        kind=ClaimKind.PLEDGE,
        spans=(Span(trigger, trigger + len(act)),),
        actor=FRANCE,
        status=Status.CLAIMED if delivered else Status.PLANNED,
    )
    return list(pledges(text, [claim, giving], WORDS))


ON_TOP = "France will send Ukraine six Caesar howitzers in addition to the 18 already delivered, the minister said."


def test_six_in_addition_to_the_18_already_delivered_adds_up() -> None:
    (pledge,) = read(ON_TOP, "six", 6, act="send")
    assert (pledge.stage, pledge.number, pledge.base, pledge.base_stage) == (Stage.ANNOUNCED, 6, 18, Stage.DELIVERED)
    (account,) = accounts([pledge])
    assert (account.giver, account.receiver, account.item) == ("FR", "UA", "howitzer")
    assert (account.announced, account.committed, account.delivered, account.in_all) == (6, None, 18, 24)


@pytest.mark.parametrize(
    ("text", "number", "value", "act", "stage", "base"),
    [
        ("France will send Ukraine 12 howitzers.", "12", 12, "send", Stage.ANNOUNCED, None),
        ("France pledged 12 howitzers to Ukraine on Tuesday.", "12", 12, "pledged", Stage.ANNOUNCED, None),
        ("France has approved 12 howitzers for Ukraine.", "12", 12, "approved", Stage.COMMITTED, None),
        ("Ukraine has received 12 howitzers from France.", "12", 12, "received", Stage.DELIVERED, None),
        ("France promised 12 howitzers on top of the eighteen it has sent.", "12", 12, "promised", Stage.ANNOUNCED, 18),
        (
            "France promised 12 howitzers on top of earlier aid to the army.",
            "12",
            12,
            "promised",
            Stage.ANNOUNCED,
            None,
        ),
    ],
)
def test_stage_follows_the_words_of_the_clause(
    text: str, number: str, value: int, act: str, stage: Stage, base: int | None
) -> None:
    (pledge,) = read(text, number, value, act=act)
    assert (pledge.stage, pledge.base) == (stage, base)


def test_figure_in_a_sentence_without_a_pledge_is_none() -> None:
    text = "France will send howitzers soon. Ukraine fired 12 howitzers at once that night."
    assert read(text, "12", 12, act="send") == []


def test_numbers_told_again_are_one_promise_and_another_six_are_six_more() -> None:
    first = read("France will send Ukraine 12 howitzers.", "12", 12, act="send", document="d1", on="2023-01-31")
    again = read("France promised 12 howitzers last week.", "12", 12, act="promised", document="d2", on="2023-02-06")
    total = read(
        "France has delivered 12 howitzers so far.",
        "12",
        12,
        act="delivered",
        delivered=True,
        document="d3",
        on="2023-05-01",
    )
    more = read("France will send another six howitzers.", "six", 6, act="send", document="d4", on="2023-06-01")
    (account,) = accounts([*first, *again, *total, *more])
    assert (account.announced, account.delivered, account.in_all) == (12, 12, 18)
    everything = [*first, *again, *total, *more]
    assert accounts(random.Random(1).sample(everything, len(everything))) == (account,)


def test_another_dozen_in_the_headline_is_the_dozen_of_the_text() -> None:
    head = read("France will send another 12 howitzers.", "12", 12, act="send")
    body = read("France will send Ukraine 12 howitzers in addition to the 18 already delivered.", "12", 12, act="send")
    (account,) = accounts([*head, *body])
    assert account.in_all == 30
