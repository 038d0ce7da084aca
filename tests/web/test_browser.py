"""The pages in a real browser: phone and desktop, with and without scripts, by keyboard, and by axe-core.

Needs playwright, Debian's chromium (`apt-get install chromium`) and axe-core (`python -m tools.build_assets --dev`);
skipped, with the reason, where one of them is missing.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
uvicorn = pytest.importorskip("uvicorn", reason="uvicorn is not installed")

from attribune.store import open_ledger  # noqa: E402
from attribune.store.copying import copy_ledger  # noqa: E402
from attribune.store.sql import SqlStore  # noqa: E402
from attribune.web.app import STATIC, create_app  # noqa: E402
from tests.store.ledgers import new_ledger  # noqa: E402

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = ROOT / "screenshots"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here: apt-get install chromium")


@dataclass
class Site:
    """A server with a ledger of its own, and where its things are."""

    address: str
    app: Any
    claim: str
    document: str
    copy: str
    event: str
    series: str

    def pages(self) -> dict[str, str]:
        return {
            "today": "/?day=2023-05-16",
            "claims": "/claims?party=UA",
            "search": "/claims?_search=missiles",
            "claim": f"/claims/{self.claim}",
            "document": f"/documents/{self.document}",
            "documents": "/documents",
            "events": "/events",
            "event": f"/events/{self.event}",
            "series-list": "/series",
            "series": f"/series/{self.series}?_until=2022-08-01",
            "map": "/map",
            "lineage": "/lineage",
            "compare": f"/lineage/{self.copy}",
            "checks": "/checks",
            "review": "/review",
            "brief": "/brief?_since=2023-05-16&_until=2023-05-16",
            "about": "/about",
            "audit": "/audit",
            "error": "/claims?nonsense=1",
        }


@pytest.fixture(scope="module")
def site(gold: SqlStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with (
        new_ledger(tmp_path_factory.mktemp("browser")) as ledger,
        open_ledger(ledger) as store,
        socket.socket() as listening,
    ):
        copy_ledger(gold, store)
        listening.bind(("127.0.0.1", 0))
        app = create_app(store)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield _site(f"http://127.0.0.1:{listening.getsockname()[1]}", app)
        server.should_exit = True
        thread.join(10)


def _site(address: str, app: Any) -> Site:
    from starlette.testclient import TestClient

    client = TestClient(app)

    def first(question: str, key: str = "id") -> str:
        return str(client.get(question).json()["rows"][0][key])

    return Site(
        address=address,
        app=app,
        claim=first("/checks.json?verdict=copies_disagree", "claim_id"),
        document=first("/documents.json?title__contains=Kakhovka"),
        copy=first("/lineage.json", "copy_id"),
        event=first("/events.json?_sort_desc=claims"),
        series=first("/series.json?category=artillery"),
    )


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        # --no-sandbox: test machines run as root in containers; the only pages opened are our own.
        yield driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture(params=list(SIZES))
def sized(request: pytest.FixtureRequest, chromium: Any, site: Site) -> Iterator[tuple[str, Any]]:
    width, height = SIZES[request.param]
    context = chromium.new_context(viewport={"width": width, "height": height}, base_url=site.address)
    yield request.param, context
    context.close()


def complaints(page: Any) -> list[str]:
    """What the console and the network of a page will complain of from here on."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("request", lambda request: found.append(request.url) if "127.0.0.1" not in request.url else None)
    return found


def test_pages_stand_at_every_size_without_complaint(sized: tuple[str, Any], site: Site) -> None:
    size, context = sized
    SHOTS.mkdir(exist_ok=True)
    page = context.new_page()
    found = complaints(page)
    for name, address in site.pages().items():
        page.goto(address)
        page.wait_for_load_state("networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{name} is {wide} pixels wider than a {size}"
        page.screenshot(path=SHOTS / f"{name}-{size}.png")
        expected = ["400 (Bad Request)"] if name == "error" else []
        assert [each for each in found if not any(known in each for known in expected)] == [], name
        found.clear()


def test_pages_say_the_same_without_scripts(chromium: Any, site: Site) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=site.address)
    page = context.new_page()
    for name, address in site.pages().items():
        page.goto(address)
        assert page.locator("h1").count() == 1, name
        assert page.locator("main").inner_text().strip(), name
    page.goto("/claims")
    page.fill(".ask input[name=_search]", "missiles")
    page.click(".ask button")
    assert "_search=missiles" in page.url
    assert page.locator(".m-hit").count() > 0
    page.goto("/map")
    assert page.locator("svg.map-drawn circle").count() > 10
    page.goto(f"/series/{site.series}")
    assert page.locator("svg.chart circle.dot").count() > 1
    context.close()


