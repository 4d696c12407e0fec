"""Write CSV tables: each is the answer of a query in `graph/query/tables`, one record a row, lists joined with `|`."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from graph.export.answer import harmless
from graph.query.query import Cell, run, table
from graph.store.atomic import replacing
from graph.store.view import View

TABLES = ("documents", "relations", "responsibilities", "deadlines", "duties", "provisions", "sanctions", "definitions")
# In these tables one resource gives a row a value; in the others every row of the answer is a record.
_MERGED = {"documents", "responsibilities", "duties", "sanctions"}
_SEPARATOR = "|"


def write(store: View, folder: Path) -> None:
    """Write `<table>.csv` for every table: UTF-8, a header row, line feeds. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        columns, rows = read(store, name)
        with replacing(folder / f"{name}.csv") as file:
            text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([harmless(cell) for cell in row] for row in rows)
            text.detach()


def read(store: View, name: str, joint: str = _SEPARATOR) -> tuple[tuple[str, ...], Sequence[tuple[Cell, ...]]]:
    """Return the columns and rows of one of TABLES; several values of a cell are joined with `joint`."""
    answer = run(store, table(name))
    return answer.columns, merged(answer.rows, joint) if name in _MERGED else answer.rows


def merged(rows: Iterable[tuple[Cell, ...]], joint: str = _SEPARATOR) -> list[tuple[str, ...]]:
    """Merge the rows with the same first cell, in the order of their first occurrence.

    A cell of the result joins the distinct values of its column in the order of the rows; None is no value.
    """
    records: dict[Cell, list[dict[str, None]]] = {}
    for row in rows:
        record = records.setdefault(row[0], [{} for _ in row])
        for values, cell in zip(record, row, strict=True):
            if cell is not None:
                values[str(cell)] = None
    return [tuple(joint.join(values) for values in record) for record in records.values()]
