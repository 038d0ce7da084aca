"""The page beside Datasette on one SQLite file: `python -m bench.web_load [--claims 100000] [--out docs/…]`.

Makes a ledger of synthetic claims (the same for the same seed), serves it by both, asks both for what both can do, and
prints median, 95th percentile and processor time in one run. Datasette has to be installed somewhere: name it with
--datasette.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from attribune.model import (
    Basis,
    Claim,
    ClaimKind,
    Document,
    DocumentFacts,
    Precision,
    Qualifier,
    Quantity,
    Reading,
    Reference,
    Slot,
    Span,
    Status,
    Style,
    TimeInterval,
    Verification,
    claim_id,
    document_id,
    text_hash,
)  # fmt: skip
from attribune.store import Entry, open_ledger

__all__ = ["main", "synthetic"]

_PER_DOCUMENT = 10
_PARTIES = (("ua-general-staff", "General Staff of the Armed Forces of Ukraine", "UA"),
            ("ru-defence-ministry", "Ministry of Defence of the Russian Federation", "RU"),
            ("il-forces", "Israel Defence Forces", "IL"), ("ps-hamas", "Hamas", "PS"),
            ("sd-forces", "Sudanese Armed Forces", "SD"), ("un-ocha", "OCHA", "UN"))  # fmt: skip
_PLACES = [
    (f"place-{at}", f"Town {at}", "UA" if at % 3 else "SD", 10 + (at * 7) % 45, 20 + (at * 13) % 40)
    for at in range(800)
]
_VERBS = ("shelled", "captured", "hit", "struck", "repelled", "advanced near", "destroyed", "intercepted")
_THINGS = ("missiles", "tanks", "drones", "an ammunition depot", "artillery", "a bridge", "a column", "vessels")
_CATEGORIES = ("tank", "artillery", "uav", "helicopter", "vehicle", "missile")


def synthetic(count: int, seed: int = 1) -> Iterator[Entry]:
    """Documents of ten claims each until there are `count` claims: half events with a place, half figures."""
    chance = random.Random(seed)
    first = date(2022, 2, 24)
    for number in range(count // _PER_DOCUMENT):
        day = first + timedelta(days=chance.randrange(900))
        lines, spans, at = [], [], 0
        for _ in range(_PER_DOCUMENT):
            place = chance.choice(_PLACES)
            verb, thing, size = chance.choice(_VERBS), chance.choice(_THINGS), chance.randrange(2000)
            line = f"It {verb} {thing} in {place[1]}, {size} in all, report {number}."
            lines.append((line, place))
            spans.append(Span(at, at + len(line)))
            at += len(line) + 1
        text = "\n".join(line for line, _ in lines)
        url = f"https://outlet{number % 40}.example/{number}"
        document = Document(
            document_id(text, url=url), text, text_hash(text), title=f"Report {number}", outlet=f"Outlet {number % 40}",
            published=day.isoformat(), url=url, language="en", source=f"synthetic {number}",
        )  # fmt: skip
        claims = tuple(
            _claim(document, span, place, day, chance, figure=at % 2 == 1)
            for at, (span, (_, place)) in enumerate(zip(spans, lines, strict=True))
        )
        yield Entry(document, Reading(DocumentFacts(title=document.title)), claims, "synthetic 1")


def _claim(
    document: Document,
    span: Span,
    place: tuple[str, str, str, int, int],
    day: date,
    chance: random.Random,
    *,
    figure: bool,
) -> Claim:
    party = chance.choice(_PARTIES)
    kind = ClaimKind.QUANTITY if figure else ClaimKind.EVENT
    when = TimeInterval(day, day, Precision.DAY, Basis.ABSOLUTE)
    own: dict[str, Any] = _figure(document, span, chance) | {"period": when} if figure else _event(place, chance)
    own |= {} if figure else {"time": when}
    return Claim(
        id=claim_id(document.id, kind, (span,)), document_id=document.id, kind=kind, spans=(span,),
        text=span.of(document.text), claimant=Reference(party[0], party[1], "military", party[2]), party=party[2],
        stance=chance.choice(("asserts", "alleges", "denies")), status=Status.CLAIMED, style=Style.INDIRECT,
        verification=chance.choice(list(Verification)), published=day.isoformat(), **own,
    )  # fmt: skip


def _figure(document: Document, span: Span, chance: random.Random) -> dict[str, Any]:
    quantity = Quantity(None, chance.randrange(2000), None, Qualifier.EXACT)
    return {
        "quantity": Slot(quantity, span.of(document.text), span),
        "cumulative": chance.random() < 0.5,
        "category": chance.choice(_CATEGORIES),
        "subject": "RU",
    }


def _event(place: tuple[str, str, str, int, int], chance: random.Random) -> dict[str, Any]:
    where = Reference(place[0], place[1], "settlement", place[2], float(place[4]), float(place[3]), radius_km=5.0)
    return {"event_type": chance.choice(("strike", "shelling", "armed_clash", "interception")), "place": where}


def main(arguments: list[str] | None = None) -> int:
    """Measure and print a table; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--ledger", type=Path, help="keep the ledger there, and use it where it is")
    parser.add_argument("--datasette", default=shutil.which("datasette"), help="the datasette command")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = asked.ledger or Path(folder) / "bench.db"
        if not path.exists():
            _build(path, asked.claims)
        servers = {"attribune": _attribune(path)} | (
            {"datasette": _datasette(asked.datasette, path)} if asked.datasette else {}
        )
        measured = _measure(servers, asked.rounds)
    _print(measured, list(servers), asked.claims)
    return 0


