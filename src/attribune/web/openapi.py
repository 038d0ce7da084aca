"""What the OpenAPI document says of listings: their parameters and examples of their answers."""

from __future__ import annotations

from typing import Any

from attribune.web.tables import TableInfo

__all__ = ["ERRORS", "documented", "gives", "listing_parameters"]

Json = dict[str, Any]

_PARAMETERS: tuple[tuple[str, str, Json, object], ...] = (
    ("_search", "Words in any order, or a part of a word.", {"type": "string", "maxLength": 500}, None),
    ("_sort", "The column to sort by.", {"type": "string"}, None),
    ("_sort_desc", "The column to sort by, largest first.", {"type": "string"}, None),
    (
        "_size",
        "Rows a page, or `max`; exports: rows in all.",
        {"type": "string", "pattern": "^([0-9]{1,3}|max)$"},
        "20",
    ),
    ("_next", "The `next` of the page before.", {"type": "string", "maxLength": 2000}, None),
    (
        "_facet",
        "A column to count the values of; again for more.",
        {"type": "array", "items": {"type": "string"}},
        None,
    ),
    ("_nocount", "Leave out the number of all rows.", {"type": "string", "enum": ["1"]}, None),
    ("_shape", "How rows look.", {"type": "string", "enum": ["objects", "arrays", "array", "object"]}, None),
    ("_by", "Who says it: a name, an alias, an id, or a country code.", {"type": "string", "maxLength": 200}, None),
    ("_about", "Whom it is about.", {"type": "string", "maxLength": 200}, None),
    ("_place", "Where: a place or a country code.", {"type": "string", "maxLength": 200}, None),
    ("_since", "First day that it is about.", {"type": "string", "format": "date"}, None),
    ("_until", "Last day that it is about.", {"type": "string", "format": "date"}, None),
    ("_bbox", "west,south,east,north in degrees.", {"type": "string"}, None),
    ("_as_of", "The ledger as it was recorded at this moment (UTC).", {"type": "string"}, None),
    ("changed_since", "Rows recorded or closed after this moment, closed ones included.", {"type": "string"}, None),
)


_OF_CLAIMS = ("_by", "_about", "_place", "_since", "_until", "_bbox")


def listing_parameters(table: TableInfo) -> Json:
    """The `parameters` of a listing's operation: Datasette's, ours, and one filter for each column worth counting."""
    common = [
        {"name": name, "in": "query", "required": False, "description": about, "schema": schema}
        | ({"example": example} if example is not None else {})
        for name, about, schema, example in _PARAMETERS
        if table.of_claims or name not in _OF_CLAIMS
    ]
    columns = [
        {
            "name": column,
            "in": "query",
            "required": False,
            "schema": {"type": "string", "maxLength": 300},
            "description": f"Only rows with this {column}; also `{column}__contains`, `__in`, `__isnull` …",
        }
        for column in table.facets
    ]
    return {"parameters": common + columns}


_ERROR: Json = {
    "schema": {
        "type": "object",
        "required": ["ok", "error", "remedy", "status", "title"],
        "properties": {
            "ok": {"const": False},
            "error": {"type": "string"},
            "remedy": {"type": "string"},
            "status": {"type": "integer"},
            "title": {"type": "string"},
        },
    },
    "example": {
        "ok": False,
        "error": "no column 'colour'",
        "remedy": "choose one of id, kind, text",
        "status": 400,
        "title": "Bad Request",
    },
}

ERRORS: dict[int | str, Json] = {
    code: {"description": about, "content": {"application/json": _ERROR}}
    for code, about in {
        400: "The address asks for something that there is not.",
        401: "Sign in, or show a token.",
        404: "There is no such row.",
        421: "The server does not answer to this name.",
        422: "A part of the address cannot be read.",
        503: "The query took too long, or the ledger is in use: try again, or ask for less.",
    }.items()
}
"""Every error, in its one form."""


def gives(media_type: str) -> dict[int | str, Json]:
    """The `responses` of an operation that answers with one kind of file."""
    return {200: {"description": "The file.", "content": {media_type: {"schema": _schema(media_type)}}}}


def _schema(media_type: str) -> Json:
    return {"type": "object"} if media_type.endswith("+json") else {"type": "string"}


def documented(table: TableInfo, media_type: str = "application/json") -> dict[int | str, Json]:
    """The `responses` of a listing's operation."""
    page = {"ok": True, "rows": [dict.fromkeys(table.facets, "…")], "next": None, "next_url": None, "count": 1}
    content = {"schema": {}, "example": page} if media_type == "application/json" else {"schema": _schema(media_type)}
    return {
        200: {"description": "Rows.", "content": {media_type: content}},
        400: {
            "description": "The address asks for something that there is not.",
            "content": {"application/json": _ERROR},
        },
        503: {"description": "The query took too long.", "content": {"application/json": _ERROR}},
    }
