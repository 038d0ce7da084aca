"""Names that say themselves what they are: natural features and installations that no gazetteer need list.

"Maumee River", "Lake Tana", "Fort Drum", "the Vovcha river": a capitalised name with the noun of its kind. Where it
lies is taken from the places beside it, roughly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from attribune.model import PlaceReading, Reference, Slot, Span
from attribune.normalize.place_mentions import Mention, Scan

__all__ = ["add_features", "unlisted_feature"]

LONGEST = 3  # words of a feature's own name: "Blue Ridge" Mountains
FEATURE_KM = 50.0


def add_features(scan: Scan) -> None:
    """Put the features of a text among its mentions, in place of the names they are made of ("Maumee" of Ohio)."""
    position = 0
    while position < len(scan.tokens):
        feature = _feature_at(scan, position)
        position += 1
        if feature is None:
            continue
        beside = [m for m in scan.mentions if m.first < feature.after and m.after > feature.first]
        known = (m for m in beside if m.hits and m.first <= feature.first and m.after >= feature.after)
        if any(m.label or m.first < feature.first for m in beside) or any(known):
            continue
        if feature.kind == "site" and any(m.hits and m.first == feature.first for m in beside):
            continue  # "Boryspil airport" is at Boryspil
        kept = [m for m in scan.mentions if m not in beside]
        scan.mentions = sorted([*kept, feature], key=lambda m: m.start)
        position = feature.after


def _feature_at(scan: Scan, position: int) -> Mention | None:
    """The feature whose name starts at this token; None where there is none."""
    token = scan.tokens[position]
    if not token.capital or token.possessive or scan.headline[position] or token.lower in scan.words.never_named:
        return None
    for after, kind in (*_named_before(scan, position), *_named_after(scan, position)):
        if not _goes_on(scan, after, kind):
            end = scan.tokens[after - 1].end
            name = scan.text[token.start : end]
            return Mention(token.start, end, position, after, name, (), kind=kind, evidence=3, names={"feature"})
    return None


def _goes_on(scan: Scan, after: int, kind: str) -> bool:
    """True for "Tampa Bay Rays" and "Silver Lake Partners"; and for "Jebel Aulia bridge", a site of its own."""
    following = scan.token(after)
    if following is None or scan.gap(after - 1) != " ":
        return False
    site = kind != "site" and scan.words.kind_of.get(following.lower) == "site"
    return site or (following.capital and not following.text.isdigit())


def _named_before(scan: Scan, position: int) -> Iterator[tuple[int, str]]:
    """ "Lake Tana", "Isle of Wight": the noun comes first."""
    words = scan.words
    for length in (2, 1):
        noun = _words_at(scan, position, length)
        kind = words.features_before.get(noun or "")
        if kind is None:
            continue
        after = position + length
        following = scan.token(after)
        if following is None or not following.capital or scan.gap(after - 1) not in {" ", ". "}:
            continue
        if following.lower in words.features_after or following.lower in words.months:
            continue
        second = scan.token(after + 1)
        if length == 2 and second is not None and second.capital and scan.gap(after) == " ":
            yield after + 2, kind  # "Cape of Good Hope"
        yield after + 1, kind


def _named_after(scan: Scan, position: int) -> Iterator[tuple[int, str]]:
    """ "Maumee River", "the Vovcha river": the noun comes last, with a capital unless it is one of the plain ones."""
    words = scan.words
    for length in range(LONGEST, 0, -1):
        after = position + length
        name = scan.tokens[position:after]
        if len(name) < length or any(not token.capital or token.possessive for token in name):
            continue
        if any(scan.gap(place) not in {" ", "-", "'"} for place in range(position, after)):
            continue
        if scan.opening[position] and name[0].lower in {"the", "a", "an", "this", "that", "our", "another"}:
            continue
        if any(token.lower in words.features_after and token is not name[0] for token in name):
            continue
        for size in (3, 2, 1):
            noun = _words_at(scan, after, size)
            kind = words.features_after.get(noun or "")
            if kind is None or noun is None:
                continue
            if scan.tokens[after].capital or (noun in words.features_plain and _is_bare(scan, position, after)):
                yield after + size, kind


def _is_bare(scan: Scan, position: int, after: int) -> bool:
    """True if the name before a small-letter noun is a name of its own: no adjective of a country, no compass point."""
    name = scan.tokens[position:after]
    last = name[-1]
    return not (
        scan.gazetteer.adjective(last.text)
        or last.lower in scan.words.compass
        or last.lower in scan.words.never_named
        or last.text.isupper()
        or scan.opening[position]
    )


def _words_at(scan: Scan, position: int, count: int) -> str | None:
    """`count` tokens from a position as lower-case words, None where they do not stand side by side."""
    if position + count > len(scan.tokens):
        return None
    if any(scan.gap(place) not in {" ", ". "} for place in range(position, position + count - 1)):
        return None
    return " ".join(token.lower for token in scan.tokens[position : position + count])


def unlisted_feature(mention: Mention, near: Reference | None, home: str | None) -> PlaceReading:
    """The feature about where the place beside it is; without a point where none is."""
    span = Span(mention.start, mention.end)
    reference = Reference(None, mention.name, mention.kind or "area", home, where_precision=5)
    if near is not None and near.kind in {"settlement", "site", "region"} and near.lat is not None:
        radius = FEATURE_KM + (near.radius_km or 0.0)
        reference = replace(reference, country=near.country, lat=near.lat, lon=near.lon, radius_km=radius)
    return PlaceReading(Slot(reference, mention.name, span))
