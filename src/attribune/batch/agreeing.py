"""Agreement and denials as shuffles: claims meet under keys and are compared where they meet; a link is then kept once.

A claim travels with all its keys of a few days: the claims that it meets under one of them it meets under others too.
"""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import groupby

from attribune.batch.copying import PARENTS
from attribune.batch.marking import CLAIMS, DENYING, REPORTS, claimless, claims_in, part_rows
from attribune.batch.shuffle import Exchange, bucket_of
from attribune.batch.steps import Place, StepReport, rows_at, sending, write_links
from attribune.model import Claim, Document, Mark
from attribune.model.codec import dumps, from_json, loads, to_json
from attribune.reconcile.agreement import link_pairs
from attribune.reconcile.blocking import blocks_of, neighbours
from attribune.reconcile.denial import Told, denials_in
from attribune.reconcile.wording import load_wording

__all__ = ["agree", "ask", "compare", "deny", "tell", "walk"]

_HELD = 10_000  # claims of a bucket that are ready to be compared
LINKS = Exchange("agreements", (("id", "string"), ("link", "large_string")))
FETCH = Exchange("fetch", (("part", "int64"), ("id", "string"), ("to", "string")))
TOLD = Exchange("told", (("to", "string"), ("id", "string"), ("text", "large_string"), ("claims", "large_string")))


def compare(place: Place, bucket: int) -> StepReport:
    """Compare the claims that meet in gatherings of this bucket; send every link to where it is kept once."""
    said: dict[str, str] = {}
    marks: list[Mark] = []
    for member, beside, keys, claim in rows_at(place, CLAIMS, bucket):
        said[member] = claim
        marks += (Mark(int(key), beside, member, "") for key in keys.split(" "))
    pairs = (pair for _, members in blocks_of(marks) for pair in neighbours(members))
    held = lru_cache(_HELD)(lambda member: loads(Claim, said[member]))
    count = 0
    with sending(place, bucket, LINKS) as (out,):
        for link in link_pairs(pairs, held):
            out.send(bucket_of((link.id,), place.buckets), link.id, dumps(link))
            count += 1
    return StepReport(count)


def agree(place: Place, bucket: int) -> StepReport:
    """Keep every link once."""
    found = groupby(rows_at(place, LINKS, bucket, ("id",)), key=lambda row: row[0])
    return StepReport(write_links(place, "agreement", bucket, (next(same)[1] for _, same in found)))


def _step(number: int) -> Exchange:
    return Exchange(f"walk{number}", (("at", "string"), ("start", "string"), ("seen", "large_string")))


def walk(place: Place, bucket: int, number: int) -> StepReport:
    """Take every document that denies one step towards its root, as `origins.root_of` does."""
    parents = dict(rows_at(place, PARENTS, bucket))
    if number == 0:
        found = ((each, each, each) for (each,) in rows_at(place, DENYING, bucket))
    else:
        found = rows_at(place, _step(number - 1), bucket)  # type: ignore[assignment]
    moved = 0
    with sending(place, bucket, _step(number)) as (out,):
        for at, start, seen in found:
            above = parents.get(at)
            if above is None or above in seen.split(" "):
                out.send(bucket, at, start, seen)
            else:
                out.send(bucket_of((above,), place.buckets), above, start, f"{seen} {above}")
                moved += 1
    return StepReport(moved)


def ask(place: Place, bucket: int, walked: int) -> StepReport:
    """Ask the parts for what denials are read from: the documents that deny, and the roots of those that are copies."""
    wanted = [(each, each) for (each,) in rows_at(place, DENYING, bucket)]
    wanted += [(root, start) for root, start, _ in rows_at(place, _step(walked), bucket) if root != start]
    ids = {one for one, _ in wanted}
    parts = {one: part for one, part, _, _ in rows_at(place, REPORTS, bucket) if one in ids}
    with sending(place, bucket, FETCH) as (out,):
        for one, to in sorted(wanted):
            if one in parts:  # else it could not be marked, and its links are left out with it
                out.send(parts[one] % place.buckets, parts[one], one, to)
    return StepReport(len(wanted))


def tell(place: Place, part: int) -> StepReport:
    """Send text and claims of the documents that were asked for to those that asked."""
    asked: dict[str, list[str]] = {}
    for of, one, to in rows_at(place, FETCH, part % place.buckets):
        if of == part:
            asked.setdefault(one, []).append(to)
    count = 0
    with sending(place, part, TOLD) as (out,):
        known, emptied = claimless(place, part) if asked else (set(), set())
        for at, row in part_rows(place, part, ("document", "claims", "outcome")) if asked else ():
            if at in known or row["outcome"] is not None:
                continue
            document = loads(Document, row["document"])
            for to in asked.get(document.id, ()):
                claims = json.dumps([to_json(claim) for claim in (() if at in emptied else claims_in(row))])
                out.send(bucket_of((to,), place.buckets), to, document.id, document.text, claims)
                count += 1
    return StepReport(count)


def deny(place: Place, bucket: int) -> StepReport:
    """Write the links of bare denials."""
    words = load_wording()
    lines: list[str] = []
    skipped: list[str] = []
    for to, found in groupby(rows_at(place, TOLD, bucket, ("to", "id")), key=lambda row: row[0]):
        try:
            told = {one: Told(text, _claims(claims)) for _, one, text, claims in found}
            origin = next((each for one, each in told.items() if one != to), None)
            links = {link.id: link for link in denials_in(told[to], origin, words)}
        except Exception as error:  # one document must not end a run of millions
            skipped.append(f"denials of {to}: {type(error).__name__}: {error}")
            continue
        lines += map(dumps, links.values())
    return StepReport(write_links(place, "denial", bucket, lines), tuple(skipped))


def _claims(said: str) -> tuple[Claim, ...]:
    return tuple(from_json(Claim, each) for each in json.loads(said))
