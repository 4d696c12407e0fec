"""Write a list of what happens on days into a file: a sheet of Excel, CSV, or a calendar."""

from collections.abc import Callable, Iterable
from typing import BinaryIO

from graph.export import xlsx
from graph.export.answer import as_csv
from graph.query.query import Table
from ontology.formats import LedgerFormat


def write_list(
    output: BinaryIO,
    format: str,
    table: Table,
    title: str,
    columns: Iterable[xlsx.Column],
    write_calendar: Callable[[BinaryIO], object],
) -> None:
    """Write a table as xlsx or csv, or the same list as ics. title, columns: of the sheet.

    Raises OSError, and ValueError for a format that is not a file.
    """
    match LedgerFormat(format):
        case LedgerFormat.ICS:
            write_calendar(output)
        case LedgerFormat.XLSX:
            xlsx.write_sheet(output, title, list(columns), table.rows)
        case LedgerFormat.CSV:
            output.write(as_csv(table).encode())
        case LedgerFormat.TABLE:
            raise ValueError("a table for the terminal is no file")
