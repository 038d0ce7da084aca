"""Our own JSON Lines read back: numbered lines, and the claims and documents in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from attribune.errors import FatalError
from attribune.model import Claim, Document
from attribune.model.codec import from_json

__all__ = ["ClaimLine", "decoded_lines", "read_claim"]

ClaimLine = tuple[Claim, Document | None, str | None]
"""A claim, its document where the line has the text, and when it was superseded (None: it is current)."""


def decoded_lines(lines: Iterable[str]) -> Iterator[tuple[int, Any]]:
    """Lines with their numbers, decoded; empty ones are passed over. FatalError names a line that is no JSON."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as error:
                raise FatalError(
                    f"line {number} is not JSON", "the file is cut off or not an export of ours"
                ) from error


def read_claim(number: int, line: Any) -> ClaimLine:
    """The claim of one line of `export jsonl`. FatalError says which line is none."""
    try:
        claim = from_json(Claim, line["claim"])
        carried = line.get("document") or {}
        document = None
        if "text" in carried:
            document = from_json(Document, {key: value for key, value in carried.items() if key != "file"})
        return claim, document, line.get("recorded_to")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FatalError(
            f"line {number} is no claim of an export ({error})",
            "import what `attribune export` wrote as jsonl or ledger; articles go in with `attribune add`",
        ) from error
