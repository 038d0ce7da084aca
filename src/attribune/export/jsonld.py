"""Claims as linked data: a schema.org Claim, and the words it stands on as a W3C Web Annotation.

The span leaves twice, as position and as quote with what stands before and after, so that it is found again in a text
whose offsets have moved.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attribune.export.claims import Recorded
from attribune.model import Document, Reference, Span

__all__ = ["CONTEXT", "annotation", "claim_node", "jsonld_lines"]

Json = dict[str, Any]
_AROUND = 32  # characters of prefix and suffix

CONTEXT: tuple[object, ...] = (
    "https://schema.org",
    "http://www.w3.org/ns/anno.jsonld",
    {"attribune": "urn:attribune:", "stance": "attribune:stance", "publishedVerification": "attribune:verification"},
)
"""The vocabularies; our own words are under `urn:attribune:`, since nobody else has them."""


def claim_node(stored: Recorded, document: Document | None, *, base: str = "") -> Json:
    """One claim with the annotation of its words. `base` is the address that ids are below."""
    claim = stored.claim
    node: Json = {
        "@type": "Claim",
        "@id": f"{base}claims/{claim.id}",
        "text": claim.text,
        "stance": claim.stance,
        "publishedVerification": claim.verification.value,
        "datePublished": claim.published,
        "author": _agent(claim.claimant),
        "contributor": [_agent(relay) for relay in claim.relay],
        "appearance": _work(document, base),
    }
    if claim.place is not None:
        node["contentLocation"] = _place(claim.place)
    if claim.time is not None and claim.time.start is not None:
        node["temporalCoverage"] = f"{claim.time.start}/{claim.time.end or '..'}"
    if document is not None:
        node["annotation"] = annotation(claim.id, claim.spans, document, base=base)
    return {key: value for key, value in node.items() if value not in (None, [])}


def annotation(claim_id: str, spans: tuple[Span, ...], document: Document, *, base: str = "") -> Json:
    """The words of a claim as a Web Annotation: one target a span, each with two selectors."""
    return {
        "type": "Annotation",
        "motivation": "identifying",
        "body": f"{base}claims/{claim_id}",
        "target": [
            {"source": document.url or f"{base}documents/{document.id}", "selector": _selectors(span, document.text)}
            for span in spans
        ],
    }


def jsonld_lines(rows: Iterable[tuple[Recorded, Document | None]], *, base: str = "") -> Iterator[str]:
    """A graph piece by piece, one claim in memory at a time."""
    yield f'{{"@context": {json.dumps(CONTEXT)}, "@graph": [\n'
    comma = ""
    for stored, document in rows:
        yield comma + json.dumps(claim_node(stored, document, base=base), ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


def _selectors(span: Span, text: str) -> list[Json]:
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": span.of(text),
            "prefix": text[max(0, span.start - _AROUND) : span.start],
            "suffix": text[span.end : span.end + _AROUND],
        },
    ]


def _agent(reference: Reference | None) -> Json | None:
    if reference is None:
        return None
    kind = "Person" if reference.kind == "person" else "Organization"
    return _named(kind, reference)


def _place(reference: Reference) -> Mapping[str, object]:
    node = _named("Place", reference)
    if reference.lat is not None and reference.lon is not None:
        node["geo"] = {"@type": "GeoCoordinates", "latitude": reference.lat, "longitude": reference.lon}
    return node


def _named(kind: str, reference: Reference) -> Json:
    identified = {"identifier": reference.id} if reference.id is not None else {}
    return {"@type": kind, "name": reference.name, **identified}


def _work(document: Document | None, base: str) -> Json | None:
    if document is None:
        return None
    publisher = {"@type": "Organization", "name": document.outlet} if document.outlet is not None else None
    work = {
        "@type": "NewsArticle",
        "@id": document.url or f"{base}documents/{document.id}",
        "headline": document.title,
        "publisher": publisher,
        "datePublished": document.published,
    }
    return {key: value for key, value in work.items() if value is not None}
