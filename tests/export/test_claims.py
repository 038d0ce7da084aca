"""Tests of export/claims.py: nothing lost, nothing capped, headers even without rows."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest

from attribune.errors import FatalError
from attribune.export import COLUMNS, claim_record, export
from attribune.model import Claim, Reference, Span
from attribune.model.codec import from_json
from attribune.store import StoredClaim
from tests.store.builders import make_claim, make_document

DOCUMENT = make_document("It is said that Russia allegedly lost 5 tanks; “many”, he added.", source="x/report.txt")
CLAIM = replace(make_claim(DOCUMENT, "5 tanks"), hedges=(Span(23, 32),), relay=(Reference(None, "TASS", "agency"),))
STORED = StoredClaim(CLAIM, "2024-01-01T00:00:00.000000Z", None)


def written(form: str, rows: list[StoredClaim]) -> str:
    out = StringIO()
    assert export(rows, {DOCUMENT.id: DOCUMENT}.get, form, out) == len(rows)
    return out.getvalue()


def test_jsonl_gives_the_claims_back() -> None:
    lines = [json.loads(line) for line in written("jsonl", [STORED] * 1200).splitlines()]
    assert len(lines) == 1200
    assert from_json(Claim, lines[0]["claim"]) == CLAIM
    assert lines[0]["document"]["file"] == "report.txt"
    assert lines[0]["document"]["text"] == DOCUMENT.text
    assert not any("text" in line["document"] for line in lines[1:])
    assert lines[0]["recorded_from"] == STORED.recorded_from


def test_csv_has_one_row_a_claim_and_the_words_of_lists() -> None:
    (row,) = csv.DictReader(StringIO(written("csv", [STORED])))
    assert tuple(row) == COLUMNS
    assert (row["text"], row["best"], row["cumulative"], row["low"]) == ("5 tanks", "5", "true", "")
    assert (row["hedges"], row["relay"], row["spans"]) == ("allegedly", "TASS", "38-45")


def test_csv_without_claims_still_has_its_header() -> None:
    assert written("csv", []).strip().split(",") == list(COLUMNS)
    assert written("jsonl", []) == ""


def test_columns_are_the_keys_of_a_record() -> None:
    assert tuple(claim_record(STORED, DOCUMENT)) == COLUMNS
    assert tuple(claim_record(STORED, None)) == COLUMNS


def test_export_when_the_form_is_unknown_names_those_there_are() -> None:
    with pytest.raises(FatalError, match="choose one of csv, jsonl"):
        export([], lambda _: None, "xlsx", StringIO())
