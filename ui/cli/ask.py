"""Commands that ask: saved or own SPARQL queries, the rules that must hold."""

import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ontology.enumerations import Language, ReportFormat, Severity, TableFormat
from ui.cli.console import DEFAULT_STORE, StoreOption, UserError, day_of, shown, write_text

if TYPE_CHECKING:
    from graph.query.query import Query, Table
    from graph.records.findings import Finding


def register(app: typer.Typer) -> None:
    app.command()(query)
    app.command()(queries)
    app.command()(validate)


def query(
    name: Annotated[str, typer.Argument(help="A saved query's name (see `zhengmai queries`), a file, or `-`.")],
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
    memory: Annotated[int, typer.Option(help="Megabytes that the query may work with.", min=64)] = 4096,
) -> None:
    """Ask a question in SPARQL; the usual prefixes need no declaration, the default graph is the union of all graphs."""
    from graph.query.limited import Limits, run_untrusted

    asked = _find(name)
    params = {name: _canonical(value) for name, value in (_pair(given) for given in param or [])}
    limits = Limits(timeout, memory << 20, rows=None, size=None)
    write_table(run_untrusted(store, asked, params, limits).table(), format)


def _find(name: str) -> "Query":
    from graph.query.query import adhoc, find

    if name == "-":
        return adhoc(sys.stdin.read())
    path = Path(name)
    if path.suffix in (".rq", ".sparql") or path.is_file():
        try:
            return adhoc(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError as error:
            raise UserError(f"{path}: not UTF-8 text; save the query as UTF-8") from error
    return find(name)


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name:
        raise UserError(f"--param {given}: write it as name=value")
    return name, value


def _canonical(value: str) -> str:
    """A parameter that is a document's number or title, as the graph writes it: any brackets and width, outer 《》 off."""
    from graph.records.search import fold
    from ingest.extract.numbers import document_number

    value = value.strip()
    if value.startswith("《") and value.endswith("》") and value.count("《") == 1:
        return value[1:-1]
    number = document_number(unicodedata.normalize("NFKC", value))
    return str(number) if number is not None and fold(str(number)) == fold(value) else value


def write_table(table: "Table", format: TableFormat) -> None:
    """Write an answer to standard output."""
    from graph.export.answer import as_csv, as_json

    if format is TableFormat.CSV:
        write_text(as_csv(table))
    elif format is TableFormat.JSON:
        write_text(as_json(table))
    else:
        from rich import box
        from rich.console import Console
        from rich.table import Table as RichTable

        drawn = RichTable(box=box.SIMPLE_HEAD, show_edge=False)
        for column in table.columns:
            drawn.add_column(column, overflow="fold")
        for row in table.rows:
            drawn.add_row(*(shown("" if cell is None else str(cell)) for cell in row))
        Console().print(drawn)
        print(f"{len(table.rows)} rows")


def queries(format: Annotated[TableFormat, typer.Option("--format", "-f")] = TableFormat.TABLE) -> None:
    """List the saved queries with the questions that they answer and their parameters."""
    from graph.query.query import Table, all_queries

    rows = [
        (saved.name, saved.question_zh, saved.question_en, ", ".join(p.name for p in saved.parameters))
        for saved in all_queries()
    ]
    write_table(Table(("name", "问题", "question", "parameters"), tuple(rows)), format)


def validate(
    store: StoreOption = DEFAULT_STORE,
    format: Annotated[ReportFormat, typer.Option("--format", "-f")] = ReportFormat.TABLE,
    severity: Annotated[
        Severity | None, typer.Option(help="The least severity to report.", case_sensitive=False)
    ] = None,
    shape: Annotated[str | None, typer.Option(help="Only findings of this shape.")] = None,
    as_of: Annotated[
        str | None,
        typer.Option(help="The day for rules about what holds, as 2020-01-01; today if not given.", metavar="DATE"),
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language of the messages.")] = Language.ZH,
) -> None:
    """Check what must hold. Exit code 1 if there is a finding of severity Violation, else 0."""
    from graph.store.store import Store
    from shapes.validate import validate as run
    from ui.explorer import report

    day = day_of(as_of)
    with Store.open(store) as opened:
        graph = opened.graph()
        try:
            found = run(graph, severity=severity, shape=shape, as_of=day)
        except ValueError as error:
            raise UserError(f"--shape {shape}: {error}") from error
    if format is ReportFormat.TTL:
        write_text(report.turtle(found))
    elif format is ReportFormat.JSON:
        write_text(report.as_json(found))
    elif format is ReportFormat.HTML:
        write_text(report.html(found, day, lang))
    elif format is ReportFormat.TABLE:
        _show(found, lang)
        print(f"{'as of' if lang is Language.EN else '截至'} {day.isoformat()}")
    if any(finding.severity is Severity.VIOLATION for finding in found):
        raise typer.Exit(1)


def _show(found: "list[Finding]", lang: Language) -> None:
    from graph.query.query import Table
    from ui.explorer.messages import load

    say = load()[lang]
    rows = tuple(
        (
            say(f"severity.{f.severity}"),
            f.name_en if lang is Language.EN else f.name_zh,
            f.label,
            f.message_en if lang is Language.EN else f.message_zh,
        )
        for f in found
    )
    headings = ("severity", "shape", "document", "message") if lang is Language.EN else ("级别", "规则", "文件", "说明")
    write_table(Table(headings, rows), TableFormat.TABLE)