def _build(path: Path, count: int) -> None:
    started = time.monotonic()
    with open_ledger(path) as store, store.writer() as writer:
        for entry in synthetic(count):
            writer.put(entry)
    print(
        f"built {count:,} claims in {time.monotonic() - started:.0f} s, {path.stat().st_size / 2**20:.0f} MiB",
        file=sys.stderr,
    )


def _port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _attribune(path: Path) -> tuple[list[str], int]:
    port = _port()
    command = str(Path(sys.executable).with_name("attribune"))
    return [command, "--ledger", str(path), "serve", "--port", str(port)], port


def _datasette(command: str, path: Path) -> tuple[list[str], int]:
    port = _port()
    settings = {"sql_time_limit_ms": "10000", "facet_time_limit_ms": "10000", "suggest_facets": "off"}
    told = [part for name, value in settings.items() for part in ("--setting", name, value)]
    return [command, "serve", str(path), "--port", str(port), *told], port


_BOTH = {
    "newest 50 claims": "_size=50&_sort_desc=published&_nocount=1",
    "one side, one kind": "_size=50&party=UA&kind=event",
    "facets: side, kind, stance": "_size=50&_facet=party&_facet=kind&_facet=stance",
    "facet of 800 places": "_size=50&_facet=place",
    "full text": "_size=50&_search=missiles+Town",
    "map box": "_size=1000&lat__gte=30&lat__lte=40&lon__gte=20&lon__lte=30&_nocount=1",
    "one series": "_size=1000&claimant_id=ua-general-staff&category=tank&cumulative=1&_nocount=1",
}
"""What both can be asked, in the dialect that both speak."""

_OURS = {
    "page: search with ten facets": "/claims?_search=missiles",
    "page: claim card": "/claims/{claim}",
    "page: series": "/series/ua-general-staff~tank~RU",
    "page: map": "/map",
    "page: review": "/review",
}


def _questions(server: str) -> dict[str, str]:
    """The addresses to ask a server; {db} is Datasette's name of the file, {claim} the id of a claim.

    Datasette reads the raw table, so it has to be told to leave out closed rows and where the search index is, and it
    must not spend its time on suggesting facets that nobody asked for.
    """
    if server == "attribune":
        return {name: f"/claims.json?{question}" for name, question in _BOTH.items()} | _OURS
    told = "recorded_to__isnull=1&_nosuggest=1&_shape=objects&_fts_table=claims_words&_fts_pk=rowid"
    return {name: f"/{{db}}/claims.json?{question}&{told}" for name, question in _BOTH.items()}


@contextmanager
def _running(command: list[str], port: int) -> Iterator[_Server]:
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    server = _Server(f"http://127.0.0.1:{port}", process.pid)
    try:
        for _ in range(200):
            try:
                _fetch(f"{server.address}/")
                break
            except OSError:
                time.sleep(0.2)
        yield server
    finally:
        process.terminate()
        process.wait(20)


@dataclass(frozen=True, slots=True)
class _Server:
    address: str
    process: int

    def cpu(self) -> float:
        """Milliseconds that its processor has worked for it: what a busy machine does not blur."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class _Figures:
    median: float
    p95: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.median:.0f} / {self.p95:.0f} / {self.cpu:.0f}"


def _measure(servers: Mapping[str, tuple[list[str], int]], rounds: int) -> dict[str, dict[str, _Figures]]:
    """The figures of each question by server. Servers are asked in turn, so that what disturbs one disturbs all."""
    found: dict[str, dict[str, _Figures]] = {}
    with ExitStack() as stack:
        running = {name: stack.enter_context(_running(*server)) for name, server in servers.items()}
        urls = {name: _urls(name, running[name], command) for name, (command, _) in servers.items()}
        for question in urls["attribune"]:
            asked = {name: each[question] for name, each in urls.items() if question in each}
            times: dict[str, list[float]] = {name: [] for name in asked}
            for url in asked.values():
                _fetch(url)
            before = {name: running[name].cpu() for name in asked}
            for _ in range(rounds):
                for name, url in asked.items():
                    started = time.perf_counter()
                    _fetch(url)
                    times[name].append((time.perf_counter() - started) * 1000)
            found[question] = {
                name: _Figures(
                    statistics.median(each), statistics.quantiles(each, n=20)[-1],
                    (running[name].cpu() - before[name]) / rounds,
                )
                for name, each in times.items()
            }  # fmt: skip
    return found


def _urls(name: str, server: _Server, command: list[str]) -> dict[str, str]:
    db = next((Path(part).stem for part in command if part.endswith(".db")), "")
    questions = _questions(name)
    claim = ""
    if any("{claim}" in question for question in questions.values()):
        claim = json.loads(_fetch(f"{server.address}/claims.json?_size=1"))["rows"][0]["id"]
    return {
        key: server.address + question.replace("{db}", db).replace("{claim}", claim)
        for key, question in questions.items()
    }


def _fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=60) as answer:
        return bytes(answer.read())


def _print(measured: dict[str, dict[str, _Figures]], names: Iterable[str], claims: int) -> None:
    print(f"\n{claims:,} claims; milliseconds: median / 95th percentile / processor time of the server\n")
    print("| question | " + " | ".join(names) + " |")
    print("|---|" + "---:|" * len(list(names)))
    for question, figures in measured.items():
        print(f"| {question} | " + " | ".join(str(figures.get(name, "")) for name in names) + " |")


if __name__ == "__main__":
    sys.exit(main())
