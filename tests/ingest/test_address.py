"""Which addresses are fetched. The refused spellings are those by which published guards were got round."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.errors import RetriableError, SkippableError
from attribune.ingest.address import is_public, parse_address, public_addresses


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://news.example/a?b=c#d", "https://news.example/a?b=c"),
        ("HTTP://News.Example:80", "http://news.example/"),
        ("https://news.example.:8443/", "https://news.example:8443/"),
        ("https://новини.example/стаття", "https://xn--b1amarcd.example/%D1%81%D1%82%D0%B0%D1%82%D1%82%D1%8F"),
        ("http://93.184.216.34/a", "http://93.184.216.34/a"),
        ("http://[2606:2800:220:1:0:0:0:1]/", "http://[2606:2800:220:1::1]/"),
    ],
)
def test_address_has_one_spelling(url: str, normal: str) -> None:
    assert parse_address(url).url == normal


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        " file:///etc/passwd",
        "FILE:/etc/passwd",
        "source:file:///etc/passwd",
        "view-source:http://news.example/",
        "gopher://news.example/",
        "ftp://news.example/",
        "//news.example/",
        "news.example/story",
        "http:///story",
        "http://",
        "https://user@news.example/",
        "https://news.example@10.0.0.1/",
        "http://news.example\\@127.0.0.1/",
        "http://127.0.0.1\\@news.example/",
        "http:\\\\127.0.0.1/",
        "http://127.0.0.1%2f@news.example/",
        "http://news.example/\r\nHost: other",
        "http://news.example /",
        "http://news\t.example/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.0.01/",
        "http://1.2.3.4.5/",
        "http://1.2.3.256/",
        "http://news.0x/",
        "http://[::ffff:127.0.0.1%25eth0]/",
        "http://[::1/",
        "http://a..b/",
        "http://-a.example/",
        "http://news.example:22/",
        "http://news.example:99999/",
        "http://news.example:0/",
        "https://news.example/" + "a" * 3_000,
    ],
)
def test_address_is_refused_when_spelled_to_deceive(url: str) -> None:
    with pytest.raises(SkippableError) as caught:
        parse_address(url)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("host", ["①②⑦.⓪.⓪.①", "127。0。0。1", "１２７.0.0.1"])
def test_digits_in_other_scripts_are_read_as_dns_reads_them(host: str) -> None:
    target = parse_address(f"http://{host}/")
    assert target.host == "127.0.0.1"
    with pytest.raises(SkippableError, match="not on the public internet"):
        public_addresses(target, lambda name, _: [name], allowed=is_public)


PRIVATE = (
    "0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 "
    "172.31.255.255 192.0.0.8 192.168.1.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 "
    ":: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:0:127.0.0.1 ::ffff:93.184.216.34 64:ff9b::7f00:1 64:ff9b:1::7f00:1 "
    "2002:7f00:1:: 2001:0:7f00:1:: 2001:db8::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 100::1 "
    "2606:2800:220:1:0:5efe:7f00:1 2606:2800:220:1:200:5efe:7f00:1 3fff::1 5f00::1"
).split()


@pytest.mark.parametrize("address", PRIVATE)
def test_address_off_the_public_internet_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "100.63.255.255", "172.32.0.1", "2606:4700::1111"])
def test_address_on_the_public_internet_is_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses())
def test_nothing_is_public_that_the_standard_library_calls_private(address: ipaddress.IPv4Address) -> None:
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert not is_public(str(address))


@given(st.ip_addresses(v=4, network="10.0.0.0/8"))
def test_private_address_stays_private_when_carried_in_ipv6(address: ipaddress.IPv4Address) -> None:
    packed = int(address)
    for carrier in (0, 0xFFFF << 32, 0x64FF9B << 96, 0x2002 << 112 | packed << 80):
        assert not is_public(str(ipaddress.IPv6Address(carrier | packed)))


def test_name_is_refused_when_one_of_its_addresses_is_private() -> None:
    target = parse_address("http://news.example/")
    with pytest.raises(SkippableError, match=r"10\.0\.0\.1"):
        public_addresses(target, lambda *_: ["93.184.216.34", "10.0.0.1"], allowed=is_public)


def test_name_may_be_tried_again_when_dns_does_not_know_it() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError(f"no {host}:{port}")

    with pytest.raises(RetriableError, match="not known"):
        public_addresses(parse_address("http://news.example/"), unknown, allowed=is_public)
