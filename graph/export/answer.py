"""A query's answer as a file: CSV for tables and people, JSON for programs. The same answer gives the same bytes."""

import csv
import io
import json
import re

from graph.query.query import Cell, Table

# With these a spreadsheet begins a formula; `-5` and `+1.5` are numbers.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


def harmless(cell: Cell) -> str | int:
    """A cell of a CSV file that no spreadsheet takes for a formula: an apostrophe stands before what would begin one."""
    if not isinstance(cell, str):
        return "" if cell is None else cell
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def as_csv(table: Table) -> str:
    """A header row, line feeds; no value is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([harmless(column) for column in table.columns])
    writer.writerows([harmless(cell) for cell in row] for row in table.rows)
    return text.getvalue()


def as_json(table: Table) -> str:
    """A list of records; no value is null."""
    records = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
