"""The task ledger (台账) of an agency: as a table, CSV, an Excel workbook or a calendar."""

import io
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from ontology.enumerations import Language, PartyRole
from ontology.formats import LedgerFormat
from ui.cli.console import DEFAULT_STORE, StoreOption, UserError, shown
from ui.cli.see import nothing_found

if TYPE_CHECKING:
    from graph.records.identity import Identity
    from graph.records.ledger import Entry
    from ui.explorer.messages import Messages


# The columns of the terminal, with their shares of its width.
_SHARES = {"agency": 2, "role": 1, "text": 6, "limits": 3, "document": 3, "place": 3, "bases": 3}
_SHOWN = 120  # characters of a task on the terminal; files hold them all


def register(app: typer.Typer) -> None:
    app.command()(ledger)


def ledger(
    agency: Annotated[
        str,
        typer.Option("--agency", "-a", help="The name, in full or as printed, or a part of it; of a group too."),
    ],
    store: StoreOption = DEFAULT_STORE,
    since: Annotated[
        str | None,
        typer.Option("--from", help="Only what is due on this day or later, as 2020-01-01.", metavar="DATE"),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", help="Only what is due by this day, as 2020-12-31.", metavar="DATE"),
    ] = None,
    role: Annotated[list[PartyRole] | None, typer.Option("--role", help="Only this role; may be given again.")] = None,
    document: Annotated[
        str | None, typer.Option("--document", help="Only tasks of this document.", metavar="NUMBER|TITLE")
    ] = None,
    format: Annotated[LedgerFormat, typer.Option("--format", "-f")] = LedgerFormat.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; standard output if not given (xlsx needs one).")
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language of the headings (csv has field names).")] = Language.ZH,
) -> None:
    """The tasks of an agency: role, time limits, document, clause, basis, and the clause or table row itself.

    Several agencies may match; each row names its own. With `--from` or `--until`, tasks stay that have a time limit in the
    span (both days in it), or a recurring one that falls into it, and of their limits those; tasks without a date, and
    lengths of time whose end is not known, are left out. The calendar (ics) has an event for each limit with a date.
    """
    from graph.records.identity import build_identity
    from graph.records.ledger import list_entries, narrow_entries
    from graph.records.tasks import read_tasks
    from graph.store.store import Store
    from ui.explorer.messages import load

    if format is LedgerFormat.XLSX and output is None:
        raise UserError("--format xlsx: a workbook needs a file; name it with --output FILE")
    first, last = _day("--from", since), _day("--until", until)
    if first and last and last < first:
        raise UserError(f"--until {until}: is before --from {since}")
    say = load()[lang]
    with Store.open(store) as opened:
        who = build_identity(opened)
        documents = _documents(who, document, store) if document is not None else None
        meant = who.find_agency(agency)
        known = list_entries(read_tasks(opened), agency, bodies=meant.exact)
    if not known:
        near = "、".join(who.label(iri) for iri in meant.near or meant.exact)
        raise UserError(
            f"--agency {agency}: no task in {store} names an agency or group like this; try a shorter name"
            + (f"; near: {near}" if near else "")
        )
    held = [entry for entry in known if not role or set(role) & set(entry.roles)]
    found = narrow_entries(held, documents=documents, since=first, until=last)
    counted = say("ledger.found_in_span" if first or last else "ledger.found", count=len(found))
    if output is None:
        _write(sys.stdout.buffer, format, found, say, counted)
        sys.stdout.flush()  # here, where a closed pipe can be told from a fault of ours
        return
    from graph.store.atomic import replacing
    from graph.store.generations import explained

    with explained(output), replacing(output) as file:
        told = _write(file, format, found, say, counted)
    print(f"{output}: {told}")


def _day(option: str, given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given is not None else None
    except ValueError:
        raise UserError(f"{option} {given}: not a day; write it as 2020-01-01") from None


def _documents(who: "Identity", given: str, store: str) -> frozenset[str]:
    """Return the IRIs of the documents that a number or title names. Raises UserError if there is none."""
    found = who.find(given)
    meant = found.exact or ((found.only,) if found.only else ())
    if not meant:
        raise UserError(f"--document {given}: {nothing_found(who, found, store)}")
    return frozenset(meant)


def _write(file: BinaryIO, format: LedgerFormat, found: "Sequence[Entry]", say: "Messages", counted: str) -> str:
    """Write the entries, and return one line that counts them."""
    from graph.export import ledger as files

    if format is LedgerFormat.TABLE:
        file.write(f"{_drawn(found, say)}\n{counted}\n".encode())
        return counted
    written = files.write(file, format, found, say)
    if format is not LedgerFormat.ICS:
        return counted
    undated = sum(not any(limit.dated for limit in entry.limits) for entry in found)
    return say("ledger.events", events=written, undated=undated)


def _drawn(found: "Sequence[Entry]", say: "Messages") -> str:
    """Return the entries as a table as wide as the terminal."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from graph.export.ledger import records
    from graph.records.excerpts import shorten_with

    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    rows = [
        record
        | {
            "text": shorten_with(entry.text, _SHOWN, entry.limits[0].quote if entry.limits else ""),
            "document": entry.document.name,
        }
        for entry, record in zip(found, records(found, say), strict=True)
    ]
    # A column without a value is left out.
    shares = {name: share for name, share in _SHARES.items() if not rows or any(row[name] for row in rows)}
    for name, share in shares.items():
        table.add_column(say(f"column.{name}"), overflow="fold", ratio=share)
    for row in rows:
        table.add_row(*(shown(str(row[name] or "")) for name in shares))
    drawn = io.StringIO()
    Console(file=drawn, width=Console().width).print(table)
    return drawn.getvalue().rstrip("\n")
