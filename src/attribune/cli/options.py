"""Options that several commands share, and what they stand for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import wraps
from typing import Any, TypeVar

import click
from sqlalchemy.engine import make_url

from attribune.cli.names import resolve_party, resolve_place
from attribune.config import Config
from attribune.model import ClaimKind, Verification
from attribune.store import ClaimFilter, Store, View, open_ledger

__all__ = ["Facets", "facet_options", "form_options", "known_on_option", "ledger_option", "opened", "shown_ledger"]

F = TypeVar("F", bound=Callable[..., Any])

_STANCES = (
    "asserts alleges confirms denies assesses promises warns demands urges predicts questions".split()
)  # fmt: skip
_DAY = click.DateTime(["%Y-%m-%d"])


def ledger_option(command: F) -> F:
    """`--ledger`, also after the command's name; the command gets a `Config`."""

    def settle(ctx: click.Context, _: click.Parameter, ledger: str | None) -> Config:
        config = ctx.find_object(Config) or Config()
        return config if ledger is None else replace(config, ledger=ledger)

    return click.option(
        "--ledger", "config", metavar="PATH", callback=settle, help="The ledger; default attribune.db here."
    )(command)


def form_options(command: F) -> F:
    """`--json`, `--csv`, `--table`: the command gets `form`, None unless asked for one."""
    for form, about in (("csv", "As CSV, for spreadsheets."), ("json", "As JSON, for programs.")):
        command = click.option(f"--{form}", "form", flag_value=form, help=about)(command)
    return click.option("--table", "form", flag_value="table", help="As a table, for people (the default).")(command)


@dataclass(frozen=True, slots=True)
class Facets:
    """Facets as typed, before names are looked up in the ledger."""

    by: str | None
    about: str | None
    place: str | None
    kinds: tuple[str, ...]
    categories: tuple[str, ...]
    stances: tuple[str, ...]
    verifications: tuple[str, ...]
    since: datetime | None
    until: datetime | None
    search: str | None
    limit: int | None

    def resolve(self, view: View, *, default_limit: int | None = None) -> ClaimFilter:
        """The filter, with names found in the catalogue and the ledger. `--limit 0` is no limit."""
        limit = default_limit if self.limit is None else self.limit
        return ClaimFilter(
            by=resolve_party(self.by, view) if self.by else None,
            about=resolve_party(self.about, view) if self.about else None,
            place=resolve_place(self.place, view) if self.place else None,
            kinds=self.kinds,
            categories=self.categories,
            stances=self.stances,
            verifications=self.verifications,
            since=_day(self.since),
            until=_day(self.until),
            search=self.search,
            limit=limit or None,
        )


def facet_options(command: F) -> F:
    """The facets as flags; the command gets them as `facets`."""
    options = (
        click.option("--by", metavar="NAME", help="Who says it: a name, an alias, or a country code for its side."),
        click.option("--about", metavar="NAME", help="Whom it is about: who acts, is acted upon or suffers the loss."),
        click.option("--place", metavar="NAME", help="Where: a place, or a country code."),
        click.option("--kind", "kinds", multiple=True, type=click.Choice([kind.value for kind in ClaimKind])),
        click.option(
            "--category", "categories", multiple=True, metavar="SLUG", help="Of a figure or event: tank, strike."
        ),
        click.option("--stance", "stances", multiple=True, type=click.Choice(_STANCES)),
        click.option(
            "--verification",
            "verifications",
            multiple=True,
            type=click.Choice([status.value for status in Verification]),
            help="What the outlet says of it.",
        ),
        click.option("--since", type=_DAY, metavar="DAY", help="First day that it is about, as 2022-07-06."),
        click.option("--until", type=_DAY, metavar="DAY", help="Last day that it is about."),
        click.option("--search", metavar="WORDS", help="Words, or a part of a word, in the claim."),
        click.option("--limit", type=click.IntRange(min=0), help="At most so many; 0 for all."),
    )
    names = (
        "by",
        "about",
        "place",
        "kinds",
        "categories",
        "stances",
        "verifications",
        "since",
        "until",
        "search",
        "limit",
    )

    @wraps(command)
    def gathered(*args: Any, **kwargs: Any) -> Any:
        facets = Facets(**{name: kwargs.pop(name) for name in names})
        return command(*args, facets=facets, **kwargs)

    wrapped: Any = gathered
    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[no-any-return]


def known_on_option(command: F) -> F:
    """`--known-on` (or `--as-of`): the command gets the moment as the ledger writes it, None for now."""

    def settle(_: click.Context, __: click.Parameter, moment: datetime | None) -> str | None:
        if moment is None:
            return None
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC)
        elif moment.time() == time():
            moment = datetime.combine(moment.date(), time.max)  # a day alone: as it was when the day ended
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    formats = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"])
    return click.option(
        "--known-on",
        "--as-of",
        "known_on",
        type=formats,
        metavar="TIME",
        callback=settle,
        help="As the ledger had it then (UTC), not now.",
    )(command)


def opened(config: Config, *, create: bool = False) -> Store:
    """The ledger of this run. Only `add` and imports make one; a query of a ledger that is not there is an error."""
    return open_ledger(config.ledger, create=create)


def shown_ledger(config: Config) -> str:
    """The ledger's name for messages: an address without its password."""
    if "://" not in config.ledger:
        return config.ledger
    return make_url(config.ledger).render_as_string(hide_password=True)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
