"""Names as people type them into an address to parties and places of the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from anyascii import anyascii
from rapidfuzz import fuzz, process

from attribune.catalog import load_catalog
from attribune.store import PartyCount, PartyFilter
from attribune.store.operators import ListingError

__all__ = ["party_filter"]

_NEAR = 60  # rapidfuzz score from which a name is worth offering


def party_filter(typed: str, known: Sequence[PartyCount], what: str) -> PartyFilter:
    """The party or place that a name, alias, id or country code stands for; ListingError offers the nearest names."""
    parties = load_catalog().parties
    if typed in parties.countries:
        return PartyFilter(typed, country=typed, names=frozenset({parties.countries[typed].name}))
    listed = parties.lookup(typed) if what == "party" else ()
    ids = {party.id for party in listed}
    names = {party.name for party in listed}
    voices = [parties.voice(party.country) for party in listed if party.kind == "country" and party.country]
    ids |= {voice.id for voice in voices if voice is not None}
    key = _key(typed)
    same = [each for each in known if typed == each.id or _key(each.name) == key]
    words = set(key.split())
    found = same or ([] if ids else [each for each in known if words and words <= set(_key(each.name).split())])
    ids |= {each.id for each in found if each.id is not None}
    names |= {each.name for each in found if each.name is not None}
    if not ids and not names:
        near = _near(key, (each.name for each in known))
        raise ListingError(f"no {what} is called {typed!r}", f"near it: {'; '.join(near)}" if near else "")
    return PartyFilter(typed, frozenset(ids), frozenset(names))


def _near(key: str, names: Iterable[str | None]) -> list[str]:
    keys = {_key(name): name for name in names if name is not None}
    found = process.extract(key, list(keys), scorer=fuzz.WRatio, limit=4, score_cutoff=_NEAR)
    return [keys[each] for each, _, _ in found]


@cache
def _key(name: str | None) -> str:
    """A name without case, diacritics, punctuation and "the"."""
    words = re.findall(r"\w+", anyascii(name or "").casefold())
    return " ".join(word for word in words if word != "the")
