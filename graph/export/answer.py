"""Write a query's answer as CSV or JSON. The same answer gives the same bytes."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from graph.query.query import Cell, Table

# A spreadsheet takes a cell that begins with one of these for a formula; `-5` and `+1.5` are numbers.
_FORMULA = re.compile(r"[=+\-@\t\r]")
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
