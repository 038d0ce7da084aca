"""Copies and origins: the families of a ledger, and two reports side by side with what was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup
from rapidfuzz.distance import LCSseq

from attribune.model import Document, Link, LinkKind
from attribune.reconcile.drift import Drift, drifts
from attribune.store.browse import Browser, Query, rows
from attribune.store.listings import LISTINGS, Scope
from attribune.web.desk import desk_of
from attribune.web.facets import data_links
from attribune.web.render import page
from attribune.web.stored import document_or_404

__all__ = ["Family", "aligned", "families", "router"]

router = APIRouter(include_in_schema=False)

_MOST_FAMILIES = 200
_MOST_WORDS = 20_000  # of one report: longer ones are compared by their beginning
_WORD = re.compile(r"\w+|[^\w\s]+|\s+")


@dataclass(frozen=True, slots=True)
class Family:
    """An origin with its copies, and their copies; `link` says why it is taken for a copy."""

    id: str
    title: str
    outlet: str | None
    link: Mapping[str, Any] | None
    copies: tuple[Family, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A report beside another: the words of each, with those that the other lacks marked."""

    link: Link
    origin: Document
    copy: Document
    origin_words: Markup
    copy_words: Markup
    drifts: tuple[Drift, ...]


@router.get("/lineage")
def lineage(request: Request) -> Response:
    """All families of copies."""
    with desk_of(request).browser(request) as browser:
        found = families(browser)
    return page(
        request, "lineage.html", families=found[:_MOST_FAMILIES], more=max(0, len(found) - _MOST_FAMILIES),
        data=data_links(request, "/lineage", "json", "csv", "jsonl"),
    )  # fmt: skip


@router.get("/lineage/{document_id}")
def compare(request: Request, document_id: str) -> Response:
    """A report beside its origin and its copies."""
    with desk_of(request).browser(request) as browser:
        document = document_or_404(browser, document_id)
        links = [link for link in browser.links_of([document_id]) if link.kind is LinkKind.COPY_OF]
        compared = list(_compared(browser, links))
    return page(
        request, "compare.html", document=document, comparisons=compared,
        data=(("JSON", f"/lineage.json?origin_id={document_id}"),),
    )  # fmt: skip


def _compared(browser: Browser, links: Sequence[Link]) -> Iterator[Comparison]:
    for link in links:
        origin, copy = browser.document(link.right), browser.document(link.left)
        if origin is not None and copy is not None:
            changed = drifts(origin, browser.reading(origin.id), copy, browser.reading(copy.id))
            yield Comparison(link, origin, copy, *aligned(origin.text, copy.text), changed)


def families(browser: Browser) -> list[Family]:
    """Every origin that has copies, largest family first."""
    listed = LISTINGS["lineage"].listed(Scope(as_of=browser.as_of))
    links = list(rows(browser.connection, listed, Query()))
    children: dict[str, list[Mapping[str, Any]]] = {}
    for link in links:
        children.setdefault(link["origin_id"], []).append(link)
    roots = {link["origin_id"]: link for link in links}.keys() - {link["copy_id"] for link in links}
    found = [_family(root, children, links) for root in sorted(roots)]
    return sorted(found, key=lambda family: (-_size(family), family.id))


def _family(
    root: str, children: Mapping[str, Sequence[Mapping[str, Any]]], links: Sequence[Mapping[str, Any]]
) -> Family:
    link = next(link for link in links if link["origin_id"] == root)
    return Family(root, link["origin"] or root, link["origin_outlet"], None, tuple(_below(root, children, frozenset())))


def _below(
    origin: str, children: Mapping[str, Sequence[Mapping[str, Any]]], above: frozenset[str]
) -> Iterator[Family]:  # fmt: skip
    for link in children.get(origin, ()):
        copy = link["copy_id"]
        if copy not in above:  # a circle of copies would never end
            below = tuple(_below(copy, children, above | {origin, copy}))
            yield Family(copy, link["copy"] or copy, link["copy_outlet"], link, below)


def _size(family: Family) -> int:
    return 1 + sum(map(_size, family.copies))


def aligned(origin: str, copy: str) -> tuple[Markup, Markup]:
    """Both texts as HTML, with the words that the other does not have in the same order as `del` and `ins`."""
    left, right = _words(origin), _words(copy)
    marked_left, marked_right = [], []
    for step in LCSseq.opcodes(left, right):
        gone, new = "".join(left[step.src_start : step.src_end]), "".join(right[step.dest_start : step.dest_end])
        if step.tag == "equal":
            marked_left.append(escape(gone))
            marked_right.append(escape(new))
        else:
            marked_left.append(_changed("del", gone))
            marked_right.append(_changed("ins", new))
    return Markup("".join(marked_left)), Markup("".join(marked_right))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)[:_MOST_WORDS]


def _changed(tag: str, words: str) -> str:
    return f"<{tag}>{escape(words)}</{tag}>" if words.strip() else escape(words)
