"""What a ledger is to the rest of the house: Store, Writer and View, and the plain rows that pass between.

Invariants that every implementation keeps (one test suite runs over all of them): one `Writer` is one transaction;
nothing is deleted, a row that is revised or withdrawn has its recorded interval closed; the same content put again
changes nothing; a `View` is one unchanging moment of the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import TracebackType
from typing import Protocol

from attribune.model import Claim, Document, Link, Mark, Reading, RecordValue, Span

__all__ = [
    "AuditEntry",
    "Change",
    "ClaimFilter",
    "Entry",
    "Failure",
    "LinkScope",
    "Outcome",
    "PartyCount",
    "PartyFilter",
    "Problem",
    "Run",
    "Store",
    "StoredClaim",
    "Touched",
    "View",
    "Words",
    "Writer",
]


class Outcome(StrEnum):
    """What became of one item that was read: every item has exactly one."""

    ADDED = "added"
    KNOWN = "known"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One document with all that was understood of it, and the analysis (model and version) that understood it."""

    document: Document
    reading: Reading
    claims: tuple[Claim, ...]
    analysis: str


@dataclass(frozen=True, slots=True)
class Change:
    """How many rows a write added, revised (old closed, new opened) and withdrew (closed)."""

    added: int = 0
    revised: int = 0
    withdrawn: int = 0

    def __add__(self, other: Change) -> Change:
        return Change(self.added + other.added, self.revised + other.revised, self.withdrawn + other.withdrawn)


@dataclass(frozen=True, slots=True)
class Failure:
    """One item that did not become a document of the ledger: where it came from, at which stage, and why."""

    source: str
    stage: str
    reason: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the pipeline. `finished` is None where it was cut off (or is still going)."""

    id: int
    started: str
    finished: str | None
    analysis: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Words:
    """The words that a claim stands on, by role: content, source, cue, hedge, quantity."""

    role: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with its recorded interval [recorded_from, recorded_to); None: current."""

    claim: Claim
    recorded_from: str
    recorded_to: str | None


@dataclass(frozen=True, slots=True)
class PartyFilter:
    """One party under every id and name it goes by; a claim matches by any of them."""

    label: str
    ids: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    country: str | None = None  # ISO code: whoever speaks for that side, whose loss it is, what lies in it


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Facets: a claim passes if it has one of the values of every facet that is set."""

    ids: tuple[str, ...] = ()
    id_prefix: str | None = None
    documents: tuple[str, ...] = ()
    by: PartyFilter | None = None
    about: PartyFilter | None = None
    place: PartyFilter | None = None
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    verifications: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    cumulative: bool | None = None
    search: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class PartyCount:
    """A claimant as the ledger has it, with the number of its current claims."""

    id: str | None
    name: str | None
    claims: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that `verify` found wrong: which row, and what is the matter with it."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One decision. `subject` is the id of a claim, event, link or document; `old` and `new` are None where unset."""

    by: str
    action: str
    subject: str
    scale: str | None = None
    old: str | None = None
    new: str | None = None
    why: str | None = None
    at: str | None = None  # set when it is appended
    hash: str | None = None


@dataclass(frozen=True, slots=True)
class LinkScope:
    """Links to work on: those with one of these ends (`left`: at the left one), and those with these ids."""

    ends: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Touched:
    """The documents that have changed since links were worked out; `last` is the number of the last change."""

    documents: tuple[str, ...]
    last: int


