"""Write the tables: each is the answer of a query in `graph/query/tables`, one record a row. `graph.export.schema` describes their content.

As CSV, lists are joined with `|`, and a CSVW description is beside the files.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from graph.export.answer import harmless
from graph.export.csvw import describe
from graph.export.schema import SEPARATOR, schemas
from graph.query.query import Cell, run, table
from graph.store.atomic import replacing
from graph.store.view import View

TABLES = tuple(schemas())
DESCRIPTION = "csv-metadata.json"
"""The name under which CSVW looks for the description of the tables in a folder."""


def write(store: View, folder: Path, as_of: date | None = None) -> None:
    """Write `<table>.csv` for every table: UTF-8, a header row, line feeds; and their description. Raises OSError.

    as_of: the day of the documents' status, by default that of the newest document.
    """
    folder.mkdir(parents=True, exist_ok=True)
    empty: dict[str, set[str]] = {}
    for name in TABLES:
        columns, rows = read(store, name, as_of=as_of)
        empty[name] = {column for row in rows for column, cell in zip(columns, row, strict=True) if cell in (None, "")}
        with replacing(folder / f"{name}.csv") as file:
            text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([harmless(cell) for cell in row] for row in rows)
            text.detach()
    with replacing(folder / DESCRIPTION) as file:
        file.write(json.dumps(describe(empty), ensure_ascii=False, indent=1).encode() + b"\n")


def read(
    store: View, name: str, joint: str = SEPARATOR, as_of: date | None = None
) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Return the columns and rows of one of TABLES; several values of a cell are joined with `joint`."""
    schema = schemas()[name]
    return tuple(column.name for column in schema.columns), [flat(row, joint) for row in records(store, name, as_of)]


def flat(row: Sequence[Cell | tuple[Cell, ...]], joint: str = SEPARATOR) -> tuple[Cell, ...]:
    """Return a row with the values of each list joined."""
    return tuple(joint.join(map(str, cell)) if isinstance(cell, tuple) else cell for cell in row)


def records(store: View, name: str, as_of: date | None = None) -> list[tuple[Cell | tuple[Cell, ...], ...]]:
    """Return the rows of one of TABLES, each key once; a cell of a list is a tuple, empty where there is no value."""
    schema, query = schemas()[name], table(name)
    answer = run(store, query, {"day": as_of.isoformat()} if as_of and query.parameters else None)
    return merged(answer.rows, answer.columns.index(schema.key), [column.many for column in schema.columns])


def merged(
    rows: Iterable[tuple[Cell, ...]], key: int, lists: Sequence[bool]
) -> list[tuple[Cell | tuple[Cell, ...], ...]]:
    """Merge the rows with the same cell at `key`, in the order of their first occurrence.

    A cell of a list has the distinct values of its column in the order of the rows; any other has the first. None is no value.
    """
    found: dict[Cell, list[dict[Cell, None]]] = {}
    for row in rows:
        record = found.setdefault(row[key], [{} for _ in row])
        for values, cell in zip(record, row, strict=True):
            if cell is not None:
                values[cell] = None
    return [
        tuple(tuple(values) if many else next(iter(values), None) for values, many in zip(record, lists, strict=True))
        for record in found.values()
    ]
