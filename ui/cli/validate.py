"""Commands that validate: against our shapes and the user's own."""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ontology.enumerations import Engine, Grouping, Language, Severity
from ontology.formats import ReportFormat, TableFormat
from ui.cli.ask import write_table
from ui.cli.console import DEFAULT_STORE, StoreOption, UserError, day_of, option_text, warn, write_text

if TYPE_CHECKING:
    from graph.records.findings import Finding, ReportRow

_SECONDS = 600.0
_MEMORY = 8 * 2**30  # bytes; pySHACL contains the whole graph
_LARGE = 100_000  # triples, from which on pySHACL takes minutes


def register(app: typer.Typer) -> None:
    app.command()(validate)
    app.command()(reading)


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
    baseline: Annotated[
        Path | None,
        typer.Option(
            help="Findings that were looked at and let be: rows of --format csv with a reason; counted, not shown.",
            metavar="FILE",
        ),
    ] = None,
    by: Annotated[
        Grouping, typer.Option(help="The order of the rows: by rule, gravest first, or by document.")
    ] = Grouping.RULE,
    summary: Annotated[
        bool,
        typer.Option("--summary", help="As a table: how many findings each rule has, and only the violations in full."),
    ] = False,
    lang: Annotated[Language, typer.Option(help="Language of the messages.")] = Language.ZH,
) -> None:
    """Check what must hold, one row a cause: what has ended and what rests on it first. Exit code 1 if there is a finding of
    severity Violation, else 0.

    What the reading could not resolve is no fault of a document: `zhengmai reading` lists it. Your own shapes (docs/validation.md) run in
    the store's engine where they compile to a SELECT, else in pySHACL on the graph in memory, and a line on standard error says which
    and why.
    """
    day = day_of(as_of)
    reasons = _reasons(baseline)
    if shapes or engine is not Engine.STORE:
        found = _beside_own(store, shapes or [], engine, severity, shape, day, timeout)
    else:
        found = _ours(store, severity, shape, day)
    rows = _rows(store, found)
    _write([row for row in rows if shape or not row.reading], reasons, format, by, day, summary, lang)
    if any(row.finding.severity is Severity.VIOLATION for row in rows if row.fingerprint not in reasons):
        raise typer.Exit(1)


def reading(
    store: StoreOption = DEFAULT_STORE,
    format: Annotated[ReportFormat, typer.Option("--format", "-f")] = ReportFormat.TABLE,
    by: Annotated[Grouping, typer.Option(help="The order of the rows: by rule, or by document.")] = Grouping.RULE,
    summary: Annotated[bool, typer.Option("--summary", help="As a table: how many rows each rule has.")] = False,
    lang: Annotated[Language, typer.Option(help="Language of the messages.")] = Language.ZH,
) -> None:
    """List what the reading could not resolve: bodies, references and limits that stay open, cited texts that are not in the store."""
    rows = [row for row in _rows(store, _ours(store, None, None, date.max)) if row.reading]
    _write(rows, {}, format, by, None, summary, lang)


def _rows(store: str, found: "list[Finding]") -> "list[ReportRow]":
    from graph.records.identity import build_identity
    from graph.store.store import Store
    from shapes.report import rows_of

    with Store.open(store) as opened:
        return rows_of(opened, found, build_identity(opened))


def _reasons(baseline: Path | None) -> dict[str, str]:
    from ui.report.baseline import BaselineError, read_baseline

    if baseline is None:
        return {}
    try:
        return read_baseline(option_text(baseline, "--baseline", spreadsheet=True))
    except BaselineError as error:
        raise UserError(f"--baseline {baseline}: {error}") from error


