"""Tables in SQLite that hold lists and maps of values, which are read one by one: `graph.records.catalogue` keeps them in files.

What was once written is never changed, so that the values that were read last are kept.
"""

import sqlite3
from array import array
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast, overload

from graph.records.packed import pack, unpacker

T = TypeVar("T")
K = TypeVar("K")
_LATELY = 2_048
"""How many values of a list or map are kept that were read last."""
_RUN = 2_000
"""How many rows are read at a time where all are."""
_ABSENT = object()


class ValueTables:
    """The tables. Several threads may use them at once. remade: returns the same tables anew, for a file that is found damaged."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection, self._turn = connection, Lock()
        self.remade: Callable[[], ValueTables] | None = None

    @staticmethod
    def create(path: str) -> "ValueTables":
        """Create tables in an empty file that no other process has open; in a temporary one for an empty path. Raises sqlite3.Error."""
        made = ValueTables(sqlite3.connect(path, isolation_level=None, check_same_thread=False))
        for statement in (
            "PRAGMA page_size = 8192",
            "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = OFF",
            "BEGIN",
            "CREATE TABLE head(head TEXT)",
            "CREATE TABLE blob(name TEXT PRIMARY KEY, data BLOB)",
        ):
            made.execute(statement)
        return made

    @staticmethod
    def open(path: Path) -> "ValueTables":
        """Open a file that was committed, for reading. Raises sqlite3.Error for one that is none."""
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        return ValueTables(sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False))

    def head(self) -> str:
        """Return what the tables were committed with; empty for a file that is no such table."""
        try:
            return "".join(row[0] for row in self.execute("SELECT head FROM head"))
        except sqlite3.Error:
            return ""

    def commit(self, head: str = "") -> None:
        """Keep what was written. head: what they are of, and by which program."""
        self.execute("INSERT INTO head VALUES (?)", head)
        self.execute("COMMIT")

    def close(self) -> None:
        """Close the file; what was not committed is not kept."""
        self._connection.close()

    def execute(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return all rows of the answer."""
        with self._turn:
            try:
                return self._connection.execute(statement, values).fetchall()
            except sqlite3.DatabaseError:
                if self.remade is None:
                    raise
                self._connection = self.remade()._connection
                return self._connection.execute(statement, values).fetchall()

    def put(self, table: str, columns: str, rows: Iterable[Sequence[object]], *, indexes: Iterable[str] = ()) -> None:
        """Create a table, and put rows into it. columns: as SQL has them; indexes: each the columns of one."""
        self.execute(f"CREATE TABLE {table}({columns})")
        with self._turn:
            marks = ", ".join("?" for _ in columns.split(","))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        for number, index in enumerate(indexes):
            self.execute(f"CREATE INDEX {table}_{number} ON {table}({index})")

    def put_map(self, table: str, items: Mapping[Any, object]) -> None:
        """Keep a map in its order. Keys that are no texts are packed."""
        rows = ((at, _key(key), pack(value)) for at, (key, value) in enumerate(items.items()))
        self.put(table, "at INTEGER PRIMARY KEY, key TEXT UNIQUE, value TEXT", rows)

    def put_list(self, table: str, items: Iterable[object]) -> None:
        """Keep a list."""
        self.put(table, "at INTEGER PRIMARY KEY, value TEXT", ((at, pack(item)) for at, item in enumerate(items)))

    def put_blob(self, name: str, data: bytes | memoryview) -> None:
        """Keep bytes that are read as a whole."""
        self.execute("INSERT INTO blob VALUES (?, ?)", name, bytes(data))

    def blob(self, name: str) -> bytes:
        """Return bytes that were kept."""
        ((data,),) = self.execute("SELECT data FROM blob WHERE name = ?", name)
        return bytes(data)


def _key(key: object) -> str:
    return key if isinstance(key, str) else pack(key)


