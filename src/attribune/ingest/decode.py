"""Bytes to text, with a note of whatever could not be taken over as it was.

Invariant: newlines stay as they are, and nothing is lost silently. A byte order mark of UTF-8 stays in the text, so
that offsets are those of the file read as UTF-8.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from resiliparse.parse.encoding import detect_encoding

__all__ = ["Decoded", "binary_kind", "decode"]

MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"\x1f\x8b", "a gzip archive: decompress it first"),
    (b"BZh", "a bzip2 archive: decompress it first"),
    (b"\xfd7zXZ\x00", "an xz archive: decompress it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive: decompress it first"),
    (b"PK\x03\x04", "a zip archive or office document: give its text or HTML"),
    (b"%PDF", "a PDF: give its text or HTML"),
    (b"\xd0\xcf\x11\xe0", "an old office document: give its text or HTML"),
    (b"{\\rtf", "a rich text document: give its text or HTML"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.I)
MULTIBYTE = re.compile(r"[^\x00-\x7f\ufffd]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, and what the reader should know about how it was decoded (empty when it was plain UTF-8)."""

    text: str
    notes: tuple[str, ...] = ()


def binary_kind(data: bytes) -> str | None:
    """What the bytes are if they are no text, in words, or None."""
    for magic, kind in MAGIC:
        if data.startswith(magic):
            return kind
    if any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS) or _utf16_order(data) is not None:
        return None
    sample = data[:SAMPLE]
    if b"\x00" in sample:
        return "binary data"
    controls = len(CONTROL.findall(sample.decode("latin-1")))
    return "binary data" if controls > max(8, len(sample) // 50) else None


def decode(data: bytes, *, html: bool = False) -> Decoded:
    """The text of the bytes: by byte order mark, an HTML page's own declaration, UTF-8, or detection, in that order."""
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _lenient(data, name)
    order = _utf16_order(data)
    if order is not None:
        return _lenient(data, order)
    declared = _declared(data) if html else None
    for name in dict.fromkeys(n for n in ("utf-8", declared) if n is not None):
        try:
            return Decoded(data.decode(name), () if name == "utf-8" else (f"decoded as {name}, as the page declares",))
        except (UnicodeDecodeError, LookupError):
            continue
    return _detected(data)


def _detected(data: bytes) -> Decoded:
    """Text that is not valid UTF-8: UTF-8 with a few broken bytes, or another encoding."""
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    # A broken byte among good multi-byte characters is damage; without them it is another encoding.
    if len(MULTIBYTE.findall(lenient)) >= 2 * broken:
        return Decoded(lenient, (_replaced(broken, "utf-8"),))
    name = detect_encoding(data) or "windows-1252"
    try:
        return Decoded(data.decode(name), (f"not UTF-8; decoded as {name}, by detection",))
    except (UnicodeDecodeError, LookupError):
        return Decoded(lenient, (_replaced(broken, "utf-8"),))


def _lenient(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    broken = text.count("\ufffd")
    note = f"decoded as {name}"
    return Decoded(text, (note, _replaced(broken, name)) if broken else (note,))


def _replaced(count: int, name: str) -> str:
    return f"{count} invalid byte sequence{'' if count == 1 else 's'} in {name} replaced by U+FFFD"


def _declared(data: bytes) -> str | None:
    found = META_CHARSET.search(data[:4096])
    if found is None:
        return None
    name = found.group(1).decode("ascii", "replace").lower()
    # Pages that declare Latin-1 are written in Windows-1252: the WHATWG rule, without which curly quotes are lost.
    return "windows-1252" if name in {"iso-8859-1", "latin1", "ascii", "us-ascii"} else name


def _utf16_order(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: every other byte of Western text is zero."""
    sample = data[:2048]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else None
