"""The JSON dialect and the streams: what is asked is what comes, all of it, and what cannot be asked says so."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from attribune.export.reading import decoded_lines, read_claim
from attribune.model import Claim, Document
from attribune.model.codec import from_json
from attribune.store import ClaimFilter, Entry, open_ledger
from attribune.store.sql import SqlStore
from attribune.store.taking import Carried, take_claims
from attribune.web.app import create_app
from attribune.web.tables import TABLES


def rows(client: TestClient, address: str) -> list[dict[str, object]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, object]] = answer.json()["rows"]
    return found


@pytest.mark.parametrize("name", TABLES)
def test_listing_pages_add_up_to_the_whole_csv(client: TestClient, name: str) -> None:
    seen: list[dict[str, object]] = []
    address = f"/{name}.json?_size=37"
    while address:
        body = client.get(address).json()
        assert body["ok"] is True
        seen += body["rows"]
        url = urlsplit(body["next_url"] or "")
        address = f"{url.path}?{url.query}" if body["next_url"] else ""
    whole = list(csv.DictReader(io.StringIO(client.get(f"/{name}.csv").text)))
    lines = client.get(f"/{name}.jsonl").text.splitlines()
    assert len(seen) == body["count"] == len(whole) == len(lines)
    assert len({json.dumps(row, sort_keys=True) for row in seen}) == len(seen)


@pytest.mark.parametrize("name", TABLES)
def test_listing_sorts_by_every_column_both_ways(client: TestClient, name: str) -> None:
    columns = client.get(f"/{name}.json?_shape=arrays&_size=1").json()["columns"]
    for column in columns:
        up = [row[column] for row in rows(client, f"/{name}.json?_sort={column}&_size=max")]
        down = [row[column] for row in rows(client, f"/{name}.json?_sort_desc={column}&_size=max")]
        known = [value for value in up if value is not None and not isinstance(value, list)]
        assert known == sorted(known)
        assert len(up) == len(down)
        assert [value is None for value in up] == sorted((value is None for value in up), reverse=True)


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        ("party=UA", lambda row: row["party"] == "UA"),
        ("party__not=UA", lambda row: row["party"] not in ("UA", None)),
        ("party__isnull=1", lambda row: row["party"] is None),
        ("party__notnull=1", lambda row: row["party"] is not None),
        ("party__in=UA,RU", lambda row: row["party"] in ("UA", "RU")),
        ('party__in=["UA"]', lambda row: row["party"] == "UA"),
        ("party__notin=UA,RU", lambda row: row["party"] not in ("UA", "RU", None)),
        ("best__gt=1000", lambda row: row["best"] > 1000),
        ("best__gte=812&best__lte=812", lambda row: row["best"] == 812),
        ("best__lt=9", lambda row: row["best"] < 9),
        ("text__contains=missile", lambda row: "missile" in row["text"].lower()),
        ("text__startswith=that", lambda row: row["text"].lower().startswith("that")),
        ("text__endswith=%25", lambda row: row["text"].endswith("%")),
        ("kind=event&_place=Kyiv", lambda row: row["kind"] == "event" and row["place"] == "Kyiv"),
        ("_bbox=36,47,40,50", lambda row: 36 <= row["lon"] <= 40 and 47 <= row["lat"] <= 50),
        ("published__date=2022-07-06", lambda row: row["published"][:10] == "2022-07-06"),
        ("_by=Zelensky", lambda row: row["claimant"] == "Volodymyr Zelenskyy"),
    ],
)
def test_claims_filter(client: TestClient, filters: str, holds) -> None:  # type: ignore[no-untyped-def]
    every = rows(client, "/claims.json?_size=max")
    found = rows(client, f"/claims.json?_size=max&{filters}")
    assert all(holds(row) for row in found)
    assert found or "%25" in filters
    passing = [row for row in every if _passes(holds, row)]
    assert {row["id"] for row in passing} == {row["id"] for row in found}


def _passes(holds, row: dict[str, object]) -> bool:  # type: ignore[no-untyped-def]
    try:
        return bool(holds(row))
    except TypeError:  # compared with an unknown value
        return False


def test_facets_count_what_filtering_by_them_gives(client: TestClient) -> None:
    body = client.get("/claims.json?kind=event&_facet=party&_facet=place&_facet_size=200&_size=1").json()
    for column in ("party", "place"):
        results = body["facet_results"]["results"][column]["results"]
        assert sum(each["count"] for each in results) == body["count"]
        for each in results[:4]:
            asked = f"{column}__isnull=1" if each["value"] is None else f"{column}={each['value']}"
            assert client.get(f"/claims.json?kind=event&{asked}").json()["count"] == each["count"]


def test_search_finds_words_and_parts_of_words(client: TestClient) -> None:
    assert client.get("/claims.json?_search=missiles").json()["count"] > 0
    assert (
        client.get("/claims.json?_search=issile").json()["count"]
        >= client.get("/claims.json?_search=missile").json()["count"]
    )
    for hostile in ('"', "a AND", "NEAR(", "*", "'; DROP TABLE claims; --", "кіт", "-", "()"):
        assert client.get("/claims.json", params={"_search": hostile}).status_code == 200


@pytest.mark.parametrize("shape", ["objects", "arrays", "array", "arrayfirst", "object"])
def test_shapes_hold_the_same_rows(client: TestClient, shape: str) -> None:
    body = client.get(f"/documents.json?_shape={shape}&_size=3").json()
    found = body if isinstance(body, list) else body["rows"]
    assert len(found) == 3


def test_lines_are_one_row_each(client: TestClient) -> None:
    answer = client.get("/documents.json?_shape=array&_nl=on&_size=3")
    assert [json.loads(line)["id"] for line in answer.text.splitlines()] == [
        row["id"] for row in rows(client, "/documents.json?_size=3")
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        "colour=red", "text__smells=x", "_colour=red", "_size=many", "_size=100000", "_next=nonsense", "_next=W10",
        "_sort=colour", "_facet=colour", "_shape=round", "_since=soon", "_bbox=1,2,3", "_bbox=a,b,c,d",
        "_bbox=nan,0,1,1", "_by=Nobody+At+All", "_as_of=yesterday", "changed_since=soon", "party__in=[",
        "_search=a%00b", "text=%00",
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", ["json", "csv", "jsonl", "geojson", "jsonld"])
def test_wrong_questions_are_answered_with_one_stable_error(client: TestClient, wrong: str, suffix: str) -> None:
    if suffix != "json" and wrong.startswith(("_next", "_facet", "_size=1")):
        return  # exports have no pages and no facets
    answer = client.get(f"/claims.{suffix}?{wrong}")
    assert answer.status_code == 400
    body = answer.json()
    assert set(body) == {"ok", "error", "remedy", "status", "title"}
    assert body["ok"] is False
    assert body["error"]


def test_claim_json_reads_back_as_the_claim(client: TestClient, gold: SqlStore) -> None:
    with gold.view() as view:
        for stored in list(view.claims())[::60]:
            body = client.get(f"/claims/{stored.claim.id}.json").json()
            assert from_json(Claim, body["claim"]) == stored.claim


def test_jsonl_holds_every_claim_whole(client: TestClient, gold: SqlStore) -> None:
    lines = [json.loads(line) for line in client.get("/claims.jsonl").text.splitlines()]
    with gold.view() as view:
        stored = {each.claim.id: each.claim for each in view.claims()}
    assert {line["claim"]["id"]: from_json(Claim, line["claim"]) for line in lines} == stored


@pytest.mark.parametrize("words", ["  ", "\t\n\u00a0", '"', '"" "', "a", "x*", "NEAR(", "-", "missiles'--", "%", "_"])
@pytest.mark.parametrize("name", ["claims", "documents", "parties", "events"])
def test_search_for_anything_is_answered(client: TestClient, name: str, words: str) -> None:
    answer = client.get(f"/{name}.json", params={"_search": words})
    assert answer.status_code == 200
    if not words.strip():
        assert answer.json()["count"] == client.get(f"/{name}.json").json()["count"] > 0


def test_search_counts_what_it_lists_whatever_else_is_asked(own: SqlStore) -> None:
    """The rows found are counted without a look at them: those closed since must not be among them."""
    client = TestClient(create_app(own))
    found = rows(client, "/claims.json?_search=missiles&_size=max")
    with own.view() as view:
        document = view.document(str(found[0]["document_id"]))
        reading = view.reading(str(found[0]["document_id"]))
    assert document is not None
    assert reading is not None
    with own.writer() as writer:
        writer.put(Entry(document, reading, (), "none left"))
    gone = sum(row["document_id"] == document.id for row in found)
    facets = "&_facet=party&_facet=kind&_facet=stance"
    for more in ("", "&kind=event", facets, "&_since=2000-01-01", "&_bbox=-180,-90,180,90"):
        body = client.get(f"/claims.json?_search=missiles&_size=max{more}").json()
        assert body["count"] == len(body["rows"])
        assert document.id not in {row["document_id"] for row in body["rows"]}
        if more in ("", facets):
            assert body["count"] == len(found) - gone
    before = client.get("/claims.json?_search=missiles&_as_of=2024-03-02").json()
    assert before["count"] == len(found)


def test_jsonl_reads_in_again(client: TestClient, gold: SqlStore, tmp_path: Path) -> None:
    lines = client.get("/claims.jsonl?kind=event").text.splitlines()
    read = [read_claim(*line) for line in decoded_lines(lines)]
    carried = [Carried(claim.document_id, document, (claim,)) for claim, document, _ in read]
    with open_ledger(tmp_path / "new.db") as new, gold.view() as old:
        assert take_claims(new, carried).skipped == 0
        with new.view() as view:
            events = list(old.claims(ClaimFilter(kinds=("event",))))
            assert [each.claim for each in view.claims()] == [each.claim for each in events]
        assert list(new.verify()) == []


def test_geojson_is_a_feature_collection_with_a_radius(client: TestClient) -> None:
    body = client.get("/claims.geojson?lat__notnull=1").json()
    assert body["type"] == "FeatureCollection"
    assert body["features"]
    for feature in body["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90
        assert "radius_km" in feature["properties"]


def test_jsonld_selectors_find_the_words(client: TestClient, gold: SqlStore) -> None:
    with gold.view() as view:
        documents: dict[str, Document] = {each.id: each for each in view.documents()}
    body = client.get("/claims.jsonld?_size=40").json()
    checked = 0
    for node in body["@graph"]:
        claim = client.get(node["@id"].replace("http://testserver", "") + ".json").json()["claim"]
        text = documents[claim["document_id"]].text
        for target in node["annotation"]["target"]:
            position, quote = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
            checked += 1
    assert checked >= 40


def test_as_of_before_the_first_report_is_empty(client: TestClient) -> None:
    assert client.get("/claims.json?_as_of=2020-01-01").json()["count"] == 0
    assert client.get("/claims.json?_as_of=2030-01-01").json()["count"] == client.get("/claims.json").json()["count"]


def test_changed_since_gives_only_what_changed_after(client: TestClient) -> None:
    everything = client.get("/claims.json?changed_since=2020-01-01").json()["count"]
    assert everything == client.get("/claims.json").json()["count"]
    assert client.get("/claims.json?changed_since=2030-01-01").json()["count"] == 0


def test_csv_cells_are_no_formulas() -> None:
    from attribune.web.rows import csv_lines

    text = "".join(csv_lines([{"a": "=1+1", "b": "-5", "c": -5, "d": "+x", "e": "ok"}], ["a", "b", "c", "d", "e"]))
    assert text.splitlines()[1] == "'=1+1,-5,-5,'+x,ok"


def test_document_text_is_plain_text_whatever_it_holds(client: TestClient, gold: SqlStore) -> None:
    with gold.view() as view:
        document = next(iter(view.documents()))
    answer = client.get(f"/documents/{document.id}.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.text == document.text


def test_place_precision_region_gives_no_exact_point(gold: SqlStore) -> None:
    from attribune.web.app import create_app
    from attribune.web.settings import PlacePrecision, WebConfig

    coarse = TestClient(create_app(gold, WebConfig(place_precision=PlacePrecision.REGION)))
    for row in rows(coarse, "/claims.json?country=UA&_size=max"):
        assert row["lat"] is None or (float(str(row["lat"])) * 2).is_integer()
        assert row["place"] == row["country"]
    for feature in coarse.get("/claims.geojson").json()["features"]:
        if feature["geometry"] is not None:
            assert all((degrees * 2).is_integer() for degrees in feature["geometry"]["coordinates"])
    assert coarse.get("/claims.json?lat__gt=48").status_code == 400
    assert coarse.get("/claims.json?_facet=place").status_code == 400
    assert coarse.get("/map").status_code == 200
