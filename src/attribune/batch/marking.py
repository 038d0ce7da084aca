"""From parts to keys: which documents count, and where they and their claims meet others.

The ledger takes a document once, and a later version of an article takes the claims from the earlier one. Both are
decided among documents of one address, in the order of the input, as `load` does it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from attribune.batch.shuffle import Exchange, bucket_of
from attribune.batch.steps import Place, StepReport, rows_at, sending
from attribune.model import Claim, ClaimKind, Document, Reading
from attribune.model.codec import dumps, from_json, loads
from attribune.reconcile.blocking import gatherings_of
from attribune.reconcile.lineage import Report
from attribune.reconcile.lineage import marks_of as marks_of_report
from attribune.reconcile.scope import situated
from attribune.replacement import takes_place_of

__all__ = ["CLAIMS", "DENYING", "KEYS", "REPORTS", "claimless", "claims_in", "mark", "part_rows", "settle", "sort_out"]

VERSIONS = Exchange("versions", (("name", "string"), ("part", "int64"), ("row", "int64"), ("document", "large_string")))
VERDICTS = Exchange("verdicts", (("part", "int64"), ("row", "int64"), ("known", "bool")))
KEYS = Exchange("keys", (("key", "int64"), ("beside", "int64"), ("member", "string")))
REPORTS = Exchange(
    "reports",
    (("id", "string"), ("part", "int64"), ("document", "large_string"), ("reading", "large_string")),
)
CLAIMS = Exchange(
    "claims", (("member", "string"), ("beside", "int64"), ("keys", "large_string"), ("claim", "large_string"))
)
DENYING = Exchange("denying", (("id", "string"),))


def sort_out(place: Place, part: int) -> StepReport:
    """Send every understood document of a part to where others of its address are."""
    count = 0
    with sending(place, part, VERSIONS) as (out,):
        for at, row in part_rows(place, part, ("document", "outcome")):
            document = _understood(row)
            if document is not None:
                name = document.url if document.url is not None else document.id
                # Alone at no address it has no versions: what it says is then not needed.
                said = None if document.url is None else row["document"]
                out.send(bucket_of((name,), place.buckets), name, part, at, said)
                count += 1
    return StepReport(count)


def settle(place: Place, bucket: int) -> StepReport:
    """Find documents that come again, and those that a later version takes the place of; counts what is left."""
    kept = 0
    with sending(place, bucket, VERDICTS) as (out,):
        found = rows_at(place, VERSIONS, bucket, ("name", "part", "row"))
        for _, versions in groupby(found, key=lambda row: row[0]):
            stored: dict[str, tuple[int, int, Document | None]] = {}
            replaced: set[str] = set()
            for name, part, at, said in versions:
                document = None if said is None else loads(Document, said)
                known = document.id if document is not None else name
                if known in stored:
                    out.send(part % place.buckets, part, at, True)
                    continue
                for other, (_, _, old) in stored.items():
                    if document is not None and old is not None and takes_place_of(document, old):
                        replaced.add(other)
                stored[known] = part, at, document
            for other in sorted(replaced):
                out.send(stored[other][0] % place.buckets, *stored[other][:2], False)
            kept += len(stored)
    return StepReport(kept)


def mark(place: Place, part: int) -> StepReport:
    """Send every document of a part, and its claims, under their keys."""
    known, emptied = _verdicts(place, part)
    skipped: list[str] = []
    count = 0
    with sending(place, part, KEYS, REPORTS, CLAIMS, DENYING) as (keys, reports, claims, denying):
        for at, row in part_rows(place, part, ("document", "reading", "claims", "outcome")):
            document = None if at in known else _understood(row)
            if document is None:
                continue
            try:
                found = () if at in emptied else claims_in(row)
                report = Report(document, _slim(loads(Reading, row["reading"])))
                under = [*marks_of_report(report)], [(each, [*gatherings_of(each)]) for each in found]
            except Exception as error:  # one document must not end a run of millions
                skipped.append(f"{document.source or document.id}: {type(error).__name__}: {error}")
                continue
            for key in under[0]:
                keys.send(bucket_of((key.key,), place.buckets), key.key, key.beside, key.member)
            for claim, meeting in under[1]:
                said = dumps(_compared(claim)) if meeting else ""
                for name, marks in meeting:
                    keys_there = " ".join(str(each.key) for each in marks)
                    claims.send(bucket_of((name,), place.buckets), claim.id, marks[0].beside, keys_there, said)
            here = bucket_of((document.id,), place.buckets)
            reports.send(here, document.id, part, dumps(document), dumps(report.reading))
            if any(claim.kind is ClaimKind.STATEMENT and claim.stance == "denies" for claim in found):
                denying.send(here, document.id)
            count += 1
    return StepReport(count, tuple(skipped))


def part_rows(place: Place, part: int, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a part with their numbers."""
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    at = 0
    path = Path(place.output) / place.parts[part]
    for batch in pq.ParquetFile(path).iter_batches(batch_size=50, columns=list(columns)):
        for row in batch.to_pylist():
            yield at, row
            at += 1


def claims_in(row: dict[str, Any]) -> tuple[Claim, ...]:
    """The claims of a row, with the place and time of their statements, in the order of the ledger."""
    found = {claim.id: claim for each in json.loads(row["claims"]) if (claim := from_json(Claim, each))}
    return situated(sorted(found.values(), key=_place_in_text))


def claimless(place: Place, part: int) -> tuple[set[int], set[int]]:
    """The rows of a part that are known from before, and those whose claims a later version has."""
    return _verdicts(place, part)


def _place_in_text(claim: Claim) -> tuple[int, int, str, str]:
    return claim.spans[0].start, claim.spans[0].end, claim.kind.value, claim.id


def _compared(claim: Claim) -> Claim:
    """What comparison asks of a claim."""
    return replace(claim, text="", style=None, source=None, cue=None, hedges=(), relay=())


def _verdicts(place: Place, part: int) -> tuple[set[int], set[int]]:
    known: set[int] = set()
    emptied: set[int] = set()
    for of, at, again in rows_at(place, VERDICTS, part % place.buckets):
        if of == part:
            (known if again else emptied).add(at)
    return known, emptied


def _understood(row: dict[str, Any]) -> Document | None:
    return loads(Document, row["document"]) if row["outcome"] is None and row["document"] is not None else None


def _slim(reading: Reading) -> Reading:
    """What lineage asks of a reading: facts and statements."""
    return Reading(reading.document, statements=reading.statements)
