"""What SQLite and PostgreSQL spell differently, compiled for whichever is asked; everything else is one SQL.

JSON functions keep SQLite's names (`func.json_extract`, `func.json_each`, `func.group_concat`). Full-text search: FTS5
and trigrams in SQLite, `to_tsvector` and (where the extension is installed) `pg_trgm` in PostgreSQL.
"""

from __future__ import annotations

import fnmatch
from typing import Any

from sqlalchemy import (
    REAL,
    BigInteger,
    Boolean,
    ColumnElement,
    Float,
    Integer,
    Subquery,
    Table,
    Text,
    literal,
    literal_column,
    select,
    text,
    union,
)
from sqlalchemy.dialects.postgresql import DOUBLE_PRECISION
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement, GenericFunction

__all__ = ["NUMBER", "ROW", "TEXT", "glob", "having_words", "rows_searched", "search_indexes", "searched"]

TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code point in both: ids and times in ISO 8601 rely on it."""

NUMBER: Float[float] = REAL().with_variant(DOUBLE_PRECISION(), "postgresql")
ROW = BigInteger().with_variant(Integer(), "sqlite")

_INDEXED = 200_000  # characters: PostgreSQL refuses to index words beyond about a megabyte


class _Words(FunctionElement[bool]):
    """True for rows of a table whose `text` has all the words."""

    name = "has_words"
    type = Boolean()
    inherit_cache = True


class _WordsOrRun(FunctionElement[bool]):
    """True for rows of a table whose `text` has all the words, or the phrase as a run of characters."""

    name = "has_words_or_run"
    type = Boolean()
    inherit_cache = True


class _Glob(FunctionElement[bool]):
    """True for text that fits a pattern with * and ?."""

    name = "glob"
    type = Boolean()
    inherit_cache = True


class json_extract(GenericFunction[str]):  # noqa: N801 - the name is the function's
    """SQLite's `json_extract(text, '$.a.b')`, as text: cast it where it is a number."""

    type = Text()
    inherit_cache = True


class json_each(GenericFunction[Any]):  # noqa: N801
    """SQLite's `json_each(text, '$.a')`, for lists."""

    inherit_cache = True


class group_concat(GenericFunction[str]):  # noqa: N801
    """SQLite's `group_concat(each, '; ')`."""

    type = Text()
    inherit_cache = True


def having_words(table: Table, phrase: str) -> ColumnElement[bool]:
    """Rows whose `text` has all these words, in any order."""
    words = " ".join(_quoted(word) for word in phrase.split())
    return _Words(table.c.row, table.c.text, literal(words), literal(phrase))


def searched(table: Table, phrase: str) -> ColumnElement[bool]:
    """Whole words in any order, or the phrase as a run of characters (part of a word, any script)."""
    if len(phrase) < 3:  # the trigram index has nothing shorter
        return having_words(table, phrase)
    words = " ".join(_quoted(word) for word in phrase.split())
    escaped = phrase.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    sought = (literal(words), literal(phrase), literal(_quoted(phrase)), literal(f"%{escaped}%"))
    return _WordsOrRun(table.c.row, table.c.text, *sought)


def rows_searched(table: Table, phrase: str) -> Subquery:
    """SQLite: the numbers of the rows that `searched` lets through, from the indexes alone, as the column `row`."""
    sought = {"words": " ".join(_quoted(word) for word in phrase.split())}
    if len(phrase) >= 3:
        sought["grams"] = _quoted(phrase)
    found = [
        select(literal_column("rowid", Integer).label("row"))
        .select_from(text(f"{table.name}_{suffix}"))
        .where(text(f"{table.name}_{suffix} MATCH :{suffix}").bindparams(**{suffix: words}))
        for suffix, words in sought.items()
    ]
    return (union(*found) if len(found) > 1 else found[0]).subquery("found")


def glob(column: ColumnElement[Any], pattern: str) -> ColumnElement[bool]:
    """The text fits the pattern, case and all."""
    regex = fnmatch.translate(pattern).removeprefix("(?s:").removesuffix(")\\Z")
    return _Glob(column, literal(pattern), literal(f"^(?:{regex})$"))


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def search_indexes(table: str, *, trigrams: bool) -> list[str]:
    """The statements that make PostgreSQL's search indexes of a table."""
    words = f"CREATE INDEX {table}_words ON {table} USING gin (to_tsvector('simple', left(text, {_INDEXED})))"
    grams = f"CREATE INDEX {table}_grams ON {table} USING gin (text gin_trgm_ops)"
    return [words, grams] if trigrams else [words]


@compiles(_Words, "sqlite")
def _in_words(element: Any, compiler: Any, **options: Any) -> str:
    row, text, words, _ = element.clauses
    return f"{compiler.process(row, **options)} IN ({_matching(text, 'words', words, compiler, **options)})"


@compiles(_WordsOrRun, "sqlite")
def _in_words_or_grams(element: Any, compiler: Any, **options: Any) -> str:
    # One set, which SQLite starts from; an `or` of two makes it look at every row.
    row, text, words, _, run, _ = element.clauses
    found = (
        _matching(text, suffix, sought, compiler, **options) for suffix, sought in (("words", words), ("grams", run))
    )
    return f"{compiler.process(row, **options)} IN ({' UNION '.join(found)})"


def _matching(text: Any, suffix: str, sought: Any, compiler: Any, **options: Any) -> str:
    """Row numbers from a full-text index."""
    index = f"{text.table.name}_{suffix}"
    return f"SELECT rowid FROM {index} WHERE {index} MATCH {compiler.process(sought, **options)}"


@compiles(_Words, "postgresql")
@compiles(_WordsOrRun, "postgresql")
def _has_words(element: Any, compiler: Any, **options: Any) -> str:
    _, text, _, phrase, *run = element.clauses
    column = compiler.process(text, **options)
    query = f"plainto_tsquery('simple', {compiler.process(phrase, **options)})"
    words = f"to_tsvector('simple', left({column}, {_INDEXED})) @@ {query}"
    return f"({words} OR {column} ILIKE {compiler.process(run[1], **options)})" if run else words


@compiles(_Glob, "sqlite")
def _glob_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    column, pattern, _ = element.clauses
    return f"{compiler.process(column, **options)} GLOB {compiler.process(pattern, **options)}"


@compiles(_Glob, "postgresql")
def _glob_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    column, _, regex = element.clauses
    return f"{compiler.process(column, **options)} ~ {compiler.process(regex, **options)}"


def _inside(element: Any, compiler: Any, operator: str, **options: Any) -> str:
    """The value at SQLite's path ('$.a.b'). The path is worked out by the server: compiled statements are reused with
    other values, so no value may shape the statement."""
    column, path = (compiler.process(each, **options) for each in element.clauses)
    return f"(CAST({column} AS jsonb) {operator} string_to_array(substr({path}, 3), '.'))"


@compiles(json_extract, "postgresql")
def _json_extract(element: Any, compiler: Any, **options: Any) -> str:
    return _inside(element, compiler, "#>>", **options)


@compiles(json_each, "postgresql")
def _json_each(element: Any, compiler: Any, **options: Any) -> str:
    found = _inside(element, compiler, "#>", **options)
    return f"jsonb_array_elements(CASE jsonb_typeof({found}) WHEN 'array' THEN {found} END)"


@compiles(group_concat, "postgresql")
def _group_concat(element: Any, compiler: Any, **options: Any) -> str:
    return f"string_agg({', '.join(compiler.process(each, **options) for each in element.clauses)})"
