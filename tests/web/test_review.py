"""Review: decisions become audit rows and links, nothing is lost between two people, everything can be undone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from attribune.model import LinkKind
from attribune.store.audit import broken, entries
from attribune.store.browse import browse
from attribune.store.review import decisions
from attribune.store.sql import SqlStore
from attribune.web.app import create_app

SENT = {"sec-fetch-site": "same-origin", "accept": "application/json"}


def signed_in(app, name: str) -> TestClient:  # type: ignore[no-untyped-def]
    client = TestClient(app)
    link = app.state.desk.sign_in.new_link(name)
    client.post("/sign-in", data={"link": link}, headers=SENT)
    return client


def some_claims(client: TestClient, count: int) -> list[str]:
    return [row["id"] for row in client.get(f"/claims.json?_size={count}").json()["rows"]]


def held(store: SqlStore, claim: str) -> dict[tuple[str, str | None], str | None]:
    with browse(store) as browser:
        return {(each.by, each.scale): each.new for each in decisions(browser.connection, claim)}


@pytest.mark.parametrize(
    ("form", "scale", "value"),
    [
        ({"reading": "y"}, "reading", "right"),
        ({"reading": "n", "why": "other speaker"}, "reading", "wrong"),
        ({"reading": "h"}, "reading", "unsure"),
        ({"grade": "b2"}, "admiralty", "B2"),
        ({"grade": "Weak"}, "airwars", "weak"),
        ({"field": "place", "value": "Kherson"}, "edit place", "Kherson"),
        ({"why": "ask the desk"}, "note", "ask the desk"),
    ],
)
def test_decision_is_an_entry_of_the_log(own: SqlStore, form: dict[str, str], scale: str, value: str) -> None:
    olena = signed_in(create_app(own), "Olena")
    (claim,) = some_claims(olena, 1)
    answer = olena.post(f"/review/{claim}", data=form, headers=SENT)
    assert answer.status_code == 200, answer.text
    with browse(own) as browser:
        last = list(entries(browser.connection))[-1]
        assert (last.by, last.action, last.subject, last.scale, last.new) == ("Olena", "assess", claim, scale, value)
        assert last.why == (None if scale == "note" else form.get("why"))
        assert not list(broken(browser.connection))
    assert value in olena.get(f"/claims/{claim}").text
    assert olena.get("/audit.json").json()["rows"][0]["subject"] == claim


@pytest.mark.parametrize(
    "form",
    [{}, {"reading": "maybe"}, {"grade": "G9"}, {"field": "mood", "value": "sad"}, {"field": "place", "value": " "}],
)
def test_decision_that_means_nothing_is_refused(own: SqlStore, form: dict[str, str]) -> None:
    olena = signed_in(create_app(own), "Olena")
    (claim,) = some_claims(olena, 1)
    assert olena.post(f"/review/{claim}", data=form, headers=SENT).status_code == 400
    assert olena.post("/review/c0", data={"reading": "y"}, headers=SENT).status_code == 404
    assert held(own, claim) == {}


def test_two_reviewers_lose_nothing_and_see_each_other(own: SqlStore) -> None:
    app = create_app(own)
    olena, ivan = signed_in(app, "Olena"), signed_in(app, "Ivan")
    (claim,) = some_claims(olena, 1)
    olena.post(f"/review/{claim}", data={"reading": "y"}, headers=SENT)
    answer = ivan.post(f"/review/{claim}", data={"reading": "n"}, headers=SENT)
    assert answer.json()["others"] == [{"by": "Olena", "scale": "reading", "value": "right"}]
    assert held(own, claim) == {("Olena", "reading"): "right", ("Ivan", "reading"): "wrong"}


def test_many_decisions_at_once_are_all_kept_in_one_whole_chain(own: SqlStore) -> None:
    app = create_app(own)
    people = [signed_in(app, name) for name in ("Olena", "Ivan", "Amal")]
    claims = some_claims(people[0], 8)
    jobs = [(who, claim) for claim in claims for who in people]
    with ThreadPoolExecutor(6) as pool:
        codes = list(pool.map(lambda job: job[0].post(f"/review/{job[1]}", data={"reading": "y"}, headers=SENT), jobs))
    assert [answer.status_code for answer in codes] == [200] * len(jobs)
    assert all(len(held(own, claim)) == 3 for claim in claims)
    with browse(own) as browser:
        assert not list(broken(browser.connection))


def test_judged_claim_leaves_the_queue_and_undo_brings_it_back(own: SqlStore) -> None:
    olena = signed_in(create_app(own), "Olena")
    first = olena.get("/review").text.split('<section class="item" id="')[1].split('"')[0]
    olena.post(f"/review/{first}", data={"reading": "y"}, headers=SENT)
    assert f'id="{first}"' not in olena.get("/review").text
    olena.post("/review/undo", headers=SENT)
    assert held(own, first) == {}
    assert f'id="{first}"' in olena.get("/review").text


def test_undo_goes_back_one_decision_at_a_time_and_only_ones_own(own: SqlStore) -> None:
    app = create_app(own)
    olena, ivan = signed_in(app, "Olena"), signed_in(app, "Ivan")
    (claim,) = some_claims(olena, 1)
    for grade in ("B2", "C3"):
        olena.post(f"/review/{claim}", data={"grade": grade}, headers=SENT)
    ivan.post(f"/review/{claim}", data={"grade": "A1"}, headers=SENT)
    olena.post("/review/undo", headers=SENT)
    assert held(own, claim) == {("Olena", "admiralty"): "B2", ("Ivan", "admiralty"): "A1"}
    olena.post("/review/undo", headers=SENT)
    assert held(own, claim) == {("Ivan", "admiralty"): "A1"}
    assert olena.post("/review/undo", headers=SENT).status_code == 409


def test_decision_about_two_claims_is_a_link_under_the_reviewers_name(own: SqlStore) -> None:
    olena = signed_in(create_app(own), "Olena")
    one, other = sorted(some_claims(olena, 2))
    for kind in ("same-event", "distinct"):
        answer = olena.post(
            f"/review/{one}/link", data={"other": other, "kind": kind, "why": "read both"}, headers=SENT
        )
        assert answer.status_code == 200
    with own.view() as view:
        mine = [link for link in view.links() if link.decided_by == "reviewer Olena"]
    assert [(link.kind, link.left, link.right) for link in mine] == [(LinkKind.DISTINCT, one, other)]
    assert olena.post(f"/review/{one}/link", data={"other": one, "kind": "distinct"}, headers=SENT).status_code == 400
    olena.post("/review/undo", headers=SENT)
    with own.view() as view:
        assert not [link for link in view.links() if link.decided_by == "reviewer Olena"]


def test_queue_puts_the_contradicted_and_the_disagreeing_first(own: SqlStore) -> None:
    client = TestClient(create_app(own))
    wrong = client.get("/checks.json?verdict__in=disagrees,copies_disagree").json()["rows"]
    assert wrong
    page = client.get("/review").text
    for row in wrong:
        assert f'id="{row["claim_id"]}"' in page
    assert 'class="decide"' not in page, "a reader has nothing to decide with"


def test_form_without_script_comes_back_to_the_queue(own: SqlStore) -> None:
    olena = signed_in(create_app(own), "Olena")
    (claim,) = some_claims(olena, 1)
    plain = {"sec-fetch-site": "same-origin", "accept": "text/html"}
    answer = olena.post(f"/review/{claim}", data={"reading": "y"}, headers=plain, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/review#{claim}")
    json_body = olena.post(f"/review/{claim}", content="{}", headers=plain | {"content-type": "application/json"})
    assert json_body.status_code == 415
