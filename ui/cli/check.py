"""`zhengmai check`: a draft against the store, before it is signed."""

import sys
import time
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ontology.enumerations import IssueSeverity, Language
from ontology.formats import DraftFormat, Format
from ui.cli.console import (
    DEFAULT_STORE,
    StoreOption,
    UserError,
    chinese,
    day_of,
    option_text,
    printable,
    shown,
    terminal,
    warn,
    write_text,
)

if TYPE_CHECKING:
    from ingest.read.files import Loaded
    from ui.report.checked import DraftReport

_WAIT = 1.0  # seconds between two looks at a file that is watched
_BESIDE = ".pass.toml"


class FailOn(StrEnum):
    """From which weight on the exit code is 1."""

    ERROR = IssueSeverity.ERROR
    WARNING = IssueSeverity.WARNING
    INFO = IssueSeverity.INFO
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Added:
    """Files of a city's own rules: TOML and shapes."""

    rules: list[Path]
    shapes: list[Path]


def register(app: typer.Typer) -> None:
    app.command()(check)


def check(
    draft: Annotated[Path, typer.Argument(help="The draft: text, docx, or any format that is read.", metavar="DRAFT")],
    store: StoreOption = DEFAULT_STORE,
    as_of: Annotated[
        str | None,
        typer.Option(help="The day that the rules go by; the day of signing if not given.", metavar="DATE"),
    ] = None,
    format: Annotated[DraftFormat, typer.Option("--format", "-f")] = DraftFormat.TABLE,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Write to a file: .docx the draft with comments, .html, .json, .sarif, .xlsx.",
            metavar="FILE",
        ),
    ] = None,
    fail_on: Annotated[FailOn, typer.Option(help="From which weight on the exit code is 1.")] = FailOn.ERROR,
    let_pass: Annotated[
        Path | None,
        typer.Option(
            help="Findings to let pass, each with a reason; DRAFT.pass.toml beside it if not given.", metavar="FILE"
        ),
    ] = None,
    rules: Annotated[
        list[Path] | None,
        typer.Option(help="Rules of your own (TOML, docs/check.md); may be given again.", metavar="FILE"),
    ] = None,
    shapes: Annotated[
        list[Path] | None,
        typer.Option(
            help="Shapes of your own (Turtle), asked of the draft beside what the store says of what it names; may be given again.",
            metavar="FILE",
        ),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again each time the file is saved, until Ctrl-C.")
    ] = False,
    lang: Annotated[Language, typer.Option(help="Language of the messages.")] = Language.ZH,
) -> None:
    """Check a draft before it is signed: are its bases in force, do the articles exist and say that, are the annexes there, do the
    bodies still exist. The store is not touched.

    What the store does not have is said, and is neither right nor wrong. Exit code 1 from a finding of the weight of --fail-on on,
    and where a rule could not be run.
    """
    day = day_of(as_of) if as_of else None
    if watch:
        _watch(draft, store, day, let_pass, Added(rules or [], shapes or []), lang)
        return
    report, loaded = _report(draft, store, day, let_pass, Added(rules or [], shapes or []))
    if output is not None:
        _write_file(output, report, loaded, draft, lang)
    else:
        _print(report, format, lang)
    for rule, fault in report.checked.failed:
        warn(f"the rule {rule} could not be run: {fault}; please report it")
    if report.checked.failed or _fails(report, fail_on):
        raise typer.Exit(1)


def _report(
    draft: Path, store: str, day: date | None, let_pass: Path | None, added: Added
) -> "tuple[DraftReport, Loaded]":
    from check.own import OwnRulesError, read_own
    from check.passes import Pass, PassError, read_passes, sort_out
    from check.reading import read_draft
    from check.run import check_read
    from graph.records.identity import build_identity
    from graph.records.today import today
    from graph.store.store import Store
    from ingest.read.decode import ReadError
    from ingest.read.files import load
    from ingest.read.inputs import printable as name_of
    from ui.report.checked import DraftReport

    data = draft.read_bytes()
    try:
        loaded = load(data, name_of(draft.name))
    except ReadError as error:
        raise UserError(f"{draft}: {error.message_zh if chinese() else error.message_en}") from None
    try:
        own = [rule for path in added.rules for rule in read_own(option_text(path, "--rules"), path.name)]
    except OwnRulesError as error:
        raise UserError(f"--rules {error}") from None
    files = [(str(path), option_text(path)) for path in added.shapes]
    names: list[str] = []
    if files:  # its imports take a third of a second
        from check.shaped import shape_names, with_shapes

        names = shape_names(files)
    beside = draft.with_name(draft.name + _BESIDE)
    passes: tuple[Pass, ...] = ()
    if let_pass is not None or beside.exists():
        path = let_pass or beside
        known = [*(rule.id for rule in own), *names]
        try:
            passes = read_passes(option_text(path, "--let-pass"), known)
        except PassError as error:
            raise UserError(f"--let-pass {path}: {error}") from None
    with Store.open(store) as view:
        read = read_draft(loaded)
        who = build_identity(view, documents_only=True)
        checked = check_read(view, who, read, day, own=own, unsigned=today())
        if files:
            checked, notices = with_shapes(checked, read, files, view, who)
            for notice in notices:
                warn(notice)
    stay, passed, unmet = sort_out(checked.remarks, passes)
    for entry in unmet:
        words = f" “{entry.words}”" if entry.words else ""
        warn(f"nothing is let pass by {entry.rule}{words} any more")
    return DraftReport(checked, stay, passed), loaded


