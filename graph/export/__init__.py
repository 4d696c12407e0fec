"""The graph in files for others: tables, a workbook, a calendar, N-Quads, Turtle, JSON-LD. The same content, the same bytes."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from graph.atomic import replacing
from graph.generations import explained
from graph.view import View


class Format(StrEnum):
    """CSV writes a folder of tables; the others write one file."""

    CSV = "csv"
    NQ = "nq"
    TTL = "ttl"
    JSONLD = "jsonld"
    XLSX = "xlsx"
    ICS = "ics"


def export(store: View, format: Format | str, output: Path | str, say: Callable[..., str] = str) -> None:
    """Write the store's content in a format, `output` being a folder for CSV and a file for the others.

    say: the reader's words by key, for the workbook and the calendar of all deadlines. N-Quads keep the named graphs; Turtle
    and JSON-LD hold their union. Raises ValueError for an unknown format, StoreError when `output` cannot be written, and
    ExportError for what the format cannot hold; a file is either the old one or the whole new one.
    """
    # Each format loads what only it needs.
    from graph.export import jsonld, ledger, tables, turtle, workbook
    from graph.ledger import entries
    from graph.work.read import tasks

    path = Path(output)
    kind = Format(format)
    with explained(path):
        if kind is Format.CSV:
            tables.write(store, path)
            return
        with replacing(path) as file:
            match kind:
                case Format.NQ:
                    store.dump_nquads(file)
                case Format.TTL:
                    turtle.write(store, file)
                case Format.JSONLD:
                    jsonld.write(store, file)
                case Format.XLSX:
                    workbook.write(store, file, say)
                case Format.ICS:
                    ledger.write(file, kind.value, entries(tasks(store)), say)
