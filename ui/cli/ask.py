"""Commands that run SPARQL queries: saved ones, or the user's own."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from ontology.enumerations import Language
from ontology.formats import TableFormat
from ontology.numbers import provision_title
from ui.cli.console import DEFAULT_STORE, StoreOption, UserError, login, shown, terminal, warn, write_text

if TYPE_CHECKING:
    from graph.query.query import Query, Table


_TYPED = re.compile(r"\{.*\}|^\s*DESCRIBE\s", re.DOTALL | re.IGNORECASE)
"""Matches a query that is typed directly, instead of a name or file. Each has a group in braces, except DESCRIBE of an IRI."""


class _AskByDefault(TyperGroup):
    """`zhengmai query NAME` asks: the word `ask` may be left out, unless a question is called as one of the commands."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["ask", *args]
        return super().parse_args(ctx, args)


group = typer.Typer(
    cls=_AskByDefault,
    no_args_is_help=True,
    help="Ask a question, saved or in SPARQL (`ask` may be left out); keep one of your own.",
)


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="query")
    app.command()(queries)


@group.command("ask")
def query(
    name: Annotated[
        str, typer.Argument(help="A saved query's name (see `zhengmai queries`), a file, `-`, or the query itself.")
    ],
    store: StoreOption = DEFAULT_STORE,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", help="A parameter of the query: name=value.", metavar="NAME=VALUE"),
    ] = None,
    format: Annotated[TableFormat, typer.Option("--format", "-f")] = TableFormat.TABLE,
    timeout: Annotated[
        float | None,
        typer.Option(help="Stop the query after so many seconds; it has all the time if not given.", min=0.1),
    ] = None,
    memory: Annotated[int, typer.Option(help="Megabytes that the query may work with.", min=64)] = 2048,
    lang: Annotated[
        Language, typer.Option(help="Language of a saved question's heads in a table; csv and json keep the names.")
    ] = Language.ZH,
    sparql: Annotated[
        bool, typer.Option("--sparql", help="Print the SPARQL with its values put in, for curl or rdflib; ask nothing.")
    ] = False,
) -> None:
    """Ask a saved question, one of the store's own, or one in SPARQL: `zhengmai query NAME`, without `ask`.

    The usual prefixes need no declaration, the default graph is the union of all graphs.
    """
    from graph.query.columns import PROVISION, heading
    from graph.query.limited import Limits
    from graph.query.query import Table
    from graph.records.questions import as_sparql, ask_untrusted
    from graph.store.store import Store

    asked = _find(name, store)
    params = dict(_pair(given) for given in param or [])
    if sparql:
        with Store.open(store) as view:
            write_text(as_sparql(view, asked, params))
        return
    limits = Limits(timeout, memory << 20, rows=None, size=None)
    table = ask_untrusted(store, asked, params, limits)
    found, heads = table, [heading(asked.name, column) for column in table.columns]
    if format is TableFormat.TABLE:
        cited = [head.words == PROVISION for head in heads]
        rows = (
            tuple(provision_title(str(c)) if named and c else c for named, c in zip(cited, row, strict=True))
            for row in table.rows
        )
        found = Table(table.columns, tuple(rows))
    write_table(found, format, [head.texts[lang] for head in heads])
    if why := table.why[1 if lang is Language.EN else 0]:
        warn(why)


@group.command("save")
def save(
    name: Annotated[str, typer.Argument(help="The name of your own: letters, digits, - and _.", metavar="NAME")],
    question: Annotated[
        str,
        typer.Argument(help="What is kept: a saved question's name, a file, or `-` (the default).", metavar="QUERY"),
    ] = "-",
    store: StoreOption = DEFAULT_STORE,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", help="A value that its parameter then has by default.", metavar="NAME=VALUE"),
    ] = None,
    title: Annotated[str, typer.Option(help="What it is called in lists.")] = "",
    words: Annotated[str, typer.Option(help="The question in words.")] = "",
) -> None:
    """Keep a question under a name of your own, in the store's folder: listed beside ours, and on the page of questions."""
    from graph.query import own

    values = dict(_pair(given) for given in param or [])
    own.save(store, name, _find(question, store), values, title, words, by=login())
    print(f"{name} → {own.folder(store) / name}.rq")


@group.command("forget")
def forget(
    name: Annotated[str, typer.Argument(help="A name of your own.", metavar="NAME")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Remove a question of your own."""
    from graph.query import own

    own.forget(store, name, by=login())
    print(f"{name} removed")


def _find(name: str, store: str) -> "Query":
    from graph.query.own import find_query
    from graph.query.query import adhoc

    if name == "-":
        return adhoc(sys.stdin.read())
    if _TYPED.search(name):
        return adhoc(name)
    path = Path(name)
    if path.suffix in (".rq", ".sparql") or path.is_file():
        try:
            return adhoc(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError as error:
            raise UserError(f"{path}: not UTF-8 text; save the query as UTF-8") from error
    return find_query(name, store)


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name:
        raise UserError(f"--param {given}: write it as name=value")
    return name, value


def write_table(table: "Table", format: TableFormat, heads: Sequence[str] = ()) -> None:
    """Write an answer to standard output. heads: what a table shows for the columns; their names if not given."""
    from graph.export.answer import as_csv, as_json

    if format is TableFormat.CSV:
        write_text(as_csv(table))
    elif format is TableFormat.JSON:
        write_text(as_json(table))
    else:
        from rich import box
        from rich.table import Table as RichTable

        drawn = RichTable(box=box.SIMPLE_HEAD, show_edge=False)
        for column in heads or table.columns:
            drawn.add_column(column, overflow="fold")
        for row in table.rows:
            drawn.add_row(*(shown("" if cell is None else str(cell)) for cell in row))
        terminal().print(drawn)
        print(f"{len(table.rows)} rows")


def queries(
    format: Annotated[TableFormat, typer.Option("--format", "-f")] = TableFormat.TABLE,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """List the saved queries and the store's own, with the questions that they answer and their parameters."""
    from graph.query.own import every_query, own_queries
    from graph.query.query import Table

    rows = [
        (saved.name, saved.question_zh, saved.question_en, ", ".join(p.name for p in saved.parameters))
        for saved in every_query(store)
    ]
    for wrong in own_queries(store)[1]:
        warn(wrong)
    write_table(Table(("name", "问题", "question", "parameters"), tuple(rows)), format)
