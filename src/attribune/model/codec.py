"""Model types to JSON and back, without loss and without a schema of their own: the dataclass fields are the schema.

Invariant: `from_json(type(x), to_json(x)) == x` for every model dataclass. A field that is missing in the JSON takes
its default, so a ledger written before a field existed still reads; a field that the type does not know is an error,
so a ledger written by a newer version is never half read.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from attribune.model.document import Span

__all__ = ["dumps", "from_json", "loads", "to_json"]

T = TypeVar("T")
Json = Any  # what `json` reads and writes


def to_json(value: object) -> Json:
    """A model value as JSON types: dataclasses as objects, spans as [start, end], dates in ISO 8601, enums by value."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"no JSON for {type(value).__name__}")


def from_json(kind: type[T], data: Json) -> T:
    """The value of type `kind` that `to_json` made `data` from; ValueError where it cannot be one."""
    return cast(T, _decode(kind, data))


def dumps(value: object) -> str:
    """A model value as one line of JSON with sorted keys: equal values give equal text."""
    return json.dumps(to_json(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def loads(kind: type[T], text: str) -> T:
    """The value of type `kind` in a line that `dumps` wrote."""
    return from_json(kind, json.loads(text))


def _decode(kind: Any, data: Json, bound: Mapping[Any, Any] | None = None) -> object:
    """`data` as `kind`; `bound` says what the type variables of a generic dataclass stand for."""
    if isinstance(kind, TypeVar):
        return _decode((bound or {})[kind], data, bound)
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _decode_union(get_args(kind), data, bound)
    if origin is tuple:
        return tuple(_decode(get_args(kind)[0], item, bound) for item in data)
    if is_dataclass(origin):
        return _decode_dataclass(cast(type, origin), data, dict(zip(_variables(origin), get_args(kind), strict=True)))
    if kind is Span:
        return Span(*data)
    if is_dataclass(kind):
        return _decode_dataclass(cast(type, kind), data, {})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if kind is date:
        return date.fromisoformat(data)
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return data  # JSON does not keep 5.0 and 5 apart everywhere; they are equal numbers
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise ValueError(f"expected {getattr(kind, '__name__', kind)}, got {data!r}")
    return data


def _decode_union(options: tuple[Any, ...], data: Json, bound: Mapping[Any, Any] | None) -> object:
    if data is None and type(None) in options:
        return None
    errors = []
    for option in options:
        if option is type(None):
            continue
        try:
            return _decode(option, data, bound)
        except (ValueError, TypeError) as error:
            errors.append(str(error))
    raise ValueError("; ".join(errors))


def _decode_dataclass(kind: type, data: Json, bound: Mapping[Any, Any]) -> object:
    if not isinstance(data, Mapping):
        raise ValueError(f"expected an object for {kind.__name__}, got {data!r}")
    hints, required = _schema(kind)
    unknown = data.keys() - hints.keys()
    if unknown:
        raise ValueError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
    missing = required - data.keys()
    if missing:
        raise ValueError(f"{kind.__name__} lacks {', '.join(sorted(missing))}")
    return kind(**{name: _decode(hints[name], item, bound) for name, item in data.items()})


@cache
def _schema(kind: type) -> tuple[Mapping[str, Any], frozenset[str]]:
    """The type of every field of a dataclass, and the fields without a default."""
    required = (f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING)
    hints = get_type_hints(kind)
    return {f.name: hints[f.name] for f in fields(kind)}, frozenset(required)


def _variables(origin: object) -> tuple[Any, ...]:
    return cast(tuple[Any, ...], getattr(origin, "__parameters__", ()))
