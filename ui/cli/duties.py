"""The duties of a kind of bearer or an agency: who must, must not and may, and what follows; as a table, CSV or a checklist."""

import io
import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ontology.enumerations import Language, Modality, Side
from ontology.formats import SheetFormat
from ui.cli.console import DEFAULT_STORE, SheetOption, StoreOption, UserError, chinese, shown

if TYPE_CHECKING:
    from graph.records.norm import Norm
    from ui.messages import Messages

# The columns of the terminal, with their shares of its width.
_SHARES = {"modality": 1, "bearer": 2, "text": 6, "title": 3, "section": 2, "measures": 5, "authority": 2}
_FIRST = 50  # rows on the terminal; files contain them all
_SHOWN = 150  # characters of a cell on the terminal; files contain them all


def register(app: typer.Typer) -> None:
    app.command()(duties)


def duties(
    bearer: Annotated[
        str,
        typer.Option(
            "--bearer", "-b", help="A kind of bearer (经营者), an agency by any of its names, or a part of one."
        ),
    ] = "",
    store: StoreOption = DEFAULT_STORE,
    about: Annotated[
        str,
        typer.Option(
            "--about", help="Words that are in the duty or its document's title, or a question (没健康证怎么罚)."
        ),
    ] = "",
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Only what is in force on this day, as 2024-06-30.", metavar="DATE")
    ] = None,
    place: Annotated[
        str,
        typer.Option(
            "--place", help="Only what holds in this place: its own documents, and those of the places above it."
        ),
    ] = "",
    field: Annotated[
        str, typer.Option("--field", help="A field of law (食品安全), of the document or of a law that it rests on.")
    ] = "",
    modality: Annotated[
        list[Modality] | None, typer.Option("--modality", help="Only this modality; may be given again.")
    ] = None,
    side: Annotated[Side | None, typer.Option("--side", help="Only authorities, or only everybody else.")] = None,
    format: Annotated[SheetFormat, typer.Option("--format", "-f")] = SheetFormat.TABLE,
    output: SheetOption = None,
    lang: Annotated[Language, typer.Option(help="Language of the headings (csv has field names).")] = Language.ZH,
    everything: Annotated[
        bool, typer.Option("--all", help=f"Every row of the table; without it, the first {_FIRST}.")
    ] = False,
) -> None:
    """List who must, must not and may do what, with the law and the consequences of a breach.

    A duty of 县级以上人民政府财政部门 is found for 济南市财政局 too. A document of whose validity nothing is known counts as in force. A
    question is answered by what comes nearest, sentences that set no duty among it (最低保修期限为五年).
    """
    from graph.export import checklist
    from graph.records.identity import build_identity
    from graph.records.norm_reading import read_norms
    from graph.records.norm_search import Wanted, answer
    from graph.records.regions import find_region
    from graph.store.store import Store
    from ui.messages import load

    if format is SheetFormat.XLSX and output is None:
        raise UserError("--format xlsx: a workbook needs a file; name it with --output FILE")
    try:
        day = date.fromisoformat(as_of) if as_of is not None else None
    except ValueError:
        raise UserError(f"--as-of {as_of}: not a day; write it as 2024-06-30") from None
    region = find_region(place) if place.strip() else None
    if region is not None and region.found:
        raise UserError(f"--place {place}: {region.found.why('zh' if chinese() else 'en')}")
    say = load()[lang]
    with Store.open(store) as opened:
        wanted = Wanted(
            bearer.strip(),
            about,
            tuple(str(one) for one in modality or ()),
            str(side or ""),
            day=day,
            place=region.code if region else "",
            field=field.strip(),
        )
        norms, who = read_norms(opened), build_identity(opened) if wanted.bearer else None
        found, near = answer(norms, wanted, who)
        if found and near:
            print(say("duties.nearest"), file=sys.stderr)
    if not found:
        raise UserError(f"no duty in {store} is like this; try a shorter --bearer, or other words in --about")
    counted = say("duties.found_near" if near else "duties.found", count=len(found))
    if output is None:
        if format is SheetFormat.TABLE:
            listed = found if everything else found[:_FIRST]
            if len(listed) < len(found):
                counted = say("duties.first", shown=len(listed), count=len(found))
            print(f"{_drawn(listed, say)}\n{counted}")
        else:
            checklist.write(sys.stdout.buffer, format, found, say)
        sys.stdout.flush()  # here, where a closed pipe can be distinguished from a fault
        return
    from graph.store.atomic import replacing
    from graph.store.generations import explained

    with explained(output), replacing(output) as file:
        if format is SheetFormat.TABLE:
            file.write(f"{_drawn(found, say)}\n{counted}\n".encode())
        else:
            checklist.write(file, format, found, say)
    print(f"{output}: {counted}")


def _drawn(found: "Sequence[Norm]", say: "Messages") -> str:
    """Return the table for the terminal, as wide as it is."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from graph.export.checklist import records
    from graph.records.excerpts import shorten

    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    rows = [row | {"title": row["title"] or row["name"]} for row in records(found, say)]
    shares = {name: share for name, share in _SHARES.items() if any(row[name] for row in rows)}
    for name, share in shares.items():
        table.add_column(say(f"duties.column_{name}"), overflow="fold", ratio=share)
    for row in rows:
        table.add_row(*(shown(shorten(str(row[name] or ""), _SHOWN)) for name in shares))
    drawn = io.StringIO()
    Console(file=drawn, width=Console().width).print(table)
    return drawn.getvalue().rstrip("\n")
