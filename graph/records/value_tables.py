"""Tables in SQLite that hold packed values, in a file that `graph.records.catalogue` keeps, or in a temporary one.

Each row of a list or map has a number, `at`. In tables made from nothing the numbers are the places in the list; where rows were changed
later (`graph.records.renewing`), the blob `order of <table>` has the numbers in the order of the list.
"""

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any

from graph.records.packed import pack

_RUN = 2_000
"""How many rows are read at a time where all are."""


class ValueTables:
    """The tables. Several threads may use them at once. remade: returns the same tables anew, for a file that is found damaged."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection, self._turn = connection, RLock()
        self.remade: Callable[[], ValueTables] | None = None
        self._orders: dict[str, array[int] | None] = {}

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

    @staticmethod
    def change(path: str) -> "ValueTables":
        """Open a copy of a committed file, which no other process has open, to change and to commit it anew. Raises sqlite3.Error."""
        changed = ValueTables(sqlite3.connect(path, isolation_level=None, check_same_thread=False))
        for statement in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "BEGIN"):
            changed.execute(statement)
        return changed

    def head(self) -> str:
        """Return what the tables were committed with; empty for a file that is no such table."""
        try:
            return "".join(row[0] for row in self.execute("SELECT head FROM head"))
        except sqlite3.Error:
            return ""

    def commit(self, head: str = "") -> None:
        """Keep what was written. head: what they are of, and by which program."""
        self.execute("DELETE FROM head")
        self.execute("INSERT INTO head VALUES (?)", head)
        self.execute("COMMIT")

    def pack_anew(self) -> None:
        """Write the committed file anew, without what was deleted from it."""
        self.execute("COMMIT")
        self.execute("VACUUM")

    def close(self) -> None:
        """Close the file; what was not committed is not kept."""
        self._connection.close()

    def execute(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return all rows of the answer."""
        return self.ask_again(lambda: (statement, values))

    def ask_again(self, query: Callable[[], tuple[str, Sequence[object]]]) -> list[tuple[Any, ...]]:
        """Return all rows of the answer. query: returns the statement and its values; it is called again where the tables are made anew,
        since rows may then have other numbers."""
        with self._turn:
            try:
                return self._connection.execute(*query()).fetchall()
            except sqlite3.DatabaseError:
                if self.remade is None:
                    raise
                self._connection = self.remade()._connection
                self._orders.clear()
                return self._connection.execute(*query()).fetchall()

    def order(self, table: str) -> "array[int] | None":
        """Return the numbers of the rows in the order of the list; None where they are the places."""
        with self._turn:
            if table not in self._orders:
                rows = self._connection.execute("SELECT data FROM blob WHERE name = ?", (order_of(table),)).fetchall()
                self._orders[table] = array("I", rows[0][0]) if rows else None
            return self._orders[table]

    def reorder(self, table: str, numbers: Iterable[int]) -> None:
        """Keep the order of the rows of a table, by their numbers."""
        self.put_blob(order_of(table), array("I", numbers).tobytes())
        self._orders.pop(table, None)

    def change_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Execute a statement that changes rows once for each of these values."""
        with self._turn:
            self._connection.executemany(statement, rows)

    def put(self, table: str, columns: str, rows: Iterable[Sequence[object]], *, indexes: Iterable[str] = ()) -> None:
        """Create a table, and put rows into it. columns: as SQL has them; indexes: each the columns of one."""
        self.execute(f"CREATE TABLE {table}({columns})")
        marks = ", ".join("?" for _ in columns.split(","))
        self.change_many(f"INSERT INTO {table} VALUES ({marks})", rows)
        for number, index in enumerate(indexes):
            self.execute(f"CREATE INDEX {table}_{number} ON {table}({index})")

    def put_map(self, table: str, items: Mapping[Any, object], *, ordered: bool = False) -> None:
        """Keep a map. Keys that are no texts are packed. ordered: keep it in its order, else in that of its keys as they are packed."""
        pairs = ((packed_key(key), value) for key, value in items.items())
        in_order = pairs if ordered else sorted(pairs, key=lambda pair: pair[0])
        rows = ((at, key, pack(value)) for at, (key, value) in enumerate(in_order))
        self.put(table, "at INTEGER PRIMARY KEY, key TEXT UNIQUE, value TEXT", rows)

    def put_list(self, table: str, items: Iterable[object]) -> None:
        """Keep a list."""
        self.put(table, "at INTEGER PRIMARY KEY, value TEXT", ((at, pack(item)) for at, item in enumerate(items)))

    def put_blob(self, name: str, data: bytes | memoryview) -> None:
        """Keep bytes that are read as a whole, in place of earlier ones."""
        self.execute("INSERT OR REPLACE INTO blob VALUES (?, ?)", name, bytes(data))

    def blob(self, name: str) -> bytes:
        """Return bytes that were kept."""
        ((data,),) = self.execute("SELECT data FROM blob WHERE name = ?", name)
        return bytes(data)


def packed_key(key: object) -> str:
    """Return the key of a map as its table has it."""
    return key if isinstance(key, str) else pack(key)


def order_of(table: str) -> str:
    """Return the name of the blob with the order of a table's rows."""
    return f"order of {table}"


class TableRows:
    """The rows of a table in the order of its list."""

    def __init__(self, tables: ValueTables, table: str) -> None:
        self._tables, self._table = tables, table
        self._placed: tuple[array[int], dict[int, int]] | None = None

        def count() -> tuple[str, Sequence[object]]:
            if (order := tables.order(table)) is not None:
                return "SELECT ?", (len(order),)
            return f"SELECT coalesce(max(at) + 1, 0) FROM {table}", ()

        self.length = int(tables.ask_again(count)[0][0])

    def value(self, place: int) -> str:
        """Return the packed value at a place."""

        def query() -> tuple[str, Sequence[object]]:
            order = self._tables.order(self._table)
            return f"SELECT value FROM {self._table} WHERE at = ?", (place if order is None else order[place],)

        ((value,),) = self._tables.ask_again(query)
        return str(value)

    def stream(self, columns: str) -> Iterator[tuple[Any, ...]]:
        """Yield some columns of all rows."""
        for first in range(0, self.length, _RUN):
            yield from self._tables.ask_again(partial(self._run, columns, first))

    def _run(self, columns: str, first: int) -> tuple[str, Sequence[object]]:
        order = self._tables.order(self._table)
        if order is None:
            return f"SELECT {columns} FROM {self._table} WHERE at >= ? AND at < ? ORDER BY at", (first, first + _RUN)
        given = ", ".join(f"{self._table}.{column}" for column in columns.split(", "))
        query = (
            f"SELECT {given} FROM json_each(?) AS place CROSS JOIN {self._table} ON at = place.value ORDER BY place.key"
        )
        return query, (json.dumps(order[first : first + _RUN].tolist()),)

    def places_of(self, numbers: Iterable[int]) -> list[int]:
        """Return the places of rows by their numbers, ascending."""
        order = self._tables.order(self._table)
        if order is None:
            return sorted(numbers)
        if self._placed is None or self._placed[0] is not order:
            self._placed = order, {at: place for place, at in enumerate(order)}
        return sorted(map(self._placed[1].__getitem__, numbers))
