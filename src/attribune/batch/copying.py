"""Lineage as shuffles: documents meet under keys, pairs are counted, then each pair's two texts are brought together.

A text travels to its own bucket once, and once for every candidate that it is the smaller end of.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby

from attribune.batch.marking import KEYS, REPORTS
from attribune.batch.shuffle import Exchange, bucket_of
from attribune.batch.steps import Place, StepReport, rows_at, sending, write_links
from attribune.model import Document, Reading
from attribune.model.codec import dumps, loads
from attribune.reconcile.lineage import Copy, Report, Sketch, confirm, is_band, is_candidate, meetings

__all__ = ["PARENTS", "bring", "meet", "nearest", "prove", "weigh"]

PAIRS = Exchange("pairs", (("one", "string"), ("other", "string"), ("bands", "int64"), ("shared", "int64")))
CANDIDATES = Exchange("candidates", (("one", "string"), ("other", "string")))
HALVES = Exchange(
    "halves", (("other", "string"), ("one", "string"), ("document", "large_string"), ("reading", "large_string"))
)
COPIES = Exchange(
    "copies", (("copy", "string"), ("earliness", "string"), ("origin", "string"), ("link", "large_string"))
)
PARENTS = Exchange("parents", (("copy", "string"), ("origin", "string")))
_COUNTED = 500_000  # pairs that are counted before they are sent on


def meet(place: Place, bucket: int) -> StepReport:
    """Send every pair that meets under a key of this bucket, with how often in bands and how often by sentences."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    total = 0
    with sending(place, bucket, PAIRS) as (out,):

        def flush() -> None:
            for (one, other, band), number in counts.items():
                to = bucket_of((one, other), place.buckets)
                out.send(to, one, other, number if band else 0, 0 if band else number)
            counts.clear()

        for key, block in groupby(rows_at(place, KEYS, bucket, ("key", "beside", "member")), key=lambda row: row[0]):
            band = is_band(key)
            for one, other in meetings(key, [member for _, _, member in block]):
                counts[one, other, band] += 1
                total += 1
            if len(counts) > _COUNTED:
                flush()
        flush()
    return StepReport(total)


def weigh(place: Place, bucket: int) -> StepReport:
    """Send the pairs that are candidates to the smaller end."""
    count = 0
    with sending(place, bucket, CANDIDATES) as (out,):
        for (one, other), found in groupby(rows_at(place, PAIRS, bucket, ("one", "other")), key=lambda row: row[:2]):
            met = [(bands, shared) for _, _, bands, shared in found]
            if is_candidate(sum(bands for bands, _ in met), sum(shared for _, shared in met)):
                out.send(bucket_of((one,), place.buckets), one, other)
                count += 1
    return StepReport(count)


def bring(place: Place, bucket: int) -> StepReport:
    """Send the smaller end of every candidate to the other."""
    others: dict[str, list[str]] = {}
    for one, other in rows_at(place, CANDIDATES, bucket, ("one", "other")):
        others.setdefault(one, []).append(other)
    with sending(place, bucket, HALVES) as (out,):
        for one, _, document, reading in rows_at(place, REPORTS, bucket):
            for other in others.get(one, ()):
                out.send(bucket_of((other,), place.buckets), other, one, document, reading)
    return StepReport(sum(map(len, others.values())))


def prove(place: Place, bucket: int) -> StepReport:
    """Confirm the candidates whose greater end is here; send each copy to where its origin is chosen."""
    wanted = {other for other, _, _, _ in rows_at(place, HALVES, bucket)}
    here = {
        other: _report(document, reading)
        for other, _, document, reading in rows_at(place, REPORTS, bucket)
        if other in wanted
    }
    sketches = {other: Sketch.of(report.document.text) for other, report in here.items()}
    skipped, count = [], 0
    with sending(place, bucket, COPIES) as (out,):
        for other, one, document, reading in rows_at(place, HALVES, bucket, ("other", "one")):
            try:
                found = _proved(_report(document, reading), here[other], sketches[other])
            except Exception as error:  # one pair must not end a run of millions
                skipped.append(f"{one} beside {other}: {type(error).__name__}: {error}")
                continue
            if found is not None:
                said = json.dumps(found.earliness)
                out.send(bucket_of((found.id,), place.buckets), found.id, said, found.link.right, dumps(found.link))
                count += 1
    return StepReport(count, tuple(skipped))


def nearest(place: Place, bucket: int) -> StepReport:
    """Choose the earliest origin of every copy; write the links, and send on whose copy a document is."""
    lines = []
    with sending(place, bucket, PARENTS) as (out,):
        for copy, found in groupby(rows_at(place, COPIES, bucket, ("copy",)), key=lambda row: row[0]):
            # As numbers and text, not as the JSON of them: that would sort 10 before 9.
            _, _, origin, link = min(found, key=lambda row: json.loads(row[1]))
            out.send(bucket, copy, origin)
            lines.append(link)
    return StepReport(write_links(place, "lineage", bucket, lines))


def _report(document: str, reading: str) -> Report:
    return Report(loads(Document, document), loads(Reading, reading))


def _proved(one: Report, other: Report, sketch: Sketch) -> Copy | None:
    shared = Sketch.of(one.document.text).shared(sketch)
    return None if shared is None else confirm(one, other, shared)
