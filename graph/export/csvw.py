"""Describe the CSV tables in CSVW: types, keys, foreign keys, and the content of each column.

The standard: W3C, Metadata Vocabulary for Tabular Data (2015), 5.
"""

from collections.abc import Collection, Mapping
from typing import Any

from graph.export.schema import SEPARATOR, ColumnSchema, ColumnType, TableSchema, schemas
from ontology.enumerations import Language


def describe(empty: Mapping[str, Collection[str]] | None = None) -> dict[str, Any]:
    """Return the description of the folder of tables, a table group.

    empty: by table, the columns with an empty cell in some row. CSVW knows no foreign key that may be empty, so these are none; like
    each column that leads to a table, they name it as `dc:relation`.
    """
    open_columns = empty or {}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\n"]},
        "tables": [_table(schema, open_columns.get(schema.name, ())) for schema in schemas().values()],
    }


def _table(schema: TableSchema, empty: Collection[str]) -> dict[str, Any]:
    return {
        "url": f"{schema.name}.csv",
        "dc:title": schema.name,
        "dc:description": schema.texts[Language.EN],
        "tableSchema": {
            "columns": [_column(column, schema) for column in schema.columns],
            "primaryKey": [schema.key],
            "foreignKeys": [
                {
                    "columnReference": [column.name],
                    "reference": {"resource": f"{column.to}.csv", "columnReference": [schemas()[column.to].key]},
                }
                for column in schema.foreign
                if column.name not in empty
            ],
        },
    }


def _column(column: ColumnSchema, schema: TableSchema) -> dict[str, Any]:
    kind = "anyURI" if column.type is ColumnType.IRI else str(column.type)
    found: dict[str, Any] = {
        "name": column.name,
        "titles": {"en": [column.name]},
        "dc:description": column.texts[Language.EN],
        "datatype": "string" if column.type is ColumnType.IRI else kind,
        "required": column.name == schema.key,
    }
    if column.type is ColumnType.IRI:
        found["datatype"] = {
            "base": "string",
            "dc:title": kind,
        }  # IRIs with Chinese characters are no anyURI to every reader
    if column.to:
        found["dc:relation"] = f"{column.to}.csv"
    if column.many:
        found["separator"] = SEPARATOR
    return found
