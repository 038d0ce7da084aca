"""The reading half of the SQL ledger: one `SqlView` is one read transaction, hence one unchanging moment."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, func, or_, select

from attribune.model import Claim, Document, Link, Mark, Reading, RecordValue, Span
from attribune.model.codec import loads
from attribune.store.audit import AuditEntry, entries
from attribune.store.marks import all_marks, last_touched, marks_of, marks_under, touched_documents
from attribune.store.protocols import ClaimFilter, Failure, Outcome, PartyCount, Run, StoredClaim, Touched, Words
from attribune.store.query import matching, recorded
from attribune.store.rows import document_of, record_of
from attribune.store.tables import claims, documents, failures, links, meta, readings, records, runs, spans, texts

__all__ = ["SqlView"]

_CHUNK = 500  # rows in memory at a time while streaming


class SqlView:
    """Reads the ledger as it is now, or as it was recorded at the moment `as_of`."""

    def __init__(self, connection: Connection, as_of: str | None = None) -> None:
        self._connection = connection
        self._as_of = as_of

    def documents(self) -> Iterator[Document]:
        """All documents, in order of id."""
        for row in self._stream(self._documents().order_by(documents.c.document_id)):
            yield document_of(row["json"], row["text"])

    def document(self, document_id: str) -> Document | None:
        """One document by id."""
        query = self._documents().where(documents.c.document_id == document_id)
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else document_of(row["json"], row["text"])

    def addressed(self, url: str) -> tuple[str, ...]:
        """The ids of the documents with this address, in order of id."""
        query = select(documents.c.document_id).where(documents.c.url == url, self._current(documents))
        return tuple(self._connection.execute(query.order_by(documents.c.document_id)).scalars())

    def analysis_of(self, document_id: str) -> str | None:
        """The analysis under which the document is stored; None if it is not in the ledger."""
        query = select(readings.c.analysis).where(self._current(readings), readings.c.document_id == document_id)
        return self._connection.execute(query).scalar_one_or_none()

    def reading(self, document_id: str) -> Reading | None:
        """All layers of one document."""
        query = select(readings.c.json).where(self._current(readings), readings.c.document_id == document_id)
        found = self._connection.execute(query).scalar_one_or_none()
        return None if found is None else loads(Reading, found)

    def claims(self, facets: ClaimFilter | None = None) -> Iterator[StoredClaim]:
        """Claims in order of document and place in it."""
        facets = facets or ClaimFilter()
        in_order = (claims.c.document_id, claims.c.start, claims.c.end, claims.c.kind, claims.c.id)
        query = select(claims.c.json, claims.c.recorded_from, claims.c.recorded_to)
        query = query.where(self._current(claims), matching(facets)).order_by(*in_order)
        for row in self._stream(query if facets.limit is None else query.limit(facets.limit)):
            yield StoredClaim(loads(Claim, row["json"]), row["recorded_from"], row["recorded_to"])

    def count(self, facets: ClaimFilter | None = None) -> int:
        """How many claims pass, whatever the limit."""
        query = select(func.count()).select_from(claims).where(self._current(claims), matching(facets or ClaimFilter()))
        return int(self._connection.execute(query).scalar_one())

    def history(self, claim_id: str) -> tuple[StoredClaim, ...]:
        """Every version of a claim, oldest first."""
        query = select(claims.c.json, claims.c.recorded_from, claims.c.recorded_to)
        rows = self._connection.execute(query.where(claims.c.id == claim_id).order_by(claims.c.row)).mappings()
        return tuple(StoredClaim(loads(Claim, row["json"]), row["recorded_from"], row["recorded_to"]) for row in rows)

    def words(self, claim_id: str) -> tuple[Words, ...]:
        """The words that the current version of a claim stands on."""
        query = select(spans.c.role, spans.c.start, spans.c.end, spans.c.words).join(claims)
        query = query.where(claims.c.id == claim_id, self._current(claims)).order_by(spans.c.row)
        rows = self._connection.execute(query).mappings()
        return tuple(Words(row["role"], Span(row["start"], row["end"]), row["words"]) for row in rows)

    def claimants(self) -> tuple[PartyCount, ...]:
        """Every claimant with its number of claims, most first."""
        return self._counts("claimant_id", "claimant")

    def places(self) -> tuple[PartyCount, ...]:
        """Every place of a claim with its number of claims, most first."""
        return tuple(count for count in self._counts("place_id", "place") if count.name is not None)

    def records(self, record: str | None = None, category: str | None = None) -> Iterator[RecordValue]:
        """Cells of claimants' own series (of one record, of one category), by record, category, day and copy."""
        query = select(records).where(self._current(records))
        for column, wanted in ((records.c.record, record), (records.c.category, category)):
            if wanted is not None:
                query = query.where(column == wanted)
        in_order = (records.c.record, records.c.category, records.c.subject, records.c.as_of, records.c.copy)
        for row in self._stream(query.order_by(*in_order)):
            yield record_of(row)

    def links(self) -> Iterator[Link]:
        """Current links, by kind and ends."""
        query = select(links.c.json).where(self._current(links)).order_by(links.c.kind, links.c.left, links.c.right)
        for row in self._stream(query):
            yield loads(Link, row["json"])

    def links_at(self, ends: Iterable[str]) -> Iterator[Link]:
        """Current links that have one of these documents or claims at an end, each once."""
        listed, seen = sorted(set(ends)), set()
        for at in range(0, len(listed), _CHUNK):
            batch = listed[at : at + _CHUNK]
            at_an_end = or_(links.c.left.in_(batch), links.c.right.in_(batch))
            for row in self._stream(select(links.c.row, links.c.json).where(self._current(links), at_an_end)):
                if row["row"] not in seen:
                    seen.add(row["row"])
                    yield loads(Link, row["json"])

    def claims_ever(self, documents_: Sequence[str]) -> Iterator[str]:
        """The ids of all claims that these documents have or had."""
        for at in range(0, len(documents_), _CHUNK):
            here = claims.c.document_id.in_(documents_[at : at + _CHUNK])
            yield from self._connection.execute(select(claims.c.id).where(here).distinct()).scalars()

    def touched(self) -> Touched:
        """The documents that have changed since links were worked out."""
        return Touched(touched_documents(self._connection), last_touched(self._connection))

    def marks_of(self, documents: Sequence[str]) -> Iterator[Mark]:
        """The marks of these documents, as links were last worked out."""
        return marks_of(self._connection, documents)

    def marks_under(self, keys: Sequence[int]) -> Iterator[Mark]:
        """The marks under these keys, in order."""
        return marks_under(self._connection, keys)

    def marks(self, *, documents: bool) -> Iterator[Mark]:
        """All marks of documents, or all of claims, in order."""
        return all_marks(self._connection, documents=documents)

    def failures(self) -> Iterator[Failure]:
        """Current failures, by source."""
        query = select(failures).where(self._current(failures)).order_by(failures.c.source, failures.c.stage)
        for row in self._stream(query):
            yield Failure(row["source"], row["stage"], row["reason"], Outcome(row["outcome"]))

    def runs(self) -> tuple[Run, ...]:
        """All runs, oldest first."""
        rows = self._connection.execute(select(runs).order_by(runs.c.id)).mappings()
        return tuple(
            Run(row["id"], row["started"], row["finished"], row["analysis"], json.loads(row["counts"])) for row in rows
        )

    def audit(self, subject: str | None = None) -> Iterator[AuditEntry]:
        """Entries of the audit log, oldest first: of one subject or all."""
        return entries(self._connection, subject, until=self._as_of)

    def noted(self, key: str) -> str | None:
        """What `Writer.note` remembered."""
        return self._connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar_one_or_none()

    def stats(self) -> Mapping[str, int]:
        """Row counts by what they are."""
        tables = {"documents": documents, "claims": claims, "records": records, "links": links, "failures": failures}
        counts = {name: self._count(table) for name, table in tables.items()}
        by_kind = select(claims.c.kind, func.count()).where(self._current(claims)).group_by(claims.c.kind)
        kinds = {
            f"claims: {kind}": number for kind, number in self._connection.execute(by_kind.order_by(claims.c.kind))
        }
        superseded = select(func.count()).select_from(claims).where(claims.c.recorded_to.is_not(None))
        return {**counts, **kinds, "claims superseded": int(self._connection.execute(superseded).scalar_one())}

    def fingerprint(self) -> str:
        """Changes whenever a document is added or revised, and only then."""
        query = select(func.count(), func.max(documents.c.row)).select_from(documents)
        count, last = self._connection.execute(query).one()
        return f"{count}-{last or 0}"

    def _current(self, table: Table) -> Any:
        return recorded(table, self._as_of)

    def _documents(self) -> Select[tuple[str, str]]:
        return (
            select(documents.c.json, texts.c.text)
            .join(texts, texts.c.id == documents.c.document_id)
            .where(self._current(documents))
        )

    def _stream(self, query: Select[Any]) -> Iterator[Mapping[str, Any]]:
        result = self._connection.execute(query, execution_options={"yield_per": _CHUNK})
        for row in result.mappings():
            yield dict(row)

    def _count(self, table: Table) -> int:
        query = select(func.count()).select_from(table).where(self._current(table))
        return int(self._connection.execute(query).scalar_one())

    def _counts(self, id_column: str, name_column: str) -> tuple[PartyCount, ...]:
        by = (claims.c[id_column], claims.c[name_column])
        number = func.count().label("number")
        query = select(*by, number).where(self._current(claims)).group_by(*by).order_by(number.desc(), by[1])
        return tuple(PartyCount(*row) for row in self._connection.execute(query))
