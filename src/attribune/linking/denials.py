"""The links of bare denials. In a copy, "it" is what it was in the origin, whatever the copy made of the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attribune.linking.memory import Memory
from attribune.model import Link
from attribune.reconcile.denial import Told, denials_in
from attribune.reconcile.wording import load_wording

__all__ = ["denials"]


def denials(memory: Memory, documents: Iterable[str], root: Callable[[str], str]) -> Iterator[Link]:
    """The links of the bare denials of these documents; `root` gives the document that each goes back to."""
    words = load_wording()
    for document_id in documents:
        origin = root(document_id)
        there = None if origin == document_id else _told(memory, origin)
        yield from denials_in(_told(memory, document_id), there, words)


def _told(memory: Memory, document_id: str) -> Told:
    return Told(memory.text(document_id), tuple(memory.claims_of(document_id).values()))
