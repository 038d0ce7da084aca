"""What reviewers decide, and the tokens that programs show: written through the audit log, never around it.

Every decision is an entry of `store.audit`, in the transaction that changes the row it is about. Two reviewers at once
lose nothing: each signs its own entries, the later one sees the earlier one's, and links are decided under a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, inspect, select, update

from attribune.model import Link
from attribune.model.codec import dumps
from attribune.store.audit import AuditEntry, append, audit, entries
from attribune.store.browse import Listed
from attribune.store.tables import links, tokens
from attribune.store.writer import SqlWriter

__all__ = ["AUDIT_FACETS", "Reviews", "Token", "audit_listed", "decisions", "reviewer_rule", "token_of"]

AUDIT_FACETS = ("by", "action", "scale")

_UNDO = "undo of "  # and the hash of the entry that is undone


@dataclass(frozen=True, slots=True)
class Token:
    """What a token lets a program do, and until when. The token itself is kept nowhere."""

    name: str
    scopes: tuple[str, ...]
    expires: str


class Reviews:
    """Writes decisions inside one open transaction."""

    def __init__(self, writer: SqlWriter) -> None:
        self._connection: Connection = writer._connection
        self._now: str = writer._now

    def assess(self, entry: AuditEntry) -> AuditEntry:
        """Append a decision, with what was held before on the same scale by the same person as `old`."""
        before = [each for each in entries(self._connection, entry.subject) if each.by == entry.by]
        held = next((each.new for each in reversed(before) if each.scale == entry.scale), None)
        return append(self._connection, _with_old(entry, held), self._now)

    def link(self, link: Link, by: str, why: str | None = None) -> AuditEntry:
        """Make a link current, retiring what the same person decided of the same two before."""
        same = (links.c.left == link.left, links.c.right == link.right, links.c.decided_by == link.decided_by)
        open_now = (*same, links.c.recorded_to.is_(None))
        old = self._connection.execute(select(links.c.kind).where(*open_now)).scalars().first()
        self._connection.execute(update(links).where(*open_now).values(recorded_to=self._now))
        # The same decision of somebody else has the same id: it is retired too, and lives on in the log.
        self._connection.execute(
            update(links).where(links.c.id == link.id, links.c.recorded_to.is_(None)).values(recorded_to=self._now)
        )
        row = {"id": link.id, "kind": link.kind.value, "left": link.left, "right": link.right, "score": link.score}
        row |= {"decided_by": link.decided_by, "json": dumps(link), "recorded_from": self._now}
        self._connection.execute(insert(links).values(row))
        entry = AuditEntry(
            by=by, action="link", subject=link.left, scale=link.right, old=old, new=link.kind.value, why=why
        )
        return append(self._connection, entry, self._now)

    def undo(self, by: str) -> AuditEntry | None:
        """Withdraw the last decision of this person that still holds; None where there is none."""
        mine = [each for each in entries(self._connection) if each.by == by and each.action in ("assess", "link")]
        undone = {each.why for each in mine if each.why is not None and each.why.startswith(_UNDO)}
        standing = [each for each in mine if each.why not in undone and f"{_UNDO}{each.hash}" not in undone]
        if not standing:
            return None
        last = standing[-1]
        if last.action == "link":
            pair = (links.c.left == last.subject, links.c.right == last.scale, links.c.recorded_to.is_(None))
            self._connection.execute(
                update(links).where(*pair, links.c.decided_by == reviewer_rule(by)).values(recorded_to=self._now)
            )
        before = last.old if last.action == "assess" else None
        reverse = AuditEntry(by, last.action, last.subject, last.scale, last.new, before, f"{_UNDO}{last.hash}")
        return append(self._connection, reverse, self._now)

    def add_token(self, token: Token, hashed: str) -> None:
        """Remember a token by its hash, with an entry in the log."""
        row = {"hash": hashed, "name": token.name, "scopes": " ".join(token.scopes)}
        self._connection.execute(insert(tokens).values(**row, created=self._now, expires=token.expires))
        append(self._connection, AuditEntry(token.name, "token", hashed[:12], new=row["scopes"]), self._now)

    def revoke_token(self, name: str) -> int:
        """End every token of this name; returns how many there were."""
        still = (tokens.c.name == name, tokens.c.revoked.is_(None))
        ended = self._connection.execute(update(tokens).where(*still).values(revoked=self._now)).rowcount
        append(self._connection, AuditEntry(name, "token revoked", name), self._now)
        return int(ended)


def reviewer_rule(name: str) -> str:
    """Who decides, as `decided_by` of links has it."""
    return f"reviewer {name}"


def _with_old(entry: AuditEntry, old: str | None) -> AuditEntry:
    return AuditEntry(entry.by, entry.action, entry.subject, entry.scale, old, entry.new, entry.why)


def token_of(connection: Connection, hashed: str, now: str) -> Token | None:
    """The token with this hash, if it still holds."""
    query = select(tokens).where(tokens.c.hash == hashed, tokens.c.revoked.is_(None), tokens.c.expires > now)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else Token(row["name"], tuple(row["scopes"].split()), row["expires"])


def decisions(connection: Connection, subject: str, *, until: str | None = None) -> Iterator[AuditEntry]:
    """What each reviewer holds of a subject now, on each scale, in the order decided."""
    held: dict[tuple[str, str | None], AuditEntry] = {}
    for entry in entries(connection, subject, until=until):
        if entry.action == "assess":
            held.pop((entry.by, entry.scale), None)
            if entry.new is not None:
                held[(entry.by, entry.scale)] = entry
    yield from held.values()


def audit_listed(connection: Connection) -> Listed | None:
    """The audit log as a listing, newest first; None in a ledger that has none yet."""
    if audit.name not in inspect(connection).get_table_names():
        return None
    chosen: Any = select(audit)
    return Listed(chosen, "row", "row", True)
