"""The command that asks what a repeal would change, without changing anything."""

from typing import TYPE_CHECKING, Annotated

import typer

from ontology.enumerations import Language
from ontology.formats import TableFormat
from ui.cli.ask import write_table
from ui.cli.console import DEFAULT_STORE, LabelsOption, StoreOption, day_of
from ui.cli.see import find_one, opened

if TYPE_CHECKING:
    from graph.query.query import Table
    from graph.records.simulation import Simulation
    from ui.messages import Messages

group = typer.Typer(no_args_is_help=True, help="What if: what a change would touch; the store stays as it is.")


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="simulate")


@group.command()
def repeal(
    what: Annotated[list[str], typer.Argument(help="Documents' numbers or titles.", metavar="NUMBER|TITLE…")],
    store: StoreOption = DEFAULT_STORE,
    on: Annotated[
        str | None, typer.Option("--on", help="The day of the repeal; today if not given.", metavar="DATE")
    ] = None,
    format: Annotated[TableFormat, typer.Option("--format", "-f")] = TableFormat.TABLE,
    lang: LabelsOption = Language.ZH,
) -> None:
    """If these documents were repealed: which statuses change, which documents lose a basis, which tasks and duties hang in the air."""
    from graph.records.identity import build_identity
    from graph.records.simulation import simulate_repeal
    from ui.messages import load

    day = day_of(on)
    with opened(store) as view:
        who = build_identity(view, documents_only=True)
        meant = []
        for given in what:
            document = find_one(who, given, store)
            if document is None:
                return
            meant.append(document.iri)
        found = simulate_repeal(view, who, meant, day)
    write_table(as_table(found, load()[lang]), format)


def as_table(found: "Simulation", say: "Messages") -> "Table":
    """Return one row a consequence: statuses first, then documents, then tasks and duties."""
    from graph.query.query import Table

    rows: list[tuple[str, ...]] = []
    for turn in found.turns:
        change = f"{_short(say(f'status.{turn.before}'))} → {_short(say(f'status.{turn.after}'))}"
        rows.append((say("simulate.turn"), turn.name, "", change, turn.iri))
    for loss in found.losses:
        told = say("simulate.left", count=loss.left) if loss.left else say("simulate.none_left")
        rows.append((say("simulate.loss"), loss.name, loss.basis, f"{told} {loss.relation.quote}", loss.iri))
    for work in found.hanging:
        what = say(f"simulate.{'own' if work.own else 'rests'}")
        rows.append((f"{say(f'simulate.{work.kind.lower()}')} {what}", work.name, work.basis, work.words, work.iri))
    return Table(("what", "document", "basis", "words", "iri"), tuple(rows))


def _short(label: str) -> str:
    return label.partition("：")[0].partition(":")[0]
