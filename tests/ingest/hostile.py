"""A web site on loopback for tests, at 127.0.0.2: a redirect to 127.0.0.1 still leads out of bounds."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from attribune.ingest.fetch import Fetcher, Limits, Network

HOME = "127.0.0.2"
ARTICLE = """<html lang="en"><head><title>Bridge closed</title>{head}</head><body><article><h1>Bridge closed</h1>
<p>The regional governor said on Monday that the bridge had been closed after two nights of shelling.</p>
<p>A spokesman for the army denied that the bridge had been hit and called the report false.</p>
</article></body></html>"""

Page = Callable[[BaseHTTPRequestHandler], None]


def send(
    handler: BaseHTTPRequestHandler, body: bytes | str, media_type: str = "text/html", status: int = 200, **more: str
) -> None:
    data = body if isinstance(body, bytes) else body.encode()
    handler.send_response(status)
    for name, value in {"Content-Type": media_type, "Content-Length": str(len(data)), **more}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(data)


def page(body: bytes | str, media_type: str = "text/html; charset=utf-8", status: int = 200, **more: str) -> Page:
    return lambda handler: send(handler, body, media_type, status, **more)


def to(location: str) -> Page:
    return page(b"", status=302, Location=location)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>more and more</p>" * 1_000)


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A header that never ends, a byte at a time: no single read ever times out."""
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
    while True:
        handler.wfile.write(b"a")
        time.sleep(0.05)


def bomb(handler: BaseHTTPRequestHandler) -> None:
    send(handler, gzip.compress(b"\x00" * 30_000_000), Content_Encoding="gzip")


def count_down(handler: BaseHTTPRequestHandler) -> None:
    left = int(handler.path.rsplit("/", 1)[1])
    send(handler, b"" if left else ARTICLE, status=302 if left else 200, Location=f"/hops/{left - 1}")


class Site:
    """The pages by path, and what was asked for."""

    def __init__(self, pages: dict[str, Page]) -> None:
        self.pages = pages
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.address = ""

    def url(self, path: str) -> str:
        return f"http://{self.address}{path}"


@contextmanager
def serving(pages: dict[str, Page]) -> Iterator[Site]:
    """The site, listening until the context ends."""
    site = Site(pages)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            show = site.pages.get(self.path) or site.pages.get(self.path.rsplit("/", 1)[0] + "/")
            with suppress(OSError):
                (show or page(b"nothing here", status=404))(self)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer((HOME, 0), Handler)
    server.daemon_threads = True
    site.address = f"{HOME}:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def guest(
    *, limits: Limits | None = None, robots: bool = False, sleep: Callable[[float], None] = time.sleep
) -> Fetcher:
    """A fetcher that may talk to the site of the test, and to nothing else."""
    network = Network(allowed=lambda address: address == HOME, ports=None, sleep=sleep)
    return Fetcher("desk@example.org", limits or Limits(seconds=5.0, delay=0.0), network, robots)
