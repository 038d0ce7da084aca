"""Web addresses that may be fetched: parsed once, strictly, and resolved to addresses of the public internet only.

Invariant: what was checked is what is connected to. `Target.host` is the one spelling that goes into DNS, TLS and the
Host header, and `public_addresses` gives the numbers that the connection is made to; nobody resolves the name again.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from attribune.errors import RetriableError, SkippableError

__all__ = ["Resolve", "Target", "is_public", "parse_address", "public_addresses", "system_resolve"]

Resolve = Callable[[str, int], list[str]]
"""Host and port to the addresses that the name stands for, as text."""

PORTS = {"http": 80, "https": 443}
OTHER_PORTS = frozenset({80, 443, 8000, 8080, 8443})
LONGEST = 2_000
# White space, controls, and the backslash that browsers read as a slash and parsers as a part of the user name.
UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ufeff]")
NUMERIC_LABEL = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.I)
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.I)

# Written out, because `ipaddress.is_global` changed its mind between patch releases of one Python version.
PRIVATE_4 = tuple(
    map(
        ip_network,
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
        "192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 "
        "203.0.113.0/24 224.0.0.0/4 240.0.0.0/4".split(),
    )
)
# Of IPv6 only global unicast counts, without the parts of it that carry another address or lead nowhere.
GLOBAL_6 = ip_network("2000::/3")
PRIVATE_6 = tuple(map(ip_network, "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20".split()))


@dataclass(frozen=True, slots=True)
class Target:
    """One address to fetch, taken apart: the host in the one spelling that is used from here on."""

    scheme: str
    host: str
    port: int
    path: str  # with the query, without the fragment

    @property
    def site(self) -> str:
        """Scheme, host and port: the key of robots.txt and of politeness."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{shown}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        """The address in its normal form."""
        return self.site + self.path


def parse_address(url: str, *, ports: frozenset[int] | None = OTHER_PORTS) -> Target:
    """The address taken apart; SkippableError where it is not a plain http(s) address. `ports` None: any port."""
    if len(url) > LONGEST:
        raise SkippableError(f"the address has over {LONGEST} characters", "give the article's own address")
    if UNSAFE.search(url):
        raise SkippableError("the address holds a space, backslash or control character", "give it percent-encoded")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SkippableError(f"not an address ({error})", "give it as https://host/path") from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise SkippableError(f"{scheme or 'an address without a scheme'} is not fetched", "only http and https are")
    if "@" in parts.netloc:
        raise SkippableError("the address holds a user name", "give it without one")
    port = PORTS[scheme] if port is None else port
    if ports is not None and port not in ports:
        raise SkippableError(f"port {port} is not fetched", f"news is served from {', '.join(map(str, sorted(ports)))}")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(scheme, _host(parts.hostname or ""), port, _ascii(path))


def public_addresses(target: Target, resolve: Resolve, *, allowed: Callable[[str], bool]) -> list[str]:
    """The addresses to connect to. SkippableError where the name stands for any address that is not `allowed`.

    One private address among public ones refuses them all: that is what a rebinding answer looks like.
    """
    try:
        found = list(dict.fromkeys(resolve(target.host, target.port)))
    except OSError as error:
        raise RetriableError(f"{target.host} is not known to DNS ({error})", "check the address, or later") from error
    if not found:
        raise RetriableError(f"{target.host} has no address", "check the address, or try later")
    refused = [address for address in found if not allowed(address)]
    if refused:
        raise SkippableError(
            f"{target.host} stands for {refused[0]}, which is not on the public internet", "only public pages are read"
        )
    return found


def is_public(address: str) -> bool:
    """True for an address of the public internet: no loopback, private, shared, link-local or embedded one."""
    try:
        parsed: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False  # also "fe80::1%eth0": a scope is for links only
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in PRIVATE_4)
    if parsed.scope_id is not None or parsed not in GLOBAL_6:
        return False
    # ISATAP: an IPv4 address behind ::0:5efe or ::200:5efe in any prefix.
    isatap = (int(parsed) >> 32) & 0xFCFFFFFF == 0x00005EFE
    return not isatap and not any(parsed in network for network in PRIVATE_6)


def system_resolve(host: str, port: int) -> list[str]:
    """What the system's resolver says; it gives up by itself after some seconds."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _host(written: str) -> str:
    """The host in one spelling; SkippableError for numbers spelled in any way but the plain one."""
    if not written:
        raise SkippableError("the address names no host", "give it as https://host/path")
    if "%" in written:
        raise SkippableError(f"{written} is not a host name", "check the address")  # or a scope, which is for links
    if ":" in written:
        try:
            return str(IPv6Address(written))
        except ValueError as error:
            raise SkippableError(f"[{written}] is not an IPv6 address", "give the site's name") from error
    try:
        # IDNA also folds full-width and circled digits and dots, so the checks below see what DNS would.
        host = written.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise SkippableError(f"{written} is not a host name", "check the address") from error
    labels = host.split(".")
    if not all(LABEL.fullmatch(label) for label in labels):
        raise SkippableError(f"{written} is not a host name", "check the address")
    if NUMERIC_LABEL.fullmatch(labels[-1]):
        # Octal, hexadecimal, one decimal number, three parts: resolvers and libraries read these differently.
        try:
            if str(IPv4Address(host)) != host:
                raise ValueError(host)
        except ValueError as error:
            raise SkippableError(f"{written} is an address in disguise", "give the site's name") from error
    return host


def _ascii(path: str) -> str:
    """The path with everything beyond ASCII percent-encoded: a request line holds nothing else."""
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in path)