class KeptList(Sequence[T]):
    """A list in a table (`ValueTables.put_list`, or any with the columns `at`, from 0 on, and `value`)."""

    def __init__(self, tables: ValueTables, table: str, kind: Any) -> None:
        """kind: the type of its values."""
        self._tables, self._table, self._unpack = tables, table, unpacker(kind)
        self._length = int(tables.execute(f"SELECT coalesce(max(at) + 1, 0) FROM {table}")[0][0])
        self._value: Callable[[int], T] = lru_cache(_LATELY)(self._read)

    def _read(self, at: int) -> T:
        ((value,),) = self._tables.execute(f"SELECT value FROM {self._table} WHERE at = ?", at)
        found: T = self._unpack(value)
        return found

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return tuple(map(self._value, range(*at.indices(self._length))))
        if not -self._length <= at < self._length:
            raise IndexError(at)
        return self._value(at % self._length)

    def __iter__(self) -> Iterator[T]:
        for first in range(0, self._length, _RUN):
            query = f"SELECT value FROM {self._table} WHERE at >= ? AND at < ? ORDER BY at"
            for (value,) in self._tables.execute(query, first, first + _RUN):
                yield self._unpack(value)


class Picked(Sequence[T]):
    """Some values of a list, which are read as they are looked at. value: returns the one at a place of that list."""

    def __init__(self, value: Callable[[int], T], places: Sequence[int]) -> None:
        self._value, self._places = value, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return Picked(self._value, self._places[at])
        return self._value(self._places[at])

    def __iter__(self) -> Iterator[T]:
        return map(self._value, self._places)

    def followed_by(self, other: "Picked[T]") -> "Picked[T]":
        """Return its values and those of another one, which are of the same list."""
        return Picked(self._value, array("L", (*self._places, *other._places)))


def pick(whole: Sequence[T], places: Iterable[int], value: Callable[[int], T] | None = None) -> Sequence[T]:
    """Return the values at some places of a list, in the order of these: of a kept one they are read as they are looked at. value:
    returns that at a place, if it is not the list's own."""
    value = value or whole.__getitem__
    if isinstance(whole, KeptList):
        return Picked(value, array("L", places))
    return tuple(map(value, places))


def joined(one: Sequence[T], other: Sequence[T]) -> Sequence[T]:
    """Return the values of both, one after the other."""
    if isinstance(one, Picked) and isinstance(other, Picked):
        return one.followed_by(other)
    return (*one, *other)


class KeptMap(Mapping[K, T]):
    """A map in a table (`ValueTables.put_map`), in the order in which it was kept."""

    def __init__(self, tables: ValueTables, table: str, kind: Any, keys: Any = str) -> None:
        """kind, keys: the types of its values and keys."""
        self.tables, self._table, self._unpack = tables, table, unpacker(kind)
        self._kind = kind
        self._unpack_key = None if keys is str else unpacker(keys)
        self._length = int(tables.execute(f"SELECT coalesce(max(at) + 1, 0) FROM {table}")[0][0])
        self._value = lru_cache(_LATELY)(self._read)

    def _read(self, key: K) -> object:
        for (value,) in self.tables.execute(f"SELECT value FROM {self._table} WHERE key = ?", _key(key)):
            return self._unpack(value)
        return _ABSENT

    def __len__(self) -> int:
        return self._length

    def __contains__(self, key: object) -> bool:
        return self._value(cast("K", key)) is not _ABSENT

    def __getitem__(self, key: K) -> T:
        if (found := self._value(key)) is _ABSENT:
            raise KeyError(key)
        return cast("T", found)

    def __iter__(self) -> Iterator[K]:
        return (key for key, _ in self._stream(values=False))

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
        return self._stream(values=True)

    def _stream(self, *, values: bool) -> Iterator[tuple[K, Any]]:
        read = self._unpack_key
        query = f"SELECT key, {'value' if values else 'NULL'} FROM {self._table} WHERE at >= ? AND at < ? ORDER BY at"
        for first in range(0, self._length, _RUN):
            for key, value in self.tables.execute(query, first, first + _RUN):
                yield key if read is None else read(key), self._unpack(value) if values else None


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
