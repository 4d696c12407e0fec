"""Write a query's answer as CSV, JSON or a workbook. The same answer gives the same bytes."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import BinaryIO

from graph.export import xlsx
from graph.query.query import Cell, Table

# A spreadsheet takes a cell that begins with one of these for a formula; `-5` and `+1.5` are numbers.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NARROWEST, _WIDEST = 8, 60  # characters of a column of a workbook
_SHEET_NAME = 31
_NOT_IN_A_NAME = str.maketrans("", "", "[]:*?/\\")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


def harmless(cell: Cell) -> str | int:
    """Return a cell of a CSV file that no spreadsheet runs as a formula: it puts an apostrophe before one."""
    if not isinstance(cell, str):
        return "" if cell is None else cell
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def write_csv(output: BinaryIO, columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write a header row and the rows, as UTF-8 with line feeds; `output` stays open. Text is made `harmless`."""
    text = io.TextIOWrapper(output, "utf-8", newline="", write_through=True)
    writer = csv.DictWriter(text, list(columns), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: harmless(cell) if isinstance(cell, str) else cell for name, cell in row.items()})
    text.detach()


def as_csv(table: Table) -> str:
    """Return a header row and the rows, with line feeds; no value is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([harmless(column) for column in table.columns])
    writer.writerows([harmless(cell) for cell in row] for row in table.rows)
    return text.getvalue()


def as_json(table: Table) -> str:
    """Return a list of records; no value is null."""
    records = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def write_xlsx(output: BinaryIO, heads: Sequence[str], rows: Sequence[Sequence[Cell]], title: str) -> None:
    """Write one sheet: the heads and the rows, days as dates, each column as wide as its longest cell within bounds."""
    widths = [
        max(_NARROWEST, min(_WIDEST, 2 * max(map(len, map(str, cells))))) for cells in zip(heads, *rows, strict=True)
    ]
    columns = [xlsx.Column(head, width) for head, width in zip(heads, widths, strict=True)]
    dated = ([_dated(cell) for cell in row] for row in rows)
    xlsx.write(output, [xlsx.Sheet(title[:_SHEET_NAME].translate(_NOT_IN_A_NAME), columns, dated)], title)


def _dated(cell: Cell) -> xlsx.Value:
    try:
        return date.fromisoformat(cell) if isinstance(cell, str) and _DAY.fullmatch(cell) else cell
    except ValueError:
        return cell
