"""The graph in files for others: tables, N-Quads, Turtle, JSON-LD. The same content gives the same bytes."""

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


def export(store: View, format: Format | str, output: Path | str) -> None:
    """Write the store's content in a format, `output` being a folder for CSV and a file for the others.

    N-Quads keep the named graphs; Turtle and JSON-LD hold their union. Raises ValueError for an unknown format, and
    StoreError when `output` cannot be written; a file is either the old one or the whole new one.
    """
    # Each format loads what only it needs.
    from graph.export import jsonld, tables, turtle

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
