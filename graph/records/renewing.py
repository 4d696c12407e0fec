"""Change the rows of tables that were made of an earlier generation, so that they read as tables that are made from nothing.

Rows keep their numbers, new ones get the next; their order is kept apart (`graph.records.value_tables`).
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np

from graph.records.packed import pack, unpacker
from graph.records.value_tables import ValueTables, packed_key

T = TypeVar("T")


def change_map(tables: ValueTables, table: str, gone: Iterable[object], new: Mapping[Any, object]) -> None:
    """Take entries out of a map that is in the order of its keys, and put others in, in place of those of their keys."""
    keys = {packed_key(key) for key in (*gone, *new)}
    if not keys:
        return
    tables.change_many(f"DELETE FROM {table} WHERE key = ?", ((key,) for key in keys))
    first = next_number(tables, table)
    rows = ((at, packed_key(key), pack(value)) for at, (key, value) in enumerate(new.items(), first))
    tables.change_many(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)
    tables.reorder(table, (at for (at,) in tables.execute(f"SELECT at FROM {table} ORDER BY key")))


def change_list(
    tables: ValueTables,
    table: str,
    gone: Collection[int],
    new: Sequence[T],
    *,
    kind: Any,
    key: Callable[[T], Any],
    columns: Mapping[str, Callable[[T], object]] = MappingProxyType({}),
) -> tuple[list[int], list[int]]:
    """Take rows out of a sorted list, and put values in; return the places of the rows that are gone, and those of the new ones, both
    ascending: these in the changed list.

    gone: the numbers of the rows. new: in the list's order. key: by which the list is sorted; no two values have the same. columns:
    what the table has of a value beside its number and the value, by name.
    """
    order = numbers(tables, table)
    left_out = np.isin(order, np.fromiter(gone, np.uint32, len(gone)))
    left = order[~left_out]
    tables.change_many(f"DELETE FROM {table} WHERE at = ?", ((int(at),) for at in gone))
    unpack = unpacker(kind)

    @lru_cache(1 << 12)
    def key_at(at: int) -> Any:
        ((value,),) = tables.execute(f"SELECT value FROM {table} WHERE at = ?", at)
        return key(unpack(value))

    places = [bisect_right(left, key(item), key=lambda at: key_at(int(at))) for item in new]
    first = next_number(tables, table)
    rows = ((at, pack(item), *(read(item) for read in columns.values())) for at, item in enumerate(new, first))
    marks = ", ".join("?" for _ in ("at", "value", *columns))
    tables.change_many(f"INSERT INTO {table}({', '.join(('at', 'value', *columns))}) VALUES ({marks})", rows)
    tables.reorder(table, np.insert(left, places, np.arange(first, first + len(new), dtype=np.uint32)))
    return np.flatnonzero(left_out).tolist(), [place + before for before, place in enumerate(places)]


def numbers(tables: ValueTables, table: str) -> "np.ndarray[Any, np.dtype[np.uint32]]":
    """Return the numbers of a table's rows in their order."""
    order = tables.order(table)
    return np.arange(next_number(tables, table), dtype=np.uint32) if order is None else np.array(order, np.uint32)


def next_number(tables: ValueTables, table: str) -> int:
    """Return a number behind those of all rows."""
    return int(tables.execute(f"SELECT coalesce(max(at) + 1, 0) FROM {table}")[0][0])


def replace_list(tables: ValueTables, table: str, items: Iterable[object]) -> None:
    """Put another list in the place of one."""
    tables.execute(f"DROP TABLE {table}")
    tables.put_list(table, items)  # the items are in the order of the rows