def _write(
    rows: "list[ReportRow]",
    reasons: dict[str, str],
    format: ReportFormat,
    by: Grouping,
    day: date | None,
    summary: bool,
    lang: Language,
) -> None:
    from shapes.report import by_document
    from ui.report import page, sarif, tables
    from ui.report.baseline import let_be

    rows, known, gone = let_be(rows, reasons)
    if gone:
        warn(f"{len(gone)} rows of the baseline stand for no finding any more")
    if by is Grouping.DOCUMENT:
        rows = [row for group in by_document(rows).values() for row in group]
    title = f"{'Validation' if lang is Language.EN else '校验报告'} {day.isoformat() if day else ''}".strip()
    match format:
        case ReportFormat.TTL:
            write_text(tables.turtle(rows))
        case ReportFormat.JSON:
            write_text(tables.as_json(rows))
        case ReportFormat.CSV:
            write_text(tables.as_csv(rows, lang))
        case ReportFormat.SARIF:
            write_text(sarif.sarif(rows, known, lang))
        case ReportFormat.XLSX:
            sys.stdout.buffer.write(tables.as_workbook(rows, title, lang))
        case ReportFormat.HTML:
            write_text(page.html(rows, title, lang, by_document=by is Grouping.DOCUMENT, let_be=len(known)))
        case ReportFormat.TABLE:
            _print(rows, len(known), day, summary, lang)


def _print(rows: "list[ReportRow]", let_be: int, day: date | None, summary: bool, lang: Language) -> None:
    if summary:
        _show_counts(rows, lang)
    shown = [row for row in rows if row.finding.severity is Severity.VIOLATION] if summary else rows
    if shown or not summary:
        _show(shown, lang)
    if let_be:
        print(f"looked at and let be: {let_be}" if lang is Language.EN else f"已核对、不再列出：{let_be}")
    if day:
        print(f"{'as of' if lang is Language.EN else '截至'} {day.isoformat()}")


def _ours(store: str, severity: Severity | None, shape: str | None, day: date) -> "list[Finding]":
    from graph.store.store import Store
    from shapes.kept import validate_store

    with Store.open(store) as opened:
        try:
            return validate_store(opened, severity=severity, shape=shape, as_of=day)
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
    """Check in a subprocess that can be stopped, because a user's shapes may contain a query that never ends."""
    from graph.store.bounded import StoppedError, run_in_subprocess
    from shapes.check import CheckOptions, check

    if engine is Engine.PYSHACL:
        _warn_of_size(store, seconds)
    options = CheckOptions([(str(path), option_text(path)) for path in files], engine, severity, shape, day)
    try:
        checked = run_in_subprocess(check, store, options, seconds=seconds, memory=_MEMORY)
    except StoppedError as stopped:
        if stopped.reason == "time":
            raise UserError(
                f"validation was stopped after {seconds:g} s: narrow a query of the shapes, or give --timeout"
            ) from stopped
        raise UserError(
            f"validation was stopped, because it needed more than {_MEMORY >> 30} GB of memory"
        ) from stopped
    for notice in checked.notices:
        warn(notice)
    return checked.findings


def _warn_of_size(store: str, seconds: float) -> None:
    """Warn before pySHACL checks a large store: it looks at each node apart, and shows no progress."""
    from graph.store.store import Store

    with Store.open(store) as opened:
        triples = len(opened)
    if triples >= _LARGE:
        warn(f"pySHACL looks at each node of {triples:,} triples apart; it is stopped after {seconds:g} s (--timeout)")


def _show_counts(rows: "list[ReportRow]", lang: Language) -> None:
    """Print one row a rule, in order of weight."""
    from graph.query.query import Table
    from ui.messages import load

    say = load()[lang]
    counts = Counter((row.order, row.finding.severity, row.name(lang)) for row in rows)
    headings = ("severity", "shape", "findings") if lang is Language.EN else ("级别", "规则", "数量")
    lines = tuple((say(f"severity.{severity}"), name, n) for (_, severity, name), n in sorted(counts.items()))
    write_table(Table(headings, lines), TableFormat.TABLE)


def _show(rows: "list[ReportRow]", lang: Language) -> None:
    from graph.query.query import Table
    from ui.messages import load

    say = load()[lang]
    lines = tuple(
        (
            say(f"severity.{row.finding.severity}"),
            row.name(lang),
            row.label,
            "\n".join(filter(None, (row.where.source, row.where.marker or row.where.clause))),
            row.message(lang),
            row.remedy(lang),
        )
        for row in rows
    )
    english = ("severity", "shape", "document", "place", "message", "what to do")
    headings = english if lang is Language.EN else ("级别", "规则", "文件", "位置", "说明", "处理办法")
    write_table(Table(headings, lines), TableFormat.TABLE)
