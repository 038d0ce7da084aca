"""Marks: the keys under which documents and claims meet to be compared.

Worked out from them, and kept so that a new document finds its neighbours without reading the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Mark"]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One member (a claim or document, by id) under one key; in order of `beside`, like stands beside like.

    Keys are whole numbers of 64 bits with sign: negative for documents, others for claims.
    """

    key: int
    beside: int
    member: str
    document_id: str
