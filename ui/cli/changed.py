"""The command that lists what builds have changed."""

import sys
from typing import Annotated

import typer

from ontology.enumerations import ChangeKind, Language
from ontology.formats import LedgerFormat, TableFormat
from ui.cli.console import (
    DEFAULT_STORE,
    IssuerOption,
    LabelsOption,
    PlaceOption,
    SheetOption,
    StoreOption,
    UserError,
    read_day,
)


def register(app: typer.Typer) -> None:
    app.command()(changed)


def changed(
    store: StoreOption = DEFAULT_STORE,
    after: Annotated[int, typer.Option(help="Only what was changed after this build, by its number.", min=0)] = 0,
    since: Annotated[
        str | None, typer.Option("--from", help="Only builds on this day (in Beijing) or later.", metavar="DATE")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", help="Only builds by this day.", metavar="DATE")] = None,
    kind: Annotated[list[ChangeKind] | None, typer.Option("--kind", help="Only this; may be given again.")] = None,
    place: PlaceOption = "",
    issuer: IssuerOption = "",
    format: Annotated[LedgerFormat, typer.Option("--format", "-f")] = LedgerFormat.TABLE,
    output: SheetOption = None,
    lang: LabelsOption = Language.ZH,
) -> None:
    """List what builds and decisions have changed: documents that are new, read otherwise, ended or removed, and new tasks.

    The newest build comes first. What the first build brought is only counted.
    """
    from graph.export import changed as files
    from graph.records.changed import left_out, list_changed, read_builds
    from graph.records.documents import list_documents, narrow_rows
    from graph.store.atomic import replacing
    from graph.store.generations import explained
    from graph.store.store import Store
    from ui.cli.ask import write_table
    from ui.messages import load

    if format is LedgerFormat.XLSX and output is None:
        raise UserError("--format xlsx: a workbook needs a file; name it with --output FILE")
    say, span = load()[lang], (read_day("--from", since), read_day("--until", until))
    with Store.open(store) as view:
        builds = read_builds(view)
        rows = narrow_rows(list_documents(view), place=place, issuer=issuer)
        found = list_changed(
            view, builds, rows, after=after, since=span[0], until=span[1], kinds=kind or (), every=not (place or issuer)
        )
    if output is not None:
        with explained(output), replacing(output) as file:
            files.write(file, format, found, say)
        print(f"{output}: {say('changed.found', count=len(found))}")
    elif format is LedgerFormat.TABLE:
        write_table(files.as_table(found, say), TableFormat.TABLE, [say(f"changed.{name}") for name in files.COLUMNS])
    else:
        files.write(sys.stdout.buffer, format, found, say)
        sys.stdout.flush()
    beside = sys.stdout if output is not None or format is LedgerFormat.TABLE else sys.stderr
    if not builds:
        print(say("changed.no_record"), file=beside)
    elif count := left_out(builds):
        print(say("changed.left_out", count=count), file=beside)
