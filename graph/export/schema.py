"""The columns of the exported tables: `graph/query/tables/columns.toml` as typed values.

CSVW, SQLite, Parquet and the page of docs follow it.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from graph.query.query import FOLDER, Query, table
from ontology.enumerations import Language

_FILE = FOLDER.parent / "tables" / "columns.toml"
SEPARATOR = "|"
"""Joins the values of a list in one cell."""


class ColumnType(StrEnum):
    """The type of a column's values; XSD's names, `iri` for anyURI."""

    STRING = "string"
    IRI = "iri"
    DATE = "date"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class ColumnSchema:
    """A column. many: a cell may contain several values, joined by SEPARATOR. to: the table whose key the values are, empty where there is
    none."""

    name: str
    type: ColumnType
    texts: Mapping[Language, str]
    example: str
    many: bool = False
    to: str = ""


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table. key: the column whose values are unique and never empty."""

    name: str
    key: str
    texts: Mapping[Language, str]
    columns: tuple[ColumnSchema, ...]

    @property
    def foreign(self) -> tuple[ColumnSchema, ...]:
        """The columns that contain the key of another table."""
        return tuple(column for column in self.columns if column.to)


@cache
def schemas() -> Mapping[str, TableSchema]:
    """Return the tables by name, in the order in which they are written; their columns in the order of the queries.

    Raises KeyError for a column that the file does not describe.
    """
    said = tomllib.loads(_FILE.read_text("utf-8"))
    return {name: _table(name, entry, said) for name, entry in said["tables"].items()}


def _table(name: str, entry: Mapping[str, str], said: Mapping[str, Mapping[str, Mapping[str, str]]]) -> TableSchema:
    query = table(name)
    own, shared = said.get(name, {}), said["columns"]
    columns = tuple(_column(column, own.get(column) or shared[column]) for column in _projected(query))
    return TableSchema(name, entry["key"], {language: entry[language] for language in Language}, columns)


def _projected(query: Query) -> list[str]:
    """Return the columns of a table's query, without its parameters."""
    hidden = {parameter.name for parameter in query.parameters}
    head = re.search(r"^SELECT (.*?)\s(?:WHERE)", query.text, re.DOTALL | re.MULTILINE)
    names = re.findall(r"\?(\w+)", head[1]) if head else []
    return [name for name in names if name not in hidden]


def _column(name: str, entry: Mapping[str, str]) -> ColumnSchema:
    return ColumnSchema(
        name,
        ColumnType(entry["type"]),
        {language: entry[language] for language in Language},
        entry["example"],
        bool(entry.get("list", False)),
        entry.get("to", ""),
    )
