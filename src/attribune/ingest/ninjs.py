"""IPTC ninjs, the JSON that agencies send news in: versions 1 and 2, one item or a list of items a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from attribune.ingest.document import Metadata, iso_time, make_document
from attribune.ingest.failure import MAX_BYTES, ReadFailure, too_large
from attribune.ingest.markup import plain_text
from attribune.model import Document

__all__ = ["is_ninjs", "read_item", "read_ninjs"]

Item = dict[str, object]
BODIES = ("body_text", "body_xhtml", "body_html")
WITHDRAWN = frozenset({"canceled", "cancelled", "withheld"})


def read_ninjs(stream: BinaryIO, source: str) -> Iterator[Document | ReadFailure]:
    """The documents of a file: an item, a list of items, or an object with a list of `items`."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        yield ReadFailure(source, too_large(None))
        return
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        yield ReadFailure(source, f"not JSON ({type(error).__name__}): give ninjs, or JSON Lines as .jsonl")
        return
    items = found.get("items", [found]) if isinstance(found, dict) else found
    if not isinstance(items, list) or not items:
        yield ReadFailure(source, "no news in this JSON: give ninjs, or JSON Lines as .jsonl")
        return
    for number, item in enumerate(items, start=1):
        where = source if len(items) == 1 else f"{source}:{number}"
        if isinstance(item, dict) and is_ninjs(item):
            yield read_item(item, where)
        else:
            yield ReadFailure(where, "no ninjs item (no uri with a body): give ninjs, or JSON Lines as .jsonl")


def is_ninjs(record: Item) -> bool:
    """True for an item with an identity and a body, spelled as in ninjs 1 or 2."""
    return "uri" in record and "text" not in record and any(key in record for key in (*BODIES, "bodies"))


def read_item(item: Item, where: str) -> Document | ReadFailure:
    """The document of one item; a withdrawn one is skipped."""
    status = _words(item.get("pubstatus") or item.get("pubStatus"))
    if status is not None and status.casefold() in WITHDRAWN:
        return ReadFailure(where, f"the agency withdrew it (pubstatus {status})", skipped=True)
    body = next((words for key in BODIES if (words := _words(item.get(key))) is not None), None)
    body = body if body is not None else _listed(item.get("bodies"))
    if body is None:
        return ReadFailure(where, "the item has no words: pictures and graphics are not read")
    title = _words(item.get("headline")) or _listed(item.get("headlines"))
    text = plain_text(body)
    head = f"{title}\n\n" if title is not None and not text.startswith(title) else ""
    created = ("firstcreated", "firstCreated", "versioncreated", "versionCreated")
    stated = next((time for key in created if (time := _words(item.get(key))) is not None), None)
    published = iso_time(stated) if stated is not None else None
    metadata = Metadata(
        title=title,
        published=published,
        published_basis="the item's time of creation" if published is not None else None,
        outlet=_source(item),
        author=_words(item.get("byline")) or _words(item.get("by")),
        url=_words(item.get("uri")),
        language=_words(item.get("language")),
        notes=() if published is not None or stated is None else (f"no ISO 8601 time: {stated!r}",),
    )
    return make_document(f"{head}{text}\n", where, metadata)


def _source(item: Item) -> str | None:
    """Who sent it: `infosource` (ninjs 2) or the holder of the copyright."""
    return _listed(item.get("infosources") or item.get("infosource"), "name") or _words(
        item.get("source") or item.get("copyrightholder") or item.get("copyrightHolder")
    )


def _listed(value: object, key: str = "value") -> str | None:
    """The first words under `key` in a list of objects; of several bodies or headlines the main one comes first."""
    entries = [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]
    main = sorted(entries, key=lambda each: each.get("role") not in (None, "main", "body"))
    return next((words for each in main if (words := _words(each.get(key))) is not None), None)


def _words(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
