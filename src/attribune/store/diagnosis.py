"""What a database error means to the person at the keyboard: what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from attribune.errors import AttribuneError, FatalError, RetriableError

__all__ = ["diagnosed"]

# Part of SQLite's message -> the error to raise, what is wrong, what to do. The first that fits counts.
_MEANINGS: tuple[tuple[str, type[AttribuneError], str, str], ...] = (
    (
        "database or disk is full",
        FatalError,
        "the disk is full, {where} cannot grow",
        "free some space and run the same command again: it goes on where it stopped",
    ),
    (
        "disk i/o error",
        FatalError,
        "the disk does not take writes to {where}",
        "check space and permissions of its directory, then run the same command again",
    ),
    (
        "readonly database",
        FatalError,
        "{where} is read-only",
        "give yourself write permission on the file and its directory, or copy it elsewhere",
    ),
    (
        "unable to open database file",
        FatalError,
        "{where} cannot be opened or created",
        "check that its directory exists and that you may write there, or name another with --ledger",
    ),
    (
        "file is not a database",
        FatalError,
        "{where} is not a ledger",
        "name a file that Attribune made, or a new one, with --ledger",
    ),
    (
        "malformed",
        FatalError,
        "{where} is damaged",
        "restore a copy, or build it anew from its documents with `attribune add`",
    ),
    (
        "no space left on device",
        FatalError,
        "the disk of the server is full, {where} cannot grow",
        "free some space there and run the same command again: it goes on where it stopped",
    ),
    (
        "read-only transaction",
        FatalError,
        "{where} is read-only",
        "ask whoever runs the server for permission to write",
    ),
    (
        "permission denied",
        FatalError,
        "this user may not do that in {where}",
        "ask whoever runs the server, or name another user in the address",
    ),
    (
        "authentication failed",
        FatalError,
        "{where} does not take this user or password",
        "check the address, or set PGPASSWORD",
    ),
    (
        "does not exist",
        FatalError,
        "there is no {where}",
        "make the database with createdb, or name another with --ledger",
    ),
    (
        "lock timeout",
        RetriableError,
        "{where} is in use by another process",
        "wait until it has finished and run the same command again",
    ),
    (
        "connection",
        RetriableError,
        "{where} cannot be reached",
        "check that the server runs and that the address is right",
    ),
    (
        "locked",
        RetriableError,
        "{where} is in use by another process",
        "wait until it has finished and run the same command again",
    ),
)


@contextmanager
def diagnosed(where: str) -> Iterator[None]:
    """Turn the database errors that a user can act on into errors of ours; others pass unchanged."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig).lower()
        for part, kind, what, remedy in _MEANINGS:
            if part in said:
                raise kind(what.format(where=where), remedy) from error
        raise
