"""The command that goes through the stock: what rests on articles that have moved, changed or ended."""

from pathlib import Path
from typing import Annotated

import typer

from ontology.enumerations import Language
from ontology.formats import SheetFormat, TableFormat
from ui.cli.console import (
    DEFAULT_STORE,
    DayOption,
    IssuerOption,
    LabelsOption,
    PlaceOption,
    StoreOption,
    UserError,
    day_of,
)
from ui.cli.see import find_one


def register(app: typer.Typer) -> None:
    app.command()(stale)


def stale(
    store: StoreOption = DEFAULT_STORE,
    as_of: DayOption = None,
    place: PlaceOption = "",
    issuer: IssuerOption = "",
    document: Annotated[
        str, typer.Option(help="Only what this document rests on, by its number or title.", metavar="NUMBER|TITLE")
    ] = "",
    format: Annotated[SheetFormat, typer.Option("--format", "-f")] = SheetFormat.TABLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file for xlsx, or for csv.")] = None,
    lang: LabelsOption = Language.ZH,
) -> None:
    """Check a whole stock in one go: list documents in force that rest on an article that has moved, changed or ended, by issuer.

    An article is compared with that of the edition in force on the day; a basis that has ended as a whole says by which act.
    """
    from graph.export import stale as files
    from graph.records.identity import build_identity
    from graph.records.stock import list_stale
    from graph.store.atomic import replacing
    from graph.store.generations import explained
    from graph.store.store import Store
    from ui.cli import cards
    from ui.cli.ask import write_table
    from ui.messages import load

    if format is SheetFormat.XLSX and output is None:
        raise UserError("--format xlsx: a workbook needs a file; name it with --output FILE")
    day, say = day_of(as_of), load()[lang]
    with Store.open(store) as view:
        who = build_identity(view)
        found = list_stale(view, who, day, issuer=issuer, place=place)
        if document:
            if (one := find_one(who, document, store, day)) is None:
                return
            found = tuple(basis for basis in found if basis.document.iri == one.iri)
    if output is None:
        if format is SheetFormat.CSV:
            write_table(files.as_table(found, say), TableFormat.CSV)
        else:
            cards.show_stale(found, say)
        return
    with explained(output), replacing(output) as file:
        if format is SheetFormat.CSV:
            files.write_csv(file, found, say)
        else:
            files.write_workbook(file, found, say)
    print(f"{output}: {say('stale.found', count=len(found))}")
