"""Model types to JSON and back, without loss and without a schema of their own: the dataclass fields are the schema.

Invariant: `from_json(type(x), to_json(x)) == x` for every model dataclass. A field that is missing in the JSON takes
its default, so a ledger written before a field existed still reads; a field that the type does not know is an error,
so a ledger written by a newer version is never half read.

Types are looked into once: every type gets one function that reads it and one that writes it. A ledger of a million
claims is decoded more often than anything else is done to it.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from attribune.model.document import Span

__all__ = ["dumps", "from_json", "loads", "to_json"]

T = TypeVar("T")
Json = Any  # what `json` reads and writes
Decode = Callable[[Json], Any]
Encode = Callable[[Any], Json]
_PLAIN = frozenset({bool, int, float, str, type(None)})


def to_json(value: object) -> Json:
    """A model value as JSON types: dataclasses as objects, spans as [start, end], dates in ISO 8601, enums by value."""
    return value if type(value) in _PLAIN else _encoder(cast(Any, type(value)))(value)


def from_json(kind: type[T], data: Json) -> T:
    """The value of type `kind` that `to_json` made `data` from; ValueError where it cannot be one."""
    return cast(T, _decoder(kind)(data))


def dumps(value: object) -> str:
    """A model value as one line of JSON with sorted keys: equal values give equal text."""
    return _LINE.encode(to_json(value))


def loads(kind: type[T], text: str) -> T:
    """The value of type `kind` in a line that `dumps` wrote."""
    return from_json(kind, json.loads(text))


_LINE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@cache
def _encoder(kind: type) -> Encode:
    """The function that writes values of exactly this type."""
    if issubclass(kind, Span):
        return lambda span: [span.start, span.end]
    if is_dataclass(kind):
        names = tuple(field.name for field in fields(kind))
        return lambda value: {name: to_json(getattr(value, name)) for name in names}
    if issubclass(kind, Enum):
        return lambda member: member.value
    if issubclass(kind, date):
        return lambda day: day.isoformat()
    if issubclass(kind, tuple | list):
        return lambda items: [to_json(item) for item in items]
    if issubclass(kind, bool | int | float | str):
        return lambda plain: plain
    raise TypeError(f"no JSON for {kind.__name__}")


def _decoder(kind: Any, bound: Mapping[Any, Any] | None = None) -> Decode:
    """The function that reads a type; `bound` says what the type variables of a generic dataclass stand for."""
    if isinstance(kind, TypeVar):
        return _decoder((bound or {})[kind])
    variables = _variables(kind)
    if bound and variables:
        kind = kind[tuple(bound[variable] for variable in variables)]
    return _decoder_of(kind)


@cache
def _decoder_of(kind: Any) -> Decode:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _of_union(get_args(kind))
    if origin is tuple:
        return _of_tuple(_decoder(get_args(kind)[0]))
    if is_dataclass(origin):
        return _of_dataclass(cast(type, origin), dict(zip(_variables(origin), get_args(kind), strict=True)))
    if kind is Span:
        return lambda data: Span(*data)
    if is_dataclass(kind):
        return _of_dataclass(cast(type, kind), {})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _of_enum(kind)
    if kind is date:
        return date.fromisoformat
    if kind is datetime:
        return datetime.fromisoformat
    return _of_plain(kind)


def _of_plain(kind: Any) -> Decode:
    def decode(data: Json) -> Any:
        if type(data) is kind:
            return data
        if kind is float and type(data) is int:
            return data  # JSON does not keep 5.0 and 5 apart everywhere; they are equal numbers
        if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
            raise ValueError(f"expected {getattr(kind, '__name__', kind)}, got {data!r}")
        return data

    return decode


def _of_enum(kind: type[Enum]) -> Decode:
    members = {member.value: member for member in kind}

    def decode(data: Json) -> Enum:
        found = members.get(data) if isinstance(data, str | int) else None
        return found if found is not None else kind(data)  # which says what is wrong

    return decode


def _of_tuple(item: Decode) -> Decode:
    return lambda data: tuple([item(each) for each in data])


def _of_union(options: tuple[Any, ...]) -> Decode:
    optional = type(None) in options
    decoders = tuple(_decoder(option) for option in options if option is not type(None))
    only = decoders[0] if len(decoders) == 1 else None

    def decode(data: Json) -> Any:
        if data is None and optional:
            return None
        if only is not None:
            return only(data)
        errors = []
        for option in decoders:
            try:
                return option(data)
            except (ValueError, TypeError) as error:
                errors.append(str(error))
        raise ValueError("; ".join(errors))

    return decode


def _of_dataclass(kind: type, bound: Mapping[Any, Any]) -> Decode:
    """The function that reads a dataclass; fields are looked into at the first value: types may contain each other."""
    required = frozenset(f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING)
    decoders: dict[str, Decode] = {}

    def prepare() -> None:
        hints = get_type_hints(kind)
        decoders.update({f.name: _decoder(hints[f.name], bound) for f in fields(kind)})

    def decode(data: Json) -> Any:
        if not decoders:
            prepare()
        if not isinstance(data, dict):
            raise ValueError(f"expected an object for {kind.__name__}, got {data!r}")
        if not data.keys() <= decoders.keys():
            unknown = data.keys() - decoders.keys()
            raise ValueError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
        if not required <= data.keys():
            raise ValueError(f"{kind.__name__} lacks {', '.join(sorted(required - data.keys()))}")
        return kind(**{name: decoders[name](item) for name, item in data.items()})

    return decode


def _variables(origin: object) -> tuple[Any, ...]:
    return cast(tuple[Any, ...], getattr(origin, "__parameters__", ()))
