"""`zhengmai score`: what was read, against what people corrected in annotation tools or against gold of facts."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ontology.enumerations import Language
from ontology.formats import TableFormat
from ui.cli.console import DEFAULT_STORE, StoreOption, UserError, printable

if TYPE_CHECKING:
    from graph.export.spans import SpanText
    from graph.score.figures import Scored

HtmlOption = Annotated[
    Path | None,
    typer.Option(
        "--html", help="Also write a page with what was lost and what is extra, each in its sentence.", metavar="FILE"
    ),
]


def register(app: typer.Typer) -> None:
    app.command()(score)


def score(
    gold: Annotated[
        list[Path],
        typer.Option(
            "--gold",
            help="Texts as doccano or Label Studio write them (JSON, JSON lines), as WebAnno or INCEpTION do (IOB, WebAnno TSV 3), "
            "or gold of facts (docs/gold.md); may be given again.",
            metavar="FILE",
        ),
    ],
    store: StoreOption = DEFAULT_STORE,
    label: Annotated[
        list[str] | None, typer.Option(help="Of marked texts: score this label only; may be given again.")
    ] = None,
    html: HtmlOption = None,
    keep: Annotated[
        Path | None,
        typer.Option(
            help="Of marked texts: keep them as gold, in JSON lines with the store's IRIs and texts.", metavar="FILE"
        ),
    ] = None,
    format: Annotated[TableFormat, typer.Option("--format", "-f")] = TableFormat.TABLE,
    lang: Annotated[Language, typer.Option(help="Language of the page and of the headings.")] = Language.ZH,
) -> None:
    """Compare what was read with gold: precision, recall and F1 by class, and with --html each error in its sentence.

    Corrections come back from the tools that `zhengmai export --format jsonl`, `labelstudio` and `iob` feed. Files are checked
    against `gold.schema.json` first.
    """
    from graph.score.annotated import read_marked
    from graph.score.facts import read_tables
    from graph.score.facts import score as score_facts
    from graph.score.marks import as_gold, score_marks
    from graph.store.store import Store

    facts = {path: found for path in gold if (found := _facts(path)) is not None}
    if facts and len(facts) < len(gold):
        raise UserError("--gold: give texts with marks or gold of facts, each in a call of its own")
    if facts and (label or keep):
        raise UserError("--label and --keep are for texts with marks; this is gold of facts")
    entries = dict[str, object]()
    for path, found in facts.items():
        if twice := sorted(entries.keys() & found.keys()):
            raise UserError(f"--gold {path}: another file has gold of the source {twice[0]}; put both into one file")
        entries |= found
    with Store.open(store) as view:
        if facts:
            scored = score_facts(entries, read_tables(view))
        else:
            marked = [one for path in gold for one in read_marked(path)]
            scored = score_marks(view, marked, label or ())
            if keep is not None:
                _keep(keep, as_gold(view, marked))
    report(scored, html, format, lang)


def _facts(path: Path) -> dict[str, object] | None:
    """Return the gold of facts of a file, checked; None for a file of marked texts."""
    from graph.score.annotated import check

    if not path.is_file():
        raise UserError(f"--gold {path}: there is no such file")
    try:
        found = json.loads(path.read_text("utf-8-sig"))
    except ValueError:
        return None
    if not isinstance(found, dict) or {"text", "data"} & found.keys():
        return None
    check(found, "facts", str(path))
    return found


def _keep(path: Path, marked: "list[SpanText]") -> None:
    from graph.export.spans import write_lines
    from graph.store.atomic import replacing
    from graph.store.generations import explained

    with explained(path), replacing(path) as file:
        write_lines(marked, file)


def report(scored: "Scored", html: Path | None, format: TableFormat, lang: Language) -> None:
    """Print the figures and what could not be compared, and write the page. Exit code 1 where nothing could be compared."""
    from graph.store.atomic import replacing
    from graph.store.generations import explained
    from ui.cli.ask import write_table
    from ui.messages import load
    from ui.report import score as page

    say = load()[lang]
    write_table(page.as_table(scored), format, [say(f"score.{name}") for name in page.COLUMNS])
    for line in page.unscored(scored, say):
        print(printable(line), file=sys.stderr)
    if html is not None:
        with explained(html), replacing(html) as file:
            file.write(page.html(scored, say, lang).encode())
        if format is TableFormat.TABLE:
            print(html)
    if not scored.sections:
        raise typer.Exit(1)
