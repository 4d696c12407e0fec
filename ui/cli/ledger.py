"""The task ledger (台账) of an agency: as a table, CSV, an Excel workbook or a calendar."""

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from graph.records.today import now
from ontology.enumerations import Language, PartyRole, TaskState
from ontology.formats import LedgerFormat, TableFormat
from ui.cli.console import (
    DEFAULT_STORE,
    LabelsOption,
    SheetOption,
    StoreOption,
    UserError,
    login,
    printable,
    read_day,
    shown,
)
from ui.cli.see import nothing_found

if TYPE_CHECKING:
    from graph.export.ics import Span
    from graph.records.identity import Identity
    from graph.records.ledger import Entry
    from ui.messages import Messages


# The columns of the terminal, with their shares of its width.
_SHARES = {
    "agency": 2,
    "role": 1,
    "text": 6,
    "limits": 3,
    "document": 3,
    "place": 3,
    "bases": 3,
    "state": 1,
    "owner": 1,
}
_SHOWN = 120  # characters of a task on the terminal; files contain them all


group = typer.Typer(invoke_without_command=True)


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="ledger")


@group.callback()
def ledger(
    context: typer.Context,
    agency: Annotated[
        str,
        typer.Option("--agency", "-a", help="The name, in full or as printed, or a part of it; of a group too."),
    ] = "",
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
    output: SheetOption = None,
    lang: Annotated[Language, typer.Option(help="Language of the headings (csv has field names).")] = Language.ZH,
) -> None:
    """List the tasks of an agency: role, time limits, document, clause, basis, and the clause or table row itself, and how far each is.

    Several agencies may match; each row names its own. With `--from` or `--until`, tasks stay that have a time limit in the
    span (both days in it), or a recurring one that falls into it, and of their limits those; tasks without a date, and
    lengths of time whose end is not known, are left out. The calendar (ics) has an event for each limit with a date.
    The workbook may be filled in (state, owner, days, note) and read back with `zhengmai ledger import`.
    """
    if context.invoked_subcommand is not None:
        _refuse_options(context)
        return
    if not agency:
        raise UserError("--agency NAME is needed")
    from graph.records.identity import build_identity
    from graph.records.ledger import list_entries, narrow_entries
    from graph.records.tasks import list_unmatched, read_tasks
    from graph.store.store import Store
    from ui.messages import load

    if format is LedgerFormat.XLSX and output is None:
        raise UserError("--format xlsx: a workbook needs a file; name it with --output FILE")
    first, last = read_day("--from", since), read_day("--until", until)
    if first and last and last < first:
        raise UserError(f"--until {until}: is before --from {since}")
    say = load()[lang]
    with Store.open(store) as opened:
        who = build_identity(opened)
        documents = _documents(who, document, store) if document is not None else None
        meant = who.find_agency(agency)
        tasks = read_tasks(opened)
        known = list_entries(tasks, agency, bodies=meant.exact)
        unmatched = list_unmatched(opened, tasks)
    if not known:
        near = "、".join(who.label(iri) for iri in meant.near or meant.exact)
        raise UserError(
            f"--agency {agency}: no task in {store} names an agency or group like this; try a shorter name"
            + (f"; near: {near}" if near else "")
        )
    held = [entry for entry in known if not role or set(role) & set(entry.roles)]
    found = narrow_entries(held, documents=documents, since=first, until=last)
    for progress in unmatched:
        told = say("ledger.unmatched", document=progress.document, text=progress.words[:_SHOWN])
        print(printable(told), file=sys.stderr)
    counted = say("ledger.found_in_span" if first or last else "ledger.found", count=len(found))
    if output is None:
        _write(sys.stdout.buffer, format, found, say, counted, (first, last))
        sys.stdout.flush()  # here, where a closed pipe can be distinguished from a fault of ours
        return
    from graph.store.atomic import replacing
    from graph.store.generations import explained

    with explained(output), replacing(output) as file:
        told = _write(file, format, found, say, counted, (first, last))
    print(f"{output}: {told}")


def _refuse_options(context: typer.Context) -> None:
    """Raise UserError for an option before the name of a subcommand, which would not see it."""
    for name in context.params:
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            option = "from" if name == "since" else name
            raise UserError(f"--{option}: give it after {context.invoked_subcommand}")


