"""Decisions as files: `zhengmai review export`, `score` and `import`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from ontology.enumerations import Language
from ontology.formats import TableFormat
from ui.cli.console import DEFAULT_STORE, StoreOption, UserError
from ui.cli.review import report_decisions
from ui.cli.score import HtmlOption, report


def register(review: typer.Typer) -> None:
    """Add the commands to those of `zhengmai review`."""
    review.command("export")(export)
    review.command("score")(score)
    review.command("import")(read_in)


def export(
    store: StoreOption = DEFAULT_STORE,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output if not given.")] = None,
    gold: Annotated[
        bool, typer.Option("--gold", help="What was decided on documents as gold of facts, for `zhengmai score`.")
    ] = False,
) -> None:
    """Write all decisions as JSON lines, sorted: they can be kept, sent, and imported beside the same sources."""
    from graph.review.decision import read_decisions
    from graph.score.decisions import as_facts
    from graph.store import base
    from graph.store.atomic import replacing
    from graph.store.generations import explained
    from graph.store.store import Store

    with Store.open(store) as opened:
        decisions = list(read_decisions(opened, base.iris(opened)))
        lines = "".join(f"{decision.line()}\n" for decision in decisions)
        if gold:
            lines = json.dumps(as_facts(opened, decisions), ensure_ascii=False, indent=1) + "\n"
    if output is None:
        print(lines, end="")
        return
    with explained(output), replacing(output) as file:
        file.write(lines.encode())
    print(f"{output}: {len(decisions)} decisions")


def score(
    store: StoreOption = DEFAULT_STORE,
    html: HtmlOption = None,
    format: Annotated[TableFormat, typer.Option("--format", "-f")] = TableFormat.TABLE,
    lang: Annotated[Language, typer.Option(help="Language of the page and of the headings.")] = Language.ZH,
) -> None:
    """Measure the reading on one's own documents: what was confirmed, corrected, rejected and added, by aspect."""
    from graph.review.decision import read_decisions
    from graph.score.decisions import score_decisions
    from graph.store import base
    from graph.store.store import Store

    with Store.open(store) as opened:
        scored = score_decisions(read_decisions(opened, base.iris(opened)))
    report(scored, html, format, lang)


def read_in(
    file: Annotated[Path, typer.Argument(help="JSON lines, as `review export` writes them.", metavar="FILE")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Read decisions into a store, all or none; those on the same facts take the place of earlier ones."""
    from graph.derive.follow import decide
    from graph.review.decision import ReviewError, read_line
    from graph.store.base import choose_base

    iris = choose_base(store, None)
    decisions = []
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise UserError(f"{file}: not UTF-8 text") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                decisions.append(read_line(line, iris))
            except ReviewError as error:
                raise UserError(f"{file}, line {number}: {error}") from error
    decide(store, decisions)
    print(f"{len(decisions)} decisions")
    report_decisions(store, decisions)