def test_layers_are_switched_without_scripts(chromium: Any, site: Site) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=site.address)
    page = context.new_page()
    page.goto(f"/documents/{site.document}")
    before = page.locator(".article .m-source").first.evaluate("each => getComputedStyle(each).textDecorationLine")
    page.uncheck("#layer-source")
    after = page.locator(".article .m-source").first.evaluate("each => getComputedStyle(each).textDecorationLine")
    assert (before, after) == ("underline", "none")
    page.click("text=Keep in the address")
    assert "_layer=cue" in page.url
    assert "_layer=source" not in page.url
    assert page.locator(".article .m-source").count() == 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(chromium: Any, site: Site, scheme: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: python -m tools.build_assets --dev")
    # The policy forbids scripts from elsewhere, as it should: the tool goes round it.
    context = chromium.new_context(base_url=site.address, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    for name, address in site.pages().items():
        page.goto(address)
        page.add_script_tag(path=AXE)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        serious = [
            (each["id"], each["nodes"][0]["html"][:160], each["nodes"][0].get("failureSummary", "")[:200])
            for each in result["violations"]
            if each["impact"] in ("serious", "critical")
        ]
        assert serious == [], (name, scheme)
    context.close()


def test_map_opens_and_the_slider_asks_for_one_day(chromium: Any, site: Site) -> None:
    if not (STATIC / "vendor" / "leaflet").is_dir():
        pytest.skip("Leaflet is not installed: python -m tools.build_assets")
    page = chromium.new_page(base_url=site.address)
    page.goto("/map")
    page.wait_for_selector("#map .leaflet-container, #map.leaflet-container")
    assert page.locator("svg.map-drawn").is_hidden()
    with page.expect_response(lambda response: "_since=" in response.url) as asked:
        page.locator("#day").fill("1")
    assert asked.value.json()["ok"]
    assert page.locator("#day-name").inner_text() != "all days"
    page.close()


def test_dragging_across_a_series_zooms_and_back_zooms_out(chromium: Any, site: Site) -> None:
    page = chromium.new_page(base_url=site.address)
    page.goto(f"/series/{site.series}")
    box = page.locator("svg.chart").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 120, steps=4)
    page.mouse.up()
    page.wait_for_url("**_since=**")
    page.go_back()
    page.wait_for_url(lambda url: "_since" not in url)
    page.close()


def test_review_by_keyboard(chromium: Any, site: Site) -> None:
    context = chromium.new_context(base_url=site.address)
    page = context.new_page()
    page.goto(f"/sign-in?link={site.app.state.desk.sign_in.new_link('Olena')}")
    page.click("main button")
    page.wait_for_url("**/review")
    first, second = (page.locator(".item").nth(at).get_attribute("id") for at in (0, 1))
    page.keyboard.press("j")
    assert page.locator(".item.current").get_attribute("id") == second
    page.keyboard.press("k")
    page.keyboard.press("y")
    page.wait_for_selector(f"#{first}.done")
    assert page.locator(".item.current").get_attribute("id") == second
    page.keyboard.press("g")
    page.keyboard.type("B2")
    page.keyboard.press("Enter")
    page.locator("#said").filter(has_text="B2").wait_for(state="attached")
    page.keyboard.press("Escape")
    page.locator(f"#{second}").focus()
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    for _ in range(2):  # the grade, then the reading
        with page.expect_navigation():
            page.keyboard.press("u")
    assert page.locator(f"#{first}").count() == 1
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    context.close()


def test_print_leaves_out_what_paper_does_not_need(chromium: Any, site: Site) -> None:
    page = chromium.new_page(base_url=site.address)
    page.goto("/brief?_since=2023-05-16&_until=2023-05-16")
    page.emulate_media(media="print")
    assert page.locator(".masthead nav").is_hidden()
    assert page.locator("h1").is_visible()
    page.close()


def test_screenshot_folder_is_not_kept() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "/screenshots/" in ignored
    assert os.path.commonpath([ROOT, SHOTS]) == str(ROOT)
