"""The command that lists what ends soon."""

import sys
from typing import Annotated

import typer

from ontology.enumerations import Language
from ontology.formats import LedgerFormat, TableFormat
from ui.cli.console import (
    DEFAULT_STORE,
    DayOption,
    IssuerOption,
    LabelsOption,
    PlaceOption,
    SheetOption,
    StoreOption,
    UserError,
    day_of,
)


def register(app: typer.Typer) -> None:
    app.command()(ending)


def ending(
    store: StoreOption = DEFAULT_STORE,
    as_of: DayOption = None,
    within: Annotated[int, typer.Option(help="How many days from that day.", min=0, max=36_500)] = 90,
    place: PlaceOption = "",
    issuer: IssuerOption = "",
    default_terms: Annotated[
        bool, typer.Option(help="Presume the term that a province sets where a normative document names none.")
    ] = False,
    format: Annotated[LedgerFormat, typer.Option("--format", "-f")] = LedgerFormat.TABLE,
    output: SheetOption = None,
    lang: LabelsOption = Language.ZH,
) -> None:
    """List documents that end soon: in force on a day and ending within so many days, by their term or by an act, with the words."""
    from graph.derive.standing import kept
    from graph.derive.terms import presumed
    from graph.export import endings as files
    from graph.records.documents import list_documents, narrow_rows
    from graph.records.ending import list_endings
    from graph.store.atomic import replacing
    from graph.store.generations import explained
    from graph.store.store import Store
    from ui.cli.ask import write_table
    from ui.messages import load

    if format is LedgerFormat.XLSX and output is None:
        raise UserError("--format xlsx: a workbook needs a file; name it with --output FILE")
    day, say = day_of(as_of), load()[lang]
    with Store.open(store) as view:
        known = kept(view)
        rows = narrow_rows(list_documents(view), place=place, issuer=issuer)
        found = list_endings(presumed(view, known) if default_terms else known, rows, day, within)
    if format is LedgerFormat.TABLE:
        write_table(files.as_table(found, say), TableFormat.TABLE)
    elif output is None:
        files.write(sys.stdout.buffer, format, found, say)
        sys.stdout.flush()
    else:
        with explained(output), replacing(output) as file:
            files.write(file, format, found, say)
        print(f"{output}: {say('ending.found', count=len(found))}")
