"""Commands about the ontology itself: whether it is consistent"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ontology.enumerations import Language
from ui.cli.console import UserError

if TYPE_CHECKING:
    from ontology.reasoning import Classification
    from ui.messages import Messages

_SHOWN = 20  # clashes; one wrong domain makes hundreds


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="The ontology: prove that it is sound.", no_args_is_help=True)
    group.command()(check)
    app.add_typer(group, name="ontology")


def check(
    file: Annotated[
        list[Path] | None,
        typer.Option("--file", help="A Turtle file to check instead of the ontology's own; may be given again."),
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language of the answer.")] = Language.ZH,
) -> None:
    """Prove with HermiT that the ontology is consistent and that every class can have members.

    Exit code 1, with the names, if one is not so. Needs Java, which the extra `owl` brings.
    """
    from ontology.reasoning import ReasoningError, classify
    from ui.messages import load

    say = load()[lang]
    try:
        found = classify(file)
    except ReasoningError as error:
        raise UserError(str(error)) from error
    print("\n".join(_describe(found, say)))
    if not found.sound:
        raise typer.Exit(1)


def _describe(found: "Classification", say: "Messages") -> list[str]:
    lines = [say("check.consistent" if found.consistent else "check.inconsistent")]
    for clash in found.clashes[:_SHOWN]:
        names = {key: _short(value) for key, value in clash._asdict().items()}
        lines.append(f"  {say('check.clash', **names)}")
    if len(found.clashes) > _SHOWN:
        lines.append(f"  {say('check.more', count=len(found.clashes) - _SHOWN)}")
    if not found.consistent and not found.clashes:
        lines.append(f"  {say('check.no_clash')}")
    lines.append(say("check.size", classes=len(found.classes), properties=len(found.properties)))
    if not found.consistent:
        return lines
    if found.unsatisfiable:
        lines.append(say("check.unsatisfiable", count=len(found.unsatisfiable)))
        lines += [f"  {_short(name)}" for name in found.unsatisfiable]
    else:
        lines.append(say("check.satisfiable"))
    lines.append(say("check.inferred", count=len(found.inferred)))
    lines += [f"  {say('check.pair', low=_short(low), high=_short(high))}" for low, high in found.inferred]
    return lines


def _short(iri: str) -> str:
    from ontology.vocabulary import prefixed

    return prefixed(iri) or iri
