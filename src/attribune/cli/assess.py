"""`attribune assess` and `audit`: reviewers' grades, and the log of who decided what, when and why."""

from __future__ import annotations

from typing import Any

import click

from attribune.cli.options import form_options, known_on_option, ledger_option, opened
from attribune.cli.output import Column, emit
from attribune.config import Config
from attribune.errors import FatalError
from attribune.reconcile.assessment import read_grade
from attribune.store import AuditEntry, ClaimFilter, Store

__all__ = ["assess", "audit"]


@click.command()
@click.argument("claim_id", metavar="ID")
@click.option("--by", "name", required=True, envvar="ATTRIBUNE_REVIEWER", metavar="NAME", help="Who stands for it.")
@click.option("--grade", metavar="GRADE", help="Admiralty (B2), or Airwars: confirmed fair weak contested discounted.")
@click.option("--note", metavar="TEXT", help="A free note.")
@click.option("--withdraw", type=click.Choice(["admiralty", "airwars", "note"]), help="Take back what is held.")
@click.option("--why", metavar="TEXT", help="The reason, kept in the log.")
@ledger_option
def assess(
    claim_id: str, name: str, grade: str | None, note: str | None, withdraw: str | None, why: str | None, config: Config
) -> None:
    """Grade a claim, or note something about it.

    A grade is a person's judgement. It changes neither what the outlet says about verification nor what rules derive,
    and it cannot be changed without a trace: see `attribune audit`.

    \b
    Example:
      attribune assess c1f0a9d22b3c4e5f --by "Anna" --grade B2 --why "footage geolocated"
    """
    wanted: dict[str, str | None] = {}
    if grade is not None:
        try:
            read = read_grade(grade)
        except ValueError as error:
            raise FatalError(str(error), "see `attribune assess --help`") from error
        wanted[read.scale] = read.value
    if note is not None:
        wanted["note"] = note
    if withdraw is not None:
        wanted[withdraw] = None
    if not wanted:
        raise FatalError("nothing to record", "give --grade, --note or --withdraw")
    with opened(config) as store:
        subject = _claim(store, claim_id)
        with store.view() as view:
            held = {entry.scale: entry.new for entry in view.audit(subject) if entry.action == "assess"}
        with store.writer() as writer:
            for scale, value in wanted.items():
                writer.log(AuditEntry(name, "assess", subject, scale, held.get(scale), value, why))
    for scale, value in wanted.items():
        click.echo(f"{subject} {scale}: {held.get(scale) or 'not graded'} → {value or 'withdrawn'}")


@click.command()
@click.argument("subject", metavar="[ID]", required=False)
@known_on_option
@form_options
@ledger_option
def audit(subject: str | None, known_on: str | None, form: str | None, config: Config) -> None:
    """List decisions: who, when, what it was, what it became, why.

    The log only grows, and `attribune verify` checks that nobody changed it.

    \b
    Example:
      attribune audit c1f0a9d22b3c4e5f
    """
    with opened(config) as store, store.view(known_on) as view:
        rows: list[dict[str, Any]] = [
            {
                "at": entry.at,
                "by": entry.by,
                "action": entry.action,
                "subject": entry.subject,
                "scale": entry.scale,
                "old": entry.old,
                "new": entry.new,
                "why": entry.why,
                "hash": entry.hash,
            }
            for entry in view.audit(subject)
        ]
    emit(form, rows, _COLUMNS)


def _claim(store: Store, typed: str) -> str:
    with store.view() as view:
        found = [stored.claim.id for stored in view.claims(ClaimFilter(id_prefix=typed, limit=2))]
    if len(found) != 1:
        what = "fits no claim" if not found else "fits several claims"
        raise FatalError(f"{typed!r} {what}", "`attribune claims` lists them with their ids")
    return found[0]


_COLUMNS = (
    Column("at", lambda row: (row["at"] or "")[:19], fixed=True),
    Column("by", "by"),
    Column("subject", "subject", fixed=True, style="cyan"),
    Column("scale", "scale"),
    Column("old", "old"),
    Column("new", "new"),
    Column("why", "why", ratio=1),
)
