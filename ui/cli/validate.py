"""Check what must hold: our shapes, and a user's own."""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ontology.enumerations import Engine, Language, ReportFormat, Severity, TableFormat
from ui.cli.ask import write_table
from ui.cli.console import DEFAULT_STORE, StoreOption, UserError, day_of

if TYPE_CHECKING:
    from graph.records.findings import Finding

_SECONDS = 600.0
_MEMORY = 8 * 2**30  # bytes; pySHACL holds the whole graph


def register(app: typer.Typer) -> None:
    app.command()(validate)


def validate(
    store: StoreOption = DEFAULT_STORE,
    format: Annotated[ReportFormat, typer.Option("--format", "-f")] = ReportFormat.TABLE,
    severity: Annotated[
        Severity | None, typer.Option(help="The least severity to report.", case_sensitive=False)
    ] = None,
    shape: Annotated[str | None, typer.Option(help="Only findings of this shape.")] = None,
    shapes: Annotated[
        list[Path] | None,
        typer.Option(
            help="A file of your own shapes (Turtle), checked beside ours; may be given again.", metavar="FILE"
        ),
    ] = None,
    engine: Annotated[
        Engine, typer.Option(help="What runs the shapes: the store's own engine, or pySHACL on the graph in memory.")
    ] = Engine.STORE,
    timeout: Annotated[
        float,
        typer.Option(help="With --shapes or --engine pyshacl: stop after so many seconds.", metavar="SECONDS", min=0.1),
    ] = _SECONDS,
    as_of: Annotated[
        str | None,
        typer.Option(help="The day for rules about what holds, as 2020-01-01; today if not given.", metavar="DATE"),
    ] = None,
    summary: Annotated[
        bool,
        typer.Option("--summary", help="As a table: how many findings each rule has, and only the violations in full."),
    ] = False,
    lang: Annotated[Language, typer.Option(help="Language of the messages.")] = Language.ZH,
) -> None:
    """Check what must hold. Exit code 1 if there is a finding of severity Violation, else 0.

    Your own shapes (docs/validation.md) run in the store's engine where they compile to a SELECT, else in pySHACL on the graph in
    memory, and a line on standard error says which and why.
    """
    from ui.explorer import report

    day = day_of(as_of)
    if shapes or engine is not Engine.STORE:
        found = _beside_own(store, shapes or [], engine, severity, shape, day, timeout)
    else:
        found = _ours(store, severity, shape, day)
    if format is ReportFormat.TTL:
        print(report.turtle(found), end="")
    elif format is ReportFormat.JSON:
        print(report.as_json(found), end="")
    elif format is ReportFormat.HTML:
        print(report.html(found, day, lang), end="")
    elif format is ReportFormat.TABLE:
        if summary:
            _show_counts(found, lang)
        shown = [f for f in found if f.severity is Severity.VIOLATION] if summary else found
        if shown or not summary:
            _show(shown, lang)
        print(f"{'as of' if lang is Language.EN else '截至'} {day.isoformat()}")
    if any(finding.severity is Severity.VIOLATION for finding in found):
        raise typer.Exit(1)


def _ours(store: str, severity: Severity | None, shape: str | None, day: date) -> "list[Finding]":
    from graph.store.store import Store
    from shapes.validate import validate as run

    with Store.open(store) as opened:
        try:
            return run(opened.graph(), severity=severity, shape=shape, as_of=day)
        except ValueError as error:
            raise UserError(f"--shape {shape}: {error}") from error


def _beside_own(
    store: str,
    files: Sequence[Path],
    engine: Engine,
    severity: Severity | None,
    shape: str | None,
    day: date,
    seconds: float,
) -> "list[Finding]":
    """Check in a process that can be stopped: a user's shapes may hold a query without end."""
    from graph.query.bounded import StoppedError, run_in_subprocess
    from shapes.check import check

    texts = [(str(path), _text(path)) for path in files]
    try:
        checked = run_in_subprocess(check, store, texts, engine, severity, shape, day, seconds=seconds, memory=_MEMORY)
    except StoppedError as stopped:
        if stopped.reason == "time":
            raise UserError(
                f"validation was stopped after {seconds:g} s: narrow a query of the shapes, or give --timeout"
            ) from stopped
        raise UserError(
            f"validation was stopped, because it needed more than {_MEMORY >> 30} GB of memory"
        ) from stopped
    for notice in checked.notices:
        print(f"zhengmai: {notice}", file=sys.stderr)
    return checked.findings


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"--shapes {path}: not UTF-8 text; save the shapes as UTF-8") from error
    except OSError as error:
        raise UserError(f"--shapes {path}: cannot be read: {error.strerror}") from error


def _show_counts(found: "list[Finding]", lang: Language) -> None:
    """Print one row a rule, gravest first, then by how many findings it has."""
    from graph.query.query import Table
    from ui.explorer.messages import load

    say = load()[lang]
    counts = Counter((f.severity, f.name_en if lang is Language.EN else f.name_zh) for f in found)
    ranked = sorted(counts.items(), key=lambda item: (Severity.rank(item[0][0]), -item[1], item[0][1]))
    headings = ("severity", "shape", "findings") if lang is Language.EN else ("级别", "规则", "数量")
    rows = tuple((say(f"severity.{severity}"), name, count) for (severity, name), count in ranked)
    write_table(Table(headings, rows), TableFormat.TABLE)


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
