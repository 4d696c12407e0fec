"""Write the tables as one SQLite file with keys and foreign keys. Lists have a table of their own: `documents_issuers` (iri, value).

SQLite's own `PRAGMA foreign_key_check` finds nothing in it; Datasette opens it as it is.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from graph.export import tables
from graph.export.schema import ColumnSchema, ColumnType, TableSchema, schemas
from graph.query.query import Cell
from graph.store.view import View
from ontology.enumerations import Language

Row = tuple[Cell | tuple[Cell, ...], ...]
_TYPES = {ColumnType.INTEGER: "INTEGER", ColumnType.DECIMAL: "REAL"}


def write(store: View, output: BinaryIO, as_of: date | None = None) -> None:
    """Write the file. as_of: the day of the documents' status. Raises OSError; sqlite3.IntegrityError for a key that occurs twice."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tables.sqlite"
        connection = sqlite3.connect(path)
        try:
            for schema in schemas().values():
                _create(connection, schema)
            for schema in schemas().values():
                _fill(connection, schema, tables.records(store, schema.name, as_of))
            connection.commit()
        finally:
            connection.close()
        with path.open("rb") as written:
            shutil.copyfileobj(written, output)


def _create(connection: sqlite3.Connection, schema: TableSchema) -> None:
    lines = [f"{_quoted(column.name)} {_type(column)}{_constraint(column, schema)}" for column in schema.columns]
    lines += [
        f"FOREIGN KEY ({_quoted(column.name)}) REFERENCES {_quoted(column.to)} ({_quoted(schemas()[column.to].key)})"
        for column in schema.foreign
    ]
    body = ",\n  ".join(lines)
    connection.execute(f"CREATE TABLE {_quoted(schema.name)} ( -- {schema.texts[Language.EN]}\n  {body}\n)")
    for column in schema.foreign:
        index = _quoted(f"{schema.name}_by_{column.name}")
        connection.execute(f"CREATE INDEX {index} ON {_quoted(schema.name)} ({_quoted(column.name)})")
    for column in _lists(schema):
        connection.execute(
            f"CREATE TABLE {_quoted(f'{schema.name}_{column.name}')} (\n"
            f"  {_quoted(schema.key)} TEXT NOT NULL REFERENCES {_quoted(schema.name)} ({_quoted(schema.key)}),\n"
            f"  position INTEGER NOT NULL,\n  value {_type(column)} NOT NULL,\n  PRIMARY KEY ({_quoted(schema.key)}, position)\n)"
        )


def _fill(connection: sqlite3.Connection, schema: TableSchema, rows: Sequence[Row]) -> None:
    marks = ", ".join("?" * len(schema.columns))
    connection.executemany(f"INSERT INTO {_quoted(schema.name)} VALUES ({marks})", map(tables.flat, rows))
    key = [column.name for column in schema.columns].index(schema.key)
    for place, column in enumerate(schema.columns):
        if column in _lists(schema):
            values = _values(rows, key, place)
            connection.executemany(f"INSERT INTO {_quoted(f'{schema.name}_{column.name}')} VALUES (?, ?, ?)", values)


def _values(rows: Sequence[Row], key: int, place: int) -> Iterator[tuple[object, int, Cell]]:
    for row in rows:
        cell = row[place]
        for position, value in enumerate(cell, 1) if isinstance(cell, tuple) else ():
            yield row[key], position, value


def _lists(schema: TableSchema) -> list[ColumnSchema]:
    return [column for column in schema.columns if column.many and column.name != schema.key]


def _type(column: ColumnSchema) -> str:
    return "TEXT" if column.many else _TYPES.get(column.type, "TEXT")


def _constraint(column: ColumnSchema, schema: TableSchema) -> str:
    return " PRIMARY KEY NOT NULL" if column.name == schema.key else ""


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
