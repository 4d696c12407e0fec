"""`zhengmai read`: print what a reader extracts from a file, before anything is built."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.console import UserError, chinese, write_text

if TYPE_CHECKING:
    from ingest.read.files import Loaded


def register(app: typer.Typer) -> None:
    app.command()(read)


def read(
    file: Annotated[
        str, typer.Argument(help="A file of any format that is read, or `-` for standard input.", metavar="FILE")
    ],
    places: Annotated[bool, typer.Option("--places", help="Print each line's place in the file before it.")] = False,
) -> None:
    """Print what was read of one file: its text in reading order, tables as rows with `|` between cells.

    Lines that begin with `#` say first what reads the file, what could not be read, and what was set apart (running heads, page
    numbers).
    """
    from ingest.read.decode import ReadError
    from ingest.read.files import load
    from ingest.read.inputs import STANDARD_INPUT

    data = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
    try:
        loaded = load(data, Path(file).name)
    except ReadError as error:
        raise UserError(f"{file}: {error.message_zh if chinese() else error.message_en}") from None
    said = [f"# {_about(loaded)}", *(f"# {issue.severity}: {issue.message_en}" for issue in loaded.issues)]
    if loaded.extraction and loaded.extraction.apart:
        said.append(f"# set apart: {' · '.join(loaded.extraction.apart[:20])}")
    write_text("".join(f"{line}\n" for line in (*said, *_lines(loaded, places))))


def _about(loaded: "Loaded") -> str:
    source, extraction = loaded.source, loaded.extraction
    said = [loaded.format.value, source.reader or source.encoding, f"{len(source.text):,} characters"]
    if extraction and extraction.pages:
        said.append(f"{extraction.pages} pages")
    if extraction and extraction.tables:
        spanning = sum(cell.rows * cell.columns > 1 for table in extraction.tables for cell in table)
        said.append(f"{len(extraction.tables)} tables, {spanning} spanning cells")
    return " · ".join(said)


def _lines(loaded: "Loaded", places: bool) -> list[str]:
    from ingest.model import Span
    from ingest.model.native import selector

    out: list[str] = []
    at = 0
    for line in loaded.source.text.split("\n"):
        shown = f"| {line.replace(chr(9), ' | ')} |" if "\t" in line and loaded.extraction else line
        if places:
            shown = f"[{selector(loaded.source.pieces, Span(at, at + len(line)))}] {shown}"
        out.append(shown)
        at += len(line) + 1
    return out