class Writer(Protocol):
    """One open transaction. Leaving the context commits it; an exception undoes all of it."""

    def put(self, entry: Entry) -> Change:
        """Store a document with its claims, revising what differs from the current rows."""

    def put_records(self, values: Iterable[RecordValue]) -> Change:
        """Store cells of a claimant's own series; a cell with a new value closes the old one."""

    def put_links(self, decided_by: str, links: Sequence[Link], scope: LinkScope | None = None) -> Change:
        """Make `links` the current links decided by this rule (within `scope`): new ones open, missing ones retire."""

    def put_marks(self, documents: Sequence[str], marks: Iterable[Mark]) -> None:
        """Make `marks` the marks of these documents."""

    def settle(self, last: int) -> None:
        """Note that links are worked out for what `View.touched` said."""

    def noted(self, key: str) -> str | None:
        """What `note` remembered, as of now: nobody else can change it before this transaction ends."""

    def fail(self, failure: Failure) -> None:
        """Record an item that did not come in; the same failure again changes nothing."""

    def recovered(self, source: str) -> None:
        """Close the failures of a source that has come in after all."""

    def begin_run(self, analysis: str) -> int:
        """Open a run; returns its id."""

    def finish_run(self, run_id: int, counts: Mapping[str, int]) -> None:
        """Close a run with its counts."""

    def note(self, key: str, value: str) -> None:
        """Remember a fact about the ledger itself."""

    def log(self, entry: AuditEntry) -> AuditEntry:
        """Append a decision to the audit log; returns it sealed, with its time and hash."""


class View(Protocol):
    """The ledger at one moment; iterators stream."""

    def documents(self) -> Iterator[Document]:
        """All documents, in order of id."""

    def document(self, document_id: str) -> Document | None:
        """One document by id."""

    def addressed(self, url: str) -> tuple[str, ...]:
        """The ids of the documents with this address, in order of id."""

    def analysis_of(self, document_id: str) -> str | None:
        """The analysis under which the document is stored; None if it is not in the ledger."""

    def reading(self, document_id: str) -> Reading | None:
        """All layers of one document."""

    def claims(self, facets: ClaimFilter | None = None) -> Iterator[StoredClaim]:
        """Claims in order of document and place in it."""

    def count(self, facets: ClaimFilter | None = None) -> int:
        """How many claims pass, whatever the limit."""

    def history(self, claim_id: str) -> tuple[StoredClaim, ...]:
        """Every version of a claim, oldest first."""

    def words(self, claim_id: str) -> tuple[Words, ...]:
        """The words that the current version of a claim stands on."""

    def claimants(self) -> tuple[PartyCount, ...]:
        """Every claimant with its number of claims, most first."""

    def places(self) -> tuple[PartyCount, ...]:
        """Every place of a claim with its number of claims, most first."""

    def records(self, record: str | None = None, category: str | None = None) -> Iterator[RecordValue]:
        """Cells of claimants' own series (of one record, of one category), by record, category, day and copy."""

    def links(self) -> Iterator[Link]:
        """Current links, by kind and ends."""

    def links_at(self, ends: Iterable[str]) -> Iterator[Link]:
        """Current links that have one of these documents or claims at an end, each once."""

    def claims_ever(self, documents: Sequence[str], /) -> Iterator[str]:
        """The ids of all claims that these documents have or had."""

    def touched(self) -> Touched:
        """The documents that have changed since links were worked out."""

    def marks_of(self, documents: Sequence[str]) -> Iterator[Mark]:
        """The marks of these documents, as links were last worked out."""

    def marks_under(self, keys: Sequence[int]) -> Iterator[Mark]:
        """The marks under these keys, in order."""

    def marks(self, *, documents: bool) -> Iterator[Mark]:
        """All marks of documents, or all of claims, in order."""

    def failures(self) -> Iterator[Failure]:
        """Current failures, by source."""

    def runs(self) -> tuple[Run, ...]:
        """All runs, oldest first."""

    def audit(self, subject: str | None = None) -> Iterator[AuditEntry]:
        """Entries of the audit log, oldest first: of one subject or all."""

    def noted(self, key: str) -> str | None:
        """What `Writer.note` remembered."""

    def stats(self) -> Mapping[str, int]:
        """Row counts by what they are."""

    def fingerprint(self) -> str:
        """Changes whenever a document is added or revised, and only then."""


class Store(Protocol):
    """A ledger. Close it, or use it as a context manager."""

    def writer(self) -> AbstractContextManager[Writer]:
        """A transaction that writes."""

    def view(self, as_of: str | None = None) -> AbstractContextManager[View]:
        """The ledger as it is now, or as it was recorded at the moment `as_of` (ISO 8601, UTC)."""

    def verify(self) -> Iterator[Problem]:
        """Everything that is wrong: hashes, spans, references between rows."""

    def close(self) -> None:
        """Let go of the file or connection."""

    def __enter__(self) -> Store: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
