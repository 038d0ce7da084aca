"""Ships by their navy's prefix: "USS Mason", "HMS Diamond". The prefix says that it is a warship and whose."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attribune.catalog.equipment import EquipmentMatch, Model
from attribune.model import Span

__all__ = ["with_ships"]

# A name of up to four capitalised words; initials keep their full stops ("USS Harry S. Truman").
NAME = r"(?P<name>[A-Z][\w'’-]+(?:[ -](?:[A-Z]\.(?: ?[A-Z]\.)?|(?:de |of |the )?[A-Z][\w'’-]+)){0,3})"


def with_ships(found: Sequence[EquipmentMatch], text: str, prefixes: Mapping[str, str]) -> tuple[EquipmentMatch, ...]:
    """The matches with the ships that no entry lists, in text order. `prefixes` gives a navy's country."""
    pattern = re.compile(rf"\b(?P<prefix>{'|'.join(map(re.escape, prefixes))}) {NAME}")
    ships = []
    for match in pattern.finditer(text):
        span = Span(match.start(), match.end())
        if not any(other.span.overlaps(span) and not other.doubtful for other in found):
            slug = re.sub(r"[^a-z0-9]+", "-", match.group().lower()).strip("-")
            ships.append(EquipmentMatch(span, Model(f"eq:{slug}", match.group(), "vessel", prefixes[match["prefix"]])))
    kept = (match for match in found if not any(ship.span.overlaps(match.span) for ship in ships))
    return tuple(sorted((*kept, *ships), key=lambda match: match.span))
