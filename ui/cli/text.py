"""The command that prints a document's text on a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ontology.enumerations import Language
from ontology.numbers import provision_name, provision_title
from ui.cli.console import DEFAULT_STORE, DayOption, StoreOption, UserError, day_of, write_text
from ui.cli.see import find_one, named_provision, of_day, opened

if TYPE_CHECKING:
    from graph.records.text_on_day import TextOnDay
    from ui.messages import Messages


def register(app: typer.Typer) -> None:
    app.command()(text)


def text(
    what: Annotated[str, typer.Argument(help="A document's number or title.", metavar="NUMBER|TITLE")],
    store: StoreOption = DEFAULT_STORE,
    as_of: DayOption = None,
    article: Annotated[
        str | None,
        typer.Option(
            help="One article, paragraph or point alone: 63, 120-1, 第六十三条第一款. Exit code 1 if the text does not have it.",
            metavar="N",
        ),
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language of the notes.")] = Language.ZH,
) -> None:
    """Print the text of a document on a day, made from the acts in the store that amended it; each clause says which act last changed it.

    An article may follow the title: 行政处罚法第六十三条. What cannot be applied, and what was not understood, is listed
    below the text; nothing is guessed.
    """
    from graph.records.identity import build_identity
    from graph.records.text_on_day import cut_out, read_text
    from graph.records.wording import Lacking
    from ui.cli.cards import lacks
    from ui.messages import load

    say = load()[lang]
    what, name = named_provision(what, article)
    what, own = of_day(what)
    day = own if own and as_of is None else day_of(as_of)
    if name and not name.startswith("art_"):
        raise UserError(f"--article {article or what}: give its number, as 44; of 第一百二十条之一, 120-1")
    with opened(store) as view:
        who = build_identity(view, documents_only=True)
        document = find_one(who, what, store, own or day)
        if document is None:
            return
        found = read_text(view, who, document.iri, day)
        if found is None:
            raise UserError(f"{what}: {who.label(document.iri)} is only named by others, its text is not in {store}")
    if name:
        part = cut_out(found, name)
        if isinstance(part, Lacking):
            write_text(f"{say('text.heading', title=found.title, day=day.isoformat())}\n{lacks(part, name, say)}\n")
            raise typer.Exit(1)
        title = f"《{found.title}》{provision_title(name)}"
        article_name = name.partition("__")[0]
        gaps = tuple(
            gap
            for gap in found.text.unapplied
            if not gap.instruction.place.article or provision_name(gap.instruction.place.article) == article_name
        )
        found = replace(found, title=title, text=replace(found.text, provisions=(part,), unapplied=gaps))
    write_text("".join(f"{line}\n" for line in _lines(found, say, day)))


def _lines(found: "TextOnDay", say: "Messages", day: date) -> Iterator[str]:
    yield say("text.heading", title=found.title, day=day.isoformat())
    yield say("text.base", day=found.base.isoformat()) if found.base else say("text.base_unknown")
    for act in found.acts:
        told = say("text.act", name=act.name, day=act.day.isoformat(), count=act.read) if act.held else ""
        yield told or say("text.not_held", name=act.name, day=act.day.isoformat())
    for provision in found.text.provisions:
        note = f"（{say('text.by', name=provision.by)}）" if provision.by else ""
        yield "\n" + "\n".join([f"{provision.marker}{note}", *provision.lines]).strip()
    for gap in found.text.unapplied:
        yield "\n" + say("text.unapplied", name=gap.by, words=gap.instruction.words, reason=say(f"text.{gap.reason}"))
    for act in found.acts:
        for unread in act.unread:
            yield "\n" + say("text.unread", name=act.name, words=unread.words)
