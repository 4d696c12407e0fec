"""Pack values of the read side into text, and read them back by their types: for tables that keep them (`graph.records.catalogue`).

A value is a text, a number, a day, an enumeration, None, or a dataclass, named tuple, tuple or frozen set of such. The text is JSON,
without the names of fields, so that nothing of it can be run.
"""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Reader = Callable[[Any], Any]
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_PLAIN = {str, int, bool, NoneType}


def pack(value: object) -> str:
    """Return a value as text: equal values give the same text."""
    return _ENCODER.encode(_plain(value))


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [item if type(item) is str else _plain(item) for item in value]
    if is_dataclass(kind) and (names := _names(kind)):
        return [_plain(getattr(value, name)) for name in names]
    if isinstance(value, frozenset):
        return sorted(map(_plain, value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    raise TypeError(f"{kind.__name__} cannot be packed")


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """Return the fields of a dataclass."""
    return tuple(one.name for one in fields(kind))


def unpacker(kind: Any) -> Callable[[str], Any]:
    """Return a function that reads a packed value of a type: a class, or a type such as `tuple[str, ...]`."""
    read = _reader(kind)
    decode = json.JSONDecoder().decode
    return decode if read is None else lambda text: read(decode(text))


@cache
def _reader(kind: Any) -> _Reader | None:
    """Return a function that makes a value of this type from parsed JSON; None where the parsed JSON is the value."""
    if kind in _PLAIN:
        return None
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _optional(kind, parts)
    if origin is tuple:
        return _tuple(parts)
    if origin is frozenset:
        one = _reader(parts[0])
        return frozenset if one is None else lambda found: frozenset(map(one, found))
    if is_dataclass(kind):
        of_class: Any = kind
        return _fields(kind, [_reader(get_type_hints(kind)[name]) for name in _names(of_class)])
    if issubclass(kind, tuple):
        return _fields(kind, [_reader(get_type_hints(kind)[name]) for name in kind._fields])
    if issubclass(kind, date):
        return date.fromisoformat
    if issubclass(kind, Decimal | Enum):
        make: _Reader = kind
        return make
    raise TypeError(f"{kind.__name__} cannot be packed")


def _optional(kind: Any, parts: tuple[Any, ...]) -> _Reader | None:
    whole = [part for part in parts if part is not NoneType]
    if len(whole) != 1:
        raise TypeError(f"{kind} cannot be packed")
    one = _reader(whole[0])
    return None if one is None else lambda found: None if found is None else one(found)


def _tuple(parts: tuple[Any, ...]) -> _Reader:
    if len(parts) == 2 and parts[1] is Ellipsis:
        one = _reader(parts[0])
        return tuple if one is None else lambda found: tuple(map(one, found))
    return _fields(lambda *items: items, [_reader(part) for part in parts])


def _fields(make: Any, readers: list[_Reader | None]) -> _Reader:
    """Return a function that makes an instance from a list. readers: a function for each item; None for an item that needs none."""
    changed = [(place, read) for place, read in enumerate(readers) if read is not None]

    def read(found: list[Any]) -> Any:
        for place, reader in changed:
            found[place] = reader(found[place])
        return make(*found)

    return read
