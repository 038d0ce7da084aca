"""Pictures of the pages for the README and the docs: `python -m tools.screenshots LEDGER OUT`.

Needs playwright and a chromium (`apt-get install chromium`). The ledger is one of our own sample dispatches
(`attribune demo --ledger demo.db`): nothing of anybody else is in the pictures.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn

from attribune.store import open_ledger
from attribune.web.app import create_app

__all__ = ["main"]

_WIDTH, _HEIGHT = 1280, 860
_SETTLE_MS = 800  # the map draws itself after it has loaded


def main(arguments: list[str] | None = None) -> int:
    """Take the pictures; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args(arguments)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("there is no chromium here: apt-get install chromium", file=sys.stderr)
        return 1
    asked.out.mkdir(parents=True, exist_ok=True)
    with open_ledger(asked.ledger, create=False) as store, socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        app = create_app(store)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        _take(f"http://127.0.0.1:{listening.getsockname()[1]}", app, chromium, asked.out)
        server.should_exit = True
        thread.join(10)
    return 0


def _take(address: str, app: Any, chromium: str, out: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        # --no-sandbox: in a container one is root; the only pages opened are our own.
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(base_url=address, viewport={"width": _WIDTH, "height": _HEIGHT})
        page = context.new_page()

        def first(question: str, key: str) -> str | None:
            rows = page.request.get(question).json()["rows"]
            return str(rows[0][key]) if rows else None

        for name, path in _pages(first).items():
            if path is not None:
                page.goto(path)
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(_SETTLE_MS)
                page.screenshot(path=out / f"{name}.png")
                print(out / f"{name}.png")
        page.goto(f"/sign-in?link={app.state.desk.sign_in.new_link('reviewer')}")
        page.click("main button")
        page.wait_for_timeout(_SETTLE_MS)
        page.screenshot(path=out / "review.png")
        print(out / "review.png")


def _pages(first: Any) -> dict[str, str | None]:
    """Name and address of every picture; None where the ledger has nothing for it."""

    def below(path: str, question: str, key: str) -> str | None:
        found = first(question, key)
        return f"{path}/{found}" if found is not None else None

    drift = first("/lineage.json?_sort_desc=score", "copy_id")
    day = first(f"/documents.json?id={drift}", "day") if drift is not None else None
    series = below("/series", "/series.json?category=artillery&_sort_desc=reports", "id")
    return {
        "today": f"/?day={day}" if day is not None else "/",
        "search": "/claims?_search=missiles",
        "claim": below("/claims", "/checks.json?verdict=copies_disagree", "claim_id")
        or below("/claims", "/claims.json?verification=unverified", "id"),
        "document": below("/documents", "/documents.json?_sort_desc=claims", "id"),
        "event": below("/events", "/events.json?_sort_desc=claims", "id"),
        "series": f"{series}?_until=2022-12-31" if series is not None else None,
        "map": "/map",
        "lineage": f"/lineage/{drift}" if drift is not None else None,
        "checks": "/checks",
    }


if __name__ == "__main__":
    sys.exit(main())
