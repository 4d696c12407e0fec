"""The command that sets two documents or editions side by side."""

from typing import TYPE_CHECKING, Annotated

import typer

from ontology.enumerations import Language
from ontology.formats import DiffFormat, TableFormat
from ontology.numbers import provision_title
from ui.cli.console import DEFAULT_STORE, LabelsOption, SheetOption, StoreOption, UserError, terminal, write_text
from ui.cli.see import find_one, named_provision, opened

if TYPE_CHECKING:
    from graph.records.card import DocumentCard
    from graph.records.comparison import Comparison, Pair
    from graph.records.identity import Identity
    from graph.store.view import View
    from ui.messages import Messages


def register(app: typer.Typer) -> None:
    app.command()(diff)


def diff(
    old: Annotated[
        str,
        typer.Argument(
            help="The old document's number, title (of a law with its day: TITLE@2021) or IRI.", metavar="OLD"
        ),
    ],
    new: Annotated[str, typer.Argument(help="The new document's number, title or IRI.", metavar="NEW")],
    store: StoreOption = DEFAULT_STORE,
    everything: Annotated[bool, typer.Option("--all", help="Also the clauses that did not change.")] = False,
    article: Annotated[
        str | None,
        typer.Option(
            help="Only the article of this number, in the old text or in the new one: 44, 120-1.", metavar="N"
        ),
    ] = None,
    format: Annotated[DiffFormat, typer.Option("--format", "-f")] = DiffFormat.TABLE,
    output: SheetOption = None,
    lang: LabelsOption = Language.ZH,
) -> None:
    """Two documents or editions clause by clause: aligned also where renumbered or moved, changed words marked, what was tightened."""
    from dataclasses import replace

    from graph.records.alignment import ArticleChange
    from graph.records.comparison import compare
    from graph.records.identity import build_identity
    from graph.store.atomic import replacing
    from graph.store.generations import explained
    from ui.cli.ask import write_table
    from ui.messages import load
    from ui.report import comparison as report

    if format is DiffFormat.XLSX and output is None:
        raise UserError("--format xlsx: a workbook needs a file; name it with --output FILE")
    say, (_, name) = load()[lang], named_provision("", article)
    if name and (not name.startswith("art_") or "__" in name):
        raise UserError(f"--article {article}: give its number, as 44; of 第一百二十条之一, 120-1")
    with opened(store) as view:
        who = build_identity(view, documents_only=True)
        before = _card(view, who, old, store)
        after = _card(view, who, new, store)
    if before is None or after is None:
        return
    found = compare(before, after)
    told = report.summary(found, say)
    if name:
        here = {name, name.removeprefix("art_")}
        found = replace(found, pairs=tuple(pair for pair in found.pairs if here & _articles(pair)))
        if not found.pairs:
            write_text(f"{say('diff.no_article', name=provision_title(name))}\n")
            raise typer.Exit(1)
    elif not everything:
        found = replace(found, pairs=tuple(pair for pair in found.pairs if pair.match.change is not ArticleChange.SAME))
    if output is not None:
        with explained(output), replacing(output) as file:
            if format is DiffFormat.XLSX:
                report.write_workbook(file, found, say)
            else:
                file.write(_text(format, found, say, lang).encode())
        print(f"{output}: {told}")
    elif format is DiffFormat.TABLE:
        write_table(report.as_table(found, say), TableFormat.TABLE)
        terminal().print(told)
    else:
        write_text(_text(format, found, say, lang))


def _articles(pair: "Pair") -> set[str]:
    return {unit.eid for unit in (*pair.match.old, *pair.match.new)}


def _text(format: DiffFormat, found: "Comparison", say: "Messages", lang: Language) -> str:
    from graph.export.answer import as_csv, as_json
    from ui.report import comparison as report

    if format is DiffFormat.HTML:
        return report.html(found, say, lang)
    table = report.as_table(found, say)
    return as_json(table) if format is DiffFormat.JSON else as_csv(table)


def _card(view: "View", who: "Identity", what: str, store: str) -> "DocumentCard | None":
    from graph.records.card import read_card

    document = find_one(who, what, store)
    if document is None:
        return None
    card = read_card(view, document.iri, who=who, text_only=True)
    if card is None:
        raise UserError(f"{what}: {who.label(document.iri)} is only named by others, its text is not in {store}")
    return card
