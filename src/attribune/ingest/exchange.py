"""One HTTP request to one checked address: no redirects, no retries, everything capped.

The standard library's client is used because it lets us make the connection ourselves: to the numbers that were
checked, with the certificate checked for the name. It reads no proxy settings, which would undo that.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer
from time import monotonic

from attribune.errors import RetriableError, SkippableError
from attribune.ingest.address import Target

__all__ = ["Response", "exchange"]

CHUNK = 65_536
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Response:
    """One answer. Header names are in lower case; the body is decompressed, and empty for a redirect."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def redirect(self) -> str | None:
        """Where it points on to, if it does."""
        return self.headers.get("location") if self.status in REDIRECTS else None


def exchange(
    target: Target, addresses: list[str], headers: Mapping[str, str], *, deadline: float, max_bytes: int
) -> Response:
    """Ask one of the addresses for the target. `deadline` is on the monotonic clock and holds for all of it.

    SkippableError: too much, or not HTTP. RetriableError: too slow, or the connection failed.
    """
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = _connect(target, addresses, deadline)
    with _cut_off(connection.sock, deadline) as expired:
        try:
            connection.request("GET", target.path, headers={**headers, "Accept-Encoding": "gzip, deflate"})
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            body = b"" if answer.status in REDIRECTS else _body(answer, found, max_bytes)
        except (http.client.HTTPException, zlib.error, OSError, ValueError) as error:
            if expired() or isinstance(error, TimeoutError):
                raise RetriableError(f"{target.host} was too slow", "try again later") from error
            if isinstance(error, OSError):
                raise RetriableError(f"{target.host} broke off ({error})", "try again later") from error
            said = type(error).__name__
            raise SkippableError(f"{target.host} does not answer in HTTP ({said})", "save the page instead") from error
        finally:
            connection.close()
        if expired():
            raise RetriableError(f"{target.host} was too slow", "try again later")
    return Response(answer.status, found, body)


def _connect(target: Target, addresses: list[str], deadline: float) -> socket.socket:
    """A connection to the first address that takes one, with TLS where the scheme asks for it."""
    last: OSError | None = None
    for address in addresses:
        try:
            plain = socket.create_connection((address, target.port), timeout=_left(target, deadline))
        except OSError as error:
            last = error
            continue
        if target.scheme == "http":
            return plain
        try:
            plain.settimeout(_left(target, deadline))
            return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
        except ssl.SSLCertVerificationError as error:
            plain.close()
            raise SkippableError(
                f"the certificate of {target.host} does not hold ({error.verify_message})", "save the page instead"
            ) from error
        except OSError as error:
            plain.close()
            last = error
    raise RetriableError(f"{target.host} takes no connection ({last})", "check the address, or try later") from last


def _left(target: Target, deadline: float) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise RetriableError(f"{target.host} was too slow", "try again later")
    return left


@contextmanager
def _cut_off(connected: socket.socket, deadline: float) -> Iterator[_Expired]:
    """Shut the connection at the deadline, whatever is going on: a byte a second never trips a read's own time-out."""
    expired = _Expired(connected)
    timer = Timer(max(0.0, deadline - monotonic()), expired.shut)
    timer.daemon = True
    timer.start()
    try:
        yield expired
    finally:
        timer.cancel()


class _Expired:
    """Says whether the deadline came; `shut` is called when it does."""

    def __init__(self, connected: socket.socket) -> None:
        self._connected = connected
        self._shut = False

    def __call__(self) -> bool:
        return self._shut

    def shut(self) -> None:
        self._shut = True
        try:
            self._connected.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # closed in the meantime


def _body(answer: http.client.HTTPResponse, headers: Mapping[str, str], max_bytes: int) -> bytes:
    """The body, decompressed. Stops at the cap, which holds for what comes in and for what it unfolds to."""
    declared = headers.get("content-length", "")
    if declared.isdigit() and int(declared) > max_bytes:
        raise _too_much(max_bytes)
    unpack = _unpacker(headers.get("content-encoding", "identity").strip().lower())
    parts: list[bytes] = []
    taken = size = 0
    while data := answer.read1(CHUNK):
        taken += len(data)
        if unpack is not None:
            data = unpack.decompress(data, max_bytes + 1 - size)
        size += len(data)
        if size > max_bytes or taken > max_bytes or (unpack is not None and unpack.unconsumed_tail):
            raise _too_much(max_bytes)
        parts.append(data)
    return b"".join(parts)


def _too_much(max_bytes: int) -> SkippableError:
    return SkippableError(f"the page has over {max_bytes / 1e6:g} MB", "save the part that you need")


def _unpacker(encoding: str) -> zlib._Decompress | None:
    if encoding in ("", "identity"):
        return None
    if encoding in ("gzip", "x-gzip", "deflate"):
        return zlib.decompressobj(zlib.MAX_WBITS | 32)  # tells gzip from zlib by the head
    raise SkippableError(f"the page is packed as {encoding}, which nobody asked for", "save the page instead")
