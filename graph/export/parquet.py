"""Write the tables as Parquet files, with types, lists as lists, and the content of each column in the schema's metadata. Needs pyarrow."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from graph.export import tables
from graph.export.schema import ColumnSchema, ColumnType, TableSchema, schemas
from graph.query.query import Cell
from graph.store.atomic import replacing
from graph.store.errors import ExportError
from graph.store.view import View
from ontology.enumerations import Language


def write(store: View, folder: Path, as_of: date | None = None) -> None:
    """Write `<table>.parquet` for every table. as_of: the day of the documents' status.

    Raises OSError, and ExportError where pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise ExportError(
            "--format parquet needs pyarrow: pip install 'zhengmai[parquet]'",
            "导出 parquet 需要 pyarrow：pip install 'zhengmai[parquet]'",
        ) from error
    folder.mkdir(parents=True, exist_ok=True)
    for schema in schemas().values():
        rows = tables.records(store, schema.name, as_of)
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema.columns)
        arrays = [
            pyarrow.array([_value(cell, column) for cell in cells], type=_arrow(column))
            for column, cells in zip(schema.columns, columns, strict=True)
        ]
        table = pyarrow.Table.from_arrays(arrays, schema=_schema(schema))
        with replacing(folder / f"{schema.name}.parquet") as file:
            parquet.write_table(table, file, compression="zstd")


def _schema(schema: TableSchema) -> Any:
    import pyarrow

    return pyarrow.schema(
        [
            pyarrow.field(
                column.name,
                _arrow(column),
                nullable=column.name != schema.key,
                metadata={"description": column.texts[Language.EN], "description@zh": column.texts[Language.ZH]},
            )
            for column in schema.columns
        ],
        metadata={"description": schema.texts[Language.EN]},
    )


def _arrow(column: ColumnSchema) -> Any:
    import pyarrow

    kinds = {
        ColumnType.DATE: pyarrow.date32(),
        ColumnType.INTEGER: pyarrow.int64(),
        ColumnType.DECIMAL: pyarrow.decimal128(38, 9),
        ColumnType.BOOLEAN: pyarrow.bool_(),
    }
    kind = kinds.get(column.type, pyarrow.string())
    return pyarrow.list_(kind) if column.many else kind


def _value(cell: Cell | tuple[Cell, ...], column: ColumnSchema) -> object:
    if isinstance(cell, tuple):
        return [_single(value, column.type) for value in cell]
    return None if cell is None or cell == "" else _single(cell, column.type)


def _single(cell: Cell, kind: ColumnType) -> object:
    match kind:
        case ColumnType.DATE:
            return date.fromisoformat(str(cell))
        case ColumnType.INTEGER:
            return int(str(cell))
        case ColumnType.DECIMAL:
            return Decimal(str(cell))
        case ColumnType.BOOLEAN:
            return cell == "true"
        case _:
            return str(cell)
