"""A query's answer as a file: CSV for tables and people, JSON for programs. The same answer gives the same bytes."""

import csv
import io
import json

from graph.query.query import Table


def as_csv(table: Table) -> str:
    """A header row, line feeds; no value is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in table.rows)
    return text.getvalue()


def as_json(table: Table) -> str:
    """A list of records; no value is null."""
    records = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
