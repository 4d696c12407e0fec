"""CSV tables: each the answer of a query in `graph/queries/tables`, one record a row, lists joined with `|`."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from graph.atomic import replacing
from graph.query import Cell, run, table
from graph.view import View

TABLES = ("documents", "relations", "responsibilities", "deadlines", "duties")
# Here one resource may give several rows, one a value; in the other tables every row of the answer is a record.
_MERGED = {"documents", "responsibilities", "duties"}
_SEPARATOR = "|"


def write(store: View, folder: Path) -> None:
    """Write `<table>.csv` for every table: UTF-8, a header row, line feeds. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        answer = run(store, table(name))
        rows = merged(answer.rows) if name in _MERGED else answer.rows
        with replacing(folder / f"{name}.csv") as file:
            text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(answer.columns)
            writer.writerows(rows)
            text.detach()


def merged(rows: Iterable[tuple[Cell, ...]]) -> list[tuple[str, ...]]:
    """Make one row of all rows with the same first cell, in the order in which they first come.

    A cell of the result joins the distinct values of its column in the order of the rows; None is no value.
    """
    records: dict[Cell, list[dict[str, None]]] = {}
    for row in rows:
        record = records.setdefault(row[0], [{} for _ in row])
        for values, cell in zip(record, row, strict=True):
            if cell is not None:
                values[str(cell)] = None
    return [tuple(_SEPARATOR.join(values) for values in record) for record in records.values()]