def _fails(report: "DraftReport", fail_on: FailOn) -> bool:
    if fail_on is FailOn.NEVER:
        return False
    weights = list(FailOn)
    gravest = report.gravest()
    return gravest is not None and weights.index(FailOn(gravest.value)) <= weights.index(fail_on)


def _print(report: "DraftReport", format: DraftFormat, lang: Language) -> None:
    from ui.report.checked import render

    if format is DraftFormat.TABLE:
        _show(report, lang)
    elif format is DraftFormat.XLSX:
        sys.stdout.buffer.write(render(report, Format(format), lang))
    else:
        write_text(render(report, Format(format), lang).decode())


def _write_file(output: Path, report: "DraftReport", loaded: "Loaded", draft: Path, lang: Language) -> None:
    from ui.report.checked import coverage_lines, render

    suffix = output.suffix.lower().removeprefix(".")
    if suffix != "docx":
        try:
            format = DraftFormat(suffix)
        except ValueError:
            raise UserError(f"-o {output}: the name ends in .docx, .html, .json, .sarif or .xlsx") from None
        output.write_bytes(render(report, Format(format), lang))
        return
    from ui.report.comments import CommentError, drawn_up, with_comments

    data, source = draft.read_bytes(), loaded.source
    if not data.startswith(b"PK"):
        if source.reader:
            raise UserError(f"-o {output}: comments are written into docx files; save {draft.name} as docx")
        data, source = drawn_up(source)
    try:
        written, elsewhere = with_comments(data, source, report.remarks, lang)
    except CommentError as error:
        raise UserError(f"-o {output}: {error}") from None
    output.write_bytes(written)
    print(f"{len(report.remarks) - len(elsewhere)} comments in {output}")
    for line in coverage_lines(report, lang):
        print(line)
    for remark in elsewhere:
        print(printable(f"no comment is possible at “{remark.quote[:40]}”: {remark.message(lang)}"))


def _show(report: "DraftReport", lang: Language) -> None:
    from rich.table import Table

    from check.rules import draft_rules
    from ui.messages import load
    from ui.report.checked import coverage_lines

    say, english = load()[lang], lang is Language.EN
    table = Table(show_lines=True)
    headings = (
        ("weight", "rule", "place", "words", "reason", "proposed")
        if english
        else ("级别", "规则", "位置", "原文", "理由", "建议")
    )
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for remark in report.remarks:
        rule = draft_rules().get(remark.rule)
        cells = (
            say(f"draft.{remark.severity}"),
            rule.name(lang) if rule else remark.rule,
            remark.clause or str(remark.start),
            remark.quote,
            remark.message(lang),
            remark.proposal,
        )
        table.add_row(*(shown(cell) for cell in cells))
    out = terminal()
    if report.remarks:
        out.print(table)
    else:
        print("no findings" if english else "没有发现问题")
    for line in coverage_lines(report, lang):
        out.print(shown(line))


def _watch(draft: Path, store: str, day: date | None, let_pass: Path | None, added: Added, lang: Language) -> None:
    """Check each time the file changes, until Ctrl-C. A file that is being written, or that is gone for a moment, is looked at again."""
    last: tuple[int, int] | None = None
    while True:
        try:
            found = draft.stat()
            stamp: tuple[int, int] | None = (found.st_mtime_ns, found.st_size)
        except FileNotFoundError:
            stamp = None
        if stamp is not None and stamp != last:
            last = stamp
            try:
                report, _ = _report(draft, store, day, let_pass, added)
                _show(report, lang)
            except UserError as error:
                warn(str(error))
        try:
            time.sleep(_WAIT)
        except KeyboardInterrupt:
            return
