"""Lists and maps in tables (`graph.records.value_tables`), whose values are read one by one.

An open file is never changed, so that the values that were read last are kept.
"""

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import lru_cache
from typing import Any, TypeVar, cast

from graph.records.lazy_list import LazyList
from graph.records.packed import unpacker
from graph.records.value_tables import TableRows, ValueTables, packed_key

T = TypeVar("T")
K = TypeVar("K")
_LATELY = 2_048
"""How many values of a list or map are kept that were read last."""
_ABSENT = object()


class KeptList(LazyList[T]):
    """A list in a table (`ValueTables.put_list`)."""

    def __init__(self, tables: ValueTables, table: str, kind: Any) -> None:
        """kind: the type of its values."""
        self._rows: TableRows = TableRows(tables, table)
        self._unpack = unpacker(kind)
        self._value: Callable[[int], T] = lru_cache(_LATELY)(self._read)

    def _read(self, place: int) -> T:
        found: T = self._unpack(self._rows.value(place))
        return found

    def __len__(self) -> int:
        return self._rows.length

    def at(self, place: int) -> T:
        return self._value(place)

    def __iter__(self) -> Iterator[T]:
        return (self._unpack(value) for (value,) in self._rows.stream("value"))

    def places_of(self, numbers: Iterable[int]) -> list[int]:
        """Return the places of rows by their numbers in the table, ascending."""
        return self._rows.places_of(numbers)


class KeptMap(Mapping[K, T]):
    """A map in a table (`ValueTables.put_map`), in the order in which it was kept."""

    def __init__(self, tables: ValueTables, table: str, kind: Any, keys: Any = str) -> None:
        """kind, keys: the types of its values and keys."""
        self.tables, self._table, self._unpack = tables, table, unpacker(kind)
        self._kind, self._rows = kind, TableRows(tables, table)
        self._unpack_key = None if keys is str else unpacker(keys)
        self._value = lru_cache(_LATELY)(self._read)

    def _read(self, key: K) -> object:
        for (value,) in self.tables.execute(f"SELECT value FROM {self._table} WHERE key = ?", packed_key(key)):
            return self._unpack(value)
        return _ABSENT

    def __len__(self) -> int:
        return self._rows.length

    def __contains__(self, key: object) -> bool:
        return self._value(cast("K", key)) is not _ABSENT

    def __getitem__(self, key: K) -> T:
        if (found := self._value(key)) is _ABSENT:
            raise KeyError(key)
        return cast("T", found)

    def __iter__(self) -> Iterator[K]:
        read = self._unpack_key
        return (key if read is None else read(key) for (key,) in self._rows.stream("key"))

    def values(self) -> ValuesView[T]:
        """Return the values in their order, read as they are looked at."""
        return _KeptValues(self)

    def items(self) -> ItemsView[K, T]:
        """Return the pairs in their order, read as they are looked at."""
        return _KeptItems(self)

    def in_order(self) -> KeptList[T]:
        """Return the values as a list."""
        return KeptList(self.tables, self._table, self._kind)

    def stream(self) -> Iterator[tuple[K, T]]:
        """Yield all pairs in their order."""
        read = self._unpack_key
        return (
            (key if read is None else read(key), self._unpack(value)) for key, value in self._rows.stream("key, value")
        )


def in_order(pairs: Mapping[K, T]) -> Sequence[T]:
    """Return the values of a map as a list: of a kept one they are read as they are looked at."""
    return pairs.in_order() if isinstance(pairs, KeptMap) else tuple(pairs.values())


class _KeptValues(ValuesView[T]):
    _mapping: KeptMap[Any, T]

    def __iter__(self) -> Iterator[T]:
        return (value for _, value in self._mapping.stream())


class _KeptItems(ItemsView[K, T]):
    _mapping: KeptMap[K, T]

    def __iter__(self) -> Iterator[tuple[K, T]]:
        return self._mapping.stream()
