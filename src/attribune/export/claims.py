"""Claims as files: JSON Lines (whole values, reads in again) and CSV (flat columns for spreadsheets).

Both stream: one claim is in memory at a time (and the ids of the documents that were written), and every claim that
passes the filter is written.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import IO, Any, Protocol

from attribune.errors import FatalError
from attribune.export.conflict import ACLED_COLUMNS, UCDP_COLUMNS, acled_row, ucdp_row, write_rows
from attribune.export.extraction import file_name
from attribune.model import Claim, Document, Reference, TimeInterval
from attribune.model.codec import to_json

__all__ = ["COLUMNS", "EXPORTERS", "Recorded", "claim_lines", "claim_record", "export"]

Record = dict[str, Any]
Load = Callable[[str], Document | None]


class Recorded(Protocol):
    """A claim with its recorded interval, as ledgers hand it out."""

    @property
    def claim(self) -> Claim: ...

    @property
    def recorded_from(self) -> str: ...

    @property
    def recorded_to(self) -> str | None: ...


Rows = Iterable[tuple[Recorded, Document | None]]


def export(claims: Iterable[Recorded], load: Load, form: str, out: IO[str]) -> int:
    """Write claims with their documents (`load` gives one by id); returns how many. FatalError names the forms."""
    if form not in EXPORTERS:
        raise FatalError(f"no export format {form!r}", f"choose one of {', '.join(EXPORTERS)}")
    return EXPORTERS[form](_with_documents(claims, load), out)


def _jsonl(rows: Rows, out: IO[str]) -> int:
    count = 0
    for line in claim_lines(rows):
        out.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
        count += 1
    return count


def claim_lines(rows: Rows) -> Iterator[Record]:
    """Whole claims as JSON. The first of each document has the text along, so that the file reads in elsewhere."""
    seen: set[str] = set()
    for stored, document in rows:
        first = document is not None and document.id not in seen
        seen.add(stored.claim.document_id)
        yield {
            "claim": to_json(stored.claim),
            "document": _document(document, whole=first),
            "recorded_from": stored.recorded_from,
            "recorded_to": stored.recorded_to,
        }


def _csv(rows: Rows, out: IO[str]) -> int:
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    count = 0
    for stored, document in rows:
        writer.writerow({name: _cell(value) for name, value in claim_record(stored, document).items()})
        count += 1
    return count


EXPORTERS: dict[str, Callable[[Rows, IO[str]], int]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "acled-csv": lambda rows, out: write_rows(rows, out, ACLED_COLUMNS, acled_row),
    "ucdp-csv": lambda rows, out: write_rows(rows, out, UCDP_COLUMNS, ucdp_row),
}
"""Export formats by name."""


def claim_record(stored: Recorded, document: Document | None) -> Record:
    """A claim as one flat record of text, numbers and lists, the same for every table, JSON view and CSV file."""
    claim = stored.claim
    quantity = claim.quantity.value if claim.quantity is not None else None
    return {
        "id": claim.id,
        "document": file_name(document) if document is not None else None,
        "document_id": claim.document_id,
        "outlet": document.outlet if document is not None else None,
        "published": claim.published,
        "kind": claim.kind.value,
        "text": claim.text,
        "claimant": _name(claim.claimant),
        "claimant_id": claim.claimant.id if claim.claimant is not None else None,
        "party": claim.party,
        "relay": [relay.name for relay in claim.relay],
        "stance": claim.stance,
        "status": claim.status.value,
        "verification": claim.verification.value,
        "hedges": _words(claim, document),
        "category": claim.category,
        "subject": claim.subject,
        "low": quantity.low if quantity is not None else None,
        "best": quantity.best if quantity is not None else None,
        "high": quantity.high if quantity is not None else None,
        "qualifier": quantity.qualifier.value if quantity is not None else None,
        "unit": quantity.unit if quantity is not None else None,
        "cumulative": claim.cumulative,
        "period_start": _start(claim.period),
        "period_end": _end(claim.period),
        "event_type": claim.event_type,
        "actor": _name(claim.actor),
        "target": _name(claim.target),
        "place": _name(claim.place),
        "country": claim.place.country if claim.place is not None else None,
        "lat": claim.place.lat if claim.place is not None else None,
        "lon": claim.place.lon if claim.place is not None else None,
        "start": _start(claim.time),
        "end": _end(claim.time),
        "equipment": [equipment.name for equipment in claim.equipment],
        "spans": [[span.start, span.end] for span in claim.spans],
        "recorded_from": stored.recorded_from,
        "recorded_to": stored.recorded_to,
    }


COLUMNS = tuple(
    "id document document_id outlet published kind text claimant claimant_id party relay stance status verification "
    "hedges category subject low best high qualifier unit cumulative period_start period_end event_type actor target "
    "place country lat lon start end equipment spans recorded_from recorded_to".split()
)
"""The keys of a `claim_record`, in order."""


def _with_documents(claims: Iterable[Recorded], load: Load) -> Iterator[tuple[Recorded, Document | None]]:
    """Claims with their documents. Claims come document by document, so a small cache holds the current one."""
    cached = lru_cache(maxsize=4)(load)
    for stored in claims:
        yield stored, cached(stored.claim.document_id)


def _document(document: Document | None, *, whole: bool) -> Record | None:
    if document is None:
        return None
    kept = {key: value for key, value in to_json(document).items() if whole or key not in ("text", "regions")}
    return {**kept, "file": file_name(document)}


def _cell(value: object) -> object:
    """A CSV cell: lists joined by semicolons, spans as start-end, true and false as words, unknown empty."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join("-".join(map(str, item)) if isinstance(item, list) else str(item) for item in value)
    return value


def _words(claim: Claim, document: Document | None) -> list[str]:
    return [] if document is None else [span.of(document.text) for span in claim.hedges]


def _name(reference: Reference | None) -> str | None:
    return None if reference is None else reference.name


def _start(interval: TimeInterval | None) -> str | None:
    return interval.start.isoformat() if interval is not None and interval.start is not None else None


def _end(interval: TimeInterval | None) -> str | None:
    return interval.end.isoformat() if interval is not None and interval.end is not None else None
