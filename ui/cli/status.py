"""`zhengmai status`: the status of documents on a day, with its reasons."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ontology.enumerations import Language
from ontology.formats import TableFormat
from ui.cli.ask import write_table
from ui.cli.console import DEFAULT_STORE, DayOption, LabelsOption, StoreOption, UserError, day_of
from ui.cli.see import find_one, opened

if TYPE_CHECKING:
    from graph.derive.status import StatusEvent
    from graph.query.query import Table
    from graph.records.identity import Identity
    from graph.store.view import View


def register(app: typer.Typer) -> None:
    app.command()(status)


def status(
    what: Annotated[str | None, typer.Argument(help="A document's number or title.", metavar="NUMBER|TITLE")] = None,
    store: StoreOption = DEFAULT_STORE,
    as_of: DayOption = None,
    everything: Annotated[bool, typer.Option("--all", help="Every document of which anything is known.")] = False,
    format: Annotated[TableFormat, typer.Option("--format", "-f", help="With --all.")] = TableFormat.TABLE,
    default_terms: Annotated[
        bool, typer.Option(help="Presume the term that a province sets where a normative document names none.")
    ] = False,
    lang: LabelsOption = Language.ZH,
) -> None:
    """Print whether a document is in force on a day, and why: the acts and terms behind the answer, with their words."""
    from graph.derive.standing import kept
    from graph.derive.terms import presumed
    from graph.records.identity import build_identity
    from graph.records.provisions import edition_day, editions_of
    from graph.records.status_history import history_of
    from ontology.iri import named_by_file
    from ui.cli import cards

    day = day_of(as_of)
    if everything == (what is not None):
        raise UserError("name one document, or ask for --all")
    with opened(store) as view:
        who = build_identity(view, documents_only=True)
        if what is None:
            known = kept(view)
            table = status_table(view, who, presumed(view, known) if default_terms else known, day, lang)
            write_table(_for_terminal(table) if format is TableFormat.TABLE else table, format)
            print(_left_out(who, known, format, lang), file=sys.stderr)
            return
        document = find_one(who, what, store, day)
        if document is None:
            return
        history = history_of(view, document.iri, presume=default_terms)
        name = document.number or document.title or named_by_file(document.iri)
        if len(editions_of(who, document.iri)) > 1:
            name += f"（{edition_day(who, document.iri)}）"
        cards.show_standing(name, history, day, lang)


_SHORT = 5  # columns: number, title, status, since, through


def _for_terminal(table: "Table") -> "Table":
    """Return the columns that a screen holds; csv and json have all."""
    return replace(table, columns=table.columns[:_SHORT], rows=tuple(row[:_SHORT] for row in table.rows))


def _left_out(who: "Identity", known: Mapping[str, object], format: TableFormat, lang: Language) -> str:
    """Return the line that says of how many documents nothing is known, and where the reasons are."""
    from ui.messages import load

    left = sum(iri not in known for iri in (*who.published, *who.cited))
    say = load()[lang]
    return say("status.left_out", count=left) + (say("status.reasons_in") if format is TableFormat.TABLE else "")


def status_table(
    view: "View", who: "Identity", known: "Mapping[str, tuple[StatusEvent, ...]]", day: date, lang: Language
) -> "Table":
    """Return one row a document: what holds on the day, since when, until when, the decisive reason, and what is excepted or was not
    counted."""
    from graph.derive.status import intervals
    from graph.derive.status import status as status_on
    from graph.query.query import Table
    from graph.records.undated import undated_acts
    from ui.messages import load

    say = load()[lang]
    undated, rows = undated_acts(view), []
    for document, events in known.items():
        named = who.row(document)
        held = next((i for i in intervals(events) if (i.first or day) <= day <= (i.last or day)), None)
        now = status_on(events, day)
        reason = now.reasons[0] if now.reasons else None
        rows.append(
            (
                named.number if named else "",
                named.title if named else who.label(document),
                say(f"status.{now.status}"),
                held.first.isoformat() if held and held.first else "",
                held.last.isoformat() if held and held.last else "",
                say(f"status.{reason.kind}") + (f"（{say('status.presumed')}）" if reason.origin == "presumed" else "")
                if reason
                else "",
                reason.number if reason else "",
                reason.quote if reason else "",
                "；".join(
                    [f"{say(f'status.{e.kind}')} {' '.join((e.part, e.area)).strip()}" for e in now.qualifiers]
                    + [
                        say("status.undated_short", act=act.name, event=say(f"status.{act.kind}"))
                        for act in undated.get(document, ())
                    ]
                ),
                document,
            )
        )
    rows.sort(key=lambda row: (row[0] == "", row[0], row[1], row[-1]))
    columns = ("number", "title", "status", "since", "through", "reason", "act", "quote", "except", "document")
    return Table(columns, tuple(rows))
