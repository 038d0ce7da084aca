"""Claims take claimant, stance and hedges from the statement that holds them, and ids from where they stand."""

from __future__ import annotations

from dataclasses import replace

from attribune.catalog import load_catalog
from attribune.extract import extract, load_models
from attribune.model import Claim, ClaimKind, Document, Status, document_id, text_hash
from attribune.normalize import claims, normalize

TEXT = (
    "The General Staff of the Armed Forces of Ukraine reported that Russia had lost 1,363 tanks from 24 February to "
    "2 June 2022.\n\nRussian forces shelled Lyman on Monday."
)


def read(text: str, outlet: str | None = "Example Herald") -> tuple[Document, tuple[Claim, ...]]:
    doc = Document(document_id(text), text, text_hash(text), published="2022-06-02", outlet=outlet, language="en")
    return doc, claims(doc, normalize(doc, extract(doc, load_models("accurate")), load_catalog()))


def test_quantity_when_inside_a_statement_is_its_claimants() -> None:
    doc, found = read(TEXT)
    (tanks,) = [claim for claim in found if claim.category == "tank"]
    assert tanks.claimant is not None
    assert tanks.claimant.name == "General Staff of the Armed Forces of Ukraine"
    assert (tanks.kind, tanks.status, tanks.cumulative, tanks.subject) == (
        ClaimKind.QUANTITY,
        Status.CLAIMED,
        True,
        "RU",
    )
    assert tanks.quantity is not None
    assert tanks.quantity.span.of(doc.text) == tanks.quantity.text == "1,363 tanks"
    assert tanks.source is not None
    assert tanks.source.of(doc.text) == "The General Staff of the Armed Forces of Ukraine"


def test_event_when_the_article_speaks_is_the_outlets() -> None:
    _, found = read(TEXT)
    (shelling,) = [claim for claim in found if claim.event_type == "shelling"]
    assert (shelling.status, shelling.source) == (Status.REPORTED_AS_FACT, None)
    assert shelling.claimant is not None
    assert shelling.claimant.name == "Example Herald"


def test_event_when_the_outlet_is_unknown_has_no_claimant() -> None:
    _, found = read(TEXT, outlet=None)
    (shelling,) = [claim for claim in found if claim.event_type == "shelling"]
    assert shelling.claimant is None


def test_ids_when_values_change_stay() -> None:
    doc, found = read(TEXT)
    again = claims(doc, normalize(doc, extract(doc, load_models("accurate")), load_catalog()))
    assert [claim.id for claim in found] == [claim.id for claim in again]
    assert len({claim.id for claim in found}) == len(found)
    other = replace(doc, id="d0000000000000000")
    moved = claims(other, normalize(other, extract(other, load_models("accurate")), load_catalog()))
    assert not {claim.id for claim in moved} & {claim.id for claim in found}


def test_spans_when_read_again_are_the_stored_words() -> None:
    doc, found = read(TEXT)
    assert found
    assert all(claim.text == " … ".join(span.of(doc.text) for span in claim.spans) for claim in found)