@group.command("import")
def read_in(
    file: Annotated[Path, typer.Argument(help="A workbook that `zhengmai ledger -f xlsx` wrote.", metavar="FILE.xlsx")],
    store: StoreOption = DEFAULT_STORE,
    apply: Annotated[bool, typer.Option("--apply", help="Write what differs; else it is only shown.")] = False,
    by: Annotated[str, typer.Option(help="Who fills in; the name of the login if not given.")] = "",
    lang: LabelsOption = Language.ZH,
) -> None:
    """Read a filled-in ledger back: what differs from the store is shown first, and written only on demand.

    With --apply it is written, all of it or nothing. Rows are known by their task key, columns by their headings. A row that cannot be
    taken is named, and then nothing is written.
    """
    from graph.export import filled
    from graph.query.query import Table
    from graph.records.tasks import read_tasks
    from graph.review.decision import ReviewError
    from graph.review.progress import record_progress
    from graph.store import base
    from graph.store.store import Store
    from ui.cli.ask import write_table
    from ui.messages import load

    languages, say = list(load().values()), load()[lang]
    try:
        rows = filled.read_filled(file.read_bytes(), languages)
    except ReviewError as error:
        raise UserError(f"{file}: {error}") from None
    with Store.open(store) as view:
        found, refused = filled.compare(
            rows, read_tasks(view), languages, base.iris(view).relative, by or login(), now()
        )
    heads = ("row", "task", "document", "what", "before", "after")
    told = [
        (str(one.row), one.task.text[:_SHOWN], one.task.document.name, say(f"column.{name}"), *_named(name, pair, say))
        for one in found
        for name, *pair in one.fields
    ]
    if told:
        headings = [say(f"filled.{name}" if name not in ("task", "document") else f"column.{name}") for name in heads]
        headings[1] = say("column.text")
        write_table(Table(heads, tuple(told)), TableFormat.TABLE, headings)
    for row in refused:
        print(printable(f"{file}, {row.row}: {row.zh if lang is Language.ZH else row.en}"), file=sys.stderr)
    if refused:
        raise UserError(f"{file}: {len(refused)} rows cannot be taken; nothing was written")
    if not found:
        print(say("filled.none"))
    elif apply:
        print(say("filled.written", count=record_progress(store, [one.progress for one in found])))
    else:
        print(say("filled.would", count=len(found)))


def _named(name: str, pair: "Sequence[str]", say: "Messages") -> tuple[str, str]:
    """Return both values in the reader's words."""
    old, new = (say(f"task_state.{value}") if name == "state" and value else value for value in pair)
    return old, new


@group.command("set")
def note(
    task: Annotated[str, typer.Argument(help="The task's key, as the ledger's csv and xlsx show it.", metavar="KEY")],
    store: StoreOption = DEFAULT_STORE,
    state: Annotated[TaskState | None, typer.Option(help="How far it is.")] = None,
    owner: Annotated[str | None, typer.Option(help="Who has it.")] = None,
    begun: Annotated[str | None, typer.Option(help="The day it was begun.", metavar="DATE")] = None,
    finished: Annotated[str | None, typer.Option(help="The day it was done.", metavar="DATE")] = None,
    remark: Annotated[str | None, typer.Option("--note", help="A note.")] = None,
    by: Annotated[str, typer.Option(help="Who notes it; the name of the login if not given.")] = "",
) -> None:
    """Note how far a task is: what is not given stays as it was."""
    from dataclasses import replace

    from graph.records.tasks import read_tasks
    from graph.review.progress import record_progress
    from graph.store import base
    from graph.store.store import Store

    with Store.open(store) as view:
        held = next((row for row in read_tasks(view) if row.key == task), None)
        document = base.iris(view).relative(held.document.iri) if held else ""
    if held is None:
        raise UserError(
            f"{task}: no task of this key in {store}; `zhengmai ledger -a NAME -f csv` shows keys in the column `task`"
        )
    given = {
        "state": state,
        "owner": owner,
        "begun": read_day("--begun", begun),
        "finished": read_day("--finished", finished),
        "note": remark,
    }
    kept = held.noted(document)
    changed = {name: value for name, value in given.items() if value is not None}
    record_progress(store, [replace(kept, by=by or login(), at=now(), **changed)])  # type: ignore[arg-type]
    print(printable(f"{task} {changed.get('state', kept.state)}"))


def _documents(who: "Identity", given: str, store: str) -> frozenset[str]:
    """Return the IRIs of the documents that a number or title names. Raises UserError if there is none."""
    found = who.find(given)
    meant = found.exact or ((found.only,) if found.only else ())
    if not meant:
        raise UserError(f"--document {given}: {nothing_found(who, found, store)}")
    return frozenset(meant)


def _write(
    file: BinaryIO, format: LedgerFormat, found: "Sequence[Entry]", say: "Messages", counted: str, span: "Span"
) -> str:
    """Write the entries, and return one line that counts them."""
    from graph.export import ledger as files

    if format is LedgerFormat.TABLE:
        file.write(f"{_drawn(found, say)}\n{counted}\n".encode())
        return counted
    written = files.write(file, format, found, say, span)
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
            "state": record["state"] if entry.task.progress else "",
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
