"""Names as people type them to what the ledger calls it: parties, places, categories.

A name that means nothing is an error that offers the nearest ones; it is never an empty answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from anyascii import anyascii
from rapidfuzz import fuzz, process

from attribune.catalog import Catalog, load_catalog
from attribune.errors import FatalError
from attribune.store import PartyCount, PartyFilter, View

__all__ = ["category", "resolve_party", "resolve_place"]

_NEAR = 72  # rapidfuzz score from which a name is worth offering
_SHOWN = 3


def resolve_party(typed: str, view: View) -> PartyFilter:
    """The party that a name, alias, id or country code stands for; FatalError names near ones where there is none."""
    catalog = load_catalog()
    if typed in catalog.parties.countries:
        return PartyFilter(typed, country=typed)
    ids, names = _in_catalog(typed, catalog)
    known = [count for count in view.claimants() if count.name is not None]
    exact = [count for count in known if typed in (count.name, count.id) or _key(count.name) == _key(typed)]
    found = exact or ([] if ids else _containing(typed, known))
    if len({count.name for count in found}) > 1 and not exact:
        listed = "; ".join(sorted({str(count.name) for count in found}))
        raise FatalError(f"{typed!r} may be several parties", f"say which: {listed}")
    ids |= {count.id for count in found if count.id is not None}
    names |= {count.name for count in found if count.name is not None}
    if not ids and not names:
        if any(_key(count.name) == _key(typed) for count in view.places()) or catalog.places.lookup(typed):
            raise FatalError(f"no party is called {typed!r}", f"it is a place: --place {typed!r}")
        near = _near(
            typed, [*(count.name for count in known), *(party.name for party in catalog.parties.listed.values())]
        )
        raise FatalError(f"no party is called {typed!r}", _offer(near) if near else "see `attribune sources`")
    country = next((code for code, row in catalog.parties.countries.items() if row.name in names), None)
    return PartyFilter(typed, frozenset(ids), frozenset(names), country)


def resolve_place(typed: str, view: View) -> PartyFilter:
    """The place that a name, another spelling of it or a country code stands for; a country is all that lies in it."""
    catalog = load_catalog()
    if typed in catalog.parties.countries:
        return PartyFilter(typed, country=typed)
    country = next((code for code, row in catalog.parties.countries.items() if _key(row.name) == _key(typed)), None)
    known = view.places()
    found = [count for count in known if typed in (count.name, count.id) or _key(count.name) == _key(typed)]
    ids = {count.id for count in found if count.id is not None}
    names = {count.name for count in found if count.name is not None}
    if not found:
        places = catalog.places.lookup(typed)
        ids, names = {place.id for place in places}, {place.name for place in places}
    if not ids and not names and country is None:
        found = _containing(typed, known)
        names = {count.name for count in found if count.name is not None}
    if not ids and not names and country is None:
        near = _near(typed, [count.name for count in known])
        raise FatalError(f"no place is called {typed!r}", _offer(near) if near else "see `attribune places`")
    return PartyFilter(typed, frozenset(ids), frozenset(names), country)


def category(typed: str) -> str:
    """The slug of a category by slug or label ("tank", "tanks", "air defence systems")."""
    categories = load_catalog().categories
    for row in categories.rows:
        if _key(typed) in (_key(row.slug), *map(_key, (row.label, *row.labels))):
            return row.slug
    near = _near(typed, [row.slug for row in categories.rows] + [row.label for row in categories.rows])
    raise FatalError(
        f"no category is called {typed!r}",
        _offer(near) if near else "`attribune claims --json` shows the categories that there are",
    )


def _in_catalog(typed: str, catalog: Catalog) -> tuple[set[str], set[str]]:
    """Ids and names of a party by any alias; a country stands for whoever speaks for it as well."""
    listed = catalog.parties.listed.get(typed)
    found = [listed] if listed is not None else list(catalog.parties.lookup(typed))
    for party in list(found):
        if party.kind == "country" and party.country is not None:
            voice = catalog.parties.voice(party.country)
            found += [voice] if voice is not None else []
    return {party.id for party in found}, {party.name for party in found}


def _containing(typed: str, known: Iterable[PartyCount]) -> list[PartyCount]:
    """The ones in whose name every word of `typed` stands."""
    words = set(_key(typed).split())
    return [count for count in known if words and words <= set(_key(count.name).split())]


def _near(typed: str, names: Iterable[str | None]) -> list[str]:
    keys = {_key(name): name for name in names if name is not None}
    found = process.extract(_key(typed), list(keys), scorer=fuzz.WRatio, limit=_SHOWN, score_cutoff=_NEAR)
    return [keys[key] for key, _, _ in found]


def _offer(near: Sequence[str]) -> str:
    """The nearest names as a question."""
    return f"did you mean {' or '.join(near)}?"


@cache
def _key(name: str | None) -> str:
    """A name without case, diacritics, punctuation and "the"."""
    words = re.findall(r"\w+", anyascii(name or "").casefold().replace("_", " "))
    return " ".join(word for word in words if word != "the")
