"""Errors, named by what the caller should do.

`AttribuneError` carries one line that says what is wrong and one that says what to do; the command line prints both
and never a traceback.
"""

from __future__ import annotations

__all__ = ["AttribuneError", "FatalError", "RetriableError", "SkippableError"]


class AttribuneError(Exception):
    """Something that the user can act on: `message` says what is wrong, `remedy` what to do about it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}: {self.remedy}" if self.remedy else self.message


class RetriableError(AttribuneError):
    """A passing condition (a locked ledger, a slow host): the same call may work later."""


class SkippableError(AttribuneError):
    """One document cannot be used: record it with stage and reason, and go on with the next."""


class FatalError(AttribuneError):
    """The run cannot go on: a ledger of a newer schema, a missing model, a full disk."""
