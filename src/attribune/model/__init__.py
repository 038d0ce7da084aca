"""The words we use as types: frozen, slotted, importing nothing else of ours."""

from attribune.model.claim import Claim, ClaimKind, claim_id
from attribune.model.document import Document, Region, RegionKind, Span, document_id, text_hash
from attribune.model.event import Check, CopyValue, Event, RecordValue, Series, SeriesPoint, Verdict
from attribune.model.link import Link, LinkKind, link_id
from attribune.model.mark import Mark
from attribune.model.mention import Attribution, MediaMention, Mentions, Quotation, Style, VerificationMention
from attribune.model.reading import (
    DocumentFacts,
    EquipmentReading,
    EventReading,
    MediaReading,
    PlaceReading,
    QuantityReading,
    Reading,
    Statement,
    Status,
    TimeReading,
    Verification,
)
from attribune.model.spans import SpanIndex, Spans, overlapping
from attribune.model.value import Basis, Number, Precision, Qualifier, Quantity, Reference, Slot, TimeInterval

__all__ = [
    "Attribution",
    "Basis",
    "Check",
    "Claim",
    "ClaimKind",
    "CopyValue",
    "Document",
    "DocumentFacts",
    "EquipmentReading",
    "Event",
    "EventReading",
    "Link",
    "LinkKind",
    "Mark",
    "MediaMention",
    "MediaReading",
    "Mentions",
    "Number",
    "PlaceReading",
    "Precision",
    "Qualifier",
    "Quantity",
    "QuantityReading",
    "Quotation",
    "Reading",
    "RecordValue",
    "Reference",
    "Region",
    "RegionKind",
    "Series",
    "SeriesPoint",
    "Slot",
    "Span",
    "SpanIndex",
    "Spans",
    "Statement",
    "Status",
    "Style",
    "TimeInterval",
    "TimeReading",
    "Verdict",
    "Verification",
    "VerificationMention",
    "claim_id",
    "document_id",
    "link_id",
    "overlapping",
    "text_hash",
]
