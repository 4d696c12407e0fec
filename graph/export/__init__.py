"""Write the graph to files: tables (CSV, Parquet, SQLite), a workbook, a calendar, Akoma Ntoso, N-Quads, TriG, Turtle, JSON-LD, GraphML,
and a DCAT description.

The same content gives the same bytes.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from graph.store.atomic import replacing
from graph.store.generations import explained
from graph.store.view import View
from ontology.formats import ExportFormat


def export(
    store: View,
    format: ExportFormat | str,
    output: Path | str,
    as_of: date | None = None,
    say: Callable[..., str] = str,
    about: Path | None = None,
    parts: int | None = None,
) -> None:
    """Write the store's content in a format. output: a folder for CSV, Parquet and Akoma Ntoso, a file for the others.

    parts: of N-Quads, write a folder of files of so many quads each (`graph.export.nquads`).

    N-Quads and TriG keep the named graphs; Turtle and JSON-LD contain their union. GraphML contains documents and agencies with
    their relations, and, like the tables, the status on `as_of`, by default the day of the newest document. The workbook (tables) and
    the calendar (all deadlines) have headings from `say`, a text by key. about: a TOML file with what the publisher of
    the dataset knows, for DCAT. A file is replaced as a whole or not at all.

    Raises ValueError for an unknown format, StoreError when `output` cannot be written, ExportError for content that the format
    cannot contain.
    """
    # Each format imports only what it needs.
    from graph.export import (
        akn,
        annotations,
        dcat,
        jsonld,
        ledger,
        network,
        nquads,
        parquet,
        spans,
        sqlite,
        tables,
        turtle,
        workbook,
    )
    from graph.records.ledger import list_entries
    from graph.records.tasks import read_tasks

    path = Path(output)
    kind = ExportFormat(format)
    with explained(path):
        if kind is ExportFormat.CSV:
            tables.write(store, path, as_of)
            return
        if kind is ExportFormat.PARQUET:
            parquet.write(store, path, as_of)
            return
        if kind is ExportFormat.AKN:
            akn.write(store, path)
            return
        if kind is ExportFormat.NQ and parts:
            nquads.write_parts(store, path, parts)
            return
        if kind is ExportFormat.IOB and (path.is_dir() or not (path.suffix or path.exists())):
            spans.write_iob_files(store, path)
            return
        with replacing(path) as file:
            match kind:
                case ExportFormat.NQ:
                    store.dump_nquads(file)
                case ExportFormat.TRIG:
                    turtle.write_trig(store, file)
                case ExportFormat.TTL:
                    turtle.write(store, file)
                case ExportFormat.JSONLD:
                    jsonld.write(store, file)
                case ExportFormat.GRAPHML:
                    network.write(store, as_of, file)
                case ExportFormat.SQLITE:
                    sqlite.write(store, file, as_of)
                case ExportFormat.JSONL:
                    spans.write_jsonl(store, file)
                case ExportFormat.LABELSTUDIO:
                    spans.write_tasks(store, file)
                case ExportFormat.OA:
                    annotations.write(store, file)
                case ExportFormat.IOB:
                    spans.write_iob(store, file)
                case ExportFormat.DCAT:
                    dcat.write(store, file, dcat.read_publishing(about) if about else None)
                case ExportFormat.XLSX:
                    workbook.write(store, file, say)
                case ExportFormat.ICS:
                    ledger.write(file, kind.value, list_entries(read_tasks(store)), say)
