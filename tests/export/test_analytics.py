"""Parquet, and the CSV profiles of conflict data sets."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from attribune.catalog.lexicon import load_language
from attribune.export import COLUMNS, export
from attribune.export.conflict import ACLED_COLUMNS, ACLED_TYPES, UCDP_COLUMNS
from attribune.export.parquet import TYPES, write_parquet
from attribune.model import Basis, Claim, ClaimKind, Precision, Reference, TimeInterval
from attribune.store import StoredClaim
from tests.store.builders import day, make_claim, make_document

DOCUMENT = make_document("Russia struck Odesa with 5 missiles, the mayor said.", title="Odesa struck")
PLACE = Reference("698740", "Odesa", "settlement", "UA", 46.48, 30.73, where_precision=1)
EVENT = replace(
    make_claim(DOCUMENT, "Russia struck Odesa"),
    kind=ClaimKind.EVENT,
    event_type="strike",
    actor=Reference("RU", "Russia", "country", "RU"),
    place=PLACE,
    time=day("2022-07-05"),
)
FIGURE = make_claim(DOCUMENT, "5 missiles")


def rows(form: str, *claims: Claim) -> list[dict[str, str]]:
    out = StringIO()
    stored = [StoredClaim(claim, "2024-01-01T00:00:00Z", None) for claim in claims]
    export(stored, {DOCUMENT.id: DOCUMENT}.get, form, out)
    return list(csv.DictReader(StringIO(out.getvalue())))


def test_acled_row_has_type_precision_and_who_claims_it() -> None:
    (row,) = rows("acled-csv", EVENT, FIGURE)
    assert tuple(row) == ACLED_COLUMNS
    assert (row["event_type"], row["sub_event_type"]) == ("Explosions/Remote violence", "Air/drone strike")
    assert (row["event_date"], row["time_precision"], row["geo_precision"]) == ("2022-07-05", "1", "1")
    assert (row["actor1"], row["location"], row["latitude"]) == ("Russia", "Odesa", "46.48")
    assert (row["stance"], row["fatalities"]) == ("asserts", "")
    assert row["claimant"]


def test_ucdp_row_has_its_codes() -> None:
    (row,) = rows("ucdp-csv", replace(EVENT, place=replace(PLACE, where_precision=4)))
    assert tuple(row) == UCDP_COLUMNS
    assert (row["date_start"], row["date_end"], row["date_prec"]) == ("2022-07-05", "2022-07-05", "1")
    assert (row["where_prec"], row["side_a"], row["best"]) == ("4", "Russia", "")


@pytest.mark.parametrize(
    ("last", "precision", "acled", "ucdp"),
    [
        (date(2022, 7, 1), Precision.DAY, "1", "1"),
        (date(2022, 7, 3), Precision.DAYS, "2", "2"),
        (date(2022, 7, 7), Precision.WEEK, "2", "3"),
        (date(2022, 7, 31), Precision.MONTH, "3", "4"),
        (date(2022, 12, 31), Precision.YEAR, "3", "5"),
        (None, Precision.DAY, "", ""),
    ],
)
def test_precision_of_time_follows_the_codebooks(
    last: date | None, precision: Precision, acled: str, ucdp: str
) -> None:
    claim = replace(EVENT, time=TimeInterval(date(2022, 7, 1), last, precision, Basis.ABSOLUTE))
    assert rows("acled-csv", claim)[0]["time_precision"] == acled
    assert rows("ucdp-csv", claim)[0]["date_prec"] == ucdp


def test_every_sub_event_of_the_lexicon_is_one_of_the_codebook() -> None:
    known = {sub for subs in ACLED_TYPES.values() for sub in subs}
    assert len(known) == 25
    assert {sub for sub in load_language("en")["events"]["acled"].values() if sub is not None} <= known


def test_parquet_has_typed_columns_and_every_claim(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "claims.parquet"
    stored = [StoredClaim(claim, "2024-01-01T00:00:00Z", None) for claim in (EVENT, FIGURE)] * 4_000
    assert write_parquet(stored, {DOCUMENT.id: DOCUMENT}.get, path) == 8_000
    table = pq.read_table(path)
    assert tuple(table.column_names) == COLUMNS == tuple(TYPES)
    first, second = table.slice(0, 2).to_pylist()
    assert (first["start"], first["lat"], first["best"]) == (date(2022, 7, 5), 46.48, 5.0)
    assert (second["cumulative"], second["spans"]) == (True, ["25-35"])
    assert second["relay"] == []


def test_parquet_is_read_as_it_is_by_pandas_and_duckdb_where_they_are(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "claims.parquet"
    write_parquet([StoredClaim(FIGURE, "2024-01-01T00:00:00Z", None)], {DOCUMENT.id: DOCUMENT}.get, path)
    duckdb = pytest.importorskip("duckdb")
    assert duckdb.sql(f"SELECT sum(best) FROM '{path}' WHERE category = 'tank'").fetchone() == (5.0,)
